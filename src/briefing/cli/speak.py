"""`briefing speak`: an edited script to an MP3."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.make import AsJson, CastName, OutFile, report
from briefing.cli.run import run_context
from briefing.cli.sound import Bitrate, Quality, SampleRate, sound_flags


def speak(
    script: Annotated[str, typer.Argument(help="A Fountain file, or - for standard input.")],
    output: OutFile = None,
    cast: CastName = "",
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    as_json: AsJson = False,
) -> None:
    """Speak a Fountain script into an MP3."""
    from briefing.pipeline import BriefingOptions, speak_script
    from briefing.quote import gender_of_name
    from briefing.storage import read_whole
    from briefing.write import script_from_fountain

    text = sys.stdin.buffer.read() if script == "-" else read_whole(Path(script))
    written = script_from_fountain(text.decode("utf-8", "replace"), gender_of_name=gender_of_name)
    with run_context(sound_flags(bitrate, quality, sample_rate)) as run:
        made = speak_script(written, BriefingOptions(output, cast=cast), run)
    report(made, as_json)
