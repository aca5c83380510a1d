"""The feeds that a page names, the likeliest first."""

from urllib.parse import urljoin, urlsplit

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
FEED_ENDINGS = (
    ".rss",
    ".atom",
    "/rss",
    "/feed",
    "/atom",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
)
COMMENTS = "comment"


def find_feeds(page: str, address: str) -> tuple[str, ...]:
    """Addresses of feeds in an HTML page: what its head declares, then links that look like feeds.

    Of several, the one nearest to the page's own path comes first (a section's feed on a section's page),
    and feeds of comments last.
    """
    from bs4 import BeautifulSoup  # noqa: PLC0415 - only who looks for feeds pays for it

    soup = BeautifulSoup(page, "lxml")
    declared = [
        str(link.get("href", ""))
        for link in soup.find_all("link", href=True)
        if "alternate" in str(link.get("rel", "")).lower() and str(link.get("type", "")).lower() in FEED_TYPES
    ]
    linked = [str(link["href"]) for link in soup.find_all("a", href=True)]
    looks = [link for link in linked if link.lower().split("?", 1)[0].rstrip("/").endswith(FEED_ENDINGS)]
    found = [
        urljoin(address, link.strip())
        for link in (*sorted(declared, key=lambda link: _distance(link, address)), *looks)
    ]
    return tuple(dict.fromkeys(link for link in found if link.startswith(("http://", "https://"))))


def _distance(link: str, address: str) -> tuple[bool, int]:
    """Sorts feeds of comments to the end, and the rest by how much of the page's path they share."""
    here = urlsplit(address).path.strip("/").split("/")
    there = urlsplit(urljoin(address, link)).path.strip("/").split("/")
    shared = sum(1 for mine, its in zip(here, there, strict=False) if mine and mine == its)
    return COMMENTS in link.lower(), -shared
