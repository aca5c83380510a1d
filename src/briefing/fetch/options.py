"""Limits of one fetch."""

from dataclasses import dataclass
from ipaddress import ip_network

from briefing.errors import FetchError, UsageError
from briefing.fetch.access import Account, Site

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Limits of one fetch.

    Attributes:
        fetched: Time of the fetch, stored on the page: ISO 8601 with a zone, or ''.
        max_bytes: Limit for the bytes received and again for what they decompress to.
        connect_ms: Limit for connecting to one address.
        read_ms: Limit for one read.
        total_ms: Limit from the first name look-up to the last byte, with all redirects and retries.
        max_redirects: Number of redirects that are followed.
        attempts: Number of requests when a failure may be temporary.
        retries_hung: Request again also if the host did not answer in time.
        first_wait_ms: Wait before the second attempt; later waits grow.
        allow_private: Allow addresses on loopback, private and link-local networks.
        allow_networks: Networks that are allowed although they are private ('192.168.1.0/24').
        accounts: The user's logins for sources that are no web pages.
        sites: The user's logins for hosts of the web.
        browser: Load pages that are empty without scripts in Chromium, if it is installed.

    Raises:
        UsageError: A value of `allow_networks` is not a network.
    """

    fetched: str = ""
    max_bytes: int = 32 * _MEGABYTE
    connect_ms: int = 10_000
    read_ms: int = 15_000
    total_ms: int = 60_000
    max_redirects: int = 10
    attempts: int = 3
    retries_hung: bool = True
    first_wait_ms: int = 500
    allow_private: bool = False
    allow_networks: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    sites: tuple[Site, ...] = ()
    browser: bool = False

    def __post_init__(self) -> None:
        """Check the networks before anything is fetched."""
        for network in self.allow_networks:
            try:
                ip_network(network, strict=False)
            except ValueError as cause:
                raise UsageError(f"{network!r} is not a network", "Write it like 192.168.1.0/24.") from cause


def too_large_error(name: str, max_bytes: int) -> FetchError:
    """Return the error for a source over the limit."""
    size = f"{max_bytes >> 20} MB" if max_bytes >= 1 << 20 else f"{max_bytes} bytes"
    return FetchError(
        f"{name} is larger than {size}", "An article's page is smaller than that; give its own page."
    )
