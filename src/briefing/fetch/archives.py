"""Unpack a page from the containers that browsers and servers use: gzip, MHTML, Safari's web archive."""

import email.policy
import gzip
import plistlib
import re
import zlib
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO

from briefing.errors import FetchError
from briefing.fetch.options import too_large_error

_GZIP = b"\x1f\x8b"
_WEB_ARCHIVE = b"bplist00"
# 'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://…\r\n…Content-Type: multipart/related;'
_MHTML = re.compile(rb"\A[ \t\r\n]*[\w-]+:[^\n]*\n(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n){0,60}?"
                   rb"Content-Type:\s*multipart/related", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes with their declared content type and the URL they come from ('' if unknown)."""

    data: bytes
    content_type: str
    location: str


def unpack(packed: Packed, name: str, max_bytes: int) -> Packed:
    """Return the page inside, or `packed` itself if it is not a container. Raises FetchError."""
    if packed.data.startswith(_GZIP):
        packed = Packed(_gunzip(packed.data, name, max_bytes), packed.content_type, packed.location)
    if packed.data.startswith(_WEB_ARCHIVE):
        return _from_web_archive(packed, name)
    if _MHTML.match(packed.data[:16384]):
        return _from_mhtml(packed, name)
    return packed


def _gunzip(data: bytes, name: str, max_bytes: int) -> bytes:
    try:
        with gzip.open(BytesIO(data)) as file:
            unpacked = file.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as cause:
        raise FetchError(f"{name} is a damaged gzip file", "Fetch or save it again.") from cause
    if len(unpacked) > max_bytes:
        raise too_large_error(name, max_bytes)
    return unpacked


def _from_web_archive(packed: Packed, name: str) -> Packed:
    """Safari's .webarchive: a property list whose WebMainResource is the page."""
    try:
        page = plistlib.loads(packed.data)["WebMainResource"]
        kind = f"{page.get('WebResourceMIMEType', '')}; charset={page.get('WebResourceTextEncodingName', '')}"
        return Packed(bytes(page["WebResourceData"]), kind, str(page.get("WebResourceURL", "")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as cause:
        raise FetchError(f"{name} is a property list without a page", "Save the page as HTML.") from cause


def _from_mhtml(packed: Packed, name: str) -> Packed:
    """MHTML (RFC 2557): the part named by `start`, or else the first HTML part, is the page."""
    message = BytesParser(policy=email.policy.default).parsebytes(packed.data)
    parts = [part for part in message.walk() if isinstance(part, EmailMessage) and _is_html(part)]
    start = str(message.get_param("start") or "")
    named = [part for part in parts if start and part.get("Content-ID", "").strip() == start]
    if not parts:
        raise FetchError(f"{name} is an MHTML file without an HTML page", "Save the page again as HTML.")
    page = (named or parts)[0]
    location = message.get("Snapshot-Content-Location") or page.get("Content-Location") or packed.location
    body = page.get_payload(decode=True)
    return Packed(
        body if isinstance(body, bytes) else b"", str(page.get("Content-Type", "")), str(location).strip()
    )


def _is_html(part: EmailMessage) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")
