"""Class electronic (URLs, e-mail addresses, handles, hashtags) and class telephone.

Class telephone includes every number that is read digit by digit: emergency numbers, social security numbers,
IP addresses, card numbers, short codes.
"""

import re

from briefing.text import read_table
from briefing.write.normalization.english.numbers import cardinal, digit_pairs, each_digit
from briefing.write.normalization.patterns import any_of, any_word

_TABLE = read_table(__package__, "words/addresses.toml")
_SPOKEN_ENDINGS: frozenset[str] = frozenset(_TABLE["spoken_endings"])
_COUNTRIES: frozenset[str] = frozenset(_TABLE["countries"])
_ENDING = rf"(?:[a-z]{{2}}|{any_of(_SPOKEN_ENDINGS)})"
_HOST = rf"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,62}})\.){{1,5}}(?i:{_ENDING})"
# 'jane.doe@example.com'
_EMAIL = re.compile(
    rf"(?<![\w.+-])(?:mailto:)?(?P<name>[A-Za-z0-9][\w.+-]{{0,63}})@(?P<host>{_HOST})(?![\w])"
)
# 'https://www.example.com/news/2021?x=1'
_SCHEME = re.compile(
    r"\b(?:https?|ftp)://(?P<host>[^\s/?#:()<>\"“”]{1,253})(?::\d+)?(?P<path>[/?#][^\s<>\"“”)\]]{0,2000})?",
    re.IGNORECASE,
)
# 'www.example.com/help', 'example.co.uk'
_BARE = re.compile(rf"(?<![\w@./-])(?P<host>(?:www\.)?{_HOST})(?P<path>/[\w%&=?#/.~+-]{{0,2000}})?(?![\w@])")
# '@handle' and '#OnlyInNews'; '#1' is a number
_HANDLE = re.compile(r"(?<![\w@./])@(?P<name>\w{1,50})")
_HASHTAG = re.compile(r"(?<![\w&#/])#(?P<name>[A-Za-z]\w{0,99})")
_NUMBER_SIGN = re.compile(r"(?<!\w)#\s?(?=\d)")
# 'BlackLivesMatter2020' in its words
_CAMEL_CASE_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")
_DIGITS = re.compile(r"\d+")
_ADDRESS_MARK = re.compile(r"[.@/+-]|_")
_ADDRESS_MARKS: dict[str, str] = _TABLE["marks"]
# a path that a reader would say: at most two short words
_SAID_PATH = re.compile(r"(?:/[A-Za-z]{1,20}(?:-[A-Za-z]{1,20})?){1,2}/?")

_NUMBER_END = r"(?![\w-]|[.,]\d)"
# '+44 20 7946 0958', '+1 (213) 555-0100'
_INTERNATIONAL = re.compile(
    rf"(?<!\w)\+(?=(?:[\s.()-]{{0,3}}\d){{7}})(?P<groups>\d{{1,3}}(?:[\s.-]?\(?\d{{1,5}}\)?){{2,6}}){_NUMBER_END}"
)
# '1-800-273-8255', '213-555-0100', '(213) 555-0100', '213.555.0100', '1-800-GO-U-HAUL'
_NATIONAL = re.compile(
    r"(?<![\w.,$-])(?!7\d7-\d{1,3}[A-Z])(?P<groups>(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[.-]|(?<=1[\s.-])\d{3}\s)"
    rf"(?:\d{{3}}[\s.-]\d{{4}}|(?=[\w-]{{0,9}}[A-Z]{{2}})[A-Z0-9]+(?:-[A-Z0-9]+){{0,4}})(?:-\d{{1,4}})?){_NUMBER_END}"
)
# '555-0100' after a word that says so
_LOCAL = re.compile(
    rf"(?i:(?<=call )|(?<=dial )|(?<=phone )|(?<=at ))(?P<groups>\d{{3}}-\d{{4}}){_NUMBER_END}"
)
# '555-1234': no range, the exchange that fiction uses
_FICTIONAL = re.compile(rf"(?<![\w.,$-])(?P<groups>555-\d{{4}}){_NUMBER_END}")
# '212 555 0100', '2125550100'
_SPACED = re.compile(
    rf"(?<![\w.,$€£])(?P<a>[2-9]\d\d)(?P<gap> ?)(?P<b>[2-9]\d\d)(?P=gap)(?P<c>\d{{4}}){_NUMBER_END}"
)
# 'text HOME to 741741'
_SHORT_CODE = re.compile(r"(?<=\bto )(?P<groups>\d{5,6})(?![\w-]|[.,]\d)")
_TEXTING = re.compile(r"\b[Tt]ext\s[\w'’\"“”]{2,20}\sto\s$")
# '020 7946 0958', '0800 1111', '0345-600-0000'
_TRUNK = re.compile(rf"(?<![\w.,])(?P<groups>0\d{{2,4}}(?:[\s-]\d{{3,4}}){{1,3}}){_NUMBER_END}")
# '111-11-1111'
_SOCIAL_SECURITY = re.compile(rf"(?<![\w.,-])(?P<groups>\d{{3}}-\d\d-\d{{4}}){_NUMBER_END}")
# '4111 1111 1111 1111'
_CARD = re.compile(rf"(?<![\w.,-])(?P<groups>\d{{4}}(?:[\s-]\d{{4}}){{3}}){_NUMBER_END}")
# '192.168.0.1'
_IP = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
# 'ext. 12', 'x12' after a number
_EXTENSION = re.compile(r"(?i:\b(?:ext\.?|extension)\s?)(?P<number>\d{1,6})\b")
# 'call 911', 'the 911 caller', '988'
_EMERGENCY = re.compile(
    rf"(?<![\w.,$€£#-])(?P<number>{any_of(_TABLE['emergency']['numbers'])})(?!\w|[.,]\d|-\d|/|\s(?:people|million|billion|%))"
)
_EMERGENCY_NEAR = re.compile(any_word(_TABLE["emergency"]["near"]), re.IGNORECASE)
_DIAL_GROUP = re.compile(r"[A-Za-z]+|\d+")


