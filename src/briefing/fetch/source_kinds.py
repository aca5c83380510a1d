"""The kinds of sources: which kind reads what the user gives, and what a source of any kind can do.

A source gives items, an item gives a Page. A new kind is a module of this package with a function
`open_source(address, context)` and a line in `KINDS`. Mails are recognised by the bytes they begin with, and
by the files and folders that keep them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from briefing.errors import UsageError
from briefing.fetch.options import FetchOptions
from briefing.model import AfterTold, SourceItem

if TYPE_CHECKING:
    from briefing.fetch.http_client import Resolver

# the header fields that mail servers and mail programs write, and browsers that save pages do not
_MAIL_FIELD = re.compile(
    rb"^(?:Received|Return-Path|Delivered-To|Message-ID|DKIM-Signature|Reply-To|List-Id):",
    re.I | re.M,
)
_FIRST_FIELD = re.compile(rb"\A[!-9;-~]+:[^\n]*\n")
# 'From post@harbour.example Mon Nov 30 06:00:00 2026'
_MBOX_START = re.compile(rb"\AFrom \S+ [^\n]*\d{4}[^\n]*\n[!-9;-~]+:")
_BULK_FIELD = re.compile(rb"^List-(?:Id|Unsubscribe|Post):", re.I | re.M)
# 'https://example.org/feed', 'miniflux+https://example.org', 'feed:https://example.org/feed'
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]+):", re.IGNORECASE)


def begins_as_mail(data: bytes, name: str) -> bool:
    """Return True if the bytes are one mail (RFC 5322) or an mbox file of mails (RFC 4155).

    Args:
        data: At least the header.
        name: The file name; with the ending .eml one header field is enough.
    """
    if is_mbox(data):
        return True
    head = header_of(data)
    if not _FIRST_FIELD.match(head) or b"Snapshot-Content-Location:" in head:
        return False
    return name.lower().endswith(".eml") or (
        _MAIL_FIELD.search(head) is not None and b"\nFrom:" in b"\n" + head
    )


def is_mbox(data: bytes) -> bool:
    """Return True if the bytes begin as a file of mails in the mbox format (RFC 4155)."""
    return _MBOX_START.match(data[:4096].replace(b"\r\n", b"\n")) is not None


def is_bulk_mail(data: bytes) -> bool:
    """Return True for a newsletter or a mailing list, by its header (RFC 2369, RFC 2919)."""
    return _BULK_FIELD.search(header_of(data)) is not None


def header_of(data: bytes) -> bytes:
    """Return the header of a mail with line feeds alone."""
    return data[:65536].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0] + b"\n"


def is_maildir(path: Path) -> bool:
    """Return True if the folder is a Maildir."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def is_mail_path(path: Path) -> bool:
    """Return True if the path is an .eml file, an mbox file, a Maildir, or a folder that holds .eml files."""
    try:
        if path.is_dir():
            return is_maildir(path) or next(path.glob("*.eml"), None) is not None
        if path.suffix.lower() in (".eml", ".mbox"):
            return path.is_file()
        with path.open("rb") as file:
            return is_mbox(file.read(4096))
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class SourceVisit:
    """A source to read.

    Attributes:
        kind: Name of the kind.
        address: URL or absolute path.
        state: The `state` of the last answer, '' at the first visit.
        most: Number of the newest items that are wanted.
        told: Keys of items that need not be given, since they were told or dropped. Only for kinds whose
            items wait (`SourceKind.waits`).
    """

    kind: str
    address: str
    state: str = ""
    most: int = 500
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What a visit gives.

    Attributes:
        items: The items in the source's own order: all, or only those that are new since the last visit. The
            library knows the told ones by their keys. If the items of the kind wait: the first `most` of
            those that wait now.
        title: Name of the source, '' if it has none.
        state: Whatever the source needs to know at the next visit, such as validators or the last number.
        moved_to: The source's new address if it moved for good, else ''.
        note: What the user should know when the source is added, '' for nothing.
    """

    items: tuple[SourceItem, ...] = ()
    title: str = ""
    state: str = ""
    moved_to: str = ""
    note: str = ""


class ItemSource(Protocol):
    """A place where reading waits, such as a feed, a mailbox or a read-later list."""

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the items. Raises BriefingError; FetchError and UnavailableError for the place itself."""


@runtime_checkable
class SettlingSource(ItemSource, Protocol):
    """A source in which told items can be marked as read or archived."""

    def after_told(self, keys: Sequence[str], action: AfterTold) -> None:
        """Mark or archive items that were told, by their keys. Raises BriefingError.

        It is called again with the same keys after a failure or an interrupted run, so a second call must do
        no harm. `action` is never 'keep'.
        """


@dataclass(frozen=True, slots=True)
class SourceContext:
    """How a source reaches its place.

    Attributes:
        fetch: Limits, and the user's own access.
        resolve_host: Looks up the addresses of a host.
    """

    fetch: FetchOptions
    resolve_host: "Resolver"


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
    scheme = _SCHEME.match(text)
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
