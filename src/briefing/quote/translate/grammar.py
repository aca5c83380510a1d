"""Grammar that decides which equivalent a word has: articles, pronouns, participles, and gender agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import EntityType, Vocabulary
from briefing.quote.phrases.mentions import Mention, Phrase
from briefing.quote.phrases.tokens import Token

MARKS = frozenset({"punct", "quote"})
"""Token kinds that end a clause."""

_SHORTEST_PART = 4  # letters of a part of a compound
_LONGEST_PART = 25
_REMEMBERED_WORDS = 8192
_LONGEST_VIEW = 20  # tokens
_LONGEST_LEAD_IN = 8  # phrases
_MAX_COMMAS = 4
_LONGEST_BARE_ARTICLE = 5  # tokens to look ahead
_PARTICIPLE_WITHIN = 7  # tokens from an auxiliary to its participle
_NO_AUXILIARY = -99
_VERBS = ("verb", "aux")
_AGE = ("number", "name")  # the kinds of '27 Jahre', where nouns are capitalized


@dataclass(frozen=True, slots=True)
class SourceLanguage:
    """A language to translate: its tables and its vocabulary."""

    tables: TranslationTables
    vocabulary: Vocabulary

    def is_verb(self, low: str) -> bool:
        """Return True if a word is a form of a reporting verb or of 'have'."""
        tables = self.tables
        return low in tables.verbs or low in tables.participles or tables.words.get(low) == "has"


def with_domains(tokens: Sequence[Token], tables: TranslationTables) -> Sequence[Token]:
    """Return the tokens with the domain of a site as one name: 'meldet nord.de'."""
    if tables.top_level_domains.isdisjoint([token.low for token in tokens]):
        return tokens
    found: list[Token] = []
    for token in tokens:
        is_domain = token.low in tables.top_level_domains and len(found) > 1 and found[-1].text == "."
        if is_domain and token.start == found[-1].end and found[-1].start == found[-2].end:
            text = f"{found[-2].text}.{token.text}"
            found[-2:] = [Token(text, text.lower(), found[-2].start, token.end, "name")]
        else:
            found.append(token)
    return found


def without_ages(tokens: Sequence[Token], tables: TranslationTables) -> Sequence[Token]:
    """Return 'die Bäckerin' for 'die 27 Jahre alte Bäckerin'."""
    if tables.age_adjectives.isdisjoint([token.low for token in tokens]):
        return tokens
    found: list[Token] = []
    for token in tokens:
        is_age = token.low in tables.age_adjectives and len(found) >= len(_AGE)
        if is_age and [one.kind for one in found[-2:]] == list(_AGE) and found[-1].low in tables.years:
            del found[-2:]
        else:
            found.append(token)
    return found


def substitute_length(tokens: Sequence[Token], at: int, language: SourceLanguage, *, initial: bool) -> int:
    """Return 2 for an article and a noun instead of 'he' or 'she': 'der 51-Jährige', 'la quinquagénaire'."""
    tables = language.tables
    low = tokens[at].low
    is_article = low in tables.feminine or low in tables.masculine or _is_elided_article(low, tables)
    if at + 1 >= len(tokens) or not is_article:
        return 0
    goes_on = at + 2 < len(tokens) and tokens[at + 2].text[:1].isupper()
    is_substitute = tokens[at + 1].low.endswith(tables.substitute_endings) or (
        not (initial and tables.capitalizes_nouns) and _is_demonym(tokens, at, language, initial=initial)
    )
    return 2 if is_substitute and not goes_on else 0


def _is_elided_article(low: str, tables: TranslationTables) -> bool:
    return low in tables.elisions and tables.words.get(low) == "the"


def is_feminine(article: str, noun: str, tables: TranslationTables) -> bool:
    """Return True if an article is feminine; the noun tells it behind an elided one: 'l'Italienne'."""
    return noun.endswith("e") if _is_elided_article(article, tables) else article in tables.feminine


def _is_demonym(tokens: Sequence[Token], at: int, language: SourceLanguage, *, initial: bool) -> bool:
    """Return True if a demonym with an article stands beside a verb: 'la Bretonne', 'Le Hongrois, …'."""
    word = tokens[at + 1]
    if word.kind != "name" or not word.low.endswith(language.tables.demonyms):
        return False
    before = tokens[at - 1].low if at else ""
    after = tokens[at + 2].low if at + 2 < len(tokens) else ""
    vocabulary = language.vocabulary
    is_lead_in = at + 3 < len(tokens) and tokens[at + 2].kind == "word" and tokens[at + 3].text == ":"
    is_known = word.low in vocabulary.organisation_words or word.low in vocabulary.place_words
    tables = language.tables
    acts = initial and (after == "," or tables.words.get(after) == "was" or after in tables.finite_verbs)
    return not is_known and (is_lead_in or acts or language.is_verb(before) or language.is_verb(after))


