"""The context of a match: whether its full stop ends the sentence, whether it modifies a noun."""

import re

from briefing.text import read_table

_TABLE = read_table(__package__, "words/sentences.toml")
STARTERS = frozenset(_TABLE["starters"])
_DETERMINERS = frozenset(_TABLE["determiners"])
NO_NOUNS = frozenset(_TABLE["no_nouns"])

# the word after a short form, behind closing marks
_NEXT_WORD = re.compile(r"[\"'”’)\]]?\s+(?P<open>[\"“‘(]?)(?P<word>[^\W\d_]+)")
_CLOSING = re.compile(r"[\"'”’)\]]{0,3}\s*$")
# 'a ', "NASA's "
_WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z]+)(?P<own>['’]s)?\s$")
_NOUN_AFTER = re.compile(r"\s(?P<word>[a-z]{2,})")


def sentence_stop(match: re.Match[str]) -> str:
    """Return '.' if the full stop at the end of the match also ends the sentence, else ''."""
    if not match[0].endswith("."):
        return ""
    text, end = match.string, match.end()
    if _CLOSING.match(text, end):
        return "."
    following = _NEXT_WORD.match(text, end)
    if following is None:
        return ""
    begins = following["word"] in STARTERS or (following["open"] and following["word"][0].isupper())
    return "." if begins else ""


def is_adjective(match: re.Match[str]) -> bool:
    """Return True if a determiner precedes and a noun follows: 'a $5 bill', "NASA's 5km run"."""
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - 24), match.start())
    after = _NOUN_AFTER.match(match.string, match.end())
    if not before or not after or after["word"] in NO_NOUNS:
        return False
    return bool(before["own"]) or before["word"].lower() in _DETERMINERS
