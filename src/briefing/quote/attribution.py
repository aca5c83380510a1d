"""Attributes each quotation to a speaker: by a cue beside it, by its paragraph, or by the speaker before.

An article is read twice: the first pass only learns genders from pronouns, so that the referent of 'he' in a
later paragraph is not taken for a woman in an earlier one.
"""

from bisect import bisect_left
from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from briefing.model import Attribution
from briefing.quote.coreference import CoreferenceResolver
from briefing.quote.cues.clauses import Sentence, first_actors
from briefing.quote.cues.cue import Clause, Cue, QuoteSite
from briefing.quote.cues.cue_finder import find_cue, reported_speech_cue
from briefing.quote.entity import UNNAMED_SOURCE, Entity
from briefing.quote.evidence import described_person, is_utterance, only_person_of
from briefing.quote.handovers import (
    AttributionResult,
    Interviewee,
    NarratedSentence,
    attribution_behind,
    cue_span,
    is_indirect,
    is_reply,
    person_named_behind,
    result_of_passage,
    segment_of_subject,
    speaker_by_line,
    speaker_by_sentence,
    speaker_by_sentence_behind,
)
from briefing.quote.interview_speakers import Conversation
from briefing.quote.narration import Narration, SentenceSplitter
from briefing.quote.phrases.mentions import Phrase, find_signature, is_bare_name, latest_mentions
from briefing.quote.quotation_kinds import is_speech, is_speech_by_form, trailing_clause_cue

_LONGEST_CLAUSE = 60  # phrases before a quotation in which a cue may stand
_LONGEST_HANDOVER = (9, 12)  # phrases between two quotations; more where a person has a new noun each time
_NAMES_SPEAKER = ("name said", "said name")


class _CuedQuotation(NamedTuple):
    """A quotation, its cue, and the entities of its sentence by phrase; `is_second` in that sentence."""

    site: QuoteSite
    cue: Cue | None
    entities: Mapping[int, Entity]
    is_second: bool


class QuotationAttributor:
    """Reads an article from the first block to the last.

    Attributes:
        results: The result of each quotation, by its number.
    """

    def __init__(
        self, narration: Narration, resolver: CoreferenceResolver, headlines: frozenset[int]
    ) -> None:
        self.narration = narration
        self.resolver = resolver
        self.headlines = headlines
        self.splitter = SentenceSplitter(narration)
        self.sentences = [self.splitter.split(at, block) for at, block in enumerate(narration.phrases)]
        is_inverted = narration.vocabulary.has_inversion
        self.actors = [frozenset(first_actors(block) if is_inverted else ()) for block in narration.phrases]
        self.results: dict[int, AttributionResult] = {}
        self.signature_blocks: set[int] = set()
        self.interviewee = Interviewee()
        self.conversation = Conversation(narration, resolver, self.results)
        self.closing_sentences: dict[int, NarratedSentence] = {}  # of each block, if no quotation follows it

    def learn_genders(self) -> None:
        """Read the article once for the genders that its pronouns give."""
        for number in range(len(self.narration.phrases)):
            for start, end in self.sentences[number]:
                self.resolve_sentence(number, start, end)
        self.resolver.start_second_pass()

    def attribute(self) -> None:
        """Attribute every quotation; fills `results`."""
        for number in range(len(self.narration.phrases)):
            _BlockAttributor(self, number).attribute()

    def resolve_sentence(self, block: int, start: int, end: int) -> dict[int, Entity]:
        """Return the entities of a sentence's phrases, by index."""
        self.resolver.salience.start_sentence(block)
        return self.resolver.resolve_mentions(self.sentence(block, start, end))

    def sentence(self, block: int, start: int, end: int) -> Sentence:
        """Return phrases `start` to `end` (exclusive) of a block."""
        text, phrases = self.narration.texts[block], self.narration.phrases[block]
        return Sentence(text, phrases, start, end, self.actors[block])


