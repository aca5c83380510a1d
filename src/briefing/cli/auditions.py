"""`briefing voices audition`: hear a cast, or any voice of any engine, before choosing."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.run import run_context

Wanted = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[VOICE]...",
        help="A voice of the cast (woman-2) or of an engine (pyttsx3:en-us+f2); by default the whole cast.",
    ),
]

PITCH = typer.Option(help="hibari voices: pitch as a factor of the base voice's.", show_default=False)
FORMANT = typer.Option(help="hibari voices: formants as a factor; lower sounds larger.", show_default=False)
TILT = typer.Option(help="hibari voices: spectral tilt in decibels per octave.", show_default=False)
RANGE = typer.Option(
    "--range", help="hibari voices: range of the intonation; 1 is the base voice's.", show_default=False
)
RATE = typer.Option(help="hibari voices: pace as a factor of the base voice's.", show_default=False)


def audition(
    voices: Wanted = None,
    cast: Annotated[str, typer.Option("--cast", help="Name of a cast, or path of a cast file.")] = "",
    output: Annotated[Path, typer.Option("-o", "--output", help="The MP3 to write.")] = Path("audition.mp3"),
    pitch: Annotated[float | None, PITCH] = None,
    formant: Annotated[float | None, FORMANT] = None,
    tilt: Annotated[float | None, TILT] = None,
    pitch_range: Annotated[float | None, RANGE] = None,
    rate: Annotated[float | None, RATE] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")] = False,
) -> None:
    """Make an MP3 in which each voice of a cast, or each that you name, introduces itself.

    The five numbers make a voice of your own of a base voice of hibari; voices/README.md has their limits,
    and how a cast file says them.
    """
    from briefing.cast import audition_of_cast, audition_of_voices
    from briefing.cli.make import report
    from briefing.cli.wanted_voices import voice_wanted, with_numbers
    from briefing.pipeline import BriefingOptions, load_cast, speak_casting

    with run_context() as run:
        its_cast = load_cast(cast or run.settings.cast, run.settings)
        numbers = {"pitch": pitch, "formant": formant, "tilt": tilt, "range": pitch_range, "rate": rate}
        named = {name: voice_wanted(name, its_cast) for name in voices or ()}
        wanted = with_numbers(named, {name: value for name, value in numbers.items() if value is not None})
        casting = audition_of_voices(wanted) if wanted else audition_of_cast(its_cast)
        made = speak_casting(casting, BriefingOptions(output), run)
    report(made, as_json)
