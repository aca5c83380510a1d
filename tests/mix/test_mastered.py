"""What a player makes of the finished MP3: its length, its loudness, its silences, its joins, its chime."""

import io
import math
import shutil
from array import array
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import pytest
from tests.mix.hearing import Heard, decoded, measured, measured_pcm, needs_ffmpeg
from tests.speak.castings import ALTO, DictClipStore, casting_of

from briefing.cast import audition_of_cast, cast_from_toml
from briefing.mix import MixOptions, mix_programme
from briefing.mix.options import SAMPLE_RATES_HZ, bitrates_kbps
from briefing.model import Casting, Master, Timeline, Voice
from briefing.speak import record

pytestmark = needs_ffmpeg
CASTS = ("american", "british", "espeak", "french", "german", "spanish")
VOICES = Path(__file__).parents[2] / "voices"
EVERY_SHAPE = [(rate, kbps) for rate in SAMPLE_RATES_HZ for kbps in bitrates_kbps(rate)]
SPOKEN = DictClipStore()  # what one test has spoken, the next need not speak again
JOIN_MS = 1
LARGEST_JOIN_STEP = 512  # of 32,768; speech itself steps by thousands
QUIET = 164  # of 32,768: -46 dBFS


def programme(casting: Casting, options: MixOptions) -> tuple[Master, bytes]:
    sink = io.BytesIO()
    with record(casting, SPOKEN) as takes:
        return mix_programme(takes, sink, options, SPOKEN), sink.getvalue()


@cache
def audition(name: str) -> Casting:
    cast = cast_from_toml((VOICES / f"{name}.toml").read_text(encoding="utf-8"), name)
    return audition_of_cast(cast)


def is_right(heard: Heard) -> bool:
    return -16.5 <= heard.lufs <= -15.5 and heard.peak_dbtp <= -1.0


def joins(timeline: Timeline) -> list[int]:
    return [edge for cue in timeline.cues for edge in (cue.start, cue.end)]


def largest_step_near(samples: "array[int]", places: list[int], reach: int) -> int:
    near = (samples[max(0, place - reach) : place + reach] for place in places)
    return max(abs(after - before) for part in near for before, after in pairwise(part))


def loudest(samples: "array[int]") -> int:
    return max(map(abs, samples), default=0)


@pytest.mark.parametrize(("rate", "kbps"), EVERY_SHAPE)
def test_every_rate_and_bitrate_decodes_to_the_very_sample(rate: int, kbps: int) -> None:
    options = MixOptions(bitrate_kbps=kbps, sample_rate_hz=rate)
    master, mp3 = programme(casting_of((("One two.",), ("Three.",))), options)
    assert len(decoded(mp3)) == master.timeline.samples


@pytest.mark.parametrize("quality", range(10))
def test_every_quality_decodes_to_the_very_sample(quality: int) -> None:
    master, mp3 = programme(casting_of((("One two.",), ("Three.",))), MixOptions(quality=quality))
    assert len(decoded(mp3)) == master.timeline.samples


@pytest.mark.parametrize(
    ("rate", "kbps"), [(16_000, 32), (22_050, 64), (24_000, 160), (32_000, 48), (44_100, 192), (48_000, 320)]
)
def test_every_rate_and_bitrate_is_as_loud_as_any_other(rate: int, kbps: int) -> None:
    _, mp3 = programme(audition("espeak"), MixOptions(bitrate_kbps=kbps, sample_rate_hz=rate))
    heard = measured(mp3)
    assert is_right(heard), heard


@pytest.mark.parametrize(("cast", "kbps"), [("espeak", 64), *product(CASTS, (32, 128))])
def test_every_shipped_cast_is_at_the_level_of_podcasts(cast: str, kbps: int) -> None:
    _, mp3 = programme(audition(cast), MixOptions(bitrate_kbps=kbps))
    heard = measured(mp3)
    assert is_right(heard), heard


