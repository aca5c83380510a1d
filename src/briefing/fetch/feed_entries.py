"""The entries of a feed or a list: the text that an entry carries, whether it is an excerpt, and its date.

Dates are written in more ways than RFC 822 and RFC 3339 know.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from html import escape, unescape
from typing import Any

from briefing.fetch.options import FetchOptions
from briefing.model import Page, SourceItem
from briefing.text import read_table, read_words

# a line of Markdown: '## The ferry', '- a ticket', '3. a ticket', '> said the captain'
_HEADING = re.compile(r"^#{1,6}\s++(.*[^\s#])[\s#]*+$")
_LIST_ITEM = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s+(.+)$")
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)  # '> > The ferry': one level is heard like another
# '[the harbour](https://example.org/)', '![a ferry](ferry.jpg)'
_TARGET = r"\((?:[^()\s]++|\([^()\s]{0,200}+\))*+(?:\s{1,9}+\"[^\"]{0,300}+\")?\)"
_IMAGE = re.compile(rf"!\[[^\[\]]*+\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]++)\]{_TARGET}")
# '**at noon**', '_at noon_', '`ferry`'; not 'a_file_name'
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)(?P<starred>[^*]++)(?<=\S)\1(?!\w)"
    r"|(?<!\w)(_{1,3})(?=\S)(?P<underlined>(?:[^_]++|(?<=\w)_(?=\w))++)(?<=\S)\3(?!\w)"
    r"|(?<![\w`])(`{1,3})(?=\S)(?P<code>[^`]++)(?<=\S)\5(?!\w)"
)
_EMPHASIS_LEVELS = 2  # '**the *only* ferry**'
_BLANK_LINE = re.compile(r"\n[ \t]*\n+")
# 'maria@paper.example (Maria Okafor)', as RSS 2.0 wants it
_MAILED_AUTHOR = re.compile(r"[^\s@]++@[^\s@()]++\s*+\(([^()@]+)\)")
_TAG = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|br|h[1-6]|li|blockquote|section|article)\b", re.IGNORECASE)
_DOCUMENT = re.compile(r"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
# '<meta name="author" content="Ann Lee"><p>The bridge ...': what `with_facts` puts before a text
_FACTS = re.compile(
    r'(?:<meta (?:name|property)="(?:article:published_time|author|og:site_name)" content="[^"]*">)*'
)
_SITE = '<meta property="og:site_name"'
_AUTHOR = re.compile(r'<meta name="author" content="([^"]*)">')
_END_CHARS = 160  # a call to read on, and WordPress's 'The post ... appeared first on ...'
# '[...]' and '[…]' near the end, or '…' at the very end
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.{3})\s*\]|(?:…|\.{3})\s*$")
_MAX_DATE_CHARACTERS = 100
_EARLIEST_YEAR = 1990  # an earlier date is a mistake: 0, or a number that was read as a date
_MILLISECONDS = 1_000
_MAX_SECONDS = 10_000_000_000
# '1764460800', '1764460800000': seconds or milliseconds since 1970
_UNIX_TIME = re.compile(r"^\d{9,13}$")
_ISO = re.compile(r"^\d{4}-?\d{2}")
_ISO_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)$")
# '30. Nov 2026', '30 November 26'; 'November 30, 2026'; '11/30/2026', '30.11.2026'
_DAY_FIRST = re.compile(r"\b(\d{1,2})\.?[\s-]+([^\W\d_]{3,})\.?,?[\s-]+(\d{4}|\d{2})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})\2(\d{4})\b")
# '09:42:59', '9:42 pm'
_TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]m\b)?", re.IGNORECASE)
# '+0530', '-08:00', 'CEST'
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})\b")
_ZONE = re.compile(r"\b([A-Z]{1,5})\b\s*$")


def html_of_entry(entry: Any) -> str:
    """Return the longest text of an entry that feedparser has read, as HTML; '' if it has none.

    RSS has it in `content:encoded`, `source:markdown` or `description`, Atom in `content` or `summary`.
    """
    parts = [(text_of_entry(part, "value"), part.get("type")) for part in parts_of_entry(entry, "content")]
    about_summary = dict.get(entry, "summary_detail")
    summary_type = about_summary.get("type") if isinstance(about_summary, dict) else ""
    parts.append((text_of_entry(entry, "summary"), summary_type))
    texts = [html_from_text(text) if kind == "text/plain" else _paragraphs(text) for text, kind in parts]
    texts.append(html_from_markdown(str(entry.get("source_markdown", ""))))
    return _longest(texts)


def html_of_json_entry(html: str, text: str, summary: str) -> str:
    """Return the longest text of an entry of a JSON Feed as HTML."""
    return _longest([_paragraphs(html), html_from_text(text), html_from_text(summary)])


def authors_of_entry(entry: Any) -> list[str]:
    """Return the names of an entry's authors that feedparser or JSON has read; no mail addresses.

    RSS has them in `author` or `dc:creator`, Atom and JSON Feed 1.1 in `authors`, JSON Feed 1.0 in `author`.
    """
    named = dict.get(entry, "authors") or [dict.get(entry, "author_detail") or dict.get(entry, "author")]
    mailed = _MAILED_AUTHOR.fullmatch(str(dict.get(entry, "author") or ""))
    if mailed is not None:
        return [mailed[1]]
    people = [one for one in named if isinstance(one, dict)] if isinstance(named, list) else []
    names = [" ".join(unescape(str(one.get("name") or "")).split()) for one in people]
    return [name for name in dict.fromkeys(names) if name and "@" not in name]


def link_of_entry(entry: Any) -> str:
    """Return the link. feedparser gives an id as the link, too, which may be no URL ('tag:x,2026:1')."""
    link = str(entry.get("link") or "")
    has_link = any(one.get("rel") == "alternate" for one in parts_of_entry(entry, "links"))
    return link if has_link or link.startswith(("http://", "https://")) else ""


def html_from_text(text: str) -> str:
    """Return plain text as HTML: paragraphs are separated by blank lines, or are lines if there are none."""
    text = text.replace("\r\n", "\n").strip()
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    return "\n".join(f"<p>{escape(part.strip(), quote=False)}</p>" for part in parts if part.strip())


def html_from_markdown(text: str) -> str:
    """Return Markdown as HTML with what is heard: headings, paragraphs, lists and quotations."""
    blocks = (block.strip("\n") for block in _BLANK_LINE.split(text.replace("\r\n", "\n")))
    return "\n".join(_html_of_block(block) for block in blocks if block.strip())


def text_of(html: str) -> str:
    """Return the words of HTML on one line.

    Args:
        html: HTML, such as an item's own text; '' has none.
    """
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _longest(texts: list[str]) -> str:
    """Return the text with the most words; '' if none has any."""
    return max((text for text in texts if text_of(text)), key=lambda text: len(text_of(text)), default="")


def _paragraphs(html: str) -> str:
    """Return HTML with paragraphs: feeds write text with blank lines and without tags for them, too."""
    return html.strip() if _BLOCK.search(html) else _BLANK_LINE.sub("</p>\n<p>", f"<p>{html.strip()}</p>")


def _html_of_block(block: str) -> str:
    if block.lstrip().startswith("<"):
        return block
    if all(line.startswith(">") for line in block.splitlines()):
        return f"<blockquote>{html_from_markdown(_QUOTED.sub('', block))}</blockquote>"
    return "\n".join(_html_of_lines(block.splitlines()))


def _html_of_lines(lines: list[str]) -> list[str]:
    """Return the lines of a block: headings and list items each for itself, the others as one paragraph."""
    html: list[str] = []
    running: list[str] = []
    for line in (*lines, ""):
        heading, item = _HEADING.match(line.strip()), _LIST_ITEM.match(line.strip())
        if (heading or item or not line) and running:
            html.append(f"<p>{_inline(' '.join(running))}</p>")
            running = []
        if heading:
            html.append(f"<h2>{_inline(heading[1])}</h2>")
        elif item:
            html.append(f"<ul><li>{_inline(item[1])}</li></ul>")
        elif line:
            running.append(line.strip())
    return html


def _inline(text: str) -> str:
    """Return the text of one block without links, images and emphasis."""
    plain = _LINK.sub(r"\1", _IMAGE.sub("", text))
    for _ in range(_EMPHASIS_LEVELS):
        plain = _EMPHASIS.sub(r"\g<starred>\g<underlined>\g<code>", plain)
    return escape(plain, quote=False)


def page_from_item(
    item: SourceItem,
    site: str,
    options: FetchOptions = FetchOptions(),  # noqa: B008 - frozen
) -> Page:
    """Return the item's own text as a page that says in its head what the source says of the item.

    A text that is a whole page, such as a snapshot, is the page.

    Args:
        item: An item with HTML of its own; `url` is what the page is known by.
        site: Name of the source, for an item that does not name its publication.
        options: The time of the fetch.
    """
    if _SITE in _facts_of(item.html):
        site = ""
    if _DOCUMENT.match(item.html):
        return Page(item.url, item.url, item.html, "text/html", options.fetched)
    facts = {"og:site_name": site, "article:published_time": item.published}
    known = {name: escape(value) for name, value in facts.items() if value}
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in known.items())
    title = escape(item.title)
    headline = f"<h1>{title}</h1>\n" if title else ""
    html = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article>{headline}{item.html}\n</article></body></html>"
    )
    return Page(item.url, item.url, html, "text/html", options.fetched)


def is_excerpt(html: str) -> bool:
    """Return True if the text of an item ends with a call to read on, or in an ellipsis.

    Args:
        html: The item's own text.
    """
    text = text_of(html)
    end = text[-_END_CHARS:].casefold()
    calls = read_words("briefing.fetch", "words/more.txt")
    return _ELLIPSIS.search(text[-_END_CHARS:]) is not None or any(call in end for call in calls)


def text_of_entry(entry: Mapping[str, Any], name: str) -> str:
    """Return a text or a number of an entry as text; '' if it has none."""
    value = entry.get(name)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def parts_of_entry(entry: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the parts of an entry, such as its links; none if a tag of the feed's own has this name."""
    value = dict.get(entry, name) if isinstance(entry, dict) else None
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def web_address(entry: Mapping[str, Any], name: str) -> str:
    """Return the URL of an entry; '' if it is none that can be fetched."""
    url = text_of_entry(entry, name)
    return url if url.lower().startswith(("http://", "https://")) else ""


