"""HTML text to a BeautifulSoup tree that contains only what can matter.

Building the tree is the largest cost of cleaning a page, so everything without text is removed before or
while the tree is built.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder  # the public name is set at run time, so mypy cannot see it
from bs4.element import AttributeDict, NavigableString, Tag

from briefing.clean.rendered_text import (
    DROP_CAP_TAGS,
    DropCap,
    InlineQuotes,
    raise_text,
    selected_option,
)
from briefing.errors import NoArticleError
from briefing.text import primary_tag

NEUTRAL_INLINE_TAGS = frozenset(  # inline tags that change nothing about the line around them
    (
        "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "font", "ins",
        "kbd", "label", "mark", "nobr", "picture", "q", "ruby", "s", "samp", "small", "source", "span",
        "strike", "sub", "sup", "tt", "var", "wbr",
    )
)  # fmt: skip
INLINE_TAGS = NEUTRAL_INLINE_TAGS | {"a", "b", "strong", "i", "em", "u", "time", "br", "img"}
FLOW_TAGS = frozenset(  # tags that structure a page; any other tag may be part of a sentence
    (
        "html", "head", "body", "main", "header", "footer", "nav", "aside", "section", "article", "div", "p",
        "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "ul", "ol", "li", "dl", "dt", "dd", "menu", "dir",
        "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th", "figure",
        "figcaption", "blockquote", "pre", "address", "center", "hr", "form", "fieldset", "legend", "dialog",
        "details", "summary", "frameset", "frame", "noframes", "iframe", "img", "amp-img", "search", "slot",
        "title", "meta", "link", "base",
    )
)  # fmt: skip
_BLOCK_TAGS = FLOW_TAGS - INLINE_TAGS
KNOWN_TAGS = FLOW_TAGS | INLINE_TAGS
_NON_TEXT_TAGS = frozenset(  # tags whose content no browser renders as text
    (
        "script", "style", "svg", "noscript", "template", "iframe", "object", "canvas", "math", "video",
        "audio", "select", "option", "textarea", "input", "rt", "rp", "map", "area", "param", "track",
        "embed",
    )
)  # fmt: skip
CAPTION_TAGS = frozenset(("span", "small", "cite"))  # inline tags that may be captions
_ASCII_SPACE = " \t\n\f\r"
_MAX_DEPTH = 512  # open tags, the limit of Blink and WebKit: a deeper tag becomes a sibling
_CAPTION_CLASS = re.compile(r"caption|credit|cutline|bildunterschrift|legende", re.IGNORECASE)
_SCREEN_READER_CLASS = re.compile(  # class="sr-only": 'opens in a new tab'
    r"sr-only|visually-?hidden|screen-?reader|a11y|assistive|off-?screen", re.IGNORECASE
)
_HIDDEN_STYLE = re.compile(r"display:\s*none|visibility:\s*hidden|clip:\s*rect\(0|clip-path:\s*inset\(50%")
_NON_TEXT_OPENING = re.compile(  # '<script async', '<!-- a comment'
    r"<(?:(script|style|svg|noscript|iframe|object|canvas|math|video|audio|select|textarea)\b|!--)",
    re.IGNORECASE,
)
_JSON_LD_TYPE = re.compile(r"application/ld\+json", re.IGNORECASE)  # <script type="application/ld+json">
_MAX_TAG_CHARS = 30_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]{{0,40}})\b[^<>]{{{_MAX_TAG_CHARS},}}>?")  # a million attributes
_CONTROL_CHARS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # NUL bytes, lone surrogates
_MAX_TAGS = 60_000  # the largest news pages measured have 8,000


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """The tree of a page and the JSON-LD texts of its scripts."""

    soup: BeautifulSoup
    json_ld: tuple[str, ...]


def parse_page(text: str, max_chars: int, skipped_tags: Collection[str] = NEUTRAL_INLINE_TAGS) -> ParsedPage:
    """Parse the HTML of a page; the text inside `skipped_tags` stays, the tags do not.

    Raises:
        NoArticleError: The page is too large even without scripts and styles.
    """
    markup, json_ld = strip_non_text(text)
    if len(markup) > max_chars or markup.count("<") > _MAX_TAGS:
        raise NoArticleError(
            f"the page is too large to hold an article: {len(markup):,} characters of markup",
            "save the article alone as text, and give that file",
        )
    markup = _CONTROL_CHARS.sub("", markup)
    if max(map(len, markup.split("<"))) > _MAX_TAG_CHARS:
        markup = _LONG_TAG.sub(r"<\1>", markup)
    return ParsedPage(build_tree(raise_text(markup), skipped_tags), json_ld)


def strip_non_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The markup without scripts, styles, drawings and comments, and the JSON-LD found in the scripts.

    Linear in the length of the text: a closing tag that is missing once is not searched for again.
    """
    kept, json_ld, at = [], [], 0
    unclosed: set[str] = set()
    for opening in _NON_TEXT_OPENING.finditer(text):
        if opening.start() < at:
            continue
        tag = (opening[1] or "").lower()
        if tag in unclosed:
            continue
        end, after = _find_closing(text, tag, opening.end())
        if end < 0:
            unclosed.add(tag)
            continue
        if tag == "script" and _JSON_LD_TYPE.search(text, opening.start(), opening.start() + 300):
            json_ld.append(text[opening.end() : end].partition(">")[2])
        kept.append(text[at : opening.start()])
        at = after
        if tag == "select" and _is_between_words(text, opening.start(), after):
            kept.append(selected_option(text[opening.start() : end]))
    kept.append(text[at:])
    return "".join(kept), tuple(json_ld)