@pytest.mark.parametrize("cast", CASTS)
def test_there_is_no_click_where_lines_begin_and_end(cast: str) -> None:
    master, mp3 = programme(audition(cast), MixOptions())
    rate = master.timeline.rate_hz
    step = largest_step_near(decoded(mp3), joins(master.timeline), rate * JOIN_MS // 1000)
    assert step <= LARGEST_JOIN_STEP


@pytest.mark.parametrize("cast", CASTS)
def test_pauses_are_the_scripts_and_silent(cast: str) -> None:
    casting = audition(cast)
    master, mp3 = programme(casting, MixOptions())
    samples, rate = decoded(mp3), master.timeline.rate_hz
    frame_ms = 1_152_000 / rate
    asked = [segment.pause_ms for section in casting.script.sections for segment in section.segments]
    for (before, after), pause_ms in zip(pairwise(master.timeline.cues), asked[:-1], strict=True):
        assert pause_ms <= (after.start - before.end) * 1000 / rate <= pause_ms + 2 * frame_ms
        middle = samples[before.end + rate // 50 : after.start - rate // 50]
        assert loudest(middle) <= QUIET


def test_half_a_second_is_silent_at_both_ends() -> None:
    master, mp3 = programme(audition("espeak"), MixOptions())
    samples, rate = decoded(mp3), master.timeline.rate_hz
    lead, tail = master.timeline.cues[0].start, len(samples) - master.timeline.cues[-1].end
    assert 0.5 <= lead / rate <= 0.55
    assert 0.5 <= tail / rate <= 0.65
    assert max(loudest(samples[: rate * 49 // 100]), loudest(samples[-rate * 49 // 100 :])) <= QUIET


def power_at(samples: "array[int]", hertz: float, rate: int) -> float:
    """The level of one frequency, of full scale."""
    turns = [2 * math.pi * hertz * place / rate for place in range(len(samples))]
    real = sum(value * math.cos(turn) for value, turn in zip(samples, turns, strict=True))
    imaginary = sum(value * math.sin(turn) for value, turn in zip(samples, turns, strict=True))
    return 2 * math.hypot(real, imaginary) / len(samples) / 32_768


def test_a_chime_of_a_rising_fifth_stands_between_two_stories() -> None:
    master, mp3 = programme(casting_of((("One two.",), ("Three.",))), MixOptions())
    first, second = master.timeline.cues
    gap = decoded(mp3)[first.end : second.start]
    half_a_second = gap[len(gap) // 4 : len(gap) // 4 + 22_050]
    notes = [power_at(half_a_second, hertz, 44_100) for hertz in (659.26, 987.77)]
    beside = [power_at(half_a_second, hertz, 44_100) for hertz in (523.25, 740.0, 1174.66)]
    assert min(notes) > 5 * max(beside)


@pytest.mark.skipif(not shutil.which("flite"), reason="flite is not installed")
def test_a_cast_of_several_engines_speaks_at_one_level() -> None:
    flite = (("command", '["flite", "-voice", "{voice}", "-o", "{wav}", "-t", "{text}"]'),)
    voices = (
        Voice("narrator", "pyttsx3", "en-us", "en", "male", 163),
        Voice("woman-1", "command", "slt", "en", "female", options=flite),
        Voice("man-1", "command", "rms", "en", "male", options=flite),
        ALTO,
    )
    line = "The council agreed on Tuesday to spend two million dollars on the old bridge by the harbour, {}."
    casting = casting_of((tuple(line.format(name) for name in ("Ann", "Ben", "Cleo", "Dora")),), voices)
    master, mp3 = programme(casting, MixOptions())
    heard, samples = measured(mp3), decoded(mp3)
    levels = [
        measured_pcm(samples[cue.start : cue.end], master.timeline.rate_hz) for cue in master.timeline.cues
    ]
    assert is_right(heard), heard
    assert max(levels) - min(levels) <= 1.0, levels
