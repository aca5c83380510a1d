"""Tokens of letters and digits ('F-16', 'MH370', '5G', 'CO2'), and Roman numerals ('Charles III').

A Roman numeral is read only after or before a word that announces one; 'I' alone never is.
"""

import re

from briefing.text import read_table, read_words
from briefing.write.normalization.english.numbers import (
    cardinal,
    cardinal_of,
    digit_pairs,
    each_digit,
    ordinal_from_words,
    plural,
)
from briefing.write.normalization.patterns import any_of, roman_value

# 'COVID-19', 'F-16', 'AR-15', 'mid-2008'
_LETTERS_FIRST = re.compile(
    r"(?<![\w-])(?P<letters>[A-Za-z]+)-(?P<digits>\d+)(?P<tail>[A-Za-z]?)(?![\w/]|-\d|[.,:]\d)"
)
# 'MH370', 'H1N1', '5G', 'iPhone15'
_MIXED = re.compile(r"(?<![\w.,])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{2,20}(?!\w)")
_RUN = re.compile(r"[A-Za-z]+|\d+")
# 'H2SO4', 'NO2', 'CaCO3', 'PM2.5' has no formula; 'COP28' is no formula, because no atom comes 28 times
_ELEMENT = rf"(?:{any_of(read_words(__package__, 'words/elements.txt'))})"
_FORMULA = re.compile(rf"(?<![\w.,-])(?=[A-Za-z]+\d)(?:{_ELEMENT}(?:1[0-2]|[2-9])?){{2,10}}(?![\w-])")
_VOWEL = re.compile(r"[AEIOU]")  # without one a run of capitals is spelled anyway
_LONGEST_SYMBOLS = 3  # letters in a row: 'HNO3', but 'FIBA3' is a name
# 'a 747-8', 'the 787-10', 'an A350-1000', 'a Boeing 360-200'
_MODEL = re.compile(
    r"(?<![\w.,$£€-])(?P<a>7[0-8]7|(?<=[a-z] )3[0-9]0(?=-\d{3}))"
    r"-(?P<b>\d{1,4})(?P<suffix>[A-Z]{1,3})?(?!\w|-\d|[.,]\d)|"
    r"(?<![\w-])(?P<letters>[A-Z]{1,3})(?P<c>\d{2,3})-(?P<d>\d{1,4})(?!\w|-\d|[.,]\d)"
)

_ROMAN_TABLE = read_table(__package__, "words/roman.toml")
_COUNTED: frozenset[str] = frozenset(word.casefold() for word in _ROMAN_TABLE["counted"])
_NAMES: frozenset[str] = frozenset(_ROMAN_TABLE["names"])
_CROWNS: frozenset[str] = frozenset(_ROMAN_TABLE["crowns"])
_NUMERAL = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"

# 'Charles III', 'Super Bowl LVIII', 'PART XL', "Henry VIII's"
_AFTER_WORD = re.compile(
    rf"(?P<words>(?:(?<![\w.])[A-Z][\w'’.-]{{0,30}}\s){{0,2}}?(?<![\w.])(?:[A-Z][\w'’.-]{{0,30}}|(?i:{any_of(_ROMAN_TABLE['counted'])})))"
    rf"\s(?P<roman>{_NUMERAL})(?=\W|$)(?!\.\w)"
)
# 'the XIX century', 'the XIXth century', 'the XXXIII Olympiad'
_BEFORE_WORD = re.compile(
    rf"(?<![\w.])(?P<roman>{_NUMERAL})(?:th|st|nd|rd)?(?=\s(?:{any_of(_ROMAN_TABLE['numbered'])})\b)"
)
# what else these letters stand for
_NOT_NUMERALS = frozenset(_ROMAN_TABLE["not_numerals"])


def verbalize_serials(text: str) -> str:
    """Write names that hold digits as words."""
    text = _MODEL.sub(_verbalize_model, text)
    text = _FORMULA.sub(_verbalize_formula, text)
    text = _LETTERS_FIRST.sub(_verbalize_letters_first, text)
    return _MIXED.sub(_verbalize_mixed, text)