def _is_between_words(text: str, start: int, end: int) -> bool:
    """Return True if there is text right before and right after a part of the markup."""
    before, after = text[max(0, start - 20) : start].rstrip(), text[end : end + 20].lstrip()
    return bool(before and after) and before[-1] != ">" and after[0] != "<"


def _find_closing(text: str, tag: str, start: int) -> tuple[int, int]:
    """Where the content of a part ends and where the text continues; -1 if the tag is never closed."""
    if not tag:
        end = text.find("-->", start)
        return end, end + 3
    found = _closing_pattern(tag).search(text, start)
    if not found:
        return -1, -1
    after = text.find(">", found.end())
    return found.start(), after + 1 if after >= 0 else len(text)


@cache
def _closing_pattern(tag: str) -> re.Pattern[str]:
    return re.compile(f"</{tag}", re.IGNORECASE)


def build_tree(markup: str, skipped_tags: Collection[str] = NEUTRAL_INLINE_TAGS) -> BeautifulSoup:
    """The tree of a page without its non-text parts and without `skipped_tags`, whose text stays."""
    if "<" not in markup:
        markup = f"<p>{markup}"  # or BeautifulSoup warns that it looks like an address
    return _LeanTree(markup, builder=_LeanTreeBuilder(skipped_tags))


def is_caption_span(tag: str, attributes: Mapping[str, object]) -> bool:
    """Return True if this inline tag is a caption or a credit by its class."""
    return tag in CAPTION_TAGS and bool(_CAPTION_CLASS.search(str(attributes.get("class") or "")))


def _is_hidden_inline(tag: str, attributes: Mapping[str, object]) -> bool:
    """Return True if this is an inline tag whose text no browser shows."""
    if tag not in NEUTRAL_INLINE_TAGS or not attributes:
        return False
    hidden = "hidden" in attributes or _HIDDEN_STYLE.search(str(attributes.get("style") or ""))
    return bool(hidden or _SCREEN_READER_CLASS.search(str(attributes.get("class") or "")))


class _LeanTree(BeautifulSoup):
    """A tree with plain strings and plain tags only, which makes opening and closing a tag cheaper."""

    def string_container(
        self, base_class: type[NavigableString] | None = None
    ) -> type[NavigableString]:  # called for each text
        """The class of a text."""
        return base_class or NavigableString

    def endData(self, containerClass: type[NavigableString] | None = None) -> None:  # noqa: N802, N803 - its names
        """Add the text since the last tag: the effect of the base class without subclasses of strings."""
        if not self.current_data:
            return
        text = "".join(self.current_data)
        self.current_data = []
        if not text.strip(_ASCII_SPACE):
            text = "\n" if "\n" in text else " "
        parent, before = self.tagStack[-1], self._most_recent_element
        node = NavigableString(text)
        node.setup(parent, before)
        self._most_recent_element = node
        parent.contents.append(node)

    def open_tag(self, name: str, attributes: dict[str, str]) -> None:
        """Open a tag: the effect of handle_starttag without namespaces and filters."""
        self.endData()
        before = self._most_recent_element
        tag = Tag(self, self.builder, name, None, None, attributes, self.currentTag, before)
        if before is not None:
            before.next_element = tag
        self._most_recent_element = tag
        self.pushTag(tag)

    def close_tag(self) -> None:
        """Close the innermost tag: the effect of handle_endtag when every tag is closed in order."""
        self.endData()
        self.tagStack.pop()
        self.currentTag = self.tagStack[-1]


