"""The five numbers of a voice in a cast file, and what the synthesis needs to know instead."""

import math
from dataclasses import dataclass

from briefing.errors import EngineError
from briefing.model import Voice
from briefing.speak.engine import number_of
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
