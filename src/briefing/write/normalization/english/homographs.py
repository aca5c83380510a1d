"""Homographs, respelled where their context decides the pronunciation and eSpeak NG chooses the other one.

eSpeak NG pronounces 'live', 'wound', 'record' and 'close' correctly in news (checked in its phoneme output).
"""

import re
from collections.abc import Mapping

from briefing.text import read_table
from briefing.write.normalization.patterns import any_of

_HOMOGRAPHS: list[Mapping[str, str | list[str]]] = read_table(__package__, "words/homographs.toml")[
    "homographs"
]


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
