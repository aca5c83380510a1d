"""Byline, site, date, language and address of an article, chosen from what its page declares.

A byline is the names of people, without desks, agencies, addresses and 'By'.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit

from briefing.clean.dates import date_in_address, iso_date
from briefing.clean.elements import Line
from briefing.clean.line_patterns import alternatives, is_byline, is_unspaced
from briefing.clean.metadata_sources import LINKED_AUTHOR, MICRODATA_AUTHOR, JsonLdArticle, PageHead
from briefing.model import Page
from briefing.text import read_table, read_words

_KEYS = read_table("briefing.clean", "words/metadata_keys.toml")
_LANGUAGE_TAG = re.compile(  # 'en_GB', 'zh-Hant-TW'
    r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?![A-Za-z])"
)
_WORDS = read_table("briefing.clean", "words/bylines.toml")
_BYLINE_PREFIX = re.compile(  # 'By Ann Lee', 'Text: Anna Lee', 'Publié par Anne Lee', 'Текст: Анна Ли'
    rf"^(?:(?:{alternatives(_WORDS['value_verbs'])})\s+)*(?:{alternatives(_WORDS['value_prefixes'])})(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[,;|/•·]\s*|\s+[-–—]\s+|\n")  # 'Ann Lee, Bo Hart'
_AND = re.compile(rf"\s+(?:{alternatives(_WORDS['and'])})\s+", re.IGNORECASE)
_SHORT_AND = re.compile(rf"\s+(?:{alternatives(_WORDS['short_and'])})\s+")
_PLACE = re.compile(rf"\s+(?:{alternatives(_WORDS['before_place'])})\s+.*$")  # 'Ann Lee in Harbour Town'
_SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_]\.)?)$")  # 'Lee, Ann'
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|org|net)\b|[<>{}\[\]]|\d")  # 'example.org/ann', '@ann'
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")  # 'Ann Lee (Harbour Town)'
_MAX_NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page declares about its article; a field without a value is '' or empty.

    `title_candidates` starts with the most reliable one. `kind` is og:type ('article', 'website',
    'video.other'). `tier` is the content tier: 'free', 'metered' or 'locked'.
    """

    title_candidates: tuple[str, ...]
    page_title: str
    byline: tuple[str, ...]
    site: str
    published: str
    language: str
    image: str
    url: str
    kind: str
    tier: str


def choose_metadata(page: Page, head: PageHead, json_ld: JsonLdArticle) -> Metadata:
    """The best value for each field: JSON-LD before meta elements before microdata."""
    address = page.final_address or page.address
    url = _canonical_url((head.canonical, head.first_values.get("og:url", ""), json_ld.url), address)
    site = next(iter(head.values(_KEYS["sites"])), "") or json_ld.publisher
    titles = (*json_ld.headlines[:1], *head.values(_KEYS["titles"]))
    return Metadata(
        title_candidates=tuple(dict.fromkeys(title for title in titles if title)),
        page_title=head.title,
        byline=_choose_byline(head, json_ld, (site, json_ld.publisher, *head.values(_KEYS["publishers"]))),
        site=site or host_of(url).removeprefix("www."),
        published=iso_date(json_ld.published, *head.values(_KEYS["dates"]), *head.times)
        or date_in_address(url),
        language=_declared_language(head, json_ld),
        image=_join(url, next(iter(head.values(_KEYS["images"])), "") or json_ld.image),
        url=url,
        kind=head.first_values.get("og:type", "").lower(),
        tier=head.first_values.get("article:content_tier", "").lower(),
    )


