"""What the article before a noun tells: 'la ministre' is a woman, 'der Vorsitzende' a man."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.quote.language.readings import Readings
from briefing.quote.phrases.mentions import Phrase


def agree(phrases: Sequence[Phrase], readings: Readings) -> list[Phrase]:
    """The same phrases; a person is a woman or a man where the article says so."""
    return [_agreed(phrase, readings) for phrase in phrases]


def _agreed(phrase: Phrase, readings: Readings) -> Phrase:
    mention = phrase.mention
    if mention is None or mention.names_what != "person":
        return phrase
    article = mention.words[0].lower()
    told = "woman" if article in readings.feminine else "man" if article in readings.masculine else ""
    return phrase._replace(mention=replace(mention, names_what=told)) if told else phrase
