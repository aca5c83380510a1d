"""Output folders with real episodes: short tones with an episode of our own writing."""

from dataclasses import replace
from functools import cache
from math import pi, sin
from pathlib import Path
from struct import pack

import lameenc
from tests.publish.programmes import CLOSING, HARBOUR, OPENING, TREES, casting, master

from briefing.model import Casting, Episode, Master, Timeline
from briefing.model.codec import from_json, to_json
from briefing.publish import episode_from, id3_tag


@cache
def tone_mp3(seconds: int, hertz: int = 220, bit_rate: int = 32) -> bytes:
    """A constant tone as MPEG-1 layer III, 44.1 kHz mono; hours are minutes put one behind the other."""
    if seconds > 600:
        return tone_mp3(60, hertz, bit_rate) * (seconds // 60)
    rate = 44_100
    wave = b"".join(pack("<h", int(6000 * sin(2 * pi * hertz * at / rate))) for at in range(rate))
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(bit_rate)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    encoder.silence()
    return bytes(encoder.encode(wave * seconds) + encoder.flush())


def write_episode(output: Path, day: str, slug: str, spoken: Casting, seconds: int) -> Path:
    """An episode in its folder: each segment lasts as long as the others. Returns the MP3's path."""
    segments = sum(len(section.segments) for section in spoken.script.sections)
    cues = master(spoken, seconds * 1000 // segments - 10, lead_ms=0, pause_ms=10).timeline.cues
    timeline = Timeline(44_100, seconds * 44_100, cues)
    episode = episode_from(spoken, Master(timeline, 32, 0), f"{day}T06:30:00+00:00")
    folder = output / f"{day}-{slug}"
    folder.mkdir(parents=True)
    (folder / "episode.json").write_text(to_json(episode), encoding="utf-8")
    path = folder / f"{slug}.mp3"
    path.write_bytes(id3_tag(episode) + tone_mp3(seconds))
    return path


def three_days(output: Path, seconds: int = 60) -> Path:
    """Three episodes, one a day."""
    write_episode(output, "2026-11-21", "trees", casting(TREES, title="Ten trees"), seconds)
    write_episode(output, "2026-11-22", "harbour", casting(OPENING, HARBOUR, title="The harbour"), seconds)
    edition = casting(OPENING, HARBOUR, TREES, CLOSING, title="Monday’s briefing")
    write_episode(output, "2026-11-23", "monday", edition, seconds)
    return output


def change_episode(output: Path, folder: str, **fields: object) -> None:
    """Another value for fields of an episode that stands."""
    file = output / folder / "episode.json"
    episode = from_json(Episode, file.read_text(encoding="utf-8"))
    file.write_text(to_json(replace(episode, **fields)), encoding="utf-8")  # type: ignore[arg-type]  # any field
