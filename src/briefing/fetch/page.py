"""Turn bytes into a Page: unpack, tell HTML, plain text, documents, feeds, mails and binaries apart, decode.

The containers that browsers and servers use are gzip, MHTML and Safari's web archive.
"""

import email.policy
import gzip
import plistlib
import re
import zlib
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Literal

from briefing.errors import FetchError
from briefing.fetch.charset import decode_text
from briefing.fetch.options import FetchOptions, too_large_error
from briefing.model import Page
from briefing.text import read_table

_PDF = re.compile(rb"[^<]{0,1019}?%PDF-\d", re.DOTALL)  # not in a page that writes about it
_MAX_LAYERS = 3  # of gzip: some servers compress a compressed file again
_GZIP = b"\x1f\x8b"
_WEB_ARCHIVE = b"bplist00"
# 'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://…\r\n…Content-Type: multipart/related;'
_MHTML = re.compile(rb"\A[ \t\r\n]*[\w-]+:[^\n]*\n(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n){0,60}?"
                   rb"Content-Type:\s*multipart/related", re.IGNORECASE)  # fmt: skip
# '<!DOCTYPE html', '<html', after comments, an XML declaration and blanks
_DOCUMENT = re.compile(
    r"\A(?:\s|<!--(?>.*?-->)|<\?xml[^>]*>)*+(?:<!doctype\s+html|<html\b|<head\b|<body\b)", re.I | re.S
)
# '<p class="lead">', '</div>', '<br/>': tags that nobody writes in plain text by accident
_TAG = re.compile(
    r"</?(?:p|div|span|h[1-6]|br|article|section|main|body|ul|ol|li|table|a|meta|title|script)\b[^<>]*>", re.I
)
_NAME_IS_HTML = re.compile(r"\.(?:x?html?|xht|mhtml?|webarchive|php|aspx?)(?:\.gz)?$", re.I)
_NAME_IS_TEXT = re.compile(r"\.(?:txt|text|md|markdown|rst)(?:\.gz)?$", re.I)
# '<rss version="2.0">', '<feed xmlns="http://www.w3.org/2005/Atom">'
_FEED = re.compile(r"\A(?:\s|<!--(?>.*?-->)|<\?[^>]*>|<!doctype[^>]*>)*+<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
# control characters that no text has; tab, line feed, form feed, carriage return and escape are left out
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
# the header fields that mail servers and mail programs write, and browsers that save pages do not
_MAIL_FIELD = re.compile(
    rb"^(?:Received|Return-Path|Delivered-To|Message-ID|DKIM-Signature|Reply-To|List-Id):",
    re.I | re.M,
)
_FIRST_FIELD = re.compile(rb"\A[!-9;-~]+:[^\n]*\n")
# 'From post@harbour.example Mon Nov 30 06:00:00 2026'
_MBOX_START = re.compile(rb"\AFrom \S+ [^\n]*\d{4}[^\n]*\n[!-9;-~]+:")
_BULK_FIELD = re.compile(rb"^List-(?:Id|Unsubscribe|Post):", re.I | re.M)
_META = re.compile(r"<meta\b[^<>]{1,2000}>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
# 'content="0;URL='https://example.org/a'"': seconds and the address
_REFRESH = re.compile(
    r"content\s*+=\s*+[\"']?\s*+(\d{1,3})(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'<>\s]+)", re.IGNORECASE
)
_NO_TEXT = re.compile(r"<(script|style|title)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_MAX_REFRESH_CHARS = 20_000
_MAX_REFRESH_WORDS = 60
_MAX_REFRESH_S = 30
_SNIFF_CHARACTERS = 65_536


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes with their declared content type and the URL they come from ('' if unknown)."""

    data: bytes
    content_type: str
    location: str


def unpack(packed: Packed, name: str, max_bytes: int) -> Packed:
    """Return the page inside, or `packed` itself if it is not a container. Raises FetchError."""
    for _ in range(_MAX_LAYERS):
        if not packed.data.startswith(_GZIP):
            break
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


def page_from_bytes(
    data: bytes,
    address: str,
    content_type: str = "",
    *,
    final_address: str = "",
    options: FetchOptions = FetchOptions(),  # noqa: B008 - frozen
) -> Page:
    """Decode bytes into a page.

    Args:
        data: HTML, plain text, a PDF or a book in EPUB, possibly compressed or in MHTML or a web archive.
        address: The URL or file name that the page is known by.
        content_type: Value of the HTTP header Content-Type, or ''.
        final_address: The URL after redirects, or ''.
        options: Limits and the time of the fetch.

    Returns:
        The page, with the text decoded and its media type.

    Raises:
        FetchError: The bytes hold no text that can be read; the message says what they are.
    """
    if not data:
        raise FetchError(f"{address} is empty", "Check that the page was saved whole.")
    packed = unpack(Packed(data, content_type, final_address), address, options.max_bytes)
    if document := _page_from_document(packed, address, options):
        return document
    binary = describe_binary(packed.data)
    if binary:
        raise FetchError(f"{address} is {binary}, not a page", "Give an HTML page or a plain-text file.")
    text = decode_text(packed.data, packed.content_type)
    if not text.strip():
        raise FetchError(f"{address} holds no text", "Check that the page was saved whole.")
    media_type = media_type_of(text, packed.content_type, address)
    return Page(address, packed.location, text, media_type, options.fetched)


def _page_from_document(packed: Packed, address: str, options: FetchOptions) -> Page | None:
    """Return the page of a PDF or a book, None for other bytes. Raises FetchError."""
    if is_pdf(packed.data):
        from briefing.fetch.pdf import page_from_pdf  # noqa: PLC0415 - only who reads documents pays for it

        return page_from_pdf(packed.data, address, packed.location, options)
    if packed.data.startswith(b"PK"):
        from briefing.fetch.epub import is_epub, page_of_book  # noqa: PLC0415 - as above

        return page_of_book(packed.data, address, packed.location, options) if is_epub(packed.data) else None
    return None


def is_pdf(data: bytes) -> bool:
    """Return True for a PDF; some programs write a few bytes before its signature."""
    return _PDF.match(data[:1024]) is not None


def media_type_of(text: str, content_type: str, name: str) -> Literal["text/html", "text/plain"]:
    """Return the media type: from the text where it is clear, else from the header or the file name."""
    head = text[:_SNIFF_CHARACTERS].lstrip("\ufeff")
    said = content_type.split(";", 1)[0].strip().lower()
    if _DOCUMENT.match(head):
        return "text/html"
    if said == "text/plain" or (not said and _NAME_IS_TEXT.search(name)):
        return "text/plain"
    if said in ("text/html", "application/xhtml+xml") or _NAME_IS_HTML.search(name):
        return "text/html"
    starts_with_tag = head.lstrip().startswith("<") and _TAG.search(head) is not None
    return "text/html" if starts_with_tag or len(_TAG.findall(head)) >= 6 else "text/plain"


def refresh_target(page: Page) -> str:
    """Return the URL to which a page without text of its own sends the browser; '' for any other page.

    It is a `<meta http-equiv="refresh">` in the head or in `noscript`, with a delay of some seconds at most.
    """
    if len(page.text) > _MAX_REFRESH_CHARS or len(_NO_TEXT.sub("", page.text).split()) > _MAX_REFRESH_WORDS:
        return ""
    for tag in _META.findall(page.text):
        found = _REFRESH.search(tag) if _IS_REFRESH.search(tag) else None
        if found and int(found[1]) <= _MAX_REFRESH_S:
            return unescape(found[2])
    return ""


def is_feed(text: str) -> bool:
    """Return True if the text is an RSS, Atom or RDF document."""
    return _FEED.match(text[:_SNIFF_CHARACTERS].lstrip("\ufeff")) is not None


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


def describe_binary(data: bytes) -> str:
    """Return what a binary file is ('a PDF document'), or '' for text.

    Data without a known signature counts as binary when 2 % of it are control characters.
    """
    for name, starts in _signatures().items():
        if data.startswith(starts):
            return name
    head = data[:_SNIFF_CHARACTERS]
    if _is_wide_text(head):
        return ""
    return "a binary file" if len(_CONTROLS.findall(head)) * 50 > len(head) else ""


@cache
def _signatures() -> dict[str, tuple[bytes, ...]]:
    """The first bytes of each kind of binary file."""
    table = read_table("briefing.fetch", "words/signatures.toml")
    return {name: tuple(map(bytes.fromhex, starts)) for name, starts in table.items()}


def _is_wide_text(head: bytes) -> bool:
    """Return True for UTF-16 and UTF-32: a byte order mark, or NUL in every other byte."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    even, odd = head[0:512:2], head[1:512:2]
    few, many = sorted((even.count(0), odd.count(0)))
    return many > len(even) * 0.7 and few < len(even) * 0.1
