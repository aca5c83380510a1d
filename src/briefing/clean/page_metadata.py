"""Byline, site, date, language and address of an article, chosen from what its page declares."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from briefing.clean.byline import people_in
from briefing.clean.dates import date_in_address, iso_date
from briefing.clean.metadata_sources import LINKED_AUTHOR, MICRODATA_AUTHOR, JsonLdArticle, PageHead
from briefing.model import Page
from briefing.text import read_table

_KEYS = read_table("briefing.clean", "words/metadata_keys.toml")
_LANGUAGE_TAG = re.compile(  # 'en_GB', 'zh-Hant-TW'
    r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?![A-Za-z])"
)


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
