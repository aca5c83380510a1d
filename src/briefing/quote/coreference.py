"""Whom a mention means: names by the article's table, pronouns and descriptions by what was said before."""

from collections.abc import Sequence

from briefing.quote.descriptions import ages, ages_described, appositions, full_description
from briefing.quote.entities import UNNAMED_SOURCE, Entity, EntityTable
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, NameParts, Phrase
from briefing.quote.rule_groups import RuleGroup
from briefing.quote.salience import SalienceModel

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself"})
_OF_NOBODY = frozenset(
    {"be", "been", "become", "not", "take", "taken", "seem", "seemed", "happen", "happened"}
)
_GENDERS = {"woman": "female", "man": "male"}
_AND = frozenset({"and", "&"})
_PAIR = frozenset({"pair", "duo", "couple", "twosome"})
_PLURAL = frozenset({"have", "haven't", "are", "aren't", "were", "weren't", "do", "don't"})


class CoreferenceResolver:
    """The mentions of an article resolved in the order of the text; what was heard is kept in `memory`."""

    def __init__(self, names: EntityTable, vocabulary: Vocabulary, rule_groups: frozenset[RuleGroup]) -> None:
        self.names = names
        self.vocabulary = vocabulary
        self.rule_groups = rule_groups
        self.memory = SalienceModel(learns_genders=True)

    def forget(self) -> None:
        """Read again from the first block, with the genders that the pronouns told."""
        self.memory = SalienceModel()
        self.names.clear_descriptions()

    def resolve_mentions(
        self, text: str, phrases: Sequence[Phrase], start: int, end: int
    ) -> dict[int, Entity]:
        """The entities of the phrases from `start` to `end` of a block, by index; `text` is the block's."""
        self._learn_roles(text, phrases, start, end)
        entities: dict[int, Entity] = {}
        for at in range(start, end):
            if phrases[at].mention is None:
                continue
            entity = self._resolve(full_description(text, phrases, at, end))
            if entity is None:
                continue
            if entity is UNNAMED_SOURCE:
                entities[at] = entity
                continue
            several = entity.is_person and _acts_as_several(phrases, at, start, end)
            if several or (_may_be_no_person(entity, phrases[at]) and _speaks_of_itself(phrases, at, end)):
                entity.kind = "organisation"
            entities[at] = entity
            self.memory.note(entity, _place(phrases, at, start, end))
            if at - 2 in entities and phrases[at - 1].low in _AND:
                self.memory.note_pair(entities[at - 2], entity)
        return entities

    def _learn_roles(self, text: str, phrases: Sequence[Phrase], start: int, end: int) -> None:
        for beside in appositions(phrases, start, end) if "appositions" in self.rule_groups else ():
            role = text[beside.mention.start : beside.end]
            role = role.split(None, 1)[-1] if beside.mention.determined else role
            entity = self.names.entity_of_name(beside.name)
            if beside.mention.possessor_pronoun:
                self._learn_relative(self.owner(beside.mention), beside.mention, entity)
            self.names.call(entity, beside.mention, role)
        for name, years in ages(phrases, start, end):
            self.names.entity_of_name(name).years = years

    def _resolve(self, mention: Mention) -> Entity | None:
        if mention.kind == "pronoun":
            return self._resolve_pronoun(mention.words[0])
        owner = self.owner(mention)
        if mention.kind == "name":
            entity = self._resolve_demonym(mention) or self.names.find(mention)
            self._learn_relative(owner, mention, entity)
            return entity
        if owner is not None and owner.is_person:
            self.memory.note(owner, "owner")
        relative = self.names.kinship.find(owner, mention.noun) if owner is not None else None
        return relative or self._resolve_description(mention) or self.names.describe(mention)

    def owner(self, mention: Mention) -> Entity | None:
        """Whose husband 'her husband' is, and whose 'Smith's husband'."""
        if mention.possessor_pronoun in ("his", "her"):
            return self._resolve_pronoun(mention.possessor_pronoun)
        if mention.owner is None or not mention.owner.core:
            return None
        return self.names.entity_of_name(mention.owner)

    def _learn_relative(self, owner: Entity | None, mention: Mention, relative: Entity) -> None:
        """'her husband Leon', 'his wife, Tilly': who is whose, and of which family."""
        if owner is None or mention.noun not in self.vocabulary.kin or not owner.is_person:
            return
        self.names.kinship.tell(owner, mention.noun, relative)
        self.names.add_family_surname(relative, owner)

    def _resolve_demonym(self, mention: Mention) -> Entity | None:
        """'the Scot': the latest named person."""
        is_demonym = len(mention.words) == 2 and mention.words[1].lower() in self.vocabulary.demonyms
        told = "descriptions" in self.rule_groups and mention.definite and is_demonym
        return self.memory.latest_person() if told else None

    def _resolve_description(self, mention: Mention) -> Entity | None:
        """'the senator', 'the 36-year-old': a named person of whom the article has told that."""
        if (
            "descriptions" not in self.rule_groups
            or not mention.definite
            or (mention.owner is not None and not self._is_attribute(mention, mention.owner))
            or mention.possessor_pronoun
        ):
            return None
        years = ages_described(mention, self.vocabulary)
        aged = self.memory.aged(years, _GENDERS.get(mention.entity_type, "")) if years is not None else None
        if aged is not None or mention.noun.endswith("-year-old"):
            return aged or self.memory.latest_person()
        if mention.noun in _PAIR and self.memory.pair:
            return self._pair()
        if mention.entity_type == "organisation" and len(mention.words) == 2:
            return self.memory.organisation(mention.noun)
        is_person = mention.entity_type in ("person", "man", "woman")
        return self._resolve_office(mention) if is_person else None

    def _resolve_office(self, mention: Mention) -> Entity | None:
        """'the senator' is who was called so; 'the expert', whom nobody has introduced, who spoke last."""
        called = self.memory.called(mention.noun)
        if called:
            return called[0] if len(mention.words) == 2 or len(called) == 1 else None
        is_new = not self.names.knows(mention) and mention.noun not in self.vocabulary.often_unnamed
        return (
            self._resolve_new_description(mention, _GENDERS.get(mention.entity_type, "")) if is_new else None
        )

    def _resolve_new_description(self, mention: Mention, gender: str) -> Entity | None:
        """'the expert', whom nobody has introduced, is whom a sentence told of last, or who spoke last."""
        if self.vocabulary.uses_elegant_variation:
            return self._resolve_elegant_variation(mention, gender)
        adorned = {word.lower() for word in mention.words[1:-1]}  # 'the retired seamstress'
        short = adorned <= self.vocabulary.neutral_modifiers or mention.owner is not None
        voice = self.memory.latest_topic_person() or self.memory.last_speaker() if short else None
        fits = voice is not None and (not gender or voice.gender()[0] in (gender, "unknown"))
        return voice if fits else None

    def _resolve_elegant_variation(self, mention: Mention, gender: str) -> Entity | None:
        """'el centrocampista' is whom the sentence before was about; the new word tells the gender.

        'el jefe del Ejecutivo' may be somebody else, unless the paragraph is about one already.
        """
        person = self.memory.person_in_block(gender)
        if person is None and _is_short(mention):
            person = self.memory.latest_person(gender)
        if person is not None and gender:
            person.tell(gender, "relation")
        return person

    def _is_attribute(self, mention: Mention, owner: NameParts) -> bool:
        """'the Harbour Lane actress', not 'Lane's actress' and not the 'Smith adviser' of a Smith."""
        possessive = any(word in ("'s", "’s", "'", "’") for word in mention.words)
        if possessive or not mention.determined or not owner.core:
            return False
        return self.names.entity_of_name(owner).kind != "person"

    def _resolve_pronoun(self, low: str) -> Entity | None:
        if low == "anybody":
            return UNNAMED_SOURCE
        if "pronouns" not in self.rule_groups:
            return None
        if low in _HE or low in _SHE:
            gender = "male" if low in _HE else "female"
            person = self.memory.person(gender)
            if person is not None:
                person.tell(gender, "pronoun")
            return person
        if low in _THEY:
            return self.memory.several() or self._pair()
        if low == "it":
            return self.memory.thing()
        return None

    def _pair(self) -> Entity | None:
        return self.names.group(self.memory.pair) if self.memory.pair else None


