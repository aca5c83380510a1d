"""What the server is told."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """`output` holds the episodes, `inbox` the articles that wait. `token` stands in every address.

    `base` is the address outside a proxy ('https://radio.example'); '' takes what the request says.
    """

    output: Path
    inbox: Path
    token: str
    base: str = ""
    title: str = "Briefing"
    articles_a_minute: int = 30
    largest_article_bytes: int = 5_000_000
