"""The result of an attribution, and who speaks a quotation without a cue: the narrator's sentence hands over.

'Ferrand is not convinced. “This is my stall.”'; 'And from Ann Lee, a baker:' above a quotation; behind it 'So
said Lee.' In a dialogue the order of the turns tells who speaks.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.model import Attribution, Span
from briefing.quote.cues.clauses import Sentence, grammatical_role
from briefing.quote.cues.cue import Clause, Cue
from briefing.quote.cues.cue_finder import lead_in_cue
from briefing.quote.entity import UNNAMED_SOURCE, Entity
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, Phrase
from briefing.quote.quotation_kinds import is_inanimate

_THIRD_PERSON = CUE_WORDS.masculine_pronouns | CUE_WORDS.feminine_pronouns
_VERBAL = ("verb", "aux")
_OFTEN = 2
_SHORTEST_SENTENCE = 3  # phrases, with its full stop: 'So said Lee.'
_ARTICLE_AND_NOUN = 2  # words
_FEW = 3  # phrases: a quotation and its marks
_SOURCES = frozenset({"of", "from"})
_WE = frozenset({"we", "our", "us", "we're", "we've", "we'll", "ours"})
_APOSTROPHES = ("'", "’")

OwnerOf = Callable[[Mention], Entity | None]
"""Finds whose words a mention names: 'Lee's view'."""


@dataclass(slots=True, eq=False)
class AttributionResult:
    """The speaker and the kind of a quotation.

    All parts of a quotation over several blocks share one result; a later part may have the only cue.
    """

    entity: Entity | None
    attribution: Attribution
    is_speech: bool = True


NOT_ATTRIBUTED = AttributionResult(None, Attribution("none"), is_speech=False)


def person_named_behind(cue: Cue | None, result: AttributionResult) -> Entity | None:
    """Return the person that the narrator names behind a fragment: '“harsh conditions,” says Lee'."""
    is_behind = cue is not None and cue.rule == "said name"
    return result.entity if is_behind and result.entity is not None and result.entity.is_named else None


class NarratedSentence(NamedTuple):
    """A sentence of the narrator without a quotation.

    Attributes:
        sentence: Its phrases.
        entities: The entities of its phrases, by index.
        reports: It reports speech: 'Lee told the council:'.
    """

    sentence: Sentence
    entities: Mapping[int, Entity]
    reports: bool

    @property
    def is_question(self) -> bool:
        """Return True if the narrator asks."""
        return self.sentence.phrases[self.sentence.end - 1].low == "?"


class Interviewee:
    """Who answers the narrator's questions in a feature, as long as one person does."""

    def __init__(self) -> None:
        self._answered: dict[Entity, None] = {}
        self._spoken: Counter[Entity] = Counter()

    def note(self, speaker: Entity) -> None:
        """Count a quotation of a named person, in an article of a language with new nouns for a person."""
        if speaker.is_named:
            self._spoken[speaker] += 1

    def _protagonist(self) -> Entity | None:
        """Return who has spoken more than twice as often as anybody else."""
        (first, most), (_, next_most) = [*self._spoken.most_common(2), (None, 0), (None, 0)][:2]
        return first if most > _OFTEN * next_most else None

    def answers(self, found: Entity | None, subject: Phrase | None) -> Entity | None:
        """Return who gives an answer.

        Args:
            found: The speaker by the other rules.
            subject: The subject of the answer's cue, None if it has none.

        Returns:
            Who gave the answers before, unless the cue names somebody else; otherwise `found`.
        """
        only = next(iter(self._answered)) if len(self._answered) == 1 else None
        is_named = subject is not None and subject.low not in _THIRD_PERSON
        if only is not None and not is_named and _may_be(only, subject):
            return only
        if subject is None and not self._answered:
            found = self._protagonist() or found  # 'And retirement? “I shall learn to cook.”'
        if found is not None and found.is_named:
            self._answered[found] = None
        return found


def _may_be(person: Entity, subject: Phrase | None) -> bool:
    """Return True if a pronoun may refer to a person."""
    low = subject.low if subject is not None else ""
    pronouns = {"female": CUE_WORDS.feminine_pronouns, "male": CUE_WORDS.masculine_pronouns}
    return not low or low in pronouns.get(person.gender()[0], _THIRD_PERSON)


