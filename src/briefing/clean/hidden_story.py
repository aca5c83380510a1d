"""The story of a page whose HTML has none: in `articleBody`, in the state of a framework, in `noscript`.

The story is whole or said to be cut, and is cleaned like any page (see docs/decisions/101).
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import combinations
from typing import Any

from briefing.clean.metadata_sources import article_bodies, instructions, read_json_ld
from briefing.clean.script_data import (
    BLOCK_TAG,
    STATE_NAMES,
    elements_of,
    html_of_blocks,
    texts_in_attributes,
    values_in_attributes,
    values_in_scripts,
)
from briefing.clean.wording_rules import contains_phrase, count_phrases
from briefing.model import Page
from briefing.text import is_terminated, sentence_spans

_MIN_WORDS = 60
_MUCH_LONGER = 1.5
_START_WORDS = 8
_SIGN_WORDS = 3  # of them, for a quick check
_MAX_SIGN_GAP = 300  # characters of markup or JSON between two of them
_MIN_CUT_WORDS = 8  # fewer words at the end are a label or a name
_MAX_CONSENT = 3  # phrases of consent dialogs
_MAX_DEPTH = 60
_MIN_PARAGRAPH_WORDS = 40  # of a body whose paragraphs run together
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_HTML = re.compile(r"<html\b[^<>]*+>", re.IGNORECASE)
_JSON_LD = re.compile(r"application/ld\+json", re.IGNORECASE)
# '<meta property="og:title" content="Ferry sails">'
_META_TITLE = re.compile(
    r"<meta\b[^<>]{0,200}title[^<>]{0,200}?\bcontent\s*=\s*[\"']([^\"'>]{0,300})", re.IGNORECASE
)
_TAG = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
# 'nine years.Engineers found', where a paragraph ended
_RUN_TOGETHER = re.compile(r"(?<=[^\W\d_A-Z]{2}[.!?])(?=[A-Z\"“«„])|(?<=[.!?][”\"»])(?=[A-Z“«„])")
_SENTENCE_MARKS = re.compile(r"[.!?。！？][\s”\"»)]")
_OPEN_QUOTES, _CLOSING_QUOTES = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class HiddenStory:
    """A story as HTML. `titles` are the headlines of the objects around it, the nearest first."""

    html: str
    titles: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """The number of words; in scripts without spaces, two characters count as one."""
        text = _plain(self.html)
        return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def find_hidden_story(page: Page, *, is_declared: bool = False) -> HiddenStory | None:
    """Return the story that the page holds outside its visible HTML, or None.

    The longest one of JSON-LD, `noscript` and objects with the page's headline counts, else the longest of
    objects without any headline, unless `is_declared` is true. An object with another headline is another
    story. The text of a page that says that it is not free is left alone.
    """
    json_ld = _json_ld_texts(page.text)
    if not read_json_ld(json_ld).is_free:
        return None
    declared = [HiddenStory(_html_of_body(body)) for body in article_bodies(json_ld)]
    declared.append(HiddenStory(_noscript_html(page.text)))
    titles = _titles_of(page.text)
    declared += [HiddenStory(html, (name,)) for name, html in instructions(json_ld) if _fits(name, titles)]
    values = (*values_in_scripts(page.text), *values_in_attributes(page.text))
    in_state = [story for value in values for story in _stories_in(value, (), 0)]
    declared += [story for story in in_state if story.titles and _fits(story.titles[0], titles)]
    untitled = [story for story in in_state if not story.titles]
    for stories in (declared,) if is_declared else (declared, untitled):
        prose = [story for story in stories if _is_prose(story)]
        if prose:
            return max(prose, key=lambda story: story.words)
    return None


def page_of_hidden_story(page: Page, story: HiddenStory) -> Page:
    """Return the page with this story as its only text, and with all of its metadata."""
    opening = _HTML.search(page.text)
    head = next((content for _, content in elements_of(page.text, "head")), "")
    heading = next((content for _, content in elements_of(page.text, "h1")), "")
    bodies = () if _JSON_LD.search(head) else _json_ld_texts(page.text)
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in bodies)
    title = story.titles[0] if story.titles else _plain(heading)
    headline = f"<h1>{escape(title)}</h1>" if title.strip() else ""
    html = (
        f"<!doctype html>{opening[0] if opening else '<html>'}<head>{head}{scripts}</head>"
        f"<body><article>{headline}{story.html}</article></body></html>"
    )
    return replace(page, text=html)


def may_be_part_of(shown: str, page: Page) -> bool:
    """Return True if `is_part_of` can be true of a story of the page: a quick check before the search.

    A script must have two of the longest first words near each other. Only words without letters that may
    be escaped count; a third is for one that the script divides.
    """
    start = _folded(shown).split()[:_START_WORDS]
    plain = [word for word in start if word.isascii() and "ss" not in word]  # 'ß' is folded to 'ss'
    longest = sorted(plain, key=len, reverse=True)[:_SIGN_WORDS]
    if len(longest) < _SIGN_WORDS:
        return True
    pairs = combinations((word for word in plain if word in longest), 2)
    sign = re.compile("|".join(f"{one}.{{1,{_MAX_SIGN_GAP}}}?{other}" for one, other in pairs), re.DOTALL)
    hidden = (text for tag in ("script", "noscript") for _, text in elements_of(page.text, tag))
    return any(sign.search(text.lower()) for text in (*hidden, *texts_in_attributes(page.text)))


def is_part_of(shown: str, story: HiddenStory) -> bool:
    """Return True if the visible text is the beginning of a hidden story that is much longer."""
    words = _folded(shown).split()
    start = " ".join(words[:_START_WORDS])
    return story.words >= _MUCH_LONGER * len(words) and bool(start) and start in _folded(story.html)


def is_cut_off(story: HiddenStory) -> bool:
    """Return True if the last paragraph of a hidden story ends inside a sentence."""
    last = next((text for part in reversed(_TAG.split(story.html)) if (text := unescape(part).strip())), "")
    return len(last.split()) >= _MIN_CUT_WORDS and not is_terminated(last)


def _json_ld_texts(html: str) -> tuple[str, ...]:
    scripts = elements_of(html, "script")
    return tuple(content for attributes, content in scripts if _JSON_LD.search(attributes))


def _titles_of(html: str) -> list[str]:
    shown = [content for tag in ("title", "h1") for _, content in elements_of(html, tag)]
    return [_folded(title) for title in (*shown, *_META_TITLE.findall(html))]


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", unescape(_TAG.sub("", title)).casefold()))


def _fits(headline: str, page_titles: Sequence[str]) -> bool:
    """Return True if a headline is one of the page's titles, or if the page has none."""
    given = [title for title in page_titles if title]
    headline = _folded(headline)
    return not given or any(headline in title or title in headline for title in given)


