"""The salience of a paragraph: how much it adds to the paragraphs that are kept."""

import re
from collections import Counter
from collections.abc import Sequence, Set

from briefing.model import Heading, Story
from briefing.write.summarization.dependencies import dependency_words

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A year: '2012'. An old one marks background.
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_STEM_LETTERS = 6
_NAME_WEIGHT = 1.5
_TOPIC_WEIGHT = 2.0
_REPETITION_DECAY = 0.3  # what a word is still worth once it was told
_NEW_SPEAKER_GAIN = 5.0
_SAME_SPEAKER_GAIN = 1.5
_BACKGROUND_WEIGHT = 0.6
_LAST_POSITION_WEIGHT = (
    0.4  # what the last paragraph's words are worth beside the first's: the inverted pyramid
)


class ParagraphSalience:
    """Computes how much the blocks of one story add to the blocks that are kept."""

    def __init__(self, story: Story, language: str) -> None:
        self._lists = dependency_words(language)
        self._blocks = story.article.blocks
        self._published = story.article.published[:4]
        self._terms = [self._terms_of(block.text) for block in self._blocks]
        self._topic = self._terms_of(story.article.title) | (self._terms[0] if self._terms else set())
        self._spread = Counter(term for terms in self._terms for term in terms)
        self._speakers = [self._speakers_in(story, number) for number in range(len(self._blocks))]

    def marginal_gain(self, added: Sequence[int], kept: Set[int]) -> float:
        """Return what these blocks, in this order, add to the blocks that are kept."""
        mentioned = Counter(term for number in kept for term in self._terms[number])
        quoted = Counter(speaker for number in kept for speaker in self._speakers[number])
        total = 0.0
        for number in added:
            total += self._block_gain(number, mentioned, quoted)
            mentioned.update(self._terms[number])
            quoted.update(self._speakers[number])
        return total

    def _block_gain(self, number: int, mentioned: Counter[str], quoted: Counter[str]) -> float:
        if isinstance(self._blocks[number], Heading):
            return 0.0
        words = sum(self._weight(term) * _REPETITION_DECAY ** mentioned[term] for term in self._terms[number])
        voices = sum(
            _NEW_SPEAKER_GAIN if not quoted[speaker] else _SAME_SPEAKER_GAIN / quoted[speaker]
            for speaker in self._speakers[number]
        )
        place = 1 - (1 - _LAST_POSITION_WEIGHT) * number / max(len(self._blocks) - 1, 1)
        old = _BACKGROUND_WEIGHT if self._is_background(number) else 1.0
        return (words * old + voices) * place

    def _weight(self, term: str) -> float:
        name = _NAME_WEIGHT if term[:1].isupper() or term[:1].isdigit() else 1.0
        topic = _TOPIC_WEIGHT if term in self._topic else 1.0
        return float(name * topic * self._spread[term] ** 0.5)

    def _terms_of(self, text: str) -> set[str]:
        words = _WORD.findall(text)
        return {
            word[:_STEM_LETTERS]
            for word in words
            if (len(word) > 3 and word.lower() not in self._lists["stop_words"]) or word[0].isdigit()
        }

    def _is_background(self, number: int) -> bool:
        text = self._blocks[number].text
        old_years = [year for year in _YEAR.findall(text) if self._published and year < self._published]
        return bool(old_years) or any(phrase in text.lower() for phrase in self._lists["background_phrases"])

    @staticmethod
    def _speakers_in(story: Story, number: int) -> tuple[str, ...]:
        found = (
            quotation.speaker.id
            for quotation in story.quotations
            if quotation.speaker
            and quotation.kind in ("speech", "written")
            and any(span.block == number for span in quotation.spans)
        )
        return tuple(dict.fromkeys(found))
