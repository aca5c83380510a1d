"""Sound: clips as engines return them, takes on their way to the mix, and the timeline of the finished audio.

Takes hold functions and live no longer than the run, so they are not written to JSON. A `ClipStore` keeps
sound by a key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple, Protocol

_KEY_BYTES = 20


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of a line, and when it is heard.

    Attributes:
        text: The word.
        start: First sample of what holds it: a clip, a line or the programme.
        end: Last sample (exclusive).
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clip:
    """Mono 16-bit little-endian PCM at the engine's own rate.

    Attributes:
        rate_hz: Sampling rate.
        pcm: The samples, two bytes each.
        words: The words in samples of the clip, in order and not overlapping; empty where the engine does
            not know when a word is heard.
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
    """When a segment of the script is heard.

    Attributes:
        section: Index of the section.
        segment: Index of the segment in its section.
        start: First sample in the programme.
        end: Last sample (exclusive).
        words: The words that were spoken, in samples of the programme, in order, not overlapping and within
            the cue; empty where the engine does not know when a word is heard.
    """

    section: int
    segment: int
    start: int
    end: int
    words: tuple[SpokenWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Cues in order, not overlapping, at the programme's rate.

    Attributes:
        rate_hz: Sampling rate.
        samples: Where the decoded audio ends.
        cues: One for each segment that is heard.
    """

    rate_hz: int
    samples: int
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Master:
    """Facts of the finished audio.

    Attributes:
        timeline: When each segment is heard.
        bitrate_kbps: Bitrate in kbit/s.
        audio_bytes: Length of the MP3 frames.
        failures: Sentences: lines that the fallback had to speak, and why.
    """

    timeline: Timeline
    bitrate_kbps: int
    audio_bytes: int
    failures: tuple[str, ...] = ()


class ClipStore(Protocol):
    """What was spoken or encoded once, by key. Keys are lower-case hexadecimal; values are never changed.

    Both methods are called from several threads. `get` gives None for what is not there or cannot be read;
    `put` must be atomic and never raise: a lost clip costs time, not words.
    """

    def get(self, key: str) -> bytes | None:
        """Return the bytes that were put under this key, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes."""


class Spoken(NamedTuple):
    """The result of a line: the sound, and how loud its voice is.

    Attributes:
        clip: The sound.
        loudness_millibel: The voice's own level over a known text, in hundredths of a LU (LUFS of the mono
            signal).
        trim_centibel: What the cast adds on top, in tenths of a decibel.
        failure: A sentence when the fallback had to speak, '' otherwise.
    """

    clip: Clip
    loudness_millibel: int
    trim_centibel: int = 0
    failure: str = ""


class Take(NamedTuple):
    """One line of the script, ready to be spoken.

    Attributes:
        section: Index of the section.
        segment: Index of the segment in its section.
        key: Key of everything that its sound depends on: equal keys, equal sound.
        pause_ms: Silence that follows.
        chime_before: Play the chime between stories before it.
        speak: Speaks the line. It is slow, may be called from any thread, and raises EngineError when even
            the fallback failed.
    """

    section: int
    segment: int
    key: str
    pause_ms: int
    chime_before: bool
    speak: Callable[[], Spoken]


def cache_key(*parts: object) -> str:
    """Return the key of a result in a `ClipStore`: a hash of everything that the result depends on.

    Args:
        parts: Anything with a stable text form. They are kept apart: ('ab', 'c') is not ('a', 'bc').

    Returns:
        40 lower-case hexadecimal digits (BLAKE2b).
    """
    hashed = blake2b(digest_size=_KEY_BYTES)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        hashed.update(len(data).to_bytes(8, "big") + data)
    return hashed.hexdigest()
