"""German, French and Spanish: short forms, times, dates, money and cardinals, with a decimal comma."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from briefing.text import read_table
from briefing.write.normalization.english.symbols import verbalize_brackets
from briefing.write.normalization.european.electronic import verbalize_electronic
from briefing.write.normalization.european.number_words import agree, cardinal, ordinal, year
from briefing.write.normalization.european.semiotic_classes import SCORE, verbalize_semiotic_classes
from briefing.write.normalization.patterns import any_of

LANGUAGES = ("de", "fr", "es")
# '1.234,5', '1 234', '12', '3,5'
_NUMBER = r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?"
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_ANY_NUMBER = re.compile(_NUMBER)
# 'Bergstr. 14'
_STREET = re.compile(r"(?<=[a-zäöüß])str\.(?=\s\d|\s[a-zäöü]|[,;)])")
_SIGN = re.compile(r"[^\w\s.,;:!?¿¡'’‘‚\"“”„«»\U000f0000-\U000ffffd–—-]|_")
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"\s+(?=[,.])")
# words after which a German day stands in the dative or accusative: 'am 26. Oktober'
_GERMAN_CASES = r"(?P<before>\b(?i:am|dem|den|vom|zum|bis|seit|ab|des|der|die|das)\s)?"
_ENDINGS = {"der": "", "die": "", "das": "", "": "r"}
_LONGEST = 18


def verbalize_european(text: str, language: str) -> str:
    """Return the text as it is spoken.

    Args:
        text: A text without what is never spoken (`remove_unspoken`).
        language: One of `LANGUAGES`.
    """
    words = _table(language)
    text = verbalize_electronic(text, language, words)
    text = _short_forms(language).sub(lambda m: words["short"][m[0]], text)
    text = _STREET.sub("straße", text) if language == "de" else text
    text = verbalize_semiotic_classes(text, language, words)
    if any(map(str.isdigit, text)):
        text = _verbalize_figures(text, language, words)
    text = verbalize_brackets(text)
    text = _SIGN.sub(lambda m: f" {words['signs'].get(m[0], '')} ", text)
    return _SPACE_BEFORE.sub("", _SPACES.sub(" ", text)).strip()


def _verbalize_figures(text: str, language: str, words: Mapping[str, Any]) -> str:
    patterns = _patterns(language)
    text = patterns["hours"].sub(f" {words['to']} ", text)
    text = patterns["clock"].sub(lambda m: _verbalize_time(m, language, words), text)
    text = SCORE.sub(lambda m: f"{m['a']} {words['score']} {m['b']}", text)
    text = patterns["first_day"].sub(lambda m: _verbalize_first_day(m, language), text)
    text = patterns["day"].sub(lambda m: _verbalize_day(m, language), text)
    text = patterns["money"].sub(lambda m: _verbalize_money(m, language, words), text)
    text = patterns["range"].sub(f" {words['to']} ", text)
    text = patterns["minus"].sub(f"{words['minus']} ", text)
    return _ANY_NUMBER.sub(lambda m: _verbalize_between_letters(m, language, words), text)


def _verbalize_between_letters(match: re.Match[str], language: str, words: Mapping[str, Any]) -> str:
    before = match.string[max(0, match.start() - 1) : match.start()].isalnum()
    after = match.string[match.end() : match.end() + 1].isalnum()
    said = _number(match[0], language, words)
    if language == "es" and not _YEAR.fullmatch(match[0]):
        said = agree(said, match.string[match.end() : match.end() + 30])
    return f"{' ' if before else ''}{said}{' ' if after else ''}"


def _number(written: str, language: str, words: Mapping[str, Any]) -> str:
    whole, _, fraction = written.partition(",")
    digits = re.sub(r"\D", "", whole)
    if len(digits) > _LONGEST:
        return " ".join(cardinal(int(digit), language) for digit in digits)
    is_year = language == "de" and len(whole) == 4 and 1100 <= int(digits) <= 1999 and not fraction
    said = year(int(digits), language) if is_year else cardinal(int(digits), language)
    if not fraction:
        return said
    return f"{said} {words['point']} " + " ".join(cardinal(int(digit), language) for digit in fraction)


def _verbalize_time(match: re.Match[str], language: str, words: Mapping[str, Any]) -> str:
    minute = match["minute"] or match.groupdict().get("minutes")
    minutes = f" {cardinal(int(minute), language)}" if minute and minute != "00" else ""
    return f"{cardinal(int(match['hour']), language)} {words['hour']}{minutes}"


def _verbalize_day(match: re.Match[str], language: str) -> str:
    day = int(match["day"])
    if language == "de":
        before = match["before"] or ""
        ending = _ENDINGS.get(before.strip().lower(), "n")
        return f"{before}{ordinal(day, language)}{ending} {match['month']}"
    if day == 1 and language == "fr":
        return f"premier {match['month']}"
    return f"{cardinal(day, language)} {match['month']}"


def _verbalize_first_day(match: re.Match[str], language: str) -> str:
    """Return the first of two days that share their month: 'vom fünften bis' of 'vom 5. bis 7. Mai'."""
    joint = " bis " if match["joint"].strip() in ("-", "–") else f" {match['joint'].strip()} "
    ending = _ENDINGS.get((match["before"] or "").strip().lower(), "n")
    return f"{match['before'] or ''}{ordinal(int(match['day']), language)}{ending}{joint.replace('/', 'und')}"


def _verbalize_money(match: re.Match[str], language: str, words: Mapping[str, Any]) -> str:
    written = match["number"] or match["after"]
    one, many, cents = words["money"][match["sign"] or match["last"]]
    whole, _, fraction = written.partition(",")
    magnitude = match["magnitude"] or ""
    if magnitude and language != "de":
        of = "d'" if language == "fr" and many[0] == "e" else "de "
        return f"{_number(written, language, words)}{magnitude} {of}{many}"
    if magnitude or len(fraction) != 2 or not cents:
        return f"{_number(written, language, words)}{magnitude} {one if written == '1' else many}"
    said = f"{_number(whole, language, words)} {one if whole == '1' else many}"
    return said if fraction == "00" else f"{said} {cardinal(int(fraction), language)} {cents}"


@cache
def _table(language: str) -> dict[str, Any]:
    return read_table(__package__, f"words/{language}.toml")


@cache
def _short_forms(language: str) -> re.Pattern[str]:
    words = _table(language)
    joined = any_of(form for form in words["short"] if form[-1] in "- ")  # 'St-Denis', 'Me Lee'
    joined = rf"|(?:{joined})(?=[A-ZÀ-Þ])" if joined else ""
    return re.compile(rf"(?<![^\W\d])(?<!\.)(?:(?:{any_of(words['short'])})(?!\w){joined})")


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    words = _table(language)
    sign = any_of(words["money"])
    stop = r"\.\s?" if language == "de" else r"\s"
    of = r"(?P<month>de\s(?:{0}))" if language == "es" else "(?P<month>{0})"
    cases = _GERMAN_CASES if language == "de" else ""
    great = r"(?P<magnitude>\s(?:Million(?:en)?|Milliarden?|millions?|milliards?|millones|millón))?"
    return {
        "hours": re.compile(rf"(?<=\d)\s?[-–]\s?(?=[0-2]?\d(?:[.:][0-5]\d)?\s?{words['hour']}\b)"),
        "clock": re.compile(rf"(?<![\w.,:]){words['clock']}"),
        "day": re.compile(
            rf"(?<![\w,])(?:{cases})(?<![\d.,])(?P<day>[0-3]?\d){stop}{of.format(words['months'])}\b"
        ),
        "first_day": re.compile(
            rf"(?<![\w,])(?:{cases})(?<![\d.,])(?P<day>[0-3]?\d)\.(?P<joint>\s?[-–/]\s?|\s(?:bis|und|oder)\s)"
            rf"(?=(?:zum\s)?[0-3]?\d\.\s?(?:{words['months']})\b)"
            if language == "de"
            else r"(?!)"
        ),
        "money": re.compile(
            rf"(?<![\w.,])(?:(?P<sign>{sign})\s?(?P<number>{_NUMBER})|(?P<after>{_NUMBER})(?={great}\s?(?:{sign})))"
            rf"{great}(?:\s?(?P<last>{sign}))?".replace("(?P<magnitude>", "(?:", 1)
        ),
        "range": re.compile(r"(?<=\d)\s?[-–]\s?(?=\d)"),
        "minus": re.compile(r"(?<![\w)])[-−–](?=\d)"),
    }
