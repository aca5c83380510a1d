"""`briefing voices audition`: hear a cast, or any voice of any engine, before choosing."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.run import run_here

Wanted = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[VOICE]...",
        help="A voice of the cast (woman-2) or of an engine (pyttsx3:en-us+f2); none for all of the cast.",
    ),
]


def audition(
    voices: Wanted = None,
    cast: Annotated[str, typer.Option("--cast", help="A cast of voices/, or the path of a cast file.")] = "",
    output: Annotated[Path, typer.Option("-o", "--output", help="The MP3 to write.")] = Path("audition.mp3"),
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as one JSON object.")] = False,
) -> None:
    """Make an MP3 in which each voice of a cast, or each that you name, introduces itself."""
    from briefing.cast import audition_of_cast, audition_of_voices
    from briefing.casts import load_cast
    from briefing.cli.make import report
    from briefing.cli.wanted_voices import voice_wanted
    from briefing.pipeline import Wish, perform

    with run_here() as run:
        its_cast = load_cast(cast or run.settings.cast, run.settings)
        wanted = tuple(voice_wanted(name, its_cast) for name in dict.fromkeys(voices or ()))
        casting = audition_of_voices(wanted) if wanted else audition_of_cast(its_cast)
        made = perform(casting, Wish(output), run)
    report(made, as_json)
