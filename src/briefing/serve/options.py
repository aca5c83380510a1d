"""What the server is told."""

from dataclasses import dataclass, replace
from pathlib import Path

from briefing.pipeline import SiteOptions

OWN_FEED = SiteOptions(base="")


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """`output` holds the episodes, `inbox` the articles that wait. `token` stands in every address.

    `token_file` is where it is kept: when another one stands there, that one counts from the next request on.

    `base` is the address outside a proxy ('https://radio.example'); '' takes what the request says. `feed`
    says what the podcast is called; its own `base` is not looked at. `allow_networks` are private networks
    whose pages may be fetched ('192.168.1.0/24').
    """

    output: Path
    inbox: Path
    token: str
    base: str = ""
    feed: SiteOptions = OWN_FEED
    articles_a_minute: int = 30
    largest_article_bytes: int = 5_000_000
    allow_networks: tuple[str, ...] = ()
    token_file: Path | None = None

    def site(self, base: str) -> SiteOptions:
        """What the feed says about itself under this address."""
        return replace(self.feed, base=base)
