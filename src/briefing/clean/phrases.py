"""Lines that are clutter by their words, language by language, one reason a list."""

import re
from collections.abc import Sequence
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
CHOICE = re.compile(r"\\{(.*?)\\}")  # '{facebook|instagram}', escaped
NEVER = "^\x00$"  # no line holds it


def reason_by_phrase(text: str, language: str) -> DropReason | None:
    """The reason to drop a line for what it says; None when it says nothing of the kind."""
    folded = fold(text)
    base = language.partition("-")[0]
    for spoken in dict.fromkeys((SAME_LISTS.get(base, base), "en")):
        for reason, opening, anywhere in _patterns(spoken):
            if opening.match(folded) or anywhere.search(folded):
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


@cache
def _patterns(language: str) -> tuple[tuple[DropReason, re.Pattern[str], re.Pattern[str]], ...]:
    """For each reason its entries that open a line and its others: the first need no search."""
    found = []
    for reason in REASONS:
        entries = [entry for entry, _ in entries_of(language, reason)]
        opening = [entry for entry in entries if entry.startswith(OPENINGS)]
        others = [entry for entry in entries if not entry.startswith(OPENINGS)]
        if entries:
            found.append((reason, pattern_of(opening or [NEVER]), pattern_of(others or [NEVER])))
    return tuple(found)


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
