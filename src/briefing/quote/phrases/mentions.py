"""Phrases of the narration, and the mentions of entities among them; names without their titles.

'House Speaker Paul Ames' is Paul Ames with two titles; 'Marsh County' is a place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import EntityType, Vocabulary, first_name_gender

NameKind = Literal["name", "person", "organisation", "place"]
"""What the words of a name prove; 'name' if they prove nothing."""

PhraseKind = Literal[
    "np", "verb", "aux", "prep", "conj", "sub", "rel", "adv", "punct", "quote", "word", "participle"
]

_LONGEST_SIGNATURE = 16  # phrases
_SIGNATURE_DASHES = frozenset("—–-―")
_NOT_IN_SIGNATURE = frozenset({"verb", "aux", "quote", "rel", "sub"})
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")  # D.C., U.S.
_PERSON_TYPES = ("person", "woman", "man")
POSSESSIVE = ("'s", "’s", "‘s", "'", "’")
"""The words of a mention behind which the possessor ends."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """A run of capitalized words, split: `core` is the name itself, empty if the run is titles only."""

    titles: tuple[str, ...]
    core: tuple[str, ...]
    kind: NameKind = "name"


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an entity at characters `start` to `end` of the block.

    Attributes:
        kind: A name ('Chancellor Angela Merkel'), a pronoun, or a nominal ('the chancellor').
        words: The words of the mention.
        name: The name that is the head, if any.
        noun: The common noun that is the head or stands before the name, in lower case.
        entity_type: What that noun names.
        has_determiner: The phrase begins with an article, a possessive or a number.
        is_definite: That determiner is definite.
        possessor: The name of a possessor ('Smith's lawyer').
        possessor_pronoun: The possessive that begins the phrase ('her lawyer').
    """

    kind: Literal["name", "pronoun", "nominal"]
    start: int
    end: int
    words: tuple[str, ...]
    name: NameParts | None = None
    noun: str = ""
    entity_type: EntityType = ""
    has_determiner: bool = False
    is_definite: bool = False
    possessor: NameParts | None = None
    possessor_pronoun: str = ""

    @property
    def text(self) -> str:
        """The words with their apostrophes closed up: "l'entreprise"."""
        joined = " ".join(self.words).replace(" 's", "'s").replace(" ’s", "’s").replace(" ‘s", "’s")
        return joined.replace("' ", "'").replace("’ ", "’")

    @property
    def compound(self) -> str:
        """The whole word whose last part is the noun: 'regierungschef' for 'der Regierungschef'."""
        lows = [word.lower() for word in self.words]
        if not self.noun or self.noun in lows:
            return self.noun
        return next((low for low in reversed(lows) if low.endswith(self.noun)), self.noun)

    @property
    def describes_person(self) -> bool:
        """Return True if the mention is a nominal that names one person."""
        return self.kind == "nominal" and self.entity_type in _PERSON_TYPES


class Phrase(NamedTuple):
    """A phrase of a sentence at characters `start` to `end` of the block.

    `low` is its word in lower case, for a noun phrase the last one; `quote` is the number of a quotation.
    """

    kind: PhraseKind
    low: str
    start: int
    end: int
    mention: Mention | None = None
    quote: int = -1


def split_titles(run: Sequence[str], vocabulary: Vocabulary, *, has_article: bool = False) -> NameParts:
    """Split roles, nationalities, parties and organisations off before a name, and suffixes behind it.

    Args:
        run: The capitalized words, not empty.
        vocabulary: The words of the article's language.
        has_article: An article stands before the run, so 'the Shelby Fund' is an organisation.
    """
    core = list(run)
    while len(core) > 1 and _low(core[-1]) in vocabulary.suffixes:
        core.pop()
    lows = [_low(word) for word in core]
    is_person = _starts_with_first_name(lows, vocabulary)
    if lows[-1] in vocabulary.organisation_words and (has_article or not is_person):
        return NameParts((), tuple(core), "organisation")
    if len(core) == 2 and "-".join(lows) in CUE_WORDS.seats:
        return NameParts((), tuple(core), "organisation")
    if len(core) == 2 and lows[0] in vocabulary.place_prefixes:
        return NameParts((), tuple(core), "place")
    if lows[-1] in vocabulary.place_words and len(core) > 1 and not is_person:
        return NameParts((), tuple(core), "place")
    cut = _title_end(lows, vocabulary) or _role_end(lows, vocabulary) or _rank_end(core)
    titles = tuple(lows[:cut])
    core = core[cut:]
    if not core:
        return NameParts(titles, ())
    core = core[_modifier_count(core, vocabulary) :]
    return NameParts(titles, tuple(core), _name_kind(core, titles, vocabulary))