def _is_short(mention: Mention) -> bool:
    """'la jeune femme', 'la comédienne de 29 ans': no words that tell of somebody else's office."""
    return len(mention.words) <= 3 or (len(mention.words) <= 5 and any(map(str.isdigit, mention.words)))


def _acts_as_several(phrases: Sequence[Phrase], at: int, start: int, end: int) -> bool:
    """'Tall Harbour have denied it': a name with a verb in the plural is an organisation's."""
    joined = at > start and (phrases[at - 1].kind == "conj" or phrases[at - 1].low == ",")
    mention = phrases[at].mention
    named = mention is not None and mention.kind == "name"
    return named and not joined and at + 1 < end and phrases[at + 1].low in _PLURAL


def _may_be_no_person(entity: Entity, phrase: Phrase) -> bool:
    """A name that nothing proves a person's, or one with an article: 'The Travel Arbiter'."""
    mention = phrase.mention
    if mention is None or mention.name is None or mention.noun or mention.name.titles:
        return False
    return entity.kind == "name" or (mention.determined and mention.name.core == entity.words)


def _speaks_of_itself(phrases: Sequence[Phrase], at: int, end: int) -> bool:
    """'Northlake said it would cut jobs'; of the weather one says 'it would be', 'it was a'."""
    mention = phrases[at].mention
    if mention is None or mention.kind != "name" or at + 4 >= end or phrases[at + 1].kind != "verb":
        return False
    it = at + 3 if phrases[at + 2].low == "that" else at + 2
    if phrases[it].low != "it" or it + 2 >= end:
        return False
    helper, act = phrases[it + 1].low, phrases[it + 2]
    if helper in ("is", "was"):
        return act.low.endswith("ing") and act.kind in ("verb", "participle")
    return helper in ("had", "has", "will", "would") and act.low not in _OF_NOBODY and act.kind != "np"


