"""Headlines among the blocks: what they quote stays with the narrator."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_DOUBLE = re.compile(r'[“”"]')
# all of it in single marks, where the story quotes with double ones: 'A river without a bridge.'
_SUBHEAD = re.compile(r"\s*[‘'](?:[^“”\"‘’']|[’'](?=\w)){1,80}[’']\s*")
# the first mark of a block that opens: ‘Go,’ or “Go,”
_OPENING = re.compile(r"(?:^|(?<=[\s(—–]))[‘'](?=\w)|[“\"]")
_SHORT_WORD = 3  # letters: 'of', 'the' and 'and' are small in every headline
_FEWEST_WORDS = 4
_LONGEST = 18  # words of a headline in sentence case


def is_title_case(text: str) -> bool:
    """Does every longer word begin with a capital: 'Tales From the Crypt'? Two words at the least."""
    words = _WORD.findall(text)
    longer = [word for word in words if len(word) > _SHORT_WORD]
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 1 and all(word[0].isupper() for word in longer)


def headline_blocks(texts: Sequence[str]) -> frozenset[int]:
    """The blocks in title case, and short ones that quote as headlines do: with single marks."""
    found = {number for number, text in enumerate(texts) if _is_headline(text)}
    if texts and _quotes_briefly(texts[0]):
        found.add(0)
    if _quotes_doubly(texts):
        found.update(number for number, text in enumerate(texts) if _is_subhead(text))
    return frozenset(found)


def _quotes_doubly(texts: Sequence[str]) -> bool:
    """Whether most blocks that quote do so in double marks."""
    openings = [found.group() for text in texts if (found := _OPENING.search(text))]
    return 2 * sum(mark in '“"' for mark in openings) > len(openings)


def _is_subhead(text: str) -> bool:
    """All of it in single marks, or a part of it and no full stop: 'Mayor: 'We will rebuild''."""
    is_sentence = text.rstrip("’' ").endswith((".", "?", "!", "…", ":", ",", ";"))
    return bool(_SUBHEAD.fullmatch(text)) or (_quotes_briefly(text) and not is_sentence)


def _is_headline(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > _SHORT_WORD]
    small = sum(word[0].islower() for word in words)
    return len(words) >= _FEWEST_WORDS and len(words) <= _LONGEST and small * 6 <= len(words)


def _quotes_briefly(text: str) -> bool:
    is_short = len(text.split()) <= _LONGEST
    is_sentence = text.rstrip("’' ").endswith(".")
    marks = re.search(r"(?:^|\s)[‘'][A-Z]", text) is not None and not _DOUBLE.search(text)
    return is_short and marks and not is_sentence
