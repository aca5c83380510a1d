"""The entities of an article: persons, groups, organisations and things, under all their names.

Full names come first; a surname or a first name then refers to the full name that it is part of.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefing.quote.entity import Entity, EntityKind, KinshipTable
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import Vocabulary, first_name_gender
from briefing.quote.phrases.mentions import Mention, NameParts
from briefing.quote.translate.grammar import last_noun
from briefing.text import fold_name

_LONGEST_NAME = 4  # words


class EntityTable:
    """The entities of one article; each name or description refers to one of them."""

    def __init__(self, vocabulary: Vocabulary, lowercase_words: frozenset[str] = frozenset()) -> None:
        """Start without entities; `lowercase_words` are words that the article also writes in lower case."""
        self.vocabulary = vocabulary
        self.lowercase_words = lowercase_words
        self.entities: list[Entity] = []
        self.kinship = KinshipTable()
        self.sentence = 0  # the number of the sentence that is read
        self._by_last_word: dict[str, list[Entity]] = defaultdict(list)
        self._by_first_word: dict[str, list[Entity]] = defaultdict(list)
        self._by_first_surname: dict[str, list[Entity]] = defaultdict(list)
        self._by_description: dict[str, Entity] = {}
        self._by_noun: dict[str, Entity] = {}  # the latest description with a noun
        self._groups: dict[tuple[int, ...], Entity] = {}
        self._members: dict[tuple[int, str], Entity] = {}

    def add_names(self, mentions: Iterable[Mention]) -> None:
        """Add every full name, so that a surname is known before its full name is read."""
        for mention in mentions:
            for parts in (mention.name, mention.possessor):
                if parts is not None and len(parts.core) > 1:
                    self._full_name(parts).full_count += 1

    def add_couple(self, first: NameParts, second: NameParts) -> None:
        """Add 'Janet Applewhite' for 'Janet and Ken Applewhite', unless Janet is somebody's surname."""
        if not self._by_last_word.get(fold_name(first.core[0])):
            partner = self._full_name(second)
            name = NameParts(first.titles, (*first.core, partner.words[-1]), "person")
            self.kinship.add_couple(self._full_name(name), partner)

    def add_family_surname(self, entity: Entity, relative: Entity) -> None:
        """Let the surname of 'his wife, Tilly,' be his, if the article gives no other."""
        if len(entity.words) == 1 and len(relative.words) > 1 and entity.is_person:
            family = self._by_last_word[fold_name(relative.words[-1])]
            if entity not in family:
                family.append(entity)

    def resolve_name(self, mention: Mention) -> Entity:
        """Return the entity of a mention with a name, and keep the evidence of its gender and kind."""
        parts = mention.name
        if parts is None:
            raise ValueError("a mention without a name")
        entity = self.entity_of_name(parts)
        if len(parts.core) > 1:
            entity.named_in = self.sentence
        if entity.kind == "name" and mention.noun and mention.entity_type == "organisation":
            entity.confirm_kind("organisation")  # 'the union URW'
        self._add_title_evidence(entity, parts, mention)
        return entity

    def entity_of_name(self, parts: NameParts) -> Entity:
        """Return the entity of a name, a new one if no known name fits."""
        if len(parts.core) > 1:
            return self._full_name(parts)
        return self._single_name(parts)

    def resolve_description(self, mention: Mention) -> Entity:
        """Return the entity of a description; 'a police spokesman' is one throughout the article."""
        key = self._description_key(mention.words)
        is_short = mention.is_definite and len(mention.words) == 2
        entity = self._by_description.get(key) or (self._by_noun.get(mention.compound) if is_short else None)
        if entity is None:
            entity = Entity(
                self._description_words(mention), _kind_of(mention), len(self.entities), is_description=True
            )
            self.entities.append(entity)
            self._by_description[key] = entity
            if mention.entity_type in ("woman", "man"):
                entity.add_gender_evidence(_gender_of_noun(mention), "relation")
        elif (
            entity.is_description and not self._has_article(entity.words) and self._has_article(mention.words)
        ):
            entity.words = self._description_words(mention)  # 'the barbers', called 'barbers' before
        self._by_noun[mention.noun] = self._by_noun[mention.compound] = entity
        return entity

    def _has_article(self, words: Sequence[str]) -> bool:
        return words[0].lower() in self.vocabulary.articles

    def has_description(self, mention: Mention) -> bool:
        """Return True if the article has such a description: 'the clerk' may be 'a clerk of the bank'."""
        is_known = self._description_key(mention.words) in self._by_description
        return is_known or not self._by_noun.keys().isdisjoint(self._forms(mention.compound))

    def latest_described(self, noun: str) -> Entity | None:
        """Return the latest entity that was described with a noun."""
        return self._by_noun.get(noun)

    def _forms(self, noun: str) -> Iterable[str]:
        """Return a German noun, and the form of 'den Angeklagten' for 'der Angeklagte'."""
        return (noun, f"{noun}n", f"{noun}en") if self.vocabulary.genitive_articles else (noun,)

    def forget_sentences(self) -> None:
        """Start again at the first sentence."""
        for entity in self.entities:
            entity.named_in = -1

    def clear_descriptions(self) -> None:
        """Forget all descriptions before the second pass."""
        self._by_description.clear()
        self._by_noun.clear()

    def add_description(self, entity: Entity, mention: Mention, role: str) -> None:
        """Let a description beside a name refer to it from here on: 'the club's captain, Jane Doe'."""
        entity.role = entity.role or role
        if mention.is_definite:
            self._by_description[self._description_key(mention.words)] = entity
            self._by_description[self._description_key(role.split())] = entity
        self._add_noun_evidence(entity, mention)

    def identify(self, description: Entity, person: Entity) -> None:
        """Let a description that was read as somebody else refer to a named person."""
        for by_words in (self._by_description, self._by_noun):
            for words, entity in by_words.items():
                if entity is description:
                    by_words[words] = person
                    person.role_nouns.add(words)
        for gender, source in description.gender_evidence:
            person.add_gender_evidence(gender, source)

    def group_of(self, members: tuple[Entity, ...]) -> Entity:
        """Return the entity of several speakers, one for each set of members; a single one is itself."""
        if len(members) == 1:
            return members[0]
        key = tuple(sorted(member.order for member in members))
        if key not in self._groups:
            words = tuple(f" {self.vocabulary.conjunction} ".join(_names_of_members(members)).split())
            entity = Entity(words, "group", len(self.entities), members=members)
            self.entities.append(entity)
            self._groups[key] = entity
        return self._groups[key]

    def member_of(self, group: Entity, word: str) -> Entity:
        """Return 'one resident' or 'another resident', by the word that stands for it."""
        key = (group.order, word)
        if key not in self._members:
            noun = self._head_noun(group.words)
            one = _singular(noun)
            is_known = self.vocabulary.nouns.get(one) in ("person", "woman", "man")
            self._members[key] = self._described((word, one) if is_known else (word, "of", "the", noun))
        return self._members[key]

    def peer_of(self, person: Entity, word: str) -> Entity:
        """Return 'another neighbour' for 'another' behind 'one neighbour'."""
        key = (person.order, word)
        if person.words[0] == word:
            return person
        if key not in self._members:
            self._members[key] = self._described((word, *person.words[1:]))
        return self._members[key]

    def _described(self, words: tuple[str, ...]) -> Entity:
        entity = Entity(words, "person", len(self.entities), is_description=True)
        self.entities.append(entity)
        return entity

    def _head_noun(self, words: Sequence[str]) -> str:
        """Return 'nurses' for 'two nurses at the clinic'."""
        lows = [word.lower() for word in words]
        ends = (at for at, low in enumerate(lows) if self.vocabulary.classes.get(low) in ("prep", "rel"))
        end = next((at for at in ends if at > 0), len(lows))
        return lows[end - 1]

    def _description_words(self, mention: Mention) -> tuple[str, ...]:
        """Return the words of a description, without the capital of a sentence: 'the club's chairman'.

        An article of another case than the nominative is left out: 'Bericht' for 'dem Bericht'.
        """
        first, *rest = mention.text.split()
        low = mention.words[0].lower()
        if rest and low in self.vocabulary.oblique_articles:
            return self._nominative(rest) if low in self.vocabulary.genitive_articles else tuple(rest)
        if self.vocabulary.genitive_articles and not mention.has_determiner:
            return self._nominative([first, *rest])
        is_function_word = low in self.vocabulary.articles or low in self.vocabulary.classes
        lower_first = first[0].lower() + first[1:]
        return (lower_first if is_function_word and mention.has_determiner else first, *rest)

    def _nominative(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return 'Ministerium' for 'Ministeriums', if the list has the noun without the ending."""
        *before, last = words
        stem = last.removesuffix("s")
        return (*before, stem if last_noun(stem.lower(), self.vocabulary) else last)

    def _description_key(self, words: Sequence[str]) -> str:
        articles = self.vocabulary.articles
        return " ".join(fold_name(word) for word in words if word.lower() not in articles)

    def _full_name(self, parts: NameParts) -> Entity:
        for entity in self._by_last_word[fold_name(parts.core[-1])]:
            if _is_same_name(parts.core, entity.words):
                if len(entity.words) < len(parts.core) <= _LONGEST_NAME:
                    entity.words = parts.core
                if parts.kind == "person":
                    entity.confirm_kind("person")
                return entity
        return self._add(parts)

    def _single_name(self, parts: NameParts) -> Entity:
        word = fold_name(parts.core[0])
        candidates = (
            self._by_last_word.get(word) or self._by_first_word.get(word) or self._by_first_surname.get(word)
        )
        if not candidates:
            return self._add(parts)
        gender = next((self.vocabulary.titles.get(title) for title in parts.titles), None)
        fitting = [e for e in candidates if gender not in ("female", "male") or _may_be(e, gender)]
        if not fitting and all(entity.gender()[1] != "first name" for entity in candidates):
            return self._add(parts)
        fitting = fitting or candidates
        here = [entity for entity in fitting if entity.named_in >= self.sentence - 1]
        if len(here) == 1:
            return here[0]  # 'Her rival Dan Cole left. … Cole said'
        return max(fitting, key=lambda entity: (entity.full_count, -entity.order))

    def _add(self, parts: NameParts) -> Entity:
        kind = "person" if self._is_first_name(parts) else parts.kind
        entity = Entity(parts.core, kind, len(self.entities))
        self.entities.append(entity)
        self._by_last_word[fold_name(parts.core[-1])].append(entity)
        if len(parts.core) > 1 and self._may_be_person(parts):
            self._by_first_word[fold_name(parts.core[0])].append(entity)
            if self.vocabulary.has_two_surnames and len(parts.core) > 2:
                self._by_first_surname[fold_name(parts.core[-2])].append(entity)
        return entity

    def _is_first_name(self, parts: NameParts) -> bool:
        """Return True if a single word is a first name: 'Josiane'; in English it could be a surname."""
        is_alone = self.vocabulary.uses_elegant_variation and len(parts.core) == 1 and parts.kind == "name"
        return is_alone and first_name_gender(parts.core[0]) in ("female", "male")

    def _may_be_person(self, parts: NameParts) -> bool:
        """Return True if the first word may be a first name; a 'Smith Foundation' has none."""
        if parts.kind != "name":
            return parts.kind == "person"
        return not any(fold_name(word) in self.lowercase_words for word in parts.core[1:])

    def _add_title_evidence(self, entity: Entity, parts: NameParts, mention: Mention) -> None:
        for title in parts.titles:
            gender = self.vocabulary.titles.get(title)
            if gender not in ("female", "male"):
                noun = self.vocabulary.nouns.get(title)
                gender = {"woman": "female", "man": "male"}.get(noun or "")
            if gender:
                entity.add_gender_evidence(gender, "title")
        in_full = self.vocabulary.titles_in_full
        entity.role_nouns.update(in_full.get(title, title) for title in parts.titles)
        self._add_noun_evidence(entity, mention)

    def _add_noun_evidence(self, entity: Entity, mention: Mention) -> None:
        if mention.entity_type in ("woman", "man"):
            entity.add_gender_evidence(_gender_of_noun(mention), "relation")
        if mention.noun and mention.entity_type in ("woman", "man", "person"):
            entity.role_nouns.update((mention.noun, mention.compound))
            entity.role = entity.role or _role_before_name(mention)


def _singular(noun: str) -> str:
    """Return 'nurse' for 'nurses'."""
    if noun in ("people", "children"):
        return {"people": "person", "children": "child"}[noun]
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    endings = (("sses", "ss"), ("ches", "ch"), ("ies", "y"), ("s", ""))
    return next((noun.removesuffix(end) + one for end, one in endings if noun.endswith(end)), noun)


def _gender_of_noun(mention: Mention) -> str:
    return "female" if mention.entity_type == "woman" else "male"


def _names_of_members(members: tuple[Entity, ...]) -> list[str]:
    """Return the names of a group, with a shared surname once: 'Ann' and 'Bob Lee'."""
    surnames = {member.words[-1] for member in members}
    is_shared = len(surnames) == 1 and all(len(member.words) == 2 and member.is_person for member in members)
    return [*(one.words[0] if is_shared else one.name for one in members[:-1]), members[-1].name]


def _role_before_name(mention: Mention) -> str:
    """Return 'club's chairman' for 'the club's chairman Lee Smith'."""
    lows = [word.lower() for word in mention.words]
    if mention.noun not in lows:
        return mention.noun  # the last part of a German compound
    words = mention.words[: lows.index(mention.noun) + 1]
    return " ".join(words[mention.has_determiner :]).replace(" 's", "'s").replace(" ’s", "’s")


def _kind_of(mention: Mention) -> EntityKind:
    """Return the kind of a description; an unknown noun is a thing, unless it ends like nouns of persons."""
    if mention.entity_type in ("group", "organisation", "document"):
        return mention.entity_type
    is_person = mention.entity_type or mention.noun.endswith(CUE_WORDS.person_endings)
    return "person" if is_person else "thing"


def _may_be(entity: Entity, gender: str | None) -> bool:
    return entity.gender()[0] in (gender, "unknown")


def _is_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return True if the names can be one person's: Paul W. Ames and Paul Ames; Marsh Quist and Ida Marsh
    Quist; J. Ames and Jo Ames.
    """
    left, right = [fold_name(word).strip(".") for word in one], [fold_name(word).strip(".") for word in other]
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    first, second = left[0], right[0]
    return first[0] == second[0] and (len(first) == 1 or len(second) == 1 or first[:3] == second[:3])
