"""Audio at an address: an audio file, or the newest episode of a podcast's feed (RSS, Atom or JSON Feed)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from briefing.errors import FetchError, UnavailableError
from briefing.fetch.access import split_login
from briefing.fetch.download import Download, download
from briefing.fetch.feed_entries import iso_date, link_of_entry
from briefing.fetch.http_client import NO_DEADLINE, Deadline
from briefing.fetch.options import FetchOptions

_MOST_BYTES = 150 << 20  # two hours at 160 kbit/s
_TOTAL_MS = 300_000
_PIECE_HINT = "Give the address of an audio file, or of a podcast's feed."


@dataclass(frozen=True, slots=True)
class AudioItem:
    """Audio that an address leads to.

    Attributes:
        key: Identifies it; another episode, or a file with other content, has another key.
        title: Title of the episode, or name of the file.
        source: Title of the podcast, or the host of the file.
        url: URL of the page of the episode, or of the file.
        audio: URL of the audio.
        data: The audio, empty if it has not been fetched.
    """

    key: str
    title: str
    source: str
    url: str
    audio: str
    data: bytes = b""


def find_audio(address: str, options: FetchOptions, deadline: Deadline = NO_DEADLINE) -> AudioItem:
    """Return what an address leads to: the audio itself, or the newest episode of a podcast, not yet fetched.

    Args:
        address: URL of an audio file or of a feed.
        options: Limits and access; the limits of size and time are those of audio.
        deadline: When the run's time for reading ends.

    Raises:
        FetchError: The address leads to neither, is too large, or cannot be fetched in time.
        RefusedAddressError: The address leads to a private network that is not allowed.
    """
    found = _download(address, options, deadline)
    shown, _ = split_login(address)
    head = found.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<", b"{")):
        return newest_episode(found.body, found.final_address or shown)
    parts = urlsplit(shown)
    name = PurePosixPath(unquote(parts.path)).stem or parts.hostname or shown
    key = sha256(found.body).hexdigest()
    return AudioItem(key, name.replace("_", " "), parts.hostname or "", shown, shown, found.body)


def fetch_audio(item: AudioItem, options: FetchOptions, deadline: Deadline = NO_DEADLINE) -> bytes:
    """Return the audio of an item. Raises what `find_audio` raises."""
    return item.data or _download(item.audio, options, deadline).body


def _download(address: str, options: FetchOptions, deadline: Deadline) -> Download:
    total_ms = min(max(options.total_ms, _TOTAL_MS), deadline.left() * 1000)
    if not total_ms:
        raise UnavailableError(f"{address} was not read in time", "The next run reads it.")
    return download(address, replace(options, max_bytes=_MOST_BYTES, total_ms=int(total_ms) + 1))


def newest_episode(data: bytes, address: str) -> AudioItem:
    """Return the newest episode of a podcast.

    Args:
        data: The feed.
        address: Its URL.

    Raises:
        FetchError: The bytes are no feed, or it has no audio.
    """
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    found = list(_episodes_of_json(data, address) if is_json else _episodes_of_xml(data, address))
    if not found:
        raise FetchError(f"{address} is neither audio nor the feed of a podcast", _PIECE_HINT)
    dated = all(published for published, _ in found)
    return max(found, key=lambda one: one[0])[1] if dated else found[0][1]


def _episodes_of_xml(data: bytes, address: str) -> Iterator[tuple[str, AudioItem]]:
    """Yield the episodes with their dates."""
    import feedparser  # noqa: PLC0415 - only who reads feeds pays for it

    try:
        feed = feedparser.parse(BytesIO(data), resolve_relative_uris=False)
    except Exception as cause:
        raise FetchError(f"{address} is a feed that cannot be read", "Tell the podcast.") from cause
    source = _plain(feed.feed.get("title", ""))
    for entry in feed.entries:
        files = [(str(one.get("type", "")), str(one.get("href", ""))) for one in entry.get("enclosures", ())]
        audio = _audio_of(files, address)
        if audio:
            published = iso_date(str(dict.get(entry, "published") or dict.get(entry, "updated") or ""))
            link = urljoin(address, link_of_entry(entry)) if link_of_entry(entry) else audio
            key = str(entry.get("id") or audio)
            yield published, AudioItem(key, _plain(entry.get("title", "")) or source, source, link, audio)


def _episodes_of_json(data: bytes, address: str) -> Iterator[tuple[str, AudioItem]]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as cause:
        raise FetchError(f"{address} is damaged JSON", "Tell the podcast.") from cause
    source = _plain(str(feed.get("title") or ""))
    for entry in _objects(feed.get("items")):
        attached = _objects(entry.get("attachments"))
        files = [(str(one.get("mime_type", "")), str(one.get("url", ""))) for one in attached]
        audio = _audio_of(files, address)
        if audio:
            key, link = str(entry.get("id") or audio), str(entry.get("url") or audio)
            title = _plain(str(entry.get("title") or "")) or source
            yield iso_date(str(entry.get("date_published") or "")), AudioItem(key, title, source, link, audio)


def _audio_of(files: list[tuple[str, str]], address: str) -> str:
    """Return the URL of the first audio file, '' if there is none."""
    return next((urljoin(address, url) for kind, url in files if kind.startswith("audio/") and url), "")


def _objects(found: object) -> list[dict[str, Any]]:
    """Return the objects of a list; none if it is no list."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _plain(text: str) -> str:
    return " ".join(text.split())
