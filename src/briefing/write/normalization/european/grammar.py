"""German, French and Spanish: the order of the steps, short forms, and cardinals with a decimal comma."""

import re
from functools import cache
from typing import Any

from briefing.text import read_table
from briefing.write.normalization.english.symbols import verbalize_brackets
from briefing.write.normalization.european.dates_and_times import (
    verbalize_dates,
    verbalize_times,
    verbalize_weekdays,
)
from briefing.write.normalization.european.money_and_measures import verbalize_measures, verbalize_money
from briefing.write.normalization.european.semiotic_classes import (
    SCORE,
    Table,
    agree,
    cardinal,
    verbalize_electronic,
    verbalize_semiotic_classes,
    year,
)
from briefing.write.normalization.patterns import EUROPEAN_NUMBER, any_of

LANGUAGES = ("de", "fr", "es")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_ANY_NUMBER = re.compile(EUROPEAN_NUMBER)
# 'Bergstr. 14'
_STREET = re.compile(r"(?<=[a-zäöüß])str\.(?=\s\d|\s[a-zäöü]|[,;)])")
# 'der Hl. Geist', 'Hl. Martin'
_SAINT = re.compile(
    r"(?:\b(?P<article>[Dd](?:er|ie|as|es|em|en)|[Vv]om|[Zz]um|[Bb]eim|[Ii]m|[Aa]m)\s)?(?<!\w)(?P<initial>[Hh])l\.(?=\s?[A-ZÄÖÜ])"
)
_SIGN = re.compile(r"[^\w\s.,;:!?¿¡'’‘‚\"“”„«»\U000f0000-\U000ffffd–—-]|_")
_NOTE_MARK = re.compile(r"[²³]")
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"\s+(?=[,.])")
# '5-10', '20–30 Prozent'
_RANGE = re.compile(r"(?<=\d)\s?[-–]\s?(?=\d)")
_MINUS = re.compile(r"(?<![\w)])[-−–](?=\d)")
# '49.3', '17.4.1': a point that separates neither thousands nor parts of a date
_POINT = re.compile(r"(?<=\d)\.(?=\d{1,2}(?!\d)|\d{4,6}(?!\d))")
# '1.5', '$2.75': what the press of Latin America writes for '1,5'
_POINT_DECIMAL = re.compile(
    r"(?<![\d.,:/])(?P<whole>\d{1,3}(?:,\d{3})*)\.(?P<part>\d{1,2}|\d{4,6})(?![\d.]|,\d|\s?h(?:oras|s)?\b)"
)
# '$1,500', 'US$ 12,000': thousands with a comma behind the sign of a dollar or a peso
_COMMA_THOUSANDS = re.compile(r"(?<=\$)\s?\d{1,3}(?:,\d{3})+(?![\d,])")
_LEADING_ZERO = re.compile(r"(?<![\w.,:/])(?<!\d )0\d+(?![\w:]|[.,]\d)")
_LONGEST = 18


def verbalize_european(text: str, language: str) -> str:
    """Return the text as it is spoken.

    Args:
        text: A text without what is never spoken (`remove_unspoken`).
        language: One of `LANGUAGES`.
    """
    words = _table(language)
    text = verbalize_electronic(text, language, words)
    text = verbalize_weekdays(text, words)
    has_figures = any(map(str.isdigit, text))
    if has_figures:
        text = verbalize_measures(_numbered_forms(text, language), words)
    text = _short_forms(language).sub(lambda m: words["short"][m[0]], text)
    if language == "de":
        text = _SAINT.sub(_verbalize_saint, _STREET.sub("straße", text))
    text = verbalize_semiotic_classes(text, language, words)
    if has_figures or any(map(str.isdigit, text)):
        text = _verbalize_figures(text, language, words)
    text = verbalize_brackets(_NOTE_MARK.sub("", text))
    text = _SIGN.sub(lambda m: f" {words['signs'].get(m[0], '')} ", text)
    return _SPACE_BEFORE.sub("", _SPACES.sub(" ", text)).strip()


