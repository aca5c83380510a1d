"""The flags that several commands share, and the run context that they configure, with its progress bar."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli import end_startup

if TYPE_CHECKING:
    from briefing.pipeline import ProgressCallback, RunContext

Sources = Annotated[
    list[str],
    typer.Argument(
        help="A URL, an HTML file, a text file, a mail, a PDF, a book in EPUB, an export of a read-later "
        "list, or - for standard input."
    ),
]
OutputMp3 = Annotated[
    Path | None, typer.Option("-o", "--output", help="The MP3 to write.", show_default="output/")
]
OutputFolder = Annotated[
    Path | None, typer.Option("-o", "--output", help="Folder of the episodes.", show_default="output/")
]
Title = Annotated[str, typer.Option(help="Title of the programme.")]
PodcastTitle = Annotated[
    str | None, typer.Option(help="Title of the podcast.", show_default="title of [feed]")
]
Minutes = Annotated[
    int | None,
    typer.Option(min=1, max=600, help="Target length in minutes; drops whole paragraphs to reach it."),
]
CastName = Annotated[str, typer.Option("--cast", help="Name of a cast, or path of a cast file.")]
DigestCast = Annotated[str | None, typer.Option("--cast", help="Name of a cast, or path of a cast file.")]
DigestTitle = Annotated[str | None, typer.Option(help="Title of the programme.")]
Keep = Annotated[int | None, typer.Option(min=0, help="Number of digests to keep; 0 keeps all.")]
AllowPrivate = Annotated[bool, typer.Option(help="Allow addresses on private networks.")]
Bitrate = Annotated[int | None, typer.Option(metavar="KBPS", help="MP3 bitrate in kbit/s (32 to 320).")]
Quality = Annotated[
    int | None, typer.Option(metavar="0-9", help="Encoder quality: 0 is slow and best, 9 is fast.")
]
SampleRate = Annotated[int | None, typer.Option(metavar="HZ", help="MP3 sample rate in Hz (16000 to 48000).")]
JsonObject = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]
JsonPerSource = Annotated[
    bool, typer.Option("--json", help="Print one JSON object for each source, one per line.")
]
JsonLines = Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")]


def sound_settings(
    bitrate: int | None, quality: int | None, sample_rate: int | None
) -> dict[str, int | None]:
    """Return the sound flags by the names of their settings."""
    return {"sound.bitrate_kbps": bitrate, "sound.quality": quality, "sound.sample_rate_hz": sample_rate}


@contextmanager
def run_context(flags: Mapping[str, Any] | None = None) -> Iterator["RunContext"]:
    """Open the context of a command's run, with a progress bar on a terminal while the block lasts.

    Args:
        flags: Values by setting name that win over the environment and the file.

    Raises:
        UsageError: A setting is invalid.
    """
    from briefing.pipeline import check_settings, context_from_environment

    run = context_from_environment(flags)
    check_settings(run.settings)
    end_startup()
    with _progress_bar() as on_progress:
        yield replace(run, on_progress=on_progress)


@contextmanager
def _progress_bar() -> Iterator["ProgressCallback"]:
    """Show a progress bar on stderr if that is a terminal."""
    from briefing.pipeline import ignore_progress

    if not sys.stderr.isatty():
        yield ignore_progress
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def on_progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield on_progress