def is_relative_pronoun(tokens: Sequence[Token], at: int, tables: TranslationTables) -> bool:
    """Return True if 'die' after a comma is a relative pronoun: no noun follows."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].low not in tables.after_comma or after is None or after.kind == "name":
        return False
    is_function_word = after.low in tables.words or after.low in tables.with_plural_verb
    return is_function_word or after.low in tables.participles


def is_pronominal_article(tokens: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True if an article is a pronoun, where nouns are capitalized: 'das ist wahr'."""
    tables, vocabulary = language.tables, language.vocabulary
    if not tables.capitalizes_nouns or tokens[at].low not in vocabulary.articles:
        return False
    if tokens[at + 1 : at + 2] and tokens[at + 1].text.islower() and tokens[at + 1].low in tables.verbs:
        return True  # 'das sagte X'
    for token in tokens[at + 1 : at + 1 + _LONGEST_BARE_ARTICLE]:
        if token.kind == "punct" or token.low in tables.words:
            return True
        if token.text[:1].isupper() or token.kind in ("number", "quote") or token.low in vocabulary.nouns:
            return False
    return True


def precedes_day(tokens: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    """Return True if a word begins an adverbial of time: 'am Montag', 'este jueves', 'lundi matin'."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    tables = language.tables
    equivalent = tables.words.get(tokens[at].low) or tables.elsewhere.get(tokens[at].low)
    is_day = after is not None and after.low in language.vocabulary.calendar
    return equivalent in CUE_WORDS.before_days and is_day


def has_plural_verb(tokens: Sequence[Token], at: int, tables: TranslationTables) -> bool:
    """Return True if a verb beside a pronoun is plural: 'sagen sie'."""
    beside = [tokens[i].low for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    verbs = (w for w in beside if w in tables.verbs or tables.words.get(w) in ("has", "was"))
    return any(verb.endswith(tables.plural_verbs) for verb in verbs)


def source_phrase_length(
    tokens: Sequence[Token], at: int, tables: TranslationTables, *, initial: bool
) -> int:
    """Return how many words of 'according to' stand here: 'laut', 'd’après', 'en palabras de'."""
    if initial and tokens[at].low in tables.view_prepositions and _leads_in(tokens, at):
        return 1
    for words in tables.sources.get(tokens[at].low, ()):
        here = tuple(token.low for token in tokens[at : at + len(words)])
        follower = at + len(words)
        if here == words and follower < len(tokens):
            after = tokens[follower]
            is_verb = after.low in tables.verbs or tables.words.get(after.low) == "has"
            has_preposition = after.low in tables.source_prepositions
            return 0 if after.kind in MARKS or is_verb else len(words) + has_preposition
    return 0


def _leads_in(tokens: Sequence[Token], at: int) -> bool:
    """Return True if a comma and a quotation follow: 'Pour X, « … »', 'Pour le maire, X, « … »'."""
    view = tokens[at : at + _LONGEST_VIEW]
    quote = next((place for place, token in enumerate(view) if token.kind == "quote"), 0)
    marks = [token.text for token in view[:quote] if token.kind in MARKS]
    return quote > 0 and view[quote - 1].text == "," and set(marks) == {","} and len(marks) < _MAX_COMMAS


def reporting_participles(tokens: Sequence[Token], tables: TranslationTables) -> dict[int, int]:
    """Return past participles with the index of the auxiliary that makes them finite: 'hat ... gesagt'."""
    found: dict[int, int] = {}
    auxiliary = _NO_AUXILIARY
    for at, token in enumerate(tokens):
        if token.kind == "punct" or (token.kind == "quote" and not tables.capitalizes_nouns):
            auxiliary = _NO_AUXILIARY
        elif tables.words.get(token.low) in ("has", "was"):
            auxiliary = at
        elif token.low in tables.participles and (
            at - auxiliary <= _PARTICIPLE_WITHIN or _closes_bracket(tokens, at, auxiliary, tables)
        ):
            found[at] = auxiliary
        elif token.low in tables.participles and _is_before_auxiliary(tokens, at, tables):
            found[at] = at + 1
    return found


def _closes_bracket(tokens: Sequence[Token], at: int, auxiliary: int, tables: TranslationTables) -> bool:
    """Return True if a participle ends a German clause, however far its auxiliary is: 'hatte … gefordert.'"""
    is_last = at + 1 >= len(tokens) or tokens[at + 1].kind in MARKS
    return auxiliary >= 0 and is_last and tables.capitalizes_nouns


def _is_before_auxiliary(tokens: Sequence[Token], at: int, tables: TranslationTables) -> bool:
    """Return True if a German clause ends with the participle and its auxiliary: 'der gesagt hatte'."""
    is_last = at + 1 < len(tokens) and tables.capitalizes_nouns
    return is_last and tables.words.get(tokens[at + 1].low) == "has"


def dropped_auxiliaries(
    tokens: Sequence[Token], tables: TranslationTables, participles: dict[int, int]
) -> frozenset[int]:
    """Return the indices of their auxiliaries, which have no equivalent."""
    return frozenset(at for at in participles.values() if tables.words.get(tokens[at].low) in ("has", "was"))


def apply_gender_agreement(phrases: Sequence[Phrase], tables: TranslationTables) -> list[Phrase]:
    """Return the phrases; a person is a woman or a man if the article agrees: 'la ministre'."""
    return [
        phrase
        if phrase.mention is None
        else _agreed(phrase, phrase.mention, _entity_type(phrases, at, tables))
        for at, phrase in enumerate(phrases)
    ]


def _agreed(phrase: Phrase, mention: Mention, entity_type: EntityType) -> Phrase:
    if entity_type == mention.entity_type:
        return phrase
    return phrase._replace(mention=replace(mention, entity_type=entity_type))


def _entity_type(phrases: Sequence[Phrase], at: int, tables: TranslationTables) -> EntityType:
    """Return the entity type of a mention, with the evidence of its article and of the phrases beside it."""
    mention = phrases[at].mention
    if mention is None:
        return ""
    entity_type = mention.entity_type
    if entity_type == "" and mention.kind == "nominal" and _is_person(phrases, at, tables):
        entity_type = "person"
    if entity_type == "group" and _is_singular(mention, tables):
        return "man"  # 'der Forscher', although 'Forscher' is a plural too
    return _type_by_article(mention, entity_type, tables) if entity_type in ("person", "man") else entity_type


def _is_singular(mention: Mention, tables: TranslationTables) -> bool:
    """Return True if a masculine article makes a noun singular whose plural has the same form."""
    is_masculine = tables.capitalizes_nouns and mention.words[0].lower() in tables.masculine
    return is_masculine and mention.noun.endswith(tables.singular_endings)


def _is_person(phrases: Sequence[Phrase], at: int, tables: TranslationTables) -> bool:
    """Return True if a reporting verb or an age beside an unknown noun makes it a person."""
    mention = phrases[at].mention
    is_like_person = (
        mention is not None and mention.has_determiner and mention.noun.endswith(tables.person_endings)
    )
    if mention is not None and tables.capitalizes_nouns and _is_german_speaker(phrases, at, mention, tables):
        return True
    is_actor = _has_verb_beside(phrases, at) or _leads_in_quotation(phrases, at)
    return (is_like_person and is_actor) or _has_age(phrases, at, tables)


def _is_german_speaker(
    phrases: Sequence[Phrase], at: int, mention: Mention, tables: TranslationTables
) -> bool:
    """Return True if an unknown noun is the subject of the verb behind a quotation: '„…“, raunt der Hüne'."""
    before = [phrase.kind for phrase in phrases[max(0, at - 3) : at]]
    is_nominative = mention.words[0].lower() in (*tables.masculine, *tables.feminine)
    is_abstract = mention.noun.endswith(tables.noun_endings)
    return before == ["quote", "punct", "verb"] and is_nominative and not is_abstract


def _leads_in_quotation(phrases: Sequence[Phrase], at: int) -> bool:
    """Return True if a noun phrase is the only one before a colon: 'una operaria le quita hierro:'."""
    opens = at == 0 or phrases[at - 1].kind != "prep"
    behind = phrases[at + 1 : at + 2 + _LONGEST_LEAD_IN]
    colon = next((place for place, phrase in enumerate(behind) if phrase.kind in MARKS), -1)
    is_led_in = 0 < colon < len(behind) - 1 and behind[colon].low == ":" and behind[colon + 1].kind == "quote"
    return opens and is_led_in and behind[0].kind in ("word", "aux", "adv")


def _has_age(phrases: Sequence[Phrase], at: int, tables: TranslationTables) -> bool:
    """Return True if an age follows: 'le marin de 41 ans'."""
    years = phrases[at + 2].mention if at + 2 < len(phrases) and phrases[at + 1].low == "of" else None
    return years is not None and years.words[0].isdigit() and years.words[-1].lower() in tables.years


def _has_verb_beside(phrases: Sequence[Phrase], at: int) -> bool:
    before = at > 0 and phrases[at - 1].kind == "verb"
    return before or (at + 1 < len(phrases) and phrases[at + 1].kind in _VERBS)


def _type_by_article(mention: Mention, entity_type: EntityType, tables: TranslationTables) -> EntityType:
    """Return 'woman' or 'man' by the article; an epicene noun ('la victime') gives no evidence."""
    article = mention.words[0].lower()
    if mention.noun in tables.epicene:
        return entity_type
    is_plural = article in tables.plural_articles and not mention.noun.endswith(tables.feminine_endings)
    if article in tables.plural_words or is_plural:
        return "group"  # 'die Betreiber', but 'die Abgeordnete'
    if article in tables.feminine and not (entity_type == "man" and tables.capitalizes_nouns):
        return "woman"
    return "man" if article in tables.masculine else entity_type


def length_of_time(tokens: Sequence[Token], at: int, tables: TranslationTables) -> int:
    """Return the length of 'quelques minutes plus tôt', 'dos días después'; 0 if it is not here."""
    if at + 1 >= len(tokens) or tokens[at + 1].low not in tables.time_nouns:
        return 0
    is_counted = tokens[at].kind == "number" or tables.words.get(tokens[at].low) in ("several", "a")
    length = phrase_length(tokens, at + 2, tables.time_ends) if is_counted and at + 2 < len(tokens) else 0
    end = at + 2 + length
    if not length or end >= len(tokens) or tokens[end].kind in MARKS:
        return length + 2 if length and (end >= len(tokens) or tokens[end].kind == "punct") else 0
    governs = tables.words.get(tokens[end - 1].low) in ("after", "before", "during")
    return 0 if governs or tables.words.get(tokens[end].low) == "of" else length + 2


def frame_end(tokens: Sequence[Token], at: int, tables: TranslationTables) -> int:
    """Return where 'se limitó a señalar' or 'finit-il par lâcher' ends; 0 if no such verb is here."""
    prepositions = tables.infinitive_frames.get(tokens[at].low, frozenset())
    for end in (at + 3, at + 4) if prepositions else ():
        parts = [token.low for token in tokens[at + 1 : end]]
        has_pronoun = len(parts) < 3 or tables.words.get(parts[0]) in ("he", "she", "they", "also")
        if has_pronoun and len(parts) > 1 and parts[-2] in prepositions and parts[-1] in tables.infinitives:
            return end
    return 0


def reporting_form(before: Sequence[Token], tables: TranslationTables) -> str:
    """Return a finite reporting verb, or a participle behind an auxiliary: 'a fini par lâcher'."""
    follows_auxiliary = any(tables.words.get(token.low) == "has" for token in before[-2:])
    return next(iter(tables.participles)) if follows_auxiliary else tables.reporting_verb


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _second_words(phrases: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """Return the second word of each phrase; '' if one has no second word."""
    return frozenset("".join(words[1:2]) for words in phrases)


def phrase_length(
    tokens: Sequence[Token], at: int, phrases: Mapping[str, tuple[tuple[str, ...], ...]]
) -> int:
    """Return how many tokens of a fixed phrase stand here; the phrases are given by their first word."""
    several = phrases.get(tokens[at].low)
    if several is None:
        return 0
    second = tokens[at + 1].low if at + 1 < len(tokens) else ""
    seconds = _second_words(several)
    if second not in seconds and "" not in seconds:
        return 0
    for words in several:
        if words == tuple(token.low for token in tokens[at : at + len(words)]):
            return len(words)
    return 0


@lru_cache(maxsize=_REMEMBERED_WORDS)
def last_noun(low: str, vocabulary: Vocabulary) -> str:
    """Return the noun that a compound ends in: 'ministerin' for 'bundesfinanzministerin'; '' if none."""
    if low in vocabulary.nouns:
        return low
    if not vocabulary.role_endings or low in vocabulary.common_nouns:
        return ""
    return _last_part(low, vocabulary) or (_last_part(low[:-1], vocabulary) if low[-1:] == "s" else "")


def _last_part(low: str, vocabulary: Vocabulary) -> str:
    nouns = vocabulary.nouns
    if low[-_SHORTEST_PART:] not in vocabulary.noun_ends:
        return ""
    for cut in range(max(0, len(low) - _LONGEST_PART), len(low) - _SHORTEST_PART + 1):
        part = low[cut:]
        if part in nouns:
            return part
    return ""