def _verbalize_saint(match: re.Match[str]) -> str:
    """Return 'Heiliger' for 'Hl.', 'der Heilige' for 'der Hl.', 'dem Heiligen' for 'dem Hl.'."""
    article = match["article"]
    ending = "er" if not article else "e" if article.lower() in ("der", "die", "das") else "en"
    return f"{article + ' ' if article else ''}{match['initial']}eilig{ending}"


def _verbalize_figures(text: str, language: str, words: Table) -> str:
    text = verbalize_times(text, language, words)
    text = SCORE.sub(lambda m: f"{m['a']} {words['score']} {m['b']}", text)
    text = verbalize_dates(text, language, words)
    text = _RANGE.sub(f" {words['to']} ", text)
    if language == "es":
        text = _COMMA_THOUSANDS.sub(lambda m: m[0].replace(",", "."), text)
        text = _POINT_DECIMAL.sub(lambda m: f"{m['whole'].replace(',', '.')},{m['part']}", text)
    text = verbalize_money(text, language, words)
    text = _MINUS.sub(f"{words['minus']} ", text)
    text = _LEADING_ZERO.sub(lambda m: " ".join(cardinal(int(d), language) for d in m[0]), text)
    text = _POINT.sub(f" {words['dot']} ", text)
    return _ANY_NUMBER.sub(lambda m: _verbalize_between_letters(m, language, words), text)


def _verbalize_between_letters(match: re.Match[str], language: str, words: Table) -> str:
    text, end = match.string, match.end()
    before = text[max(0, match.start() - 1) : match.start()].isalnum()
    after = text[end : end + 1].isalnum()
    said = _number(match[0], language, words)
    if "," not in match[0] and not (language == "es" and _YEAR.fullmatch(match[0])):
        said = agree(said, text[max(0, match.start() - 30) : match.start()], text[end : end + 30], language)
    return f"{' ' if before else ''}{said}{' ' if after else ''}"


def _number(written: str, language: str, words: Table) -> str:
    whole, _, fraction = written.partition(",")
    digits = re.sub(r"\D", "", whole)
    if len(digits) > _LONGEST:
        return " ".join(cardinal(int(digit), language) for digit in digits)
    is_year = language == "de" and len(whole) == 4 and 1100 <= int(digits) <= 1999 and not fraction
    said = year(int(digits), language) if is_year else cardinal(int(digits), language)
    if not fraction:
        return said
    return f"{said} {words['point']} {_decimals(fraction, language)}"


def _decimals(fraction: str, language: str) -> str:
    """Return decimals digit by digit; in French as a number: 'soixante-quinze', 'zéro cinq'."""
    number = fraction.lstrip("0")
    if language == "fr" and len(number) in (2, 3):
        zeros = [cardinal(0, language)] * (len(fraction) - len(number))
        return " ".join((*zeros, cardinal(int(number), language)))
    return " ".join(cardinal(int(digit), language) for digit in fraction)


def _numbered_forms(text: str, language: str) -> str:
    """Write in full what is short before a number, 'S. 12', or in the plural behind a 1, '1 Mio.'."""
    forms, singular = _table(language)["numbered"], _table(language)["singular"]
    text = _singular_pattern(language).sub(lambda m: f"1 {singular[m['short']]}", text)
    return _numbered_pattern(language).sub(lambda m: f"{forms[m['short']]} ", text)


@cache
def _table(language: str) -> dict[str, Any]:
    return read_table(__package__, f"words/{language}.toml")


@cache
def _numbered_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?P<short>{any_of(_table(language)['numbered'])})\s?(?=\d)")


@cache
def _singular_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])1\s(?P<short>{any_of(_table(language)['singular'])})(?!\w)")


@cache
def _short_forms(language: str) -> re.Pattern[str]:
    words = _table(language)
    joined = any_of(form for form in words["short"] if form[-1] in "- ")  # 'St-Denis', 'Me Lee'
    joined = rf"|(?:{joined})(?=[A-ZÀ-Þ])" if joined else ""
    return re.compile(rf"(?<![^\W\d])(?<!\.)(?:(?:{any_of(words['short'])})(?![\w’']){joined})")
