"""Boilerplate by context: lines that are no part of the story because of the lines beside them.

At the edges of a story: lines above the first paragraph, notes and notices after the last.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from briefing.clean.container import style_signature, text_score
from briefing.clean.elements import Element, Line, heading_level, is_number_heading
from briefing.clean.line_patterns import (
    alternatives,
    ends_sentence,
    ends_statement,
    is_dated_byline,
    is_dateline,
    is_names,
    is_unspaced,
)
from briefing.clean.markup_rules import is_standfirst
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
    rf"^(?:{alternatives(_WORDS['about'])})\s+(?:(?:the|den|die|das) )?(?=[A-ZÀ-ÖØ-Þ])"
    r"(?:[^.!?]|\b(?:St|Dr|Mt)\.){2,61}$"
)
_REFERENCE = re.compile(  # 'Lee et al., Quay 12', 'doi: 10.1000/1', 'Contact the quay on 01632 960 112'
    rf"\b(?:{alternatives(_WORDS['citations'])})\b|"
    rf"\b(?:{alternatives(_WORDS['contacts'])})\b.*\d[\d ()-]{{6,}}\d\W*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"https?://|\bdoi\b|\((?:19|20)\d\d[a-z]?\)")  # 'Lee A. (2019). https://example.org/1'
_SENTENCE_END = re.compile(r"[.!?…]+\W+")
_WORD = re.compile(r"\w+")
_QUOTED_LINE = re.compile(r"^[“\"„«‘»].*[”\"“»’«]\W?$")  # '“It floods in March.”'
_QUOTE_NGRAM = 4  # words
_DUPLICATE_NGRAM = 6
_MIN_REPEATED_SHARE = 0.8  # of n-grams
_MAX_SPEAKER_CHARS = 100  # of the speaker's name under a pull quote
_MAX_PROFILE_LINES = 8
_MIN_DESCRIPTION_CHARS = 60  # of an item of a list of links, on average
_MAX_LINKED_SHARE = 0.4  # of its characters
_BELOW_HEADINGS = 7
_MAX_SECTION_LEVEL = 4  # a heading below it is a label
_MAX_TAIL_LINES = 6
_MAX_REFERENCE_CHARS = 300
_MAX_SIGN_OFF_CHARS = 60
_NOT_IN_SIGN_OFF = frozenset(":0123456789")  # 'Address: 4 Quay Road' belongs to the line before it

_Ngram = tuple[str, ...]
_NAME_AND_ROLE = re.compile(  # 'Ann Lee, Harbour correspondent', 'ANN LEE | Staff Writer'
    rf"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\s){{1,3}}[A-ZÀ-ÖØ-Þ][\w'’.-]*\s?[,|–—-]\s.{{0,60}}\b"
    rf"(?:{alternatives(_WORDS['roles'])})\b.{{0,40}}$",
    re.IGNORECASE,
)
_AUTHOR_SENTENCE = re.compile(  # 'Ann Lee is a reporter at the Quay Herald.'
    rf"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\s){{2,4}}(?:{alternatives(_WORDS['be'])})\s(?:\w+\s){{0,4}}"
    rf"(?:{alternatives(_WORDS['described_roles'])}|{alternatives(_WORDS['newsroom_roles'])})\b[^.]*\.?$"
)
_MAX_AUTHOR_CHARS = 140
_MAX_LABEL_WORDS = 5  # of a line above the story that is no sentence: a label, a player, a stamp
_MAX_LABEL_CHARS = 45
_DATED_LABEL = re.compile(r"\w, \d{1,2}\.? \w+ (?:19|20)\d\d\W*$")  # 'Bulletin 44, 9 May 2026'
_MIN_SPEAKER_LABELS = 2  # times that the name of a speaker stands in a line of its own
_SEPARATOR = re.compile(r"^(?:_{3,}|-{3,}|[–—]{2,}|={3,}|#{3,}|[*•·] ?[*•·] ?[*•·])$")  # '___', '* * *'
_MAX_NOTICES = 3  # lines after the last separator
_MAX_NOTICE_CHARS = 300
_MIN_STORY_LINES = 4  # before the last separator
_NOTES_HEADING = re.compile(rf"^(?:{alternatives(_WORDS['notes'])})\W*$")
_NOTE = re.compile(  # '[1] Minutes of the council', '2. Harbour Act', '* Figures of 2025', '¹ Minutes'
    r"^(?:\[(?P<bracketed>\d{1,3})\]|(?P<number>\d{1,3})[.):]?\s|[*†‡§^↑⁰¹²³⁴-⁹]{1,3}\s?(?=\S))"
)
_MAX_NOTE_CHARS = 400


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
    are_described = is_long and sum(line.link_chars for line in items) < _MAX_LINKED_SHARE * chars
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
    """Quotations in a box or style of their own that repeat the story's paragraphs, and their speakers."""
    kept = [line for line in context.lines if not line.reason]
    box_of = {line: box for line in kept if (box := _quote_box(line) or _styled_box(line, context))}
    if not box_of:
        return
    paragraphs = [line for line in kept if line not in box_of]
    seen = {ngram for line in paragraphs for ngram in _ngrams(fold(line.text), _QUOTE_NGRAM)}
    repeated = [line for line in box_of if _is_repeated(_sentence_ngrams(line, _QUOTE_NGRAM), seen)]
    yield from repeated
    boxes = {box_of[line] for line in repeated}
    yield from (line for line in box_of if line.chars < _MAX_SPEAKER_CHARS and box_of[line] in boxes)


