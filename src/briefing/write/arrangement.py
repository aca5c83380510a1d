"""The pieces of a block in the order in which they are spoken: attribution before quotation.

Source: BBC News Styleguide, 'Attribution first'. The listener must know who speaks before the voice changes.
The text before, between and after the quotations is divided, and it is decided which get their own voice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.model import Span, Speaker
from briefing.text import is_terminated, sentence_spans
from briefing.write.attribution import (
    LinkKind,
    Remainder,
    capitalise,
    front_attribution,
    put_subject_first,
    shares_subject,
    subject_of,
)
from briefing.write.phrases import Phrases
from briefing.write.utterances import Utterance

# A verb of speaking among so many words behind a quotation attributes it.
_NEAR_WORDS = 12
_SHORT_ATTRIBUTION = 2  # words: 'he said'
_HANDOVER = "handover"  # the rule of attributions by a sentence


@dataclass(frozen=True, slots=True)
class TextRange:
    """Characters `start` to `end` (exclusive) of a block's text."""

    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end


@dataclass(frozen=True, slots=True)
class InterveningText:
    """What stands between two utterances.

    The rest of the sentence behind the first, whole sentences of the narrator, and the beginning of the
    sentence that leads to the second. `is_bridge`: in '"A," X said, "and B"' all is rest and leads on.
    """

    remainder: TextRange | None
    narration: TextRange | None
    lead_in: TextRange | None
    is_bridge: bool = False


@dataclass(frozen=True, slots=True)
class _QuotationSite:
    """A quotation in its block, with the text before and after it."""

    text: str
    utterance: Utterance
    before: InterveningText
    after: InterveningText


def quotations_and_gaps(
    text: str, utterances: Sequence[Utterance], phrases: Phrases
) -> tuple[list[Utterance], list[InterveningText]]:
    """The utterances that another voice speaks, and what stands between them.

    Quoted words that are a part of the narrator's sentence ('"Nobody came," was all') stay in it.
    """
    spoken = list(utterances)
    while spoken:
        intervening = _intervening_texts(text, spoken)
        embedded = _first_embedded(text, spoken, intervening, phrases)
        if embedded is None:
            return spoken, intervening
        del spoken[embedded]
    return [], []


def _first_embedded(
    text: str, utterances: Sequence[Utterance], intervening: Sequence[InterveningText], phrases: Phrases
) -> int | None:
    is_attributed = False
    for number, (utterance, (before, after)) in enumerate(
        zip(utterances, pairwise(intervening), strict=True)
    ):
        continues = before.is_bridge and is_attributed
        is_attributed = continues or _is_attributed(_QuotationSite(text, utterance, before, after), phrases)
        if _words_in(text, after.remainder) and (
            not is_attributed or _is_subject(text, after.remainder, phrases)
        ):
            return number
    return None


def _is_attributed(site: _QuotationSite, phrases: Phrases) -> bool:
    """Return True if the sentence around the quotation says who speaks."""
    text, lead_in, remainder = site.text, site.before.lead_in, site.after.remainder
    frame = site.utterance.quotation.attribution.frame
    is_here = frame is not None and frame.block == site.utterance.block
    if frame and is_here and any(frame.start in where for where in (lead_in, remainder) if where):
        return True
    words_before, words_after = _words(text, lead_in), _words(text, remainder)
    if words_before and words_before[-1].endswith(":"):
        return True
    is_introduced = phrases.attributes(" ".join(words_before[-_NEAR_WORDS:]))
    return is_introduced or is_near_attribution(" ".join(words_after), phrases)


def _is_subject(text: str, remainder: TextRange | None, phrases: Phrases) -> bool:
    """Return True if the quotation is the subject of what follows: '“We stay,” was how Lee put it.'"""
    words = [word.strip(",;–—-").lower().replace("’", "'") for word in _words(text, remainder)]
    return next(filter(None, words), "") in phrases.words("copulas")


def is_near_attribution(remainder: str, phrases: Phrases) -> bool:
    """Return True if what follows a quotation soon says who spoke."""
    return phrases.attributes(" ".join(remainder.split()[:_NEAR_WORDS]))


def _words(text: str, where: TextRange | None) -> list[str]:
    return text[where.start : where.end].split() if where else []


def _words_in(text: str, where: TextRange | None) -> bool:
    return where is not None and any(map(str.isalnum, text[where.start : where.end]))


