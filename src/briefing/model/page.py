"""What was fetched, before anybody has understood it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a plain text, decoded.

    `address` is what the user gave (an address, a path, '-'); `final_address` is where the redirects ended,
    '' for a file. `fetched` is ISO 8601 with a zone, '' where nobody looked at a clock.
    """

    address: str
    final_address: str
    text: str
    media_type: Literal["text/html", "text/plain"]
    fetched: str = ""
