"""The result of an attribution, and who speaks a quotation without a cue: the narrator's sentence hands over.

'Ferrand is not convinced. “This is my stall.”'; 'And from Ann Lee, a baker:' above a quotation.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.model import Attribution
from briefing.quote.cues.clauses import Sentence, grammatical_role
from briefing.quote.cues.cue import Cue
from briefing.quote.entity import Entity
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.phrases.mentions import Mention, Phrase

_THIRD_PERSON = CUE_WORDS.masculine_pronouns | CUE_WORDS.feminine_pronouns
_VERBAL = ("verb", "aux")
_OFTEN = 2


@dataclass(slots=True, eq=False)
class AttributionResult:
    """The speaker and the kind of a quotation.

    All parts of a quotation over several blocks share one result; a later part may have the only cue.
    """

    entity: Entity | None
    attribution: Attribution
    is_speech: bool = True


NOT_ATTRIBUTED = AttributionResult(None, Attribution("none"), is_speech=False)


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


def speaker_by_sentence(
    found: NarratedSentence, quoted_text: str, possessor_of: Callable[[Mention], Entity | None]
) -> Entity | None:
    """Return the subject of the sentence directly before a quotation, or the only person in it.

    None if the quoted words are about somebody and not about the speaker: 'Lee won. “He deserves it.”'
    'Lee' is the subject of 'Lee's view is different.' too.
    """
    if found.reports or _is_about_another(quoted_text):
        return None
    first = found.sentence.phrases[found.sentence.start].mention
    possessor = possessor_of(first) if first is not None and first.noun in CUE_WORDS.utterances else None
    if possessor is not None:
        return possessor
    speakers = list(_speakers(found))
    subject = next(
        (one for at, one in speakers if grammatical_role(found.sentence, at, at) == "subject"), None
    )
    persons = list(dict.fromkeys(one for _, one in speakers if one.is_person))
    return subject or (persons[0] if len(persons) == 1 else None)


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
        is_unproven = entity.kind == "name" and len(entity.words) == 1
        if entity.can_speak and not is_unproven and not _is_possessor(found, at):
            yield at, entity


def _is_possessor(found: NarratedSentence, at: int) -> bool:
    mention = found.sentence.phrases[at].mention
    return mention is not None and mention.kind == "nominal" and not mention.entity_type


def _is_about_another(quoted_text: str) -> bool:
    words = {word.strip(".,?!…").replace("’", "'").lower() for word in quoted_text.split()}
    return bool(words & CUE_WORDS.third_person) and not words & CUE_WORDS.first_person


def is_indirect(sentence: Sentence, moods: frozenset[str]) -> bool:
    """Return True if a finite verb is in the mood of indirect speech: 'Das Team habe gekämpft.'"""
    return bool(moods) and any(
        phrase.kind in ("aux", "verb", "word") and sentence.text[phrase.start : phrase.end].lower() in moods
        for phrase in sentence.phrases[sentence.start : sentence.end]
    )


def segment_of_subject(cue: Cue, text: str, phrases: Sequence[Phrase]) -> Sentence:
    """Return the words between the marks around the subject of a cue."""
    subject = cue.subject[0]
    ends = (at for at in range(subject, cue.last) if phrases[at].kind == "punct")
    starts = (at + 1 for at in range(subject, cue.first, -1) if phrases[at].kind == "punct")
    return Sentence(text, phrases, next(starts, cue.first), next(ends, cue.last))
