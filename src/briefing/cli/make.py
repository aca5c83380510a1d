"""`briefing make`: make one MP3 of articles."""

from briefing.cli.flags import (
    Bitrate,
    CastName,
    JsonObject,
    Minutes,
    OutputMp3,
    Quality,
    SampleRate,
    Sources,
    Title,
    sound_settings,
)
from briefing.cli.results import failures_as_json, report_briefing
from briefing.cli.run import run_context


def make(
    sources: Sources,
    output: OutputMp3 = None,
    title: Title = "",
    minutes: Minutes = None,
    cast: CastName = "",
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    as_json: JsonObject = False,
) -> None:
    """Make one MP3 of articles, with transcript and chapters beside it."""
    from briefing.pipeline import BriefingOptions, make

    with failures_as_json(as_json), run_context(sound_settings(bitrate, quality, sample_rate)) as run:
        briefing = make(sources, BriefingOptions(output, title, minutes, cast), run)
    report_briefing(briefing, as_json)
