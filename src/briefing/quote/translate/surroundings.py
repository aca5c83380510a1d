"""What a word is for what stands beside it: an article, who, a day, he or she by another name."""

from collections.abc import Sequence

from briefing.quote.language.readings import Readings
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token


def stand_in_words(
    tokens: Sequence[Token], at: int, readings: Readings, words: Vocabulary, *, initial: bool
) -> int:
    """'der 51-Jährige', 'la quinquagénaire': he and she by another name, two words."""
    low = tokens[at].low
    if at + 1 >= len(tokens) or not (low in readings.feminine or low in readings.masculine):
        return 0
    word = tokens[at + 1]
    goes_on = at + 2 < len(tokens) and tokens[at + 2].text[:1].isupper()
    is_one = word.low.endswith(readings.stand_ins) or _is_demonym(
        tokens, at, readings, words, initial=initial
    )
    return 2 if is_one and not goes_on else 0


def _is_demonym(
    tokens: Sequence[Token], at: int, readings: Readings, words: Vocabulary, *, initial: bool
) -> bool:
    """'la Bretonne' beside a verb: no name of a person has an article."""
    word = tokens[at + 1]
    if word.kind != "name" or not word.low.endswith(readings.demonyms) or initial:
        return False
    before = tokens[at - 1].low if at else ""
    after = tokens[at + 2].low if at + 2 < len(tokens) else ""
    known = word.low in words.organisation_words or word.low in words.place_words
    return not known and (_speaks(readings, before) or _speaks(readings, after))


def _speaks(readings: Readings, low: str) -> bool:
    return low in readings.verbs or low in readings.participles or readings.words.get(low) == "has"


def opens_clause(tokens: Sequence[Token], at: int, readings: Readings) -> bool:
    """Whether 'die' after a comma is 'who': no noun follows."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].low not in readings.after_comma or after is None or after.kind == "name":
        return False
    return after.low in readings.words or after.low in readings.with_plural_verb


def is_bare_article(tokens: Sequence[Token], at: int, readings: Readings, words: Vocabulary) -> bool:
    """'das ist wahr': where nouns have capitals, an article before none is no article."""
    if not readings.capital_nouns or tokens[at].low not in words.articles:
        return False
    for token in tokens[at + 1 : at + 6]:
        if token.kind == "punct" or token.low in readings.words:
            return True
        if token.text[:1].isupper() or token.kind in ("number", "quote") or token.low in words.nouns:
            return False
    return True


def stands_before_day(tokens: Sequence[Token], at: int, readings: Readings, words: Vocabulary) -> bool:
    """'am Montag', 'este jueves', 'lundi matin': when it was is one adverb."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    reads = readings.words.get(tokens[at].low) or readings.elsewhere.get(tokens[at].low)
    small = reads in ("the", "a", "at", "on", "in", "of", "to")
    return small and after is not None and after.low in words.calendar


def has_plural_verb(tokens: Sequence[Token], at: int, readings: Readings) -> bool:
    beside = [tokens[i].low for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    verbs = (w for w in beside if w in readings.verbs or readings.words.get(w) in ("has", "was"))
    return any(verb.endswith(readings.plural_verbs) for verb in verbs)
