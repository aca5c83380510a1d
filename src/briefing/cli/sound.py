"""The flags about the MP3's sound, which every command that makes one has."""

from typing import Annotated

import typer

Bitrate = Annotated[int | None, typer.Option(metavar="KBPS", help="MP3 bitrate in kbit/s (32 to 320).")]
Quality = Annotated[
    int | None, typer.Option(metavar="0-9", help="Encoder quality: 0 is slow and best, 9 is fast.")
]
SampleRate = Annotated[int | None, typer.Option(metavar="HZ", help="MP3 sample rate in Hz (16000 to 48000).")]


def sound_flags(bitrate: int | None, quality: int | None, sample_rate: int | None) -> dict[str, int | None]:
    """The flags by the names of the settings that they win over."""
    return {"sound.bitrate_kbps": bitrate, "sound.quality": quality, "sound.sample_rate_hz": sample_rate}
