"""Lines that are no sentence at all: a date, a byline, an address, a row of stars."""

import re
from collections.abc import Sequence
from functools import cache

from briefing.clean.sentences import ends_sentence
from briefing.lexicon import read_words
from briefing.model import DropReason

ADDRESS_ONLY = re.compile(  # 'ann@example.org', 'example.org/ann', '@ann', '#harbour'
    r"^(?:e-?mail:?\s*)?(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[\w-]+\.(?:com|org|net|de|co\.uk)/\S*|[@#]\w+)$",
    re.IGNORECASE,
)
BY = re.compile(  # 'By Ann Lee', 'Von Anna Lee'
    r"^(?:by|von|par|por|di|af|av|door|przez|words by|story by|text|autor|author):?\s+(?P<names>.{3,80})$",
    re.IGNORECASE,
)
BY_LINE = re.compile(
    r"^(?:By|BY|Von|Par|Por|Di|Af|Av|Door|Text:|Autor:|Redazione)\s+[A-ZÀ-ÖØ-Þ]\S+ [A-ZÀ-ÖØ-Þ]"
)
DATELINE = re.compile(  # 'Quay Town -', 'Hafenstadt (dpa)'
    r"^[A-ZÀ-ÖØ-Þ][^.!?()]*(?:[–—-]|\((?:[A-Z]{2,10}|ots|dpa[\w-]*|afp|sid)\)(?: ?[–—-])?)$"
)
LONGEST_DATELINE = 40  # characters
NAME = re.compile(  # 'Lee', 'and'
    r"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|and|und|et|y|de|van|von|der|la|,|&|\||for|@\w+)$"
)
ISO_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-][\d:]+)?$")  # '2026-04-22T06:00:00+02:00'
PLACEHOLDER = re.compile(  # '{{ user.name }}', '{* form *}', '${title}'
    r"\{\{.*\}\}|\{[|*%].*[|*%]\}|<%.*%>|\$\{[\w.]+\}|\[object Object\]"
)
NO_WORD = re.compile(r"^(?!.*[$€£¥%])[\W\d_]*$")  # '500', '* * *'; a price is a word
TOKEN = re.compile(r"[^\W\d_][\w.-]*")


def reason_by_form(text: str, byline: Sequence[str]) -> DropReason | None:
    """The reason to drop a line for what it is made of."""
    if NO_WORD.match(text) or PLACEHOLDER.search(text):
        return "other"
    if ADDRESS_ONLY.match(text):
        return "author_bio"
    if len(text) > 120:
        return None
    if is_date(text) or is_byline(text, byline):
        return "other"
    return None


def is_date(text: str) -> bool:
    """Does the line only say when? It has a number and no word that a date has not."""
    if ISO_TIME.match(text):
        return True
    if len(text) > 90 or not any(character.isdigit() for character in text):
        return False
    words = [word.lower().strip(".") for word in TOKEN.findall(text)]
    digits = sum(character.isdigit() for character in text)
    only_dates = all(word in _date_words() or len(word) == 1 for word in words)
    return digits >= 3 and only_dates and bool(words or ":" in text)


def is_byline(text: str, byline: Sequence[str]) -> bool:
    """Does the line only name the authors?"""
    names = (match["names"] if (match := BY.match(text)) else text).strip(" .,")
    if any(names.casefold() == author.casefold() for author in byline):
        return True
    return bool(match) and len(names.split()) <= 12 and all(NAME.match(word) for word in names.split())


def is_names(text: str) -> bool:
    """Is the line two to eight names and nothing else? Above a story these are its authors."""
    words = text.replace("/", " ").split()
    return 2 <= len(words) <= 8 and all(NAME.match(word) for word in words) and not ends_sentence(text)


def is_dated_byline(text: str) -> bool:
    """'By Ann Lee, Harbour Herald, 21/07/2026 10:05': a byline with what stands beside it, no sentence."""
    named = BY_LINE.match(text)
    return named is not None and any(map(str.isdigit, text)) and not ends_sentence(text)


def is_dateline(text: str) -> bool:
    """Is the line only a place, 'Quay Town -' or 'Hafenstadt (dpa)', that stands before its paragraph?"""
    return len(text) <= LONGEST_DATELINE and bool(DATELINE.match(text))


@cache
def _date_words() -> frozenset[str]:
    lines = read_words("briefing.clean", "words/date_words.txt")
    return frozenset(word.strip(".") for line in lines for word in line.split())