def with_facts(html: str, published: str, authors: Sequence[str]) -> str:
    """Return HTML with the date of publication and the authors that a service knows; '' for no HTML."""
    return f"{facts_html(published, authors)}{html}" if html.strip() else ""


def facts_html(published: str, authors: Sequence[str], site: str = "") -> str:
    """Return the date of publication, the authors and the name of the publication as HTML without a text."""
    facts = [("article:published_time", published), *(("author", author) for author in authors)]
    known = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in facts if value)
    return known + (f'{_SITE} content="{escape(site)}">' if site else "")


def authors_in(html: str) -> tuple[str, ...]:
    """Return the authors that stand before the text of an item.

    Args:
        html: The item's own text, as `SourceItem` has it.
    """
    return tuple(map(unescape, _AUTHOR.findall(_facts_of(html))))


def _facts_of(html: str) -> str:
    """Return what `facts_html` put before a text."""
    facts = _FACTS.match(html)
    return facts[0] if facts else ""


def stamped(item: SourceItem) -> SourceItem:
    """Return the item with a stamp that changes with its text: a service may still have to load the page."""
    said = f"{item.title}\n{item.url}\n{item.html}"
    return replace(item, stamp=sha256(said.encode("utf-8", "replace")).hexdigest()[:16])


def iso_date(text: str) -> str:
    """Return a feed's date as ISO 8601 in UTC; '' if it is no date, or one that no article can have.

    A date without a zone is taken for UTC.
    """
    text = text.strip()[:_MAX_DATE_CHARACTERS]
    try:
        moment = _moment_of(text)
    except (ValueError, OverflowError, OSError):
        return ""
    if moment is None or moment.year < _EARLIEST_YEAR:
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def is_plausible(published: str, now: str) -> bool:
    """Return True if a date is at most a day after the fetch; both in ISO 8601, '' if unknown."""
    if not published or not now:
        return True
    return datetime.fromisoformat(published) <= datetime.fromisoformat(now) + timedelta(days=1)


