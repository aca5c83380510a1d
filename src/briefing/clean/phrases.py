"""Lines that are clutter by their words, language by language, one reason a list."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefing.clean.calls import reason_by_call
from briefing.clean.letters import is_unspaced
from briefing.clean.reporting import is_reported
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


def reason_by_phrase(text: str, language: str) -> DropReason | None:
    """The reason to drop a line for what it says; None when it says nothing of the kind."""
    folded = fold(text)
    words = WORD.findall(folded)
    first, met = words[0] if words else "", frozenset(words)
    base = language.partition("-")[0]
    for spoken in dict.fromkeys((SAME_LISTS.get(base, base), "en")):
        for notices in _notices(spoken):
            notice = notices.found_in(folded, met, first)
            if notice and not is_reported(folded, notice, notices.reason, spoken):
                return notices.reason
        if reason := reason_by_call(folded, spoken):
            return reason
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
    """A list, sorted by the words that its entries begin with: an expression is made when such a word is met.

    `opening` is what opens a line, `within` what stands anywhere in it; what begins with no whole word stands
    under ''.
    """

    reason: DropReason
    opening: Mapping[str, tuple[str, ...]]
    within: Mapping[str, tuple[str, ...]]

    def found_in(self, folded: str, words: frozenset[str], first: str) -> re.Match[str] | None:
        """The first of them in the line, which has these words and begins with this one."""
        opening = (self.opening.get(word) for word in ("", first))
        within = (self.within.get(word) for word in ("", *(words & self.within.keys())))
        found = (pattern_of(listed).search(folded) for listed in (*opening, *within) if listed)
        return next(filter(None, found), None)


@cache
def _notices(language: str) -> tuple[Notices, ...]:
    listed = ((reason, [entry for entry, _ in entries_of(language, reason)]) for reason in REASONS)
    return tuple(_notices_from(reason, entries) for reason, entries in listed if entries)


def _notices_from(reason: DropReason, entries: Sequence[str]) -> Notices:
    opening = [entry for entry in entries if entry.startswith(OPENINGS)]
    within = [entry for entry in entries if not entry.startswith(OPENINGS)]
    return Notices(reason, _by_first_word(opening), _by_first_word(within))


def _by_first_word(entries: Sequence[str]) -> dict[str, tuple[str, ...]]:
    begun: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for word in first_words(entry.lstrip("^~")) or ("",):
            begun[word].append(entry)
    return {word: tuple(listed) for word, listed in begun.items()}


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


@cache
def pattern_of(entries: tuple[str, ...]) -> re.Pattern[str]:
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
