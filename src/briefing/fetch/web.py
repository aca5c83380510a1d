"""A page by its address."""

from briefing.errors import FetchError
from briefing.fetch.connect import Lookup, look_up
from briefing.fetch.download import download
from briefing.fetch.options import FetchOptions
from briefing.fetch.page import page_from_bytes
from briefing.fetch.sniff import is_feed
from briefing.model import Page


def fetch_web_page(address: str, options: FetchOptions, look_up_host: Lookup = look_up) -> Page:
    """The page behind an address. Raises FetchError, RefusedAddressError."""
    found = download(address, options, look_up_host=look_up_host)
    content_type = found.headers.get("content-type", "")
    page = page_from_bytes(
        found.body, address, content_type, final_address=found.final_address, options=options
    )
    if is_feed(page.text):
        raise FetchError(f"{address} is a feed, not a page", f"Subscribe to it: briefing feeds add {address}")
    return page