def speaker_by_sentence(found: NarratedSentence, quoted_text: str, owner_of: OwnerOf) -> Entity | None:
    """Return the subject of the sentence directly before a quotation, or the only person in it.

    None if the quoted words are about somebody and not about the speaker: 'Lee won. “He deserves it.”'
    'Lee' is the subject of 'Lee's view is different.' too. A thing is returned if it owns what is said: 'The
    message from the port was blunt.'
    """
    if (revealed := _revealed(found)) is not None:
        return revealed
    if found.reports or _is_about_another(quoted_text):
        return None
    owner = _owner_of_utterance(found, found.sentence.start, owner_of) or _writer(found, owner_of)
    if owner is not None:
        return owner
    speakers = list(_speakers(found))
    subject = next(
        (one for at, one in speakers if grammatical_role(found.sentence, at, at) == "subject"), None
    )
    persons = list(dict.fromkeys(_named(found, at) or one for at, one in speakers if one.is_person))
    if subject is not None or persons:
        return subject or (persons[0] if len(persons) == 1 else None)
    bodies = list(dict.fromkeys(one for at, one in speakers if not _is_pronoun(found, at)))
    speaks_for_body = len(bodies) == 1 and not _WE.isdisjoint(_words(quoted_text))
    return bodies[0] if speaks_for_body else None  # 'It has the backing of the union. “We voted for it.”'


def _revealed(found: NarratedSentence) -> Entity | None:
    """Return X of 'One man kept calm: the pilot, X.' and of 'It drew an angry response from X.'"""
    _, phrases, start, end, _ = found.sentence
    for at in range(start, end - 2):
        is_from = _names_utterance(phrases[at]) and phrases[at + 1].low == "from"
        if phrases[at].low == ":" or is_from:
            behind = _named(found, at + 1 + is_from)
            return behind if behind is not None and behind.is_named else None
    return None


def _is_pronoun(found: NarratedSentence, at: int) -> bool:
    mention = found.sentence.phrases[at].mention
    return mention is not None and mention.kind == "pronoun"


def _writer(found: NarratedSentence, owner_of: OwnerOf) -> Entity | None:
    """Return who wrote what a sentence names: 'Read his diary.', 'It is in his hand.'

    A text that nobody signs has no writer: 'The last entry was short.'
    """
    _, phrases, start, end, _ = found.sentence
    for at in range(start, end):
        mention = phrases[at].mention
        if mention is None or not (mention.possessor or mention.possessor_pronoun in ("his", "her")):
            continue
        is_hand = at > start and phrases[at - 1].low == "in" and mention.noun in CUE_WORDS.handwriting
        if is_hand or mention.noun in CUE_WORDS.diaries:
            return owner_of(mention)
    return UNNAMED_SOURCE if _is_inscription(found) else None


def _is_inscription(found: NarratedSentence) -> bool:
    """Return True if the sentence is about a text that nobody signs: 'The last entry was short.'"""
    phrases, start, end = found.sentence.phrases, found.sentence.start, found.sentence.end
    mention = phrases[start].mention
    is_text = mention is not None and mention.is_definite and mention.noun in CUE_WORDS.inscribed
    return is_text and start + 1 < end and phrases[start + 1].low in ("is", "was", "are", "were")


def _owner_of_utterance(found: NarratedSentence, at: int, owner_of: OwnerOf) -> Entity | None:
    """Return whose words a phrase names: 'Lee's view', 'the verdict of the owner'."""
    phrases, end = found.sentence.phrases, found.sentence.end
    mention = phrases[at].mention
    if mention is None or mention.noun not in CUE_WORDS.utterances:
        return None
    is_from = at + 2 < end and phrases[at + 1].low in CUE_WORDS.sources
    return _named(found, at + 2) if is_from else owner_of(mention)


def _named(found: NarratedSentence, at: int) -> Entity | None:
    """Return the entity of a phrase; for 'the owner, Ann Lee' the one with the name."""
    entity, beside = found.entities.get(at), found.entities.get(at + 2)
    if beside is not None and found.sentence.phrases[at + 1].low in _APOSTROPHES:
        return _named(found, at + 2)  # 'the residents' chairman, Ann Lee'
    is_described = entity is not None and entity.is_description and entity.is_person
    is_apart = is_described and found.sentence.phrases[at + 1].low == ","
    return beside if is_apart and beside is not None and beside.is_named else entity


