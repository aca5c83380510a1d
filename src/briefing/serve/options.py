"""The options of the server."""

from dataclasses import dataclass, replace
from pathlib import Path

from briefing.pipeline import SiteOptions

_DEFAULT_FEED = SiteOptions(base="")


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """The options of the server.

    Attributes:
        output: Folder of the episodes.
        inbox: Folder of the articles for the next digest.
        token: First segment of every path of the site.
        base: Public URL behind a proxy ('https://radio.example'); '' takes scheme and host of the request.
        feed: Title and other metadata of the podcast; its `base` is ignored.
        articles_a_minute: Maximum number of articles accepted per minute.
        largest_article_bytes: Maximum size of the body of POST /articles.
        allow_networks: Private networks whose pages may be fetched ('192.168.1.0/24').
        token_file: File of the token. If it changes, the new token is valid from the next request.
        positions: File of what was played of each episode; without it, each browser keeps its own.
    """

    output: Path
    inbox: Path
    token: str
    base: str = ""
    feed: SiteOptions = _DEFAULT_FEED
    articles_a_minute: int = 30
    largest_article_bytes: int = 5_000_000
    allow_networks: tuple[str, ...] = ()
    token_file: Path | None = None
    positions: Path | None = None

    def site(self, base: str) -> SiteOptions:
        """Return the feed's metadata with this base URL."""
        return replace(self.feed, base=base)
