"""What a sentence proves about an entity: an organisation or a place, its role, who is described."""

from collections.abc import Iterable, Sequence

from briefing.quote.cues.clauses import GrammaticalRole, Sentence, grammatical_role
from briefing.quote.cues.cue import Cue
from briefing.quote.entity import Entity
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import Vocabulary, first_name_gender
from briefing.quote.phrases.mentions import (
    Phrase,
    begins_sentence,
    genitives_end,
    is_affected,
    is_inverted_subject,
)

_INDEFINITE = frozenset(["un", "une", "una", "ein", "eine", "einer"])


def proves_organisation(entity: Entity, sentence: Sentence, at: int) -> bool:
    """Return True if the verb or the pronoun behind a name proves an organisation."""
    if entity.is_person and _has_plural_verb(sentence, at):
        return True
    return _may_be_organisation(entity, sentence.phrases[at]) and _refers_to_itself(sentence, at)


def proves_place(entity: Entity, sentence: Sentence, at: int) -> bool:
    """Return True if a name without further evidence is where somebody is or comes from: 'aus Neu Ulm'."""
    phrases, start = sentence.phrases, sentence.start
    mention = phrases[at].mention
    is_bare = mention is not None and mention.kind == "name" and not (mention.has_determiner or mention.noun)
    return entity.kind == "name" and is_bare and at > start and phrases[at - 1].low in ("in", "from")


def _has_plural_verb(sentence: Sentence, at: int) -> bool:
    """Return True if a single name has a plural verb: 'Tall Harbour have denied it'."""
    phrases, start, end = sentence.phrases, sentence.start, sentence.end
    is_joined = at > start and (phrases[at - 1].kind == "conj" or phrases[at - 1].low == ",")
    mention = phrases[at].mention
    is_name = mention is not None and mention.kind == "name"
    return is_name and not is_joined and at + 1 < end and phrases[at + 1].low in CUE_WORDS.plural_verbs


def _may_be_organisation(entity: Entity, phrase: Phrase) -> bool:
    """Return True if no word proves a person, or the name has an article: 'The Travel Arbiter'."""
    mention = phrase.mention
    if mention is None or mention.name is None or mention.noun or mention.name.titles:
        return False
    return entity.kind == "name" or (mention.has_determiner and mention.name.core == entity.words)


def _refers_to_itself(sentence: Sentence, at: int) -> bool:
    """Return True if 'it' is the name: 'Northlake said it would cut jobs', but not 'it would be'."""
    phrases, end = sentence.phrases, sentence.end
    mention = phrases[at].mention
    if mention is None or mention.kind != "name" or at + 4 >= end or phrases[at + 1].kind != "verb":
        return False
    it = at + 3 if phrases[at + 2].low == "that" else at + 2
    if phrases[it].low != "it" or it + 2 >= end:
        return False
    auxiliary, verb = phrases[it + 1].low, phrases[it + 2]
    if auxiliary in ("is", "was"):
        return verb.low.endswith("ing") and verb.kind in ("verb", "participle")
    is_action = verb.low not in CUE_WORDS.impersonal_verbs and verb.kind != "np"
    return auxiliary in ("had", "has", "will", "would") and is_action


def confirm_thing(entity: Entity, sentence: Sentence, at: int, body: Entity | None) -> None:
    """Record that a French or Spanish name is no person's: 'le Kursaal', 'la maire de Lézat'."""
    phrases, mention = sentence.phrases, sentence.phrases[at].mention
    if mention is None or not (mention.has_determiner or phrases[at - 1].low == "of"):
        return
    if mention.name is None or mention.noun or mention.name.titles:
        return
    is_capital_noun = entity.kind == "person" and mention.has_determiner and len(entity.words) == 1
    if entity.kind != "name" and not is_capital_noun:
        return
    is_governed = at - 2 >= sentence.start and phrases[at - 1].low == "of"
    governor = phrases[at - 2].mention if is_governed else None
    is_part = is_governed and body is not None and body.kind == "organisation"  # 'la Consejería de Salud'
    has_article = mention.has_determiner and mention.words[-1][:1].isupper() and len(mention.words) > 1
    if (
        has_article
        and not is_capital_noun
        and mention.words[1][:1].isupper()
        and not first_name_gender(mention.words[1])
    ):
        entity.confirm_kind("organisation")
    elif is_part or (governor is not None and governor.kind == "nominal" and governor.entity_type):
        entity.confirm_kind("place")


def role_of(entity: Entity, sentence: Sentence, at: int, vocabulary: Vocabulary) -> GrammaticalRole:
    """Return the role of a mention, whose head may have genitives behind it."""
    _, phrases, start, end, _ = sentence
    is_described = vocabulary.is_romance and entity.is_description and entity.kind in ("person", "group")
    is_body = entity.kind == "organisation" and vocabulary.uses_elegant_variation
    role = grammatical_role(sentence, at, genitives_end(phrases, at, end) if is_body or is_described else at)
    if role == "subject" or not vocabulary.is_romance:
        return role
    is_inverted = role == "other" and is_inverted_subject(phrases, start, at, is_person=entity.is_named)
    is_first = entity.is_description and begins_sentence(phrases, start, at, end)
    is_topic = vocabulary.is_pro_drop and entity.is_named and is_affected(phrases, start, at, end)
    return "subject" if is_inverted or is_topic or is_first else role


def described_person(entities: Iterable[Entity], speaker: Entity) -> Entity | None:
    """Return the person without a name that a sentence is about, if the speaker may be the same.

    None if the sentence names a person, or a person of another gender is described.
    """
    mentioned = list(entities)
    found = next((e for e in mentioned if e.kind in ("person", "group") and e.is_description), None)
    if found is None or found.kind == "group" or any(one.is_named for one in mentioned):
        return None
    genders = {found.gender()[0], speaker.gender()[0]}
    is_other = {"female", "male"} <= genders or found.words[0].lower() in _INDEFINITE
    return None if is_other else found


def only_person_of(entities: Iterable[Entity]) -> Entity | None:
    """Return the only person whom a sentence names in full: '« Moi ? » Anne Quirin sourit.'"""
    named = {one for one in entities if one.kind == "person" and one.is_named and len(one.words) > 1}
    return next(iter(named)) if len(named) == 1 else None


def is_utterance(cue: Cue, phrases: Sequence[Phrase]) -> bool:
    """Return True if a cue with a colon is about what is said, not about who says it: 'The reply:'."""
    mention = phrases[cue.subject[0]].mention if cue.rule == "colon" else None
    return mention is not None and mention.noun in CUE_WORDS.utterances
