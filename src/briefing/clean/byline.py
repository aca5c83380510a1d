"""Authors as people's names: no desks, no agencies, no addresses, no 'By'."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from briefing.clean.element import Line
from briefing.clean.letters import is_unspaced
from briefing.clean.stamps import is_byline
from briefing.lexicon import read_words

BY = re.compile(  # 'By Ann Lee', 'Text: Anna Lee', 'Publié par Anne Lee', 'Текст: Анна Ли'
    r"^(?:(?:written|reported|posted|story|words|published|reporting|analysis|text|geschrieben|publi[ée]|"
    r"publicado|scritto|opinion)\s+)*(?:by|von|par|por|di|af|av|door|przez|autor(?:in|en)?|author|"
    r"text|автор|текст)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
COMMA = re.compile(r"\s*[,;|/•·]\s*|\s+[-–—]\s+|\n")  # 'Ann Lee, Bo Hart'
AND = re.compile(r"\s+(?:and|und|&|et|with|mit|avec|sowie)\s+", re.IGNORECASE)
BRIEF_AND = re.compile(r"\s+(?:y|e|i|en|og|och|a|con|com)\s+")  # also part of a name: 'Ortega y Gasset'
PLACE = re.compile(r"\s+(?:in|for|at|aus|für|à|pour|para|en)\s+.*$")  # 'Ann Lee in Harbour Town'
SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_]\.)?)$")  # 'Lee, Ann'
ADDRESS = re.compile(
    r"https?://|www\.|\S*@\S*|\.(?:com|org|net)\b|[<>{}\[\]]|\d"
)  # 'example.org/ann', '@ann'
ASIDE = re.compile(r"\s*\([^()]*\)")  # 'Ann Lee (Harbour Town)'
LONGEST = 60


def people_in(authors: Iterable[str], houses: Iterable[str]) -> tuple[str, ...]:
    """The people among the claimed authors, each once, in order; `houses` are names of site and publisher."""
    own = " ".join(map(_letters, houses))
    found: dict[str, str] = {}
    for author in authors:
        for name in _names_in(" ".join(ASIDE.sub("", author[:500]).split())):
            if _is_person(name, own):
                found.setdefault(name.casefold(), _set_in_case(name))
    return tuple(found.values())


def people_shown(lines: Iterable[Line], houses: Iterable[str]) -> tuple[str, ...]:
    """The people of the first of these lines that is a byline and nothing else: 'By Ann Lee and Bo Hart'."""
    claims = (people_in((line.text,), houses) for line in lines if is_byline(line.text, ()))
    return next(filter(None, claims), ())


def _names_in(claim: str) -> Iterable[str]:
    claim = BY.sub("", claim)
    if swapped := SURNAME_FIRST.match(claim):
        claim = f"{swapped[2]} {swapped[1]}"
    for piece in COMMA.split(claim):
        for part in AND.split(piece):
            for name in _split_briefly(part):
                yield PLACE.sub("", BY.sub("", name)).strip(" .:-–—\"'")


def _split_briefly(part: str) -> Sequence[str]:
    """'Ana Lee y Bo Hart' is two people, 'José Ortega y Gasset' is one."""
    names = BRIEF_AND.split(part)
    return names if all(len(name.split()) > 1 for name in names) else [part]


def _is_person(name: str, own: str) -> bool:
    """Can this be a person's name? Two to six words, none of them an office's, and not the house itself."""
    words = name.casefold().split()
    if not 2 <= len(name) <= LONGEST or ADDRESS.search(name) or _office_words().search(name.casefold()):
        return False
    if len(words) == 1 and not is_unspaced(name):
        return False
    return 0 < len(words) <= 6 and _letters(name) not in own


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _set_in_case(name: str) -> str:
    """'ANN LEE' as 'Ann Lee'."""
    words = name.split()
    if len(words) > 1 and name.isupper() and all(len(word.strip(".")) != 2 for word in words):
        return name.title()
    return name


@cache
def _office_words() -> re.Pattern[str]:
    entries = read_words("briefing.clean", "words/offices.txt")
    return re.compile("|".join(map(_expression, entries)))


def _expression(entry: str) -> str:
    """'^sid$' is a whole name, 'editor*' a word of one."""
    stem = re.escape(entry.strip("^$")).replace(r"\*", r"\w*")
    return rf"^{stem}$" if entry.startswith("^") else rf"(?<!\w){stem}(?!\w)"
