"""Read what the user typed: a URL, a file, or - for stdin, as pages; or a source of items, by its kind.

A web page is one story, a mail can hold more. A new kind of source is a module of this package with a
function `open_source(address, context)` and a line in `KINDS`.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from briefing.errors import FetchError, UsageError
from briefing.fetch.item_source import ItemSource, SourceContext, SourceVisit
from briefing.fetch.options import FetchOptions, too_large_error
from briefing.fetch.page import begins_as_mail, is_mail_path, page_from_bytes
from briefing.model import AfterTold, Page

# 'https://example.org/a', 'ftp://example.org'; a drive letter ('C:\page.html') is not a scheme
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
# 'https://example.org/feed', 'miniflux+https://example.org', 'feed:https://example.org/feed'
_SOURCE_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]+):", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source.

    Attributes:
        name: The name that `feeds list` shows.
        module: The module of this package that has `open_source`.
        schemes: The URL schemes that it reads, such as ('imap', 'imaps').
        is_path: Returns True if a file or folder is of this kind; None if the kind reads no files.
        actions: What can happen to an item after it was told.
        waits: Its items wait until they are told, however old they are: an answer replaces the untold items
            of the answer before, so what was read or deleted in the source is not told.
        has_texts: Its own texts are as whole as the pages, so no page is requested for them.
    """

    name: str
    module: str
    schemes: tuple[str, ...] = ()
    is_path: Callable[[Path], bool] | None = None
    actions: tuple[AfterTold, ...] = ("keep",)
    waits: bool = False
    has_texts: bool = False


def _service(name: str, module: str, actions: tuple[AfterTold, ...], has_texts: bool = False) -> SourceKind:
    schemes = (f"{name}+https", f"{name}+http")
    return SourceKind(name, module, schemes, actions=("keep", *actions), waits=True, has_texts=has_texts)


def _is_export(path: Path) -> bool:
    is_export: bool = import_module("briefing.fetch.export_files").is_export_path(path)
    return is_export


# the first kind that takes an address or a path reads it
KINDS = (
    SourceKind("feed", "feed", ("http", "https")),
    SourceKind("mailbox", "imap_source", ("imap", "imaps"), actions=("keep", "read", "archive")),
    SourceKind("mail", "mail_source", is_path=is_mail_path),
    SourceKind(
        "book", "epub", is_path=lambda path: path.suffix.lower() == ".epub" and path.is_file(), waits=True
    ),
    _service("wallabag", "read_later", ("read", "archive"), has_texts=True),
    _service("readeck", "read_later", ("read", "archive"), has_texts=True),
    _service("linkding", "read_later", ("read", "archive"), has_texts=True),
    _service("raindrop", "read_later", ("read", "archive")),
    _service("miniflux", "feed_readers", ("read",)),
    _service("freshrss", "feed_readers", ("read",)),
    SourceKind("export", "export_files", is_path=_is_export, waits=True, has_texts=True),
)


def source_kind_of(text: str) -> SourceKind | None:
    """Return the kind that reads what the user gave (a URL, a file or a folder); None if no kind does.

    Args:
        text: A URL, or the path of a file or a folder.
    """
    scheme = _SOURCE_SCHEME.match(text)
    if scheme is not None and len(scheme[1]) > 1:
        return next((kind for kind in KINDS if scheme[1].lower() in kind.schemes), None)
    path = Path(text).expanduser()
    return next((kind for kind in KINDS if kind.is_path is not None and kind.is_path(path)), None)


def is_waiting_kind(name: str) -> bool:
    """Return True if the items of the kind of this name wait until they are told.

    Args:
        name: The name of the kind; one that this version does not know does not wait.
    """
    return any(kind.waits for kind in KINDS if kind.name == name)


def source_kind(name: str) -> SourceKind:
    """Return the kind of this name.

    Args:
        name: The name of the kind, such as 'feed'.

    Raises:
        UsageError: This version does not know the name.
    """
    found = next((kind for kind in KINDS if kind.name == name), None)
    if found is None:
        known = ", ".join(kind.name for kind in KINDS)
        raise UsageError(f"{name!r} is not a kind of source", f"Known kinds: {known}. Upgrade briefing.")
    return found


def open_source(visit: SourceVisit, context: SourceContext) -> ItemSource:
    """Return the source of a visit.

    Args:
        visit: The source and what is known of it.
        context: Limits and access.

    Raises:
        UsageError: The kind is unknown, or a package is missing.
    """
    module = import_module(f"briefing.fetch.{source_kind(visit.kind).module}")
    source: ItemSource = module.open_source(visit.address, context)
    return source
