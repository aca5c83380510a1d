"""Verbs of speaking that are several words: 'fait valoir', 'met en garde', 'gab zu bedenken'."""

from collections.abc import Sequence

from briefing.quote.language.readings import Readings
from briefing.quote.phrases.tokens import Token


def with_expressions(tokens: Sequence[Token], readings: Readings) -> list[Token]:
    """The same tokens; the words of such a verb are one."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        words = next((w for w in readings.expressions.get(tokens[at].low, ()) if _stands(tokens, at, w)), ())
        if words:
            text, low = " ".join(t.text for t in tokens[at : at + len(words)]), " ".join(words)
            found.append(Token(text, low, tokens[at].start, tokens[at + len(words) - 1].end, "word"))
        else:
            found.append(tokens[at])
        at += len(words) or 1
    return found


def _stands(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    return words == tuple(token.low for token in tokens[at : at + len(words)])
