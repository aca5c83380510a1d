"""A heartbeat: an address that hears of each start, success and failure (healthchecks.io's three endings)."""

from urllib.parse import urlsplit, urlunsplit

from briefing.errors import FetchError
from briefing.fetch import FetchOptions, ping

PATIENCE = FetchOptions(
    total_ms=10_000, attempts=2, allow_private=True
)  # the listener's own choice of a host
START, SUCCESS, FAILURE = "/start", "", "/fail"


def beat(address: str, ending: str) -> str:
    """Tells the address; '' when it heard or there is none, else the sentence that says why not."""
    if not address:
        return ""
    parts = urlsplit(address)
    where = urlunsplit(parts._replace(path=parts.path.rstrip("/") + ending))
    try:
        ping(where, PATIENCE)
    except FetchError as failure:
        return f"the heartbeat was not heard: {failure.message}"
    return ""
