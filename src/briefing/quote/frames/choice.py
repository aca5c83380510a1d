"""Which of the frames on both sides of a quotation gives it."""

from collections.abc import Sequence

from briefing.quote.families import Family
from briefing.quote.frames.beside import frame_after
from briefing.quote.frames.frame import Frame, names_nobody
from briefing.quote.frames.leading import frame_before, label_before
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Phrase


class FrameChoice:
    """The choice by the words of a language, with only these families of rules."""

    def __init__(self, words: Vocabulary, families: frozenset[Family]) -> None:
        self.words = words
        self.families = families

    def frame(self, phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str) -> Frame | None:
        """The frame of the quotation at `at`, whose words are `inside`, from `begin` to `limit`."""
        before = frame_before(phrases, begin, at, self.words) if "X said before" in self.families else None
        after = self._after(phrases, at, limit, inside)
        leads = at > begin and phrases[at - 1].kind == "punct" and phrases[at - 1].low in ",:"
        leads = leads and (begin == 0 or phrases[at - 1].low == ":")
        answered = inside[-1:] == "," and after is not None and bool(after.subject)
        if before is not None and leads and not (answered and names_nobody(phrases[before.subject[0]])):
            return before
        if after is not None and after.subject:
            return after
        label = label_before(phrases, begin, at) if "colon" in self.families else None
        return before or label or after

    def _after(self, phrases: Sequence[Phrase], at: int, limit: int, inside: str) -> Frame | None:
        if "said X beside" not in self.families:
            return None
        return frame_after(phrases, at, limit, inside[-1:] or ".", self.words)
