"""What a caller may ask of a fetch."""

from dataclasses import dataclass
from ipaddress import ip_network

from briefing.errors import UsageError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Limits and manners of one fetch.

    `fetched` is stamped on the page: ISO 8601 with a zone, '' where the caller looks at no clock.
    `max_bytes` counts what was sent and, again, what it unpacks to. `total_ms` bounds one address from the
    first look-up to the last byte, all redirects and retries together. `allow_private` permits
    addresses on loopback, private and link-local networks; `allow_networks` permits those in some of them
    ('192.168.1.0/24', or one address). Raises UsageError for what is no network.
    """

    fetched: str = ""
    max_bytes: int = 32 * MEGABYTE
    connect_ms: int = 10_000
    read_ms: int = 15_000
    total_ms: int = 60_000
    max_redirects: int = 10
    attempts: int = 3
    first_wait_ms: int = 500
    allow_private: bool = False
    allow_networks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """A slip in a network is named before anything is fetched."""
        for network in self.allow_networks:
            try:
                ip_network(network, strict=False)
            except ValueError as cause:
                raise UsageError(f"{network!r} is no network", "Write it like 192.168.1.0/24.") from cause