def _verbalize_model(match: re.Match[str]) -> str:
    """Return 'seven forty-seven eight' for '747-8', 'A three fifty one thousand' for 'A350-1000'."""
    letters, model, variant = match["letters"], match["a"] or match["c"], match["b"] or match["d"]
    said = cardinal(variant) if variant.endswith("000") else _verbalize_figures(variant)
    joint = "-" if letters == "A" else " "
    suffix = f" {match['suffix']}" if match["suffix"] else ""
    return f"{letters + joint if letters else ''}{_verbalize_figures(model)} {said}{suffix}"


def _verbalize_letters_first(match: re.Match[str]) -> str:
    letters, figures = match["letters"], _verbalize_figures(match["digits"])
    joint = "-" if letters.islower() or letters == "A" else " "
    if match["tail"] == "s":
        return f"{letters}{joint}{plural(figures)}"
    return f"{letters}{joint}{figures}{' ' if match['tail'] else ''}{match['tail']}"


def _verbalize_mixed(match: re.Match[str]) -> str:
    runs = _RUN.findall(match[0])
    parts = [_verbalize_figures(run) if run.isdecimal() else run for run in runs]
    if len(runs) > 2 and runs[-1] == "s":  # 'U21s', 'B52s'
        parts[-2:] = [plural(parts[-2])]
    return " ".join(parts).replace("A ", "A-") if parts[0] == "A" else " ".join(parts)


def _verbalize_formula(match: re.Match[str]) -> str:
    """Return 'H two S.O four' for 'H2SO4'."""
    runs = _RUN.findall(match[0])
    is_name = any(run.isupper() and len(run) > _LONGEST_SYMBOLS for run in runs)
    if is_name or (len(runs) == 2 and runs[0].isupper() and not _VOWEL.search(runs[0])):
        return match[0]
    return " ".join(cardinal(run) if run.isdecimal() else ".".join(run.upper()) for run in runs)


def _verbalize_figures(digits: str) -> str:
    """Return 'nineteen' for '19', 'three seventy' for '370', 'zero zero seven' for '007'."""
    if (digits.startswith("0") and len(digits) > 1) or len(digits) > 4:
        return each_digit(digits)
    return digit_pairs(digits) if len(digits) > 2 else cardinal(digits)


def verbalize_roman_numerals(text: str) -> str:
    """Write 'Charles III' as 'Charles the third', 'World War II' as 'World War two'."""
    text = _BEFORE_WORD.sub(lambda m: ordinal_from_words(_cardinal_from_roman(m["roman"])), text)
    return _AFTER_WORD.sub(_verbalize_numeral, text)


def _verbalize_numeral(match: re.Match[str]) -> str:
    words, roman = match["words"].split(" "), match["roman"]
    if words[-1].casefold() in _COUNTED and not (roman in "CDLM" or (roman == "I" and words[-1].islower())):
        return f"{match['words']} {_cardinal_from_roman(roman)}"
    if _is_crowned(words):
        is_other = roman in "MCDL" or (roman == "I" and _is_pronoun(match))
        return (
            match[0]
            if is_other
            else f"{match['words']} the {ordinal_from_words(_cardinal_from_roman(roman))}"
        )
    if len(roman) < 2 or roman in _NOT_NUMERALS or any(letter in "LCDM" for letter in roman):
        return match[0]
    if words[-1].isupper() and len(words[-1]) > 1:
        return match[0]
    is_person = len(words) > 1 and all(word[0].isupper() for word in words)
    number = _cardinal_from_roman(roman)
    return f"{match['words']} {'the ' + ordinal_from_words(number) if is_person else number}"


def _is_pronoun(match: re.Match[str]) -> bool:
    """Return True if 'I' is the pronoun: 'the George I know', not 'Elizabeth I of England'."""
    return match.string[match.end() :][:4] not in {" of ", ""} and match.string[match.end()] == " "


def _is_crowned(words: list[str]) -> bool:
    return words[-1] in _NAMES or any(word in _CROWNS for word in words[:-1])


def _cardinal_from_roman(roman: str) -> str:
    return cardinal_of(roman_value(roman))
