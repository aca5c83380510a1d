"""The text before, between and after the quotations of a block, and which quotations get their own voice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.text import is_terminated, sentence_spans
from briefing.write.phrases import Phrases
from briefing.write.utterances import Utterance

# A verb of speaking among so many words behind a quotation attributes it.
_NEAR_WORDS = 12


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
    """Behind the comma or full stop that British and German papers set outside the marks."""
    while start < end and (text[start].isspace() or text[start] in ".,;"):
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
