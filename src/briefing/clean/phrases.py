"""Lines that are clutter by their words, language by language, one reason a list."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from briefing.lexicon import read_words
from briefing.model import DropReason

REASONS: tuple[DropReason, ...] = (
    "contributor", "promotion", "newsletter", "related", "credit", "caption", "author_bio", "advert", "legal",
    "navigation", "embed", "comment", "other",
)  # fmt: skip
ARROW = " => "


def reason_by_phrase(text: str, language: str) -> DropReason | None:
    """The reason to drop a line for what it says; None when it says nothing of the kind."""
    folded = fold(text)
    for spoken in dict.fromkeys((language.partition("-")[0], "en")):
        for reason, pattern in _patterns(spoken):
            if pattern.search(folded):
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
def _patterns(language: str) -> tuple[tuple[DropReason, re.Pattern[str]], ...]:
    lists = ((reason, [entry for entry, _ in entries_of(language, reason)]) for reason in REASONS)
    return tuple((reason, pattern_of(entries)) for reason, entries in lists if entries)


def pattern_of(entries: Sequence[str]) -> re.Pattern[str]:
    """'^get the * app$' and its like as one expression; a star is up to 60 characters of one sentence."""
    return re.compile("|".join(_expression(entry) for entry in entries))


def _expression(entry: str) -> str:
    opens, ends = entry.startswith("^"), entry.endswith("$")
    inner = re.escape(entry.removeprefix("^").removesuffix("$")).replace(r"\*", "[^.!?]{0,60}?")
    before = r"^\W*" if opens else (r"\b" if entry[0].isalnum() else "")
    after = r"\W*$" if ends else (r"\b" if entry[-1].isalnum() else "")
    return before + inner + after
