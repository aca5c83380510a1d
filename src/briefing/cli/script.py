"""`briefing script`: write the script of articles as Fountain."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.flags import Minutes, Sources, Title
from briefing.cli.results import end_with_left_out, failures_as_json, print_json
from briefing.cli.run import run_context


def script(
    sources: Sources,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The Fountain file to write.")] = None,
    title: Title = "",
    minutes: Minutes = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the script as one JSON object.")] = False,
) -> None:
    """Write the script of articles as Fountain, to read or edit."""
    from briefing.model.codec import encode
    from briefing.pipeline import BriefingOptions, read_sources, script_from_stories
    from briefing.storage import write_atomic
    from briefing.write import fountain_from_script

    with failures_as_json(as_json), run_context() as run:
        collected = read_sources(sources, run)
        programme = script_from_stories(collected.stories, BriefingOptions(title=title, minutes=minutes), run)
    if as_json:
        print_json(encode(programme))
    elif output:
        write_atomic(output, fountain_from_script(programme).encode())
    else:
        typer.echo(fountain_from_script(programme), nl=False)
    end_with_left_out(collected.left_out)
