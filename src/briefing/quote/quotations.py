"""The quotations of an article in order, each given to its speaker."""

import re
import unicodedata
from collections import defaultdict

from briefing.lexicon import read_words
from briefing.model import Article, Attribution, Quotation, Span, Speaker
from briefing.quote.marks import Marked, read_marks
from briefing.quote.tokens import Token, narration_tokens

_ENDS = frozenset(".!?…,—–")
_PRONOUNS = frozenset({"he", "she", "they"})


def find_quotations(article: Article) -> tuple[Quotation, ...]:
    """Every quotation of the article's blocks, in order of the text."""
    texts = [block.text for block in article.blocks]
    found = read_marks(texts)
    return _Reading(texts, found).quotations()


class _Reading:
    def __init__(self, texts: list[str], marked: tuple[Marked, ...]) -> None:
        self.texts = texts
        self.marked = marked
        self.verbs = frozenset(read_words("briefing.quote", "words/en/speech_verbs.txt"))
        self.full_names: dict[str, str] = {}
        self.last: Speaker | None = None

    def quotations(self) -> tuple[Quotation, ...]:
        by_block: dict[int, list[tuple[int, Marked]]] = defaultdict(list)
        for number, marked in enumerate(self.marked):
            by_block[marked.block].append((number, marked))
        answers: dict[int, tuple[Speaker | None, Attribution]] = {}
        for block, text in enumerate(self.texts):
            tokens = narration_tokens(text, by_block[block])
            self._learn_names(tokens)
            self._attribute(block, tokens, answers)
        return self._assemble(answers)

    def _learn_names(self, tokens: list[Token]) -> None:
        for run in _runs(tokens):
            if len(run) > 1:
                self.full_names.setdefault(run[-1].text, " ".join(token.text for token in run[-3:]))

    def _attribute(
        self, block: int, tokens: list[Token], answers: dict[int, tuple[Speaker | None, Attribution]]
    ) -> None:
        indices = [index for index, token in enumerate(tokens) if token.kind == "quote"]
        speaker: Speaker | None = None
        spoken = None
        for place, index in enumerate(indices):
            after = indices[place + 1] if place + 1 < len(indices) else len(tokens)
            before = indices[place - 1] + 1 if place else 0
            found = self._subject(tokens[index + 1 : after]) or self._subject(tokens[before:index])
            if found is not None:
                speaker, words, first, last = found
                attribution = Attribution("name said", words, Span(block, first, last))
            elif speaker is not None:
                attribution = Attribution("same paragraph")
            else:
                speaker, attribution = self.last, Attribution("previous paragraph")
            answers[tokens[index].quote] = (speaker, attribution)
            spoken = speaker
        if spoken is not None:
            self.last = spoken
        elif (heard := self._subject(tokens)) is not None:
            self.last = heard[0]

    def _subject(self, tokens: list[Token]) -> tuple[Speaker, str, int, int] | None:
        verb = next((i for i, token in enumerate(tokens) if token.text in self.verbs), None)
        if verb is None:
            return None
        end = next((i for i in range(verb, len(tokens)) if tokens[i].text in ".,:;"), len(tokens))
        around = tokens[:end]
        first = around[0].start
        words = " ".join(token.text for token in around)
        if around[0].text.lower() == "they" or around[0].text.lower() in _PRONOUNS:
            return (self.last, words, first, around[-1].end) if self.last else None
        runs = _runs(around)
        if not runs:
            return None
        names = [self._full(runs[0])]
        if len(runs) > 1 and _joined(around, runs[0], runs[1]):
            names.append(self._full(runs[1]))
        gender = "group" if len(names) > 1 else "unknown"
        name = " and ".join(names)
        return Speaker(_slug(name), name, gender=gender), words, first, around[-1].end  # type: ignore[arg-type]

    def _full(self, run: list[Token]) -> str:
        if len(run) == 1:
            return self.full_names.get(run[0].text, run[0].text)
        return " ".join(token.text for token in run[-3:])

    def _assemble(self, answers: dict[int, tuple[Speaker | None, Attribution]]) -> tuple[Quotation, ...]:
        quotations: list[Quotation] = []
        for number, marked in enumerate(self.marked):
            span = Span(marked.block, marked.start, marked.end)
            speaker, attribution = answers[number]
            if marked.reopened and quotations:
                before = quotations[-1]
                quotations[-1] = Quotation(
                    (*before.spans, span), before.speaker, before.attribution, before.kind
                )
                continue
            text = self.texts[marked.block][marked.start : marked.end].strip()
            speech = text[-1:] in _ENDS or len(text.split()) > 6
            quotations.append(Quotation((span,), speaker, attribution, "speech" if speech else "scare"))
        return tuple(quotations)


def _runs(tokens: list[Token]) -> list[list[Token]]:
    runs: list[list[Token]] = []
    previous = None
    for token in tokens:
        if token.kind == "name" and token.text not in {"The", "In", "On", "He", "She", "They", "It", "A"}:
            if previous is not None and previous.kind == "name" and runs:
                runs[-1].append(token)
            else:
                runs.append([token])
            previous = token
        else:
            previous = None
    return runs


def _joined(tokens: list[Token], left: list[Token], right: list[Token]) -> bool:
    at = tokens.index(left[-1])
    return tokens[at + 1].text == "and" and tokens[at + 2] == right[0]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
