"""Find the mail that somebody forwards or quotes within another mail, in plain text and in HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from briefing.text import read_table

_FORWARD_WORDS = 60  # a longer text above a forwarded mail is a text of its own
_HEADER_LINES = 14
_FEWEST_FIELDS = 2
_FEWEST_FIELDS_ALONE = 3  # without a separator above them
_DEPTH = 3  # a forwarded mail can be one that was forwarded
# 'From: The Quay', '*From:* The Quay', 'Betreff :'
_FIELD = re.compile(r"^[>\s*_]*([^\W\d_][\w -]{0,14})[*_]*\s*:[*_]*\s*(.*)$")
_ADDRESS = re.compile(r"(?<!\s)\s*+[<\[(](?:mailto:)?[^\s<>\[\]()@]++@[^\s<>\[\]()@]++[>\])].*")
_TIME_OR_ADDRESS = re.compile(
    r"@|\d{1,2}[:.h]\d\d"
)  # without them 'On Monday the mayor wrote:' is a story's text
_BREAKS = frozenset(("br", "p", "div", "tr", "td", "th", "table", "blockquote", "hr", "li", "h1", "h2", "h3"))
_UNREAD = ("script", "style", "head", "title")


@dataclass(frozen=True, slots=True)
class Forward:
    """Where a forwarded mail begins, and what the lines above it say.

    Attributes:
        start: Number of the first line of its text.
        sender: Its sender, '' if unknown.
        subject: Its subject, '' if unknown.
    """

    start: int
    sender: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Inner:
    """The text of a forwarded mail, plain or as HTML, with its sender and subject ('' if unknown)."""

    text: str
    sender: str = ""
    subject: str = ""


def inner_of_plain(text: str) -> Inner:
    """Return what a mail in plain text forwards; the text itself if it forwards nothing."""
    inner = Inner(text)
    for _ in range(_DEPTH):
        lines = inner.text.replace("\r\n", "\n").split("\n")
        found = forward_in(lines)
        if found is None:
            break
        rest = lines[found.start :]
        said = [line for line in rest if line.strip()]
        if said and sum(line.startswith(">") for line in said) * 2 > len(said):
            rest = [re.sub(r"^> ?", "", line) for line in rest]
        inner = Inner("\n".join(rest), found.sender or inner.sender, found.subject or inner.subject)
    return inner


def inner_of_html(html: str) -> Inner:
    """Return what a mail in HTML forwards; the HTML itself if it forwards nothing."""
    inner = Inner(html)
    for _ in range(_DEPTH):
        soup = BeautifulSoup(inner.text, "lxml")
        lines = _lines_of(soup)
        found = forward_in([" ".join("".join(line).split()) for line in lines])
        if found is None:
            break
        for line in lines[: found.start]:
            for piece in line:
                piece.extract()
        inner = Inner(str(soup), found.sender or inner.sender, found.subject or inner.subject)
    return inner


def forward_in(lines: Sequence[str]) -> Forward | None:
    """Return where the lines forward a mail after at most a short note; None if they do not."""
    words = 0
    for at, line in enumerate(lines):
        for taken in (1, 2, 3):
            said = " ".join(part.strip("> \t*_") for part in lines[at : at + taken]).strip()
            if _is_line("separators", said):
                return _below(lines, at + taken) or Forward(at + taken)
            if _is_line("attributions", said) and _TIME_OR_ADDRESS.search(said):
                return Forward(at + taken)
        header = _below(lines, at, _FEWEST_FIELDS_ALONE) if _field_of(line) else None
        if header is not None and header.sender and header.subject:
            return header
        words += len(line.split())
        if words > _FORWARD_WORDS:
            return None
    return None


def _below(lines: Sequence[str], at: int, fewest: int = _FEWEST_FIELDS) -> Forward | None:
    """Return the forward whose header fields begin at a line; None if there are too few fields."""
    fields: dict[str, str] = {}
    last, end = "", at
    for number in range(at, min(at + _HEADER_LINES, len(lines))):
        found = _field_of(lines[number])
        if found is not None:
            last, end = found[0], number + 1
            fields.setdefault(last, found[1])
        elif last and not fields[last] and lines[number].strip():
            fields[last], end = lines[number].strip(), number + 1
        elif lines[number].strip():
            break
    known = _fields()
    if len(fields) < fewest or not fields.keys() & (known["senders"] | known["subjects"]):
        return None
    said = {
        kind: next((fields[name] for name in fields if name in names), "") for kind, names in known.items()
    }
    return Forward(end, _ADDRESS.sub("", said["senders"]).strip(' "'), said["subjects"])


def _field_of(line: str) -> tuple[str, str] | None:
    """Return the name and the value of a header field ('From: The Quay'); None for another line."""
    match = _FIELD.match(line)
    if match is None:
        return None
    name = " ".join(match[1].casefold().split())
    is_known = any(name in names for names in _fields().values())
    return (name, match[2].strip()) if is_known else None


def _is_line(name: str, said: str) -> bool:
    return len(said) < 300 and _patterns()[name].fullmatch(said) is not None


def _lines_of(soup: BeautifulSoup) -> list[list[NavigableString]]:
    """Return the pieces of text of each line that a mail shows."""
    lines: list[list[NavigableString]] = [[]]
    stack: list[PageElement | None] = [soup]
    while stack:
        node = stack.pop()
        is_break = node is None or (isinstance(node, Tag) and node.name in _BREAKS)
        if is_break and lines[-1]:
            lines.append([])
        if isinstance(node, Tag) and node.name not in _UNREAD:
            stack.append(None) if node.name in _BREAKS else None
            stack.extend(reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString) and node.strip():
            lines[-1].append(node)
    return lines


@cache
def _table() -> dict[str, Any]:
    return read_table("briefing.fetch", "words/forwarding.toml")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(f"(?:{one})" for one in _table()[name]), re.I)
        for name in ("separators", "attributions")
    }


@cache
def _fields() -> dict[str, frozenset[str]]:
    return {name: frozenset(_table()[name]) for name in ("senders", "subjects", "others")}
