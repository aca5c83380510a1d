"""Clutter by context: lines that are no part of the story because of the lines beside them."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from briefing.clean.container import text_score
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.line_patterns import (
    ends_sentence,
    ends_statement,
    is_dated_byline,
    is_dateline,
    is_names,
    is_unspaced,
)
from briefing.clean.wording_rules import fold
from briefing.model import DropReason

_BIOGRAPHY = re.compile(  # 'Ann Lee is a writer at the quay', 'Bo Hart covers the harbour'
    r"^.{3,60}?\b(?:is|was|ist|has been|have been)\s+(?:an?|the|adjunct|associate|assistant|senior|former|"
    r"co-|our|[\w’']+[’']s|ein|eine|[\w-]+[- ](?:reporter\w*|editor|redakteur\w*|correspondent|professor))\b|"
    r"^.{3,40}?\b(?:covers|writes|reports|teaches|lives)\b"
)
_MAIL_ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.\w")  # 'ann@example.org'
_FULL_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]+ [A-ZÀ-ÖØ-Þ]")  # 'Ann Lee'
_NAMED_BIOGRAPHY = re.compile(  # 'Ann Lee is Lecturer in Shipping at the quay', in italics
    r"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\s){2,4}"
    r"(?:is|lives|writes|teaches|works|covers|reports|has written|ist|schreibt|lebt)\b"
)
_ROLE = re.compile(
    r"\b(?:reporter|editor|writer|author|columnist|correspondent|journalist|professor|fellow|contributor|curator|"
    r"producer|faculty|redakteur\w*|korrespondent\w*|autor\w*|co-?founder|director|historian|novelist|critic|"
    r"lecturer|researcher|strategist|analyst|blogger|freelancer?|scientist)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_QUOTE_NGRAM = 4  # words
_DUPLICATE_NGRAM = 6
_MIN_REPEATED_SHARE = 0.8  # of n-grams
_MAX_SPEAKER_CHARS = 100  # of the speaker's name under a pull quote
_ABOUT_HEADING = re.compile(  # 'About the Harbour Line': a company's profile after its news
    r"^(?:About|Über|À propos d[eu’']|Acerca de|Sobre|Over|Om|Informazioni su)\s+[A-ZÀ-ÖØ-Þ][^.!?]{1,60}$"
)
_MAX_PROFILE_LINES = 8
_REFERENCE = (
    re.compile(  # 'Lee et al., Quay 12, 88-97', 'doi: 10.1000/1', 'Contact the quay on 01632 960 112'
        r"\bet al\b|\bdoi\b|\b(?:contact|call|phone|telephone|tel|media enquiries)\b.*\d[\d ()-]{6,}\d\W*$",
        re.IGNORECASE,
    )
)
_MAX_REFERENCE_CHARS = 300
_MAX_SIGN_OFF_CHARS = 60
_NOT_IN_SIGN_OFF = frozenset(":0123456789")  # 'Address: 4 Quay Road' belongs to the line before it


def drop_by_context(lines: Sequence[Line], byline: Sequence[str]) -> None:
    """Drop lines by rules that look at more than one line."""
    _drop_names_above(lines)
    _drop_link_lists(lines)
    _drop_last_link_list(lines)
    _drop_caption_titles(lines)
    _drop_pull_quotes(lines)
    _drop_duplicates(lines)
    _drop_company_profile(lines)
    _drop_tail(lines, byline)
    _drop_empty_headings(lines)


def _drop_names_above(lines: Sequence[Line]) -> None:
    """Names alone in a line before the first paragraph are the authors', or those of the place."""
    for line in takewhile(lambda line: not text_score(line), lines):
        if line.reason or heading_level(line):
            continue
        if is_names(line.text) or is_dated_byline(line.text) or is_dateline(line.text):
            line.reason = "other"


def _drop_link_lists(lines: Sequence[Line]) -> None:
    """A list in which every item is a link and none is a sentence."""
    for parent, grouped in groupby(lines, key=_list_around):
        items = list(grouped)
        if parent is None or len(items) < 2:
            continue
        if all(line.link_density > 0.3 and not ends_sentence(line.text) for line in items):
            for line in items:
                line.reason = line.reason or "related"


def _drop_last_link_list(lines: Sequence[Line]) -> None:
    """A list at the end of the story in which every item has a link."""
    kept = [line for line in lines if not line.reason]
    last = _list_around(kept[-1]) if kept else None
    items = [line for line in lines if last is not None and _list_around(line) is last]
    if len(items) > 1 and all(line.link_count for line in items):
        for line in items:
            line.reason = line.reason or "related"