def speaker_by_sentence_behind(found: NarratedSentence, owner_of: OwnerOf) -> Entity | None:
    """Return who spoke by the sentence behind a quotation: 'So said Lee.', 'That was the verdict of Lee.'

    'That was before Lee came' and 'It is not a view that Lee shares' tell of nobody.
    """
    text, phrases, start, end, _ = found.sentence
    if end - start < _SHORTEST_SENTENCE or any(p.low in CUE_WORDS.negations for p in phrases[start:end]):
        return None
    pointer = text[phrases[start + 1].start : phrases[start + 1].end].lower().split()
    if phrases[start].low == "with" and pointer[0] in CUE_WORDS.pointing:
        return next((one for at, one in _speakers(found) if phrases[at - 1].low == ","), None)
    if phrases[start].low in CUE_WORDS.pointing or _names_speaker(phrases[start]):
        return next(_speakers_behind(found, owner_of), None)
    return _owner_of_utterance(found, start, owner_of) if phrases[start + 1].low in _SOURCES else None


def attribution_behind(found: NarratedSentence, block: int) -> Attribution:
    """Return the attribution by a sentence behind a quotation; 'With that, Lee left.' is none."""
    text, phrases, start, end, _ = found.sentence
    if phrases[start].low == "with":
        return Attribution("handover")
    span = Span(block, phrases[start].start, phrases[end - 1].end)
    return Attribution("handover", text[span.start : span.end], span)


def _names_speaker(phrase: Phrase) -> bool:
    """Return True if a phrase names what was said or who said it: 'The words', 'The speaker'."""
    mention = phrase.mention
    if mention is None or not mention.is_definite or len(mention.words) > _ARTICLE_AND_NOUN:
        return False
    return mention.noun in CUE_WORDS.utterances or mention.noun == "speaker"


def _speakers_behind(found: NarratedSentence, owner_of: OwnerOf) -> Iterator[Entity]:
    """Yield who is said to have spoken: behind 'is', behind a verb, and the owner of the words."""
    _, phrases, start, end, _ = found.sentence
    speakers = {at: _named(found, at) or one for at, one in _speakers(found)}
    for at in range(start, end):
        owner = _owner_of_utterance(found, at, owner_of)
        if owner is not None and owner.can_speak:
            yield owner
        if at == start or at not in speakers or phrases[at + 1].low in _APOSTROPHES:
            continue
        first = _first_of_apposition(phrases, at, start)
        before, is_second = phrases[first - 1], first - 2 == start
        is_inverted = before.kind == "verb" or before.low in CUE_WORDS.inverted_verbs | {"from"}
        is_predicate = before.kind == "aux" and speakers[at].is_named
        is_told = before.kind in ("sub", "rel") and first - 1 > start and _is_told(phrases, at, end)
        is_told = is_told or (before.low == "by" and any(map(_names_utterance, phrases[start:first])))
        if is_told or (is_second and (is_inverted or is_predicate)):
            yield speakers[at]


def _first_of_apposition(phrases: Sequence[Phrase], at: int, start: int) -> int:
    """Return the first phrase of 'the tenants' leader, Ann Lee'."""
    is_apart = at - 2 > start and phrases[at - 1].low == "," and phrases[at - 2].kind == "np"
    first = at - 2 if is_apart else at
    return first - 2 if first - 2 > start and phrases[first - 1].low in _APOSTROPHES else first


def _names_utterance(phrase: Phrase) -> bool:
    """Return True if a phrase is about something said: 'the reply', 'an angry answer'."""
    mention = phrase.mention
    return mention is not None and any(word.lower() in CUE_WORDS.utterances for word in mention.words)


def _is_told(phrases: Sequence[Phrase], at: int, end: int) -> bool:
    """Return True if a verb of speaking follows in the clause: 'a line that Lee repeats'."""
    return any(phrase.kind == "verb" or phrase.low in ("put", "puts") for phrase in phrases[at + 1 : end])


def speaker_by_line(found: NarratedSentence) -> Entity | None:
    """Return who speaks below a line that ends in a colon, or below 'From the desk of Ann Lee, baker.'"""
    text, phrases, start, end, _ = found.sentence
    is_source = phrases[start].low == "from" and not any(p.kind in _VERBAL for p in phrases[start:end])
    if found.reports or not (is_source or text.rstrip().endswith(":")):
        return None
    document = found.entities.get(start)
    if document is not None and document.kind == "document" and not is_source:
        return document  # 'The treaty draws the border as follows:'
    for at, entity in _speakers(found):
        before = phrases[at - 1] if at > start else None
        is_source = before is None or before.kind != "prep" or before.low in CUE_WORDS.sources
        if is_source or phrases[start].low in CUE_WORDS.handing:
            return entity
    return None


