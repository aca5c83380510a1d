"""A title made from the first paragraph, for a text that has none."""

import re
from collections.abc import Iterator

from briefing.lexicon import read_table

WORDS = read_table("briefing.clean", "words/clauses.toml")
VERBS = frozenset(WORDS["verbs"])
RELATIVES = frozenset(WORDS["relatives"])
ENDINGS = tuple(WORDS["endings"])
CLAUSE = re.compile(
    rf"(?:[,;]?\s+(?:[–—-]\s+)?(?=(?:{'|'.join(WORDS['clauses'])})\b)|[,;]\s+(?=(?:{'|'.join(WORDS['behind_comma'])})\b))"
)
ADJUNCT = re.compile(rf",?\s+(?=(?:{'|'.join(WORDS['adjuncts'])})\b)")
LOOSE = frozenset((*WORDS["clauses"], *WORDS["adjuncts"], *WORDS["loose"]))
SENTENCE = re.compile(
    r"^.*?[.!?。！？](?=[\"'”’»)]*(?:\s|$))[\"'”’»)]*"
)  # 'The bridge is open.' of a paragraph
INITIALS = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs)\.$")
WORD = re.compile(r"[^\W\d_]+")
LONGEST = 100
LONGEST_WHOLE = 200  # a sentence that cannot be cut well
SHORTEST = 25
PAIRS = (("(", ")"), ("«", "»"), ("[", "]"), ("“", "”"), ("„", "“"))


def title_from_lede(paragraph: str) -> str:
    """The first sentence, or as much of it as a headline holds and still is a sentence.

    It is cut before a clause, else before an adjunct; what cannot be cut so stays whole, and only what would
    fill a page ends with '…'.
    """
    sentence = _first_sentence(paragraph).rstrip(".。")
    if len(sentence) <= LONGEST:
        return sentence
    for boundary in (CLAUSE, ADJUNCT):
        cuts = [cut for cut in _cuts(sentence, boundary) if _is_whole(cut)]
        if cuts:
            return max(cuts, key=len)
    if len(sentence) <= LONGEST_WHOLE:
        return sentence
    whole_words = sentence[: LONGEST + 1].rpartition(" ")[0] or sentence[:LONGEST]
    return whole_words.rstrip(" ,;:–—-") + "…"


def _cuts(sentence: str, boundary: re.Pattern[str]) -> Iterator[str]:
    """What stands before each boundary, as long as a headline at most."""
    for match in boundary.finditer(sentence, SHORTEST, LONGEST + 20):
        if match.start() <= LONGEST + 10:
            yield sentence[: match.start()].rstrip(" ,;:–—-")


def _is_whole(text: str) -> bool:
    """Whether the text has a verb of its own, closes what it opens, and leaves no word in the air."""
    words = WORD.findall(text.lower())
    verb = next((n for n, word in enumerate(words[1:], 1) if word in VERBS or _is_past(word)), None)
    if verb is None or not RELATIVES.isdisjoint(words[:verb]):
        return False
    return _is_closed(text) and words[-1] not in LOOSE and words[-1] not in VERBS


def _is_past(word: str) -> bool:
    return len(word) > 4 and word.endswith(ENDINGS)


def _is_closed(text: str) -> bool:
    pairs = [pair for pair in PAIRS if pair[0] in text and ("„" not in text or pair[0] != "“")]
    return all(text.count(one) == text.count(other) for one, other in pairs) and text.count('"') % 2 == 0


def _first_sentence(paragraph: str) -> str:
    at = 0
    while found := SENTENCE.match(paragraph[at:]):
        at += found.end()
        if not INITIALS.search(paragraph[:at]):
            return paragraph[:at]
    return paragraph
