"""Headlines in capitals as words: 'GASCON RIPPED AGAIN' is no row of letters."""

import re

from briefing.text import read_table

TABLE = read_table(__package__, "words/acronyms.toml")
SHORT_WORDS = frozenset(TABLE["words"])
LONG_WORDS = frozenset(TABLE["headline"])
ACRONYMS = frozenset(TABLE["spelled"]) | frozenset(TABLE["kept"])
NUMERAL = re.compile(r"[IVX]{2,}")
# 'COUNTY DA GASCON RIPPED': three words and more, nothing but capitals
CAPITALS = re.compile(r"(?<![\w.])[A-Z][A-Z'’]*(?:[\s,:;\"“”‘—–-]{1,3}[A-Z][A-Z'’]*(?![\w.])){2,}")
WORD = re.compile(r"[A-Z][A-Z'’]*")


def lower_headlines(text: str) -> str:
    """Runs of capitals in small letters; acronyms and numerals keep theirs."""
    return CAPITALS.sub(_lower_run, text)


def _lower_run(match: re.Match[str]) -> str:
    words = WORD.findall(match[0])
    plain = sum(map(_is_plain, words))
    if plain < 2 and 2 * plain < len(words):
        return match[0]
    return WORD.sub(lambda m: _lower_word(m[0]), match[0])


def _is_plain(word: str) -> bool:
    return word not in ACRONYMS and (len(word) > 4 or word in SHORT_WORDS or word in LONG_WORDS)


def _lower_word(word: str) -> str:
    bare = word.replace("’", "'").split("'", maxsplit=1)[0]
    if bare in ACRONYMS or NUMERAL.fullmatch(bare) or word == "I":
        return bare + word[len(bare) :].lower()
    return word.lower() if word in SHORT_WORDS else word.capitalize()
