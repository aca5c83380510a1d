"""Read what the user typed: a URL, a file, or - for stdin. A web page is one story, a mail can hold more."""

import re
import sys
from pathlib import Path

from briefing.errors import FetchError
from briefing.fetch.options import FetchOptions, too_large_error
from briefing.fetch.page import page_from_bytes
from briefing.fetch.source_kinds import begins_as_mail
from briefing.model import Page

# 'https://example.org/a', 'ftp://example.org'; a drive letter ('C:\page.html') is not a scheme
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


def fetch_page(source: str, options: FetchOptions = FetchOptions()) -> Page:  # noqa: B008 - frozen
    """Read a page.

    Args:
        source: A URL, the path of an HTML or plain-text file or of a mail, or '-' for stdin.
        options: Limits of the fetch.

    Returns:
        The page as decoded text, with its origin.

    Raises:
        FetchError: The source cannot be read, holds neither HTML nor text, or is a mail with several stories.
        RefusedAddressError: The URL leads to a private network that is not allowed.
    """
    pages = fetch_pages(source, options)
    if len(pages) > 1:
        raise FetchError(f"{source} holds {len(pages)} stories", "Read them with `fetch_pages`.")
    return pages[0]


def fetch_pages(source: str, options: FetchOptions = FetchOptions()) -> tuple[Page, ...]:  # noqa: B008 - frozen
    """Read the stories of a source, a page each: one for a web page, one or more for a newsletter.

    Args:
        source: As for `fetch_page`; also an mbox file.
        options: Limits of the fetch.

    Returns:
        The pages as decoded text, with their origin, in order.

    Raises:
        FetchError: The source cannot be read or holds neither HTML nor text.
        RefusedAddressError: The URL leads to a private network that is not allowed.
    """
    if is_address(source):
        from briefing.fetch.download import fetch_web_page  # noqa: PLC0415 - the HTTP library is paid for when used

        return (fetch_web_page(source, options),)
    data = read_stdin(options.max_bytes) if source == "-" else read_file(source, options.max_bytes)
    if data.startswith(b"PK"):
        from briefing.fetch.epub import is_epub, pages_of_book  # noqa: PLC0415 - as above

        if is_epub(data):
            return pages_of_book(data, source, options)
    if begins_as_mail(data, source):
        from briefing.fetch.mail_source import pages_of_mails  # noqa: PLC0415 - the HTML parser is paid for when used

        return pages_of_mails(data, source, options)
    return (page_from_bytes(data, source, options=options),)


def is_address(source: str) -> bool:
    """Return True if the source is an HTTP or HTTPS URL.

    Args:
        source: A URL, a path, or - for stdin.

    Raises:
        FetchError: The URL has another scheme.
    """
    match = _SCHEME.match(source)
    if match is None:
        return False
    if match[1].lower() in ("http", "https"):
        return True
    raise FetchError(
        f"{source}: {match[1]} addresses are not fetched", "Give an http or https address, or a file."
    )


def read_file(name: str, max_bytes: int) -> bytes:
    """Return the file's bytes. Raises FetchError if it is missing, a folder, unreadable or too large."""
    path = Path(name).expanduser()
    try:
        if path.is_dir():
            raise FetchError(f"{name} is a folder", f"Give the files in it: {name.rstrip('/')}/*.html")
        with path.open("rb") as file:
            return _limited(file.read(max_bytes + 1), name, max_bytes)
    except FileNotFoundError as cause:
        raise FetchError(f"{name} does not exist", _missing_hint(name)) from cause
    except (OSError, ValueError) as cause:
        reason = getattr(cause, "strerror", None) or str(cause)
        raise FetchError(f"{name} cannot be read: {reason}", "Check the file's permissions.") from cause


def read_stdin(max_bytes: int) -> bytes:
    """Return the bytes of stdin. Raises FetchError if stdin is a terminal or too long."""
    if sys.stdin is None or sys.stdin.isatty():
        raise FetchError(
            "- reads a page from stdin, and nothing is piped in", "Pipe one in: briefing make - < page.html"
        )
    return _limited(sys.stdin.buffer.read(max_bytes + 1), "stdin", max_bytes)


def _limited(data: bytes, name: str, max_bytes: int) -> bytes:
    if len(data) > max_bytes:
        raise too_large_error(name, max_bytes)
    return data


def _missing_hint(name: str) -> str:
    first = name.split("/", 1)[0].strip(".")
    if name.lower().startswith("www.") or ("/" in name and "." in first):
        return f"If it is an address, write it in full: https://{name}"
    return "Check the name and the folder that you are in."
