"""The quotations of a block that another voice can speak; the spoken form and the pause of each segment."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.model import Narration, Quotation, Quote, Segment, Span
from briefing.text import is_terminated, read_table, sentence_spans
from briefing.write.normalization import spoken_form
from briefing.write.phrases import Phrases

MARKS = "\"'“”„‟‘’‚‛«»‹›`"
# A quotation of fewer words, with nothing that ends it, is a phrase of the narrator's sentence.
_FEW_WORDS = 10
# So few words in the middle of a sentence are a title or a term.
_TITLE_WORDS = 4
# So near before or behind the words stands the verb that gives them to a speaker.
_LEAD_WORDS = 3
# 'we' of '“We', 'i’m'
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SPACES = " \u00a0\u202f\t\n"
PAUSES_MS: dict[str, int] = read_table("briefing.write", "pauses.toml")
_BY_ROLE = frozenset(PAUSES_MS) & {"sign_on", "headline", "source", "lede", "heading", "headlines", "brief"}


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation's part in one block: `start` to `end` inside its marks, `outer_*` with them."""

    quotation: Quotation
    block: int
    start: int
    end: int
    outer_start: int
    outer_end: int


def find_utterances(
    block: int, text: str, quotations: Sequence[Quotation], phrases: Phrases
) -> tuple[Utterance, ...]:
    """The parts of this block that another voice speaks, in order, not overlapping."""
    found: list[Utterance] = []
    spans = sorted(
        (span, number)
        for number, quotation in enumerate(quotations)
        if quotation.kind in ("speech", "written")
        for span in quotation.spans
        if span.block == block
    )
    for span, number in spans:
        utterance = _utterance(text, span, quotations[number])
        if _is_nobodys(text, utterance, phrases):
            continue
        previous = found[-1] if found else None
        if previous and utterance.outer_start < previous.outer_end:
            continue
        is_joined = previous is not None and _is_same_sentence(text, previous, utterance)
        if not _is_embedded(text, utterance, phrases) and (
            is_joined or not _needs_sentence(text, utterance, phrases)
        ):
            found.append(utterance)
    return tuple(found)


def _is_nobodys(text: str, utterance: Utterance, phrases: Phrases) -> bool:
    """Return True if no speaker is known and no word needs one: the narrator reads the words in their marks.

    In the narrator's voice, 'I' would be the narrator.
    """
    quotation = utterance.quotation
    if quotation.speaker is not None or quotation.attribution.frame is not None:
        return False
    return not _says_i(text[utterance.start : utterance.end], phrases)


def _says_i(words: str, phrases: Phrases) -> bool:
    return not set(_WORD.findall(words.lower())).isdisjoint(phrases.words("first_person"))


def _utterance(text: str, span: Span, quotation: Quotation) -> Utterance:
    start, end = span.start, span.end
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    outer_start = _outer_start(text, start)
    outer_end = _outer_end(text, end)
    return Utterance(quotation, span.block, start, end, outer_start, outer_end)


def _outer_start(text: str, start: int) -> int:
    position = start
    while position and text[position - 1] in MARKS + _SPACES:
        position -= 1
    marks = text[position:start].strip(_SPACES)
    # of '." “Then' only what stands behind the space opens this one
    return text.rindex(marks.split()[-1], position, start) if marks else start


def _outer_end(text: str, end: int) -> int:
    position = end
    while position < len(text) and text[position] in MARKS:
        position += 1
    if position > end:
        return position
    after_space = end
    while after_space < len(text) and text[after_space] in _SPACES:
        after_space += 1
    has_spaced_mark = after_space < len(text) and text[after_space] in "»›”"
    return after_space + 1 if has_spaced_mark else end


def _is_embedded(text: str, utterance: Utterance, phrases: Phrases) -> bool:
    """Return True if the quoted words are part of the narrator's sentence ('called it "a small step"')."""
    before = text[: utterance.outer_start].rstrip(_SPACES)
    opens_sentence = not before or is_terminated(before) or before[-1] in ":,—–-;("
    starts_sentence = text[utterance.start].isupper() or not text[utterance.start].isalpha()
    words = text[utterance.start : utterance.end]
    if _runs_on(text, utterance):
        soon = " ".join(text[utterance.outer_end :].split()[:_LEAD_WORDS])
        if len(words.split()) < _FEW_WORDS or not phrases.attributes(soon):
            return True
    if _is_in_brackets(text, utterance, before):
        return True
    is_fragment = not starts_sentence or len(words.split()) <= _TITLE_WORDS
    return not opens_sentence and is_fragment and not _speaks(text, utterance, before, phrases)


