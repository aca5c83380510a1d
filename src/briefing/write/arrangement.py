"""Attribution first: the order in which a block's pieces are told.

BBC News Styleguide, 'Attribution first': the listener must know who speaks before the voice changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Span, Speaker
from briefing.write.frames import straighten, turn_frame
from briefing.write.phrases import Phrases
from briefing.write.sentences import is_terminated, sentence_spans
from briefing.write.utterances import Utterance


@dataclass(frozen=True, slots=True)
class Told:
    """The narrator's own words."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Introduced:
    """The attribution, now before the quotation; `cue` is the attribution alone, without what leads to it.

    `is_attribution` is false for a beginning of the sentence that attributes nothing ('Then, in May:').
    """

    text: str
    cue: str
    speaker: Speaker | None
    spans: tuple[Span, ...]
    is_attribution: bool


@dataclass(frozen=True, slots=True)
class Voiced:
    """The quoted words."""

    utterance: Utterance


Piece = Told | Introduced | Voiced


@dataclass(frozen=True, slots=True)
class _Range:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """Words on their way into a piece."""

    text: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A block's text and its number in the article."""

    number: int
    text: str

    def words(self, where: _Range) -> str:
        """The text of a range."""
        return self.text[where.start : where.end]

    def spans(self, *ranges: _Range | None) -> tuple[Span, ...]:
        """The ranges as spans of the article."""
        return tuple(Span(self.number, where.start, where.end) for where in ranges if where)


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two utterances.

    The rest of the sentence behind the first, whole sentences of the narrator, and the beginning of the
    sentence that leads to the second. `bridges`: in '"A," X said, "and B"' all is rest and leads on.
    """

    rest: _Range | None
    told: _Range | None
    lead: _Range | None
    bridges: bool = False


def arrange_block(block: Passage, utterances: Sequence[Utterance], phrases: Phrases) -> tuple[Piece, ...]:
    """The pieces of a block in the order in which they are spoken."""
    if not utterances:
        return _told(block, _Range(0, len(block.text)))
    gaps = _gaps(block.text, utterances)
    pieces: list[Piece] = [*_told(block, gaps[0].told)]
    lead = _lead(block, gaps[0].lead, phrases)
    for utterance, gap in zip(utterances, gaps[1:], strict=True):
        introduction, cue, tail = _around(block, lead, utterance, gap.rest, phrases)
        if introduction.text:
            pieces.append(_introduced(introduction, cue, utterance))
        pieces.append(Voiced(utterance))
        lead = _lead(block, gap.lead, phrases)
        if tail.text and gap.bridges:
            lead = _Words(_strip(tail.text), tail.spans)
        elif tail.text:
            pieces.append(Told(tail.text, tail.spans))
        pieces += _told(block, gap.told)
    return tuple(pieces)


def _lead(block: Passage, where: _Range | None, phrases: Phrases) -> _Words:
    """The beginning of the sentence that a quotation ends: 'In May Lee said'."""
    return _Words(straighten(_strip(block.words(where)), phrases), block.spans(where)) if where else _Words()


def _around(
    block: Passage, lead: _Words, utterance: Utterance, rest: _Range | None, phrases: Phrases
) -> tuple[_Words, str, _Words]:
    """What goes before a quotation, the attribution in it, and what the sentence says behind it."""
    if rest is None:
        return lead, lead.text, _Words()
    clause, spans = block.words(rest), block.spans(rest)
    if not _is_frame(utterance, rest, clause, phrases):
        return lead, lead.text, _Words(_strip_tail(clause), spans)
    frame = turn_frame(clause, phrases)
    text = f"{lead.text}, {frame.lead}" if lead.text else frame.lead
    return _Words(text, (*lead.spans, *spans)), frame.lead, _Words(_strip_tail(frame.tail), spans)


def _introduced(introduction: _Words, cue: str, utterance: Utterance) -> Introduced:
    frame = utterance.quotation.attribution.frame
    is_attribution = any(
        frame and frame.block == span.block and span.start <= frame.start < span.end
        for span in introduction.spans
    )
    speaker = utterance.quotation.speaker
    return Introduced(introduction.text, cue, speaker, introduction.spans, is_attribution)


def _strip_tail(text: str) -> str:
    """The tail, or nothing where only marks are left."""
    return text.strip() if text.strip(" ,;:.–—-") else ""


def _is_frame(utterance: Utterance, rest: _Range, clause: str, phrases: Phrases) -> bool:
    frame = utterance.quotation.attribution.frame
    if frame and any(span.block == frame.block for span in utterance.quotation.spans):
        return rest.start <= frame.start < rest.end
    words = clause.lower().replace(",", " ").split()
    return any(word.strip(".:;") in phrases.words("speech_verbs") for word in words[:12])


def _told(block: Passage, where: _Range | None) -> tuple[Told, ...]:
    if where is None or not block.words(where).strip():
        return ()
    return (Told(block.words(where).strip(), block.spans(where)),)


def _gaps(text: str, utterances: Sequence[Utterance]) -> list[_Gap]:
    first = _cut_gap(text, None, 0, utterances[0].outer_start, is_last=False)
    gaps = [first]
    for number, utterance in enumerate(utterances):
        is_last = number + 1 == len(utterances)
        end = len(text) if is_last else utterances[number + 1].outer_start
        gaps.append(_cut_gap(text, utterance, utterance.outer_end, end, is_last=is_last))
    return gaps


def _cut_gap(text: str, utterance: Utterance | None, start: int, end: int, *, is_last: bool) -> _Gap:
    rest: _Range | None = None
    bridges = False
    if utterance:
        start = _skip_closing(text, start, end)
        if _is_attached(text, utterance, start, end):
            sentence_end = next((stop for _, stop in sentence_spans(text, start, end)), end)
            rest = _Range(start, sentence_end)
            bridges = not is_last and not is_terminated(text[start:sentence_end])
            start = sentence_end
    lead_start = end
    if not is_last:
        sentences = list(sentence_spans(text, start, end))
        if sentences and not is_terminated(text[slice(*sentences[-1])]):
            lead_start = sentences[-1][0]
    told = _Range(start, lead_start) if text[start:lead_start].strip() else None
    lead = _Range(lead_start, end) if text[lead_start:end].strip() else None
    return _Gap(rest, told, lead, bridges)


def _skip_closing(text: str, start: int, end: int) -> int:
    """Behind the comma or full stop that British and German papers set outside the marks."""
    while start < end and (text[start].isspace() or text[start] in ".,;"):
        start += 1
    return start


def _is_attached(text: str, utterance: Utterance, start: int, end: int) -> bool:
    if start >= end:
        return False
    frame = utterance.quotation.attribution.frame
    sentence_end = next((stop for _, stop in sentence_spans(text, start, end)), end)
    if frame and frame.block == _block_of(utterance) and start <= frame.start < sentence_end:
        return True
    words = text[utterance.start : utterance.end].rstrip()
    ended = is_terminated(words) or "." in text[utterance.outer_end : start]
    return text[start].islower() or text[start] in "–—" or not ended


def _block_of(utterance: Utterance) -> int:
    return utterance.quotation.spans[0].block


def _strip(text: str) -> str:
    return text.strip().rstrip(" ,;:–—-(").rstrip()