def host_of(address: str) -> str:
    """The host of an address, '' if it has none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:  # 'http://[broken'
        return ""


def _choose_byline(head: PageHead, json_ld: JsonLdArticle, publishers: Sequence[str]) -> tuple[str, ...]:
    """The first author value that names people: others may name a desk."""
    candidates = (
        json_ld.authors,
        *(head.author_values.get(key, ()) for key in (*_KEYS["authors"], MICRODATA_AUTHOR, LINKED_AUTHOR)),
    )
    return next((people for authors in candidates if (people := people_in(authors, publishers))), ())


def _canonical_url(candidates: Sequence[str], address: str) -> str:
    """The address that the page declares as its own; never a front page if there is another."""
    joined = [_join(address, candidate) for candidate in candidates]
    absolute = [url for url in joined if url.startswith(("http://", "https://")) and host_of(url)]
    deep = [url for url in absolute if urlsplit(url).path.strip("/") or urlsplit(url).query]
    return next(iter(deep or absolute), address)


def _join(address: str, reference: str) -> str:
    try:
        return urljoin(address, reference) if reference else ""
    except ValueError:  # 'http://[broken'
        return ""


def _declared_language(head: PageHead, json_ld: JsonLdArticle) -> str:
    candidates = (head.language, json_ld.language, *head.values(_KEYS["languages"]))
    return next((tag for candidate in candidates if (tag := _language_tag(candidate))), "")


def _language_tag(text: str) -> str:
    """'en_gb' as 'en-GB'; '' if the text is not a language tag."""
    found = _LANGUAGE_TAG.match(text.strip())
    if not found:
        return ""
    language, script, region = found.groups()
    parts = [language.lower(), (script or "").title(), (region or "").upper()]
    return "-".join(part for part in parts if part)


def people_in(authors: Iterable[str], publishers: Iterable[str]) -> tuple[str, ...]:
    """The people among author values, each once, in order; `publishers` are names of site and publisher."""
    publisher_text = " ".join(map(_alphanumerics, publishers))
    found: dict[str, str] = {}
    for author in authors:
        for name in _names_in(" ".join(_PARENTHESIS.sub("", author[:500]).split())):
            if _is_person(name, publisher_text):
                found.setdefault(name.casefold(), _without_capitals(name))
    return tuple(found.values())


def people_shown(lines: Iterable[Line], publishers: Iterable[str]) -> tuple[str, ...]:
    """The people in the first of these lines that is only a byline: 'By Ann Lee and Bo Hart'."""
    candidates = (people_in((line.text,), publishers) for line in lines if is_byline(line.text, ()))
    return next(filter(None, candidates), ())


def _names_in(value: str) -> Iterable[str]:
    value = _BYLINE_PREFIX.sub("", value)
    if swapped := _SURNAME_FIRST.match(value):
        value = f"{swapped[2]} {swapped[1]}"
    for piece in _SEPARATOR.split(value):
        for part in _AND.split(piece):
            for name in _split_at_short_and(part):
                yield _PLACE.sub("", _BYLINE_PREFIX.sub("", name)).strip(" .:-–—\"'")


def _split_at_short_and(part: str) -> Sequence[str]:
    """'Ana Lee y Bo Hart' is two people, 'José Ortega y Gasset' is one."""
    names = _SHORT_AND.split(part)
    return names if all(len(name.split()) > 1 for name in names) else [part]


def _is_person(name: str, publisher_text: str) -> bool:
    """Return True if the name has one to six words and is no desk, agency or publisher."""
    words = name.casefold().split()
    if (
        not 2 <= len(name) <= _MAX_NAME_CHARS
        or _ADDRESS.search(name)
        or _non_person_words().search(name.casefold())
    ):
        return False
    if len(words) == 1 and not is_unspaced(name):
        return False
    return 0 < len(words) <= 6 and _alphanumerics(name) not in publisher_text


def _alphanumerics(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _without_capitals(name: str) -> str:
    """'ANN LEE' as 'Ann Lee'."""
    words = name.split()
    if len(words) > 1 and name.isupper() and all(len(word.strip(".")) != 2 for word in words):
        return name.title()
    return name


@cache
def _non_person_words() -> re.Pattern[str]:
    entries = read_words("briefing.clean", "words/non_person_words.txt")
    return re.compile("|".join(map(_expression, entries)))


def _expression(entry: str) -> str:
    """'^sid$' matches a whole name, 'editor*' a word in it."""
    stem = re.escape(entry.strip("^$")).replace(r"\*", r"\w*")
    return rf"^{stem}$" if entry.startswith("^") else rf"(?<!\w){stem}(?!\w)"
