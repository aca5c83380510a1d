"""Kokoro: one model with many voices, on the processor (`pip install 'briefing[kokoro]'`).

`briefing voices install kokoro` fetches the model and its voices. A voice's name says its language and
gender: af_heart is American and female, bm_george British and male (hexgrad/Kokoro-82M, VOICES.md).
"""

from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Event, Lock
from typing import Any

import kokoro_onnx

from briefing.errors import EngineError
from briefing.model import Clip, Voice, VoiceGender
from briefing.speak.speakable import speakable

FOLDER = "kokoro"
MODEL, VOICES = "kokoro-v1.0.onnx", "voices-v1.0.bin"
HINT = "Run: briefing voices install kokoro"
USUAL_WPM = 175  # at speed 1
SLOWEST, QUICKEST = 0.5, 2.0  # kokoro-onnx takes no other speeds
FULL_SCALE = 32_767
LANGUAGES = {  # the first letter of a voice: BCP 47, and what eSpeak NG calls it
    "a": ("en-US", "en-us"),
    "b": ("en-GB", "en-gb"),
    "e": ("es", "es"),
    "f": ("fr", "fr-fr"),
    "h": ("hi", "hi"),
    "i": ("it", "it"),
    "p": ("pt-BR", "pt-br"),
}
GENDERS: dict[str, VoiceGender] = {"f": "female", "m": "male"}  # the second letter


class KokoroEngine:
    """`models` is set by `load_engine`. Japanese and Chinese need phonemizers of their own: not here."""

    name = "kokoro"
    is_costly = True

    def __init__(self) -> None:
        self.models = Path()
        self._model: Any = None
        self._lock = Lock()

    @cached_property
    def version(self) -> str:
        """The package's; the model's is in its file's name."""
        return f"kokoro-onnx {version('kokoro-onnx')}"

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """The line. The model cannot be stopped; nobody waits for it then."""
        if not text.strip():
            raise EngineError("Kokoro was given a line without words")
        model = self._opened()
        speed = min(QUICKEST, max(SLOWEST, voice.rate_wpm / USUAL_WPM)) if voice.rate_wpm else 1.0
        try:
            wave, rate_hz = model.create(speakable(text), voice.name, speed, _spoken_as(voice))
        except Exception as cause:  # onnxruntime's and phonemizer's errors have no common ancestor but this
            raise EngineError(f"Kokoro failed: {cause}", "briefing voices list") from cause
        if stop.is_set():
            raise EngineError("stopped")
        return Clip(rate_hz, (wave.clip(-1, 1) * FULL_SCALE).astype("<i2").tobytes())

    def voices(self) -> tuple[Voice, ...]:
        """Those of the model, if it is installed."""
        if not (self.models / FOLDER / VOICES).is_file():
            return ()
        names = sorted(self._opened().voices.keys())
        return tuple(_voice(name) for name in names if name[0] in LANGUAGES)

    def _opened(self) -> Any:
        folder = self.models / FOLDER
        with self._lock:
            if self._model is None:
                missing = [name for name in (MODEL, VOICES) if not (folder / name).is_file()]
                if missing:
                    raise EngineError(f"Kokoro's {missing[0]} is not installed", HINT)
                self._model = _loaded(folder)
            return self._model


def _loaded(folder: Path) -> Any:
    try:
        return kokoro_onnx.Kokoro(str(folder / MODEL), str(folder / VOICES))
    except Exception as cause:  # as above
        raise EngineError(f"Kokoro's model cannot be loaded: {cause}", HINT) from cause


def _spoken_as(voice: Voice) -> str:
    return LANGUAGES.get(voice.name[:1], LANGUAGES["a"])[1]


def _voice(name: str) -> Voice:
    gender = GENDERS.get(name[1:2], "neutral")
    return Voice(name, "kokoro", name, LANGUAGES[name[0]][0], gender)
