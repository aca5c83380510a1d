"""Divide the HTML of a newsletter into its stories, without layout tables, hidden text and other parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import groupby

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from briefing.text import read_table

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "div", "dd", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS,
    )
)  # fmt: skip
_NO_TEXT = ("script", "style", "head", "title", "template", "svg", "object", "select", "textarea", "map")
_KEPT_INLINE = frozenset(("a", "b", "strong", "i", "em"))
# how newsletters hide the first words that an inbox shows, and tracking pixels
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|opacity:0(?:\.0*)?(?:;|$)|max-height:0(?:px)?(?:;|$)"
    r"|font-size:[01](?:px)?(?:;|$)|line-height:[01](?:px)?(?:;|$)"
)
_FONT_PX = re.compile(r"font-size:(\d+(?:\.\d+)?)(px|pt)")
_BOLD = re.compile(r"font-weight:(?:bold|[6-9]00)")
_HEADING_CHARS = 150
_HEADING_SCALE = 1.2  # a heading without a tag of its own is that much larger than the running text
_BUTTON_WORDS = 5
_STORY_WORDS = 12
_OPENING_WORDS = 30  # shorter words before the first story are a greeting
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u034f\u00ad\u200e\u200f"))


@dataclass(frozen=True, slots=True)
class NewsletterStory:
    """A story of a newsletter: its headline ('' where the subject is it), URL ('' without one) and HTML."""

    title: str
    url: str
    html: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of a mail: its tag ('h2', 'p', 'li', 'blockquote', 'hr'), inline HTML, words, and the URL of
    the link that covers it."""

    tag: str
    html: str
    text: str
    url: str = ""
    is_bold: bool = False
    size_px: float = 0


@dataclass(frozen=True, slots=True)
class _Look:
    """What a text inherits from the elements around it."""

    tag: str = "p"
    size_px: float = 0
    is_bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and what stands below it."""

    heading: _Block | None
    blocks: tuple[_Block, ...]

    @property
    def words(self) -> int:
        return sum(len(block.text.split()) for block in self.blocks)

    @property
    def url(self) -> str:
        own = self.heading.url if self.heading is not None else ""
        return own or next((one.url for one in self.blocks if one.url and _matches("read_more", one)), "")


def newsletter_stories(html: str) -> tuple[NewsletterStory, ...]:
    """Return the stories of a newsletter; one story for a letter that is one text.

    A newsletter is divided if at least two of its headings lead to web pages of their own, by a link on
    the heading or a link such as 'Read more' below it.

    Args:
        html: The HTML of a mail.
    """
    blocks = _without_footer(_with_headings(_joined(_pieces_of(html))))
    sections = [_story_part(one) for one in _sections(_without_sponsors(blocks))]
    stories = [one for one in sections if one.words >= _STORY_WORDS]
    if sum(bool(one.url) for one in stories) < 2:
        return (NewsletterStory("", "", _html([block for one in sections for block in _all_of(one)])),)
    opening = [one for one in stories if one.heading is None and one.words >= _OPENING_WORDS]
    return tuple(_story(one) for one in opening + [one for one in stories if one.heading is not None])


def _story(section: _Section) -> NewsletterStory:
    title = section.heading.text if section.heading is not None else ""
    return NewsletterStory(title, section.url, _html(_without_buttons(section.blocks)))


def _story_part(section: _Section) -> _Section:
    """Return the section without lines that belong to no story."""
    kept = tuple(block for block in section.blocks if not _matches("lines", block))
    return replace(section, blocks=kept[1:] if kept and _matches("greetings", kept[0]) else kept)


def _all_of(section: _Section) -> list[_Block]:
    heading = [section.heading] if section.heading is not None else []
    return heading + _without_buttons(section.blocks)


def _without_buttons(blocks: Sequence[_Block]) -> list[_Block]:
    """Leave out links that are no text: 'Read more', 'Get tickets'."""
    return [
        block
        for block in blocks
        if not (block.url and (len(block.text.split()) <= _BUTTON_WORDS or _matches("read_more", block)))
    ]


def _sections(blocks: Sequence[_Block]) -> Iterator[_Section]:
    """Yield the parts that headings begin; the first may have none."""
    heading: _Block | None = None
    below: list[_Block] = []
    for block in blocks:
        if block.tag not in _HEADINGS:
            below.append(block)
            continue
        yield _Section(heading, tuple(below))
        heading, below = block, []
    yield _Section(heading, tuple(below))


def _without_sponsors(blocks: Sequence[_Block]) -> list[_Block]:
    """Leave out parts that somebody paid for: from their label to the heading after their own."""
    kept: list[_Block] = []
    left_out = False
    own_heading = False
    for block in blocks:
        if _matches("sponsors", block):
            left_out, own_heading = True, True
        elif left_out and (block.tag == "hr" or (block.tag in _HEADINGS and not own_heading)):
            left_out = False
        if not left_out:
            kept.append(block)
        elif not _matches("sponsors", block):
            own_heading = False
    return [block for block in kept if block.tag != "hr"]


def _without_footer(blocks: Sequence[_Block]) -> Sequence[_Block]:
    """Cut a newsletter where its footer begins: address, unsubscribe link, copyright."""
    words = [len(block.text.split()) for block in blocks]
    for at, block in enumerate(blocks):
        if sum(words[:at]) * 2 >= sum(words) and _matches("footers", block):
            return blocks[:at]
    return blocks


def _with_headings(blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks with headings for short lines in bold or large letters."""
    weights: dict[float, int] = {}
    for block in blocks:
        weights[block.size_px] = weights.get(block.size_px, 0) + len(block.text)
    running = max(weights, key=lambda size: weights[size], default=0)
    return [replace(one, tag="h2") if _is_heading(one, running) else one for one in blocks]


