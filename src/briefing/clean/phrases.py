"""Lines that are clutter by their words, language by language, one reason a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefing.clean.headline import is_unspaced
from briefing.lexicon import read_words
from briefing.model import DropReason

REASONS: tuple[DropReason, ...] = (
    "contributor", "promotion", "newsletter", "related", "credit", "caption", "author_bio", "advert", "legal",
    "navigation", "embed", "comment", "other",
)  # fmt: skip
ARROW = " => "
OPENINGS = ("^", "~")
NO_STATEMENT = r"(?!.*[.。]\W*$)"
SAME_LISTS = {"no": "nb", "nn": "nb"}
WORD = re.compile(r"\w+")
CHOICE = re.compile(r"\\{(.*?)\\}")  # '{facebook|instagram}', escaped
NEVER = "^\x00$"  # no line holds it


def reason_by_phrase(text: str, language: str) -> DropReason | None:
    """The reason to drop a line for what it says; None when it says nothing of the kind."""
    folded = fold(text)
    words = frozenset(WORD.findall(folded))
    base = language.partition("-")[0]
    for spoken in dict.fromkeys((SAME_LISTS.get(base, base), "en")):
        for notices in _notices(spoken):
            if notices.stand_in(folded, words):
                return notices.reason
    return None


def fold(text: str) -> str:
    """Lower case, straight quotation marks, single spaces."""
    return text.lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def entries_of(language: str, reason: str) -> tuple[tuple[str, str], ...]:
    """Each entry of a list with its example; empty when the language has no such list."""
    if not files("briefing.clean").joinpath(f"words/{language}/{reason}.txt").is_file():
        return ()
    lines = read_words("briefing.clean", f"words/{language}/{reason}.txt")
    return tuple((entry, example) for entry, _, example in (line.partition(ARROW) for line in lines))


@dataclass(frozen=True, slots=True)
class Notices:
    """A list as expressions: what opens a line, what stands anywhere in it, and what stands in it and begins
    with one of the `first` words, without which that search is spared.
    """

    reason: DropReason
    opening: re.Pattern[str]
    anywhere: re.Pattern[str] | None
    behind_first: re.Pattern[str] | None
    first: frozenset[str]

    def stand_in(self, folded: str, words: frozenset[str]) -> bool:
        """Does any of them stand in the line, which has these words?"""
        if self.opening.match(folded) or (self.anywhere and self.anywhere.search(folded)):
            return True
        behind = self.behind_first
        return behind is not None and not words.isdisjoint(self.first) and bool(behind.search(folded))


@cache
def _notices(language: str) -> tuple[Notices, ...]:
    listed = ((reason, [entry for entry, _ in entries_of(language, reason)]) for reason in REASONS)
    return tuple(_notices_from(reason, entries) for reason, entries in listed if entries)


def _notices_from(reason: DropReason, entries: Sequence[str]) -> Notices:
    opening = [entry for entry in entries if entry.startswith(OPENINGS)]
    others = [entry for entry in entries if not entry.startswith(OPENINGS)]
    behind = {entry: first for entry in others if (first := first_words(entry))}
    anywhere = [entry for entry in others if entry not in behind]
    return Notices(
        reason,
        pattern_of(opening or [NEVER]),
        pattern_of(anywhere) if anywhere else None,
        pattern_of(tuple(behind)) if behind else None,
        frozenset(word for first in behind.values() for word in first),
    )


def first_words(entry: str) -> tuple[str, ...]:
    """The words of which one begins whatever the entry says; () where that is no whole word."""
    is_choice = entry.startswith("{")
    ways = entry[1:].partition("}")[0].split("|") if is_choice else [entry]
    follows = entry.partition("}")[2][:1] if is_choice else ""
    found = [WORD.match(way) for way in ways]
    if any(not match or is_unspaced(match[0]) for match in found):
        return ()
    ends = [
        way[match.end() : match.end() + 1] or follows for way, match in zip(ways, found, strict=True) if match
    ]
    glued = any(end and (end.isalnum() or end in "*{") for end in ends)
    return () if glued else tuple(match[0] for match in found if match)


def pattern_of(entries: Sequence[str]) -> re.Pattern[str]:
    """'^get the * app$', '^follow us on {facebook|instagram}' and their like as one expression.

    A star is up to 60 characters of one sentence, braces hold a choice. '^' opens a line, '~' opens a line
    that does not end with a full stop, '$' ends it.
    """
    return re.compile("|".join(_expression(entry) for entry in entries))


def _expression(entry: str) -> str:
    opens, ends = entry.startswith(OPENINGS), entry.endswith("$")
    inner = re.escape(entry.lstrip("^~").removesuffix("$"))
    inner = inner.replace(r"\ \*\ ", r"\ (?:[^.!?]{1,60}?\ )??").replace(r"\*", "[^.!?]{0,60}?")
    inner = CHOICE.sub(lambda choice: f"(?:{choice[1].replace(chr(92) + '|', '|')})", inner)
    unended = NO_STATEMENT if entry.startswith("~") else ""
    before = unended + r"^[^\w\"']*" if opens else _edge(entry[0])
    after = r"\W*$" if ends else _edge(entry[-1])
    return before + inner + after


def _edge(character: str) -> str:
    """A word's edge, where the language sets spaces between its words."""
    return r"\b" if character.isalnum() and not is_unspaced(character) else ""
