"""What is the name in a run of capitals: 'House Speaker Paul Ames' is Paul Ames, 'Marsh County' is nobody.

The types of the narrator's words: phrases, and the mentions of somebody or something among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.vocabulary import Vocabulary

_RANKS = frozenset({"DC", "DS", "DI", "DCI", "DSU", "PCSO", "WPC", "SSgt", "MSgt"})
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")  # D.C., U.S.


@dataclass(frozen=True, slots=True)
class NameParts:
    """A run of capitals taken apart; `core` is the name itself, empty where the run is titles only.

    `kind` is what the words themselves say; 'name' when they say nothing.
    """

    titles: tuple[str, ...]
    core: tuple[str, ...]
    kind: str = "name"


def split_titles(run: Sequence[str], words: Vocabulary, *, determined: bool = False) -> NameParts:
    """Roles, nations, parties and organisations before a name are taken off, suffixes after it too.

    `determined`: an article stands before it, so 'the Shelby Fund' is nobody called Shelby.
    """
    core = list(run)
    while len(core) > 1 and _low(core[-1]) in words.suffixes:
        core.pop()
    lows = [_low(word) for word in core]
    if lows[-1] in words.organisation_words and (determined or not _is_person_anyway(lows, words)):
        return NameParts((), tuple(core), "organisation")
    if len(core) == 2 and lows[0] in words.place_prefixes:
        return NameParts((), tuple(core), "place")
    if lows[-1] in words.place_words and len(core) > 1 and not _is_person_anyway(lows, words):
        return NameParts((), tuple(core), "place")
    cut = _title_end(lows, words) or _role_end(lows, words) or _rank_end(core)
    titles = tuple(lows[:cut])
    core = core[cut:]
    if not core:
        return NameParts(titles, ())
    skip = _leading(core, words)
    core = core[skip:]
    return NameParts(titles, tuple(core), _kind(core, titles, words))


def _low(word: str) -> str:
    return word.rstrip(".").lower().replace("’", "'")


def _is_person_anyway(lows: Sequence[str], words: Vocabulary) -> bool:
    """Two words of which the first is a first name: 'Brooke Shields', 'Theresa May', 'Jack Washington'."""
    return len(lows) == 2 and first_name_gender(lows[0]) in ("female", "male") and lows[0] not in words.titles


def _title_end(lows: Sequence[str], words: Vocabulary) -> int:
    """Where the name begins: after the last title that still leaves one."""
    last = 0
    for index, low in enumerate(lows):
        rest = index + 1
        if low not in words.titles:
            continue
        if rest == len(lows):
            all_titles = all(word in words.titles or word in words.adjectives for word in lows[:index])
            return rest if all_titles and (index > 0 or low not in ("king", "prince", "bishop")) else last
        last = rest
    return last


def _role_end(lows: Sequence[str], words: Vocabulary) -> int:
    """'Campaigner Ann Lee', at the head of a sentence: what she does, unless it is her first name."""
    is_role = len(lows) > 1 and words.nouns.get(lows[0]) in ("person", "woman", "man")
    return int(is_role and not first_name_gender(lows[0]))


def _rank_end(core: Sequence[str]) -> int:
    """'DC Toby Fenn', a detective; 'DC Comics' is nobody."""
    return int(len(core) > 2 and core[0] in _RANKS and bool(first_name_gender(core[1])))


def _leading(core: Sequence[str], words: Vocabulary) -> int:
    """How many words before the name are a nation, a party, a place or an employer."""
    skip = 0
    while skip < len(core) - 1:
        low = _low(core[skip])
        rest = len(core) - skip - 1
        compound = low.rsplit("-", 1)[-1] in ("based", "born", "area", "elect", "trained", "backed", "raised")
        adjective = low in words.adjectives and (rest > 1 or not first_name_gender(low))
        place = (low in words.place_words or low in words.organisation_words) and rest > 1
        if not (compound or adjective or place):
            break
        skip += 1
    if len(core) - skip >= 4 and first_name_gender(core[-2]) in ("female", "male"):
        lead = first_name_gender(core[skip])
        return len(core) - 2 if not lead else skip
    return skip


def _kind(core: Sequence[str], titles: Sequence[str], words: Vocabulary) -> str:
    if titles:
        return "person"
    lows = [_low(word) for word in core]
    if len(core) == 1:
        if lows[0] in words.place_words or lows[0] in words.adjectives or _INITIALS.fullmatch(core[0]):
            return "place"
        if lows[0] in words.organisation_words or lows[0] in words.not_people:
            return "organisation"
        return "name"
    if first_name_gender(core[0]):
        return "person"
    return "name"


PhraseKind = Literal[
    "np", "verb", "aux", "prep", "conj", "sub", "rel", "adv", "punct", "quote", "word", "participle"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something mentioned; `start` and `end` are characters of the block.

    `name` is set where a name is the head ('Chancellor Angela Merkel'), `noun` is the common noun that is the
    head or that stands before the name, `entity_type` what it names, `owner` the name of a possessor.
    """

    kind: Literal["name", "pronoun", "nominal"]
    start: int
    end: int
    words: tuple[str, ...]
    name: NameParts | None = None
    noun: str = ""
    entity_type: str = ""
    determined: bool = False
    definite: bool = False
    owner: NameParts | None = None
    possessor_pronoun: str = ""

    @property
    def text(self) -> str:
        joined = " ".join(self.words).replace(" 's", "'s").replace(" ’s", "’s")
        return joined.replace("' ", "'").replace("’ ", "’")  # l'entreprise


class Phrase(NamedTuple):
    """One step of a sentence; `start` and `end` are characters of the block."""

    kind: PhraseKind
    low: str
    start: int
    end: int
    mention: Mention | None = None
    quote: int = -1