def _is_same_sentence(text: str, previous: Utterance, utterance: Utterance) -> bool:
    """Return True if the sentence of the quotation before goes on: '“A,” Lee said, “and B.”'"""
    between = text[previous.outer_end : utterance.outer_start]
    return sum(1 for _ in sentence_spans(between)) <= 1 and not is_terminated(between.rstrip(_SPACES))


def _needs_sentence(text: str, utterance: Utterance, phrases: Phrases) -> bool:
    """Return True if the words complete the narrator's sentence: 'The levy, Lee said, “will not go up.”'

    They stand alone if they begin with a capital letter or a subject such as 'we', or are many and have no
    verb in front.
    """
    words = text[utterance.start : utterance.end].replace("’", "'").lower().split()
    before = text[: utterance.outer_start].rstrip(_SPACES)
    if not text[utterance.start].islower() or not before or is_terminated(before):
        return False
    first = words[0].partition("'")[0].rstrip(",")
    if first in phrases.words("sentence_subjects"):
        return False
    return len(words) < _FEW_WORDS or first in phrases.words("shared_subject_verbs")


def _is_in_brackets(text: str, utterance: Utterance, before: str) -> bool:
    """Return True if the quotation stands in brackets in a sentence ('those who fear it ("A," Lee said)
    and').
    """
    opened = before.rfind("(")
    if opened <= before.rfind(")") or ")" not in text[utterance.outer_end :]:
        return False
    sentence = before[:opened].rstrip()
    return bool(sentence) and not is_terminated(sentence)


def _speaks(text: str, utterance: Utterance, before: str, phrases: Phrases) -> bool:
    """Return True if a speech verb precedes whole sentences, or words with a first-person pronoun.

    'Lee said that "I never left. Nobody did."': in the narrator's voice, 'I' would be the narrator.
    """
    lead = before.lower().split()
    if lead and lead[-1] in phrases.words("complementisers"):
        del lead[-1]
    words = text[utterance.start : utterance.end]
    is_said = bool(phrases.speech_verb().search(" ".join(lead[-_LEAD_WORDS:])))
    is_whole = is_terminated(words) or is_terminated(text[utterance.outer_end : utterance.outer_end + 1])
    return (
        is_said
        and is_whole
        and len(words.split()) >= _FEW_WORDS
        and (_says_i(words, phrases) or sum(1 for _ in sentence_spans(words)) > 1)
    )


def _runs_on(text: str, utterance: Utterance) -> bool:
    """Return True if the sentence goes on behind the closing mark without any stop ('the "Gifted" film')."""
    last = text[utterance.start : utterance.end].rstrip(MARKS + _SPACES)[-1:]
    return last.isalnum() and bool(re.match(r"[ \u00a0]+[a-z]", text[utterance.outer_end :]))


def with_spoken_forms(
    segments: Sequence[Segment], language: str, pronunciations: Mapping[str, str]
) -> tuple[Segment, ...]:
    """The segments with their spoken forms; a segment's own language goes before the programme's."""
    return tuple(
        replace(segment, say=spoken_form(segment.text, segment.language or language, pronunciations))
        for segment in segments
    )


def with_pauses(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of one section with the silence that follows each."""
    if not segments:
        return ()
    within = [replace(segment, pause_ms=pause_after(segment, then)) for segment, then in pairwise(segments)]
    return (*within, replace(segments[-1], pause_ms=pause_at_end(segments[-1])))


def pause_after(segment: Segment, then: Segment) -> int:
    """Milliseconds between two segments."""
    match segment, then:
        case Narration(), Quote():
            return PAUSES_MS["introduction"]
        case Quote(), Quote():
            return PAUSES_MS["quote_to_quote"]
        case Quote(), Narration():
            return PAUSES_MS["quote_to_narrator"]
        case Narration(role="introduction"), Narration():
            return PAUSES_MS["run_on"]
        case Narration(role=role), Narration() if role in _BY_ROLE:
            return PAUSES_MS[role]
        case _:
            return PAUSES_MS["body"]


def pause_at_end(segment: Segment) -> int:
    """Milliseconds behind the last segment of a section."""
    match segment:
        case Narration(role="sign_off"):
            return PAUSES_MS["sign_off"]
        case Narration(role="headlines" | "sign_on"):
            return PAUSES_MS["headlines_end"]
        case Narration(role="brief"):
            return PAUSES_MS["brief_end"]
        case _:
            return PAUSES_MS["story_end"]
