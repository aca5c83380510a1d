"""The turns of an interview: the speech alone, without labels and stage directions.

A speaker is introduced at their first turn, and again where neither of the last two voices was theirs.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.model import Block, Heading, Narration, Quotation, Quote, Segment, Span, Speaker
from briefing.write.attribution import capitalise
from briefing.write.discourse import DiscourseMemory, referring_expression
from briefing.write.phrases import Phrases

_RULE = "turn"  # of the attributions of turns
_IN_THE_EAR = 2  # voices that a listener still tells apart
_BRACKETS = {"(": ")", "[": "]"}


class _Speech(NamedTuple):
    """A speaker's words in one block."""

    quotation: Quotation
    spans: tuple[Span, ...]


class TurnNarrator:
    """Tells the blocks of a story that are turns of an interview."""

    def __init__(self, quotations: Sequence[Quotation], memory: DiscourseMemory, phrases: Phrases) -> None:
        self._memory = memory
        self._phrases = phrases
        turns = [quotation for quotation in quotations if quotation.attribution.rule == _RULE]
        self._has_turns = bool(turns)
        self._labels = {frame.block for turn in turns if (frame := turn.attribution.frame) is not None}
        self._speeches: dict[int, list[_Speech]] = defaultdict(list)
        for turn in turns:
            for block in dict.fromkeys(span.block for span in turn.spans):
                spans = tuple(span for span in turn.spans if span.block == block)
                self._speeches[block].append(_Speech(turn, spans))
        self._latest: list[str] = []  # the ids of the speakers in the ear, the latest last

    def covers(self, number: int, block: Block) -> bool:
        """Return True if a block is a turn, a label, or a stage direction."""
        return self._has_turns and (
            number in self._speeches or number in self._labels or _is_in_brackets(block.text)
        )

    def asks(self, block: Block) -> bool:
        """Return True if a heading is a question of an interview, which is told in any case."""
        return self._has_turns and isinstance(block, Heading) and block.text.rstrip().endswith("?")

    def narrate(self, number: int, text: str) -> Iterator[Segment]:
        """Yield the segments of a block: nothing for a label alone and for a stage direction."""
        for speech in self._speeches.get(number, ()):
            words = " ".join(" ".join(text[span.start : span.end].split()) for span in speech.spans)
            speaker = speech.quotation.speaker
            if speaker is not None and speaker.id not in self._latest:
                yield self._introduction(speaker, is_question=words.endswith("?"))
            yield Quote(words, words, speaker, speech.spans, speech.quotation.language)
            self._remember(speaker, speech.quotation.language)

    def _remember(self, speaker: Speaker | None, language: str) -> None:
        self._memory.add_quotation(speaker, language)
        own = [speaker.id] if speaker is not None else []
        self._latest = [*(one for one in self._latest if one not in own), *own][-_IN_THE_EAR:]

    def _introduction(self, speaker: Speaker, *, is_question: bool) -> Narration:
        name = capitalise(referring_expression(speaker, self._memory.narration, self._phrases))
        words = self._phrases.say("introduce_question" if is_question else "introduce_speech", name=name)
        self._memory.add_narration(words)
        return Narration(words, words, "introduction", ours=True)


def _is_in_brackets(text: str) -> bool:
    stripped = text.strip()
    return _BRACKETS.get(stripped[:1]) == stripped[-1:] != ""