def _is_heading(block: _Block, running_px: float) -> bool:
    if block.tag != "p" or len(block.text) > _HEADING_CHARS or block.text[-1:] in ",;:":
        return False
    if _matches("read_more", block) or _matches("lines", block) or _matches("sponsors", block):
        return False
    if len(block.text.split()) < 2:
        return False
    return block.is_bold or (running_px > 0 and block.size_px >= running_px * _HEADING_SCALE)


def _matches(name: str, block: _Block) -> bool:
    pattern = _patterns()[name]
    text = block.text.strip(" :|•→»›>")
    return (pattern.search if name in ("lines", "footers") else pattern.fullmatch)(text) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = read_table("briefing.fetch", "words/newsletters.toml")
    return {name: re.compile("|".join(f"(?:{one})" for one in table[name]), re.I) for name in table}


def _html(blocks: Sequence[_Block]) -> str:
    parts = []
    for tag, run in groupby(blocks, key=lambda block: block.tag):
        marked = [f"<{tag}>{block.html}</{tag}>" for block in run]
        parts.append(f"<ul>{''.join(marked)}</ul>" if tag == "li" else "\n".join(marked))
    return "\n".join(parts)


def _pieces_of(html: str) -> Iterator[_Block | None]:
    """Yield the runs of text of a mail with their look; None where a block ends."""
    soup = BeautifulSoup(html, "lxml")
    for element in soup.find_all(_is_hidden):
        element.extract()
    yield from _walk(soup, _Look())
    yield None


def _is_hidden(element: Tag) -> bool:
    style = str(element.get("style", "")).replace(" ", "").lower()
    return element.name in _NO_TEXT or element.has_attr("hidden") or _HIDDEN.search(style) is not None


def _walk(element: Tag, look: _Look) -> Iterator[_Block | None]:
    """Yield what an element holds, without recursion: mails nest tables deeply."""
    stack: list[tuple[PageElement | None, _Look]] = [(element, look)]
    while stack:
        node, look = stack.pop()
        if node is None:
            yield None
        elif isinstance(node, Tag):
            if node.name in ("br", "hr"):
                yield _Block(node.name, "", "")
                continue
            inner = _look_of(node, look)
            is_block = node.name in _BLOCKS
            if is_block:
                yield None
                stack.append((None, look))
            stack.extend((child, inner) for child in reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield _piece(str(node).translate(_INVISIBLE), look)


def _look_of(node: Tag, look: _Look) -> _Look:
    style = str(node.get("style", "")).replace(" ", "").lower()
    size = _FONT_PX.search(style)
    scale = 4 / 3 if size is not None and size[2] == "pt" else 1
    address = str(node.get("href", "")) if node.name == "a" else ""
    return _Look(
        node.name if node.name in (*_HEADINGS, "li", "blockquote") else look.tag,
        float(size[1]) * scale if size is not None else look.size_px,
        look.is_bold or node.name in ("b", "strong", "th") or _BOLD.search(style) is not None,
        address if address.startswith(("http://", "https://")) else look.url,
    )


def _piece(text: str, look: _Look) -> _Block:
    return _Block(look.tag, escape(text, quote=False), text, look.url, look.is_bold, look.size_px)


def _joined(pieces: Iterator[_Block | None]) -> list[_Block]:
    """Join runs of text to blocks. One line break is a blank, except after a bold or linked line."""
    blocks: list[_Block] = []
    run: list[_Block] = []
    breaks = 0
    for piece in pieces:
        if piece is None or piece.tag == "hr":
            blocks += _block_of(run)
            blocks += [piece] if piece is not None else []
            run, breaks = [], 0
        elif piece.tag == "br":
            breaks += 1
            if breaks == 2 or _is_line_of_its_own(run):
                blocks += _block_of(run)
                run = []
            elif run:
                run.append(replace(run[-1], html=" ", text=" "))
        else:
            breaks = 0 if piece.text.strip() else breaks
            run.append(piece)
    return blocks


def _is_line_of_its_own(run: Sequence[_Block]) -> bool:
    said = [piece for piece in run if piece.text.strip()]
    return bool(said) and (all(one.is_bold for one in said) or all(one.url for one in said))


def _block_of(run: Sequence[_Block]) -> list[_Block]:
    """Return the block of the runs between two boundaries; none if they hold no words."""
    text = " ".join("".join(piece.text for piece in run).split())
    said = [piece for piece in run if piece.text.strip()]
    if not re.search(r"\w", text):
        return []
    urls = {piece.url for piece in said}
    html = " ".join("".join(_inline(piece) for piece in run).split())
    size = max(said, key=lambda piece: len(piece.text)).size_px
    url = urls.pop() if len(urls) == 1 else ""
    return [_Block(said[0].tag, html, text, url, all(piece.is_bold for piece in said), size)]


def _inline(piece: _Block) -> str:
    return f"<b>{piece.html}</b>" if piece.is_bold and piece.text.strip() else piece.html
