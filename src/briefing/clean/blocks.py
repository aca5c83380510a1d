"""The story's lines as the blocks of an article: embedded posts, subheads, and what is dropped."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.line_patterns import alternatives, ends_sentence, is_names, is_unspaced
from briefing.clean.wording_rules import fold
from briefing.model import Block, BlockQuote, Dropped, Heading, ListItem, Paragraph
from briefing.text import read_table, read_words

_POST_RULE = "embedded_post"  # what is dropped of a post when its lines are merged
_POST_WORDS = read_table("briefing.clean", "words/markup_labels.toml")["posts"]
_POST_NAMES = re.compile(  # class="twitter-tweet", class="instagram-media", class="bluesky-embed"
    rf" (?:{alternatives(_POST_WORDS['networks'])}) (?:{alternatives(_POST_WORDS['parts'])})"
)
_POST_AUTHOR = re.compile(  # '— Ann Lee (@annlee) May 4, 2026'
    r"^[—–-]++ ?(?P<name>.{2,80}?) \((?:@|https?:)[^)]*\)"
)
_SHARED_BY = re.compile(r"^A post shared by (?P<name>.{2,80}?)(?: \(@|$)")  # '... Ann Lee (@annlee)'
_POST_BUTTON = re.compile(r"^(?:View this (?:post|profile)|View .{1,40} on (?:Instagram|Threads)|[♬@#])")
_URL = re.compile(r"(?:https?://\S+|pic\.(?:twitter|x)\.com/\S+)")

_QUOTED = re.compile(  # '“We are back.”', or '— Ann Lee'
    r"^[\"“„«‘‹「]|[\"“„«][^\"„”“«»]++[\"”“»]\W{0,9}$|^[—–-]{1,2}\s?[A-ZÀ-ÖØ-Þ]"
)
_MAX_INTRODUCTION_CHARS = 160  # of a paragraph's end

_INTEGER = re.compile(r"^\d{1,4}$", re.ASCII)  # start="5"
_SUBHEAD_LEVEL = 3  # of a subhead without a heading tag
_MAX_SUBHEAD_CHARS = 70
_MAX_SUBHEAD_WORDS = 10
_MIN_PARAGRAPH_CHARS = 60  # of the line after a subhead
_SUBHEAD_START = re.compile(r"^[\"'“‘„«]?[A-ZÀ-ÖØ-ÞА-Я\d]")
_NO_SUBHEAD_END = re.compile(r"[,;:–—-]$|[\"”’»]$")  # the text continues, or a quotation ends
_QUESTION_TAGS = frozenset(("dt", "summary"))  # all of it is a run-in head
_NO_SUBHEAD_TAGS = frozenset(("li", "blockquote", "td", "th", "figcaption", "dt", "dd"))


def merge_posts(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those of each embedded social media post merged into one quotation by its author.

    The signature, the buttons and the addresses of a post become dropped lines.
    """
    posts: dict[Element, list[Line]] = {}
    for line in lines:
        if (post := _post_around(line)) and line.reason in (None, "embed"):
            posts.setdefault(post, []).append(line)
    signed = {own[0]: own for own in posts.values() if any(map(_post_author, own))}
    inside = {line for own in signed.values() for line in own}
    found: list[Line] = []
    for line in lines:
        if line in signed:
            found += _merge_post(signed[line])
        elif line not in inside:
            found.append(line)
    return found


def _post_around(line: Line) -> Element | None:
    for element in line.owner.ancestors(5):
        if element.tag == "blockquote" or _POST_NAMES.search(element.names):
            return element
    return None


def _post_author(line: Line) -> str:
    found = _POST_AUTHOR.match(line.text) or _SHARED_BY.match(line.text)
    return found["name"].strip() if found else ""


def _merge_post(lines: Sequence[Line]) -> list[Line]:
    """The text of a post as one line, and after it what is dropped of the post."""
    author = next(name for line in lines if (name := _post_author(line)))
    owner = lines[0].owner
    extras = [line for line in lines if _post_author(line) or _POST_BUTTON.match(line.text)]
    text = " ".join(line.text for line in lines if line not in extras)
    words = " ".join(_URL.sub(" ", text).split())
    addresses = " ".join(_URL.findall(text))
    found = [Line(words, owner, author=author)] if words else []
    dropped = [line.text for line in extras] + ([addresses] if addresses else [])
    return found + [Line(text, owner, reason="embed", rule=_POST_RULE) for text in dropped]