def _moment_of(text: str) -> datetime | None:
    if _UNIX_TIME.match(text):
        seconds = int(text)
        return datetime.fromtimestamp(seconds / (_MILLISECONDS if seconds > _MAX_SECONDS else 1), UTC)
    if _ISO.match(text):
        moment = datetime.fromisoformat(_ISO_ZONE.sub("Z", text.upper()))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    day = _day_of(text)
    return None if day is None else _with_time(day, text)


def _day_of(text: str) -> datetime | None:
    if found := _DAY_FIRST.search(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    elif found := _MONTH_FIRST.search(text):
        month, day, year = _month(found[1]), int(found[2]), int(found[3])
    elif found := _NUMBERS.search(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if found[2] == "." or first > 12 else (second, first)
    else:
        return None
    return datetime(year + 2000 if year < 100 else year, month, day, tzinfo=UTC) if month else None


def _month(name: str) -> int:
    """Return the number of a month by its name or the start of its name; 0 for another word."""
    name = name.casefold()
    for months in read_table("briefing.text", "months.toml").values():
        for number, month in enumerate(months, 1):
            if month.startswith(name) or name == f"{month[:3]}t":  # 'sept'
                return number
    return 0


def _with_time(day: datetime, text: str) -> datetime:
    found = _TIME.search(text)
    if found is None:
        return day
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    local = day.replace(hour=hour, minute=int(found[2]), second=min(int(found[3] or 0), 59))
    return local.replace(tzinfo=_zone_of(text[found.end() :])).astimezone(UTC)


def _zone_of(text: str) -> timezone:
    if found := _OFFSET.search(text):
        minutes = int(found[2]) * 60 + int(found[3])
        return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    name = _ZONE.search(text)
    hours: float = read_table("briefing.fetch", "words/zones.toml").get(name[1], 0) if name else 0
    return timezone(timedelta(hours=hours))
