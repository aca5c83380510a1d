"""Whether two articles tell the same story: by runs of four words that both have.

Broder, 'On the resemblance and containment of documents' (1997): containment finds the short version of a
story inside the long one, where resemblance would not.
"""

import re
from collections.abc import Iterable
from zlib import crc32

from briefing.model import Article

WORD = re.compile(r"\w+")
RUN = 4
SAME = 0.5  # two reports of one wire story share most runs; two reports that quote one speech, a fifth
FEWEST = 12  # fewer runs than these prove nothing
NEWS_SHARE = 0.2
NEWS_RUNS = 40


def shingles_of(article: Article) -> tuple[int, ...]:
    """The hashes of the article's runs of words, sorted, each once. Scripts without spaces: of characters."""
    text = " ".join(block.text for block in article.blocks).casefold()
    words = WORD.findall(text)
    if sum(map(len, words)) > 20 * len(words):
        words = [character for word in words for character in word]
    runs = (" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))
    return tuple(sorted({crc32(run.encode()) for run in runs}))


def is_same_story(one: Iterable[int], other: Iterable[int]) -> bool:
    """Whether the shorter is mostly contained in the longer."""
    mine, theirs = set(one), set(other)
    shorter = min(len(mine), len(theirs))
    if shorter < FEWEST:
        return mine == theirs
    return len(mine & theirs) >= SAME * shorter


def is_update(now: Iterable[int], before: Iterable[int]) -> bool:
    """Whether a story that was told has enough that is new to be told again."""
    mine = set(now)
    fresh = len(mine - set(before))
    return fresh >= NEWS_RUNS and fresh >= NEWS_SHARE * len(mine)
