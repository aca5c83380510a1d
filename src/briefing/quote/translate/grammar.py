"""What a word is for what stands beside it: an article, who, a day, he or she by another name.

Words of 'according to' that stand before who says it: 'laut', 'd’après', 'en palabras de'.

Participles of speech verbs that an auxiliary makes finite: 'hat ... gesagt', 'a déclaré', 'ha dicho'.

What the article before a noun tells: 'la ministre' is a woman, 'der Vorsitzende' a man.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, Phrase
from briefing.quote.phrases.tokens import Token


def substitute_length(
    tokens: Sequence[Token], at: int, tables: TranslationTables, words: Vocabulary, *, initial: bool
) -> int:
    """'der 51-Jährige', 'la quinquagénaire': he and she by another name, two words."""
    low = tokens[at].low
    if at + 1 >= len(tokens) or not (low in tables.feminine or low in tables.masculine):
        return 0
    word = tokens[at + 1]
    goes_on = at + 2 < len(tokens) and tokens[at + 2].text[:1].isupper()
    is_one = word.low.endswith(tables.substitute_endings) or _is_demonym(
        tokens, at, tables, words, initial=initial
    )
    return 2 if is_one and not goes_on else 0


def _is_demonym(
    tokens: Sequence[Token], at: int, tables: TranslationTables, words: Vocabulary, *, initial: bool
) -> bool:
    """'la Bretonne' beside a verb: no name of a person has an article."""
    word = tokens[at + 1]
    if word.kind != "name" or not word.low.endswith(tables.demonyms) or initial:
        return False
    before = tokens[at - 1].low if at else ""
    after = tokens[at + 2].low if at + 2 < len(tokens) else ""
    known = word.low in words.organisation_words or word.low in words.place_words
    return not known and (_speaks(tables, before) or _speaks(tables, after))


def _speaks(tables: TranslationTables, low: str) -> bool:
    return low in tables.verbs or low in tables.participles or tables.words.get(low) == "has"


def is_relative_pronoun(tokens: Sequence[Token], at: int, tables: TranslationTables) -> bool:
    """Whether 'die' after a comma is 'who': no noun follows."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].low not in tables.after_comma or after is None or after.kind == "name":
        return False
    return after.low in tables.words or after.low in tables.with_plural_verb


def is_pronominal_article(
    tokens: Sequence[Token], at: int, tables: TranslationTables, words: Vocabulary
) -> bool:
    """'das ist wahr': where nouns have capitals, an article before none is no article."""
    if not tables.capitalizes_nouns or tokens[at].low not in words.articles:
        return False
    for token in tokens[at + 1 : at + 6]:
        if token.kind == "punct" or token.low in tables.words:
            return True
        if token.text[:1].isupper() or token.kind in ("number", "quote") or token.low in words.nouns:
            return False
    return True


def precedes_day(tokens: Sequence[Token], at: int, tables: TranslationTables, words: Vocabulary) -> bool:
    """'am Montag', 'este jueves', 'lundi matin': when it was is one adverb."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    reads = tables.words.get(tokens[at].low) or tables.elsewhere.get(tokens[at].low)
    small = reads in ("the", "a", "at", "on", "in", "of", "to")
    return small and after is not None and after.low in words.calendar


def has_plural_verb(tokens: Sequence[Token], at: int, tables: TranslationTables) -> bool:
    beside = [tokens[i].low for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    verbs = (w for w in beside if w in tables.verbs or tables.words.get(w) in ("has", "was"))
    return any(verb.endswith(tables.plural_verbs) for verb in verbs)


_MARKS = frozenset({"punct", "quote"})
_LONGEST_VIEW = 12  # tokens


def source_phrase_length(
    tokens: Sequence[Token], at: int, tables: TranslationTables, *, initial: bool
) -> int:
    """How many words of 'according to' stand here."""
    if initial and tokens[at].low in tables.view_prepositions and _leads_in(tokens, at):
        return 1
    for words in tables.sources.get(tokens[at].low, ()):
        here = tuple(token.low for token in tokens[at : at + len(words)])
        follower = at + len(words)
        if here == words and follower < len(tokens):
            after = tokens[follower]
            speaks = after.low in tables.verbs or tables.words.get(after.low) == "has"
            links = after.low in tables.source_prepositions
            return 0 if after.kind in _MARKS or speaks else len(words) + links
    return 0


def _leads_in(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma and a quotation follow: 'Pour X, « … »'."""
    comma = next((i for i in range(at, min(at + _LONGEST_VIEW, len(tokens))) if tokens[i].text == ","), None)
    follows = tokens[comma + 1 : comma + 2] if comma is not None else ()
    return bool(follows) and follows[0].kind == "quote"


