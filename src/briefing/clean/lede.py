"""A title made from the first paragraph, for a text that has none."""

import re

SENTENCE = re.compile(
    r"^.*?[.!?。！？](?=[\"'”’»)]*(?:\s|$))[\"'”’»)]*"
)  # 'The bridge is open.' of a paragraph
INITIALS = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs)\.$")
LONGEST = 100


def title_from_lede(paragraph: str) -> str:
    """The first sentence, or as many of its words as a headline holds."""
    sentence = _first_sentence(paragraph).rstrip(".。")
    if len(sentence) <= LONGEST:
        return sentence
    whole_words = sentence[: LONGEST + 1].rpartition(" ")[0] or sentence[:LONGEST]
    return whole_words.rstrip(" ,;:–—-") + "…"


def _first_sentence(paragraph: str) -> str:
    at = 0
    while found := SENTENCE.match(paragraph[at:]):
        at += found.end()
        if not INITIALS.search(paragraph[:at]):
            return paragraph[:at]
    return paragraph
