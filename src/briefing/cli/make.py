"""`briefing make`: articles in, one MP3 out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.run import run_context
from briefing.cli.sound import Bitrate, Quality, SampleRate, sound_flags
from briefing.cli.sources import Sources, end_with_left_out, failures_as_json, print_json
from briefing.errors import ExitCode

if TYPE_CHECKING:
    from briefing.pipeline import Briefing

OutFile = Annotated[
    Path | None, typer.Option("-o", "--output", help="The MP3 to write.", show_default="output/")
]
CastName = Annotated[str, typer.Option("--cast", help="Name of a cast, or path of a cast file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def make(
    sources: Sources,
    output: OutFile = None,
    title: Annotated[str, typer.Option(help="The programme's title.")] = "",
    minutes: Annotated[
        int | None,
        typer.Option(min=1, max=600, help="Target length in minutes; drops whole paragraphs to reach it."),
    ] = None,
    cast: CastName = "",
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    as_json: AsJson = False,
) -> None:
    """Make one MP3 of articles, with transcript and chapters beside it."""
    from briefing.pipeline import BriefingOptions, make

    with failures_as_json(as_json), run_context(sound_flags(bitrate, quality, sample_rate)) as run:
        made = make(sources, BriefingOptions(output, title, minutes, cast), run)
    report(made, as_json)


def report(made: "Briefing", as_json: bool) -> None:
    """Show what was made; ends with exit 3 when something is missing from it."""
    if as_json:
        print_json(made_fields(made))
    else:
        show_made(made)
    for failure in made.failures:
        sys.stderr.write(f"briefing: {failure}\n")
    end_with_left_out(made.episode.left_out)
    if made.failures:
        raise typer.Exit(ExitCode.PARTLY)


def made_fields(made: "Briefing") -> dict[str, Any]:
    """The object that `briefing make --json` prints; `seconds` has three decimals."""
    episode = made.episode
    return {
        "mp3": str(made.mp3),
        "seconds": episode.duration_ms / 1000,
        "title": episode.title,
        "casts": list(made.casts),
        "chapters": [
            {
                "title": chapter.title,
                "startTime": chapter.start_ms / 1000,
                "endTime": chapter.end_ms / 1000,
                "url": chapter.url,
            }
            for chapter in episode.chapters
        ],
        "speakers": [
            {"name": speaker.name, "voice": speaker.voice, "gender": speaker.gender}
            for speaker in episode.speakers
        ],
        "left_out": [{"source": missing.source, "error": missing.error} for missing in episode.left_out],
        "notes": [*made.notes, *made.failures],
    }


def show_made(made: "Briefing") -> None:
    """Where it is, how long it lasts, who speaks."""
    episode = made.episode
    minutes, seconds = divmod(round(episode.duration_ms / 1000), 60)
    typer.echo(f"{made.mp3}  {minutes}:{seconds:02d}  {episode.title}")
    for speaker in episode.speakers:
        role = f", {speaker.role}" if speaker.role else ""
        typer.echo(f"  {speaker.name}{role}: {speaker.voice}")
    for note in made.notes:
        typer.echo(f"  {note}")
