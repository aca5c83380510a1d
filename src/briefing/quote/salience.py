"""What a listener remembers: who was mentioned lately, who spoke last, and so who 'she' is."""

from dataclasses import dataclass

from briefing.quote.entities import Entity

_SENTENCES = 14
_MENTIONS = 50  # in a sentence without end the latest count, so the work stays linear
_WEIGHT = {"speaker": 2.4, "subject": 2.0, "clause": 1.3, "owner": 0.7, "other": 0.6}
_UNKNOWN = 0.7  # whose gender nothing tells; less within a sentence: 'Smith said he'
_UNKNOWN_HERE = 0.3
_UNKNOWN_AT_FIRST = 1.0  # while the genders are learned, a guess would be kept for the whole article
_UNKNOWN_HERE_AT_FIRST = 1.5
_LEANING = 2.0  # whose first name says the other gender, if it is one
_SEXES = ("female", "male")
_DECAY = 0.7
_PARAGRAPH = 0.35


@dataclass(slots=True)
class _MentionRecord:
    entity: Entity
    place: str
    sentence: int
    block: int


class SalienceModel:
    """Mentions in order; the latest sentences count."""

    def __init__(self, *, learns_genders: bool = False) -> None:
        """`learns_genders`: what the pronouns tell of genders is still to be found out."""
        self.unknown, self.unknown_here = (
            (_UNKNOWN_AT_FIRST, _UNKNOWN_HERE_AT_FIRST) if learns_genders else (_UNKNOWN, _UNKNOWN_HERE)
        )
        self.heard: list[_MentionRecord] = []
        self.sentence = 0
        self.block = 0
        self.pair: tuple[Entity, ...] = ()  # the latest two persons named together
        self.voice: Entity | None = None
        self.current_speaker_block = -99

    def next_sentence(self, block: int) -> None:
        self.sentence += 1
        self.block = block
        while self.heard and self.heard[0].sentence < self.sentence - _SENTENCES:
            self.heard.pop(0)

    def note(self, entity: Entity, place: str) -> None:
        heard = _MentionRecord(entity, place, self.sentence, self.block)
        if heard not in self.heard[-2:]:
            self.heard.append(heard)
        if len(self.heard) > _MENTIONS:
            self.heard.pop(0)

    def note_pair(self, one: Entity, other: Entity) -> None:
        if one is not other and all(entity.is_person and not entity.described for entity in (one, other)):
            self.pair = (one, other)

    def spoke(self, entity: Entity) -> None:
        """The entity was heard, in a quotation or in reported words."""
        self.voice = entity
        self.current_speaker_block = self.block
        self.note(entity, "speaker")

    def person(self, gender: str) -> Entity | None:
        """Whom 'he' or 'she' means here."""
        return self._best(
            lambda entity: entity.is_person and entity.gender()[0] in (gender, "unknown"), gender
        )

    def called(self, noun: str) -> list[Entity]:
        """The named persons who were called so, the latest first."""
        fitting = [
            heard.entity
            for heard in reversed(self.heard)
            if heard.entity.is_person and not heard.entity.described and noun in heard.entity.nouns
        ]
        return list(dict.fromkeys(fitting))

    def aged(self, years: range, gender: str) -> Entity | None:
        """The latest named person of such an age, and of that gender if one is given."""
        return self._best(
            lambda entity: (
                entity.years in years
                and not entity.described
                and (not gender or entity.gender()[0] in (gender, "unknown"))
            ),
            gender,
        )

    def last_speaker(self) -> Entity | None:
        """The latest named person who was heard."""
        for heard in reversed(self.heard):
            if heard.place == "speaker" and heard.entity.is_person and not heard.entity.described:
                return heard.entity
        return None

    def subject_in_block(self) -> Entity | None:
        """The latest person of this block that a sentence was about, named or described."""
        for heard in reversed(self.heard):
            if heard.block == self.block and heard.place in ("speaker", "subject") and heard.entity.is_person:
                return heard.entity
        return None

    def organisation(self, noun: str) -> Entity | None:
        """Which one 'the union' is: the latest named one that ends so."""
        fits = (h.entity for h in reversed(self.heard) if not h.entity.described and len(h.entity.words) > 1)
        return next((entity for entity in fits if entity.words[-1].lower() == noun), None)

    def person_in_block(self, gender: str) -> Entity | None:
        """The latest named person of this block that a sentence was about; '' is any gender."""
        here = (heard for heard in reversed(self.heard) if heard.block == self.block)
        for heard in here:
            entity = heard.entity
            fits = entity.is_named and (not gender or entity.gender()[0] in (gender, "unknown"))
            if fits and heard.place in ("speaker", "subject"):
                return entity
        return None

    def latest_topic_person(self) -> Entity | None:
        """The latest named person, surely one, who spoke or whom a sentence was about."""
        for heard in reversed(self.heard):
            told = heard.place in ("speaker", "subject") and heard.entity.kind == "person"
            if told and not heard.entity.described:
                return heard.entity
        return None

    def latest_person(self, gender: str = "") -> Entity | None:
        """Whom 'the 36-year-old' means: the latest named person that a sentence was about."""
        genders = (gender, "unknown")
        return self._best(
            lambda entity: entity.is_named and (not gender or entity.gender()[0] in genders), gender
        )

    def several(self) -> Entity | None:
        return self._best(lambda entity: entity.kind in ("group", "organisation"), "group")

    def thing(self) -> Entity | None:
        return self._best(lambda entity: entity.kind in ("organisation", "document"), "organisation")

    def last_subject(self) -> Entity | None:
        """Who was talked about last; a single capital that nothing proves a name is nobody."""
        for heard in reversed(self.heard):
            entity = heard.entity
            unproven = entity.kind in ("place", "thing", "document") or (
                entity.kind == "name" and len(entity.words) == 1
            )
            if heard.place in ("speaker", "subject") and not unproven:
                return entity
        return None

    def _best(self, fits, gender: str) -> Entity | None:  # type: ignore[no-untyped-def]
        best: Entity | None = None
        best_score = -99.0
        for heard in reversed(self.heard):
            if not fits(heard.entity):
                continue
            score = _WEIGHT[heard.place] - _DECAY * (self.sentence - heard.sentence)
            score -= _PARAGRAPH * (self.block - heard.block)
            if heard.entity.gender()[0] != gender:
                score -= self.unknown_here if heard.sentence == self.sentence else self.unknown
                score -= (
                    _LEANING if gender in _SEXES and heard.entity.has_conflicting_first_name(gender) else 0
                )
            if heard.entity.kind == "name":
                score -= 0.4
            if heard.entity.described:
                score -= 0.8
            if score > best_score:
                best, best_score = heard.entity, score
        return best
