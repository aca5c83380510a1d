"""Patterns of single lines: how they end, and lines that are only a date, a byline or an address."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from briefing.text import read_table, read_words


def alternatives(words: Iterable[str], star: str = r"\w*") -> str:
    """Words as the alternatives of an expression; '*' in a word stands for `star`."""
    return "|".join(re.escape(word).replace(r"\*", star) for word in words)


_BYLINE_WORDS = read_table("briefing.clean", "words/bylines.toml")
_CREDIT_WORDS = read_table("briefing.clean", "words/credits.toml")
_UNSPACED_CHARS = re.compile("[\u0e00-\u0eff\u3040-\u9fff\uf900-\ufaff]+")  # Thai, Lao, kana, Chinese
_CLOSING = r"[\"'”’“»«›\)\]）」』]*\s*[♦◆◼■□●•∎❖]?$"  # quotation marks, and the ornament that ends a story
_SENTENCE_END = re.compile(r"[.!?…。！？।؟:]" + _CLOSING)  # 'It rained.”'
_FULL_STOP = re.compile(r"[.。।؟]" + _CLOSING)  # 'It rained.”'
_CUT = re.compile(r"\w,?\s?[(\[]?(?:…|\.\.\.)[)\]]?$")  # 'The yard has…', 'The yard has [...]'

_ADDRESS_ONLY = re.compile(  # 'ann@example.org', 'example.org/ann', '@ann', '#harbour'
    r"^(?:e-?mail:?\s*)?(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[\w-]+\.(?:com|org|net|de|co\.uk)/\S*|[@#]\w+)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(  # 'By Ann Lee', 'Von Anna Lee'
    rf"^(?:{alternatives(_BYLINE_WORDS['line_prefixes'])}):?\s+(?P<names>.{{3,80}})$", re.IGNORECASE
)
_BYLINE_OPENING = re.compile(
    rf"^(?:{alternatives(_BYLINE_WORDS['line_openings'])})\s+[A-ZÀ-ÖØ-Þ]\S+ [A-ZÀ-ÖØ-Þ]"
)
_BYLINE_WITH_PLACE = re.compile(  # 'Por Ana Lima — Porto Alto', 'By ANN LEE, Quay Writer'
    r"^\w+ [^.!?,:—–|-]{5,50}(?: [—–|-]|,) "
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*(?: (?=\S)|/|$)|de |da |do |of |am |à |en |in |aus |at ){1,5}$"
)
_AGENCIES = alternatives(_CREDIT_WORDS["dateline_agencies"], star=r"[\w-]*")
_DATELINE = re.compile(  # 'Quay Town -', 'Hafenstadt (dpa)'
    rf"^[A-ZÀ-ÖØ-Þ][^.!?()]*(?:[–—-]|\((?:[A-Z]{{2,10}}|{_AGENCIES})\)(?: ?[–—-])?)$"
)
_MAX_DATELINE_CHARS = 40
_NAME_PART = re.compile(  # 'Lee', 'and'
    rf"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|{alternatives(_BYLINE_WORDS['name_parts'])}|@\w+)$"
)
_ISO_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-][\d:]+)?$")  # '2026-04-22T06:00:00+02:00'
SERVER_MESSAGE = re.compile(  # 'Warning: Undefined index: page in /srv/www/theme.php on line 44'
    r"(?:Warning|Notice|Deprecated|Strict Standards|(?:Fatal|Parse) error): .{10,400}? in \S+ on line \d+\.?"
)
_PLACEHOLDER = re.compile(  # '{{ user.name }}', '{* form *}', '${title}'
    r"\{\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+){0,3}+\}\}|\{[|*%][^{}]*+(?<=[|*%])\}|<%[^%]*+%>"
    r"|\$\{[\w.]+\}|\[object Object\]|^\{/?[a-z][\w-]*(?:\s[^{}]{0,120})?\}$"  # '{loadposition top}'
)
_NO_WORDS = re.compile(r"^(?!.*[$€£¥%])[\W\d_]*$")  # '500', '* * *'; a price counts as a word
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|[.-])*")  # of '18h30' only the letter
_MINUTES_END = re.compile(r"\b(?:[Mm]ins?|[Uu]hr|p\.m|a\.m)\.$")  # '3 Min.', '5 p.m.'


def is_unspaced(text: str) -> bool:
    """Return True if most of the text is in a script without spaces (Chinese, Japanese, Thai)."""
    return not text.isascii() and sum(map(len, _UNSPACED_CHARS.findall(text))) * 3 > len(text)


def words_in(text: str) -> set[str]:
    """The words of a text in lower case; of a script without spaces, its characters."""
    found = set(_WORD.findall(text.lower()))
    return found if not is_unspaced(text) else set("".join(found))


def ends_sentence(text: str) -> bool:
    """Return True if the text ends like a sentence, or with a colon before the next one."""
    return bool(_SENTENCE_END.search(text))


def ends_statement(text: str) -> bool:
    """Return True if the text ends with a full stop. A linked headline may end with '?' or '!' only."""
    return bool(_FULL_STOP.search(text))


def is_cut(text: str) -> bool:
    """Return True if the text ends in an ellipsis: 'The yard has…', 'The yard has [...]'."""
    end = text[-4:]
    return ("…" in end or "..." in end) and bool(_CUT.search(text))


def is_server_message(text: str) -> bool:
    """Return True if the text consists of error messages of the server."""
    return " on line " in text and not SERVER_MESSAGE.sub("", text).strip()


def is_without_words(text: str) -> bool:
    """Return True if the line has only digits and signs: '500', '* * *'."""
    return bool(_NO_WORDS.match(text))


def is_placeholder(text: str) -> bool:
    """Return True if the line has a placeholder that no program has filled: '{{ user.name }}'."""
    return bool(_PLACEHOLDER.search(text))


def is_address(text: str) -> bool:
    """Return True if the line is only an address, a handle or a hashtag."""
    return bool(_ADDRESS_ONLY.match(text))


def is_date(text: str) -> bool:
    """Return True if the line is only a date or a time: it has digits, and all its words are date words."""
    if _ISO_TIME.match(text):
        return True
    if len(text) > 90 or not any(character.isdigit() for character in text):
        return False
    words = [word.lower().strip(".") for word in _TOKEN.findall(text)]
    digits = sum(character.isdigit() for character in text)
    only_dates = all(is_date_word(word) for word in words)
    return digits >= 3 and only_dates and bool(words or ":" in text)


def is_date_word(word: str) -> bool:
    """Return True if a word is a month, a weekday, a time zone, a small word beside them, or one letter."""
    return len(word) == 1 or word.lower().strip(".") in _date_words()


def is_byline(text: str, byline: Sequence[str]) -> bool:
    """Return True if the line only names the authors."""
    names = (match["names"] if (match := _BYLINE.match(text)) else text).strip(" .,")
    if any(names.casefold() == author.casefold() for author in byline):
        return True
    return bool(match) and len(names.split()) <= 12 and all(map(_NAME_PART.match, names.split()))


def is_names(text: str) -> bool:
    """Return True if the line is two to eight names and nothing else: above a story, its authors."""
    words = text.replace("/", " ").split()
    return 2 <= len(words) <= 8 and all(map(_NAME_PART.match, words)) and not ends_sentence(text)


def is_dated_byline(text: str) -> bool:
    """Return True if the line is a byline with site, place or date: 'By Ann Lee, Quay Herald, 21/07/2026'."""
    if not _BYLINE_OPENING.match(text) or (ends_sentence(text) and not _MINUTES_END.search(text)):
        return False
    return any(map(str.isdigit, text)) or bool(_BYLINE_WITH_PLACE.match(text))


def is_dateline(text: str) -> bool:
    """Return True if the line is only a dateline before its paragraph: 'Quay Town -', 'Hafenstadt (dpa)'."""
    return len(text) <= _MAX_DATELINE_CHARS and bool(_DATELINE.match(text))


@cache
def _date_words() -> frozenset[str]:
    lines = read_words("briefing.clean", "words/date_words.txt")
    return frozenset(word.strip(".") for line in lines for word in line.split())
