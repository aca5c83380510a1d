"""Words of 'according to' that stand before who says it: 'laut', 'd’après', 'en palabras de'."""

from collections.abc import Sequence

from briefing.quote.language.readings import Readings
from briefing.quote.phrases.tokens import Token

_MARKS = frozenset({"punct", "quote"})
_LONGEST_VIEW = 12  # tokens


def source_words(tokens: Sequence[Token], at: int, readings: Readings, *, initial: bool) -> int:
    """How many words of 'according to' stand here."""
    if initial and tokens[at].low in readings.views and _leads_in(tokens, at):
        return 1
    for words in readings.sources.get(tokens[at].low, ()):
        here = tuple(token.low for token in tokens[at : at + len(words)])
        follower = at + len(words)
        if here == words and follower < len(tokens):
            after = tokens[follower]
            speaks = after.low in readings.verbs or readings.words.get(after.low) == "has"
            links = after.low in readings.source_links
            return 0 if after.kind in _MARKS or speaks else len(words) + links
    return 0


def _leads_in(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma and a quotation follow: 'Pour X, « … »'."""
    comma = next((i for i in range(at, min(at + _LONGEST_VIEW, len(tokens))) if tokens[i].text == ","), None)
    follows = tokens[comma + 1 : comma + 2] if comma is not None else ()
    return bool(follows) and follows[0].kind == "quote"