def _intervening_texts(text: str, utterances: Sequence[Utterance]) -> list[InterveningText]:
    first = _intervening_text(text, None, 0, utterances[0].outer_start, is_last=False)
    intervening = [first]
    for number, utterance in enumerate(utterances):
        is_last = number + 1 == len(utterances)
        end = len(text) if is_last else utterances[number + 1].outer_start
        intervening.append(_intervening_text(text, utterance, utterance.outer_end, end, is_last=is_last))
    return intervening


def _intervening_text(
    text: str, utterance: Utterance | None, start: int, end: int, *, is_last: bool
) -> InterveningText:
    remainder: TextRange | None = None
    is_bridge = False
    if utterance:
        start = _skip_closing(text, start, end)
        if _is_attached(text, utterance, start, end):
            sentence_end = next((stop for _, stop in sentence_spans(text, start, end)), end)
            remainder = TextRange(start, sentence_end)
            is_bridge = not is_last and not is_terminated(text[start:sentence_end])
            start = sentence_end
    lead_start = end
    if not is_last:
        sentences = list(sentence_spans(text, start, end))
        if sentences and not is_terminated(text[slice(*sentences[-1])]):
            lead_start = sentences[-1][0]
    narration = TextRange(start, lead_start) if text[start:lead_start].strip() else None
    lead_in = TextRange(lead_start, end) if text[lead_start:end].strip() else None
    return InterveningText(remainder, narration, lead_in, is_bridge)


def _skip_closing(text: str, start: int, end: int) -> int:
    """Behind the comma or full stop that British and German papers set outside the marks, and a bracket."""
    while start < end and (text[start].isspace() or text[start] in ".,;)]"):
        start += 1
    return start


def _is_attached(text: str, utterance: Utterance, start: int, end: int) -> bool:
    if start >= end:
        return False
    frame = utterance.quotation.attribution.frame
    sentence_end = next((stop for _, stop in sentence_spans(text, start, end)), end)
    if frame and frame.block == utterance.block and start <= frame.start < sentence_end:
        return True
    words = text[utterance.start : utterance.end].rstrip()
    ended = is_terminated(words) or "." in text[utterance.outer_end : start]
    return text[start].islower() or text[start] in "–—" or not ended


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """How the clause behind a quotation depends on the attribution that is now before it.

    `subject` is what the attribution calls the speaker, '' if that is long.
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
    `pointed_back` is true for a sentence that stood behind the quotation: 'That was the verdict of Lee.'
    """

    text: str
    cue: str
    speaker: Speaker | None
    spans: tuple[Span, ...]
    is_attribution: bool
    clause_link: ClauseLink = _INDEPENDENT
    pointed_back: bool = False


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
        return lead_in, lead_in.text, _shared_clause(clause, spans, around, phrases)
    fronted = front_attribution(clause, phrases)
    cue = capitalise(fronted.attribution) if lead_in.is_sentence else fronted.attribution
    joiner = ". " if lead_in.is_sentence else ", "
    attribution = _Clause(
        f"{lead_in.text}{joiner}{cue}" if lead_in.text else cue,
        (*lead_in.spans, *spans),
        lead_in.clause_link,
    )
    return attribution, cue, _remainder_clause(fronted.remainder, utterance, spans)


def _is_second_attribution(clause: str, lead_in: str, phrases: Phrases) -> bool:
    """Return True if 'he said' follows a quotation that 'Lee said:' introduces already."""
    words = clause.rstrip(".").split()
    is_short = len(words) == _SHORT_ATTRIBUTION and phrases.is_pronoun(words[0])
    return is_short and phrases.attributes(clause) and phrases.attributes(lead_in)


def _shared_clause(clause: str, spans: tuple[Span, ...], around: _Surroundings, phrases: Phrases) -> _Clause:
    """Return what follows the quotation: 'and then left' has the subject of 'Lee said:'."""
    text = _strip_remainder(clause).lstrip(",;–— ")
    subject = subject_of(around.lead_in.text, phrases)
    if around.lead_in.is_sentence and _is_second_attribution(text, around.lead_in.text, phrases):
        return _Clause()
    if not subject or not shares_subject(text, phrases):
        return _Clause(_strip_remainder(clause), spans)
    return _Clause(text, spans, ClauseLink("shared", subject, around.utterance.quotation.speaker))


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
    pointed_back = is_frame and utterance.quotation.attribution.rule == _HANDOVER
    return AttributionClause(
        introduction.text,
        cue,
        speaker,
        introduction.spans,
        is_attribution,
        introduction.clause_link,
        pointed_back,
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
    if where is None or not any(map(str.isalnum, block.words(where))):
        return ()
    return (NarratedText(block.words(where).strip(), block.spans(where)),)


def _strip(text: str) -> str:
    return text.strip().rstrip(" ,;:–—-(").rstrip()