def verbalize_addresses(text: str) -> str:
    """Write URLs, e-mail addresses, handles and hashtags as words."""
    if "@" in text:
        text = _EMAIL.sub(lambda m: f"{_verbalize_marks(m['name'])} at {_verbalize_host(m['host'])}", text)
        text = _HANDLE.sub(lambda m: f"at {_verbalize_camel_case(m['name'])}", text)
    if "#" in text:
        text = _NUMBER_SIGN.sub(
            "number ", _HASHTAG.sub(lambda m: f"hashtag {_verbalize_camel_case(m['name'])}", text)
        )
    if "://" in text:
        text = _SCHEME.sub(_verbalize_address, text)
    if "." in text:
        text = _BARE.sub(_verbalize_bare, text)
    return text


def _verbalize_address(match: re.Match[str]) -> str:
    """Return the host, with its path if the path is short; longer paths are left out."""
    path = (match["path"] or "").rstrip(".,;:!?'’")
    host = match["host"].rstrip(".,;:!?'’")
    rest = match[0][len(match[0].rstrip(".,;:!?'’")) :]
    said = _verbalize_marks(path.rstrip("/")) if _SAID_PATH.fullmatch(path) else ""
    return f"{_verbalize_host(host)}{said}{rest}"


def _verbalize_bare(match: re.Match[str]) -> str:
    """Write 'example.com' as an address; 'Inc.The' is a missing space, because domains are in lower case."""
    ending = match["host"].rsplit(".", 1)[1]
    looks_real = match["host"].startswith("www.") or match["path"] or ending.islower()
    if not looks_real or (len(ending) == 2 and not _is_country(match["host"])):
        return match[0]
    return _verbalize_address(match)


def _is_country(host: str) -> bool:
    """Return True for 'bbc.co.uk' and 'bit.ly', not for 'p.m' or 'word.it' (a missing space)."""
    labels = host.lower().split(".")
    return len(labels) > 2 or labels[-1] in _COUNTRIES


def _verbalize_host(host: str) -> str:
    *labels, ending = host.removeprefix("www.").split(".")
    last = ending if ending.lower() in _SPOKEN_ENDINGS or len(ending) > 3 else ".".join(ending.upper())
    return " dot ".join([*map(_verbalize_marks, labels), last])


def _verbalize_marks(text: str) -> str:
    words = _ADDRESS_MARK.sub(lambda m: _ADDRESS_MARKS[m[0]], text)
    return (
        _DIGITS.sub(lambda m: f" {each_digit(m[0])} ", words).strip()
        if any(map(str.isdigit, words))
        else words
    )


def _verbalize_camel_case(name: str) -> str:
    return " ".join(
        digit_pairs(part) if part.isdecimal() else part for part in _CAMEL_CASE_PART.findall(name)
    )


def verbalize_telephones(text: str) -> str:
    """Write every number that is read digit by digit, in its groups."""
    text = _IP.sub(lambda m: " dot ".join(map(each_digit, m[0].split("."))), text)
    text = _INTERNATIONAL.sub(lambda m: f"plus {_verbalize_groups(m['groups'])}", text)
    for pattern in (_SOCIAL_SECURITY, _CARD, _NATIONAL, _LOCAL, _FICTIONAL, _TRUNK):
        text = pattern.sub(lambda m: _verbalize_groups(m["groups"]), text)
    text = _SPACED.sub(_verbalize_spaced, text)
    text = _SHORT_CODE.sub(_verbalize_short_code, text)
    text = _EXTENSION.sub(lambda m: f"extension {each_digit(m['number'])}", text)
    return _EMERGENCY.sub(_verbalize_emergency, text)


def _verbalize_groups(groups: str) -> str:
    """Return 'one, eight hundred, two seven three, eight two five five' for '1-800-273-8255'."""
    return ", ".join(map(_verbalize_group, _DIAL_GROUP.findall(groups)))


def _verbalize_spaced(match: re.Match[str]) -> str:
    """Write ten digits as a telephone number; a round number without spaces stays a number."""
    if not match["gap"] and match["c"].endswith("000"):
        return match[0]
    return ", ".join(map(_verbalize_group, (match["a"], match["b"], match["c"])))


def _verbalize_short_code(match: re.Match[str]) -> str:
    is_dialled = _TEXTING.search(match.string, max(0, match.start() - 40), match.start())
    return each_digit(match[0]) if is_dialled else match[0]


def _verbalize_group(group: str) -> str:
    if not group.isdecimal():
        return group
    freephone = len(group) == 3 and group.endswith("00") and group[0] in "789"
    return cardinal(group) if freephone else each_digit(group)


def _verbalize_emergency(match: re.Match[str]) -> str:
    """Write '911' digit by digit; other short numbers only near a word such as 'call'."""
    around = match.string[max(0, match.start() - 30) : match.end() + 30]
    is_dialled = match["number"] == "911" or _EMERGENCY_NEAR.search(around)
    return each_digit(match[0]) if is_dialled else match[0]
