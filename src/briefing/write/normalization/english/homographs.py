"""Homographs, respelled where their context decides the pronunciation and eSpeak NG chooses the other one.

eSpeak NG pronounces 'live', 'wound', 'record' and 'close' correctly in news (checked in its phoneme output).
The letter A is one, too: engines read it as the article before a word, so 'Group A leads' is 'Group A-leads'.
"""

import re
from collections.abc import Mapping

from briefing.text import read_table
from briefing.write.normalization.patterns import any_of

_HOMOGRAPHS: list[Mapping[str, str | list[str]]] = read_table(__package__, "words/homographs.toml")[
    "homographs"
]
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


def respell_homographs(text: str) -> str:
    """Return the text with each homograph that its context decides respelled as it sounds."""
    if not _HINT.search(text):
        return text
    for pattern, said in _RESPELLINGS:
        text = pattern.sub(said, text)
    return text


def _pattern_of(entry: Mapping[str, str | list[str]]) -> str:
    """Return the entry's own pattern, or one for its words in any of their contexts."""
    if "pattern" in entry:
        return str(entry["pattern"])
    words = rf"\b(?:{any_of(entry['words'])})\b"
    after = [rf"{words}(?={context})" for context in entry.get("after", ())]
    before = [rf"(?<=\b{re.escape(context)}){words}" for context in entry.get("before", ())]
    return "|".join((*before, *after))


_RESPELLINGS = tuple((re.compile(_pattern_of(entry)), str(entry["said"])) for entry in _HOMOGRAPHS)
_HINT = re.compile(any_of({"read", *(word for entry in _HOMOGRAPHS for word in entry.get("words", ()))}))


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
