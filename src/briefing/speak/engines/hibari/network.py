"""The net of a base voice: phonemes in, frames out. One session serves all threads.

A voice in a cast file has five numbers, from which the net and the vocoder get their own.
"""

import ctypes
import json
import math
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from briefing.errors import EngineError
from briefing.model import Voice
from briefing.speak.engine import number_of
from briefing.speak.engines.hibari.graph import (
    DURATIONS,
    FRAMES,
    PITCH,
    PIVOT,
    RANGE,
    SCALE,
    UNVOICED_HZ,
    add_controls,
)
from briefing.speak.engines.hibari.vocoder import NEUTRAL_HOP

# What was measured to hold: predicted opinion score and words understood
# (docs/decisions/150-patch-the-graph-in-memory.md)
_LIMITS = {
    "pitch": (0.5, 1.3),
    "formant": (0.76, 1.0),
    "tilt": (-3.0, 3.0),
    "range": (0.5, 1.5),
    "rate": (0.7, 1.4),
}
_LOWEST_NET_PITCH, _HIGHEST_NET_PITCH = 0.8, 1.45  # the model's pitch against its own, before PSOLA
_USUAL_NET_PITCH = 0.85  # where PSOLA takes over
_LOWEST_PSOLA = 0.62
_NO_PSOLA = 0.99  # a change this small is not worth the work
BASE_WPM = 190  # words of news a minute at rate 1, with the pauses between sentences

_QUICK_FACTORS = (2, 3, 5, 7, 11)  # transforms of other sizes take up to six times as long


@dataclass(frozen=True, slots=True)
class VoiceParameters:
    """How to ask the model, and what to do with its frames.

    `hop` samples a frame set the formants. `net_pitch` and `net_speed` are asked of the model, for the frames
    as it makes them. `psola` is the part of the pitch that PSOLA adds.
    """

    hop: int
    net_pitch: float
    net_speed: float
    psola: float
    pitch_range: float
    tilt_db: float


def parameters_of(voice: Voice) -> VoiceParameters:
    """Return the numbers among the voice's options; 1 (tilt 0) for those that it does not have.

    A voice that has both a `rate` and words a minute is as quick as both ask together, within the limits: a
    direction in a script ('slower') changes the words a minute.

    Raises:
        EngineError: for a number outside its limits, naming them.
    """
    options = dict(voice.options)
    usual = {"pitch": 1.0, "formant": 1.0, "tilt": 0.0, "range": 1.0, "rate": 1.0}
    numbers = {name: _limited(name, number_of(options, name, usual[name])) for name in _LIMITS}
    hop = quick_hop(numbers["formant"])
    pitch = numbers["pitch"] * hop / NEUTRAL_HOP
    psola = min(1.0, max(_LOWEST_PSOLA, pitch / _USUAL_NET_PITCH))
    psola = psola if psola < _NO_PSOLA else 1.0
    net_pitch = pitch / psola
    if not _LOWEST_NET_PITCH <= round(net_pitch, 3) <= _HIGHEST_NET_PITCH:
        low = max(_LIMITS["pitch"][0], _LOWEST_NET_PITCH * _LOWEST_PSOLA * NEUTRAL_HOP / hop)
        high = min(_LIMITS["pitch"][1], _HIGHEST_NET_PITCH * NEUTRAL_HOP / hop)
        raise EngineError(
            f"the pitch {numbers['pitch']:g} does not go with the formant {numbers['formant']:g}",
            f"With this formant the pitch may be {low:.2f} to {high:.2f}. Correct it in the cast.",
        )
    slowest, quickest = _LIMITS["rate"]
    rate = min(quickest, max(slowest, numbers["rate"] * (voice.rate_wpm or BASE_WPM) / BASE_WPM))
    speed = rate * hop / NEUTRAL_HOP
    return VoiceParameters(hop, net_pitch, speed, psola, numbers["range"], numbers["tilt"])


def quick_hop(formant: float) -> int:
    """Return the hop with this formant whose transform is quick: within 2 per cent of it."""
    wanted = NEUTRAL_HOP / formant
    hops = (hop for hop in range(round(wanted * 0.9), round(wanted * 1.1)) if _is_quick(hop))
    return min(hops, key=lambda hop: abs(hop - wanted))


def _is_quick(number: int) -> bool:
    for factor in _QUICK_FACTORS:
        while number % factor == 0:
            number //= factor
    return number == 1


def _limited(name: str, value: float) -> float:
    low, high = _LIMITS[name]
    if not (math.isfinite(value) and low <= value <= high):
        raise EngineError(
            f"a voice's {name} may be {low:g} to {high:g}, not {value:g}", "Correct it in the cast."
        )
    return value


