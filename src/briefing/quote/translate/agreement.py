"""What the article before a noun tells: 'la ministre' is a woman, 'der Vorsitzende' a man."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.quote.language.readings import Readings
from briefing.quote.phrases.mentions import Mention, Phrase

_SPEAKS = ("verb", "aux")


def agree(phrases: Sequence[Phrase], readings: Readings) -> list[Phrase]:
    """The same phrases; a person is a woman or a man where the article says so."""
    return [
        phrase
        if phrase.mention is None
        else _agreed(phrase, phrase.mention, _is_somebody(phrases, at, phrase.mention, readings), readings)
        for at, phrase in enumerate(phrases)
    ]


def _is_somebody(phrases: Sequence[Phrase], at: int, mention: Mention, readings: Readings) -> bool:
    """Whether what stands beside a description of no list makes it a person: a verb of speaking, an age."""
    like = mention.determined and mention.noun.endswith(readings.person_endings)
    return (like and _speaks(phrases, at)) or _is_aged(phrases, at, readings)


def _is_aged(phrases: Sequence[Phrase], at: int, readings: Readings) -> bool:
    """'le marin de 41 ans'."""
    years = phrases[at + 2].mention if at + 2 < len(phrases) and phrases[at + 1].low == "of" else None
    return years is not None and years.words[0].isdigit() and years.words[-1].lower() in readings.years


def _speaks(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether a verb of speaking stands beside the phrase."""
    before = at > 0 and phrases[at - 1].kind == "verb"
    return before or (at + 1 < len(phrases) and phrases[at + 1].kind in _SPEAKS)


def _agreed(phrase: Phrase, mention: Mention, is_somebody: bool, readings: Readings) -> Phrase:
    what = mention.names_what
    if what == "" and mention.kind == "nominal" and is_somebody:
        what = "person"
    if what in ("person", "man"):
        what = _told(mention, what, readings)
    return (
        phrase if what == mention.names_what else phrase._replace(mention=replace(mention, names_what=what))
    )


def _told(mention: Mention, what: str, readings: Readings) -> str:
    """A noun that has one gender for everybody ('la victime') tells nothing."""
    article = mention.words[0].lower()
    if mention.noun in readings.epicene:
        return what
    if article in readings.feminine and not (what == "man" and readings.capital_nouns):
        return "woman"
    return "man" if article in readings.masculine else what
