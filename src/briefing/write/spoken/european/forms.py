"""What stands beside plain numbers: ordinals, numeric dates, fractions, kings, units, scores, the web."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from briefing.write.spoken.english.patterns import any_of
from briefing.write.spoken.european.spelling import cardinal, ordinal, year

ROMAN = r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})"
LETTERS = {"I": 1, "V": 5, "X": 10}
# '3.10.2020', '03/10/2020', '3.10.'
NUMERIC_DATE = re.compile(
    r"(?<![\w.,/])(?P<day>[0-3]?\d)(?P<sep>[./])(?P<month>[01]?\d)(?:(?P=sep)(?P<year>\d{4}))?"
)
# '1/2', '3/4'
FRACTION = re.compile(r"(?<![\w/.,])(?P<top>\d{1,2})/(?P<bottom>\d{1,2})(?![\w/])")
# 'www.example.de', 'info@example.de'
ADDRESS = re.compile(
    r"(?<![\w@])[\w.-]{1,60}@[\w-]{1,60}(?:\.[a-z]{2,6}){1,3}|\bwww(?:\.[\w-]{1,60}){1,4}\.[a-z]{2,6}\b"
)
# '2:1', a score
SCORE = re.compile(r"(?<![\w:.,])(?P<a>\d{1,2}):(?P<b>\d{1,2})(?![\w:])")

Table = Mapping[str, Any]


def speak_forms(text: str, language: str, words: Table) -> str:
    """The text with these forms as words."""
    text = ADDRESS.sub(lambda m: _say_address(m[0], words), text)
    text = _kings(words).sub(lambda m: _say_king(m, language, words), text)
    if not any(map(str.isdigit, text)):
        return text
    text = NUMERIC_DATE.sub(lambda m: _say_date(m, language, words), text)
    text = FRACTION.sub(lambda m: _say_fraction(m, words), text)
    text = _units(words).sub(lambda m: _say_unit(m, words), text)
    text = _pattern(words["decade_form"]).sub(lambda m: _say_decade(int(m["ten"]), language), text)
    return _pattern(words["ordinal_form"]).sub(lambda m: _say_ordinal(m, language, words), text)


def _say_address(address: str, words: Table) -> str:
    """'www.' is silent, as it is in English."""
    return (
        address.removeprefix("www.")
        .replace(".", f" {words['dot']} ")
        .replace("@", f" {words['signs']['@']} ")
    )


def _say_king(match: re.Match[str], language: str, words: Table) -> str:
    number = _value(match["roman"])
    if match["age"]:
        return f"{match['age']}{_counted(number, language)}"
    if language == "de":
        article = "die" if match["name"].strip() in words["queens"] else "der"
        stop = "." if match.end() == len(match.string) else ""
        return f"{match['name']}{article} {ordinal(number, language).capitalize()}{stop}"
    if language == "fr":
        return f"{match['name']}{'premier' if number == 1 else cardinal(number, language)}"
    return f"{match['name']}{_spanish_ordinal(number, words)}"


def _counted(number: int, language: str) -> str:
    return ordinal(number, language) if language == "fr" else cardinal(number, language)


def _spanish_ordinal(number: int, words: Table) -> str:
    """Kings and popes are ordinals to ten and cardinals from eleven on (RAE)."""
    known: list[str] = words["ordinals"]
    return known[number - 1] if number <= len(known) else cardinal(number, "es")


def _value(roman: str) -> int:
    numbers = [LETTERS[letter] for letter in roman]
    return sum(-a if a < b else a for a, b in zip(numbers, [*numbers[1:], 0], strict=True))


def _say_date(match: re.Match[str], language: str, words: Table) -> str:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    is_german = language == "de"
    is_marked = bool(year) or (is_german and match.string[match.end() : match.end() + 1] == ".")
    if not (1 <= day <= 31 and 1 <= month <= 12 and is_marked) or (match["sep"] == "." and not is_german):
        return match[0]
    name = words["months"].split("|")[month - 1]
    of = " de " if language == "es" else " "
    written = f"{day}.{of}{name}" if is_german else f"{day}{of}{name}"
    return f"{written}{of if year else ''}{year or '.'}" if not is_german or year else f"{day}. {name}"


def _say_fraction(match: re.Match[str], words: Table) -> str:
    said: str | None = words["fractions"].get(match[0])
    return said or match[0]


def _say_decade(number: int, language: str) -> str:
    """'1990er' as 'neunzehnhundertneunziger'."""
    return f"{year(number, language) if 1100 <= number <= 1999 else cardinal(number, language)}er"


def _say_unit(match: re.Match[str], words: Table) -> str:
    one, many = words["units"][match["unit"]]
    return f"{match['number']} {one if match['number'] == '1' else many}"


def _say_ordinal(match: re.Match[str], language: str, words: Table) -> str:
    number = int(match["number"])
    if language == "de":
        before = (match["before"] or "").strip().lower()
        ending = "" if before in ("der", "die", "das") else "n" if before else "r"
        return f"{match['before'] or ''}{ordinal(number, language)}{ending} "
    if language == "fr":
        return "première" if number == 1 and match["mark"] == "re" else ordinal(number, language)
    known: list[str] = words["ordinals"]
    said = known[number - 1] if number <= len(known) else cardinal(number, language)
    if match["mark"] == "er":
        return said.removesuffix("o")
    return f"{said[:-1]}a" if match["mark"].endswith(("ª", "a")) and said.endswith("o") else said


def _kings(words: Table) -> re.Pattern[str]:
    return _pattern(
        rf"(?:(?P<age>\b(?:{any_of(words['ages'])})\s)|(?P<name>\b[A-ZÉÈ][\w-]{{2,20}}\s))"
        rf"(?P<roman>{ROMAN}){words['king_ending']}(?![\w.-])"
    )


def _units(words: Table) -> re.Pattern[str]:
    return _pattern(rf"(?<![\w])(?P<number>\d[\d.,]*)\s?(?P<unit>{any_of(words['units'])})(?!\w)")


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
