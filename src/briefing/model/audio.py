"""Sound: clips as engines return them, and the timeline of what was mixed from them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of a line, and when it is heard: samples `start` to `end` (exclusive) of what holds it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clip:
    """Mono 16-bit little-endian PCM at the engine's own rate.

    `words` are in order and do not overlap; empty where the engine does not know when a word is heard.
    """

    rate_hz: int
    pcm: bytes
    words: tuple[SpokenWord, ...] = ()

    @property
    def samples(self) -> int:
        """The length in samples."""
        return len(self.pcm) // 2


@dataclass(frozen=True, slots=True)
class Cue:
    """When a segment of the script is heard: samples `start` to `end` (exclusive) of the programme.

    `words` are the words that were spoken, in samples of the programme, in order, not overlapping and within
    the cue; empty where the engine does not know when a word is heard.
    """

    section: int
    segment: int
    start: int
    end: int
    words: tuple[SpokenWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Cues in order, not overlapping, at the programme's rate. The decoded audio ends at `samples`."""

    rate_hz: int
    samples: int
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Master:
    """The finished audio's facts. `failures` are sentences: lines that the fallback had to speak, and why."""

    timeline: Timeline
    bitrate_kbps: int
    audio_bytes: int
    failures: tuple[str, ...] = ()
