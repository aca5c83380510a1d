"""What stands around a match: does its stop end the sentence, is it an adjective before a noun."""

import re

from briefing.text import read_table

TABLE = read_table(__package__, "words/sentences.toml")
STARTERS = frozenset(TABLE["starters"])
DETERMINERS = frozenset(TABLE["determiners"])
NO_NOUNS = frozenset(TABLE["no_nouns"])

# the word after a short form, behind closing marks
NEXT_WORD = re.compile(r"[\"'”’)\]]?\s+(?P<open>[\"“‘(]?)(?P<word>[^\W\d_]+)")
CLOSING = re.compile(r"[\"'”’)\]]{0,3}\s*$")
# 'a ', "NASA's "
WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z]+)(?P<own>['’]s)?\s$")
NOUN_AFTER = re.compile(r"\s(?P<word>[a-z]{2,})")


def sentence_stop(match: re.Match[str]) -> str:
    """'.' when the stop at the match's end also ends the sentence, else nothing."""
    if not match[0].endswith("."):
        return ""
    text, end = match.string, match.end()
    if CLOSING.match(text, end):
        return "."
    following = NEXT_WORD.match(text, end)
    if following is None:
        return ""
    begins = following["word"] in STARTERS or (following["open"] and following["word"][0].isupper())
    return "." if begins else ""


def is_adjective(match: re.Match[str]) -> bool:
    """'a $5 bill', "NASA's 5km run": a determiner before and a noun after."""
    before = WORD_BEFORE.search(match.string, max(0, match.start() - 24), match.start())
    after = NOUN_AFTER.match(match.string, match.end())
    if not before or not after or after["word"] in NO_NOUNS:
        return False
    return bool(before["own"]) or before["word"].lower() in DETERMINERS
