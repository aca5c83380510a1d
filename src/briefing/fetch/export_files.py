"""Export files of read-later services, as sources and as arguments: what is unread in them.

- CSV of Instapaper (URL, Title, Selection, Folder, Timestamp), of Pocket (title, url, time_added, tags,
  status) and of Raindrop.io (https://help.raindrop.io/export)
- HTML of Pocket ('Unread' and 'Read Archive'), and bookmarks in the Netscape format, as linkding, Raindrop.io
  and browsers write them (https://en.wikipedia.org/wiki/Netscape_Bookmark_file_format)
- folder or ZIP file of Omnivore: metadata_0_to_20.json, content/slug.html
  (https://github.com/omnivore-app/omnivore, packages/api/src/jobs/export.ts)
- ZIP file with one of these, as Pocket made it
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal, Protocol

from briefing.errors import FetchError
from briefing.fetch.feed_entries import iso_date, stamped, text_of_entry, web_address, with_facts
from briefing.fetch.item_source import SourceAnswer, SourceContext, SourceVisit
from briefing.fetch.options import FetchOptions, too_large_error
from briefing.fetch.page import page_from_bytes
from briefing.model import SourceItem

_HEAD_BYTES = 2_048
_MOST_AT_ONCE = 50  # articles of an export that one call of `make` tells
_METADATA = re.compile(r"^metadata_\d+_to_\d+\.json$")
_HTML_HEAD = re.compile(r"<!doctype netscape-bookmark-file|<title>\s*pocket export", re.IGNORECASE)
_READ_FOLDERS = frozenset({"archive", "starred"})  # of Instapaper; others are the user's own
_READ_STATES = frozenset({"archive", "archived", "read", "deleted"})
_READ_SECTION = "read archive"
_ARCHIVED_TAGS = frozenset({"linkding:archived", "linkding:bookmarks.archived"})
_NO_ADDRESS = "https://omnivore.app/no_url"  # of mails, which Omnivore kept without an address
_WHOLE = 100
_DATES = ("timestamp", "time_added", "created", "add_date")
_HINT = "Export it again from the service."


class Place(Protocol):
    """A file or folder, on the disk or in a ZIP file: what pathlib.Path and zipfile.Path share."""

    @property
    def name(self) -> str:
        """The last part of the path."""

    @property
    def parent(self) -> Any:
        """The folder."""

    def is_dir(self) -> bool:
        """Return True if it is a folder."""

    def is_file(self) -> bool:
        """Return True if it is a file."""

    def iterdir(self) -> Iterator[Any]:
        """Yield what the folder holds."""

    def open(self, mode: Literal["rb"]) -> Any:
        """Open the file."""


@dataclass(frozen=True, slots=True)
class _Saved:
    """An unread article of an export; `saved` is ISO 8601 in UTC, `text` where its HTML stands."""

    item: SourceItem
    saved: str
    text: Place | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """What is unread in an export, newest first."""

    path: Path
    options: FetchOptions

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the newest articles that were not told. Raises FetchError."""
        waiting = [one for one in _unread(self.path, self.options) if one.item.key not in visit.told]
        items = tuple(_with_text(one, self.options) for one in waiting[: visit.most])
        return SourceAnswer(items, self.path.name)


def open_source(address: str, context: SourceContext) -> ExportFile:
    """Return the export of a path."""
    return ExportFile(Path(address), context.fetch)


def is_export_path(path: Path) -> bool:
    """Return True if the path is an export of a read-later service, by its content.

    Args:
        path: A file or a folder.
    """
    try:
        if path.is_dir() or path.suffix.lower() == ".zip":
            return any(True for _ in _parts(_root(path)))
        return path.is_file() and _is_part(path, _head(path))
    except (OSError, zipfile.BadZipFile):
        return False


def exported_items(source: str, options: FetchOptions) -> tuple[SourceItem, ...]:
    """Return the unread articles of an export, newest first; none for any other source.

    Args:
        source: What the user named as a source.
        options: Limits.

    Raises:
        FetchError: The export is damaged, or holds nothing unread, or too much for one programme.
    """
    path = Path(source).expanduser()
    if source == "-" or "://" in source or not is_export_path(path):
        return ()
    unread = _unread(path, options)
    if not unread:
        raise FetchError(f"{source} holds nothing unread", "Give the addresses of the articles.")
    if len(unread) > _MOST_AT_ONCE:
        raise FetchError(
            f"{source} holds {len(unread)} unread articles, too many for one programme",
            f"Add it to the digest, which tells some each day: briefing feeds add {source}",
        )
    return tuple(_with_text(one, options) for one in unread)


def _unread(path: Path, options: FetchOptions) -> list[_Saved]:
    """Return what is unread, newest first, each URL once. Raises FetchError."""
    try:
        found = [one for part in _parts(_root(path)) for one in _read_part(part, options)]
    except (OSError, zipfile.BadZipFile, csv.Error, ValueError, RecursionError) as cause:
        reason = getattr(cause, "strerror", None) or str(cause)
        raise FetchError(f"{path} cannot be read as an export: {reason}", _HINT) from cause
    once: dict[str, _Saved] = {}
    for one in sorted(found, key=lambda one: one.saved, reverse=True):
        once.setdefault(one.item.key, one)
    return list(once.values())


