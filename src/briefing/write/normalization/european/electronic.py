"""URLs, e-mail addresses, handles, hashtags and telephone numbers in German, French and Spanish."""

import re
from collections.abc import Mapping
from typing import Any

from briefing.text import read_table
from briefing.write.normalization.european.number_words import cardinal
from briefing.write.normalization.patterns import any_of

_ENDINGS: list[str] = read_table(__package__, "words/addresses.toml")["endings"]
_HOST = rf"[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{0,3}}\.(?:{any_of(_ENDINGS)})"
# 'https://www.beispiel.de/a?b=1': of the path nobody could type what is said
_SCHEME = re.compile(
    r"\bhttps?://(?P<host>[^\s/?#:()<>\"“”]{1,253})[^\s<>\"“”»)\]]{0,2000}(?<![.,;:!?])", re.IGNORECASE
)
# 'info@beispiel.de', 'www.beispiel.de', 'beispiel.de/hilfe'
_ADDRESS = re.compile(
    rf"(?<![\w@])[\w.-]{{1,60}}@{_HOST}(?!\w)|\bwww(?:\.[\w-]{{1,60}}){{1,4}}\.[a-z]{{2,6}}\b(?:/[\w/-]{{0,60}}\w)?|"
    rf"(?<![\w@./-]){_HOST}(?:/[\w/-]{{0,60}}\w)?(?![\w@])"
)
# '#KlimaStreik', '@eva'
_HASHTAG = re.compile(r"(?<![\w&#/])#(?=[^\W\d])")
_HANDLE = re.compile(r"(?<![\w@./])@(?=\w)")
# '+49 30 1234567', '+34 91 123 45 67'
_INTERNATIONAL = r"\+\d{1,3}(?:[ ./-]?\(?\d{1,8}\)?){2,6}"
# '030 1234567', '0800/123 45 67', '06 12 34 56 78'; '05.06.24' is a date
_TRUNK = (
    r"(?=(?:[ ()./-]{0,3}\d){7})(?!\d\d([./-])\d\d\1\d{2,4}(?!\d))"
    r"\(?0(?:\d{1,5}|\s8\d\d)\)?(?:[ ./-]{1,3}\d{2,8}){1,5}"
)
_NUMBER = re.compile(rf"(?<![\w.,/])(?:{_INTERNATIONAL}|{_TRUNK})(?![\w/]|[.,]\d)")
# '91 123 45 67', '600 11 22 33': the nine figures of a Spanish number
_SPANISH = re.compile(r"(?<![\w.,])(?=(?:\d ?){9}(?!\d))[6789]\d{1,2}(?: \d{2,3}){2,3}(?!\w|[.,]\d| \d)")
_GROUP = re.compile(r"\d+")

Table = Mapping[str, Any]


def verbalize_electronic(text: str, language: str, words: Table) -> str:
    """Write addresses, handles, hashtags and telephone numbers as words."""
    if "@" in text or "." in text:
        text = _SCHEME.sub(lambda m: _verbalize_address(m["host"], words), text)
        text = _ADDRESS.sub(lambda m: _verbalize_address(m[0], words), text)
    text = _HANDLE.sub(f"{words['signs']['@']} ", _HASHTAG.sub("hashtag ", text))
    if not any(map(str.isdigit, text)):
        return text
    text = _NUMBER.sub(lambda m: _verbalize_number(m[0], language), text)
    if language == "es":
        text = _SPANISH.sub(lambda m: _verbalize_number(m[0], language), text)
    announced = (
        rf"(?P<word>\b(?i:{any_of(words['telephones'])})[:.]?\s)"
        r"(?P<number>\d[\d ./-]{5,14}\d|\d{3}(?!\s\w))(?!\w|[.,/-]\d)"
    )
    return re.sub(announced, lambda m: m["word"] + _verbalize_number(m["number"], language), text)


def _verbalize_address(address: str, words: Table) -> str:
    """Return the address as words, without 'www.'."""
    said = address.removeprefix("www.").replace("@", f" {words['signs']['@']} ")
    return said.replace("/", f" {words['slash']} ").replace(".", f" {words['dot']} ")


def _verbalize_number(written: str, language: str) -> str:
    """Return the number digit by digit in its groups; in French, pairs are read as numbers."""
    groups = [_verbalize_group(group, language) for group in _GROUP.findall(written)]
    plus = "más " if language == "es" else "plus "
    return (plus if written.startswith("+") else "") + ", ".join(groups)


def _verbalize_group(group: str, language: str) -> str:
    if language == "fr" and len(group) == 2:
        zero = f"{cardinal(0, language)} " if group[0] == "0" else ""
        return zero + cardinal(int(group), language)
    return " ".join(cardinal(int(digit), language) for digit in group)
