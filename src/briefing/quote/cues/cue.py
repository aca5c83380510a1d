"""A quotation's place among the phrases of its block, the cue that attributes it, and signatures.

A caller can switch off the groups of attribution rules to measure what each adds; `benchmarks/quotes.py`
prints the scores without each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from briefing.quote.cues.clauses import Subject
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Phrase

CueRule = Literal[
    "name said",
    "said name",
    "name beside",
    "participle",
    "according to",
    "in the words of",
    "colon",
    "dash",
    "beside",
]
"""The form of a cue; `briefing quotes --json` prints it as `attribution`."""

_LONGEST_SIGNATURE = 16  # phrases
_DASHES = frozenset("—–-―")
_NOT_IN_SIGNATURE = frozenset({"verb", "aux", "quote", "rel", "sub"})
RuleGroup = Literal[
    "cue after",
    "cue before",
    "colon",
    "pronouns",
    "descriptions",
    "appositions",
    "same paragraph",
    "handover",
    "previous speaker",
    "previous subject",
    "reported speech",
    "quotation kinds",
    "headlines",
    "interviews",
]
"""A group of rules: cues beside the quotation, coreference, discourse (who spoke before), and kinds."""

ALL_RULE_GROUPS: frozenset[RuleGroup] = frozenset(get_args(RuleGroup))
"""Every group; what `find_quotations` applies by default."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases `first` to `last` (exclusive) attribute a quotation.

    `subject` are the phrases of the speakers. It is empty if the cue has none ('adding', 'said in a letter').
    """

    rule: CueRule
    subject: Subject
    verb: int
    first: int
    last: int


class Clause(NamedTuple):
    """Phrases `start` to `end` (exclusive) of a block, without the quotation beside them."""

    phrases: Sequence[Phrase]
    start: int
    end: int
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class QuoteSite:
    """Where a quotation stands, by indices of its block's phrases.

    Attributes:
        phrases: The phrases of the block.
        vocabulary: The words of the article's language.
        index: The phrase that is the quotation.
        start: The first phrase behind the quotation before, or of the sentence.
        end: The end of the narrator's words behind the quotation (exclusive).
        clause_start: The first phrase in which a cue may stand; a fragment in marks does not end a clause.
        text: The quoted words, with the comma or full stop that closes them.
    """

    phrases: Sequence[Phrase]
    vocabulary: Vocabulary
    index: int
    start: int
    end: int
    clause_start: int
    text: str

    @property
    def clause_before(self) -> Clause:
        """The clause that leads in to the quotation."""
        return Clause(self.phrases, self.clause_start, self.index, self.vocabulary)

    @property
    def preceding(self) -> Phrase | None:
        """The narrator's phrase directly before the quotation."""
        return self.phrases[self.index - 1] if self.index > self.start else None


def find_signature(phrases: Sequence[Phrase]) -> int | None:
    """Return the phrase with the name if a line is nothing but a signature: 'Ann Lee, a baker in Leeds.'"""
    at = 0
    while at < len(phrases) and (phrases[at].low in _DASHES or phrases[at].low == "("):
        at += 1
    if at >= len(phrases) or len(phrases) > _LONGEST_SIGNATURE:
        return None
    if any(phrase.kind in _NOT_IN_SIGNATURE for phrase in phrases):
        return None
    is_alone = at + 1 >= len(phrases) or phrases[at + 1].kind == "punct" or phrases[at + 1].low == "of"
    is_dated = at + 2 < len(phrases) and phrases[at + 2].low.isdigit()
    has_dash = phrases[0].low in _DASHES
    is_name = _is_signing_name(phrases[at], has_dash=has_dash, is_last=len(phrases) - at <= 2)
    return at if is_name and (is_alone or is_dated) else None


def find_signature_after(phrases: Sequence[Phrase], quote: int, end: int) -> int | None:
    """Return the name of a signature in the same line: '“…” — Ann Lee, in May', '“…” (Ann Lee, 4 May)'."""
    if quote + 1 >= end or phrases[quote + 1].low not in _DASHES | {"("}:
        return None
    at = find_signature(phrases[quote + 1 : min(end, quote + 2 + _LONGEST_SIGNATURE)])
    return at + quote + 1 if at is not None else None


def _is_signing_name(phrase: Phrase, *, has_dash: bool, is_last: bool) -> bool:
    """Return True if a phrase is a person's full name, or behind a dash part of one; alone there any name."""
    name = phrase.mention.name if phrase.mention is not None else None
    if name is None or not (has_dash or len(name.core) > 1):
        return False
    return name.kind == "person" or (name.kind == "name" and has_dash and is_last)