_HINT = "Run: briefing voices install natural"
_PAUSE_ID = 0  # before and after a clause
_CLAUSES_A_TRIM = 40  # two or three minutes of sound
_M_ARENA_MAX = -8  # glibc's malloc.h
_ANY_PIVOT_HZ = 100.0  # with a range of 1 it makes no difference
_SAMPLE_SENTENCE = "ðə kˈWnsᵊl mˈɛt ˌɔn tˈuzdˌA ænd əɡɹˈid tʊ ɹəpˈɛɹ ði ˈOld bɹˈɪʤ."
_UNCHANGED = VoiceParameters(hop=550, net_pitch=1, net_speed=1, psola=1, pitch_range=1, tilt_db=0)


@dataclass(frozen=True, slots=True)
class Speech:
    """What the net makes of a clause: spectra and pitch a frame, and the length of each id in two frames."""

    frames: NDArray[np.float32]
    pitch_hz: NDArray[np.float32]
    durations: tuple[int, ...]


class Network:
    """A base voice. `path` is its .onnx file. Raises EngineError when that cannot be used."""

    def __init__(self, path: Path) -> None:
        try:
            model = path.read_bytes()
        except OSError as cause:
            raise EngineError(f"the voice {path.stem!r} is not installed", _HINT) from cause
        try:
            self._session = onnxruntime.InferenceSession(
                add_controls(model), _session_options(), providers=["CPUExecutionProvider"]
            )
        except EngineError:
            raise
        except Exception as cause:  # onnxruntime's errors have no common ancestor but this
            raise EngineError(f"the voice {path.stem!r} cannot be loaded: {cause}", _HINT) from cause
        self._clauses = 0
        self._pivot_hz = _ANY_PIVOT_HZ
        self._pivot_hz = self._mean_pitch_hz()

    def speak(self, ids: tuple[int, ...], parameters: VoiceParameters) -> Speech:
        """Return the frames of a clause. Raises EngineError."""
        inputs = {
            "ids": np.array([ids], np.int64),
            "speed": _one(parameters.net_speed),
            PIVOT: _one(self._pivot_hz),
            SCALE: _one(parameters.net_pitch),
            RANGE: _one(parameters.pitch_range),
        }
        try:
            frames, pitch_hz, durations = self._session.run((FRAMES, PITCH, DURATIONS), inputs)
        except Exception as cause:  # as above
            raise EngineError(f"hibari failed: {cause}") from cause
        self._clauses += 1
        if self._clauses % _CLAUSES_A_TRIM == 0:
            release_free_memory()
        return Speech(frames[0], pitch_hz[0], tuple(durations.tolist()))

    def _mean_pitch_hz(self) -> float:
        """Of the voice itself, about which its range is changed."""
        pitch_hz = self.speak(ids_of(_SAMPLE_SENTENCE), _UNCHANGED).pitch_hz
        voiced = pitch_hz[pitch_hz > UNVOICED_HZ]
        return float(round(np.median(voiced))) if len(voiced) else _ANY_PIVOT_HZ


def use_one_heap() -> None:
    """Have all threads allocate from one heap of glibc, on Linux. Call it before there are threads.

    Otherwise each thread has a heap of its own, which keeps what its longest clause needed: 90 MB more for
    ten minutes of programme, and more with every hour. The lock of the one heap costs 2 % of the time.
    """
    if sys.platform == "linux":
        _call_glibc("mallopt", _M_ARENA_MAX, 1)


def release_free_memory() -> None:
    """Give the operating system the memory that no thread uses, on Linux.

    glibc keeps what the longest clause needed, and 25 MB that were needed to read the lexicons.
    """
    if sys.platform == "linux":
        _call_glibc("malloc_trim", 0)


def _call_glibc(name: str, *arguments: int) -> None:
    """Call a function of glibc; another C library has none of that name."""
    function = getattr(_c_library(), name, None)
    if function:
        function(*arguments)


@cache
def _c_library() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def ids_of(phonemes: str) -> tuple[int, ...]:
    """Return the ids of a clause and the pauses around it. Raises EngineError for an unknown phoneme."""
    vocabulary = _vocabulary()
    unknown = sorted(set(phonemes) - vocabulary.keys())
    if unknown:
        raise EngineError(f"hibari has no sound for {' '.join(unknown)} in '{phonemes}'")
    return (_PAUSE_ID, *(vocabulary[sign] for sign in phonemes), _PAUSE_ID)


@cache
def _vocabulary() -> dict[str, int]:
    vocabulary: dict[str, int] = json.loads(
        files("hibari").joinpath("assets/vocab.json").read_text(encoding="utf-8")
    )
    return vocabulary


def _session_options() -> Any:
    """One thread a line: `mix` makes lines side by side. Memory is given back after each clause.

    onnxruntime's own arena keeps what the longest clause needed, for each thread, 60 MB more and no quicker.
    """
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors
    return options


def _one(value: float) -> NDArray[np.float32]:
    return np.array([value], np.float32)
