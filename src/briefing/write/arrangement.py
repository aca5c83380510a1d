"""Attribution first: the order in which a block's pieces are told.

BBC News Styleguide, 'Attribution first': the listener must know who speaks before the voice changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Span, Speaker
from briefing.write.frames import Link, Tail, straighten, turn_frame
from briefing.write.gaps import Range, is_near_attribution, voices_and_gaps
from briefing.write.phrases import Phrases
from briefing.write.utterances import Utterance


@dataclass(frozen=True, slots=True)
class Hanging:
    """How a clause that stayed behind a quotation hangs on the attribution that went before it.

    `subject` is what the attribution calls the one who speaks, '' where that is long.
    """

    link: Link = "own"
    subject: str = ""
    speaker: Speaker | None = None


_STANDING = Hanging()


@dataclass(frozen=True, slots=True)
class Told:
    """The narrator's own words."""

    text: str
    spans: tuple[Span, ...]
    hanging: Hanging = _STANDING


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
    hanging: Hanging = _STANDING


@dataclass(frozen=True, slots=True)
class Voiced:
    """The quoted words."""

    utterance: Utterance


Piece = Told | Introduced | Voiced


@dataclass(frozen=True, slots=True)
class _Words:
    """Words on their way into a piece."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    hanging: Hanging = _STANDING


@dataclass(frozen=True, slots=True)
class Passage:
    """A block's text and its number in the article."""

    number: int
    text: str

    def words(self, where: Range) -> str:
        """The text of a range."""
        return self.text[where.start : where.end]

    def spans(self, *ranges: Range | None) -> tuple[Span, ...]:
        """The ranges as spans of the article."""
        return tuple(Span(self.number, where.start, where.end) for where in ranges if where)


def arrange_block(block: Passage, utterances: Sequence[Utterance], phrases: Phrases) -> tuple[Piece, ...]:
    """The pieces of a block in the order in which they are spoken."""
    spoken, gaps = voices_and_gaps(block.text, utterances, phrases)
    if not spoken:
        return _told(block, Range(0, len(block.text)))
    pieces: list[Piece] = [*_told(block, gaps[0].told)]
    lead = _lead(block, gaps[0].lead, phrases)
    for utterance, gap in zip(spoken, gaps[1:], strict=True):
        introduction, cue, tail = _around(block, lead, utterance, gap.rest, phrases)
        if introduction.text:
            pieces.append(_introduced(introduction, cue, utterance, phrases))
        pieces.append(Voiced(utterance))
        lead = _lead(block, gap.lead, phrases)
        if tail.text and gap.bridges:
            lead = _Words(_strip(tail.text), tail.spans, tail.hanging)
        elif tail.text:
            pieces.append(Told(tail.text, tail.spans, tail.hanging))
        pieces += _told(block, gap.told)
    return tuple(pieces)


def _lead(block: Passage, where: Range | None, phrases: Phrases) -> _Words:
    """The beginning of the sentence that a quotation ends: 'In May Lee said'."""
    return _Words(straighten(_strip(block.words(where)), phrases), block.spans(where)) if where else _Words()


def _around(
    block: Passage, lead: _Words, utterance: Utterance, rest: Range | None, phrases: Phrases
) -> tuple[_Words, str, _Words]:
    """What goes before a quotation, the attribution in it, and what the sentence says behind it."""
    if rest is None:
        return lead, lead.text, _Words()
    clause, spans = block.words(rest), block.spans(rest)
    if not _is_frame(utterance, rest, clause, phrases):
        return lead, lead.text, _Words(_strip_tail(clause), spans)
    frame = turn_frame(clause, phrases)
    text = f"{lead.text}, {frame.lead}" if lead.text else frame.lead
    return _Words(text, (*lead.spans, *spans), lead.hanging), frame.lead, _tail(frame.tail, utterance, spans)


def _tail(tail: Tail, utterance: Utterance, spans: tuple[Span, ...]) -> _Words:
    hanging = Hanging(tail.link, tail.subject, utterance.quotation.speaker)
    return _Words(_strip_tail(tail.text), spans, hanging)


def _introduced(introduction: _Words, cue: str, utterance: Utterance, phrases: Phrases) -> Introduced:
    frame = utterance.quotation.attribution.frame
    is_frame = any(
        frame and frame.block == span.block and span.start <= frame.start < span.end
        for span in introduction.spans
    )
    speaker = utterance.quotation.speaker
    is_attribution = is_frame or phrases.attributes(cue)
    return Introduced(
        introduction.text, cue, speaker, introduction.spans, is_attribution, introduction.hanging
    )


def _strip_tail(text: str) -> str:
    """The tail, or nothing where only marks are left."""
    return text.strip() if text.strip(" ,;:.–—-") else ""


def _is_frame(utterance: Utterance, rest: Range, clause: str, phrases: Phrases) -> bool:
    frame = utterance.quotation.attribution.frame
    if frame and any(span.block == frame.block for span in utterance.quotation.spans):
        return frame.start in rest
    return is_near_attribution(clause, phrases)


def _told(block: Passage, where: Range | None) -> tuple[Told, ...]:
    if where is None or not block.words(where).strip():
        return ()
    return (Told(block.words(where).strip(), block.spans(where)),)


def _strip(text: str) -> str:
    return text.strip().rstrip(" ,;:–—-(").rstrip()
