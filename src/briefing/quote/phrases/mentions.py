"""The types of the narrator's words: phrases, and the mentions of somebody or something among them."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from briefing.quote.phrases.peeling import NameParts

PhraseKind = Literal[
    "np", "verb", "aux", "prep", "conj", "sub", "rel", "adv", "punct", "quote", "word", "participle"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something mentioned; `start` and `end` are characters of the block.

    `name` is set where a name is the head ('Chancellor Angela Merkel'), `noun` is the common noun that is the
    head or that stands before the name, `names_what` what it names, `owner` the name of a possessor.
    """

    kind: Literal["name", "pronoun", "nominal"]
    start: int
    end: int
    words: tuple[str, ...]
    name: NameParts | None = None
    noun: str = ""
    names_what: str = ""
    determined: bool = False
    definite: bool = False
    owner: NameParts | None = None
    owner_pronoun: str = ""

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
