"""Bylines: the names of people, without desks, agencies, addresses and 'By'."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from briefing.clean.elements import Line
from briefing.clean.line_patterns import alternatives, is_byline, is_unspaced
from briefing.text import read_table, read_words

_WORDS = read_table("briefing.clean", "words/bylines.toml")
_BYLINE_PREFIX = re.compile(  # 'By Ann Lee', 'Text: Anna Lee', 'Publié par Anne Lee', 'Текст: Анна Ли'
    rf"^(?:(?:{alternatives(_WORDS['value_verbs'])})\s+)*(?:{alternatives(_WORDS['value_prefixes'])})(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[,;|/•·]\s*|\s+[-–—]\s+|\n")  # 'Ann Lee, Bo Hart'
_AND = re.compile(rf"\s+(?:{alternatives(_WORDS['and'])})\s+", re.IGNORECASE)
_SHORT_AND = re.compile(rf"\s+(?:{alternatives(_WORDS['short_and'])})\s+")
_PLACE = re.compile(rf"\s+(?:{alternatives(_WORDS['before_place'])})\s+.*$")  # 'Ann Lee in Harbour Town'
_SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_]\.)?)$")  # 'Lee, Ann'
_ADDRESS = re.compile(
    r"https?://|www\.|\S*@\S*|\.(?:com|org|net)\b|[<>{}\[\]]|\d"
)  # 'example.org/ann', '@ann'
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")  # 'Ann Lee (Harbour Town)'
_MAX_NAME_CHARS = 60


def people_in(authors: Iterable[str], publishers: Iterable[str]) -> tuple[str, ...]:
    """The people among author values, each once, in order; `publishers` are names of site and publisher."""
    publisher_text = " ".join(map(_alphanumerics, publishers))
    found: dict[str, str] = {}
    for author in authors:
        for name in _names_in(" ".join(_PARENTHESIS.sub("", author[:500]).split())):
            if _is_person(name, publisher_text):
                found.setdefault(name.casefold(), _without_capitals(name))
    return tuple(found.values())


def people_shown(lines: Iterable[Line], publishers: Iterable[str]) -> tuple[str, ...]:
    """The people in the first of these lines that is only a byline: 'By Ann Lee and Bo Hart'."""
    candidates = (people_in((line.text,), publishers) for line in lines if is_byline(line.text, ()))
    return next(filter(None, candidates), ())


def _names_in(value: str) -> Iterable[str]:
    value = _BYLINE_PREFIX.sub("", value)
    if swapped := _SURNAME_FIRST.match(value):
        value = f"{swapped[2]} {swapped[1]}"
    for piece in _SEPARATOR.split(value):
        for part in _AND.split(piece):
            for name in _split_at_short_and(part):
                yield _PLACE.sub("", _BYLINE_PREFIX.sub("", name)).strip(" .:-–—\"'")


def _split_at_short_and(part: str) -> Sequence[str]:
    """'Ana Lee y Bo Hart' is two people, 'José Ortega y Gasset' is one."""
    names = _SHORT_AND.split(part)
    return names if all(len(name.split()) > 1 for name in names) else [part]


def _is_person(name: str, publisher_text: str) -> bool:
    """Return True if the name has one to six words and is no desk, agency or publisher."""
    words = name.casefold().split()
    if (
        not 2 <= len(name) <= _MAX_NAME_CHARS
        or _ADDRESS.search(name)
        or _non_person_words().search(name.casefold())
    ):
        return False
    if len(words) == 1 and not is_unspaced(name):
        return False
    return 0 < len(words) <= 6 and _alphanumerics(name) not in publisher_text


def _alphanumerics(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _without_capitals(name: str) -> str:
    """'ANN LEE' as 'Ann Lee'."""
    words = name.split()
    if len(words) > 1 and name.isupper() and all(len(word.strip(".")) != 2 for word in words):
        return name.title()
    return name


@cache
def _non_person_words() -> re.Pattern[str]:
    entries = read_words("briefing.clean", "words/non_person_words.txt")
    return re.compile("|".join(map(_expression, entries)))


def _expression(entry: str) -> str:
    """'^sid$' matches a whole name, 'editor*' a word in it."""
    stem = re.escape(entry.strip("^$")).replace(r"\*", r"\w*")
    return rf"^{stem}$" if entry.startswith("^") else rf"(?<!\w){stem}(?!\w)"
