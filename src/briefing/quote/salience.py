"""Salience: which of the entities mentioned lately a pronoun or a description refers to.

Each mention has a weight by its grammatical role, which decays with every sentence and paragraph.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.quote.cues.clauses import GrammaticalRole
from briefing.quote.entity import Entity

_MAX_SENTENCES = 14
_NO_PERSON = ("unknown", "organisation")
_MAX_MENTIONS = 50  # in a sentence without an end the latest count, so the time stays linear
_WEIGHT: dict[GrammaticalRole, float] = {
    "speaker": 2.4,
    "subject": 2.0,
    "clause subject": 1.3,
    "possessor": 0.7,
    "other": 0.6,
}
_UNKNOWN_GENDER = 0.7  # less within a sentence: 'Smith said he'
_UNKNOWN_GENDER_HERE = 0.3
_UNKNOWN_GENDER_IN_FIRST_PASS = 1.0  # a guess of the first pass would hold for the whole article
_UNKNOWN_GENDER_HERE_IN_FIRST_PASS = 1.5
_CONFLICTING_FIRST_NAME = 2.0
_UNPROVEN_NAME = 0.4
_DESCRIPTION = 0.8
_DESCRIBED_TOPIC = 0.4
_SENTENCE_DECAY = 0.7
_PARAGRAPH_DECAY = 0.35


@dataclass(slots=True)
class _MentionRecord:
    entity: Entity
    role: GrammaticalRole
    sentence: int
    block: int


class SalienceModel:
    """The mentions of the latest sentences in order, and who spoke last.

    Attributes:
        pair: The latest two persons named together.
        speaker: The entity that spoke last, in a quotation or in reported speech.
        speaker_block: The block in which it did.
    """

    def __init__(self, *, is_first_pass: bool = False, has_described_topics: bool = False) -> None:
        """Start without mentions; in the first pass the pronouns' evidence of gender is still unknown.

        With `has_described_topics` a description is hardly less salient than a name if it is the subject of
        the sentence before: 'Un voisin propose son garage. « … », dit-il.'
        """
        self.has_described_topics = has_described_topics
        self.described_topic = _DESCRIBED_TOPIC if has_described_topics else _DESCRIPTION
        self.unknown_gender = _UNKNOWN_GENDER_IN_FIRST_PASS if is_first_pass else _UNKNOWN_GENDER
        self.unknown_gender_here = (
            _UNKNOWN_GENDER_HERE_IN_FIRST_PASS if is_first_pass else _UNKNOWN_GENDER_HERE
        )
        self.mentions: list[_MentionRecord] = []
        self.sentence = 0
        self.block = 0
        self.pair: tuple[Entity, ...] = ()
        self.speaker: Entity | None = None
        self.speaker_block = -99

    def start_sentence(self, block: int) -> None:
        """Start a sentence of a block, and forget the mentions that are too far away."""
        self.sentence += 1
        self.block = block
        while self.mentions and self.mentions[0].sentence < self.sentence - _MAX_SENTENCES:
            self.mentions.pop(0)

    def add_mention(self, entity: Entity, role: GrammaticalRole) -> None:
        """Record a mention in the current sentence."""
        mention = _MentionRecord(entity, role, self.sentence, self.block)
        if mention not in self.mentions[-2:]:
            self.mentions.append(mention)
        if len(self.mentions) > _MAX_MENTIONS:
            self.mentions.pop(0)

    def add_pair(self, one: Entity, other: Entity) -> None:
        """Record two persons that are named together."""
        if one is not other and all(
            entity.is_person and not entity.is_description for entity in (one, other)
        ):
            self.pair = (one, other)

    def add_speaker(self, entity: Entity) -> None:
        """Record that an entity speaks, in a quotation or in reported speech."""
        self.speaker = entity
        self.speaker_block = self.block
        self.add_mention(entity, "speaker")

    def person(self, gender: str) -> Entity | None:
        """Return the referent of 'he' or 'she': the only person of this block, or the most salient one."""
        found = self._most_salient(
            lambda entity: entity.is_person and entity.gender()[0] in (gender, "unknown"), gender
        )
        here = [mention for mention in self.mentions if mention.block == self.block]
        if found is None or self.has_described_topics or any(mention.entity is found for mention in here):
            return found
        fitting = {mention.entity for mention in here if _is_introduced(mention, gender)}
        return fitting.pop() if len(fitting) == 1 else found

    def persons_called(self, noun: str, compound: str) -> list[Entity]:
        """Return the named persons with a title or role, the latest first; `compound` as in `is_called`."""
        fitting = [
            mention.entity
            for mention in reversed(self.mentions)
            if mention.entity.is_person
            and not mention.entity.is_description
            and mention.entity.is_called(noun, compound)
        ]
        return list(dict.fromkeys(fitting))

    def person_of_age(self, years: range, gender: str) -> Entity | None:
        """Return the most salient named person of such an age; a gender of '' is any."""
        return self._most_salient(
            lambda entity: (
                entity.age in years
                and not entity.is_description
                and (not gender or entity.gender()[0] in (gender, "unknown"))
            ),
            gender,
        )

    def last_speaker(self) -> Entity | None:
        """Return the named person who spoke last."""
        for mention in reversed(self.mentions):
            if mention.role == "speaker" and mention.entity.is_person and not mention.entity.is_description:
                return mention.entity
        return None

    def subject_in_block(self) -> Entity | None:
        """Return the latest person that was a subject in this block, named or described."""
        return next((e for block, e in self._subjects() if block == self.block and e.is_person), None)

    def organisation_ending_in(self, noun: str) -> Entity | None:
        """Return the referent of 'the union': the latest name that ends so."""
        for mention in reversed(self.mentions):
            entity = mention.entity
            is_name = not entity.is_description and len(entity.words) > 1
            if is_name and entity.words[-1].lower() == noun:
                return entity
        return None

    def latest_organisation(self) -> Entity | None:
        """Return the referent of 'le groupe': the latest name that was a subject and is no person's."""
        for mention in reversed(self.mentions):
            entity = mention.entity
            is_name = not entity.is_description and entity.kind in ("organisation", "name")
            if is_name and mention.role in ("subject", "speaker") and entity.gender()[0] in _NO_PERSON:
                return entity
        return None

    def person_in_block(self, gender: str) -> Entity | None:
        """Return the latest named person that was a subject in this block; a gender of '' is any."""
        for block, entity in self._subjects():
            if block != self.block or not entity.is_named:
                continue
            if not gender or entity.gender()[0] in (gender, "unknown"):
                return entity
        return None

    def only_person_in_block(self, gender: str) -> Entity | None:
        """Return the named person of a gender whom this block mentions, if it is only one, in any role."""
        here = {id(m.entity): m.entity for m in self.mentions if m.block == self.block and m.entity.is_named}
        found = [one for one in here.values() if _fits(one, gender)]
        return found[0] if len(found) == 1 else None

    def protagonist(self, gender: str) -> Entity | None:
        """Return the only named person of a gender in the latest sentences, if the text came back to them."""
        acting = [one for _, one in self._subjects() if one.is_named and one.gender()[0] == gender]
        return acting[0] if len(acting) > 2 and len(set(map(id, acting))) == 1 else None

    def latest_topic_person(self) -> Entity | None:
        """Return the latest subject or speaker that is a named person for sure."""
        persons = (entity for _, entity in self._subjects() if entity.kind == "person")
        return next((entity for entity in persons if not entity.is_description), None)

    def latest_person(self, gender: str = "", *, without_office: bool = False) -> Entity | None:
        """Return the most salient named person, the referent of 'the 36-year-old'.

        With `without_office` somebody whose office or profession the text has told is none.
        """
        return self._most_salient(
            lambda entity: (
                entity.is_named and _fits(entity, gender) and not (without_office and entity.role_nouns)
            ),
            gender,
        )

    def topic_before(self, gender: str) -> Entity | None:
        """Return the named person of a gender ('' is any) that spoke or acted last, if not long before."""
        block, entity = next((one for one in self._subjects() if one[1].can_speak), (-1, None))
        is_near = entity is not None and block >= self.block - 1 and entity.is_named
        return entity if entity is not None and is_near and _fits(entity, gender) else None

    def group_in_block(self) -> Entity | None:
        """Return the referent of a Spanish verb in the plural: 'Fuentes del caso …. “…”, aseguran'."""
        here = (entity for block, entity in self._subjects() if block == self.block)
        return next((one for one in here if one.kind in ("group", "organisation")), None)

    def latest_body(self) -> Entity | None:
        """Return the latest organisation that acted or spoke, with or without a name, if not long before."""
        near = (entity for block, entity in self._subjects() if block >= self.block - 1)
        return next((one for one in near if one.kind == "organisation"), None)

    def is_actor(self, entity: Entity) -> bool:
        """Return True if an entity is a subject or a speaker of this block."""
        return any(one is entity and block == self.block for block, one in self._subjects())

    def is_new(self, entity: Entity) -> bool:
        """Return True if no sentence before the current one mentions an entity."""
        return all(one.entity is not entity or one.sentence == self.sentence for one in self.mentions)

    def identify(self, description: Entity, person: Entity) -> None:
        """Let the mentions of a description be mentions of the person whom it describes."""
        for mention in self.mentions:
            if mention.entity is description:
                mention.entity = person

    def group(self) -> Entity | None:
        """Return the referent of 'they'."""
        return self._most_salient(lambda entity: entity.kind in ("group", "organisation"), "group")

    def latest_speaker_in_reach(self) -> Entity | None:
        """Return who spoke last, in this paragraph or in the one before."""
        return self.speaker if self.speaker_block >= self.block - 1 else None

    def described_group(self) -> Entity | None:
        """Return the latest group without a name ('the residents'), a subject before the others.

        A paragraph without a group ends its reach.
        """
        groups = [
            mention
            for mention in reversed(self.mentions)
            if mention.block >= self.block - 1
            and mention.entity.kind == "group"
            and mention.entity.is_description
        ]
        subjects = (mention for mention in groups if mention.role in ("speaker", "subject"))
        found = next(subjects, next(iter(groups), None))
        return found.entity if found is not None else None

    def other_person(self, than: Entity | None, blocks: int) -> Entity | None:
        """Return the latest person in so many blocks but for one; subjects and speakers come first."""
        near = [m for m in reversed(self.mentions) if m.block >= self.block - blocks and m.entity.is_person]
        actors = [mention.entity for mention in near if mention.role in ("speaker", "subject")]
        named = [mention.entity for mention in near if mention.entity.is_named]
        return next((one for one in (*actors, *named) if one is not than), None)

    def organisation(self) -> Entity | None:
        """Return the referent of 'it': the body that spoke in this block, or a body or a document."""
        body = self.speaker if self.speaker_block == self.block else None
        if body is not None and body.kind in ("organisation", "name") and body.gender()[0] in _NO_PERSON:
            return body
        return self._most_salient(lambda entity: entity.kind in ("organisation", "document"), "organisation")

    def document_in_block(self) -> Entity | None:
        """Return the document that this block mentioned last: 'darin heißt es'."""
        here = (mention.entity for mention in reversed(self.mentions) if mention.block == self.block)
        return next((entity for entity in here if entity.kind == "document"), None)

    def source_in_block(self) -> Entity | None:
        """Return the document or else the organisation that this block mentioned last: 'affirme-t-on'."""
        here = [mention.entity for mention in reversed(self.mentions) if mention.block == self.block]
        return self.document_in_block() or next((one for one in here if one.kind == "organisation"), None)

    def latest_mentioned(self, gender: str) -> Entity | None:
        """Return the person that was mentioned last before this sentence: 'ce dernier'."""
        own = (m for m in reversed(self.mentions) if m.sentence < self.sentence)
        before = (mention.entity for mention in own if mention.role != "speaker")
        fits = (gender, "unknown")
        persons = [one for one in before if one.is_person and not one.is_only_capitalized]
        found = [one for one in persons if one.gender()[0] in fits]
        return next((one for one in found if one.gender()[0] == gender), next(iter(found), None))

    def topic_in_block(self) -> Entity | None:
        """Return the latest subject or speaker of this block that can speak."""
        own = (entity for block, entity in self._subjects() if block == self.block and entity.can_speak)
        return next(own, None)

    def body_in_block(self) -> Entity | None:
        """Return the organisation that is the latest subject of this block: 'Le syndicat … indique-t-il'."""
        here = [mention for mention in self.mentions if mention.block == self.block]
        if any(_may_be_pronoun(mention) for mention in here):
            return None
        block, entity = next(self._subjects(), (-1, None))
        bodies = list(dict.fromkeys(m.entity for m in here if m.entity.kind == "organisation"))
        if block != self.block:
            return bodies[0] if len(bodies) == 1 else None  # 'Une voix dissonante, la préfecture.'
        return entity if entity in bodies else None

    def body_in_sentence(self) -> Entity | None:
        """Return the organisation that is the subject of this sentence, if no person is named in it."""
        own = [mention for mention in self.mentions if mention.sentence == self.sentence]
        bodies = [m.entity for m in own if m.role == "subject" and m.entity.kind == "organisation"]
        return bodies[0] if bodies and not any(map(_may_be_pronoun, own)) else None

    def subject_in_sentence(self) -> Entity | None:
        """Return the person or organisation that is the subject of the current sentence."""
        own = (m for m in reversed(self.mentions) if m.sentence == self.sentence and m.role == "subject")
        return next((mention.entity for mention in own if mention.entity.can_speak), None)

    def has_person_in_sentence(self) -> bool:
        """Return True if the current sentence has named a person already."""
        return any(mention.sentence == self.sentence and mention.entity.is_named for mention in self.mentions)

    def has_described_person_in_block(self, gender: str) -> bool:
        """Return True if this block has mentioned a person of a gender ('' is any) without a name."""
        here = (mention.entity for mention in self.mentions if mention.block == self.block)
        described = (one for one in here if one.kind == "person" and one.is_description)
        return any(not gender or one.gender()[0] in (gender, "unknown") for one in described)

    def last_subject(self, *, in_block: bool) -> Entity | None:
        """Return the latest subject that can speak; a single capitalized word without evidence cannot."""
        for block, entity in self._subjects():
            if in_block and block != self.block:
                return None
            if entity.can_speak and not entity.is_unproven:
                return entity
        return None

    def _subjects(self) -> Iterator[tuple[int, Entity]]:
        """Yield the speakers and the subjects with their block, the latest first."""
        for mention in reversed(self.mentions):
            if mention.role in ("speaker", "subject"):
                yield mention.block, mention.entity

    def _most_salient(self, fits: Callable[[Entity], bool], gender: str) -> Entity | None:
        best: Entity | None = None
        best_score = -99.0
        for mention in reversed(self.mentions):
            entity = mention.entity
            if not fits(entity):
                continue
            score = _WEIGHT[mention.role] - _SENTENCE_DECAY * (self.sentence - mention.sentence)
            score -= _PARAGRAPH_DECAY * (self.block - mention.block)
            if entity.gender()[0] != gender:
                is_here = mention.sentence == self.sentence
                score -= self.unknown_gender_here if is_here else self.unknown_gender
                score -= _CONFLICTING_FIRST_NAME if entity.has_conflicting_first_name(gender) else 0
            if entity.kind == "name":
                score -= _UNPROVEN_NAME
            if entity.is_description:
                is_topic = mention.role == "subject" and mention.block == self.block
                score -= (
                    self.described_topic
                    if is_topic and self.sentence - mention.sentence <= 1
                    else _DESCRIPTION
                )
            if score > best_score:
                best, best_score = entity, score
        return best


def _fits(entity: Entity, gender: str) -> bool:
    return not gender or entity.gender()[0] in (gender, "unknown")


def _is_introduced(mention: _MentionRecord, gender: str) -> bool:
    """Return True for a person whose name tells the gender, and for one without a name who spoke."""
    entity, (found, source) = mention.entity, mention.entity.gender()
    if entity.is_description:
        is_new = entity.words[0] in ("a", "an") and mention.role == "speaker"
        return is_new and entity.kind == "person" and found in (gender, "unknown")
    return entity.kind == "person" and found == gender and source in ("title", "relation", "first name")


def _may_be_pronoun(mention: _MentionRecord) -> bool:
    """Return True for a person; not for a possessor or one capitalized word: 'Alpinismo'."""
    entity = mention.entity
    return entity.is_person and not entity.is_only_capitalized and mention.role != "possessor"