def _place(phrases: Sequence[Phrase], at: int, start: int, end: int) -> str:
    """The part that a mention plays: 'subject', 'clause' (subject of a later clause) or 'other'."""
    before = phrases[at - 1] if at > start else None
    behind = at + 2 if at + 1 < end and phrases[at + 1].low in _REFLEXIVE else at + 1  # 'Smith herself'
    after = phrases[behind] if behind < end else None
    if before is not None and before.kind == "prep":
        return "subject" if _is_topic(phrases, at, start) else "other"
    if before is not None and before.kind == "aux" and _is_inverted(phrases, at, start):
        return "subject"
    if after is not None and after.low in ("who", "that") and at - 2 >= start and phrases[at - 2].low == "it":
        return "subject"  # 'it was X who'
    if before is not None and before.kind == "verb" and before.low not in ("told", "asked"):
        return "subject" if at - 2 >= start and phrases[at - 2].kind in ("quote", "punct") else "other"
    if before is None or before.kind in ("punct", "sub", "quote", "conj", "rel"):  # noqa: SIM102  # two thoughts
        if after is not None and (after.kind in ("verb", "aux", "word", "adv") or after.low == ","):
            return "clause" if before is not None and before.kind in ("sub", "rel") else "subject"
    return "other"


def _is_topic(phrases: Sequence[Phrase], at: int, start: int) -> bool:
    """'As for X,'."""
    return at - 2 == start and phrases[start].low == "as" and phrases[at - 1].low == "for"


def _is_inverted(phrases: Sequence[Phrase], at: int, start: int) -> bool:
    """'Among the guests was X, who': no comma parts the adverbial from its verb, and X is the subject."""
    introduced = phrases[start].kind == "prep" and phrases[at - 1].low in ("was", "were", "is", "are")
    return introduced and not any(phrase.kind in ("punct", "verb") for phrase in phrases[start + 1 : at])