def _list_around(line: Line) -> Element | None:
    return next((element for element in line.owner.ancestors(4) if element.tag in ("ul", "ol")), None)


def _drop_caption_titles(lines: Sequence[Line]) -> None:
    """A short line without a full stop just before its own, longer caption is the title of the picture."""
    for line, caption in pairwise(lines):
        if line.reason or caption.reason != "caption" or heading_level(line) or ends_sentence(line.text):
            continue
        if line.chars < 120 and fold(line.text) in fold(caption.text):
            line.reason = "caption"


def _drop_pull_quotes(lines: Sequence[Line]) -> None:
    """A quotation in a box of its own that repeats the words of the story's paragraphs, and its speaker."""
    boxed = [line for line in lines if not line.reason and _quote_box(line)]
    if not boxed:
        return
    paragraphs = [line for line in lines if not line.reason and not _quote_box(line)]
    seen = {ngram for line in paragraphs for ngram in _ngrams(fold(line.text), _QUOTE_NGRAM)}
    for line in boxed:
        ngrams = _ngrams(fold(line.text), _QUOTE_NGRAM)
        if ngrams and sum(ngram in seen for ngram in ngrams) > _MIN_REPEATED_SHARE * len(ngrams):
            line.reason = "pull_quote"
    repeated = {_quote_box(line) for line in boxed if line.reason}
    for line in boxed:
        if line.chars < _MAX_SPEAKER_CHARS and _quote_box(line) in repeated:
            line.reason = "pull_quote"


def _quote_box(line: Line) -> Element | None:
    """The block quotation, aside or figure around a line."""
    around = line.owner.ancestors(5)
    return next((element for element in around if element.tag in ("blockquote", "aside", "figure")), None)


def _drop_duplicates(lines: Sequence[Line]) -> None:
    """A paragraph that consists of word sequences which were there before."""
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        is_long = len(line.text.split()) >= 8 or is_unspaced(line.text)
        ngrams = _ngrams(fold(line.text), _DUPLICATE_NGRAM) if is_long else []
        if line.reason or not ngrams:
            continue
        if sum(ngram in seen for ngram in ngrams) > _MIN_REPEATED_SHARE * len(ngrams):
            line.reason = "duplicate"
        seen.update(ngrams)


def _ngrams(text: str, length: int) -> list[tuple[str, ...]]:
    """All sequences of so many words, or of characters in a script without spaces."""
    words = list(text) if is_unspaced(text) else _WORD.findall(text)
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


def _drop_company_profile(lines: Sequence[Line]) -> None:
    """A last section 'About the Harbour Line', in which a company describes itself."""
    kept = [line for line in lines if not line.reason]
    for at in range(max(3, len(kept) // 2 + 1, len(kept) - _MAX_PROFILE_LINES), len(kept)):
        if _ABOUT_HEADING.match(kept[at].text):
            for line in kept[at:]:
                line.reason = "author_bio"
            return


def _drop_tail(lines: Sequence[Line], byline: Sequence[str]) -> None:
    """From the end upwards: links, sign-offs and biographies, up to the last line of the story."""
    kept = [line for line in lines if not line.reason]
    if len(kept) < 3:
        return
    sign_offs = _sign_offs(kept)
    for line in reversed(kept[-6:][1:]):
        if _is_mostly_link(line):
            line.reason = "related"
        elif line in sign_offs:
            line.reason = "contributor"
        elif _is_biography(line, byline):
            line.reason = "author_bio"
        elif _is_reference(line):
            line.reason = "other"
        else:
            return


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


def _is_biography(line: Line, byline: Sequence[str]) -> bool:
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
    """Return True for a label without content, a phone number for enquiries, or the source of a study."""
    if line.chars < _MAX_SIGN_OFF_CHARS and line.text.endswith(":"):
        return True
    return line.chars < _MAX_REFERENCE_CHARS and bool(_REFERENCE.search(line.text))


def _drop_empty_headings(lines: Sequence[Line]) -> None:
    """A heading whose lines, up to the next heading or the end, are all dropped."""
    reason: DropReason | None = None
    has_content = False
    for line in reversed(lines):
        if heading_level(line) and not line.reason:
            if not has_content:
                line.reason = reason or "other"
            has_content = False if line.reason else has_content and heading_level(line) > 4
            reason = None if not line.reason else reason
            continue
        has_content = has_content or not line.reason
        reason = line.reason or reason
