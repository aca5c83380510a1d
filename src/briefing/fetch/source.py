"""From what the user typed to a page: an address, a file, or '-' for stdin."""

import re

from briefing.errors import FetchError
from briefing.fetch.file import read_file, read_stdin
from briefing.fetch.options import FetchOptions
from briefing.fetch.page import page_from_bytes
from briefing.model import Page

# 'https://example.org/a', 'ftp://example.org'; a drive letter ('C:\page.html') is no scheme
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


def fetch_page(source: str, options: FetchOptions = FetchOptions()) -> Page:  # noqa: B008 - frozen
    """The page of an address, an HTML or plain-text file, or '-'. Raises FetchError."""
    if source == "-":
        return page_from_bytes(read_stdin(options.max_bytes), "-", options=options)
    if not is_address(source):
        return page_from_bytes(read_file(source, options.max_bytes), source, options=options)
    from briefing.fetch.web import fetch_web_page  # noqa: PLC0415 - the HTTP library is paid for when used

    return fetch_web_page(source, options)


def is_address(source: str) -> bool:
    """Whether a source is fetched over HTTP. Raises FetchError for a scheme that we do not speak."""
    match = SCHEME.match(source)
    if match is None:
        return False
    if match[1].lower() in ("http", "https"):
        return True
    raise FetchError(
        f"{source}: {match[1]} addresses are not fetched", "Give an http or https address, or a file."
    )
