"""The letter A, which engines read as the article before a word: 'Group A-leads' for 'Group A leads'."""

import re

from briefing.text import read_table

_TABLE = read_table(__package__, "words/letters.toml")
_LABELLED: frozenset[str] = frozenset(_TABLE["labelled"])
_DETERMINERS: frozenset[str] = frozenset(_TABLE["determiners"])

# an A with a space and a word behind it; before punctuation every engine reads the letter
_LONE_A = re.compile(r"(?<![\w.'’-])A (?=(?P<next>[\U000f0000-\U000ffffd\w'’-]+))")
# 'A and E', 'A or B', 'A to Z'
_SERIES = re.compile(r"A (?:and|or|to|through|versus|plus) (?:A-)?[A-Z](?![\w'’])")
_CONTRACTED = frozenset(_TABLE["contracted"])
_WORD_BEFORE = re.compile(r"(?P<word>[\w'’]+) $")
# 'A levels', the British exams
_COMPOUNDS = frozenset(("levels", "Levels"))


def verbalize_letter_a(text: str) -> str:
    """Join an A that is not the article to the next word with a hyphen."""
    return _LONE_A.sub(_join_letter, text) if "A " in text else text


def _join_letter(match: re.Match[str]) -> str:
    return "A-" if _is_letter(match) else match[0]


def _is_letter(match: re.Match[str]) -> bool:
    """Return True if the A is the letter.

    The article is a capital only at the beginning of a sentence, behind a mark, and in headlines, between
    capitalized words.
    """
    if _SERIES.match(match.string, match.start()) or match["next"] in _COMPOUNDS:
        return True
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - 40), match.start())
    if before is None:
        return False
    word = before["word"]
    if word.endswith(("'s", "’s")):  # "Moody's A rating"; 'That's A First' is a headline
        return match["next"].islower() and word[:-2].lower() not in _CONTRACTED
    if word.lower() in _LABELLED or word.lower() in _DETERMINERS:
        return True
    return word.islower() and match["next"].islower()
