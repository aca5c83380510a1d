"""Piper: a small neural voice a file, on the processor (the extra `piper`).

A voice's name is that of its model, `en_US-lessac-medium`, which `briefing voices install` fetches, or the
path of an .onnx file that has its .onnx.json beside it. The voice's options may be `speaker` (of a model with
several speakers: the number of one, or a name of `speaker_id_map` in the .onnx.json), `noise_scale` and
`noise_w_scale`: without noise, the same line sounds the same each time.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Event, Lock
from typing import Any

import piper

from briefing.errors import EngineError
from briefing.model import Clip, Voice
from briefing.speak.engine import number_of, speakable

_FOLDER = "piper"
_USUAL_WPM = 175  # at length scale 1
_SPEAKERS_NAMED = 12  # by a hint; a model may have hundreds


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
        """Return the sentences one after another; stops between two."""
        if not text.strip():
            raise EngineError("Piper was given a line without words")
        model = self._model(voice.name)
        asked = _asked(voice, model.config.speaker_id_map)
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
        """Return the installed voices."""
        found = sorted((self.models / _FOLDER).glob("*.onnx"))
        return tuple(_voice(path) for path in found if _facts_file(path).is_file())

    def is_installed(self, voice: Voice) -> bool:
        """Return True if the files of the voice are on this machine; loads no model."""
        path = self._path(voice.name)
        return path.is_file() and _facts_file(path).is_file()

    def _path(self, name: str) -> Path:
        return Path(name) if name.endswith(".onnx") else self.models / _FOLDER / f"{name}.onnx"

    def _model(self, name: str) -> Any:
        path = self._path(name)
        with self._lock:
            if path not in self._loaded:
                self._loaded[path] = _opened(path, name)
            return self._loaded[path]


def _opened(path: Path, name: str) -> Any:
    if not path.is_file():
        raise EngineError(f"the voice {name!r} is not installed", f"Run: briefing voices install {name}")
    try:
        loaded = piper.PiperVoice.load(path)
        return _ComposingVoice(loaded.session, loaded.config)
    except Exception as cause:  # onnxruntime's own errors have no common ancestor but this
        hint = f"Run: briefing voices install {name}"
        raise EngineError(f"the voice {name!r} cannot be loaded: {cause}", hint) from cause


class _ComposingVoice(piper.PiperVoice):
    """Gives the model a composed phoneme where it knows the composed form only.

    Piper decomposes phonemes, so the ç of 'ich' becomes c and a cedilla. Piper drops the cedilla, with a
    warning, where the list of a model has ç and no cedilla; 'ich' would sound like 'ick'.
    """

    def phonemize(self, text: str) -> list[list[str]]:
        return [composed(sentence, self.config.phoneme_id_map) for sentence in super().phonemize(text)]


def composed(phonemes: Sequence[str], known: Mapping[str, object]) -> list[str]:
    """Return the phonemes; a mark that is not in `known` joins the phoneme before it if the pair is."""
    result: list[str] = []
    for phoneme in phonemes:
        joined = unicodedata.normalize("NFC", result[-1] + phoneme) if result else ""
        if phoneme not in known and joined in known:
            result[-1] = joined
        else:
            result.append(phoneme)
    return result


def _asked(voice: Voice, speakers: Mapping[str, int]) -> Any:
    options = dict(voice.options)
    return piper.SynthesisConfig(
        speaker_id=_speaker(options, speakers),
        length_scale=_USUAL_WPM / voice.rate_wpm if voice.rate_wpm else None,
        noise_scale=number_of(options, "noise_scale", 0.0),
        noise_w_scale=number_of(options, "noise_w_scale", 0.0),
    )


def _speaker(options: Mapping[str, str], speakers: Mapping[str, int]) -> int:
    """Return the number of the speaker that is asked for by number or by name."""
    asked = options.get("speaker", "0")
    if asked.isdecimal():
        return int(asked)
    if asked not in speakers:
        known = ", ".join(list(speakers)[:_SPEAKERS_NAMED]) or "none, since the model has one speaker"
        raise EngineError(f"no speaker of this model is called {asked!r}", f"Its speakers are {known}.")
    return speakers[asked]


def _facts_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _voice(path: Path) -> Voice:
    try:
        facts: Mapping[str, Any] = json.loads(_facts_file(path).read_text(encoding="utf-8"))
        code = str(facts["language"]["code"])
    except (OSError, ValueError, KeyError, TypeError):
        code = path.stem.split("-")[0]
    return Voice(path.stem, "piper", path.stem, code.replace("_", "-"), "neutral")
