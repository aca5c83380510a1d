"""Sentences that are too long for the net, in clauses that are not.

The net's memory grows faster than a sentence: 1,000 phonemes without a comma take 687 MB. A long sentence is
cut where it hurts least: behind punctuation, else before a conjunction, else between two words.
"""

from briefing.speak.engines.hibari.front_end import PhonemeWord

LONGEST = 250  # phonemes, about 15 seconds
_NEAREST = 0.25  # of the length: a cut is this far from both ends
_PAUSES = frozenset(";:—…,.!?")
_COMMA = ","
_CONJUNCTIONS = frozenset(
    (
        *("after", "although", "and", "as", "because", "before", "but", "if", "nor", "or", "since", "so"),
        *("than", "that", "though", "unless", "until", "when", "where", "whereas", "which", "while", "who"),
        *("whose", "yet"),
    )
)
Words = tuple[PhonemeWord, ...]


def clauses(sentence: Words) -> tuple[Words, ...]:
    """Return the sentence, or its parts of at most LONGEST phonemes (a longer word stands alone)."""
    if _length(sentence) <= LONGEST or len(sentence) == 1:
        return (sentence,)
    cut = _best_cut(sentence)
    return (*clauses(_closed(sentence[:cut])), *clauses(sentence[cut:]))


def _length(words: Words) -> int:
    """Phonemes, with the spaces between the words."""
    return sum(len(word.phonemes) + 1 for word in words)


def _best_cut(words: Words) -> int:
    """Return the number of words before the cut."""
    total, before = _length(words), 0
    costs: dict[int, float] = {}
    for index, word in enumerate(words[:-1], 1):
        before += len(word.phonemes) + 1
        costs[index] = abs(before / total - 0.5) + _harm(word, words[index])
    return min(costs, key=costs.__getitem__)


def _harm(before: PhonemeWord, behind: PhonemeWord) -> float:
    """What a cut between the two costs: a step is more than the way from the middle to _NEAREST."""
    if before.phonemes[-1:] in _PAUSES:
        return 0
    return _NEAREST if behind.text.lower() in _CONJUNCTIONS else 2 * _NEAREST


def _closed(words: Words) -> Words:
    """With a comma at its end, so that the voice does not fall as at the end of a text."""
    *others, last = words
    if last.phonemes[-1:] in _PAUSES:
        return words
    return (*others, PhonemeWord(last.text, last.phonemes + _COMMA))