def _speakers(found: NarratedSentence) -> Iterator[tuple[int, Entity]]:
    """Yield the persons and groups of a sentence; a capitalized word alone may be anything."""
    for at, entity in sorted(found.entities.items()):
        if entity.can_speak and not entity.is_unproven and not _is_possessor(found, at):
            yield at, entity


def _is_possessor(found: NarratedSentence, at: int) -> bool:
    mention = found.sentence.phrases[at].mention
    is_thing = mention is not None and mention.kind == "nominal" and not mention.entity_type
    return is_thing and mention is not None and mention.noun not in CUE_WORDS.attributes


def _is_about_another(quoted_text: str) -> bool:
    words = _words(quoted_text)
    return bool(words & CUE_WORDS.third_person) and not words & CUE_WORDS.first_person


def _words(quoted_text: str) -> set[str]:
    return {word.strip(".,?!…").replace("’", "'").lower() for word in quoted_text.split()}


def is_indirect(sentence: Sentence, moods: frozenset[str]) -> bool:
    """Return True if a finite verb is in the mood of indirect speech: 'Das Team habe gekämpft.'"""
    return bool(moods) and any(
        phrase.kind in ("aux", "verb", "word") and sentence.text[phrase.start : phrase.end].lower() in moods
        for phrase in sentence.phrases[sentence.start : sentence.end]
    )


def cue_span(cue: Cue, phrases: Sequence[Phrase], block: int) -> Span:
    """Return the characters of a cue, without the punctuation at its end."""
    last = cue.last
    while last > cue.first + 1 and phrases[last - 1].kind == "punct":
        last -= 1
    return Span(block, phrases[cue.first].start, phrases[last - 1].end)


def segment_of_subject(cue: Cue, text: str, phrases: Sequence[Phrase]) -> Sentence:
    """Return the words between the marks around the subject of a cue."""
    subject = cue.subject[0]
    ends = (at for at in range(subject, cue.last) if phrases[at].kind == "punct")
    starts = (at + 1 for at in range(subject, cue.first, -1) if phrases[at].kind == "punct")
    return Sentence(text, phrases, next(starts, cue.first), next(ends, cue.last))


def result_of_passage(
    line: NarratedSentence | None, quoted_text: str, vocabulary: Vocabulary
) -> AttributionResult:
    """Return the result of a passage that the page sets apart, by the sentence above it if there is one."""
    author = _speaker_of_passage(line, quoted_text, vocabulary) if line is not None else None
    return AttributionResult(author, Attribution("handover" if author is not None else "none"))


def _speaker_of_passage(line: NarratedSentence, quoted_text: str, vocabulary: Vocabulary) -> Entity | None:
    """Return who speaks or writes a passage.

    A colon or a verb of speaking leads to it; without a colon it is in the first person, or the sentence
    names a text: 'Lee sent this letter.' Nobody else speaks it: it may be about the person of the sentence.
    """
    text, phrases, start, end, _ = line.sentence
    cue = lead_in_cue(Clause(phrases, start, end, vocabulary))
    found = [line.entities[at] for at in cue.subject if at in line.entities] if cue is not None else []
    speaker = found[0] if cue is not None and found and not found[0].is_only_capitalized else None
    mention = phrases[cue.subject[0]].mention if cue is not None and speaker is not None else None
    if mention is not None and (
        is_inanimate(mention, vocabulary) or mention.noun in vocabulary.unspoken_texts
    ):
        return None
    is_thing = cue is not None and cue.rule == "colon" and speaker is not None and speaker.kind == "thing"
    if text.rstrip().endswith(":"):
        return None if is_thing else speaker or speaker_by_line(line)
    mentions = (phrase.mention for phrase in phrases[start:end])
    names_text = any(
        mention.entity_type == "document" or mention.noun in CUE_WORDS.utterances
        for mention in mentions
        if mention is not None
    )
    is_own = not CUE_WORDS.first_person.isdisjoint(_words(quoted_text))
    if not (names_text or is_own) or is_thing or line.is_question:
        return None
    subject = speaker_by_sentence(line._replace(reports=False), "", lambda _: None) if names_text else None
    return speaker or subject


def is_reply(cue: Cue, phrases: Sequence[Phrase]) -> bool:
    """Return True for a voice without a name: '“…,” came the reply', 'came the voice from the pantry'."""
    comes = bool(cue.subject) and phrases[cue.verb].low in ("came", "comes")
    mention = phrases[cue.subject[0]].mention if comes else None
    is_voice = mention is not None and mention.noun in CUE_WORDS.utterances | CUE_WORDS.attributes
    return is_voice and mention is not None and mention.is_definite and mention.possessor is None