class _LeanTreeBuilder(LXMLTreeBuilder):
    """Builds from lxml's events; drops blanks between blocks, comments and non-text parts."""

    def __init__(self, skipped_tags: Collection[str]) -> None:
        super().__init__(
            multi_valued_attributes=None,
            attribute_dict_class=AttributeDict,
            preserve_whitespace_tags=set(),
            string_containers={},
        )
        self._skipped_tags = skipped_tags
        self._non_text_depth = 0
        self._in_tree: list[bool] = []  # for each open tag
        self._at_block_edge = True  # where blanks mean nothing
        self._blank = ""
        self._quotes = InlineQuotes()
        self._drop_cap = DropCap()

    def initialize_soup(self, soup: BeautifulSoup) -> None:
        """Keep the tree that is built; called by BeautifulSoup."""
        super().initialize_soup(soup)
        self._tree = cast(_LeanTree, soup)

    def set_up_substitutions(self, tag: Tag) -> bool:
        """Leave the charset in `meta` elements alone: the tree is never written."""
        return False

    def can_be_empty_element(self, tag_name: str) -> bool:
        """Return False: only writing a tree asks for it."""
        return False

    def start(self, tag: str, attrib: dict[str, str]) -> None:  # type: ignore[override]
        """A tag opens: lxml's parser target interface."""
        if tag == "input" and "readonly" in attrib and not (self._non_text_depth or self._at_block_edge):
            self.data(attrib.get("value", ""))
        if self._non_text_depth or tag in _NON_TEXT_TAGS or _is_hidden_inline(tag, attrib):
            self._non_text_depth += 1
            return
        if tag == "html":
            self._quotes.language = self._drop_cap.language = primary_tag(attrib.get("lang", ""))
        elif tag == "q":
            self._quotes.open()
        if tag in DROP_CAP_TAGS:
            self._drop_cap.open_tag(tag, attrib.get("alt", ""))
        else:
            self._drop_cap.open_other_tag()
        in_tree = len(self._tree.tagStack) < _MAX_DEPTH and self._belongs_in_tree(tag, attrib)
        self._in_tree.append(in_tree)
        if in_tree:
            self._flush_blank(tag)
            self._tree.open_tag(tag, attrib)

    def _belongs_in_tree(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Return True if the tag is kept: a link only if canonical, a skipped tag only with a meaning."""
        if tag == "link":
            return "canonical" in attributes.get("rel", "").lower()
        return tag not in self._skipped_tags or "itemprop" in attributes or is_caption_span(tag, attributes)

    def end(self, tag: str) -> None:  # type: ignore[override]
        """A tag closes; lxml closes every tag that it opened, in order."""
        if self._non_text_depth:
            self._non_text_depth -= 1
            return
        if tag == "q" and (mark := self._quotes.close()):
            self._tree.handle_data(mark)
        if tag not in INLINE_TAGS:
            self._drop_cap.start_line()
        if self._in_tree.pop():
            self._flush_blank(tag)
            self._tree.close_tag()

    def data(self, data: str) -> None:  # type: ignore[override]
        """Text, in pieces that lxml chooses."""
        if self._non_text_depth:
            return
        if data.isspace():
            self._blank = "" if self._at_block_edge else data
            return
        if self._blank:
            data, self._blank = self._blank + data, ""
        self._at_block_edge = False
        self._tree.handle_data(self._quotes.mark_before(data) + self._drop_cap.join(data))

    def _flush_blank(self, tag: str) -> None:
        """Before a tag opens or closes: keep the blank in front of it only inside a line."""
        if tag not in _BLOCK_TAGS:
            if self._blank:
                self._tree.handle_data(self._blank)
            self._at_block_edge = False
        else:
            self._at_block_edge = True
        self._blank = ""

    def comment(self, text: str | bytes) -> None:
        """Drop comments."""

    def pi(self, target: str, data: str) -> None:
        """Drop processing instructions."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Drop the document type."""
