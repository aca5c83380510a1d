"""`briefing script`: the script of articles as Fountain."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.run import run_context
from briefing.cli.sources import Sources, end_with_left_out, failures_as_json, print_json


def script(
    sources: Sources,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The Fountain file to write.")] = None,
    title: Annotated[str, typer.Option(help="The programme's title.")] = "",
    minutes: Annotated[
        int | None,
        typer.Option(min=1, max=600, help="Target length in minutes; drops whole paragraphs to reach it."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the script as one JSON object.")] = False,
) -> None:
    """Write the script of articles as Fountain, to read or edit."""
    from briefing.model.codec import encode
    from briefing.pipeline import BriefingOptions, read_sources, script_from_stories
    from briefing.storage import write_atomic
    from briefing.write import fountain_from_script

    with failures_as_json(as_json), run_context() as run:
        gathered = read_sources(sources, run)
        written = script_from_stories(gathered.stories, BriefingOptions(title=title, minutes=minutes), run)
    if as_json:
        print_json(encode(written))
    elif output:
        write_atomic(output, fountain_from_script(written).encode())
    else:
        typer.echo(fountain_from_script(written), nl=False)
    end_with_left_out(gathered.left_out)
