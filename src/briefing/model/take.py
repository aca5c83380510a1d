"""A line on its way from the engine to the mix: spoken only when somebody asks for it.

These are promises rather than nouns: they hold functions and live no longer than the run, so JSON is not
asked of them.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from briefing.model.audio import Clip


class ClipStore(Protocol):
    """What was spoken or encoded once, by key. Keys are lower-case hexadecimal; values are never changed.

    Both methods are called from several threads. `get` gives None for what is not there or cannot be read;
    `put` must be atomic and never raise: a lost clip costs time, not words.
    """

    def get(self, key: str) -> bytes | None:
        """The bytes that were put under this key, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes."""


class Spoken(NamedTuple):
    """What came of a line: the sound, and how loud its voice is.

    `loudness_millibel` is the voice's own level, measured over a known text (hundredths of a LU, LUFS of the
    mono signal); `trim_centibel` is what the cast adds on top. `failure` is a sentence when the fallback had
    to speak, '' otherwise.
    """

    clip: Clip
    loudness_millibel: int
    trim_centibel: int = 0
    failure: str = ""


class Take(NamedTuple):
    """One line of the script. `key` names everything that its sound depends on: equal keys, equal sound.

    `speak` is slow, may be called from any thread, and raises EngineError when even the fallback failed.
    `pause_ms` of silence follow; `chime_before` asks for the chime between stories.
    """

    section: int
    segment: int
    key: str
    pause_ms: int
    chime_before: bool
    speak: Callable[[], Spoken]
