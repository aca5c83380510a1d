"""Where the narrator's sentences end; a quotation can end one, or stand in the middle of it."""

from collections.abc import Sequence

from briefing.quote.frames.beside import frame_after
from briefing.quote.frames.signatures import signer_beside
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.marks.pairs import Marked
from briefing.quote.phrases.mentions import Phrase

_END = ".?!…"


class Sentences:
    """The sentences of an article's blocks; `marked` are its quotations, by number.

    `comma_outside`: the language writes „…“, sagte er, so a mark behind the quotation counts as its own.
    """

    def __init__(
        self, texts: Sequence[str], marked: Sequence[Marked], words: Vocabulary, *, comma_outside: bool
    ) -> None:
        self.texts = texts
        self.marked = marked
        self.words = words
        self.comma_outside = comma_outside

    def of_block(self, block: int, phrases: list[Phrase]) -> list[tuple[int, int]]:
        """First and last phrase (exclusive) of each sentence of a block."""
        ends = [at + 1 for at in range(len(phrases)) if self._is_end(block, phrases, at)]
        if phrases and ends[-1:] != [len(phrases)]:
            ends.append(len(phrases))
        return list(zip([0, *ends], ends, strict=False))

    def _is_end(self, block: int, phrases: list[Phrase], at: int) -> bool:
        phrase = phrases[at]
        if phrase.kind == "quote":
            return self._quotation_ends(block, phrases, at)
        goes_on = at + 1 < len(phrases) and phrases[at + 1].low == ","  # 'Lee Hill, R-Ark., one of five'
        return phrase.kind == "punct" and phrase.low in _END and not goes_on

    def inside(self, phrase: Phrase) -> str:
        """The words of a quotation, with the comma or full stop that closes them."""
        marked = self.marked[phrase.quote]
        text = self.texts[marked.block]
        outside = text[marked.right : marked.right + 1] if self.comma_outside else ""
        inside = text[marked.start : marked.end].strip(" \u00a0\u202f'’”\"")
        return inside + outside if outside and outside in ",." and inside[-1:] not in _END else inside

    def _quotation_ends(self, block: int, phrases: list[Phrase], at: int) -> bool:
        """Whether a quotation ends the sentence it stands in."""
        inside = self.inside(phrases[at])[-1:]
        if inside not in _END or at + 1 >= len(phrases):
            return False
        limit = _next_end(phrases, at + 1)
        following = phrases[at + 1]
        goes_on = following.kind == "punct" and following.low != "—"
        if goes_on or signer_beside(phrases, at, limit) is not None:
            return False
        if self.texts[block][following.start].islower():
            return False
        frame = frame_after(phrases, at, limit, inside, self.words)
        if frame is None or not frame.subject or frame.rule not in ("name said",):
            return True
        if inside == ".":
            return frame.verb - at > 3 or limit - frame.verb > 2
        leads_on = limit < len(phrases) and phrases[limit].kind == "quote" and phrases[limit - 1].low in ",:"
        return frame.verb - at > 4 and leads_on


def _next_end(phrases: list[Phrase], start: int) -> int:
    """Where the narrator's words behind a quotation end: at the next one, or at the end of the sentence."""
    ends = (
        at for at in range(start, len(phrases)) if phrases[at].kind == "quote" or phrases[at].low in ".?!"
    )
    return next(ends, len(phrases))
