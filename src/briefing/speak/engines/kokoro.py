"""Kokoro: one model with many voices, on the processor (the extra `kokoro`).

`briefing voices install kokoro` fetches the model and its voices; `kokoro-int8` is the same model in 8-bit
integers, 92 MB instead of 326. The full model is used where both are installed. A voice's name says its
language and gender: af_heart is American and female, bm_george British and male (VOICES.md of
hexgrad/Kokoro-82M).
"""

import zipfile
from importlib.metadata import version
from pathlib import Path
from threading import Event, Lock
from typing import Any

import kokoro_onnx

from briefing.errors import EngineError
from briefing.model import Clip, Voice, VoiceGender
from briefing.speak.engine import speakable

_FOLDER = "kokoro"
MODELS = ("kokoro-v1.0.onnx", "kokoro-v1.0.int8.onnx")  # the first that is installed is used
_VOICES = "voices-v1.0.bin"  # a NumPy .npz file: one array a voice
_HINT = "Run: briefing voices install kokoro"
_USUAL_WPM = 175  # at speed 1
_SLOWEST, _QUICKEST = 0.5, 2.0  # kokoro-onnx takes no other speeds
_FULL_SCALE = 32_767
_LANGUAGES = {  # the first letter of a voice: BCP 47, and what eSpeak NG calls it
    "a": ("en-US", "en-us"),
    "b": ("en-GB", "en-gb"),
    "e": ("es", "es"),
    "f": ("fr", "fr-fr"),
    "h": ("hi", "hi"),
    "i": ("it", "it"),
    "p": ("pt-BR", "pt-br"),
}
_GENDERS: dict[str, VoiceGender] = {"f": "female", "m": "male"}  # the second letter


class KokoroEngine:
    """`models` is set by `load_engine`. Japanese and Chinese need phonemizers of their own: not here."""

    name = "kokoro"
    is_costly = True

    def __init__(self) -> None:
        self.models = Path()
        self._model: Any = None
        self._lock = Lock()

    @property
    def version(self) -> str:
        """The version of the package, and the file name of the model: the two models sound different."""
        model = self._model_file()
        return f"kokoro-onnx {version('kokoro-onnx')} {model.name if model else 'without a model'}"

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """Return the line. The model cannot be stopped; its result is then ignored."""
        if not text.strip():
            raise EngineError("Kokoro was given a line without words")
        model = self._opened()
        speed = min(_QUICKEST, max(_SLOWEST, voice.rate_wpm / _USUAL_WPM)) if voice.rate_wpm else 1.0
        try:
            wave, rate_hz = model.create(speakable(text), voice.name, speed, _spoken_as(voice))
        except Exception as cause:  # onnxruntime's and phonemizer's errors have no common ancestor but this
            raise EngineError(f"Kokoro failed: {cause}", "briefing voices list") from cause
        if stop.is_set():
            raise EngineError("stopped")
        return Clip(rate_hz, (wave.clip(-1, 1) * _FULL_SCALE).astype("<i2").tobytes())

    def voices(self) -> tuple[Voice, ...]:
        """Return the voices of the installed model whose languages are known; loads no model."""
        return tuple(_voice(name) for name in self._names() if name[0] in _LANGUAGES)

    def is_installed(self, voice: Voice) -> bool:
        """Return True if the model and the voice are on this machine; loads no model."""
        return self._model_file() is not None and voice.name in self._names()

    def _names(self) -> tuple[str, ...]:
        """Return the sorted names of the installed voices: the members of the .npz file, a ZIP archive."""
        try:
            with zipfile.ZipFile(self.models / _FOLDER / _VOICES) as archive:
                return tuple(sorted(name.removesuffix(".npy") for name in archive.namelist()))
        except (OSError, zipfile.BadZipFile):
            return ()

    def _model_file(self) -> Path | None:
        places = (self.models / _FOLDER / name for name in MODELS)
        return next((place for place in places if place.is_file()), None)

    def _opened(self) -> Any:
        with self._lock:
            if self._model is None:
                self._model = _loaded(self._model_file(), self.models / _FOLDER / _VOICES)
            return self._model


def _loaded(model: Path | None, voices: Path) -> Any:
    if model is None or not voices.is_file():
        raise EngineError(f"Kokoro's {MODELS[0] if model is None else _VOICES} is not installed", _HINT)
    try:
        return kokoro_onnx.Kokoro(str(model), str(voices))
    except Exception as cause:  # as above
        raise EngineError(f"Kokoro's model cannot be loaded: {cause}", _HINT) from cause


def _spoken_as(voice: Voice) -> str:
    return _LANGUAGES.get(voice.name[:1], _LANGUAGES["a"])[1]


def _voice(name: str) -> Voice:
    gender = _GENDERS.get(name[1:2], "neutral")
    return Voice(name, "kokoro", name, _LANGUAGES[name[0]][0], gender)
