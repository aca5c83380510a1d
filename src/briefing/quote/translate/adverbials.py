"""Fixed phrases that tell nothing of who speaks: 'pour sa part', 'por su parte', 'im Gegenzug'."""

from collections.abc import Sequence

from briefing.quote.language.readings import Readings
from briefing.quote.phrases.tokens import Token


def without_adverbials(tokens: Sequence[Token], readings: Readings) -> list[Token]:
    """The same tokens without these phrases."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        length = _length(tokens, at, readings)
        if not length:
            found.append(tokens[at])
        at += length or 1
    return found


def _length(tokens: Sequence[Token], at: int, readings: Readings) -> int:
    """How many words of a fixed phrase stand here."""
    for words in readings.adverbials.get(tokens[at].low, ()):
        if words == tuple(token.low for token in tokens[at : at + len(words)]):
            return len(words)
    return 0
