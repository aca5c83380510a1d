"""Find the told story that a new one goes on with: the same people, the same place, the same thing.

No model decides. A wrong 'As reported on Thursday' is worse than none, so every condition must hold. Two
stories share a full name and another name, and the later one has the names of the earlier headline. They
share words that news do not use every day, some of them of the headlines and first sentences; the later
story treats them as known: 'a bus' is another bus. Two matches, two fires or two decisions of one mayor
share names and everyday words, but few others.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise

from briefing.model import Article, Reported
from briefing.model.codec import from_json
from briefing.storage import PublishedArticle
from briefing.text import primary_tag, read_table, read_words, sentence_spans

_DETERMINERS = "words/determiners.toml"
_LANGUAGES = ("en", "de", "fr", "es")
_DAYS = 14  # how long a told story is remembered
_MIN_NAMES = 2  # in common: a full name, and another one
_MIN_SHARE_OF_NAMES = 0.5  # of the story that has fewer of them
_MIN_LEAD_WORDS = 3  # words of one story's headline or first sentence that the other has, counted both ways
_MIN_WORDS = 4  # in common, with those
_MIN_SHARE_OF_WORDS = 0.25  # of the story that has fewer of them
_MIN_LETTERS = 4
_STEM_LETTERS = 6
_BESIDE_WORDS = 4
_MAX_SPREAD = 4  # told stories of the last days that may have a word; more make it one of every day
_INDEFINITE_REACH = 3  # words between an indefinite article and its noun, and the noun
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ELISION = re.compile(r"^(?:[dlnsjmtc]|qu)['’]", re.IGNORECASE)  # "l'ours"
_POSSESSIVE = re.compile(r"['’]s?$")  # "Stanwick's"
_SCORE = re.compile(
    r"(?<![\d.,])\d{1,3}(?: ?[-–:] ?| à | a )\d{1,3}(?![.,]?\d)(?! (?:Uhr|h|heures|horas|años)\b)"
)


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a story is recognised when it goes on. Everything is in lower case.

    Attributes:
        language: Its primary language tag.
        people: Pairs of words with capitals, which full names are: 'harriet venn'.
        names: Other names, a word each: 'kellmouth'.
        words: Stems of its other words, without those of every day.
        beside: Those of the words that stand only beside names: 'the kettle maker Thorsby' says who Thorsby
            is and not what happened.
        introduced: Those of the words that first stand behind an indefinite article: 'a bus'.
        lead: Those of the words that are in the headline or in the first sentence.
        headline_names: The names that are in the headline, a word each.
        is_score: It tells the score of a match; two matches of one club look alike.
    """

    language: str = ""
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    introduced: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    headline_names: tuple[str, ...] = ()
    is_score: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    """A word that news do not use every day, where it stands."""

    stem: str
    is_beside: bool
    is_introduced: bool


def traces_from(article: Article) -> Traces:
    """Return the traces of a story; they are empty in a language without a list of everyday words."""
    language = primary_tag(article.language or "")
    if language not in _LANGUAGES:
        return Traces(language)
    texts = [article.title, *(block.text for block in article.blocks)]
    sentences = [_tokens(text[start:end]) for text in texts for start, end in sentence_spans(text)]
    ordinary = {word for sentence in sentences for word in sentence if word[:1].islower()}
    people = {pair for sentence in sentences for pair in _full_names(sentence, ordinary, language)}
    parts = _words_of(people)
    names = {word for sentence in sentences for word in _single_names(sentence, ordinary, language)} - parts
    known = names | parts
    headline = len(list(sentence_spans(article.title)))
    mentions = [list(_mentions(sentence, known, language)) for sentence in sentences]
    every = [one for sentence in mentions for one in sentence]
    body = [one for sentence in mentions[headline:] for one in sentence]
    first = {one.stem: one.is_introduced for one in reversed(body)}
    words = {one.stem for one in every}
    return Traces(
        language,
        _sorted(people),
        _sorted(names),
        _sorted(words),
        beside=_sorted(words - {one.stem for one in every if not one.is_beside}),
        introduced=_sorted({stem for stem, is_introduced in first.items() if is_introduced}),
        lead=_sorted({one.stem for sentence in mentions[: headline + 1] for one in sentence}),
        headline_names=_sorted({word.lower() for word in _tokens(article.title)} & known),
        is_score=any(_SCORE.search(text) for text in texts),
    )


