"""The deterministic name of a sound: a digest of everything that it depends on, and nothing else."""

from briefing.model import Voice
from briefing.model.digest import digest
from briefing.speak.engine import Engine


def clip_key(engine: Engine, voice: Voice, text: str) -> str:
    """Names what `engine.speak(text, voice)` gives. A voice's place in a cast and its gain do not matter."""
    return digest(engine.name, engine.version, *_sound_of(voice), text)


def _sound_of(voice: Voice) -> tuple[object, ...]:
    return (voice.name, voice.language, voice.rate_wpm, voice.pitch, voice.pitch_range, voice.options)
