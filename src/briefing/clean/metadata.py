"""Who wrote it, where, when, in which language: read from what the page says of itself."""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from briefing.clean.byline import people_in
from briefing.clean.language import language_of
from briefing.clean.structured import StructuredArticle
from briefing.model import Page

DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
COMPACT_ZONE = re.compile(r"([+-]\d{2})(\d{2})$")  # '+0200'
TITLES = ("og:title", "twitter:title", "title", "headline", "dc.title", "dcterms.title", "parsely-title")
DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued",
    "dc.date", "dcterms.created", "parsely-pub-date", "sailthru.date", "publishdate", "pubdate",
    "cxenseparse:recs:publishtime", "publish-date", "last-modified",
)  # fmt: skip
AUTHORS = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
)
SITES = ("og:site_name", "application-name", "al:android:app_name", "publisher", "dc.publisher")
IMAGES = ("og:image", "og:image:url", "twitter:image", "twitter:image:src", "thumbnail")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of the page says. `claims` are candidate headlines, the most trusted first."""

    claims: tuple[str, ...]
    page_title: str
    byline: tuple[str, ...]
    site: str
    published: str
    language: str
    image: str
    url: str
    description: str
    named: dict[str, str] = field(default_factory=dict)


def read_metadata(page: Page, soup: BeautifulSoup, structured: StructuredArticle) -> Metadata:
    """The page's own word, JSON-LD before meta elements."""
    named = _meta_elements(soup)
    address = page.final_address or page.address
    site = _first(named, SITES) or structured.publisher
    url = _canonical(soup, named, structured, address)
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    authors = structured.authors or tuple(named[key] for key in AUTHORS if key in named)
    return Metadata(
        claims=tuple(dict.fromkeys(t for t in (*structured.headlines[:1], *_all(named, TITLES)) if t)),
        page_title=title,
        byline=people_in(authors, site),
        site=site or urlsplit(url).netloc.removeprefix("www."),
        published=iso_date(structured.published) or iso_date(*_all(named, DATES)) or _first_time(soup),
        language=language_of(soup, named, structured),
        image=urljoin(url, _first(named, IMAGES) or structured.image),
        url=url,
        description=_first(named, ("og:description", "description", "twitter:description")),
        named=named,
    )


def iso_date(*candidates: str) -> str:
    """The first that is an ISO date, as precise as it stands, zone in the form +02:00."""
    for candidate in candidates:
        if found := DATE.match(candidate.strip()):
            return (
                COMPACT_ZONE.sub(r"\1:\2", found[0].replace(" ", "T", 1).replace(" ", ""))
                if len(found[0]) > 10
                else found[0]
            )
    return ""


def _meta_elements(soup: BeautifulSoup) -> dict[str, str]:
    named: dict[str, str] = {}
    for tag in soup.find_all("meta", limit=500):
        key = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        value = " ".join(str(tag.get("content") or "").split())
        if key and value:
            named.setdefault(key, value)
    return named


def _first(named: dict[str, str], keys: tuple[str, ...]) -> str:
    return next(iter(_all(named, keys)), "")


def _all(named: dict[str, str], keys: tuple[str, ...]) -> list[str]:
    return [named[key] for key in keys if key in named]


def _canonical(
    soup: BeautifulSoup, named: dict[str, str], structured: StructuredArticle, address: str
) -> str:
    link = soup.find("link", rel=re.compile(r"^canonical$", re.IGNORECASE))
    for candidate in (str(link.get("href") or "") if link else "", named.get("og:url", ""), structured.url):
        absolute = _join(address, candidate)
        if candidate and urlsplit(absolute).scheme in ("http", "https"):
            return absolute
    return address


def _join(address: str, reference: str) -> str:
    try:
        return urljoin(address, reference)
    except ValueError:  # 'http://[broken'
        return ""


def _first_time(soup: BeautifulSoup) -> str:
    times = soup.find_all("time", limit=10)
    return iso_date(*(str(tag.get("datetime") or "") for tag in times if tag.get("datetime")))
