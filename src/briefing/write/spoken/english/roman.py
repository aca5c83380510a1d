"""Roman numerals where the word before says that they are: kings, popes, wars, bowls; never 'I'."""

import re

from briefing.text import read_table
from briefing.write.spoken.english.numbers import cardinal_of, ordinal_from_words
from briefing.write.spoken.english.patterns import any_of

TABLE = read_table(__package__, "words/roman.toml")
COUNTED: frozenset[str] = frozenset(word.casefold() for word in TABLE["counted"])
NAMES: frozenset[str] = frozenset(TABLE["names"])
CROWNS: frozenset[str] = frozenset(TABLE["crowns"])
LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
NUMERAL = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"

# 'Charles III', 'Super Bowl LVIII', 'PART XL', "Henry VIII's"
AFTER_WORD = re.compile(
    rf"(?P<words>(?:(?<![\w.])[A-Z][\w'’.-]{{0,30}}\s){{0,2}}?(?<![\w.])(?:[A-Z][\w'’.-]{{0,30}}|(?i:{any_of(TABLE['counted'])})))"
    rf"\s(?P<roman>{NUMERAL})(?=\W|$)(?!\.\w)"
)
# 'the XIX century', 'the XIXth century', 'the XXXIII Olympiad'
BEFORE_WORD = re.compile(
    rf"(?<![\w.])(?P<roman>{NUMERAL})(?:th|st|nd|rd)?(?=\s(?:{any_of(TABLE['numbered'])})\b)"
)
# what else these letters stand for
NOT_NUMERALS = frozenset(TABLE["not_numerals"])


def speak_roman_numerals(text: str) -> str:
    """'Charles III' as 'Charles the Third', 'World War II' as 'World War Two'."""
    text = BEFORE_WORD.sub(lambda m: ordinal_from_words(_words(m["roman"])), text)
    return AFTER_WORD.sub(_say_numeral, text)


def _say_numeral(match: re.Match[str]) -> str:
    words, roman = match["words"].split(" "), match["roman"]
    if words[-1].casefold() in COUNTED and not (roman in "CDLM" or (roman == "I" and words[-1].islower())):
        return f"{match['words']} {_words(roman)}"
    if _is_crowned(words):
        is_other = roman in "MCDL" or (roman == "I" and _is_pronoun(match))
        return match[0] if is_other else f"{match['words']} the {ordinal_from_words(_words(roman))}"
    if len(roman) < 2 or roman in NOT_NUMERALS or any(letter in "LCDM" for letter in roman):
        return match[0]
    if words[-1].isupper() and len(words[-1]) > 1:
        return match[0]
    is_person = len(words) > 1 and all(word[0].isupper() for word in words)
    return f"{match['words']} {'the ' + ordinal_from_words(_words(roman)) if is_person else _words(roman)}"


def _is_pronoun(match: re.Match[str]) -> bool:
    """'Elizabeth I of England' and 'Elizabeth I.', but 'the George I know'."""
    return match.string[match.end() :][:4] not in {" of ", ""} and match.string[match.end()] == " "


def _is_crowned(words: list[str]) -> bool:
    return words[-1] in NAMES or any(word in CROWNS for word in words[:-1])


def _words(roman: str) -> str:
    return cardinal_of(value(roman))


def value(roman: str) -> int:
    """'XIV' is 14."""
    numbers = [LETTERS[letter] for letter in roman]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    return sum(-number if number < following else number for number, following in pairs)
