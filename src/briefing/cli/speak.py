"""`briefing speak`: speak a script that was written or edited as Fountain."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.flags import Bitrate, CastName, JsonObject, OutputMp3, Quality, SampleRate, sound_settings
from briefing.cli.results import report_briefing
from briefing.cli.run import run_context


def speak(
    script: Annotated[str, typer.Argument(help="A Fountain file, or - for standard input.")],
    output: OutputMp3 = None,
    cast: CastName = "",
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    as_json: JsonObject = False,
) -> None:
    """Speak a Fountain script into an MP3."""
    from briefing.pipeline import BriefingOptions, speak_script
    from briefing.quote import gender_of_name
    from briefing.storage import read_whole
    from briefing.write import script_from_fountain

    data = sys.stdin.buffer.read() if script == "-" else read_whole(Path(script))
    parsed = script_from_fountain(data.decode("utf-8", "replace"), gender_of_name=gender_of_name)
    with run_context(sound_settings(bitrate, quality, sample_rate)) as run:
        briefing = speak_script(parsed, BriefingOptions(output, cast=cast), run)
    report_briefing(briefing, as_json)
