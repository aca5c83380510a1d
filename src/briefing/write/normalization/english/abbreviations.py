"""Abbreviations, acronyms, initials, and headlines in capitals.

eSpeak NG spells two and three capitals and reads four or more as a word. `words/acronyms.toml` lists the
exceptions. A spelled acronym is written 'D.A': a full stop after each letter except the last, because a full
stop before a capital would end the sentence. With a possessive it is written 'D-A's'.
"""

import re

from briefing.text import read_table
from briefing.write.normalization.english.dates_and_times import MONTHS, WEEKDAYS
from briefing.write.normalization.english.sentences import sentence_stop
from briefing.write.normalization.patterns import any_of

_SHORT_FORMS = read_table(__package__, "words/abbreviations.toml")
_TITLES: dict[str, str] = _SHORT_FORMS["titles"]
_BARE_TITLES: dict[str, str] = _SHORT_FORMS["bare_titles"]
_ANYWHERE: dict[str, str] = _SHORT_FORMS["anywhere"] | WEEKDAYS
_NUMBERED: dict[str, str] = _SHORT_FORMS["numbered"]
_LIFE_MARKS: dict[str, str] = _SHORT_FORMS["life"]

# 'Gov. Gavin', 'Mr Smith'
_TITLE = re.compile(
    rf"(?<![\w.])(?P<short>{any_of(_TITLES)})(?=\s[\U000f0000-\U000ffffd\w'‘\"“(]|-(?:elect|designate)\b)"
)
# 'Prof Lee', 'Det Sgt Lee', as British papers write them
_BARE_TITLE = re.compile(rf"(?<![\w.])(?P<short>{any_of(_BARE_TITLES)})(?=\s[\U000f0000-\U000ffffdA-ZÀ-Þ])")
# '(b. 1942)', '(d. May 3, 1999)', '(b. London, 1950)'
_LIFE = re.compile(r"(?P<before>[(,;]\s?)(?P<mark>[bdr])\.\s?(?=\d{4}|ca?\.|[A-Z][a-z])")
# 'Roe v Wade', 'England v France'
_VERSUS = re.compile(r"(?P<one>\b[A-Z][\w.'’]{0,40}) v (?=[A-Z])")
# 'No. 5', 'pp. 3-4'
_NUMBER_OF = re.compile(rf"(?<![\w.])(?P<short>{any_of(_NUMBERED)})\s?(?=\d)")
# 'No 10 said': a newspaper's number without its stop
_NUMBER_WORD = re.compile(r"(?<![\w.])No (?=\d)")
# 'Inc.', 'e.g.', 'Mon.'
_SHORT = re.compile(rf"(?<![\w.])(?P<short>{any_of(_ANYWHERE)})(?![\w])")
# 'in Oct.' with no day
_MONTH_ALONE = re.compile(
    rf"(?<![\w.])(?P<short>{any_of(f.title() for f in MONTHS if f.endswith('.'))})(?!\w)"
)

_ACRONYM_TABLE = read_table(__package__, "words/acronyms.toml")
_SPELLED = frozenset(_ACRONYM_TABLE["spelled"])
_WORDS = frozenset(_ACRONYM_TABLE["words"])
_OTHERS: dict[str, str] = _ACRONYM_TABLE["others"]

# 'D.A.', 'U.S.', 'a.m.', 'J.K.', 'D.A.'s'
_DOTTED = re.compile(r"(?<![\w.])(?P<letters>[A-Za-z](?:\.[A-Za-z])+)(?P<stop>\.?)(?P<own>['’]s\b)?(?!\w)")
# 'J. K. Rowling', 'D. A.'
_PARTED = re.compile(r"(?<![\w.'’])[A-Z]\.(?:\s[A-Z]\.)+")
# 'Paul W. Ames', 'A. Philip Randolph'
_INITIAL = re.compile(r"(?<![\w.'’])(?P<letter>[A-Z])\.(?P<gap>\s?)(?=[A-Z][a-z'’])")
# 'ACLU', 'WHO's', 'NOT'
_CAPITALS = re.compile(r"(?<![\w.])[A-Z]{2,7}(?P<own>['’]s\b)?(?!\w|\.\w)")
_OTHER = re.compile(rf"(?<![\w.])(?:{any_of(_OTHERS)})(?!\w)")

