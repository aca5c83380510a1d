"""Boilerplate by context: lines that are no part of the story because of the lines beside them."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise

from briefing.clean.elements import Element, Line, heading_level, is_number_heading
from briefing.clean.line_patterns import (
    alternatives,
    ends_sentence,
    ends_statement,
    is_unspaced,
)
from briefing.clean.rule import Finding, RuleContext
from briefing.clean.wording_rules import fold
from briefing.model import DropReason
from briefing.text import read_table

_WORDS = read_table("briefing.clean", "words/endings.toml")
_BIOGRAPHY = re.compile(  # 'Ann Lee is a writer at the quay', 'Bo Hart covers the harbour'
    rf"^.{{3,60}}?\b(?:{alternatives(_WORDS['be'])})\s+(?:{alternatives(_WORDS['descriptions'])}|"
    rf"[\w’']+[’']s|[\w-]+[- ](?:{alternatives(_WORDS['described_roles'])}))\b|"
    rf"^.{{3,40}}?\b(?:{alternatives(_WORDS['activities'])})\b"
)
_NAMED_BIOGRAPHY = re.compile(  # 'Ann Lee is Lecturer in Shipping at the quay', in italics
    rf"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\s){{2,4}}(?:{alternatives(_WORDS['after_name'])})\b"
)
_ROLE = re.compile(rf"\b(?:{alternatives(_WORDS['roles'])})\b", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.\w")  # 'ann@example.org'
_FULL_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]+ [A-ZÀ-ÖØ-Þ]")  # 'Ann Lee'
_ABOUT_HEADING = re.compile(  # 'About the Harbour Line': a company's profile after its news
    rf"^(?:{alternatives(_WORDS['about'])})\s+[A-ZÀ-ÖØ-Þ][^.!?]{{1,60}}$"
)
_REFERENCE = (
    re.compile(  # 'Lee et al., Quay 12, 88-97', 'doi: 10.1000/1', 'Contact the quay on 01632 960 112'
        rf"\b(?:{alternatives(_WORDS['citations'])})\b|"
        rf"\b(?:{alternatives(_WORDS['contacts'])})\b.*\d[\d ()-]{{6,}}\d\W*$",
        re.IGNORECASE,
    )
)
_SOURCE = re.compile(
    r"https?://|\bdoi\b|\((?:19|20)\d\d[a-z]?\)"
)  # 'Lee A. (2019). Quays. https://example.org/1'
_WORD = re.compile(r"\w+")
_QUOTE_NGRAM = 4  # words
_DUPLICATE_NGRAM = 6
_MIN_REPEATED_SHARE = 0.8  # of n-grams
_MAX_SPEAKER_CHARS = 100  # of the speaker's name under a pull quote
_MAX_PROFILE_LINES = 8
_MIN_DESCRIPTION_CHARS = 60  # of an item of a list of links, on average
_BELOW_HEADINGS = 7
_MAX_SECTION_LEVEL = 4  # a heading below it is a label
_MAX_TAIL_LINES = 6
_MAX_REFERENCE_CHARS = 300
_MAX_SIGN_OFF_CHARS = 60
_NOT_IN_SIGN_OFF = frozenset(":0123456789")  # 'Address: 4 Quay Road' belongs to the line before it

_Ngram = tuple[str, ...]


def link_lists(context: RuleContext) -> Iterator[Finding]:
    """Lists in which every item is a link and none is a sentence."""
    for parent, grouped in groupby(context.lines, key=_list_around):
        items = list(grouped)
        if parent is None or len(items) < 2:
            continue
        if all(line.link_density > 0.3 and not ends_sentence(line.text) for line in items):
            yield from items


def last_link_list(context: RuleContext) -> Sequence[Finding]:
    """A list at the end of the story whose items all have a link, unless they describe what they link."""
    kept = [line for line in context.lines if not line.reason]
    last = _list_around(kept[-1]) if kept else None
    items = [line for line in context.lines if last is not None and _list_around(line) is last]
    if len(items) < 2 or not all(line.link_count for line in items):
        return []
    chars = sum(line.chars for line in items)
    is_long = chars > _MIN_DESCRIPTION_CHARS * len(items)
    are_described = is_long and sum(line.link_chars for line in items) * 3 < chars
    are_sources = sum(bool(_SOURCE.search(line.text)) for line in items) * 2 > len(items)
    return [] if are_described and not are_sources else items


def _list_around(line: Line) -> Element | None:
    return next((element for element in line.owner.ancestors(4) if element.tag in ("ul", "ol")), None)


def caption_titles(context: RuleContext) -> Iterator[Finding]:
    """Short lines without a full stop just before their own, longer caption: titles of pictures."""
    for line, caption in pairwise(context.lines):
        if line.reason or caption.reason != "caption" or heading_level(line) or ends_sentence(line.text):
            continue
        if line.chars < 120 and fold(line.text) in fold(caption.text):
            yield line


def pull_quotes(context: RuleContext) -> Iterator[Finding]:
    """Quotations in a box of their own that repeat the story's paragraphs, and their speakers."""
    kept = [line for line in context.lines if not line.reason]
    boxed = [line for line in kept if _quote_box(line)]
    if not boxed:
        return
    paragraphs = [line for line in kept if not _quote_box(line)]
    seen = {ngram for line in paragraphs for ngram in _ngrams(fold(line.text), _QUOTE_NGRAM)}
    repeated = [line for line in boxed if _is_repeated(_ngrams(fold(line.text), _QUOTE_NGRAM), seen)]
    yield from repeated
    boxes = {_quote_box(line) for line in repeated}
    yield from (line for line in boxed if line.chars < _MAX_SPEAKER_CHARS and _quote_box(line) in boxes)


