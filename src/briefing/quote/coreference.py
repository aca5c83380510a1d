"""Coreference: names refer by the entity table, pronouns and descriptions to what was mentioned before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.quote.cues.clauses import Sentence
from briefing.quote.cues.cue import Cue, RuleGroup, cannot_speak
from briefing.quote.entities import EntityTable
from briefing.quote.entity import (
    UNNAMED_SOURCE,
    Entity,
    age_of_description,
    ages,
    ages_described,
    appositions,
    full_description,
)
from briefing.quote.evidence import confirm_thing, proves_organisation, proves_place, role_of
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import POSSESSIVE, Mention, NameParts, Phrase, is_short_description
from briefing.quote.salience import SalienceModel

_GENDERS = {"woman": "female", "man": "male"}
_FEMININE_ENDINGS = ("a", "ère", "ée")  # 'la última', 'cette dernière', 'l'intéressée'
_LONGEST_OFFICE = 4  # words: 'le chef du gouvernement'
_THE_OTHER_ONE = 3  # words
_AND = frozenset({"and", "&"})


class CoreferenceResolver:
    """Resolves the mentions of an article in the order of the text."""

    def __init__(
        self, entities: EntityTable, vocabulary: Vocabulary, rule_groups: frozenset[RuleGroup]
    ) -> None:
        self.entities = entities
        self.vocabulary = vocabulary
        self.rule_groups = rule_groups
        self.salience = self._salience_model(is_first_pass=True)
        self.is_behind_verb = False  # the mention that is read

    def _salience_model(self, *, is_first_pass: bool) -> SalienceModel:
        has_described_topics = self.vocabulary.uses_elegant_variation
        return SalienceModel(is_first_pass=is_first_pass, has_described_topics=has_described_topics)

    def start_second_pass(self) -> None:
        """Start again at the first block, with the genders that the pronouns of the first pass gave."""
        self.salience = self._salience_model(is_first_pass=False)
        self.entities.forget_sentences()
        self.entities.clear_descriptions()

    def resolve_mentions(self, sentence: Sentence) -> dict[int, Entity]:
        """Return the entities of a sentence's phrases, by index."""
        text, phrases, start, end, _ = sentence
        described = self._add_descriptions(sentence)
        self.entities.sentence = self.salience.sentence
        found: dict[int, Entity] = {}
        is_romance, varies = self.vocabulary.is_romance, self.vocabulary.uses_elegant_variation
        for at in range(start, end):
            mention = phrases[at].mention
            if mention is None:
                continue
            is_contrasted = at == start and at + 1 < end and phrases[at + 1].low == ","  # 'Elle, prudente :'
            is_contrasted = is_contrasted or " " in text[mention.start : mention.end]  # 'la septuagenaria'
            full = full_description(text, phrases, at, end)
            self.is_behind_verb = at > start and phrases[at - 1].kind == "verb"
            entity = described.get(mention.start) if described else None
            if mention.kind == "pronoun":
                entity = entity or self._of_age(mention, text[mention.start : mention.end])
            if entity is None and mention.describes_person:
                entity = self._described_before(found, sentence, at)
            entity = entity or self._resolve(full, is_contrasted=is_contrasted)
            if entity is None:
                continue
            found[at] = entity
            if entity is UNNAMED_SOURCE or mention.start in described or self._is_place(entity, sentence, at):
                continue
            if proves_organisation(entity, sentence, at):
                entity.confirm_kind("organisation")
            if self.vocabulary.has_inversion and proves_place(entity, sentence, at):
                entity.confirm_kind("place")
            if is_romance and (mention.has_determiner or phrases[at - 1].low == "of"):
                confirm_thing(entity, sentence, at, found.get(at - 2))
            role = role_of(entity, sentence, at, self.vocabulary)
            if role == "subject" and self.vocabulary.has_inversion:
                entity.article = mention.words[0].lower() if mention.has_determiner else ""
            if varies and at + 1 < end and phrases[at + 1].low == "of" and entity.is_named:
                entity.age = entity.age or age_of_description(phrases, at, end, CUE_WORDS.years)
            self.salience.add_mention(entity, role)
            if at - 2 in found and phrases[at - 1].low in _AND:
                self.salience.add_pair(found[at - 2], entity)
        return found

    def identify(self, described: Entity | None, person: Entity) -> None:
        """Let 'Le ministre défend son texte. « … », dit Paul Vasselin' tell who the minister is."""
        is_told = described is not None and self.vocabulary.uses_elegant_variation
        if described is not None and is_told and self.salience.is_new(person):
            self.entities.identify(described, person)
            self.salience.identify(described, person)

    def possessor(self, mention: Mention) -> Entity | None:
        """Return whose husband 'her husband' or 'Smith's husband' is."""
        if mention.possessor_pronoun in ("his", "her"):
            return self._resolve_pronoun(mention.possessor_pronoun)
        if mention.possessor_pronoun == "their" and self.vocabulary.has_inversion:
            return self._resolve_female_or_plural()
        if mention.possessor_pronoun == "its" and mention.noun in CUE_WORDS.channels:
            return self.salience.latest_organisation()  # 'its account posted'
        if mention.possessor is None or not mention.possessor.core:
            return None
        return self.entities.entity_of_name(mention.possessor)

    def owner(self, mention: Mention) -> Entity | None:
        """Return whose words 'Lee's advice', 'her advice' and 'the union's advice' are."""
        ends = [at for at, word in enumerate(mention.words) if word in POSSESSIVE]
        if mention.possessor is not None or not ends or ends[-1] == 0:
            return self.possessor(mention)
        words = mention.words[: ends[-1]]
        noun = words[-1].lower()
        entity_type = self.vocabulary.nouns.get(noun, "")
        described = replace(mention, words=words, noun=noun, entity_type=entity_type)
        return self._resolve(described, is_contrasted=False)

    def owner_of_words(self, cue: Cue, phrases: Sequence[Phrase]) -> Entity | None:
        """Return the owner of the words that a cue names: 'Lee’s answer:', 'She recalled Lee’s advice:'."""
        if cue.rule == "colon":
            subject = phrases[cue.subject[0]]
            mention = subject.mention if cannot_speak(subject) else None
            return self.owner(mention) if mention is not None else None
        at = cue.last - 2
        ends = cue.rule == "name said" and at > cue.verb and phrases[at + 1].low == ":"
        before = phrases[at].mention if ends and phrases[at - 1].kind != "prep" else None
        has_owner = before is not None and any(word in POSSESSIVE for word in before.words)
        is_said = before is not None and has_owner and before.noun in CUE_WORDS.utterances
        return self.owner(before) if before is not None and is_said else None

    def _resolve_female_or_plural(self) -> Entity | None:
        """Resolve German 'ihre', which is 'her', 'their' and the possessive of feminine organisations."""
        topic = self.salience.subject_in_block()
        if topic is not None and topic.gender()[0] in ("female", "unknown"):
            return topic
        return self.salience.body_in_block() or self._resolve_pronoun("they")

    def _of_age(self, mention: Mention, text: str) -> Entity | None:
        """Return the person of 'der 57-Jährige', 'la quinquagénaire', 'celle-ci', read as pronouns."""
        if mention.kind != "pronoun":
            return None
        if text.lower() in self.vocabulary.latter:  # 'celle-ci'
            is_female = mention.words[0] in CUE_WORDS.feminine_pronouns
            return self.salience.latest_mentioned("female" if is_female else "male")
        if " " not in text:
            return None
        noun = text.rsplit(maxsplit=1)[-1].lower()
        digits = noun.split("-")[0]
        years = range(int(digits), int(digits) + 1) if digits.isdecimal() else self.vocabulary.ages.get(noun)
        gender = "female" if mention.words[0] in CUE_WORDS.feminine_pronouns else "male"
        return self.salience.person_of_age(years, gender) if years is not None else None

    def _described_before(self, found: Mapping[int, Entity], sentence: Sentence, at: int) -> Entity | None:
        """Return the organisation of 'le conseil, propriétaire du pont': a noun without an article.

        In 'El conductor del camión, un joven de 24 años, salió' a description describes another one.
        """
        mention, varies = sentence.phrases[at].mention, self.vocabulary.uses_elegant_variation
        if mention is None or not varies or at == sentence.start or sentence.phrases[at - 1].low != ",":
            return None
        if mention.has_determiner:
            is_first = at - 2 in (sentence.start, sentence.start + 2) and not mention.is_definite
            first = found.get(sentence.start) if is_first else None
            return first if first is not None and first.kind == "person" and first.is_description else None
        before = found.get(at - 2)
        return before if before is not None and before.kind == "organisation" else None

    def _is_place(self, entity: Entity, sentence: Sentence, at: int) -> bool:
        """Return True if one capitalized word follows a preposition of place: 'à Orléans', 'en Marbesa'."""
        before = sentence.phrases[at - 1].low if at > sentence.start else ""
        is_after_place = before in CUE_WORDS.place_prepositions and self.vocabulary.uses_elegant_variation
        return is_after_place and entity.is_only_capitalized

    def _add_descriptions(self, sentence: Sentence) -> dict[int, Entity]:
        """Record the appositions and the ages of a sentence.

        Returns:
            The person that 'a baker' or a noun without an article behind the name describes, by the noun's
            character.
        """
        bare: dict[int, Entity] = {}
        text, phrases, start, end, _ = sentence
        for found in appositions(phrases, start, end) if "appositions" in self.rule_groups else ():
            role = text[found.mention.start : found.end]
            role = role.split(None, 1)[-1] if found.mention.has_determiner else role
            entity = self.entities.entity_of_name(found.name)
            if found.mention.possessor_pronoun:
                self._add_relative(self.possessor(found.mention), found.mention, entity)
            self.entities.add_description(entity, found.mention, role)
            is_bare = self.vocabulary.uses_elegant_variation and not found.mention.has_determiner
            is_behind = entity.is_named and text[: found.mention.start].rstrip().endswith(",")
            is_indefinite = is_behind and found.mention.has_determiner and not found.mention.is_definite
            if (is_bare or is_indefinite) and found.mention.kind == "nominal":
                bare[found.mention.start] = entity
        for name, years in ages(phrases, start, end, CUE_WORDS.years):
            self.entities.entity_of_name(name).age = years
        return bare

    def _resolve(self, mention: Mention, *, is_contrasted: bool) -> Entity | None:
        if mention.kind == "pronoun":
            return self._resolve_pronoun(mention.words[0], may_be_body=not is_contrasted)
        if len(mention.words) == 1 and mention.words[0].lower() in CUE_WORDS.partitive_determiners:
            return self._resolve_partitive(mention.words[0].lower())
        if mention.is_definite and mention.words[1:2] == ("other",) and len(mention.words) <= _THE_OTHER_ONE:
            return self.salience.other_person(self.salience.subject_in_block(), 2)
        possessor = self.possessor(mention)
        if mention.kind == "name":
            entity = self._resolve_demonym(mention) or self.entities.resolve_name(mention)
            self._add_relative(possessor, mention, entity)
            return entity
        related = self._related(possessor, mention) if possessor is not None else None
        return related or self._resolve_description(mention) or self.entities.resolve_description(mention)

    def _related(self, possessor: Entity, mention: Mention) -> Entity | None:
        """Return who is meant by 'her voice', 'its account' and 'her husband'."""
        is_voice = possessor.is_person and mention.noun in CUE_WORDS.attributes
        if is_voice or (mention.possessor_pronoun and mention.noun in CUE_WORDS.channels):
            return possessor
        if possessor.is_person:
            self.salience.add_mention(possessor, "possessor")
        return self.entities.kinship.find(possessor, mention.noun)

    def _resolve_partitive(self, low: str) -> Entity:
        """Resolve 'one said', 'said another' to one of the latest group; behind 'one neighbour', to another.

        Without a group it names nobody.
        """
        peer = self.salience.latest_speaker_in_reach()
        if peer is not None and peer.is_description and peer.words[0] in CUE_WORDS.partitive_determiners:
            return self.entities.peer_of(peer, low)
        group = self.salience.described_group()
        return UNNAMED_SOURCE if group is None else self.entities.member_of(group, low)

    def _add_relative(self, person: Entity | None, mention: Mention, relative: Entity) -> None:
        """Record 'her husband Leon', 'his wife, Tilly': the relation and the surname."""
        if person is None or mention.noun not in self.vocabulary.kin or not person.is_person:
            return
        self.entities.kinship.add(person, mention.noun, relative)
        self.entities.add_family_surname(relative, person)

    def _resolve_demonym(self, mention: Mention) -> Entity | None:
        """Resolve 'the Scot' to the most salient named person."""
        is_demonym = len(mention.words) == 2 and mention.words[1].lower() in self.vocabulary.demonyms
        refers = "descriptions" in self.rule_groups and mention.is_definite and is_demonym
        return self.salience.latest_person() if refers else None

    def _resolve_description(self, mention: Mention) -> Entity | None:
        """Resolve 'the senator', 'the 36-year-old' to a named person whose office or age is known."""
        if (
            "descriptions" not in self.rule_groups
            or not mention.is_definite
            or (mention.possessor is not None and not self._is_attribute(mention, mention.possessor))
            or mention.possessor_pronoun
        ):
            return None
        gender = _GENDERS.get(mention.entity_type, "")
        if mention.noun in self.vocabulary.latter and len(mention.words) <= 2:
            gender = "female" if mention.noun.endswith(_FEMININE_ENDINGS) else "male"
            return self.salience.latest_mentioned(gender)
        years = ages_described(mention, self.vocabulary)
        person = self.salience.person_of_age(years, gender) if years is not None else None
        if person is not None or mention.noun.endswith("-year-old"):
            return person or self.salience.latest_person()
        if mention.noun in CUE_WORDS.pairs and self.salience.pair:
            return self._pair()
        if mention.entity_type == "organisation" and len(mention.words) == 2:
            return self._resolve_body(mention)
        is_person = mention.entity_type in ("person", "man", "woman")
        return self._resolve_office(mention, gender) if is_person else None

    def _resolve_body(self, mention: Mention) -> Entity | None:
        """Resolve 'the union' to a name that ends so, and 'l'organisme' to the body named last."""
        named = self.salience.organisation_ending_in(mention.noun)
        is_any = mention.noun in self.vocabulary.anaphoric_organisations
        if named is not None or not is_any or self.entities.has_description(mention):
            return named
        if self.vocabulary.has_inversion:
            body = self.salience.latest_body()
            return body if body is not None and not body.name.endswith("en") else None  # 'die Kassen'
        return self.salience.latest_organisation() or self.salience.latest_body()

    def _resolve_office(self, mention: Mention, gender: str) -> Entity | None:
        """Resolve 'the senator' to the person with that title, and a new noun by salience."""
        called = self.salience.persons_called(mention.noun, mention.compound)
        if not called and mention.is_definite and len(mention.words) <= _LONGEST_OFFICE:
            called = self._persons_called_otherwise(mention, gender)
        if called:
            return called[0] if len(mention.words) == 2 or len(called) == 1 else None
        is_modified = any(word.lower() in self.vocabulary.modifiers for word in mention.words)
        is_unnamed = mention.noun in self.vocabulary.often_unnamed
        is_unnamed = is_unnamed and not (is_modified and self.vocabulary.uses_elegant_variation)
        is_known = self.entities.has_description(mention) or is_unnamed
        return None if is_known else self._resolve_new_description(mention, gender)

    def _persons_called_otherwise(self, mention: Mention, gender: str) -> list[Entity]:
        """Return the latest person with another noun for the office: 'l'élue' for the mayor."""
        nouns = self.vocabulary.synonyms.get(mention.compound, frozenset())
        found = [one for noun in nouns for one in self.salience.persons_called(noun, noun)]
        unnamed = (self.entities.latest_described(noun) for noun in sorted(nouns))
        found += [one for one in unnamed if one is not None and self.salience.is_actor(one)]
        fitting = [one for one in found if not gender or one.gender()[0] in (gender, "unknown")]
        return fitting[:1] if len(set(fitting)) == 1 else []

    def _resolve_new_description(self, mention: Mention, gender: str) -> Entity | None:
        """Resolve 'the expert', without an introduction, to the topic of the sentence before."""
        if self.vocabulary.uses_elegant_variation:
            return self._resolve_elegant_variation(mention, gender)
        if self.salience.has_person_in_sentence():
            return None  # 'In a letter to Ada Moss, the inspector wrote'
        between = (word.lower() for word in mention.words[1:-1])  # 'the retired seamstress'
        modifiers = {word for word in between if not word[0].isdecimal()}  # 'the 6ft 5in hunk'
        is_open = modifiers <= self.vocabulary.neutral_modifiers or mention.possessor is not None
        person = self.salience.latest_topic_person() or self.salience.last_speaker() if is_open else None
        fits = person is not None and (not gender or person.gender()[0] in (gender, "unknown"))
        return person if fits else None

    def _resolve_elegant_variation(self, mention: Mention, gender: str) -> Entity | None:
        """Resolve 'el centrocampista' to the topic of the paragraph; the new noun gives the gender.

        In another paragraph who speaks ('« … », confie la caissière') is known; who acts may be new. A long
        description ('el jefe del Ejecutivo') refers to no other paragraph.
        """
        is_described = self.salience.has_described_person_in_block(gender)
        is_unnamed = self.vocabulary.has_inversion and is_described
        if mention.noun in self.vocabulary.generic_people and gender and not is_unnamed:
            person = self.salience.person(gender)  # 'la mujer' is 'she'
            is_open = person is None or person.is_named or not self.vocabulary.has_inversion
            return person if is_open else None
        person = self.salience.person_in_block(gender)
        person = person or (None if is_described else self.salience.only_person_in_block(gender))
        if person is None and is_short_description(mention) and not is_unnamed:
            salience = self.salience
            person = salience.topic_before(gender) or salience.protagonist(gender)
            if self.is_behind_verb and (person is None or person.role_nouns):
                person = salience.latest_person(gender, without_office=True) or salience.latest_person(gender)
        elif person is None and gender:
            person = self._topic_of_office(mention, gender)
        if person is not None and gender:
            person.add_gender_evidence(gender, "relation")
        return person

    def _topic_of_office(self, mention: Mention, gender: str) -> Entity | None:
        """Resolve 'la caissière de Thiviers' to the topic before, if she has no other office."""
        topic = self.salience.topic_before(gender)
        if topic is None or topic.gender()[0] != gender:
            return None
        is_office = "organisation" in (self.vocabulary.nouns.get(word.lower()) for word in mention.words[2:])
        return topic if not topic.role_nouns or (self.is_behind_verb and not is_office) else None

    def _is_attribute(self, mention: Mention, possessor: NameParts) -> bool:
        """Return True if a name is an attribute: 'the Harbour Lane actress', but not 'Lane's actress'."""
        has_possessive = any(word in POSSESSIVE for word in mention.words)
        if has_possessive or not mention.has_determiner or not possessor.core:
            return False
        return self.entities.entity_of_name(possessor).kind != "person"

    def _resolve_pronoun(self, low: str, *, may_be_body: bool = True) -> Entity | None:
        if low in CUE_WORDS.indefinite_pronouns:
            return UNNAMED_SOURCE
        if "pronouns" not in self.rule_groups:
            return None
        is_masculine = low in CUE_WORDS.masculine_pronouns
        if is_masculine or low in CUE_WORDS.feminine_pronouns:
            gender = "male" if is_masculine else "female"
            body = self._resolve_to_body(gender) if may_be_body else None
            person = self.salience.person(gender) if body is None else None
            if person is not None:
                person.add_gender_evidence(gender, "pronoun")
            return body or person
        if low in CUE_WORDS.plural_pronouns:
            return self.salience.group() or self._pair()
        return self.salience.organisation() if low == "it" else None

    def _resolve_to_body(self, gender: str) -> Entity | None:
        """Resolve 'il' to the organisation of the block, if its article agrees: 'der Verband … er'."""
        vocabulary, salience = self.vocabulary, self.salience
        if not vocabulary.uses_elegant_variation:
            return None
        agreeing, other = vocabulary.masculine_articles, vocabulary.feminine_articles
        if gender == "female":
            agreeing, other = other, agreeing
        if not vocabulary.has_inversion:
            body = salience.body_in_block() or salience.body_in_sentence()
            return None if body is not None and body.words[0].lower() in other else body
        topic = salience.topic_in_block()
        is_described = topic is not None and (topic.kind == "organisation" or topic.is_description)
        if topic is not None and is_described and topic.article in agreeing:
            return topic if topic.kind in ("organisation", "person") else None
        body = salience.body_in_block()
        return body if body is not None and body.words[0].lower() in agreeing else None

    def _pair(self) -> Entity | None:
        return self.entities.group_of(self.salience.pair) if self.salience.pair else None
