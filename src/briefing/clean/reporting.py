"""Does a line that has the words of a notice tell of them? A story about newsletters says 'sign up' too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from briefing.clean.sentences import ends_statement
from briefing.lexicon import read_table
from briefing.model import DropReason

QUOTED = re.compile(r'"[^"]+"|«[^»]+»|„[^"]+"|‹[^›]+›')  # in folded text, which has straight marks
NO_WORDS = re.compile(r"\W*")  # that open a notice: the quotation marks of what somebody says
LABEL = re.compile(r"[:|>]|»(?!,)")  # behind a notice: 'Read more: the yard hires'
TELLING_NOTICES = frozenset(("contributor", "author_bio", "legal", "credit", "caption"))


@dataclass(frozen=True, slots=True)
class Signs:
    """Words of one language, by what they are signs of: see words/reporting.toml."""

    speech: re.Pattern[str]
    past: re.Pattern[str]
    house: re.Pattern[str]
    reader: re.Pattern[str]

    def tell_in(self, folded: str) -> bool:
        """Does somebody speak in these words, or do they tell what was?"""
        return bool(self.speech.search(folded) or self.past.search(folded))


def is_reported(folded: str, notice: re.Match[str], reason: DropReason, language: str) -> bool:
    """Is the notice in a folded line a part of what the story tells?

    It is when somebody says it, or when the line, notice apart, is a whole sentence in the past that turns to
    nobody. What stands behind a label is a headline and tells nothing; notices about people and rights are
    told in the past themselves.
    """
    signs = signs_of(language)
    behind = folded[notice.end() :].lstrip()
    is_label = LABEL.match(behind) or LABEL.match(notice[0][-1:])
    if signs is None or is_label or not ends_statement(folded):
        return False
    marks = NO_WORDS.match(notice[0])
    outside = QUOTED.sub(" ", f"{folded[: notice.start()]}{marks[0] if marks else ''} … {behind}")
    if signs.house.search(outside):
        return False
    if signs.speech.search(outside):
        return True
    is_past = reason not in TELLING_NOTICES and signs.past.search(outside)
    return bool(is_past) and not signs.reader.search(outside) and not signs.house.search(notice[0])


def signs_of(language: str) -> Signs | None:
    """The signs of a language; None where none are listed."""
    return _signs().get(language)


@cache
def _signs() -> dict[str, Signs]:
    table = read_table("briefing.clean", "words/reporting.toml")
    return {
        language: Signs(**{sign: any_of(words) for sign, words in own.items()})
        for language, own in table.items()
    }


def any_of(words: Sequence[str], before: str = r"(?<!\w)") -> re.Pattern[str]:
    """What finds any of these words or phrases, behind an expression that opens them."""
    stems = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"{before}(?:{stems})(?!\w)")