def _sorted(words: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


def _mentions(sentence: Sequence[str], names: Collection[str], language: str) -> Iterator[_Mention]:
    """Yield the words of a sentence that are no names and not of every day."""
    at_name = [number for number, word in enumerate(sentence) if word.lower() in names]
    indefinite = read_table("briefing.digest", _DETERMINERS)["indefinite"][language]
    for number, word in enumerate(sentence):
        stem = _stem(word)
        if len(stem) >= _MIN_LETTERS and word.lower() not in names and stem not in _everyday(language):
            before = [one.lower() for one in sentence[max(0, number - _INDEFINITE_REACH) : number]]
            is_beside = any(abs(number - at) <= _BESIDE_WORDS for at in at_name)
            yield _Mention(stem, is_beside, any(one in indefinite for one in before))


def _tokens(sentence: str) -> list[str]:
    return [_POSSESSIVE.sub("", _ELISION.sub("", word)) for word in _WORD.findall(sentence)]


def _full_names(sentence: Sequence[str], ordinary: Collection[str], language: str) -> Iterator[str]:
    """Yield neighbouring words that are names, such as a first name and a surname."""
    for pair in pairwise(sentence):
        if all(_is_name(word, ordinary, language) for word in pair):
            yield " ".join(pair).lower()


def _single_names(sentence: Sequence[str], ordinary: Collection[str], language: str) -> Iterator[str]:
    """Yield names inside the sentence; in German those behind a preposition without an article."""
    markers = read_table("briefing.digest", _DETERMINERS)["before_places"]
    for before, word in pairwise(sentence):
        is_marked = language not in markers or before.lower() in markers[language]
        if is_marked and _is_name(word, ordinary, language):
            yield word.lower()


def _is_name(word: str, ordinary: Collection[str], language: str) -> bool:
    """Return True if a word has a capital, is not of every day, and is nowhere in the story without it."""
    is_known = word.lower() in ordinary or _stem(word) in _everyday(language)
    return word[:1].isupper() and not is_known


def _stem(word: str) -> str:
    return word.lower()[:_STEM_LETTERS]


@cache
def _everyday(language: str) -> frozenset[str]:
    lines = read_words("briefing.digest", f"words/{language}.txt")
    return frozenset(_stem(word) for line in lines for word in line.split())


def goes_on(later: Traces, earlier: Traces, spread: Mapping[str, int]) -> bool:
    """Return True if a story goes on with an earlier one, and it is sure.

    Args:
        later: The traces of the story.
        earlier: The traces of the story that was told.
        spread: How many stories that were told lately have a word; a missing word counts 0.
    """
    if later.language != earlier.language or (later.is_score and earlier.is_score):
        return False
    return _share_names(later, earlier) and _share_words(later, earlier, spread)


def _share_names(later: Traces, earlier: Traces) -> bool:
    """Return True if the stories share a full name and another name, and the later one has the headline's."""
    people = set(later.people) & set(earlier.people)
    every = [set(one.names) | _words_of(one.people) for one in (later, earlier)]
    shared = every[0] & every[1]
    others = set(later.names) & set(earlier.names)
    is_enough = bool(people) and len(_groups(people)) + len(others) >= _MIN_NAMES
    is_most = len(shared) >= _MIN_SHARE_OF_NAMES * (min(map(len, every)) or 1)
    return is_enough and is_most and set(earlier.headline_names) <= every[0]


def _share_words(later: Traces, earlier: Traces, spread: Mapping[str, int]) -> bool:
    """Return True if they share enough words, some of them of the lead, as known things."""
    descriptive = set(later.beside) & set(earlier.beside)
    rare = [{word for word in one.words if spread.get(word, 0) <= _MAX_SPREAD} for one in (later, earlier)]
    shared = rare[0] & rare[1] - descriptive
    from_earlier = shared.intersection(earlier.lead) - set(later.introduced)
    from_later = shared.intersection(later.lead)
    is_lead = bool(from_earlier) and len(from_earlier) + len(from_later) >= _MIN_LEAD_WORDS
    return is_lead and len(shared) >= max(_MIN_WORDS, _MIN_SHARE_OF_WORDS * min(map(len, rare)))


def _words_of(people: Collection[str]) -> set[str]:
    return {word for name in people for word in name.split()}


def _groups(people: Collection[str]) -> list[set[str]]:
    """Return the words of names that overlap as one: 'imker rolf' and 'rolf tegtmeyer' are one person."""
    groups: list[set[str]] = []
    for name in sorted(people):
        own = set(name.split())
        joined = [group for group in groups if group & own]
        groups = [group for group in groups if not group & own] + [own.union(*joined)]
    return groups


def find_reported(article: Article, published: Sequence[PublishedArticle], now: datetime) -> Reported | None:
    """Return the told story that an article goes on with; None unless it is sure.

    Args:
        article: A story that is to be told.
        published: The told stories, the newest first.
        now: The time of the run.
    """
    told = [(one, traces) for one in published if (traces := _stored_traces(one, now)) is not None]
    spread = Counter(word for _, traces in told for word in traces.words)
    own = traces_from(article)
    match = next((one for one, traces in told if goes_on(own, traces, spread)), None)
    return Reported(match.told[:10], match.title) if match else None


def _stored_traces(one: PublishedArticle, now: datetime) -> Traces | None:
    """Return the traces of a story that was told lately; None for one of an older version."""
    if not one.traces or now - datetime.fromisoformat(one.told) > timedelta(days=_DAYS):
        return None
    return _decoded(one.traces)


@lru_cache(maxsize=4096)
def _decoded(traces: str) -> Traces:
    """Return stored traces; each story of a programme is compared with those of all that were told lately."""
    return from_json(Traces, traces)
