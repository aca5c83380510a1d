"""What a speaker is called when the narrator names them again."""

import re

from briefing.model import Speaker
from briefing.text import read_words
from briefing.write.phrases import Phrases

# Words that belong to the surname behind them.
_PARTICLES = frozenset(read_words("briefing.write", "words/particles.txt"))
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def name_again(speaker: Speaker, told: str, phrases: Phrases) -> str:
    """The short name once the full one was told, and 'the spokesman' for 'a spokesman'."""
    name = speaker.name
    first, _, rest = name.partition(" ")
    definite = phrases.table["grammar"]["articles"].get(first.lower())
    if definite and rest:
        return f"{definite} {rest}" if names_in(rest, told) else name
    if not names_in(name, told):
        return name
    return _with_article(short_name(speaker, phrases), told, phrases)


def _with_article(name: str, told: str, phrases: Phrases) -> str:
    """'the Harbour Board', as the story calls it, though its speaker's name has no article."""
    articles = "|".join(sorted(set(phrases.table["grammar"]["articles"].values())))
    match = re.search(rf"\b({articles}) {re.escape(name)}\b", told, re.IGNORECASE)
    return f"{match.group(1).lower()} {name}" if match else name


def short_name(speaker: Speaker, phrases: Phrases) -> str:
    """'Sandell' of 'Eric Sandell', 'Lee and Diaz' of a pair; a possible organisation keeps its name."""
    if speaker.gender in ("organisation", "unknown"):
        return speaker.name
    joiner = f" {phrases.table['grammar']['joiner']} "
    people = speaker.name.split(joiner)
    if speaker.gender == "group" and not all(_is_full_name(person) for person in people):
        return speaker.name
    return joiner.join(_surname(person) for person in people)


def names_in(name: str, text: str) -> bool:
    """Whether the text holds a telling word of the name."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return any(word.casefold() in words for word in _telling_words(name))


def is_named(speaker: Speaker, text: str) -> bool:
    """Whether the text names the speaker by a word of the name."""
    if speaker.gender in ("organisation", "unknown"):
        words = {word.casefold() for word in _WORD.findall(text)}
        if any(word.casefold() in words for word in _WORD.findall(speaker.name) if len(word) > 2):
            return True
    return names_in(speaker.name, text)


def _telling_words(name: str) -> list[str]:
    words = [word for word in _WORD.findall(name) if word.lower() not in _PARTICLES] or _WORD.findall(name)
    large = [word for word in words if word[:1].isupper()]
    if len(large) > 1:
        return large[1:]
    return large or [word for word in words if len(word) > 3] or words


def _is_full_name(name: str) -> bool:
    words = name.split()
    return len(words) in (2, 3) and all(word[:1].isupper() for word in words)


def _surname(name: str) -> str:
    """'Sandell' of 'Eric Sandell', 'Le Goff' of 'Yvon Le Goff'."""
    if not _is_full_name(name):
        return name
    *others, last = name.split()
    return f"{others[-1]} {last}" if len(others) > 1 and others[-1].lower() in _PARTICLES else last
