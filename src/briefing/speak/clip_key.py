"""The deterministic name of a sound: a digest of everything that it depends on, and nothing else."""

from hashlib import blake2b

from briefing.model import Voice
from briefing.speak.engine import Engine


def clip_key(engine: Engine, voice: Voice, text: str) -> str:
    """Names what `engine.speak(text, voice)` gives. A voice's place in a cast and its gain do not matter."""
    return digest(engine.name, engine.version, *_sound_of(voice), text)


def digest(*parts: object) -> str:
    """A hexadecimal digest; parts are kept apart, so that ('ab', 'c') is not ('a', 'bc')."""
    told = blake2b(digest_size=20)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        told.update(len(data).to_bytes(8, "big") + data)
    return told.hexdigest()


def _sound_of(voice: Voice) -> tuple[object, ...]:
    return (voice.name, voice.language, voice.rate_wpm, voice.pitch, voice.pitch_range, voice.options)
