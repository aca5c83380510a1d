"""Who wrote it, where, when, in which language: chosen from what the page says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from briefing.clean.byline import people_in
from briefing.clean.dates import date_in_address, iso_date
from briefing.clean.head import LINKED, MICRODATA, Head
from briefing.clean.language import language_of
from briefing.clean.structured import StructuredArticle
from briefing.model import Page

TITLES = (
    "og:title", "twitter:title", "title", "headline", "dc.title", "dcterms.title", "parsely-title",
    "sailthru.title", "citation_title",
)  # fmt: skip
DATES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created",
    "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date", "published_time",
    "pubdate", "pdate", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "citation_publication_date", "datecreated", "uploaddate", "last-modified",
)  # fmt: skip
AUTHORS = (
    "author", "article:author", "byl", "byline", "article:byline", "dc.creator", "dcterms.creator",
    "parsely-author", "sailthru.author", "cxenseparse:author", "citation_author", "og:author",
    MICRODATA, LINKED,
)  # fmt: skip
SITES = ("og:site_name", "application-name", "al:android:app_name", "publisher", "dc.publisher")
HOUSES = ("og:site_name", "publisher", "dc.publisher", "article:publisher", "copyright", "dc.rights")
IMAGES = (
    "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src",
    "sailthru.image.full", "parsely-image-url", "image", "thumbnail",
)  # fmt: skip
DESCRIPTIONS = ("og:description", "description", "twitter:description")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of its article. `claims` are candidate headlines, the most trusted first.

    `kind` is og:type ('article', 'website', 'video.other'), `tier` says who may read: 'free', 'metered',
    'locked'.
    """

    claims: tuple[str, ...]
    page_title: str
    byline: tuple[str, ...]
    site: str
    published: str
    language: str
    image: str
    url: str
    description: str
    kind: str
    tier: str


def choose_metadata(page: Page, head: Head, structured: StructuredArticle) -> Metadata:
    """The page's own word, JSON-LD before meta elements before microdata."""
    address = page.final_address or page.address
    url = _canonical((head.canonical, head.named.get("og:url", ""), structured.url), address)
    site = next(iter(head.values(SITES)), "") or structured.publisher
    return Metadata(
        claims=tuple(dict.fromkeys(t for t in (*structured.headlines[:1], *head.values(TITLES)) if t)),
        page_title=head.title,
        byline=_byline(head, structured, (site, structured.publisher, *head.values(HOUSES))),
        site=site or host_of(url).removeprefix("www."),
        published=iso_date(structured.published, *head.values(DATES), *head.times) or date_in_address(url),
        language=language_of(head, structured),
        image=_join(url, next(iter(head.values(IMAGES)), "") or structured.image),
        url=url,
        description=next(iter(head.values(DESCRIPTIONS)), ""),
        kind=head.named.get("og:type", "").lower(),
        tier=head.named.get("article:content_tier", "").lower(),
    )


def host_of(address: str) -> str:
    """The host of an address, '' where it has none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:  # 'http://[broken'
        return ""


def _byline(head: Head, structured: StructuredArticle, houses: Sequence[str]) -> tuple[str, ...]:
    """The first of the page's claims that names people: the others may name a desk."""
    claims = (structured.authors, *(head.signed.get(key, ()) for key in AUTHORS))
    return next((people for claim in claims if (people := people_in(claim, houses))), ())


def _canonical(candidates: Sequence[str], address: str) -> str:
    """The address that the page calls its own; a front page's address is no story's."""
    joined = [_join(address, candidate) for candidate in candidates]
    absolute = [url for url in joined if url.startswith(("http://", "https://")) and host_of(url)]
    deep = [url for url in absolute if urlsplit(url).path.strip("/") or urlsplit(url).query]
    return next(iter(deep or absolute), address)


def _join(address: str, reference: str) -> str:
    try:
        return urljoin(address, reference) if reference else ""
    except ValueError:  # 'http://[broken'
        return ""
