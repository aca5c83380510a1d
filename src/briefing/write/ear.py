"""What the listener has heard so far: who was named, who spoke last, and how long ago."""

import re
from dataclasses import dataclass

from briefing.model import Speaker
from briefing.text import sentence_spans
from briefing.write.names import is_named

# So many words of the narrator's leave a pronoun clear; more, and the speaker is named.
_CLEAR_PRONOUN_WORDS = 25
# 'Omar Diaz', 'Sir Omar Diaz'
_FULL_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)+")


@dataclass(slots=True)
class Ear:
    """`told` is all of the narrator's words, `since_quote` those since the last voice.

    `in_block` are those since the last voice or the paragraph's beginning; `voice` is who spoke last.
    """

    told: str = ""
    since_quote: str = ""
    in_block: str = ""
    voice: Speaker | None = None

    def hear(self, words: str) -> None:
        """The narrator."""
        self.told = f"{self.told} {words}"
        self.since_quote = f"{self.since_quote} {words}"
        self.in_block = f"{self.in_block} {words}"

    def hear_voice(self, speaker: Speaker | None) -> None:
        """A quotation."""
        self.voice, self.since_quote, self.in_block = speaker, "", ""

    def was_last(self, speaker: Speaker | None) -> bool:
        """Whether the last voice was this speaker's."""
        return is_same(self.voice, speaker)

    def is_near(self) -> bool:
        """Whether the last voice is still in the ear."""
        return len(self.since_quote.split()) <= _CLEAR_PRONOUN_WORDS

    def just_named(self, speaker: Speaker) -> bool:
        """Whether the narrator's last sentence before this one names the speaker, and nobody else."""
        last = last_sentence(self.in_block)
        others = (name for name in _FULL_NAME.findall(last) if not is_named(speaker, name))
        return is_named(speaker, last) and not any(others)


def last_sentence(text: str) -> str:
    """The text's last sentence."""
    spans = list(sentence_spans(text))
    return text[slice(*spans[-1])] if spans else ""


def is_same(one: Speaker | None, other: Speaker | None) -> bool:
    """Whether both are the same speaker, or nobody."""
    return (one.id if one else None) == (other.id if other else None)
