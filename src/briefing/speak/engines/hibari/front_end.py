"""Text -> words with their phonemes, in the alphabet of the model (that of misaki and Kokoro)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hibari.g2p import G2P
from hibari.g2p.normalize import normalize
from hibari.g2p.token import Tok

from briefing.errors import EngineError
from briefing.speak.engine import speakable
from briefing.speak.engines.hibari.line import (
    LineWord,
    is_letter_by_itself,
    line_words,
    sentences_of,
    spelled_letters,
    spoken_signs,
)
from briefing.speak.engines.hibari.unknown_words import (
    is_in_other_script,
    listed_ipa,
    main_script,
    model_phonemes,
    pronounce,
    with_ending,
)

_APART, _END = "\t", " "  # what follows a part: a part of the same word that is said apart, the next word
_DIGIT_AFTER_LETTER = re.compile(r"(?<=[A-Za-z])(?=\d)")
_POSSESSIVE = re.compile(r"(?P<word>.+?)(?P<ending>['’]s?)")
_SUBWORD = re.compile(r"&|[^&-]+")  # 'ex', 'FBI'; 'AT', '&', 'T'
_LONGEST_WORD = 300  # characters; hibari's time grows with the square
_LONGEST_NUMBER = 15  # digits; hibari has no names for numbers of more than 36
_DIGIT = re.compile(r",?([0-9])")
_SUBJECTS = frozenset({"i", "they", "we", "you"})
_HAVE = frozenset({"had", "has", "have", "having", "'ve"})
_ADVERBS = frozenset({"already", "also", "always", "ever", "just", "n't", "never", "not", "since"})
_SIGNS_OF_AMOUNTS = "'-.,:$£€%"  # hibari reads them beside figures


@dataclass(frozen=True, slots=True)
class PhonemeWord:
    """A word of the line and how it sounds.

    Attributes:
        text: the word as it stands in the line, without punctuation.
        phonemes: its sounds in the model's alphabet with the punctuation around it, which gives the sentence
            its melody and its pauses. What is said as several words ('W A') has a space.
    """

    text: str
    phonemes: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a word: its text, its phonemes when they are decided already, and what follows it."""

    text: str
    phonemes: str | None = None
    gap: str = ""


