"""Text -> words with their phonemes, in the alphabet of the model (that of misaki and Kokoro)."""

import re
from dataclasses import dataclass
from typing import Any

from hibari import Hibari
from hibari.g2p import G2P
from hibari.g2p.normalize import normalize

from briefing.errors import EngineError
from briefing.model.phonemes import plain_words
from briefing.speak.speakable import speakable

_PUNCTUATION_AT_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class PhonemeWord:
    """A word of the line and how it sounds.

    `text` is the word without punctuation, '' for a dash that stands alone. `phonemes` has the punctuation
    that follows the word, which gives the sentence its melody and its pauses, and a space between its parts.
    """

    text: str
    phonemes: str


class FrontEnd:
    """Reads English text. Any thread may call it.

    Args:
        british: British lexicon, spelling rules and vowels; else American ones.
    """

    def __init__(self, british: bool) -> None:
        self._g2p = G2P(british=british)

    def phonemize(self, text: str) -> tuple[tuple[PhonemeWord, ...], ...]:
        """The words of the text with their phonemes, one tuple a sentence.

        Raises:
            EngineError: when there is a sentence without anything to speak.
        """
        sentences = Hibari.split_sentences(speakable(plain_words(text)))
        spoken = tuple(words for sentence in sentences if (words := self._words(sentence)))
        if not any(word.text for words in spoken for word in words):
            raise EngineError("hibari finds nothing to speak in the line")
        return spoken

    def _words(self, sentence: str) -> tuple[PhonemeWord, ...]:
        words: list[PhonemeWord] = []
        text = phonemes = ""
        tokens: list[Any] = self._g2p.phonemize_tokens(self._g2p.tokenize(normalize(sentence)))
        for token in tokens:
            text += token.text
            phonemes += token.phonemes or ""
            if token.whitespace or token is tokens[-1]:
                if phonemes:
                    words.append(PhonemeWord(_PUNCTUATION_AT_EDGES.sub("", text), phonemes))
                text = phonemes = ""
        return tuple(words)