def _is_repeated(ngrams: Sequence[_Ngram], seen: Container[_Ngram]) -> bool:
    """Return True if nearly all of these n-grams were seen before."""
    return bool(ngrams) and sum(ngram in seen for ngram in ngrams) > _MIN_REPEATED_SHARE * len(ngrams)


def _quote_box(line: Line) -> Element | None:
    """The block quotation, aside or figure around a line."""
    around = line.owner.ancestors(5)
    return next((element for element in around if element.tag in ("blockquote", "aside", "figure")), None)


def duplicates(context: RuleContext) -> Iterator[Finding]:
    """Paragraphs that consist of word sequences from before."""
    seen: set[_Ngram] = set()
    for line in context.lines:
        is_long = len(line.text.split()) >= 8 or is_unspaced(line.text)
        ngrams = _ngrams(fold(line.text), _DUPLICATE_NGRAM) if is_long else []
        if line.reason or not ngrams:
            continue
        if _is_repeated(ngrams, seen):
            yield line
        seen.update(ngrams)


def _ngrams(text: str, length: int) -> list[_Ngram]:
    """All sequences of so many words, or of characters in a script without spaces."""
    words = list(text) if is_unspaced(text) else _WORD.findall(text)
    return list(zip(*(words[at:] for at in range(length)), strict=False))


def company_profile(context: RuleContext) -> Sequence[Finding]:
    """A last section 'About the Harbour Line', in which a company describes itself."""
    kept = [line for line in context.lines if not line.reason]
    start = max(3, len(kept) // 2 + 1, len(kept) - _MAX_PROFILE_LINES)
    headings = (at for at in range(start, len(kept)) if _ABOUT_HEADING.match(kept[at].text))
    return kept[next(headings, len(kept)) :]


def story_tail(context: RuleContext) -> Iterator[Finding]:
    """From the end upwards: links, sign-offs and biographies, up to the last line of the story."""
    kept = [line for line in context.lines if not line.reason]
    if len(kept) < 3:
        return
    sign_offs = _sign_offs(kept)
    for line in reversed(kept[-_MAX_TAIL_LINES:][1:]):
        if (reason := _tail_reason(line, sign_offs, context.byline)) is None:
            return
        yield line, reason


def _tail_reason(line: Line, sign_offs: Sequence[Line], byline: Sequence[str]) -> DropReason | None:
    if _is_mostly_link(line):
        return "related"
    if line in sign_offs:
        return "contributor"
    if is_biography(line, byline):
        return "author_bio"
    return "other" if _is_reference(line) else None


def _is_mostly_link(line: Line) -> bool:
    """Return True if most of the line is a link; a long sentence may be a link nearly as a whole."""
    is_long = line.chars > 100 and ends_statement(line.text)
    return line.link_density > (0.9 if is_long else 0.6)


def _sign_offs(kept: Sequence[Line]) -> list[Line]:
    """One or two short lines at the end that are no sentences: a desk, initials. More are a list."""
    found: list[Line] = []
    for line in reversed(kept):
        if line.chars > _MAX_SIGN_OFF_CHARS or ends_sentence(line.text) or line.owner.tag in ("li", "text"):
            break
        if heading_level(line) or line.author or not _NOT_IN_SIGN_OFF.isdisjoint(line.text):
            break
        found.append(line)
    return found if len(found) < 3 and len(kept) - len(found) > 3 else []


def is_biography(line: Line, byline: Sequence[str]) -> bool:
    """Return True if a line at the end says who an author is: it opens with the name, or is in italics."""
    if line.chars > 420:
        return False
    opening = line.text[:80].casefold()
    has_role = _ROLE.search(line.text[:160])
    is_named = any(author.casefold() in opening for author in byline)
    if (is_named and (_BIOGRAPHY.match(line.text) or has_role)) or _MAIL_ADDRESS.search(line.text):
        return True
    if not line.is_bold:
        return False
    is_biography = _BIOGRAPHY.match(line.text) and (has_role or _FULL_NAME.match(line.text))
    return bool(_NAMED_BIOGRAPHY.match(line.text) or is_biography)


def _is_reference(line: Line) -> bool:
    """Return True if the line is a label without content, a contact, or the source of a study."""
    if line.chars < _MAX_SIGN_OFF_CHARS and line.text.endswith(":"):
        return True
    return line.chars < _MAX_REFERENCE_CHARS and bool(_REFERENCE.search(line.text))


def empty_headings(context: RuleContext) -> Iterator[Finding]:
    """Headings without content: all lines up to the next heading of their level or the end are dropped."""
    reason: DropReason | None = None
    level_of_content = 0  # the highest level of a heading that has content below it, 0 without content
    for line in reversed(context.lines):
        level = heading_level(line)
        if line.reason or not level:
            level_of_content = level_of_content if line.reason else _BELOW_HEADINGS
            reason = line.reason or reason
        elif level < level_of_content or (level == level_of_content and is_number_heading(line)):
            level_of_content = _BELOW_HEADINGS if level > _MAX_SECTION_LEVEL else level
            reason = None
        else:
            yield line, reason or "other"
