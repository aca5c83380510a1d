"""Participles of speech verbs that an auxiliary makes finite: 'hat ... gesagt', 'a déclaré', 'ha dicho'."""

from collections.abc import Sequence

from briefing.quote.language.readings import Readings
from briefing.quote.phrases.tokens import Token

_BRACKET = 7  # words between an auxiliary and its participle, at most
_MARKS = frozenset({"punct", "quote"})


def spoken_participles(tokens: Sequence[Token], readings: Readings) -> dict[int, int]:
    """The past participles of speech verbs, each with the place of its auxiliary: 'hat ... gesagt'."""
    spoken: dict[int, int] = {}
    auxiliary = -99
    for at, token in enumerate(tokens):
        if token.kind in _MARKS:
            auxiliary = -99
        elif readings.words.get(token.low) in ("has", "was"):
            auxiliary = at
        elif token.low in readings.participles and at - auxiliary <= _BRACKET:
            spoken[at] = auxiliary
    return spoken


def silent_auxiliaries(tokens: Sequence[Token], readings: Readings, spoken: dict[int, int]) -> frozenset[int]:
    """The places of their auxiliaries, which are not read."""
    return frozenset(at for at in spoken.values() if readings.words.get(tokens[at].low) in ("has", "was"))
