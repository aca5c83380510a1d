"""robots.txt (RFC 9309): what a site asks of programs that come by themselves."""

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from briefing.errors import FetchError, RefusedAddressError, UnavailableError
from briefing.fetch.connect import Lookup, look_up
from briefing.fetch.download import download
from briefing.fetch.options import FetchOptions

if TYPE_CHECKING:
    from protego import Protego

OUR_NAME = "briefing"
MOST_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
MOST_MS = 10_000
LONGEST_PAUSE_S = 10.0
CLOSED = "User-agent: *\nDisallow: /"


class Robots:
    """What the sites of one run ask; each robots.txt is read once."""

    def __init__(self, options: FetchOptions, look_up_host: Lookup = look_up) -> None:
        short_ms = min(options.total_ms, MOST_MS)
        self._options = replace(options, max_bytes=MOST_BYTES, total_ms=short_ms, attempts=1)
        self._look_up = look_up_host
        self._rules: dict[str, Protego] = {}

    def check(self, address: str) -> None:
        """Raises RefusedAddressError when the site asks programs to stay away from the address."""
        if not self._rules_of(address).can_fetch(address, OUR_NAME):
            raise RefusedAddressError(
                f"{address}: the robots.txt of {urlsplit(address).netloc} asks programs to stay away",
                f"To hear it once, ask for it yourself: briefing make {address}",
            )

    def pause_s(self, address: str) -> float:
        """The seconds that the site asks for between two visits, within reason."""
        return min(self._rules_of(address).crawl_delay(OUR_NAME) or 0.0, LONGEST_PAUSE_S)

    def _rules_of(self, address: str) -> "Protego":
        from protego import Protego  # noqa: PLC0415 - only scheduled runs pay for it

        origin = urlunsplit(urlsplit(address)._replace(path="/robots.txt", query="", fragment=""))
        if origin not in self._rules:
            self._rules[origin] = Protego.parse(self._read(origin))
        return self._rules[origin]

    def _read(self, origin: str) -> str:
        """Rules that are not there allow everything, rules out of reach nothing (RFC 9309, 2.3.1)."""
        try:
            return download(origin, self._options, look_up_host=self._look_up).body.decode("utf-8", "replace")
        except UnavailableError:
            return CLOSED
        except FetchError:
            return ""
