"""Addresses on the web, e-mail addresses, handles and hashtags as words."""

import re

from briefing.write.spoken.english.numbers import digit_pairs, each_digit
from briefing.write.spoken.english.patterns import any_of

# endings that are said as words; two letters are spelled ('dot U.K')
SPOKEN_ENDINGS = frozenset(
    (
        "com",
        "org",
        "net",
        "gov",
        "edu",
        "mil",
        "info",
        "biz",
        "news",
        "app",
        "dev",
        "shop",
        "online",
        "site",
        "io",
        "int",
        "tech",
        "store",
        "blog",
        "live",
        "world",
        "media",
    )
)
COUNTRIES = frozenset(("uk", "de", "fr", "eu", "io", "ly", "ai", "tv", "co", "ca", "au", "ie", "ru"))
ENDING = rf"(?:[a-z]{{2}}|{any_of(SPOKEN_ENDINGS)})"
HOST = rf"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,62}})\.){{1,5}}(?i:{ENDING})"
# 'jane.doe@example.com'
EMAIL = re.compile(rf"(?<![\w.+-])(?:mailto:)?(?P<name>[A-Za-z0-9][\w.+-]{{0,63}})@(?P<host>{HOST})(?![\w])")
# 'https://www.example.com/news/2021?x=1'
SCHEME = re.compile(
    r"\b(?:https?|ftp)://(?P<host>[^\s/?#:()<>\"“”]{1,253})(?::\d+)?(?P<path>[/?#][^\s<>\"“”)\]]{0,2000})?",
    re.IGNORECASE,
)
# 'www.example.com/help', 'example.co.uk'
BARE = re.compile(rf"(?<![\w@./-])(?P<host>(?:www\.)?{HOST})(?P<path>/[\w%&=?#/.~+-]{{0,2000}})?(?![\w@])")
# '@handle' and '#OnlyInNews'; '#1' is a number
HANDLE = re.compile(r"(?<![\w@./])@(?P<name>\w{1,50})")
HASHTAG = re.compile(r"(?<![\w&#/])#(?P<name>[A-Za-z]\w{0,99})")
NUMBER_SIGN = re.compile(r"(?<!\w)#\s?(?=\d)")
# 'BlackLivesMatter2020' in its words
HUMP = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")
FIGURES = re.compile(r"\d+")
MARK = re.compile(r"[.@/+-]|_")
MARKS = {".": " dot ", "@": " at ", "/": " slash ", "-": " dash ", "+": " plus ", "_": " underscore "}
# a path that a reader would say: at most two short words
SAID_PATH = re.compile(r"(?:/[A-Za-z]{1,20}(?:-[A-Za-z]{1,20})?){1,2}/?")


def speak_addresses_on_the_web(text: str) -> str:
    """Every address of the web as words."""
    if "@" in text:
        text = EMAIL.sub(lambda m: f"{_say_marks(m['name'])} at {_say_host(m['host'])}", text)
        text = HANDLE.sub(lambda m: f"at {_say_humps(m['name'])}", text)
    if "#" in text:
        text = NUMBER_SIGN.sub("number ", HASHTAG.sub(lambda m: f"hashtag {_say_humps(m['name'])}", text))
    if "://" in text:
        text = SCHEME.sub(_say_address, text)
    if "." in text:
        text = BARE.sub(_say_bare, text)
    return text


def _say_address(match: re.Match[str]) -> str:
    """The host, and the path where it is short; a voice does not read what nobody could type."""
    path = (match["path"] or "").rstrip(".,;:!?'’")
    host = match["host"].rstrip(".,;:!?'’")
    rest = match[0][len(match[0].rstrip(".,;:!?'’")) :]
    said = _say_marks(path.rstrip("/")) if SAID_PATH.fullmatch(path) else ""
    return f"{_say_host(host)}{said}{rest}"


def _say_bare(match: re.Match[str]) -> str:
    """'example.com' is an address, 'Inc.The' a missing space: two-letter endings must be written small."""
    ending = match["host"].rsplit(".", 1)[1]
    looks_real = match["host"].startswith("www.") or match["path"] or ending.islower()
    if not looks_real or (len(ending) == 2 and not _is_country(match["host"])):
        return match[0]
    return _say_address(match)


def _is_country(host: str) -> bool:
    """'bbc.co.uk', 'bit.ly', but not 'p.m' and 'word.it' where a space was forgotten."""
    labels = host.lower().split(".")
    return len(labels) > 2 or labels[-1] in COUNTRIES


def _say_host(host: str) -> str:
    *labels, ending = host.removeprefix("www.").split(".")
    last = ending if ending.lower() in SPOKEN_ENDINGS or len(ending) > 3 else ".".join(ending.upper())
    return " dot ".join([*map(_say_marks, labels), last])


def _say_marks(text: str) -> str:
    words = MARK.sub(lambda m: MARKS[m[0]], text)
    return (
        FIGURES.sub(lambda m: f" {each_digit(m[0])} ", words).strip()
        if any(map(str.isdigit, words))
        else words
    )


def _say_humps(name: str) -> str:
    return " ".join(digit_pairs(part) if part.isdigit() else part for part in HUMP.findall(name))
