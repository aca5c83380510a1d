"""The dependencies between paragraphs: which ones a paragraph needs to be understood."""

import re
from collections.abc import Sequence

from briefing.model import Article, Heading, ListItem, Quotation, Story
from briefing.text import read_table, sentence_spans
from briefing.write.discourse import is_named
from briefing.write.phrases import LANGUAGES
from briefing.write.utterances import MARKS

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# 'Eric Sandell', 'Port Warden Ann B. Lee'
_FULL_NAME = re.compile(
    r"\b[A-ZÀ-Þ][\w'’-]+(?: (?:(?:de|van|von|al|bin|del|la) )?(?:[A-ZÀ-Þ]\. )?[A-ZÀ-Þ][\w'’-]+)+"
)

# A paragraph of more words tells something of its own.
_LONGEST_INTRODUCTION = 25

Dependencies = tuple[frozenset[int], ...]


def dependency_words(language: str) -> dict[str, list[str]]:
    """Return the word lists of a language; the English ones for a language that has none."""
    known = language if language in LANGUAGES else "en"
    return read_table(__name__.rpartition(".")[0], f"{known}.toml")


def block_dependencies(story: Story, language: str) -> Dependencies:
    """Return for each block itself and all blocks that it depends on, directly or not.

    Args:
        story: The article and its quotations.
        language: BCP 47 tag.
    """
    article = story.article
    direct_dependencies = _DependencyFinder(
        article, story.quotations, dependency_words(language)
    ).direct_dependencies()
    return tuple(_closure(number, direct_dependencies) for number in range(len(article.blocks)))


def _closure(number: int, direct_dependencies: Sequence[set[int]]) -> frozenset[int]:
    found: set[int] = set()
    waiting = [number]
    while waiting:
        block = waiting.pop()
        if block not in found:
            found.add(block)
            waiting += direct_dependencies[block]
    return frozenset(found)


class _DependencyFinder:
    """Finds the direct dependencies of an article's blocks."""

    def __init__(
        self, article: Article, quotations: Sequence[Quotation], words: dict[str, list[str]]
    ) -> None:
        self._blocks = article.blocks
        self._entry_starts = [entry.block for entry in article.entries]
        self._quotations = quotations
        self._words = words
        self._narration = [self._narration_of(number) for number in range(len(article.blocks))]
        self._first_mentions = self._find_first_mentions()

    def direct_dependencies(self) -> list[set[int]]:
        needs = [set[int]() for _ in self._blocks]
        for number in range(len(self._blocks)):
            needs[number] |= self._section_heading(number) | self._introducing_blocks(number)
            needs[number] |= self._continued_quotation(number)
            before = self._previous_paragraph(number)
            if before is None:
                continue
            if self._starts_with_anaphor(number) or self._has_definite_speaker(number):
                needs[number].add(before)
            if self._is_adjacent_pair(before, number):
                needs[number].add(before)
                needs[before].add(number)
        return needs

    def _narration_of(self, number: int) -> str:
        """Return the text of the block without its quotations."""
        text = self._blocks[number].text
        for quotation in self._quotations:
            for span in quotation.spans:
                if span.block == number and quotation.kind in ("speech", "written"):
                    text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
        return text

    def _find_first_mentions(self) -> dict[str, int]:
        """Return for each surname the first block with the full name."""
        first: dict[str, int] = {}
        for number, text in enumerate(self._narration):
            for name in _FULL_NAME.findall(text):
                first.setdefault(_strip_possessive(name.split()[-1]), number)
        return first

    def _section_heading(self, number: int) -> set[int]:
        above = next((n for n in range(number, -1, -1) if isinstance(self._blocks[n], Heading)), None)
        return set() if above is None or above == number else {above}

    def _introducing_blocks(self, number: int) -> set[int]:
        """Return the blocks that introduce the people of whom this block has only the short name."""
        words = {
            _strip_possessive(word) for word in _WORD.findall(self._narration[number]) if word[:1].isupper()
        }
        introducing = {self._first_mentions[word] for word in words if word in self._first_mentions}
        for quotation in self._quotations:
            if quotation.speaker and any(span.block == number for span in quotation.spans):
                named = (
                    n for n, narration in enumerate(self._narration) if is_named(quotation.speaker, narration)
                )
                introducing |= {first for first in [next(named, number)] if first < number}
        return {block for block in introducing if block < number}

    def _continued_quotation(self, number: int) -> set[int]:
        """Return the block before if its quotation goes on in this one."""
        continued = set[int]()
        for quotation in self._quotations:
            blocks = sorted({span.block for span in quotation.spans})
            if number in blocks[1:]:
                continued.add(blocks[blocks.index(number) - 1])
        return continued

    def _starts_with_anaphor(self, number: int) -> bool:
        words = _WORD.findall(self._narration[number])
        if not words:
            return False
        opening = {words[0].lower(), " ".join(words[:2]).lower()}
        if opening & set(self._words["anaphoric_openers"]) or self._is_reply(number):
            return True
        said = [words[0].lower(), *words[1:]]
        pronoun = next((n for n, word in enumerate(said) if word in self._words["pronouns"]), None)
        return pronoun is not None and not any(word[:1].isupper() for word in words[1:pronoun])

    def _is_reply(self, number: int) -> bool:
        """Return True if the first sentence replies to the previous paragraph: 'Lee disagreed.'."""
        first = next(
            (self._narration[number][a:b] for a, b in sentence_spans(self._narration[number])), ""
        ).lower()
        return any(f" {reply}" in first for reply in self._words["reply_verbs"])

    def _has_definite_speaker(self, number: int) -> bool:
        """Return True if a speaker is a definite description ('the spokesman'), introduced earlier."""
        articles = self._words["definite_articles"]
        return any(
            quotation.speaker is not None
            and quotation.speaker.name.split(" ", 1)[0] in articles
            and any(span.block == number for span in quotation.spans)
            for quotation in self._quotations
        )

    def _is_adjacent_pair(self, before: int, number: int) -> bool:
        """Return True for a colon and its first item, a question and its answer, or two list items."""
        text = self._blocks[before].text.rstrip()
        asked = text.endswith("?") and len(text.split()) <= _LONGEST_INTRODUCTION
        announced = asked or text.endswith(":") or self._introduces(before, number)
        both_items = all(isinstance(self._blocks[n], ListItem) for n in (before, number))
        return announced or both_items

    def _introduces(self, before: int, number: int) -> bool:
        """Return True if the block before only announces who speaks in this one: 'Ann Lee, 44, agreed.'"""
        narration = self._narration[before]
        if narration != self._blocks[before].text or len(narration.split()) > _LONGEST_INTRODUCTION:
            return False
        text = self._blocks[number].text
        first_letter = len(text) - len(text.lstrip(MARKS + "–—- \u00a0"))
        return any(
            quotation.speaker is not None
            and quotation.spans[0].block == number
            and quotation.spans[0].start <= first_letter
            and quotation.kind in ("speech", "written")
            and is_named(quotation.speaker, narration)
            for quotation in self._quotations
        )

    def _previous_paragraph(self, number: int) -> int | None:
        """Return the paragraph before; an entry of a live blog stands alone."""
        first = max((start for start in self._entry_starts if start <= number), default=0)
        before = range(number - 1, first - 1, -1)
        return next((n for n in before if not isinstance(self._blocks[n], Heading)), None)


def _strip_possessive(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)
