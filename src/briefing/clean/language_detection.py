"""The language of a text, by its script, its stop words, its letters and the endings of its words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from briefing.text import primary_tag, read_table

_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGE_OF_SCRIPT = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0600-\u06ff]"), "ar"),
    (re.compile("[\u0900-\u097f]"), "hi"),
    (re.compile("[\u0400-\u04ff]"), "ru"),
)
_ANY_SCRIPT = re.compile(f"[{''.join(letters.pattern[1:-1] for letters, _ in _LANGUAGE_OF_SCRIPT)}]")
_MARK = re.compile("[¿¡]")
_ELISION = re.compile(r"\b([^\W\d_]{1,7})['’](?=[^\W\d_])")
_LEAST_EVIDENCE = 0.5
_CLEAR_STOPWORDS = 4
_LANGUAGE_SAMPLE = 20_000  # characters


class _Evidence(NamedTuple):
    """The languages that have a stop word, a letter, an ending of words or an elided word."""

    words: dict[str, list[str]]
    letters: dict[str, list[str]]
    endings: dict[str, list[str]]
    elisions: dict[str, list[str]]


def choose_language(declared: str, text: str) -> str:
    """The declared BCP 47 tag unless the text clearly is in another language; 'en' if neither is known."""
    sample = text[:_LANGUAGE_SAMPLE]
    if not declared:
        return _language_by_script(sample) or _best_language(sample) or "en"
    detected = _language_by_script(sample) or _clear_language(sample, primary_tag(declared))
    is_other = bool(detected) and primary_tag(declared) != detected
    return detected if is_other and not _are_related(declared, detected) else declared


def _clear_language(sample: str, declared: str) -> str:
    """The language by stop words if they are a sixth of the words, and twice those of the declared one."""
    words = Counter(_WORD.findall(sample.lower()))
    counts = _count_stopwords(words)
    least = max(_CLEAR_STOPWORDS, 2 * counts.get(declared, 0), words.total() / 6)
    if max(counts.values(), default=0) < least:
        return ""
    best = _best_language(sample)
    return best if counts.get(best, 0) >= least else ""


def _count_stopwords(words: Counter[str]) -> dict[str, int]:
    """How many of the words are stop words of each language."""
    counts: defaultdict[str, int] = defaultdict(int)
    languages_of = _evidence().words
    for word in words.keys() & languages_of.keys():
        for language in languages_of[word]:
            counts[language] += words[word]
    return counts


def _language_by_script(sample: str) -> str:
    if len(_ANY_SCRIPT.findall(sample)) * 5 <= len(sample):
        return ""
    for letters, language in _LANGUAGE_OF_SCRIPT:
        if len(letters.findall(sample)) * 5 > len(sample):
            return language
    return ""


def _best_language(sample: str) -> str:
    """Return the language with the most evidence, '' if there is hardly any.

    A stop word, a letter, an ending or an elision counts less the more languages have it.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    low = sample.lower()
    for word, times in Counter(_WORD.findall(low)).items():
        for languages in _languages_of_word(word):
            for language in languages:
                scores[language] += times / len(languages)
    evidence = _evidence()
    signs = [evidence.letters[mark] for mark in _MARK.findall(low)]
    signs += [evidence.elisions.get(elided, []) for elided in _ELISION.findall(low)]
    for languages in signs:
        for language in languages:
            scores[language] += 1
    best = max(scores, key=lambda language: scores[language], default="")
    return best if scores[best] >= _LEAST_EVIDENCE else ""


def _languages_of_word(word: str) -> Iterator[Sequence[str]]:
    """Yield the languages that have a word, each of its letters, and its longest known ending."""
    evidence = _evidence()
    yield evidence.words.get(word, ())
    for letter in set(word) & evidence.letters.keys():
        yield evidence.letters[letter]
    endings = (word[at:] for at in range(1, len(word) - 1))
    yield next((evidence.endings[ending] for ending in endings if ending in evidence.endings), ())


@cache
def _evidence() -> _Evidence:
    table = read_table("briefing.clean", "words/language_letters.toml")
    words: dict[str, list[str]] = {}
    for language, stopwords in _stopwords().items():
        for word in stopwords:
            words.setdefault(word, []).append(language)
    letters = {letter: languages for several, languages in table["letters"].items() for letter in several}
    endings, elisions = (
        {part: languages for several, languages in table[key].items() for part in several.split()}
        for key in ("endings", "elisions")
    )
    return _Evidence(words, letters, endings, elisions)


@cache
def _stopwords() -> dict[str, frozenset[str]]:
    table = read_table("briefing.clean", "words/language_words.toml")
    return {language: frozenset(words) for language, words in table.items()}


def _are_related(declared: str, detected: str) -> bool:
    """Return True if script and stop words cannot distinguish the languages: Ukrainian and Russian."""
    base = primary_tag(declared)
    return any(base in family and detected in family for family in _families())


@cache
def _families() -> list[list[str]]:
    families: list[list[str]] = read_table("briefing.clean", "words/related_languages.toml")["families"]
    return families