class _BlockAttributor:
    """Attributes the quotations of one block."""

    def __init__(self, article: QuotationAttributor, number: int) -> None:
        self.article = article
        self.number = number
        self.phrases = article.narration.phrases[number]
        self.text = article.narration.texts[number]
        self.vocabulary = article.narration.vocabulary
        self.rule_groups = article.resolver.rule_groups
        self.salience = article.resolver.salience
        self.latest_mention = latest_mentions(self.phrases)
        self.previous: AttributionResult | None = None  # the speech before, in this block
        self.clause_start = 0
        self.narrated: NarratedSentence | None = None  # the sentence before, if it has no quotation

    def attribute(self) -> None:
        """Attribute the quotations of each sentence, or find the speaker of its reported speech."""
        for start, end in self.article.sentences[self.number]:
            self.clause_start = start  # a fragment in marks does not end the clause
            entities = self.article.resolve_sentence(self.number, start, end)
            quotes = [at for at in range(start, end) if self.phrases[at].kind == "quote"]
            for before, at, behind in zip([start - 1, *quotes], quotes, [*quotes[1:], end], strict=False):
                site = self._site(before + 1, at, behind)
                cue = find_cue(site, self.rule_groups)
                self._attribute_quotation(_CuedQuotation(site, cue, entities, before >= start))
            reports = not any(self.article.results[self.phrases[at].quote].is_speech for at in quotes)
            reports = reports and self._note_reported_speech(start, end, entities)
            sentence = self.article.sentence(self.number, start, end)
            reports = reports or (not quotes and self._note_indirect_speech(sentence))
            self.narrated = None if quotes else NarratedSentence(sentence, entities, reports)
            if self.narrated is not None and start and self.phrases[start - 1].kind == "quote":
                self._attribute_to_sentence_behind(self.narrated)
        if self.narrated is not None:
            self.article.closing_sentences[self.number] = self.narrated

    def _attribute_to_sentence_behind(self, found: NarratedSentence) -> None:
        """Give the quotation before a sentence such as 'So said Lee.' its speaker, if it has no cue."""
        result = self.article.results[self.phrases[found.sentence.start - 1].quote]
        if "handover" not in self.rule_groups or result.attribution.words or not result.is_speech:
            return
        speaker = speaker_by_sentence_behind(found, self.article.resolver.owner)
        if speaker is None and result.entity is None and self.vocabulary.uses_elegant_variation:
            speaker = only_person_of(found.entities.values())  # '« Moi ? » Anne Quirin sourit.'
        if speaker is None or not speaker.can_speak:
            return
        result.entity, result.attribution = speaker, attribution_behind(found, self.number)
        self.salience.add_speaker(speaker)

    def _site(self, start: int, at: int, end: int) -> QuoteSite:
        clause_start = max(self.clause_start, at - _LONGEST_CLAUSE)
        has_mention = self.latest_mention[at] >= clause_start
        text, closes = (
            self.article.splitter.quoted_text(self.phrases[at]),
            self.text[self.phrases[at].end :][:1],
        )
        clause_start = clause_start if has_mention else at
        return QuoteSite(self.phrases, self.vocabulary, at, start, end, clause_start, text, closes == ".")

    def _attribute_quotation(self, quotation: _CuedQuotation) -> None:
        site, cue = quotation.site, quotation.cue
        number = self.phrases[site.index].quote
        result = self._continued(number)
        if result is None:
            result = self._answer(quotation, self._result(quotation))
            is_form = self.article.narration.quoted[number] in self.article.narration.speech_by_form
            is_spoken = self._is_speech(site, cue)
            result.is_speech = is_form or "quotation kinds" not in self.rule_groups or is_spoken
        elif cue is not None and cue.subject and not result.attribution.words:
            found = self._result(quotation)
            result.entity, result.attribution = found.entity, found.attribution
        if result.is_speech and not result.attribution.words:
            self._apply_signature(result)
        self.article.results[number] = result
        if result.is_speech:
            if result.entity is not None:
                self.salience.add_speaker(result.entity)
                self.article.interviewee.note(result.entity)
            self.previous = result
            self.clause_start = site.index + 1
        elif (named := person_named_behind(cue, result)) is not None:
            self.salience.add_speaker(named)  # 'without “harsh conditions,” says Lee. “Just water.”'

    def _answer(self, quotation: _CuedQuotation, result: AttributionResult) -> AttributionResult:
        """Return the result of an answer to the narrator: 'Does he miss it? “No,” he snaps.'"""
        site, cue = quotation.site, quotation.cue
        above = self.article.closing_sentences.get(self.number - 1)
        asked = self.narrated or (above if site.index == 0 else None)
        if asked is not None and asked.is_question and self._begins_sentence(site):
            subject = self.phrases[cue.subject[0]] if cue is not None and cue.subject else None
            result.entity = self.article.interviewee.answers(result.entity, subject)
        return result

    def _apply_signature(self, result: AttributionResult) -> None:
        """Attribute a block that is nothing but a quotation to the signature in the next block."""
        lines, here = self.article.narration.phrases, self.number
        if here + 1 >= len(lines) or any(phrase.kind != "quote" for phrase in lines[here]):
            return
        is_below_signature = here - 1 in self.article.signature_blocks
        has_heading = here > 0 and not is_below_signature and find_signature(lines[here - 1]) is not None
        at = find_signature(lines[here + 1])
        mention = lines[here + 1][at].mention if at is not None and not has_heading else None
        if mention is not None:
            self.article.signature_blocks.add(here + 1)
            result.entity = self.article.narration.entities.resolve_name(mention)
            result.attribution = Attribution("signature", self.article.narration.texts[here + 1])

    def _continued(self, number: int) -> AttributionResult | None:
        """Return the result of the block before if its quotation goes on here."""
        is_reopened = self.article.narration.quoted[number].reopened
        return self.article.results.get(number - 1) if is_reopened else None

    def _is_speech(self, site: QuoteSite, cue: Cue | None) -> bool:
        if not self.vocabulary.is_supported:
            return is_speech_by_form(site)
        return is_speech(site, cue) and self._may_have_speech(cue)

    def _is_passage(self, site: QuoteSite) -> bool:
        """Return True if the page sets the whole block apart as a quotation."""
        narration = self.article.narration
        return narration.quoted[self.phrases[site.index].quote] in narration.passages

    def _may_have_speech(self, cue: Cue | None) -> bool:
        """Return True if the block is no headline, or one that is a sentence with a speaker."""
        if self.number not in self.article.headlines:
            return True
        if cue is None or cue.rule not in _NAMES_SPEAKER or self.number > 0:
            return False
        verb = self.phrases[cue.verb]
        is_lowercase = self.text[verb.start].islower()  # 'Quist Said “No” to Ames' is title case
        return is_lowercase and self.vocabulary.verbs.get(verb.low) == "finite"

    def _result(self, quotation: _CuedQuotation) -> AttributionResult:
        site, cue = quotation.site, quotation.cue
        if self._is_passage(site):
            above = self.number - 1 if self.article.narration.is_led_to(self.number) else -1
            line = self.article.closing_sentences.get(above)
            return result_of_passage(line, site.text, self.vocabulary)
        if cue is not None and cue.rule == "colon":
            segment = segment_of_subject(cue, self.text, self.phrases)
            reports = is_indirect(segment, self.vocabulary.subjunctives)
            speaker = self._indirect_speaker() if reports else None
            if speaker is not None:
                return AttributionResult(speaker, Attribution("previous speaker"))
        by_cue = self._result_of_cue(cue, quotation.entities) if cue is not None else None
        if not self.vocabulary.is_supported:
            return self._result_by_form(site, by_cue)
        if by_cue is not None:
            return by_cue
        result = self._result_of_context(quotation)
        entity = result.entity
        may_speak = entity is not None and (entity.can_speak or result.attribution.rule == "handover")
        is_voice = entity is not None and may_speak and not entity.is_generic
        is_same = self.previous is not None and entity is self.previous.entity
        return result if is_voice or is_same else AttributionResult(None, result.attribution)

    def _result_of_context(self, quotation: _CuedQuotation) -> AttributionResult:
        """Return the result where no cue names a speaker."""
        site = quotation.site
        if self.previous is not None and "same paragraph" in self.rule_groups:
            rule = "same sentence" if quotation.is_second else "same paragraph"
            speaker = self.salience.speaker if self.salience.speaker_block == self.number else None
            other = self._other_speaker(site)
            if other is not None:
                return AttributionResult(other, Attribution("handover"))
            return AttributionResult(speaker or self.previous.entity, Attribution(rule))
        return self._handed_over(site) or self._result_without_cue(site)

    def _handed_over(self, site: QuoteSite) -> AttributionResult | None:
        """Return the result if the narrator's sentence or line before the quotation tells who speaks."""
        if "handover" not in self.rule_groups or not self._begins_sentence(site):
            return None
        if self.narrated is not None:
            text = site.text if self.article.narration.tables is None else ""
            speaker = speaker_by_sentence(self.narrated, text, self.article.resolver.owner)
        else:
            line = self.article.closing_sentences.get(self.number - 1) if site.index == 0 else None
            speaker = speaker_by_line(line) if line is not None else None
        if speaker is not None and not speaker.can_speak and speaker.kind != "document":
            return AttributionResult(None, Attribution("none"))  # 'The message from the port was blunt.'
        is_speaker = speaker is not None and not speaker.is_generic
        return AttributionResult(speaker, Attribution("handover")) if is_speaker else None

    def _other_speaker(self, site: QuoteSite) -> Entity | None:
        """Return who takes over from the speaker before: 'X wurde noch deutlicher. „…“'.

        A longer sentence in the middle of a paragraph tells of somebody else without giving them the word.
        """
        if self.narrated is None:
            return None
        start, end = self.narrated.sentence[2:4]
        is_short = end - start <= _LONGEST_HANDOVER[self.vocabulary.uses_elegant_variation]
        result = self._handed_over(site) if is_short else None
        other = result.entity if result is not None else None
        is_person = other is not None and other.is_named and other.kind == "person"
        return other if is_person and other is not self.salience.speaker else None

    def _begins_sentence(self, site: QuoteSite) -> bool:
        """Return True if nothing of the quotation's sentence stands before it."""
        sentences = self.article.sentences[self.number]
        place = bisect_left(sentences, site.index, key=itemgetter(0))
        is_bare = site.clause_start == site.index and self.vocabulary.uses_elegant_variation
        if is_bare and site.preceding is not None and site.preceding.low == ":":
            return True  # 'Puis se redresse : « … »'
        return place < len(sentences) and sentences[place][0] == site.index

    def _result_by_form(self, site: QuoteSite, by_cue: AttributionResult | None) -> AttributionResult:
        """Return the result in a language without word lists: a name beside the mark, or the clause alone."""
        if by_cue is not None and by_cue.entity is not None and by_cue.entity.is_named:
            return by_cue
        cue = trailing_clause_cue(site)
        by_clause = self._result_of_cue(cue, {0: UNNAMED_SOURCE}) if cue is not None else None
        return by_clause or AttributionResult(None, Attribution("none"))

    def _result_of_cue(self, cue: Cue, entities: Mapping[int, Entity]) -> AttributionResult | None:
        """Return the speaker that a cue names; without a subject it is the speaker before."""
        speakers = tuple(dict.fromkeys(entities[at] for at in cue.subject if at in entities))
        span = cue_span(cue, self.phrases, self.number)
        words = self.text[span.start : span.end]
        if speakers and speakers[0] is UNNAMED_SOURCE:
            may_be_body = self.article.narration.may_stand_for_body(words)
            source = self.salience.source_in_block() if may_be_body else self.salience.document_in_block()
            return AttributionResult(source, Attribution(cue.rule, words, span))
        owner = self.article.resolver.owner_of_words(cue, self.phrases)
        speakers = (owner,) if owner is not None else speakers
        if owner is None and speakers and not speakers[0].can_speak and is_utterance(cue, self.phrases):
            return AttributionResult(None, Attribution("none"))  # 'The reply:'
        if is_reply(cue, self.phrases):
            respondent = self.article.conversation.respondent()
            return AttributionResult(respondent, Attribution(cue.rule, words, span))
        if self.vocabulary.is_pro_drop and all(speaker.kind == "thing" for speaker in speakers):
            speakers = ()  # 'Preguntada por el coste, contestó'
        if speakers:
            if self.narrated is not None and is_bare_name(self.phrases, cue.subject):
                described = described_person(self.narrated.entities.values(), speakers[0])
                self.article.resolver.identify(described, speakers[0])
            return AttributionResult(
                self.article.narration.entities.group_of(speakers), Attribution(cue.rule, words, span)
            )
        is_implicit = not cue.subject or self.vocabulary.is_pro_drop
        implicit = self._implicit_subject(self.phrases[cue.verb]) if is_implicit else None
        if implicit is None:
            return None
        return AttributionResult(implicit, Attribution("participle", words, span))

    def _implicit_subject(self, verb: Phrase) -> Entity | None:
        """Return the referent of a verb without a subject."""
        last, tables = None, self.article.narration.tables
        if self.vocabulary.is_pro_drop:
            is_plural = tables is not None and self.text[: verb.end].endswith(tables.plural_verbs)
            last = (is_plural and self.salience.group_in_block()) or self.salience.body_in_block()
            last = last or self.salience.subject_in_block() or self.salience.latest_person()
        return last or (self.previous.entity if self.previous is not None else None)

    def _result_without_cue(self, site: QuoteSite) -> AttributionResult:
        by_speaker, varies = "previous speaker" in self.rule_groups, self.vocabulary.uses_elegant_variation
        if varies and (here := self.salience.subject_in_sentence()) is not None:
            return AttributionResult(here, Attribution("previous subject"))  # 'La jefa, Julia Moreno, ve “…”'
        asked = self.article.closing_sentences.get(self.number - 1) if site.index == 0 else None
        number = self.phrases[site.index].quote
        by_turn = self.article.conversation.next_speaker(number, asked) if by_speaker else None
        if by_turn is not None:
            return by_turn
        speaker = self.salience.speaker if by_speaker else None
        if speaker is not None and self.salience.speaker_block >= self.number - 1:
            return AttributionResult(speaker, Attribution("previous speaker"))
        follows = self.narrated is not None and self._begins_sentence(site)
        is_on = "previous subject" in self.rule_groups
        if is_on and (subject := self.salience.last_subject(in_block=follows)) is not None:
            return AttributionResult(subject, Attribution("previous subject"))
        return AttributionResult(speaker, Attribution("previous speaker"))

    def _note_reported_speech(self, start: int, end: int, entities: Mapping[int, Entity]) -> bool:
        """Record the speaker of 'X said the fire began here'; return False if it has none (a question)."""
        if "reported speech" not in self.rule_groups or self.phrases[end - 1].low == "?":
            return False
        cue = reported_speech_cue(Clause(self.phrases, start, end, self.vocabulary))
        speakers = tuple(entities[at] for at in cue.subject if at in entities) if cue is not None else ()
        if cue is None or not speakers or not speakers[0].can_speak:
            return False
        is_weak = self.phrases[cue.verb].low.endswith("ing") or len(speakers) > 1
        if is_weak and all(one.is_only_capitalized for one in speakers):  # 'Inference, reading and faith'
            return False
        self.salience.add_speaker(self.article.narration.entities.group_of(speakers))
        return True

    def _note_indirect_speech(self, sentence: Sentence) -> bool:
        """Record who says what a sentence in the subjunctive reports; return False if it reports nothing."""
        reports = is_indirect(sentence, self.vocabulary.subjunctives)
        speaker = self._indirect_speaker() if reports else None
        if speaker is None:
            return False
        self.salience.add_speaker(speaker)
        return True

    def _indirect_speaker(self) -> Entity | None:
        """Return who speaks in indirect speech without a verb of its own: the speaker or the topic before."""
        if self.salience.speaker is not None and self.salience.speaker_block == self.number:
            return self.salience.speaker
        if self.narrated is not None:
            return speaker_by_sentence(self.narrated, "", self.article.resolver.owner)
        return self.salience.speaker if self.salience.speaker_block == self.number - 1 else None
