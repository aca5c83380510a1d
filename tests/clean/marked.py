"""Pages of our own writing, marked with what is to be kept.

A file holds pages, each after a line '=== name'. The marks are '[[h|the headline]]', '[[k|a kept line]]',
'[[?|either]]' and '[[caption|dropped]]', with a reason of `DropReason`; they may contain tags. Words outside
the marks are navigation and other parts of the page, and none of them may be kept.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.clean import clean_page
from briefing.errors import NoArticleError
from briefing.model import Page

MARK = re.compile(r"\[\[(h|k|\?|[a-z_]+)\|(.*?)\]\](?!\])", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w+")
HEADLINE, KEPT, EITHER = "h", "k", "?"


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page's name, its HTML without the marks, and the marks as pairs of kind and letters."""

    name: str
    html: str
    marks: tuple[tuple[str, str], ...]


def marked_pages(folder: Path) -> Iterator[MarkedPage]:
    """The pages of all files in a folder."""
    for file in sorted(folder.glob("*.txt")):
        for part in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, body = part.partition("\n")
            marks = tuple((kind, letters(text)) for kind, text in MARK.findall(body))
            yield MarkedPage(name.strip(), MARK.sub(lambda mark: mark[2], body), marks)


def letters(markup: str) -> str:
    """The letters and digits of a text, without tags, blanks and marks."""
    return "".join(WORD.findall(html.unescape(TAG.sub(" ", markup)).lower()))


def faults(page: MarkedPage) -> tuple[str, ...]:
    """What comes out wrong: a title, a kept line that is lost or misplaced, anything else that is kept."""
    try:
        article = clean_page(Page(f"{page.name}.html", "", page.html, "text/html"))
    except NoArticleError as error:
        return (f"refused: {error}",)
    found = [f"title: {article.title}" for kind, text in page.marks
             if kind == HEADLINE and text != letters(article.title)]  # fmt: skip
    waiting = [(kind, text) for kind, text in page.marks if kind in (KEPT, EITHER)]
    for block in article.blocks:
        rest = letters(block.text)
        while (
            rest
            and (at := next((i for i, (_, text) in enumerate(waiting) if rest.startswith(text)), -1)) >= 0
        ):
            rest = rest.removeprefix(waiting[at][1])
            found += [f"lost: {text}" for kind, text in waiting[:at] if kind == KEPT]
            del waiting[: at + 1]
        found += [f"kept: {block.text}"] if rest else []
    return tuple(found + [f"lost: {text}" for kind, text in waiting if kind == KEPT])