def sort_lines(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """The blocks that are kept and the pieces that are dropped, both in page order."""
    kept = [line for line in lines if not line.reason]
    _mark_subheads(kept)
    unquoted = _unquoted_lines(kept)
    numbers = _item_numbers(kept)
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for line in lines:
        if line.reason:
            dropped.append(Dropped(line.text, line.reason, len(blocks), line.rule))
        else:
            block = _block_from_line(line, line not in unquoted)
            is_item = isinstance(block, ListItem) and line in numbers
            blocks.append(ListItem(line.text, numbers[line]) if is_item else block)
    return tuple(blocks), tuple(dropped)


def _item_numbers(kept: Sequence[Line]) -> dict[Line, int]:
    """The number of each line that begins an item of a numbered list and does not show it itself."""
    lists: dict[Element, dict[Element, int]] = {}
    numbers: dict[Line, int] = {}
    begun: set[Element] = set()
    for line in kept:
        item = next((element for element in line.owner.ancestors() if element.tag == "li"), None)
        if item is None or item in begun or item.parent is None or item.parent.tag != "ol":
            continue
        begun.add(item)
        if item.parent not in lists:
            lists[item.parent] = _numbers_in(item.parent)
        number = lists[item.parent].get(item, 0)
        if number > 0 and not line.text.startswith(str(number)):
            numbers[line] = number
    return numbers


def _numbers_in(ordered: Element) -> dict[Element, int]:
    """The numbers that a browser shows before the items of an 'ol' element; none if it has a single item.

    https://html.spec.whatwg.org/multipage/grouping-content.html#the-ol-element
    """
    items = [child for child in ordered.children if child.tag == "li" and child.last > child.first]
    if len(items) < 2:
        return {}
    is_reversed = "reversed" in ordered.attributes
    number = _integer(ordered.attributes.get("start"), len(items) if is_reversed else 1)
    numbers: dict[Element, int] = {}
    for item in items:
        numbers[item] = _integer(item.attributes.get("value"), number)
        number = numbers[item] + (-1 if is_reversed else 1)
    return numbers


def _integer(attribute: str | None, default: int) -> int:
    return int(attribute) if attribute and _INTEGER.match(attribute) else default


def _unquoted_lines(kept: Sequence[Line]) -> set[Line]:
    """The lines in block quotations that quote nobody: boxes, lists and indented paragraphs.

    A quotation has marks, an author, a source or the first person, or the line before it introduces it.
    """
    quotes: dict[Element, list[Line]] = {}
    before: dict[Element, Line | None] = {}
    for previous, line in zip((None, *kept), kept, strict=False):
        quote = next((element for element in line.owner.ancestors() if element.tag == "blockquote"), None)
        if quote is not None:
            quotes.setdefault(quote, []).append(line)
            before.setdefault(quote, previous)
    unquoted = (own for quote, own in quotes.items() if not _is_quotation(quote, own, before[quote]))
    return {line for own in unquoted for line in own}


def _is_quotation(quote: Element, lines: Sequence[Line], before: Line | None) -> bool:
    if "cite" in quote.attributes or any(line.author or _QUOTED.search(line.text) for line in lines):
        return True
    if any(pattern.search(line.text) for line in lines for pattern in (_first_person(), _attribution())):
        return True
    return before is not None and not heading_level(before) and _introduces(before.text)


def _introduces(text: str) -> bool:
    """Return True if a paragraph ends in a colon, or its last sentence names who speaks or writes."""
    if text.endswith(":") or not ends_sentence(text):
        return True
    return bool(_speech().search(fold(text[-_MAX_INTRODUCTION_CHARS:])))


@cache
def _first_person() -> re.Pattern[str]:
    words = alternatives(read_words("briefing.clean", "words/first_person.txt"))
    return re.compile(rf"(?<![\w’'])(?:{words})(?![\w.])", re.IGNORECASE)


@cache
def _attribution() -> re.Pattern[str]:
    words = alternatives(read_words("briefing.clean", "words/attributions.txt"))
    return re.compile(rf",\s(?:{words})(?!\w)")


@cache
def _speech() -> re.Pattern[str]:
    words = alternatives(read_words("briefing.clean", "words/introductions.txt"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _block_from_line(line: Line, is_quoted: bool) -> Block:
    level = heading_level(line)
    tags = [element.tag for element in line.owner.ancestors()]
    if level or line.is_subhead:
        return Heading(line.text, max(2, level or _SUBHEAD_LEVEL))
    if line.author or ("blockquote" in tags and is_quoted):
        return BlockQuote(line.text, line.author)
    if "li" in tags:
        return ListItem(line.text)
    return Paragraph(line.text, len(line.text) if tags[0] in _QUESTION_TAGS else line.run_in)


def _mark_subheads(kept: Sequence[Line]) -> None:
    """Mark short lines between paragraphs that have the form of a subhead."""
    counts = Counter(line.text for line in kept if line.chars <= _MAX_SUBHEAD_CHARS)
    for before, (line, after) in zip(kept, pairwise(kept[1:]), strict=False):
        if not _looks_like_subhead(line) or counts[line.text] > 1:
            continue
        if _is_paragraph(after) and (ends_sentence(before.text) or _is_paragraph(before)):
            line.is_subhead = True


def _looks_like_subhead(line: Line) -> bool:
    """Return True if the line is short, starts like a sentence and does not end like one.

    On an HTML page all of it is bold.
    """
    text = line.text
    if line.chars > _MAX_SUBHEAD_CHARS or line.author or heading_level(line) or ends_sentence(text):
        return False
    if (
        not (_SUBHEAD_START.match(text) or is_unspaced(text))
        or _NO_SUBHEAD_END.search(text)
        or is_names(text)
    ):
        return False
    if any(element.tag in _NO_SUBHEAD_TAGS for element in line.owner.ancestors(4)):
        return False
    bold_chars = line.bold_chars - line.italic_chars
    is_bold = bold_chars >= 0.9 * len(text.replace(" ", "")) and not line.link_chars
    return len(text.split()) <= _MAX_SUBHEAD_WORDS and (line.owner.tag == "text" or is_bold)


def _is_paragraph(line: Line) -> bool:
    minimum = _MIN_PARAGRAPH_CHARS / 2 if is_unspaced(line.text) else _MIN_PARAGRAPH_CHARS
    return line.chars >= minimum and ends_sentence(line.text)
