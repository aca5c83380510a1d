"""Piper: a small neural voice a file, on the processor (`pip install 'briefing[piper]'`).

A voice's name is that of its model, `en_US-lessac-medium`, which `briefing voices install` fetches, or the
path of an .onnx file that has its .onnx.json beside it. The voice's options may be `speaker` (of a model
with several), `noise_scale` and `noise_w_scale`: without noise, the same line sounds the same each time.
"""

import json
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Event, Lock
from typing import Any

import piper

from briefing.errors import EngineError
from briefing.model import Clip, Voice
from briefing.speak.engines.numbers import number_of
from briefing.speak.speakable import speakable

FOLDER = "piper"
USUAL_WPM = 175  # at length scale 1


class PiperEngine:
    """`models` is set by `load_engine`."""

    name = "piper"
    is_costly = True

    def __init__(self) -> None:
        self.models = Path()
        self._loaded: dict[Path, Any] = {}
        self._lock = Lock()

    @cached_property
    def version(self) -> str:
        """Piper's; the model is the voice's name."""
        return f"piper-tts {version('piper-tts')}"

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """The sentences one after another; stops between two."""
        if not text.strip():
            raise EngineError("Piper was given a line without words")
        model, asked = self._model(voice.name), _asked(voice)
        pieces = []
        try:
            for chunk in model.synthesize(speakable(text), asked):
                pieces.append(chunk.audio_int16_bytes)
                if stop.is_set():
                    raise EngineError("stopped")
        except (RuntimeError, ValueError, TypeError, OSError) as cause:
            raise EngineError(f"Piper failed: {cause}") from cause
        return Clip(model.config.sample_rate, b"".join(pieces))

    def voices(self) -> tuple[Voice, ...]:
        """Those that are installed."""
        found = sorted((self.models / FOLDER).glob("*.onnx"))
        return tuple(_voice(path) for path in found if _facts_file(path).is_file())

    def _model(self, name: str) -> Any:
        path = Path(name) if name.endswith(".onnx") else self.models / FOLDER / f"{name}.onnx"
        with self._lock:
            if path not in self._loaded:
                self._loaded[path] = _opened(path, name)
            return self._loaded[path]


def _opened(path: Path, name: str) -> Any:
    if not path.is_file():
        raise EngineError(f"the voice {name!r} is not installed", f"Run: briefing voices install {name}")
    try:
        return piper.PiperVoice.load(path)
    except Exception as cause:  # onnxruntime's own errors have no common ancestor but this
        hint = f"Run: briefing voices install {name}"
        raise EngineError(f"the voice {name!r} cannot be loaded: {cause}", hint) from cause


def _asked(voice: Voice) -> Any:
    options = dict(voice.options)
    return piper.SynthesisConfig(
        speaker_id=int(number_of(options, "speaker", 0)),
        length_scale=USUAL_WPM / voice.rate_wpm if voice.rate_wpm else None,
        noise_scale=number_of(options, "noise_scale", 0.0),
        noise_w_scale=number_of(options, "noise_w_scale", 0.0),
    )


def _facts_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _voice(path: Path) -> Voice:
    try:
        facts: Mapping[str, Any] = json.loads(_facts_file(path).read_text(encoding="utf-8"))
        code = str(facts["language"]["code"])
    except (OSError, ValueError, KeyError, TypeError):
        code = path.stem.split("-")[0]
    return Voice(path.stem, "piper", path.stem, code.replace("_", "-"), "neutral")
