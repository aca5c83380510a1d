"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Sources = Annotated[
    list[str],
    typer.Argument(help="A URL, an HTML file, a text file, a mail, a book in EPUB, or - for standard input."),
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
