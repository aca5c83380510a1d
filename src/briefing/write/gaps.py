"""What stands between the voices of a block, and which quoted words are voices at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.text import is_terminated, sentence_spans
from briefing.write.phrases import Phrases
from briefing.write.utterances import Utterance

# A verb of speaking among so many words behind a quotation attributes it.
_NEAR_WORDS = 12


@dataclass(frozen=True, slots=True)
class Range:
    """Characters `start` to `end` (exclusive) of a block's text."""

    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two utterances.

    The rest of the sentence behind the first, whole sentences of the narrator, and the beginning of the
    sentence that leads to the second. `bridges`: in '"A," X said, "and B"' all is rest and leads on.
    """

    rest: Range | None
    told: Range | None
    lead: Range | None
    bridges: bool = False


def voices_and_gaps(
    text: str, utterances: Sequence[Utterance], phrases: Phrases
) -> tuple[list[Utterance], list[Gap]]:
    """The utterances that another voice speaks, and what stands between them.

    Quoted words that are a part of the narrator's sentence ('"Nobody came," was all') stay in it.
    """
    spoken = list(utterances)
    while spoken:
        gaps = _gaps(text, spoken)
        woven = _first_woven(text, spoken, gaps, phrases)
        if woven is None:
            return spoken, gaps
        del spoken[woven]
    return [], []


def _first_woven(
    text: str, utterances: Sequence[Utterance], gaps: Sequence[Gap], phrases: Phrases
) -> int | None:
    is_attributed = False
    for number, (utterance, (before, after)) in enumerate(zip(utterances, pairwise(gaps), strict=True)):
        continues = before.bridges and is_attributed
        is_attributed = continues or _is_attributed(text, utterance, before, after, phrases)
        if not is_attributed and _words_in(text, after.rest):
            return number
    return None


def _is_attributed(text: str, utterance: Utterance, before: Gap, after: Gap, phrases: Phrases) -> bool:
    """Whether the sentence around the quotation says who speaks."""
    frame = utterance.quotation.attribution.frame
    is_here = frame is not None and frame.block == _block_of(utterance)
    if frame and is_here and any(frame.start in where for where in (before.lead, after.rest) if where):
        return True
    lead, rest = _words(text, before.lead), _words(text, after.rest)
    if lead and lead[-1].endswith(":"):
        return True
    return phrases.attributes(" ".join(lead[-_NEAR_WORDS:])) or is_near_attribution(" ".join(rest), phrases)


def is_near_attribution(rest: str, phrases: Phrases) -> bool:
    """Whether what follows a quotation soon says who spoke."""
    return phrases.attributes(" ".join(rest.split()[:_NEAR_WORDS]))


def _words(text: str, where: Range | None) -> list[str]:
    return text[where.start : where.end].split() if where else []


def _words_in(text: str, where: Range | None) -> bool:
    return where is not None and any(map(str.isalnum, text[where.start : where.end]))


def _gaps(text: str, utterances: Sequence[Utterance]) -> list[Gap]:
    first = _cut_gap(text, None, 0, utterances[0].outer_start, is_last=False)
    gaps = [first]
    for number, utterance in enumerate(utterances):
        is_last = number + 1 == len(utterances)
        end = len(text) if is_last else utterances[number + 1].outer_start
        gaps.append(_cut_gap(text, utterance, utterance.outer_end, end, is_last=is_last))
    return gaps


def _cut_gap(text: str, utterance: Utterance | None, start: int, end: int, *, is_last: bool) -> Gap:
    rest: Range | None = None
    bridges = False
    if utterance:
        start = _skip_closing(text, start, end)
        if _is_attached(text, utterance, start, end):
            sentence_end = next((stop for _, stop in sentence_spans(text, start, end)), end)
            rest = Range(start, sentence_end)
            bridges = not is_last and not is_terminated(text[start:sentence_end])
            start = sentence_end
    lead_start = end
    if not is_last:
        sentences = list(sentence_spans(text, start, end))
        if sentences and not is_terminated(text[slice(*sentences[-1])]):
            lead_start = sentences[-1][0]
    told = Range(start, lead_start) if text[start:lead_start].strip() else None
    lead = Range(lead_start, end) if text[lead_start:end].strip() else None
    return Gap(rest, told, lead, bridges)


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
