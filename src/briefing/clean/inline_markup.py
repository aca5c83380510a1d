"""Markup inside a paragraph that is read by its place: elements in a sentence, and headings that run on."""

import re
from collections.abc import Iterator
from functools import cache

from bs4.element import NavigableString, Tag

from briefing.clean.html_tree import FLOW_TAGS, INLINE_TAGS
from briefing.clean.line_patterns import ends_sentence, is_names
from briefing.text import read_table

_SENTENCE_TAGS = frozenset(("p", "li", "dd", "blockquote", *INLINE_TAGS))
_CONTINUATION = re.compile(r"^\s*[a-zà-öø-ÿ,;.!?)’”]")  # the text after an element continues its sentence

_MAX_HEADING_CHARS = 70
_MIN_PARAGRAPH_CHARS = 60
_HEADING_FORM = re.compile(r"^[\"'“‘„«¿]?[A-ZÀ-ÖØ-Þ\d][^:]*[\w\"'”’»)\]]$")  # no 'Update: May 4'
# 'Ann Lee: Two.', 'Q: Why?', 'ORTIZ: I think so.'
_LABEL = re.compile(r"^\s*[A-ZÀ-Þ][\w.’'-]{0,20}(?:\s[\w.’'-]{1,20}){0,3}\s?:\s+\S.*[.?!…][\"”»’')]*\s*$")
_SENTENCE_FORM = re.compile(  # 'The work took', 'Traders who', not 'Ann Lee'
    r"^[\"'“‘„«¿¡]?(?P<first>[A-ZÀ-ÖØ-Þ][\w'’-]*),?\s+(?P<second>\S+)"
)


def is_in_sentence(tag: Tag, before: str) -> bool:
    """Return True if a tag that usually is a part of its own stands inside a sentence.

    Examples are '<button>' around a term, '<details>' with its explanation, and custom elements.
    `before` is the text of the line up to the tag.
    """
    parent = tag.parent
    if (tag.name in FLOW_TAGS and tag.name != "details") or parent is None or _contains_blocks(tag):
        return False
    if not any(map(str.isalnum, tag.get_text())):
        return False
    is_open = bool(before.strip()) and not ends_sentence(before.strip())
    continues = bool(_CONTINUATION.match(_text_after(tag)))
    return (is_open or continues) if parent.name in _SENTENCE_TAGS else (is_open and continues)


def _contains_blocks(tag: Tag) -> bool:
    children = [child for child in tag.contents if isinstance(child, Tag)]
    inner = [child for tag in children for child in tag.contents if isinstance(child, Tag)]
    return any(child.name in FLOW_TAGS - {"summary"} for child in (*children, *inner))


def split_details(tag: Tag) -> tuple[str, str]:
    """The summary of a '<details>', which a browser shows, and the text that it hides until a click."""
    summary = tag.find("summary")
    if not isinstance(summary, Tag):
        return "", tag.get_text(" ")
    hidden = " ".join(child.get_text(" ") for child in tag.contents if child is not summary)
    return summary.get_text(" "), hidden


def runs_on(heading: str, tag: Tag) -> bool:
    """Return True if a paragraph opens with a heading and its text follows after `tag`.

    After a line break any short line without a full stop is a heading; in bold it must look like one, and a
    sentence must begin after it.
    """
    words = heading.split()
    if not 2 <= len(words) <= 12 or len(heading) > _MAX_HEADING_CHARS or not _HEADING_FORM.match(heading):
        return False
    after = _text_after(tag).strip()
    opening = _SENTENCE_FORM.match(after)
    if ends_sentence(heading) or len(after) < _MIN_PARAGRAPH_CHARS or not opening or not ends_sentence(after):
        return False
    if words[-1].lower() in _function_words():
        return False
    if tag.name == "br":
        return True
    begins_sentence = opening["first"].lower() in _function_words() or opening["second"][0].islower()
    return len(words) > 2 and words[-1][0].islower() and begins_sentence


def ends_turn(line: str, tag: Tag) -> bool:
    """Return True if a break parts two turns of an interview: 'Ann: Why?<br>Ben: It rained.'"""
    return bool(_LABEL.match(line)) and bool(_LABEL.match(_text_after(tag)))


def is_heading_form(text: str) -> bool:
    """Return True if a line before its text is a subhead, not a name or a place in capitals."""
    return not is_names(text) and text.upper() != text


def _text_after(tag: Tag) -> str:
    """The text after a tag up to the end of its line."""
    found = ""
    for node in _nodes_after(tag):
        if isinstance(node, NavigableString):
            found += node
        elif node.name == "br" or node.name not in INLINE_TAGS:
            break
        else:
            found += node.get_text()
    return found


def _nodes_after(tag: Tag) -> Iterator[NavigableString | Tag]:
    """The nodes after a tag inside the block around it."""
    at: Tag | None = tag
    while at is not None and (at is tag or at.name in INLINE_TAGS):
        for node in at.next_siblings:
            if isinstance(node, NavigableString | Tag):
                yield node
        at = at.parent


@cache
def _function_words() -> frozenset[str]:
    stopwords = read_table("briefing.clean", "words/stopwords.toml").values()
    clauses = read_table("briefing.clean", "words/clauses.toml")
    return frozenset(
        word for words in (*stopwords, clauses["adjuncts"], clauses["dangling"]) for word in words
    )