_BRACKET = 7  # words between an auxiliary and its participle, at most


def reporting_participles(tokens: Sequence[Token], tables: TranslationTables) -> dict[int, int]:
    """The past participles of speech verbs, each with the place of its auxiliary: 'hat ... gesagt'."""
    spoken: dict[int, int] = {}
    auxiliary = -99
    for at, token in enumerate(tokens):
        if token.kind in _MARKS:
            auxiliary = -99
        elif tables.words.get(token.low) in ("has", "was"):
            auxiliary = at
        elif token.low in tables.participles and at - auxiliary <= _BRACKET:
            spoken[at] = auxiliary
    return spoken


def dropped_auxiliaries(
    tokens: Sequence[Token], tables: TranslationTables, spoken: dict[int, int]
) -> frozenset[int]:
    """The places of their auxiliaries, which are not read."""
    return frozenset(at for at in spoken.values() if tables.words.get(tokens[at].low) in ("has", "was"))


_SPEAKS = ("verb", "aux")


def apply_gender_agreement(phrases: Sequence[Phrase], tables: TranslationTables) -> list[Phrase]:
    """The same phrases; a person is a woman or a man where the article says so."""
    return [
        phrase
        if phrase.mention is None
        else _agreed(phrase, phrase.mention, _is_somebody(phrases, at, phrase.mention, tables), tables)
        for at, phrase in enumerate(phrases)
    ]


def _is_somebody(phrases: Sequence[Phrase], at: int, mention: Mention, tables: TranslationTables) -> bool:
    """Whether what stands beside a description of no list makes it a person: a verb of speaking, an age."""
    like = mention.determined and mention.noun.endswith(tables.person_endings)
    return (like and _has_verb_beside(phrases, at)) or _is_aged(phrases, at, tables)


def _is_aged(phrases: Sequence[Phrase], at: int, tables: TranslationTables) -> bool:
    """'le marin de 41 ans'."""
    years = phrases[at + 2].mention if at + 2 < len(phrases) and phrases[at + 1].low == "of" else None
    return years is not None and years.words[0].isdigit() and years.words[-1].lower() in tables.years


def _has_verb_beside(phrases: Sequence[Phrase], at: int) -> bool:
    """Whether a verb of speaking stands beside the phrase."""
    before = at > 0 and phrases[at - 1].kind == "verb"
    return before or (at + 1 < len(phrases) and phrases[at + 1].kind in _SPEAKS)


def _agreed(phrase: Phrase, mention: Mention, is_somebody: bool, tables: TranslationTables) -> Phrase:
    what = mention.entity_type
    if what == "" and mention.kind == "nominal" and is_somebody:
        what = "person"
    if what in ("person", "man"):
        what = _told(mention, what, tables)
    return (
        phrase if what == mention.entity_type else phrase._replace(mention=replace(mention, entity_type=what))
    )


def _told(mention: Mention, what: str, tables: TranslationTables) -> str:
    """A noun that has one gender for everybody ('la victime') tells nothing."""
    article = mention.words[0].lower()
    if mention.noun in tables.epicene:
        return what
    if article in tables.feminine and not (what == "man" and tables.capitalizes_nouns):
        return "woman"
    return "man" if article in tables.masculine else what
