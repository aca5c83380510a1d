"""The sound check: each voice says a known text once, and its loudness is remembered with the voice."""

from collections.abc import Callable
from functools import cache, partial
from threading import Event, Lock

from briefing.errors import EngineError
from briefing.model import Clip, ClipStore, Voice
from briefing.model.digest import digest
from briefing.speak.clip_key import clip_key
from briefing.speak.engine import Engine
from briefing.speak.loudness import loudness_millibel
from briefing.speak.pitch import median_pitch_hz
from briefing.text import primary_tag, read_table

METHOD = "loudness 2"  # changes when the measurement does


def pitch_of(engine: Engine, voice: Voice) -> int:
    """The median pitch of a voice in hertz, 0 when it cannot be told. Raises EngineError."""
    return median_pitch_hz(engine.speak(text_for(voice.language), voice, Event()))


def text_for(language: str) -> str:
    """A known text in the language of a voice ('de-AT'): a voice reads others' letters louder or softer."""
    texts: dict[str, str] = read_table("briefing.speak", "words/soundcheck.toml")
    return texts.get(primary_tag(language), texts["en"])


def level_key(engine: Engine, voice: Voice) -> str:
    """Names what is measured: how this voice of this version of the engine says the known text."""
    return digest(METHOD, clip_key(engine, voice, text_for(voice.language)))


@cache
def shipped_levels() -> dict[str, int]:
    """The levels of the default casts' voices, hundredths of a LUFS by `level_key` (benchmarks/levels.py)."""
    levels: dict[str, int] = read_table("briefing.speak", "levels.toml")["levels"]
    return levels


class SoundCheck:
    """Remembers for the run in memory and for ever in the clip store. Threads may ask at once."""

    def __init__(self, clips: ClipStore) -> None:
        self._clips = clips
        self._known: dict[str, int] = {}
        self._locks: dict[str, Lock] = {}

    def loudness_of(self, engine: Engine, voice: Voice, speak: Callable[[str], Clip]) -> int:
        """Hundredths of a LUFS; `speak` is asked at most once. Raises EngineError when the voice is mute."""
        text, key = text_for(voice.language), level_key(engine, voice)
        if key in shipped_levels():
            return shipped_levels()[key]
        with self._locks.setdefault(key, Lock()):
            if key not in self._known:
                self._known[key] = self._remembered(key) or self._measure(key, partial(speak, text))
            return self._known[key]

    def _remembered(self, key: str) -> int | None:
        kept = self._clips.get(key)
        try:
            return int(kept) if kept else None
        except ValueError:
            return None

    def _measure(self, key: str, speak: Callable[[], Clip]) -> int:
        try:
            measured = loudness_millibel(speak())
        except ValueError as cause:
            raise EngineError("silence instead of words") from cause
        self._clips.put(key, str(measured).encode())
        return measured