_SHORT_WORDS = frozenset(_ACRONYM_TABLE["words"])
_LONG_WORDS = frozenset(_ACRONYM_TABLE["headline"])
_ACRONYMS = frozenset(_ACRONYM_TABLE["spelled"]) | frozenset(_ACRONYM_TABLE["kept"])
_NUMERAL = re.compile(r"[IVX]{2,}")
# 'COUNTY DA GASCON RIPPED': three words and more, nothing but capitals
_CAPITAL_RUN = re.compile(r"(?<![\w.])[A-Z][A-Z'’]*(?:[\s,:;\"“”‘—–-]{1,3}[A-Z][A-Z'’]*(?![\w.])){2,}")
_WORD = re.compile(r"[A-Z][A-Z'’]*")


def verbalize_abbreviations(text: str) -> str:
    """Write abbreviations in full; a full stop that also ends the sentence stays."""
    text = _NUMBER_WORD.sub("number ", text)
    text = _NUMBER_OF.sub(lambda m: _NUMBERED[m["short"]] + " ", text)
    text = _TITLE.sub(lambda m: _TITLES[m["short"]], text)
    text = _BARE_TITLE.sub(lambda m: _BARE_TITLES[m["short"]], text)
    text = _LIFE.sub(lambda m: f"{m['before']}{_LIFE_MARKS[m['mark']]} ", text)
    text = _VERSUS.sub(lambda m: f"{m['one']} versus ", text)
    text = _MONTH_ALONE.sub(lambda m: MONTHS[m["short"].lower()] + sentence_stop(m), text)
    return _SHORT.sub(lambda m: _ANYWHERE[m["short"]] + sentence_stop(m), text)


def verbalize_acronyms(text: str) -> str:
    """Write each acronym as it is spelled ('D.A') or as the word that it is spoken as."""
    text = _OTHER.sub(lambda m: _OTHERS[m[0]] + sentence_stop(m), text)
    text = _PARTED.sub(lambda m: m[0].replace(". ", "."), text)
    text = _DOTTED.sub(_verbalize_dotted, text)
    text = _INITIAL.sub(_verbalize_initial, text)
    return _CAPITALS.sub(_verbalize_capitals, text)


def _verbalize_dotted(match: re.Match[str]) -> str:
    letters = match["letters"].upper()
    if match["own"]:
        return letters.replace(".", "-") + match["own"]
    return letters + sentence_stop(match)


def _verbalize_initial(match: re.Match[str]) -> str:
    """Return the initial; 'A' gets a hyphen, because 'A' alone is spoken as the article."""
    return "A-" if match["letter"] == "A" else f"{match['letter']} "


def _verbalize_capitals(match: re.Match[str]) -> str:
    own = match["own"] or ""
    word = match[0].removesuffix(own)
    if word in _WORDS:
        return word.lower() + own
    if word in _SPELLED:
        return ("-" if own else ".").join(word) + own
    return match[0]


def lower_headlines(text: str) -> str:
    """Write runs of capitals in lower case; acronyms and numerals keep their capitals."""
    return _CAPITAL_RUN.sub(_lower_run, text)


def _lower_run(match: re.Match[str]) -> str:
    words = _WORD.findall(match[0])
    plain = sum(map(_is_plain, words))
    if plain < 2 and 2 * plain < len(words):
        return match[0]
    return _WORD.sub(lambda m: _lower_word(m[0]), match[0])


def _is_plain(word: str) -> bool:
    return word not in _ACRONYMS and (len(word) > 4 or word in _SHORT_WORDS or word in _LONG_WORDS)


def _lower_word(word: str) -> str:
    bare = word.replace("’", "'").split("'", maxsplit=1)[0]
    if bare in _ACRONYMS or _NUMERAL.fullmatch(bare) or word == "I":
        return bare + word[len(bare) :].lower()
    return word.lower() if word in _SHORT_WORDS else word.capitalize()
