"""An article's blocks as phrases, and the names that stand in them."""

from collections import defaultdict
from collections.abc import Sequence

from briefing.quote.frames.signatures import signer
from briefing.quote.language.readings import Readings
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.marks.insets import read_dialogue, without_insets
from briefing.quote.marks.pairs import Marked, read_marks
from briefing.quote.people.name_table import NameTable
from briefing.quote.people.relatives import couples
from briefing.quote.phrases.line import Words, capitals_inside
from briefing.quote.phrases.mentions import Phrase
from briefing.quote.phrases.reading import read_phrases
from briefing.quote.phrases.tokens import Token, narration_tokens
from briefing.quote.translate.agreement import agree
from briefing.quote.translate.counterparts import read_as_english


class Blocks:
    """The texts of an article's blocks, their quotations by number, and the narrator's phrases by block.

    `told_apart` are the quotations that the narrator's insets tell apart: speech, whatever they look like.
    """

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary, readings: Readings | None) -> None:
        self.texts = texts
        self.vocabulary = vocabulary
        self.readings = readings
        marked, self.told_apart = _marked(texts, readings)
        self.marked = tuple(pair for pair in marked if not self._is_signature(pair))
        tokens = self._tokens()
        low = frozenset(token.low for block in tokens for token in block if token.kind == "word")
        self.names = NameTable(vocabulary, low if readings is None else frozenset())
        self.phrases = self._phrases(tokens, low)

    def _is_signature(self, marked: Marked) -> bool:
        """The last line of a quotation that runs on may sign it, inside the marks: “… ¶ Ann Lee, baker.”"""
        if self.readings is not None or not marked.reopened or marked.left < marked.start:
            return False
        tokens = narration_tokens(self.texts[marked.block][marked.start : marked.end], ())
        return signer(read_phrases(tokens, Words(self.vocabulary, frozenset()))) is not None

    def _tokens(self) -> list[list[Token]]:
        by_block: dict[int, list[tuple[int, Marked]]] = defaultdict(list)
        for number, marked in enumerate(self.marked):
            by_block[marked.block].append((number, marked))
        tokens = [narration_tokens(text, by_block[number]) for number, text in enumerate(self.texts)]
        return tokens if self.readings is None else read_as_english(tokens, self.readings, self.vocabulary)

    def _phrases(self, tokens: Sequence[Sequence[Token]], low: frozenset[str]) -> list[list[Phrase]]:
        if self.readings is not None:
            words = Words(self.vocabulary, low)
            return [agree(read_phrases(block, words), self.readings) for block in tokens]
        high = frozenset(word for block in tokens for word in capitals_inside(block))
        return [read_phrases(block, Words(self.vocabulary, low, high)) for block in tokens]

    def learn_names(self, headlines: frozenset[int]) -> None:
        """The headlines last: their capitals prove nothing, 'Club Sacks Miller' is no Mr Sacks Miller."""
        for number in sorted(range(len(self.phrases)), key=lambda number: number in headlines):
            self.names.learn(p.mention for p in self.phrases[number] if p.mention is not None)
        for first, second in couples(self.phrases, everywhere=self.vocabulary.varies_names):
            self.names.learn_couple(first, second)


def _marked(texts: Sequence[str], readings: Readings | None) -> tuple[tuple[Marked, ...], frozenset[Marked]]:
    """The quotations in order, and those of them that insets tell apart."""
    marked = read_marks(texts)
    if readings is None or not readings.dialogue_dashes:
        return marked, frozenset()
    dialogue = read_dialogue(texts, readings)
    dashed = {spoken.block for spoken in dialogue}
    outside = [pair for pair in marked if pair.block not in dashed]
    if readings.insets_in_marks:
        outside = [piece for pair in outside for piece in without_insets(pair, texts[pair.block], readings)]
    found = [*dialogue, *outside]
    return tuple(sorted(found)), frozenset(found) - frozenset(marked)