def _low(word: str) -> str:
    return word.rstrip(".").lower().replace("’", "'")


def _starts_with_first_name(lows: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Return True if the first of two words is a first name: 'Brooke Shields', 'Jack Washington'."""
    is_first_name = len(lows) == 2 and first_name_gender(lows[0]) in ("female", "male")
    return is_first_name and lows[0] not in vocabulary.titles


def _title_end(lows: Sequence[str], vocabulary: Vocabulary) -> int:
    """Return where the name begins: behind the last title that leaves a name."""
    last = 0
    for index, low in enumerate(lows):
        rest = index + 1
        if low not in vocabulary.titles:
            continue
        if rest == len(lows):
            all_titles = all(
                word in vocabulary.titles or word in vocabulary.adjectives for word in lows[:index]
            )
            return rest if all_titles and (index > 0 or low not in CUE_WORDS.surname_titles) else last
        last = rest
    return last


def _role_end(lows: Sequence[str], vocabulary: Vocabulary) -> int:
    """Return 1 for a role at the head of a sentence ('Campaigner Ann Lee').

    A role that is a first name too counts if another one follows: 'Reader Paul Oates', but not 'Hunter Lee'.
    """
    is_role = len(lows) > 1 and vocabulary.nouns.get(lows[0]) in _PERSON_TYPES
    is_before_name = len(lows) > 2 and first_name_gender(lows[1]) in ("female", "male")
    return int(is_role and (is_before_name or not first_name_gender(lows[0])))


def _rank_end(core: Sequence[str]) -> int:
    """Return 1 for a rank before a first name: 'DC Toby Fenn', but not 'DC Comics'."""
    return int(len(core) > 2 and core[0] in CUE_WORDS.ranks and bool(first_name_gender(core[1])))


def _modifier_count(core: Sequence[str], vocabulary: Vocabulary) -> int:
    """Return how many words before the name are a nationality, a party, a place or an employer."""
    skip = 0
    while skip < len(core) - 1:
        low = _low(core[skip])
        rest = len(core) - skip - 1
        compound = low.rsplit("-", 1)[-1] in CUE_WORDS.compound_endings
        adjective = low in vocabulary.adjectives and (rest > 1 or not first_name_gender(low))
        place = (low in vocabulary.place_words or low in vocabulary.organisation_words) and rest > 1
        if not (compound or adjective or place):
            break
        skip += 1
    if len(core) - skip >= 4 and first_name_gender(core[-2]) in ("female", "male"):
        return skip if first_name_gender(core[skip]) else len(core) - 2
    return skip


def _name_kind(core: Sequence[str], titles: Sequence[str], vocabulary: Vocabulary) -> NameKind:
    if titles:
        return "person"
    lows = [_low(word) for word in core]
    if len(core) == 1:
        is_place = lows[0] in vocabulary.place_words or lows[0] in vocabulary.adjectives
        if is_place or _INITIALS.fullmatch(core[0]):
            return "place"
        if lows[0] in vocabulary.organisation_words or lows[0] in vocabulary.not_people:
            return "organisation"
        is_acronym = vocabulary.uses_elegant_variation and core[0].isupper() and len(core[0]) > 1
        return "organisation" if is_acronym else "name"
    if first_name_gender(core[0]):
        return "person"
    return "name"


def reports_in_passing(phrases: Sequence[Phrase], verb: int) -> bool:
    """Return True if 'X recalls' stands between commas: 'One guest, Lee recalls, wrote: “…”'."""
    beside = phrases[verb - 2 : verb + 2]
    is_apart = verb > 2 and len(beside) > 3 and beside[0].low == beside[3].low == ","
    return is_apart and beside[1].kind == "np" and beside[2].kind == "verb" and beside[2].low[-3:] != "ing"


def latest_mentions(phrases: Sequence[Phrase]) -> list[int]:
    """Return the nearest mention before each phrase, -1 if there is none, so that no search is needed."""
    found, latest = [], -1
    for at, phrase in enumerate(phrases):
        found.append(latest)
        latest = latest if phrase.mention is None else at
    return found


def is_bare_name(phrases: Sequence[Phrase], subject: Sequence[int]) -> bool:
    """Return True if the subject of a cue is one full name with nothing that describes it."""
    mention = phrases[subject[0]].mention if len(subject) == 1 else None
    if mention is None or mention.name is None or mention.noun or mention.name.titles:
        return False
    follows = phrases[subject[0] + 1 : subject[0] + 3]
    is_described = len(follows) > 1 and follows[0].low == "," and follows[1].kind == "np"
    return len(mention.name.core) > 1 and not mention.has_determiner and not is_described


def is_inverted_subject(phrases: Sequence[Phrase], start: int, at: int, *, is_person: bool) -> bool:
    """Return True for 'Un chiffre que conteste l'Office', 'Entre los evacuados se encuentra X'."""
    before = phrases[at - 1] if at - 1 > start else None
    if before is None or before.kind not in ("verb", "aux", "word"):
        return False
    if before.kind == "verb" and phrases[at - 2].low in ("that", "which"):
        return True
    is_opened = phrases[start].kind == "prep" and is_person
    return is_opened and not any(p.kind in ("punct", "verb", "conj") for p in phrases[start : at - 1])


def begins_sentence(phrases: Sequence[Phrase], start: int, at: int, end: int) -> bool:
    """Return True if a noun phrase with a verb behind it begins the sentence: 'Fuentes del caso … hablan'."""
    opens = all(phrase.kind in ("adv", "conj") for phrase in phrases[start:at])
    return opens and any(phrase.kind in ("verb", "aux") for phrase in phrases[at + 1 : end])


def is_affected(phrases: Sequence[Phrase], start: int, at: int, end: int) -> bool:
    """Return True for the person of a Spanish sentence like 'A Vidales se le tuerce el gesto'."""
    is_first = at - 1 == start and phrases[start].low == "to"
    return is_first and at + 1 < end and phrases[at + 1].kind != "punct"


def genitives_end(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """Return the last phrase of 'le syndicat des généralistes', 'la gérante du camping'."""
    while at + 2 < end and phrases[at + 1].low == "of" and phrases[at + 2].kind in ("np", "word"):
        at += 2
    return at


def find_signature(phrases: Sequence[Phrase]) -> int | None:
    """Return the phrase with the name if a line is nothing but a signature: 'Ann Lee, a baker in Leeds.'"""
    at = 0
    while at < len(phrases) and (phrases[at].low in _SIGNATURE_DASHES or phrases[at].low == "("):
        at += 1
    if at >= len(phrases) or len(phrases) > _LONGEST_SIGNATURE:
        return None
    if any(phrase.kind in _NOT_IN_SIGNATURE for phrase in phrases):
        return None
    is_alone = at + 1 >= len(phrases) or phrases[at + 1].kind == "punct" or phrases[at + 1].low == "of"
    is_dated = at + 2 < len(phrases) and phrases[at + 2].low.isdigit()
    has_dash = phrases[0].low in _SIGNATURE_DASHES
    is_name = _is_signing_name(phrases[at], has_dash=has_dash, is_last=len(phrases) - at <= 2)
    return at if is_name and (is_alone or is_dated) else None


def find_signature_after(phrases: Sequence[Phrase], quote: int, end: int) -> int | None:
    """Return the name of a signature in the same line: '“…” — Ann Lee, in May', '“…” (Ann Lee, 4 May)'."""
    if quote + 1 >= end or phrases[quote + 1].low not in _SIGNATURE_DASHES | {"("}:
        return None
    at = find_signature(phrases[quote + 1 : min(end, quote + 2 + _LONGEST_SIGNATURE)])
    return at + quote + 1 if at is not None else None


def _is_signing_name(phrase: Phrase, *, has_dash: bool, is_last: bool) -> bool:
    """Return True if a phrase is a person's full name, or behind a dash part of one; alone there any name."""
    name = phrase.mention.name if phrase.mention is not None else None
    if name is None or not (has_dash or len(name.core) > 1):
        return False
    return name.kind == "person" or (name.kind == "name" and has_dash and is_last)


def is_short_description(mention: Mention) -> bool:
    """Return True if a description has no words of an office: 'la jeune femme', 'la comédienne de 29 ans'."""
    return len(mention.words) <= 3 or (len(mention.words) <= 5 and any(map(str.isdigit, mention.words)))