def _is_repeated(ngrams: Sequence[_Ngram], seen: Container[_Ngram]) -> bool:
    """Return True if nearly all of these n-grams were seen before."""
    return bool(ngrams) and sum(ngram in seen for ngram in ngrams) > _MIN_REPEATED_SHARE * len(ngrams)


def _quote_box(line: Line) -> Element | None:
    """The block quotation, aside or figure around a line."""
    around = line.owner.ancestors(5)
    return next((element for element in around if element.tag in ("blockquote", "aside", "figure")), None)


def _styled_box(line: Line, context: RuleContext) -> Element | None:
    """The paragraph with a class of its own, between the story's paragraphs, that is in quotation marks."""
    owner = line.owner
    if not owner.attributes.get("class") or style_signature(owner) in context.core.styles:
        return None
    return owner if owner.tag in ("p", "div") and _QUOTED_LINE.match(line.text) else None


def duplicates(context: RuleContext) -> Iterator[Finding]:
    """Paragraphs that consist of word sequences from before."""
    seen: set[_Ngram] = set()
    for line in context.lines:
        if line.reason or not (len(line.text.split()) >= 8 or is_unspaced(line.text)):
            continue
        ngrams = _ngrams(fold(line.text), _DUPLICATE_NGRAM)
        if _is_repeated(ngrams, seen):
            yield line
        seen.update(ngrams)


def _ngrams(text: str, length: int) -> list[_Ngram]:
    """All sequences of so many words, or of characters in a script without spaces."""
    words = list(text) if is_unspaced(text) else _WORD.findall(text)
    return list(zip(*(words[at:] for at in range(length)), strict=False))


def _sentence_ngrams(line: Line, length: int) -> list[_Ngram]:
    """The n-grams inside each sentence: the story may have '“It was dew,” says Lee. “In August.”'."""
    return [ngram for part in _SENTENCE_END.split(fold(line.text)) for ngram in _ngrams(part, length)]


