"""A BeautifulSoup tree of no more than can matter: building it is most of the work of reading a page."""

import re
from collections.abc import Collection, Mapping

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder  # the public name is set at run time, unseen by mypy
from bs4.element import AttributeDict

from briefing.clean.quoted import Quoting

SPOKEN_INLINE = frozenset(("a", "b", "strong", "i", "em", "u", "time", "br", "img"))
UNFELT = frozenset(  # inline tags that change nothing about the line that they stand in
    (
        "abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "font", "ins",
        "kbd", "label", "mark", "nobr", "picture", "q", "ruby", "s", "samp", "small", "source", "span",
        "strike", "sub", "sup", "tt", "var", "wbr",
    )
)  # fmt: skip
INLINE = SPOKEN_INLINE | UNFELT
SILENT = frozenset(  # tags whose words no browser sets as text
    (
        "script", "style", "svg", "noscript", "template", "iframe", "object", "canvas", "math", "video",
        "audio", "select", "option", "textarea", "input", "rt", "rp", "map", "area", "param", "track",
        "embed",
    )
)  # fmt: skip
DEEPEST = 512  # open tags, as Blink and WebKit have it: what is nested deeper becomes a sibling
SET_APART = re.compile(r"caption|credit|cutline|bildunterschrift|legende", re.IGNORECASE)  # of a span
HEARD_ONLY = re.compile(  # class="sr-only": 'opens in a new tab', said to those who do not see the link
    r"sr-only|visually-?hidden|screen-?reader|a11y|assistive|off-?screen", re.IGNORECASE
)
UNSEEN_STYLE = re.compile(r"display:\s*none|visibility:\s*hidden|clip:\s*rect\(0|clip-path:\s*inset\(50%")


def is_unseen(tag: str, attributes: Mapping[str, object]) -> bool:
    """Is this an inline tag whose words no browser shows?"""
    if tag not in UNFELT or not attributes:
        return False
    hidden = "hidden" in attributes or UNSEEN_STYLE.search(str(attributes.get("style") or ""))
    return bool(hidden or HEARD_ONLY.search(str(attributes.get("class") or "")))


def is_set_apart(tag: str, attributes: Mapping[str, object]) -> bool:
    """Is this an inline tag that a class makes a caption or credit of its own?"""
    return tag in ("span", "small", "cite") and bool(SET_APART.search(str(attributes.get("class") or "")))


def build_tree(markup: str, unfelt: Collection[str] = UNFELT) -> BeautifulSoup:
    """The tree of a page without its silent parts and without the `unfelt` tags, whose words stay."""
    if "<" not in markup:
        markup = f"<p>{markup}"  # or BeautifulSoup warns that it looks like an address
    return BeautifulSoup(markup, builder=LeanTreeBuilder(unfelt))


class LeanTreeBuilder(LXMLTreeBuilder):
    """Builds from lxml's events; blanks between blocks, remarks and silent parts do not come through."""

    def __init__(self, unfelt: Collection[str]) -> None:
        super().__init__(multi_valued_attributes=None, attribute_dict_class=AttributeDict)
        self._unfelt = unfelt
        self._silent_depth = 0
        self._let_through: list[bool] = []  # of the open tags
        self._at_edge = True  # of a block, where blanks mean nothing
        self._blank = ""
        self._quoting = Quoting()

    def initialize_soup(self, soup: BeautifulSoup) -> None:
        """BeautifulSoup says which tree is built."""
        super().initialize_soup(soup)
        self._tree = soup

    def start(self, tag: str, attrib: dict[str, str]) -> None:  # type: ignore[override]
        """A tag opens: lxml's parser target interface."""
        if self._silent_depth or tag in SILENT or is_unseen(tag, attrib):
            self._silent_depth += 1
            return
        if tag == "html":
            self._quoting.language = attrib.get("lang", "").lower().partition("-")[0]
        elif tag == "q":
            self._quoting.open()
        felt = len(self._tree.tagStack) < DEEPEST and self._is_felt(tag, attrib)
        self._let_through.append(felt)
        if felt:
            self._touch(tag)
            self._tree.handle_starttag(tag, None, None, attrib)

    def _is_felt(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Of links in the head one matters; of inline tags without a meaning those that the page names."""
        if tag == "link":
            return "canonical" in attributes.get("rel", "").lower()
        return tag not in self._unfelt or "itemprop" in attributes or is_set_apart(tag, attributes)

    def end(self, tag: str) -> None:  # type: ignore[override]
        """A tag closes; lxml closes everything that it opened, in order."""
        if self._silent_depth:
            self._silent_depth -= 1
            return
        if tag == "q" and (mark := self._quoting.close()):
            self._tree.handle_data(mark)
        if self._let_through.pop():
            self._touch(tag)
            self._tree.endData()
            self._tree.popTag()  # what handle_endtag comes to, where every tag is closed in order

    def data(self, data: str) -> None:  # type: ignore[override]
        """Text, in pieces of lxml's choosing."""
        if self._silent_depth:
            return
        if data.isspace():
            self._blank = "" if self._at_edge else data
            return
        if self._blank:
            data, self._blank = self._blank + data, ""
        self._at_edge = False
        self._tree.handle_data(self._quoting.mark_before(data) + data)

    def _touch(self, tag: str) -> None:
        """A tag opens or closes: the blank before it stays where the line goes on."""
        if tag in INLINE:
            if self._blank:
                self._tree.handle_data(self._blank)
            self._at_edge = False
        else:
            self._at_edge = True
        self._blank = ""

    def comment(self, text: str | bytes) -> None:
        """Remarks are not told."""

    def pi(self, target: str, data: str) -> None:
        """Nor are instructions to programs."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Nor what kind of HTML the page is."""