class FrontEnd:
    """Reads English text. Any thread may call it.

    Args:
        british: British lexicon, spelling rules and vowels; else American ones.
    """

    def __init__(self, british: bool) -> None:
        self._british = british
        self._g2p = G2P(oov=self._unknown_word, british=british)

    def phonemize(self, text: str) -> tuple[tuple[PhonemeWord, ...], ...]:
        """Return the words of the text with their phonemes, one tuple a sentence.

        Args:
            text: a line's spoken form; words may be marked with IPA (`briefing.model.script`).

        Raises:
            EngineError: when there is nothing to speak, when most of the line is in another script than
                Latin, or when it has a word that neither the lexicon nor eSpeak NG can read, or that is
                longer than any word is.
        """
        words = line_words(speakable(text))
        if not words:
            raise EngineError("hibari finds nothing to speak in the line")
        script = main_script("".join(word.core for word in words if not word.ipa))
        if script:
            raise EngineError(f"hibari reads English, and most of the line is in {script.title()} script")
        longest = max(len(word.core) for word in words)
        if longest > _LONGEST_WORD:
            raise EngineError(f"hibari cannot speak a word of {longest} characters")
        return tuple(self._read(sentence) for sentence in sentences_of(words))

    def _read(self, sentence: Sequence[LineWord]) -> tuple[PhonemeWord, ...]:
        """Return the words of a sentence with their phonemes; hibari's tagger and rules see all of it."""
        parts = [part for index in range(len(sentence)) for part in self._parts(sentence, index)]
        tags = self._tags([part.text for part in parts])
        tokens = self._g2p.phonemize_tokens(
            [
                Tok(part.text, tag, part.gap, phonemes=part.phonemes, rating=5 if part.phonemes else None)
                for part, tag in zip(parts, tags, strict=True)
            ]
        )
        spoken = _by_word(tokens)
        return tuple(
            PhonemeWord(word.text, self._checked(phonemes, word))
            for word, phonemes in zip(sentence, spoken, strict=True)
        )

    def _tags(self, texts: list[str]) -> list[str]:
        """hibari's parts of speech, put right where a word with two sounds follows 'they' or 'have never'."""
        tags: list[str] = self._g2p.tagger(texts)
        for index, text in enumerate(texts):
            readings = self._g2p.lexicon.golds.get(text)
            if not isinstance(readings, dict) or not index:
                continue
            before = [word.lower() for word in texts[max(0, index - 2) : index]]
            if before[-1] in _SUBJECTS and "VERB" in readings and tags[index][:2] in ("NN", "JJ"):
                tags[index] = "VBP"
            elif "VBN" in readings and _HAVE & {
                *before[-1:],
                *(before[:1] if before[-1] in _ADVERBS else ()),
            }:
                tags[index] = "VBN"
        return tags

    def _checked(self, phonemes: str, word: LineWord) -> str:
        """A word that hibari has no sound for is never left out silently."""
        if any(map(str.isalpha, phonemes)):
            return phonemes
        return word.before + pronounce(word.core, self._british) + word.after

    def _parts(self, sentence: Sequence[LineWord], index: int) -> list[_Part]:
        """Return a word with the punctuation around it."""
        word = sentence[index]
        parts = [
            *(_Part(sign, sign) for sign in word.before),
            *self._word_parts(sentence, index),
            *(_Part(sign, sign) for sign in word.after),
        ]
        return [*parts[:-1], replace(parts[-1], gap=_END)]

    def _word_parts(self, sentence: Sequence[LineWord], index: int) -> Iterable[_Part]:
        word = sentence[index]
        phonemes = model_phonemes(word.ipa, self._british) if word.ipa else ""
        if phonemes:
            return [_Part(word.text, with_ending(phonemes, word.ending, self._british))]
        if is_letter_by_itself(sentence, index):
            letter = self._spelled(word.core[0], word.core[1:])
            is_last = bool(word.after) or not is_letter_by_itself(sentence, index + 1)
            return [letter if is_last else _with_weak_stress(letter)]
        return self._core_parts(word.core)

    def _core_parts(self, core: str) -> Iterator[_Part]:
        """Yield the pieces of a word for the spelling of letters, for eSpeak NG, or for hibari's lexicon."""
        subwords = [found for found in _SUBWORD.findall(core) if found == "&" or any(map(str.isalnum, found))]
        special = self._special_part(core)
        if special and len(core) > 1:
            yield special
        elif len(core) == 1 or core in self._g2p.lexicon.golds:
            yield from self._plain_parts(core)
        elif len(subwords) > 1 and any(map(self._special_part, subwords)):
            for index, subword in enumerate(subwords, 1):
                part = self._special_part(subword)
                *first, last = [part] if part else self._plain_parts(subword)
                yield from (*first, replace(last, gap=_APART if index < len(subwords) else ""))
        else:
            yield from self._plain_parts(core)

    def _special_part(self, core: str) -> _Part | None:
        """Return a word that hibari misreads: a listed word, spelled letters, capitals, another script."""
        if listed_ipa(core.removesuffix("'s")):
            return _Part(core, self._unknown_word(core))
        if is_in_other_script(core):
            return _Part(core, pronounce(core, self._british))
        lexicon = self._g2p.lexicon
        spelled = spelled_letters(core)
        is_said_as_word = len(core) > 1 and core.isalpha() and isinstance(lexicon.golds.get(core), str)
        if spelled and not is_said_as_word:
            return self._spelled(*spelled)
        if len(core) > 3 and core.isupper() and core.isalpha() and core not in lexicon.golds:
            word = core.lower()
            is_known = word in lexicon.golds or word in lexicon.silvers
            return _Part(word, None if is_known else self._unknown_word(word.title()))
        return None

    def _plain_parts(self, core: str) -> Iterator[_Part]:
        """hibari's own tokens; figures and signs that are left become words first."""
        text = core
        digits = sum(map(str.isdigit, core))
        if digits > _LONGEST_NUMBER:
            text = spoken_signs(_DIGIT.sub(r" \1 ", core))
        elif digits:
            text = spoken_signs(normalize(_DIGIT_AFTER_LETTER.sub(" ", core)), _SIGNS_OF_AMOUNTS)
        elif not core.isalpha():
            text = spoken_signs(core)
        tokens = self._g2p.tokenizer(text)
        for index, (token, gap) in enumerate(tokens, 1):
            yield _Part(token, gap=_APART if gap and index < len(tokens) else "")

    def _spelled(self, letters: str, ending: str) -> _Part:
        """Letters by their names, the last one stressed: 'ˌɛfbˌiˈI'."""
        names: str = self._g2p.lexicon.get_NNP(letters)[0]
        return _Part(letters, with_ending(names, ending, self._british))

    def _unknown_word(self, word: str) -> str:
        """What hibari's lexicon lacks, with the ending of a possessive."""
        possessive = _POSSESSIVE.fullmatch(word)
        if possessive:
            return with_ending(
                pronounce(possessive["word"], self._british), possessive["ending"], self._british
            )
        return pronounce(word, self._british)


def _with_weak_stress(letter: _Part) -> _Part:
    """Of 'N A T O' only the last letter has the main stress."""
    return replace(letter, phonemes=(letter.phonemes or "").replace("ˈ", "ˌ"))


def _by_word(tokens: Iterable[Any]) -> list[str]:
    """Return the phonemes of each word; hibari joins and splits tokens, but keeps the gap after a word."""
    spoken, current = [], ""
    for token in tokens:
        current += token.phonemes or ""
        if token.whitespace == _END:
            spoken.append(" ".join(current.split()))
            current = ""
        elif token.whitespace:
            current += " "
    return spoken
