"""An address that wants to be asked and whose answer nobody needs: a heartbeat."""

from briefing.fetch.download import download
from briefing.fetch.options import FetchOptions


def ping(address: str, options: FetchOptions) -> None:
    """Asks the address once or, if that fails, as often as the options say. Raises FetchError."""
    download(address, options)
