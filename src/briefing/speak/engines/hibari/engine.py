"""Text -> clip: read, cut into clauses, spoken by the net, made audible, joined."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from threading import Event, Lock

import numpy as np

from briefing.errors import EngineError
from briefing.model import Clip, SpokenWord, Voice, VoiceGender
from briefing.speak.engines.hibari.clauses import clauses, kept_before, kept_parts, pause_before, timed_words
from briefing.speak.engines.hibari.front_end import FrontEnd
from briefing.speak.engines.hibari.network import (
    Network,
    Speech,
    VoiceParameters,
    ids_of,
    parameters_of,
    release_free_memory,
    use_one_heap,
)
from briefing.speak.engines.hibari.vocoder import (
    MODEL_HOP,
    RATE_HZ,
    Samples,
    excitation,
    lower_pitch,
    synthesize,
)

_FOLDER = "hibari"
_METHOD = 7  # changes when the same text sounds different with the same hibari
_BUNDLED = "heart"
_FULL_SCALE = 32_767


@dataclass(frozen=True, slots=True)
class BaseVoice:
    """A voice that hibari's author has trained."""

    language: str
    gender: VoiceGender


_BASES = {
    "heart": BaseVoice("en-US", "female"),
    "fenrir": BaseVoice("en-US", "male"),
    "emma": BaseVoice("en-GB", "female"),
    "fable": BaseVoice("en-GB", "male"),
    "kore": BaseVoice("en-US", "female"),
}


class HibariEngine:
    """`models` is set by `load_engine`."""

    name = "hibari"
    is_costly = True
    takes_ipa = True

    def __init__(self) -> None:
        use_one_heap()
        self.models = Path()
        self._networks: dict[Path, Network] = {}
        self._front_ends: dict[bool, FrontEnd] = {}
        self._lock = Lock()

    @cached_property
    def version(self) -> str:
        """Those of hibari, of eSpeak NG, which reads unknown words, and of what is done here with both."""
        espeak = version("espeakng-loader")
        return f"hibari-tts {version('hibari-tts')}, espeakng-loader {espeak}, method {_METHOD}"

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """Speak a line, clause by clause.

        Args:
            text: The line.
            voice: A voice with the five numbers among its options.
            stop: Ends the line between two clauses.

        Returns:
            The clauses one after another.
        """
        parameters = parameters_of(voice)
        network, front_end = self._loaded(voice.name)
        waves: list[Samples] = []
        words: list[SpokenWord] = []
        heard = 0
        for sentence in front_end.phonemize(text):
            for place, clause in enumerate(clauses(sentence)):
                if stop.is_set():
                    raise EngineError("stopped")
                speech = network.speak(ids_of(" ".join(word.phonemes for word in clause)), parameters)
                wave = _audible(speech, parameters)
                parts = kept_parts(wave)
                pause = pause_before(begins_sentence=place == 0) if waves else wave[:0]
                waves += [pause, *(wave[part] for part in parts)]
                heard += len(pause)
                words += _shifted(timed_words(clause, speech.durations, wave, parameters.hop), parts, heard)
                heard += kept_before(len(wave), parts)
        return Clip(RATE_HZ, _pcm(np.concatenate(waves)), tuple(words))

    def voices(self) -> tuple[Voice, ...]:
        """Return the base voices that are installed."""
        return tuple(
            Voice(name, self.name, name, base.language, base.gender)
            for name, base in _BASES.items()
            if self._path(name).is_file()
        )

    def is_installed(self, voice: Voice) -> bool:
        """Return True if the base voice of a voice is on this machine; loads no model."""
        return voice.name in _BASES and self._path(voice.name).is_file()

    def _loaded(self, name: str) -> tuple[Network, FrontEnd]:
        if name not in _BASES:
            raise EngineError(f"hibari has no voice {name!r}", f"Its voices are {', '.join(_BASES)}.")
        is_british, path = _BASES[name].language == "en-GB", self._path(name)
        with self._lock:
            if path not in self._networks:
                self._networks[path] = Network(path)
            if is_british not in self._front_ends:
                self._front_ends[is_british] = FrontEnd(is_british)
                release_free_memory()
            return self._networks[path], self._front_ends[is_british]

    def _path(self, name: str) -> Path:
        if name == _BUNDLED:
            return Path(str(files("hibari"))) / "assets" / "hibari.onnx"
        return self.models / _FOLDER / f"{name}.onnx"


def _audible(speech: Speech, parameters: VoiceParameters) -> Samples:
    source = excitation(speech.pitch_hz)
    wave = synthesize(speech.frames, source.wave, parameters.hop, parameters.tilt_db)
    if parameters.psola == 1:
        return wave
    return lower_pitch(wave, source, parameters.hop / MODEL_HOP, parameters.psola)


def _shifted(words: Iterable[SpokenWord], parts: tuple[slice, ...], before: int) -> Iterator[SpokenWord]:
    """Yield the words of a wave of which only these parts are kept, behind `before` samples."""
    for word in words:
        start, end = (before + kept_before(at, parts) for at in (word.start, word.end))
        yield SpokenWord(word.text, start, end)


def _pcm(wave: Samples) -> bytes:
    pcm: bytes = np.clip(wave * np.float32(_FULL_SCALE), -32_768, 32_767).astype("<i2").tobytes()
    return pcm
