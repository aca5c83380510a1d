"""Attribution first: the order in which a block's pieces are told.

BBC News Styleguide, 'Attribution first': the listener must know who speaks before the voice changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Span, Speaker
from briefing.write.frames import turn_frame
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
    """The attribution, now before the quotation; `cue` is the attribution alone, without what leads to it."""

    text: str
    cue: str
    speaker: Speaker | None
    spans: tuple[Span, ...]


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
    sentence that leads to the second. In '"A," X said, "and B"' all is rest.
    """

    rest: _Range | None
    told: _Range | None
    lead: _Range | None


def arrange_block(block: Passage, utterances: Sequence[Utterance], phrases: Phrases) -> tuple[Piece, ...]:
    """The pieces of a block in the order in which they are spoken."""
    if not utterances:
        return _told(block, _Range(0, len(block.text)))
    gaps = _gaps(block.text, utterances)
    pieces: list[Piece] = [*_told(block, gaps[0].told)]
    lead = gaps[0].lead
    for utterance, gap in zip(utterances, gaps[1:], strict=True):
        pieces += _voiced(block, lead, utterance, gap.rest, phrases)
        pieces += _told(block, gap.told)
        lead = gap.lead
    return tuple(pieces)


def _voiced(
    block: Passage, lead: _Range | None, utterance: Utterance, rest: _Range | None, phrases: Phrases
) -> list[Piece]:
    """Introduction, quotation, and what goes on behind it."""
    introduction = _strip(block.words(lead)) if lead else ""
    clause = block.words(rest) if rest else ""
    tail, cue = clause, introduction
    is_turned = rest is not None and _is_frame(utterance, rest, clause, phrases)
    if is_turned:
        frame = turn_frame(clause, utterance.quotation.attribution.words, phrases)
        introduction = f"{introduction}, {frame.lead}" if introduction else frame.lead
        cue, tail = frame.lead, frame.tail
    pieces: list[Piece] = []
    if introduction:
        spans = block.spans(lead, rest if is_turned else None)
        pieces.append(Introduced(introduction, cue, utterance.quotation.speaker, spans))
    pieces.append(Voiced(utterance))
    if tail.strip(" ,;:.–—-"):
        pieces.append(Told(tail.strip(), block.spans(rest)))
    return pieces


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
    if utterance:
        start = _skip_closing(text, start, end)
        if _is_attached(text, utterance, start, end):
            sentence_end = next((stop for _, stop in sentence_spans(text, start, end)), end)
            rest = _Range(start, sentence_end)
            start = sentence_end
    lead_start = end
    if not is_last:
        sentences = list(sentence_spans(text, start, end))
        if sentences and not is_terminated(text[slice(*sentences[-1])]):
            lead_start = sentences[-1][0]
    told = _Range(start, lead_start) if text[start:lead_start].strip() else None
    lead = _Range(lead_start, end) if text[lead_start:end].strip() else None
    return _Gap(rest, told, lead)


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
