"""What a page says of itself outside of its text: meta elements, microdata, links and times, in one walk."""

import json
import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Tag

OPEN_GRAPH = re.compile(r"^https?://ogp\.me/ns(?:/(\w+))?#", re.IGNORECASE)  # a prefix written out
PARSELY = "parsely-page"  # <meta name="parsely-page" content='{"author": "Ann Lee", ...}'>
OF_PARSELY = {"author": "parsely-author", "pub_date": "parsely-pub-date", "title": "parsely-title"}
MICRODATA, LINKED = "itemprop=author", "rel=author"
SIGNED = frozenset(  # names under which a page names its authors, once for each of them
    (
        "author", "article:author", "og:author", "byl", "byline", "article:byline", "dc.creator",
        "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "cxenseparse:author",
    )
)  # fmt: skip
MOST = 500  # of a kind: a page has a few dozen


@dataclass(slots=True)
class Head:
    """`named` maps lower-case names of meta elements and microdata to the first value that each has.

    `signed` has all the values of those that name authors; `times` are datetime attributes, or the words in
    their place, those first that the page calls the date of publication.
    """

    title: str = ""
    language: str = ""
    canonical: str = ""
    named: dict[str, str] = field(default_factory=dict)
    signed: dict[str, list[str]] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)

    def values(self, names: tuple[str, ...]) -> list[str]:
        """The values of those names that the page has, in the order of the names."""
        return [self.named[name] for name in names if name in self.named]


def read_head(soup: BeautifulSoup) -> Head:
    """Everything at once, since each walk over the tree costs a tenth of building it."""
    head = Head()
    published: list[str] = []
    homes: dict[str, Tag | None] = {}
    for tag in soup.descendants:
        if not isinstance(tag, Tag):
            continue
        match tag.name:
            case "meta":
                _read_meta(tag, head)
            case "title":
                head.title = head.title or tag.get_text(" ", strip=True)
            case "html":
                head.language = _attribute(tag, "lang") or _attribute(tag, "xml:lang")
            case "link" if "canonical" in _attribute(tag, "rel").lower().split():
                head.canonical = head.canonical or _attribute(tag, "href")
            case "time":
                _read_time(tag, head.times, published)
        if "itemprop" in tag.attrs or "rel" in tag.attrs:
            _read_author(tag, head, homes)
    head.times = (published + head.times)[:10]
    return head


def _read_meta(tag: Tag, head: Head) -> None:
    key = _attribute(tag, "property") or _attribute(tag, "name") or _attribute(tag, "itemprop")
    key = OPEN_GRAPH.sub(lambda prefix: f"{prefix[1] or 'og'}:", key).lower()
    value = " ".join(_attribute(tag, "content").split())
    if key == PARSELY:
        for name, told in _parsely_values(value).items():
            head.named.setdefault(name, told)
            _sign(head, name, told)
    elif key and value and len(head.named) < MOST:
        head.named.setdefault(key, value)
        _sign(head, key, value)


def _parsely_values(value: str) -> dict[str, str]:
    try:
        told = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    told = told if isinstance(told, dict) else {}
    return {name: told[key] for key, name in OF_PARSELY.items() if isinstance(told.get(key), str)}


def _sign(head: Head, key: str, value: str) -> None:
    authors = head.signed.setdefault(key, []) if key in SIGNED or key in (MICRODATA, LINKED) else []
    if len(authors) < MOST:
        authors.append(value)


def _read_time(tag: Tag, times: list[str], published: list[str]) -> None:
    value = _attribute(tag, "datetime") or tag.get_text(" ", strip=True)[:100]
    is_published = "pubdate" in tag.attrs or "datepublished" in _attribute(tag, "itemprop").lower()
    if len(times) < MOST:
        (published if is_published else times).append(value)


def _read_author(tag: Tag, head: Head, homes: dict[str, Tag | None]) -> None:
    """An author in microdata or in a link. Those beside the first are authors too; others sign elsewhere."""
    for kind, attribute in ((MICRODATA, "itemprop"), (LINKED, "rel")):
        if tag.name != "meta" and "author" in _attribute(tag, attribute).lower().split():
            home = tag.parent.parent if tag.parent else None
            if homes.setdefault(kind, home) is home:
                name = tag.find(itemprop="name") or tag
                _sign(head, kind, (_attribute(name, "content") or name.get_text(" ", strip=True))[:200])


def _attribute(tag: Tag, name: str) -> str:
    return str(tag.attrs.get(name) or "")
