"""The narrator's words before a quotation, and the turns of an interview.

Before a quotation stands the article's attribution, or a fixed phrase. Of a turn the speech alone is spoken,
without labels and stage directions; a speaker is introduced at their first turn, and again where neither of
the last two voices was theirs.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.model import Block, Heading, Narration, Quotation, Quote, Segment, Span, Speaker
from briefing.write.arrangement import AttributionClause, ClauseLink
from briefing.write.attribution import capitalise
from briefing.write.discourse import DiscourseMemory, is_named, last_sentence, referring_expression
from briefing.write.phrases import Phrases

Substitutions = tuple[tuple[str, str], ...]
_RULE = "turn"  # of the attributions of turns
_IN_THE_EAR = 2  # voices that a listener still tells apart
_BRACKETS = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class NarratorLine:
    """What the narrator says; `substitutions` pairs words of the article with those that are spoken."""

    text: str
    substitutions: Substitutions = ()
    ours: bool = False


class IntroductionWriter:
    """Finds the words before a voice, by what the listener has heard."""

    def __init__(self, memory: DiscourseMemory, phrases: Phrases) -> None:
        self._memory = memory
        self._phrases = phrases
        self._variants_used = 0

    def from_article(self, piece: AttributionClause) -> NarratorLine:
        """The article's own attribution; a pronoun gives way to the name where it would be unclear."""
        text, speaker = piece.text, piece.speaker
        substitutions: Substitutions = ()
        if piece.pointed_back:
            text, substitutions = self._pointing_forward(text)
        elif speaker and not is_named(speaker, text) and self._is_unclear(speaker):
            text, substitutions = self._name_for_pronoun(piece, speaker)
        completed = self.complete_clause(text, piece.clause_link)
        return NarratorLine(f"{completed.text}:", (*substitutions, *completed.substitutions))

    def _pointing_forward(self, text: str) -> tuple[str, Substitutions]:
        """'This was the verdict of Lee' for 'That was …', which stood behind the quotation."""
        first, _, rest = text.partition(" ")
        near = self._phrases.near_demonstrative(first)
        return (f"{near} {rest}", ((first, near),)) if near else (text, ())

    def from_phrases(
        self, speaker: Speaker | None, language: str = "", *, written: bool = False
    ) -> NarratorLine | None:
        """A fixed phrase where the article gives no cue ('Lee said:'); None where none is needed.

        One is needed for a new voice, for a voice that returns after another, and after a long passage of
        the narrator. Otherwise the voice itself tells who speaks.
        """
        if self._is_handed_over(speaker, language):
            return None
        if speaker is None:
            return NarratorLine(self._phrases.say("introduce_unknown"), ours=True)
        key = "introduce_written" if written else "introduce_speech"
        return NarratorLine(self._phrases.say(key, name=self._name(speaker)), ours=True)

    def _is_handed_over(self, speaker: Speaker | None, language: str) -> bool:
        """Return True if the listener knows who speaks: by a colon, a name, or the voice before."""
        memory = self._memory
        if memory.since_quotation.endswith(":"):
            return True
        if memory.is_continuous(speaker, language):
            return True
        if speaker is None:
            return False
        return is_named(speaker, memory.in_paragraph) or self._is_announced(speaker)

    def continue_speaker(self, speaker: Speaker | None) -> NarratorLine | None:
        """'Lee went on:', between two portions of a long quotation; None for an unknown speaker."""
        if speaker is None:
            return None
        return NarratorLine(self._next_variant("continues").format(name=self._name(speaker)), ours=True)

    def complete_clause(self, text: str, clause_link: ClauseLink) -> NarratorLine:
        """A clause that followed a quotation, so that it can stand alone: 'and left' as 'And Lee left'."""
        name = self._subject(clause_link)
        if clause_link.kind == "independent" or not name:
            return NarratorLine(capitalise(text))
        if clause_link.kind == "continuation":
            return self._continued_clause(text, name)
        opener, _, rest = text.partition(" ")
        return NarratorLine(f"{capitalise(opener)} {name} {rest}", (("", name),))

    def _continued_clause(self, text: str, name: str) -> NarratorLine:
        """'adding that it rains', 'before adding that it rains' as 'Lee added that it rains'."""
        words = text.split(" ")
        length = 2 if words[0].lower() in self._phrases.words("continuation_leads") else 1
        verb = self._phrases.table["grammar"]["continuation_verbs"][words[length - 1].rstrip(":,").lower()]
        spoken = f"{capitalise(name)} {verb}"
        return NarratorLine(" ".join([spoken, *words[length:]]), ((" ".join(words[:length]), spoken),))

    def _is_announced(self, speaker: Speaker) -> bool:
        """Return True if the last sentence says that this speaker speaks: 'Ann Lee, 44, agreed.'"""
        last = last_sentence(self._memory.since_quotation)
        return is_named(speaker, last) and self._phrases.announces(last)

    def _subject(self, clause_link: ClauseLink) -> str:
        """What to call the one who goes on."""
        subject, speaker = clause_link.subject, clause_link.speaker
        if speaker and (not subject or is_named(speaker, subject)):
            return referring_expression(speaker, self._memory.narration, self._phrases)
        return f"{subject[:1].lower()}{subject[1:]}" if self._phrases.is_pronoun(subject) else subject

    def _is_unclear(self, speaker: Speaker) -> bool:
        if self._memory.spoke_last(speaker) and self._memory.is_recent():
            return False
        return not self._memory.is_just_named(speaker)

    def _name_for_pronoun(self, piece: AttributionClause, speaker: Speaker) -> tuple[str, Substitutions]:
        at = piece.text.rfind(piece.cue) if piece.cue else 0
        match = self._phrases.subject_pronoun().search(piece.text, max(at, 0))
        if match is None or speaker.name.split()[0].lower() in self._phrases.words("possessive_determiners"):
            return piece.text, ()
        name = referring_expression(speaker, self._memory.narration, self._phrases)
        text = f"{piece.text[: match.start()]}{name}{piece.text[match.end() :]}"
        return text, ((match.group(), name),)

    def _name(self, speaker: Speaker) -> str:
        return capitalise(referring_expression(speaker, self._memory.narration, self._phrases))

    def _next_variant(self, key: str) -> str:
        """The next way to say that the same voice goes on, but never the words that were just used."""
        variants = [str(variant) for variant in self._phrases.table[key]]
        for _ in variants:
            variant = variants[self._variants_used % len(variants)]
            self._variants_used += 1
            if not self._memory.narration.endswith(variant.removeprefix("{name}")):
                break
        return variant


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
        self._latest: list[str] = []  # the ids of the speakers that the listener remembers, the latest last

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
