"""The text that an entry of a feed itself carries, as HTML and as a page; and whether it is an excerpt."""

import re
from html import escape, unescape
from typing import Any

from briefing.fetch.options import FetchOptions
from briefing.model import Page, SourceItem
from briefing.text import read_words

# a line of Markdown: '## The ferry', '- a ticket', '3. a ticket', '> said the captain'
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
_LIST_ITEM = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s+(.+)$")
_QUOTED = re.compile(r"^>\s?", re.MULTILINE)
# '[the harbour](https://example.org/)', '![a ferry](ferry.jpg)'
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
# '**at noon**', '_at noon_', '`ferry`'; not 'a_file_name'
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ \t]*\n+")
_TAG = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|br|h[1-6]|li|blockquote|section|article)\b", re.IGNORECASE)
_END_CHARS = 160  # a call to read on, and WordPress's 'The post ... appeared first on ...'
# '[...]' and '[…]' near the end, or '…' at the very end
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.{3})\s*\]|(?:…|\.{3})\s*$")


def html_of_entry(entry: Any) -> str:
    """Return the longest text of an entry that feedparser has read, as HTML; '' if it has none.

    RSS has it in `content:encoded`, `source:markdown` or `description`, Atom in `content` or `summary`.
    """
    parts = [(part.get("value", ""), part.get("type", "")) for part in entry.get("content", ())]
    summary_type = dict.get(entry, "summary_detail", {}).get("type", "")
    parts.append((entry.get("summary", ""), summary_type))
    texts = [html_from_text(text) if kind == "text/plain" else _paragraphs(text) for text, kind in parts]
    texts.append(html_from_markdown(str(entry.get("source_markdown", ""))))
    return _longest(texts)


def html_of_json_entry(html: str, text: str, summary: str) -> str:
    """Return the longest text of an entry of a JSON Feed as HTML."""
    return _longest([_paragraphs(html), html_from_text(text), html_from_text(summary)])


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
    """Return the words of HTML on one line."""
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
    return escape(_EMPHASIS.sub(r"\2", plain), quote=False)


def page_from_item(
    item: SourceItem,
    site: str,
    options: FetchOptions = FetchOptions(),  # noqa: B008 - frozen
) -> Page:
    """Return the item's own text as a page that says in its head what the source says of the item.

    Args:
        item: An item with HTML of its own; `url` is what the page is known by.
        site: Name of the source.
        options: The time of the fetch.
    """
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