def company_profile(context: RuleContext) -> Sequence[Finding]:
    """A last section 'About the Harbour Line', in which a company describes itself."""
    kept = [line for line in context.lines if not line.reason]
    start = max(3, len(kept) // 2, len(kept) - _MAX_PROFILE_LINES)
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
    """One or two short lines at the end that are no sentences: a desk, initials.

    More are a list, and so are such lines that also stand between the paragraphs: who wrote each letter.
    """
    found = list(takewhile(_is_sign_off, reversed(kept)))
    before = kept[: len(kept) - len(found)]
    if not found or len(found) > 2 or len(before) < 4:
        return []
    form = (found[0].is_bold, style_signature(found[0].owner))
    alike = (line for line in before if (line.is_bold, style_signature(line.owner)) == form)
    is_list = (form[0] or form[1][1]) and any(map(_is_sign_off, alike))
    return [] if is_list else found


def _is_sign_off(line: Line) -> bool:
    is_short = line.chars <= _MAX_SIGN_OFF_CHARS and not ends_sentence(line.text)
    is_text = line.owner.tag not in ("li", "text") and not heading_level(line) and not line.author
    return is_short and is_text and _NOT_IN_SIGN_OFF.isdisjoint(line.text)


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
    """Headings without content: all lines up to the next heading of their level or the end are dropped.

    So are questions of a poll, beside which only its buttons stand in a part of their own.
    """
    yield from _poll_questions(context)
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


def _poll_questions(context: RuleContext) -> Iterator[Finding]:
    """Headings that end in a question mark, alone in their part with two dropped lines or more."""
    kept = [line for line in context.lines if not line.reason and line.text.endswith("?")]
    asked = {line.owner.parent: line for line in kept if line.owner.parent and heading_level(line)}
    lines = context.lines if asked else ()
    beside = Counter((around, not line.reason) for line in lines for around in line.owner.ancestors(3))
    for part, line in asked.items():
        if part is not context.container and beside[part, True] == 1 and beside[part, False] > 1:
            yield line, "other"


def lines_above(context: RuleContext) -> Iterator[Finding]:
    """Lines before the first paragraph that are no part of the story: authors, stamps, players, labels.

    A line that comes again is the label of a speaker: there the story begins.
    """
    counts = Counter(fold(line.text) for line in context.lines if line.chars <= _MAX_LABEL_CHARS)
    above = takewhile(
        lambda line: not _is_paragraph(line, context) and counts[fold(line.text)] < _MIN_SPEAKER_LABELS,
        context.lines,
    )
    for line in above:
        if not line.reason and not heading_level(line) and (reason := _reason_above(line, context)):
            yield line, reason


def _is_paragraph(line: Line, context: RuleContext) -> bool:
    return text_score(line) > 0 and not _is_author_line(line, context)


def _is_author_line(line: Line, context: RuleContext) -> bool:
    if line.chars > _MAX_AUTHOR_CHARS or line.owner.tag == "text":
        return False
    is_author = _NAME_AND_ROLE.match(line.text) or _AUTHOR_SENTENCE.match(line.text)
    return bool(is_author) or (
        bool(context.byline) and not line.is_bold and is_biography(line, context.byline)
    )


def _reason_above(line: Line, context: RuleContext) -> DropReason | None:
    if is_names(line.text) or is_dated_byline(line.text) or is_dateline(line.text):
        return "other"
    if _is_author_line(line, context):
        return "author_bio"
    is_marked = line.is_bold or is_standfirst(line.owner) or line.is_subhead
    is_label = line.chars <= _MAX_LABEL_CHARS and len(line.text.split()) <= _MAX_LABEL_WORDS
    if is_label and _DATED_LABEL.search(line.text):
        return "other"
    if line.owner.tag not in ("p", "div", "section") or is_marked or line.author:
        return None
    is_open = line.text.endswith(("...", "…")) or not ends_sentence(line.text)
    return "other" if is_label and is_open and line.text[-1] not in ",;>" else None


def after_separator(context: RuleContext) -> Sequence[Finding]:
    """The few short lines after the last line of dashes or stars: credits and notices of the publisher.

    Stars may also part the scenes of a story, which then goes on in plain paragraphs.
    """
    lines = context.lines
    at = next((at for at in reversed(range(len(lines))) if _SEPARATOR.match(lines[at].text)), len(lines))
    before = [line for line in lines[:at] if not line.reason]
    after = [line for line in lines[at:] if not line.reason]
    is_story = any(line.chars > _MAX_NOTICE_CHARS or heading_level(line) for line in after)
    if not after or len(before) < _MIN_STORY_LINES or len(after) > _MAX_NOTICES or is_story:
        return ()
    goes_on = lines[at].text[0] in "*•·" and _is_plain_paragraph(after[0], context)
    return () if goes_on else after


def _is_plain_paragraph(line: Line, context: RuleContext) -> bool:
    """Return True if a line is a paragraph without a link, an address, italics and an author's name."""
    is_marked = line.link_count or line.is_bold or line.is_italic or _MAIL_ADDRESS.search(line.text)
    return _is_paragraph(line, context) and not is_marked and line.owner.tag == "p"


def footnotes(context: RuleContext) -> Sequence[Finding]:
    """The notes at the end of the story: after a heading, or numbered from one on, or after a star."""
    kept = [line for line in context.lines if not line.reason]
    heading = _notes_heading(kept)
    end = len(kept) if heading is None else heading
    start = end
    while start > 1 and _is_note(kept[start - 1], context.has_footnotes):
        start -= 1
    notes = kept[start:end]
    numbers = [number for line in notes if (number := _note_number(line))]
    if numbers and "1" not in numbers:
        notes = [line for line in notes if not _note_number(line)]
    found = [*notes, *kept[end:]]
    is_story = sum(line.chars for line in found) * 3 > sum(line.chars for line in kept)
    return () if is_story else found


def _notes_heading(kept: Sequence[Line]) -> int | None:
    """Where the last part of the story begins if its heading calls it notes or sources."""
    for at in reversed(range(len(kept) // 2, len(kept) - 1)):
        if _NOTES_HEADING.match(fold(kept[at].text)):
            return None if any(map(heading_level, kept[at + 1 :])) else at
    return None


def _note_number(line: Line) -> str:
    found = _NOTE.match(line.text)
    return (found["bracketed"] or found["number"] or "") if found else ""


def _is_note(line: Line, has_footnotes: bool) -> bool:
    """Return True if a line at the end has the form of a note.

    A line that begins with a number may be an item of a list, unless the text refers to footnotes.
    """
    if line.chars > _MAX_NOTE_CHARS or line.owner.tag == "text" or heading_level(line):
        return False
    found = _NOTE.match(line.text)
    return found is not None and (has_footnotes or not found["number"])