def _is_prose(story: HiddenStory) -> bool:
    """Return True if a text has the length and the sentences of a story, and is not about consent."""
    text = _plain(story.html)
    is_long = story.words >= _MIN_WORDS and _SENTENCE_MARKS.search(text + " ") is not None
    return is_long and count_phrases("cookies", text) < _MAX_CONSENT


def _noscript_html(html: str) -> str:
    """Return the texts of the page's noscript elements that are no request to enable scripts."""
    parts = [part for _, part in elements_of(html, "noscript") if len(_plain(part).split()) >= 8]
    return "\n".join(part for part in parts if not contains_phrase("javascript", _plain(part)))


def _html_of_body(body: str) -> str:
    """Return `articleBody` as HTML: it is HTML, or text with or without line breaks between paragraphs."""
    if BLOCK_TAG.search(body):
        return body
    if BLOCK_TAG.search(unescape(body)):
        return unescape(body)
    lines = [line.strip() for line in _TAG.sub("", body).splitlines() if line.strip()]
    if len(lines) == 1:
        lines = _split_paragraphs(lines[0])
    return "\n".join(f"<p>{escape(unescape(line), quote=False)}</p>" for line in lines)


def _split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that runs together: some sentences each, never inside a quotation."""
    text = _RUN_TOGETHER.sub(" ", text)
    paragraphs, start = [], 0
    for _, end in sentence_spans(text):
        part = text[start:end]
        is_balanced = part.count('"') % 2 == 0 and _count(part, _OPEN_QUOTES) <= _count(part, _CLOSING_QUOTES)
        if is_balanced and len(part.split()) >= _MIN_PARAGRAPH_WORDS:
            paragraphs.append(part.strip())
            start = end
    rest = text[start:].strip()
    return [*paragraphs, rest] if rest else paragraphs


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _stories_in(value: Any, titles: tuple[str, ...], depth: int) -> Iterator[HiddenStory]:
    """Yield every text of a value that may be a story: a long text, or a list of blocks."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, str):
        if value[:1] in "{[" and len(value) > _MIN_WORDS:  # JSON inside JSON
            yield from _stories_in(_load(value), titles, depth + 1)
        elif len(value) >= 2 * _MIN_WORDS:
            yield HiddenStory(_html_of_body(value), titles)
    elif isinstance(value, dict):
        title = next((value[key] for key in STATE_NAMES["titles"] if isinstance(value.get(key), str)), "")
        nearer = (title, *titles) if title else titles
        for key, one in value.items():
            if key.lower() not in STATE_NAMES["other_stories"]:
                yield from _stories_in(one, nearer, depth + 1)
    elif isinstance(value, list):
        html = html_of_blocks(value)
        if html:
            yield HiddenStory(html, titles)
        for one in value:
            if not isinstance(one, str):
                yield from _stories_in(one, titles, depth + 1)


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _plain(html: str) -> str:
    return unescape(_TAG.sub(" ", html))
