"""The flags about the MP3's sound, which every command that makes one has."""

from typing import Annotated

import typer

Bitrate = Annotated[int | None, typer.Option(metavar="KBPS", help="Of the MP3: 32 to 320.")]
Quality = Annotated[int | None, typer.Option(metavar="0-9", help="Of the encoder: 0 is slow, 9 is quick.")]
SampleRate = Annotated[int | None, typer.Option(metavar="HZ", help="Of the MP3: 16000 to 48000.")]


def sound_flags(bitrate: int | None, quality: int | None, sample_rate: int | None) -> dict[str, int | None]:
    """The flags by the names of the settings that they win over."""
    return {"sound.bitrate_kbps": bitrate, "sound.quality": quality, "sound.sample_rate_hz": sample_rate}
