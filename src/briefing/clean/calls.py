"""A publisher's calls to its readers, told by what they ask: 'If you liked it, please follow us'."""

import re
from dataclasses import dataclass
from functools import cache

from briefing.clean.reporting import QUOTED, any_of, signs_of
from briefing.lexicon import read_table
from briefing.model import DropReason

LONGEST_CALL = 300  # characters
LATEST_ACT = 0.6  # of the line: what stands before a later one is more than its occasion
CLAUSE = r"(?:^\W*|[.!?:;,–—]\s+|\b(?:and|please|und|et|y|e|en|och|og|i|и|bitte)\s+)"  # what an act opens


@dataclass(frozen=True, slots=True)
class Calls:
    """Words of one language: see words/calls.toml."""

    acts: re.Pattern[str]
    letters: re.Pattern[str]
    things: re.Pattern[str]


def reason_by_call(folded: str, language: str) -> DropReason | None:
    """The reason to drop a folded line that asks the reader for something of the publisher's."""
    calls, signs = _calls().get(language), signs_of(language)
    if calls is None or signs is None or len(folded) > LONGEST_CALL:
        return None
    spoken = QUOTED.sub(" ", folded)
    act = calls.acts.search(spoken)
    if act is None or act.start() > LATEST_ACT * len(spoken) or not signs.house.search(spoken):
        return None
    if signs.tell_in(spoken):
        return None
    if calls.letters.search(spoken):
        return "newsletter"
    return "promotion" if calls.things.search(spoken) else None


@cache
def _calls() -> dict[str, Calls]:
    table = read_table("briefing.clean", "words/calls.toml")
    return {
        language: Calls(any_of(own["acts"], CLAUSE), any_of(own["letters"]), any_of(own["things"]))
        for language, own in table.items()
    }