def _root(path: Path) -> Place:
    """Return the folder or the archive of an export, or a folder that is alone in it."""
    root: Place = zipfile.Path(path) if path.suffix.lower() == ".zip" and path.is_file() else path
    if not root.is_dir():
        return root
    inside: list[Place] = list(root.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else root


def _parts(root: Place) -> Iterator[Place]:
    """Yield the files of an export that list articles."""
    if not root.is_dir():
        yield root
        return
    for part in sorted(root.iterdir(), key=lambda one: one.name):
        is_list = _METADATA.match(part.name) or (isinstance(part, zipfile.Path) and part.is_file())
        if is_list and _is_part(part, _head(part)):
            yield part


def _head(part: Place) -> str:
    with part.open("rb") as file:
        return str(file.read(_HEAD_BYTES), "utf-8-sig", "replace")


def _is_part(part: Place, head: str) -> bool:
    name = part.name.lower()
    if name.endswith(".csv"):
        columns = {column.strip(' "').lower() for column in head.partition("\n")[0].strip().split(",")}
        return {"url", "title"} <= columns
    if name.endswith(".json"):
        return head.lstrip().startswith("[") and (
            '"savedAt"' in head or _METADATA.match(part.name) is not None
        )
    return name.endswith((".html", ".htm")) and _HTML_HEAD.search(head) is not None


def _read_part(part: Place, options: FetchOptions) -> Iterator[_Saved]:
    """Yield the unread articles of a list. Raises FetchError, ValueError, csv.Error."""
    text = _bytes_of(part, options.max_bytes).decode("utf-8-sig", "replace")
    name = part.name.lower()
    if name.endswith(".csv"):
        yield from _saved_in_csv(text)
    elif name.endswith(".json"):
        yield from _saved_in_json(json.loads(text), part)
    else:
        yield from _saved_in_html(text)


def _bytes_of(part: Place, max_bytes: int) -> bytes:
    with part.open("rb") as file:
        data: bytes = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large_error(part.name, max_bytes)
    return data


def _saved_in_csv(text: str) -> Iterator[_Saved]:
    for row in csv.DictReader(io.StringIO(text, newline="")):
        values = {
            name.strip().lower(): value for name, value in row.items() if name and isinstance(value, str)
        }
        folder, state = values.get("folder", "").lower(), values.get("status", "").lower()
        if folder not in _READ_FOLDERS and state not in _READ_STATES:
            yield from _link(values, values.get("title", ""))


def _saved_in_html(text: str) -> Iterator[_Saved]:
    links = _Links()
    links.feed(text)
    links.close()
    uses_flag = any("toread" in values for values, _, _ in links.found)  # linkding, Pinboard
    for values, title, section in links.found:
        is_read = section == _READ_SECTION or (uses_flag and values.get("toread") != "1")
        if not is_read and not _ARCHIVED_TAGS & set(values.get("tags", "").split(",")):
            yield from _link({**values, "url": values.get("href", "")}, title)


def _link(values: Mapping[str, str], title: str) -> Iterator[_Saved]:
    """Yield the article of a link, if it leads to the web."""
    url, title = web_address(values, "url"), " ".join(title.split())
    if url:
        dates = (iso_date(values[name]) for name in _DATES if values.get(name))
        shown = "" if title.startswith(("http://", "https://")) else title
        yield _Saved(SourceItem(url, url, shown), next(dates, ""))


def _saved_in_json(found: Any, part: Place) -> Iterator[_Saved]:
    """Yield the unread articles of Omnivore's metadata."""
    for one in found if isinstance(found, list) else []:
        if not isinstance(one, dict) or _is_read_in_omnivore(one):
            continue
        url, slug = web_address(one, "url"), text_of_entry(one, "slug")
        address = "" if url.startswith(_NO_ADDRESS) else url
        item = SourceItem(text_of_entry(one, "id") or url, address, text_of_entry(one, "title"))
        content: Place = part.parent / "content" / f"{slug}.html"
        has_text = bool(slug) and not set(slug) & set("/\\") and content.is_file()
        if item.key and (address or has_text):
            yield _Saved(item, iso_date(text_of_entry(one, "savedAt")), content if has_text else None, one)


def _is_read_in_omnivore(entry: Mapping[str, Any]) -> bool:
    progress = entry.get("readingProgress")
    is_whole = isinstance(progress, int | float) and progress >= _WHOLE
    return is_whole or text_of_entry(entry, "state").lower() in _READ_STATES


def _with_text(saved: _Saved, options: FetchOptions) -> SourceItem:
    """Return the item with the text that the export has of it. Raises FetchError."""
    if saved.text is None:
        return stamped(saved.item)
    data = _bytes_of(saved.text, options.max_bytes)
    html = page_from_bytes(data, saved.text.name, "text/html", options=options).text if data.strip() else ""
    authors: Sequence[str] = [text_of_entry(saved.facts, "author")]
    item = saved.item
    published = text_of_entry(saved.facts, "publishedAt")
    return stamped(SourceItem(item.key, item.url, item.title, html=with_facts(html, published, authors)))


class _Links(HTMLParser):
    """The links of a page: attributes, text, and the heading above them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str], str, str]] = []
        self._section = ""
        self._text: list[str] | None = None
        self._values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin the text of a link or a heading."""
        if tag in ("a", "h1"):
            self._text = []
            self._values = {name: value or "" for name, value in attrs}

    def handle_data(self, data: str) -> None:
        """Collect the text."""
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End the text."""
        if tag in ("a", "h1") and self._text is not None:
            text = "".join(self._text).strip()
            if tag == "a":
                self.found.append((self._values, text, self._section))
            else:
                self._section = text.lower()
            self._text = None
