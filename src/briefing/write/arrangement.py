"""The pieces of a block in the order in which they are spoken: attribution before quotation.

Source: BBC News Styleguide, 'Attribution first'. The listener must know who speaks before the voice changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Span, Speaker
from briefing.write.attribution import (
    LinkKind,
    Remainder,
    capitalise,
    front_attribution,
    put_subject_first,
)
from briefing.write.intervening_text import TextRange, is_near_attribution, quotations_and_gaps
from briefing.write.phrases import Phrases
from briefing.write.utterances import Utterance


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """How a clause that stayed behind a quotation hangs on the attribution that went before it.

    `subject` is what the attribution calls the one who speaks, '' where that is long.
    """

    kind: LinkKind = "independent"
    subject: str = ""
    speaker: Speaker | None = None


_INDEPENDENT = ClauseLink()


@dataclass(frozen=True, slots=True)
class NarratedText:
    """The narrator's own words."""

    text: str
    spans: tuple[Span, ...]
    clause_link: ClauseLink = _INDEPENDENT


@dataclass(frozen=True, slots=True)
class AttributionClause:
    """The attribution, now before the quotation; `cue` is the attribution alone, without what leads to it.

    `is_attribution` is false for a beginning of the sentence that attributes nothing ('Then, in May:').
    """

    text: str
    cue: str
    speaker: Speaker | None
    spans: tuple[Span, ...]
    is_attribution: bool
    clause_link: ClauseLink = _INDEPENDENT


@dataclass(frozen=True, slots=True)
class QuotedSpeech:
    """The quoted words."""

    utterance: Utterance


Piece = NarratedText | AttributionClause | QuotedSpeech


@dataclass(frozen=True, slots=True)
class _Clause:
    """Words on their way into a piece; `is_sentence`: a colon ended them."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    clause_link: ClauseLink = _INDEPENDENT
    is_sentence: bool = False


@dataclass(frozen=True, slots=True)
class BlockText:
    """A block's text and its number in the article."""

    number: int
    text: str

    def words(self, where: TextRange) -> str:
        """The text of a range."""
        return self.text[where.start : where.end]

    def spans(self, *ranges: TextRange | None) -> tuple[Span, ...]:
        """The ranges as spans of the article."""
        return tuple(Span(self.number, where.start, where.end) for where in ranges if where)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """A quotation in its sentence: the clause that leads to it, and the rest of the sentence after it."""

    block: BlockText
    lead_in: _Clause
    utterance: Utterance
    remainder: TextRange | None


def arrange_block(block: BlockText, utterances: Sequence[Utterance], phrases: Phrases) -> tuple[Piece, ...]:
    """The pieces of a block in the order in which they are spoken."""
    spoken, gaps = quotations_and_gaps(block.text, utterances, phrases)
    if not spoken:
        return _narrated(block, TextRange(0, len(block.text)))
    pieces: list[Piece] = [*_narrated(block, gaps[0].narration)]
    lead_in = _lead_in(block, gaps[0].lead_in, phrases)
    for utterance, gap in zip(spoken, gaps[1:], strict=True):
        around = _Surroundings(block, lead_in, utterance, gap.remainder)
        introduction, cue, remainder = _attribution_and_remainder(around, phrases)
        if introduction.text:
            pieces.append(_attribution_clause(introduction, cue, utterance, phrases))
        pieces.append(QuotedSpeech(utterance))
        lead_in = _lead_in(block, gap.lead_in, phrases)
        if remainder.text and gap.is_bridge:
            lead_in = _Clause(_strip(remainder.text), remainder.spans, remainder.clause_link)
        elif remainder.text:
            pieces.append(NarratedText(remainder.text, remainder.spans, remainder.clause_link))
        pieces += _narrated(block, gap.narration)
    return tuple(pieces)


def _lead_in(block: BlockText, where: TextRange | None, phrases: Phrases) -> _Clause:
    """The beginning of the sentence that a quotation ends: 'In May Lee said'."""
    if where is None:
        return _Clause()
    words = block.words(where)
    text = put_subject_first(_strip(words), phrases)
    return _Clause(text, block.spans(where), is_sentence=words.rstrip().endswith(":"))


def _attribution_and_remainder(around: _Surroundings, phrases: Phrases) -> tuple[_Clause, str, _Clause]:
    """Return what precedes the quotation, the attribution in it, and what follows the quotation."""
    block, lead_in, utterance, remainder = around.block, around.lead_in, around.utterance, around.remainder
    if remainder is None:
        return lead_in, lead_in.text, _Clause()
    clause, spans = block.words(remainder), block.spans(remainder)
    if not _is_attribution(utterance, remainder, clause, phrases):
        return lead_in, lead_in.text, _Clause(_strip_remainder(clause), spans)
    fronted = front_attribution(clause, phrases)
    cue = capitalise(fronted.attribution) if lead_in.is_sentence else fronted.attribution
    joiner = ". " if lead_in.is_sentence else ", "
    attribution = _Clause(
        f"{lead_in.text}{joiner}{cue}" if lead_in.text else cue,
        (*lead_in.spans, *spans),
        lead_in.clause_link,
    )
    return attribution, cue, _remainder_clause(fronted.remainder, utterance, spans)


def _remainder_clause(remainder: Remainder, utterance: Utterance, spans: tuple[Span, ...]) -> _Clause:
    clause_link = ClauseLink(remainder.kind, remainder.subject, utterance.quotation.speaker)
    return _Clause(_strip_remainder(remainder.text), spans, clause_link)


def _attribution_clause(
    introduction: _Clause, cue: str, utterance: Utterance, phrases: Phrases
) -> AttributionClause:
    frame = utterance.quotation.attribution.frame
    is_frame = any(
        frame and frame.block == span.block and span.start <= frame.start < span.end
        for span in introduction.spans
    )
    speaker = utterance.quotation.speaker
    is_attribution = is_frame or phrases.attributes(cue)
    return AttributionClause(
        introduction.text, cue, speaker, introduction.spans, is_attribution, introduction.clause_link
    )


def _strip_remainder(text: str) -> str:
    """The tail, or nothing where only marks are left."""
    return text.strip() if text.strip(" ,;:.–—-") else ""


def _is_attribution(utterance: Utterance, remainder: TextRange, clause: str, phrases: Phrases) -> bool:
    """Return True if the rest of the sentence attributes the quotation.

    A quotation that runs over paragraphs may have an attribution of its own in each: '“B,” she added.'
    """
    frame = utterance.quotation.attribution.frame
    if frame and frame.block == utterance.block:
        return frame.start in remainder
    return is_near_attribution(clause, phrases)


def _narrated(block: BlockText, where: TextRange | None) -> tuple[NarratedText, ...]:
    if where is None or not block.words(where).strip():
        return ()
    return (NarratedText(block.words(where).strip(), block.spans(where)),)


def _strip(text: str) -> str:
    return text.strip().rstrip(" ,;:–—-(").rstrip()
