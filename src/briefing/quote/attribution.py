"""What was found out about one pair of marks.

Each pair of marks given to somebody: by a frame beside it, by its paragraph, or by who spoke before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Attribution, Span
from briefing.quote.coreference import CoreferenceResolver
from briefing.quote.cues.cue import Cue, find_signature
from briefing.quote.cues.cue_finder import CueFinder, reported_speech_cue
from briefing.quote.entities import UNNAMED_SOURCE, Entity
from briefing.quote.narration import Narration, SentenceSplitter
from briefing.quote.phrases.mentions import Phrase
from briefing.quote.quotation_kinds import is_speech, is_speech_by_form, trailing_clause_cue
from briefing.quote.rule_groups import RuleGroup


@dataclass(slots=True, eq=False)
class AttributionResult:
    """What was found out about one pair of marks; a quotation that runs on may tell it later."""

    entity: Entity | None
    attribution: Attribution
    speech: bool = True


NOT_ATTRIBUTED = AttributionResult(None, Attribution("none"), speech=False)


_LONGEST_CLAUSE = 60  # phrases before a quotation that may tell who speaks
_SAYS_WHO = ("name said", "said name")


class QuotationAttributor:
    """An article read from the first block to the last; `given` is what was found out, by quotation."""

    def __init__(
        self,
        blocks: Narration,
        sentences: SentenceSplitter,
        references: CoreferenceResolver,
        headlines: frozenset[int],
    ) -> None:
        self.blocks = blocks
        self.inside = sentences.inside
        self.references = references
        self.headlines = headlines
        self.rule_groups: frozenset[RuleGroup] = references.rule_groups
        self.choice = CueFinder(blocks.vocabulary, self.rule_groups)
        self.sentences = [sentences.of_block(number, line) for number, line in enumerate(blocks.phrases)]
        self.given: dict[int, AttributionResult] = {}
        self.signatures: set[int] = set()  # the blocks that are one

    def read_genders(self) -> None:
        """Read once for the pronouns alone: who is 'he' further down is no woman further up."""
        for number in range(len(self.blocks.phrases)):
            for start, end in self.sentences[number]:
                self._mentioned(number, start, end)
        self.references.forget()

    def read(self) -> None:
        """Give every quotation."""
        for number in range(len(self.blocks.phrases)):
            self._read_block(number)

    def _mentioned(self, block: int, start: int, end: int) -> dict[int, Entity]:
        self.references.memory.next_sentence(block)
        phrases = self.blocks.phrases[block]
        return self.references.resolve_mentions(self.blocks.texts[block], phrases, start, end)

    def _read_block(self, number: int) -> None:
        self.block = number
        self.previous: AttributionResult | None = None  # in this block
        phrases = self.blocks.phrases[number]
        self.mentioned = _latest_mentions(phrases)
        for start, end in self.sentences[number]:
            self.clause = start  # goes on over fragments, they are part of the narrator's sentence
            entities = self._mentioned(number, start, end)
            quotes = [at for at in range(start, end) if phrases[at].kind == "quote"]
            for before, at, behind in zip([start - 1, *quotes], quotes, [*quotes[1:], end], strict=False):
                self._give(phrases, before + 1, at, behind, entities, second=before >= start)
            if not any(self.given[phrases[at].quote].speech for at in quotes):
                self._hear(phrases, start, end, entities)

    def _give(  # noqa: PLR0913  # where a quotation stands, and who stands there
        self,
        phrases: Sequence[Phrase],
        begin: int,
        at: int,
        limit: int,
        entities: Mapping[int, Entity],
        *,
        second: bool,
    ) -> None:
        """Give the quotation at `at`; the narrator's words beside it are `begin` to `limit`."""
        number = self.number = phrases[at].quote
        inside = self.inside(phrases[at])
        clause = max(self.clause, at - _LONGEST_CLAUSE)
        clause = clause if self.mentioned[at] >= clause else at  # nobody is named there
        frame = self.choice.frame(phrases, clause, at, limit, inside)
        given = self._running_on(number)
        if given is None:
            given = self._given(phrases, at, limit, frame, entities, second=second)
            dialogue_spans = self.blocks.marked[number] in self.blocks.dialogue_spans
            speaks = self._is_speech(phrases, begin, at, limit, inside, frame)
            given.speech = dialogue_spans or "kinds" not in self.rule_groups or speaks
        elif frame is not None and frame.subject and not given.attribution.words:
            told = self._given(phrases, at, limit, frame, entities, second=second)
            given.entity, given.attribution = told.entity, told.attribution
        if given.speech and not given.attribution.words:
            self._let_sign(given)
        self.given[number] = given
        if given.speech:
            if given.entity is not None:
                self.references.memory.spoke(given.entity)
            self.previous = given
            self.clause = at + 1

    def _let_sign(self, given: AttributionResult) -> None:
        """A block that is all quotation belongs to who signs it in the next one."""
        lines, here = self.blocks.phrases, self.block
        if here + 1 >= len(lines) or any(phrase.kind != "quote" for phrase in lines[here]):
            return
        at = find_signature(lines[here + 1])
        announced = (
            here > 0 and here - 1 not in self.signatures and find_signature(lines[here - 1]) is not None
        )
        mention = lines[here + 1][at].mention if at is not None and not announced else None
        if mention is not None:
            self.signatures.add(here + 1)
            given.entity = self.blocks.names.find(mention)
            given.attribution = Attribution("signature", self.blocks.texts[here + 1])

    def _running_on(self, number: int) -> AttributionResult | None:
        """What the block before told of a quotation that goes on here."""
        return self.given.get(number - 1) if self.blocks.marked[number].reopened else None

    def _is_speech(  # noqa: PLR0913, PLR0917  # where it stands, its words, its frame
        self, phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str, frame: Cue | None
    ) -> bool:
        if not self.blocks.vocabulary.is_supported:
            return is_speech_by_form(phrases, begin, at, limit, inside)
        return is_speech(phrases, begin, at, limit, inside, frame) and self._may_speak(phrases, frame)

    def _may_speak(self, phrases: Sequence[Phrase], frame: Cue | None) -> bool:
        """A headline quotes for the narrator, unless it is a sentence that says who speaks."""
        if self.block not in self.headlines:
            return True
        if frame is None or frame.rule not in _SAYS_WHO or self.block > 0:
            return False
        verb = phrases[frame.verb]
        small = self.blocks.texts[self.block][verb.start].islower()  # 'Quist Said “No” to Ames' is a headline
        return small and self.blocks.vocabulary.verbs.get(verb.low) == "finite"

    def _given(  # noqa: PLR0913  # where a quotation stands, what stands beside it
        self,
        phrases: Sequence[Phrase],
        at: int,
        limit: int,
        frame: Cue | None,
        entities: Mapping[int, Entity],
        *,
        second: bool,
    ) -> AttributionResult:
        told = self._told_by(phrases, frame, entities) if frame is not None else None
        if not self.blocks.vocabulary.is_supported:
            return self._unread(phrases, at, limit, told)
        if told is not None:
            return told
        if self.previous is not None and "same paragraph" in self.rule_groups:
            rule = "same sentence" if second else "same paragraph"
            memory = self.references.memory
            voice = memory.voice if memory.current_speaker_block == self.block else None
            return AttributionResult(voice or self.previous.entity, Attribution(rule))
        return self._without_cue()

    def _unread(
        self, phrases: Sequence[Phrase], at: int, limit: int, told: AttributionResult | None
    ) -> AttributionResult:
        """In a language that we do not read only a name beside the mark counts, and its clause is heard."""
        if told is not None and told.entity is not None and told.entity.is_named:
            return told
        frame = trailing_clause_cue(phrases, at, limit)
        beside = self._told_by(phrases, frame, {0: UNNAMED_SOURCE}) if frame is not None else None
        return beside or AttributionResult(None, Attribution("none"))

    def _told_by(
        self, phrases: Sequence[Phrase], frame: Cue, entities: Mapping[int, Entity]
    ) -> AttributionResult | None:
        """What a frame tells; one without a subject goes on with who spoke in the block before it."""
        speakers = tuple(entities[at] for at in frame.subject if at in entities)
        last = frame.last
        while last > frame.first + 1 and phrases[last - 1].kind == "punct":
            last -= 1
        span = Span(self.block, phrases[frame.first].start, phrases[last - 1].end)
        words = self.blocks.texts[self.block][span.start : span.end]
        if speakers and speakers[0] is UNNAMED_SOURCE:
            return AttributionResult(None, Attribution(frame.rule, words, span))
        if frame.rule == "colon" and len(speakers) == 1 and not speakers[0].can_speak:
            mention = phrases[frame.subject[0]].mention
            owner = self.references.owner(mention) if mention is not None else None
            speakers = (owner,) if owner is not None else speakers
        if speakers:
            return AttributionResult(self._one_voice(speakers), Attribution(frame.rule, words, span))
        silent = self._silent_subject() if not frame.subject else None
        return (
            AttributionResult(silent, Attribution("participle", words, span)) if silent is not None else None
        )

    def _silent_subject(self) -> Entity | None:
        """Whom a verb without a subject means."""
        memory = self.references.memory
        drops = self.blocks.vocabulary.is_pro_drop
        last = memory.subject_in_block() or memory.latest_person() if drops else None
        return last or (self.previous.entity if self.previous is not None else None)

    def _without_cue(self) -> AttributionResult:
        memory = self.references.memory
        asker = self._asker(self.number) if "previous speaker" in self.rule_groups else None
        if asker is not None:
            return AttributionResult(asker, Attribution("previous speaker"))
        voice = memory.voice if "previous speaker" in self.rule_groups else None
        if voice is not None and memory.current_speaker_block >= self.block - 1:
            return AttributionResult(voice, Attribution("previous speaker"))
        subject = memory.last_subject() if "previous subject" in self.rule_groups else None
        if subject is not None:
            return AttributionResult(subject, Attribution("previous subject"))
        return AttributionResult(voice, Attribution("previous speaker"))

    def _asker(self, number: int) -> Entity | None:
        """Who asks again: a question, an answer by somebody else, and now another question without a name."""
        before = [self.blocks.marked[number - back] for back in (2, 1, 0)] if number > 1 else []
        asks = [self.blocks.texts[m.block][m.start : m.end].rstrip()[-1:] == "?" for m in before]
        blocks = [m.block for m in before]
        if asks != [True, False, True] or blocks != list(range(self.block - 2, self.block + 1)):
            return None
        asked, answered = self.given[number - 2].entity, self.given[number - 1].entity
        return asked if answered is not None and answered is not asked else None

    def _hear(self, phrases: Sequence[Phrase], start: int, end: int, entities: Mapping[int, Entity]) -> None:
        """Reported speech: 'X said the fire began here' makes X the voice; a question reports nobody."""
        heard = "reported speech" in self.rule_groups and phrases[end - 1].low != "?"
        frame = reported_speech_cue(phrases, start, end, self.blocks.vocabulary) if heard else None
        speakers = tuple(entities[at] for at in frame.subject if at in entities) if frame is not None else ()
        if speakers and speakers[0].can_speak:
            self.references.memory.spoke(self._one_voice(speakers))

    def _one_voice(self, speakers: tuple[Entity, ...]) -> Entity:
        """'A and B said' has one voice, that of both."""
        return speakers[0] if len(speakers) == 1 else self.blocks.names.group(speakers)


def _latest_mentions(phrases: Sequence[Phrase]) -> list[int]:
    """For each phrase the nearest mention before it, -1 if there is none: a look instead of a search."""
    found, latest = [], -1
    for at, phrase in enumerate(phrases):
        found.append(latest)
        latest = latest if phrase.mention is None else at
    return found
