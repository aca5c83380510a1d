"""What `fuzz.py` gives bytes to: a function for each kind of input that strangers send.

A target returns if the bytes give a result or the documented error of the entry point. Any other exception is
a fault, and so is a result that breaks a law: an article without a word, a script that Fountain changes, a
response that is longer than it says.
"""

import asyncio
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request

from briefing.clean import clean_page
from briefing.errors import BriefingError, FetchError, UsageError
from briefing.fetch import FetchOptions, feed_from_bytes, is_excerpt, page_from_bytes, page_from_item
from briefing.fetch.mail_source import pages_of_mails
from briefing.fetch.pdf import _UnreadableError, html_of_document, read_document
from briefing.model import Page, Story
from briefing.model.codec import encode
from briefing.quote import find_quotations
from briefing.serve.app import _audio_response, _keep_satisfiable_ranges, accepts_gzip, is_not_modified
from briefing.settings import read_settings
from briefing.write import fountain_from_script, script_from_fountain, write_script

Target = Callable[[bytes], None]
_AUDIO = bytes(range(250)) * 4
_ALLOWED = (200, 206, 400, 416)


class BrokenLawError(Exception):
    """A result that a documented law forbids."""


def check(holds: bool, law: str) -> None:
    """Raise BrokenLawError if the law does not hold."""
    if not holds:
        raise BrokenLawError(law)


def try_page(data: bytes) -> None:
    """A page to a script, and to a screenplay and back."""
    try:
        _tell(page_from_bytes(data, "page.html"))
    except BriefingError:
        return


def _tell(page: Page) -> None:
    article = clean_page(page)
    check(bool(article.title.strip() and article.blocks), "an article without a title or a word")
    json.dumps(encode(article), ensure_ascii=False).encode()
    script = write_script([Story(article, find_quotations(article), article.site)])
    again = script_from_fountain(fountain_from_script(script))
    said, kept = ([[s.text for s in one.segments] for one in way.sections] for way in (script, again))
    check(kept == said, "the words changed in a screenplay")


def try_feed(data: bytes) -> None:
    """A feed to its entries, and each to its page."""
    try:
        feed = feed_from_bytes(data, "https://news.example/feed.xml")
    except FetchError:
        return
    json.dumps(encode(feed), ensure_ascii=False).encode("utf-8", "replace")
    for item in feed.items[:3]:
        is_excerpt(item.html)
        page_from_item(item, feed.title)


def try_mail(data: bytes) -> None:
    """A mail or an mbox file to its stories."""
    try:
        pages = pages_of_mails(data, "letter.eml", FetchOptions())
    except FetchError:
        return
    for page in pages[:3]:
        try:
            clean_page(page)
        except BriefingError:
            continue


def try_pdf(data: bytes) -> None:
    """A PDF to its text, in this process."""
    try:
        html = html_of_document(read_document(data))
    except _UnreadableError:
        return
    try:
        clean_page(Page("report.pdf", "", html, "text/html"))
    except BriefingError:
        return


def try_fountain(data: bytes) -> None:
    """A screenplay to a script, which is the same after another way there and back."""
    try:
        script = script_from_fountain(data.decode("utf-8", "replace"))
    except UsageError:
        return
    check(script_from_fountain(fountain_from_script(script)) == script, "Fountain changed the script")


def try_settings(data: bytes) -> None:
    """A settings file."""
    file = Path(tempfile.gettempdir()) / "briefing-fuzz.toml"
    file.write_bytes(data)
    file.chmod(0o600)
    try:
        read = read_settings({}, file=file)
    except UsageError:
        return
    list(read.values())
    read.settings.absolute()


def try_range(data: bytes) -> None:
    """The headers Range, If-Range, Accept-Encoding and If-None-Match, a line each, and the response."""
    names = (b"range", b"if-range", b"accept-encoding", b"if-none-match", b"if-modified-since")
    headers = list(zip(names, data.split(b"\n"), strict=False))
    shown = Headers(raw=headers)
    accepts_gzip(shown.get("accept-encoding", ""))
    is_not_modified(shown, Headers({"etag": '"a"', "last-modified": "Mon, 01 Jan 2024 10:00:00 GMT"}))
    status, said, body = asyncio.run(_answer(headers))
    check(status in _ALLOWED, f"status {status}")
    length = int(said["content-length"])
    check(body == length, f"{body} bytes, and content-length says {length}")
    check(body <= 5 * len(_AUDIO), "more than the file")


async def _answer(headers: list[tuple[bytes, bytes]]) -> tuple[int, Headers, int]:
    """Return status, headers and the number of bytes of the response for an MP3."""
    file = Path(tempfile.gettempdir()) / "briefing-fuzz.mp3"
    if not file.exists():
        file.write_bytes(_AUDIO)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.Event().wait()  # the client stays

    scope = {"type": "http", "method": "GET", "path": "/a.mp3", "headers": headers, "query_string": b""}
    _keep_satisfiable_ranges(Request(scope), len(_AUDIO))
    await _audio_response(file.stat(), file)(scope, receive, send)
    start, *bodies = sent
    return start["status"], Headers(raw=start["headers"]), sum(len(one.get("body", b"")) for one in bodies)


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "page": try_page,
        "feed": try_feed,
        "mail": try_mail,
        "pdf": try_pdf,
        "fountain": try_fountain,
        "settings": try_settings,
        "range": try_range,
    }
)
