"""Tells HTML, plain text, feeds and binaries apart by what they are, then by what they are said to be."""

import re
from typing import Literal

from briefing.text import read_table

# '<!DOCTYPE html', '<html', after comments, an XML declaration and blanks
DOCUMENT = re.compile(
    r"\A(?:\s|<!--.*?-->|<\?xml[^>]*>)*(?:<!doctype\s+html|<html\b|<head\b|<body\b)", re.I | re.S
)
# '<p class="lead">', '</div>', '<br/>': tags that nobody writes in plain text by accident
TAG = re.compile(
    r"</?(?:p|div|span|h[1-6]|br|article|section|main|body|ul|ol|li|table|a|meta|title|script)\b[^<>]*>", re.I
)
NAME_IS_HTML = re.compile(r"\.(?:x?html?|xht|mhtml?|webarchive|php|aspx?)(?:\.gz)?$", re.I)
NAME_IS_TEXT = re.compile(r"\.(?:txt|text|md|markdown|rst)(?:\.gz)?$", re.I)
# '<rss version="2.0">', '<feed xmlns="http://www.w3.org/2005/Atom">'
FEED = re.compile(r"\A(?:\s|<!--.*?-->|<\?[^>]*>|<!doctype[^>]*>)*<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
# control characters that no text has; tab, line feed, form feed, carriage return and escape are left out
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
SNIFF_CHARACTERS = 65_536


def media_type_of(text: str, content_type: str, name: str) -> Literal["text/html", "text/plain"]:
    """HTML where the text is a document or full of tags; a name or header decides the doubtful middle."""
    head = text[:SNIFF_CHARACTERS].lstrip("\ufeff")
    said = content_type.split(";", 1)[0].strip().lower()
    if DOCUMENT.match(head):
        return "text/html"
    if said == "text/plain" or (not said and NAME_IS_TEXT.search(name)):
        return "text/plain"
    if said in ("text/html", "application/xhtml+xml") or NAME_IS_HTML.search(name):
        return "text/html"
    starts_with_tag = head.lstrip().startswith("<") and TAG.search(head) is not None
    return "text/html" if starts_with_tag or len(TAG.findall(head)) >= 6 else "text/plain"


def is_feed(text: str) -> bool:
    """Whether a document is RSS, Atom or RDF rather than a page."""
    return FEED.match(text[:SNIFF_CHARACTERS].lstrip("\ufeff")) is not None


def describe_binary(data: bytes) -> str:
    """What a binary is ('a PDF document'), '' for text. Many control characters make a binary of the rest."""
    for name, starts in _signatures().items():
        if any(data.startswith(bytes.fromhex(start)) for start in starts):
            return name
    head = data[:SNIFF_CHARACTERS]
    if _is_wide_text(head):
        return ""
    return "a binary file" if len(CONTROLS.findall(head)) * 50 > len(head) else ""


def _signatures() -> dict[str, list[str]]:
    signatures: dict[str, list[str]] = read_table("briefing.fetch", "words/signatures.toml")
    return signatures


def _is_wide_text(head: bytes) -> bool:
    """UTF-16 and UTF-32 are full of NULs and yet text: a byte order mark or every other byte NUL says so."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    even, odd = head[0:512:2], head[1:512:2]
    few, many = sorted((even.count(0), odd.count(0)))
    return many > len(even) * 0.7 and few < len(even) * 0.1
