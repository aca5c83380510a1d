"""The words of interviews in a language, from words/interviews.toml, and stage directions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefing.text import primary_tag, read_table

_TABLE = "words/interviews.toml"
_WORD = re.compile(r"[^\W\d_]+(?:['’](?:m|ve|re|d|ll)\b)?")
_BRACKETS = re.compile(r"\[[^\[\]]{1,60}\]|\([^()]{1,60}\)")
_REPORTED = re.compile(r"[,!?.][”\"»“]\s+[^\W\d_]{2,}\s[^”\"»“]*$")  # '“No,” he said, laughing.'
_LONGEST_DIRECTION = 5  # words


@dataclass(frozen=True, slots=True)
class InterviewWords:
    """The words of one language, in lower case.

    Attributes:
        question: Labels of a question: 'q', 'frage'.
        answer: Labels of an answer.
        interviewer: The name of an interviewer without a name: 'the interviewer'.
        interviewee: The same for the interviewee.
        roles: Labels that are a role: 'host'.
        role_article: The article before a role that is spoken: 'the'.
        first_person: Pronouns of the person who speaks.
        second_person: Pronouns of the person who is asked.
        announcing: Phrases that announce an interview in a title or an introduction.
        interviewer_cues: Phrases directly before the name of the interviewer.
        asked_cues: Phrases directly before the name of the interviewee.
    """

    question: frozenset[str]
    answer: frozenset[str]
    interviewer: str
    interviewee: str
    roles: frozenset[str]
    role_article: str
    first_person: frozenset[str]
    second_person: frozenset[str]
    announcing: tuple[str, ...]
    interviewer_cues: tuple[str, ...]
    asked_cues: tuple[str, ...]

    def is_first_person(self, text: str) -> bool:
        """Return True if the speaker of a text refers to themselves."""
        return not self.first_person.isdisjoint(words_of(text))

    def reports(self, text: str) -> bool:
        """Return True if the narrator's words stand behind a quotation: '“Mexico!” the audience screamed'."""
        return _REPORTED.search(text) is not None

    def is_second_person(self, text: str) -> bool:
        """Return True if a text addresses somebody."""
        return not self.second_person.isdisjoint(words_of(text))

    def announces(self, text: str) -> bool:
        """Return True if a text announces an interview."""
        low = text.lower()
        return any(phrase in low for phrase in self.announcing)


@cache
def read_interview_words(language: str) -> InterviewWords:
    """Return the words of a BCP 47 tag's language; the English ones for a language without a table."""
    tables = read_table("briefing.quote", _TABLE)
    code = primary_tag(language)
    table = tables[code if code in tables else "en"]
    return InterviewWords(
        question=frozenset(table["question"].split()),
        answer=frozenset(table["answer"].split()),
        interviewer=table["interviewer"],
        interviewee=table["interviewee"],
        roles=frozenset(table["roles"].split()),
        role_article=table["role_article"],
        first_person=frozenset(table["first_person"].split()),
        second_person=frozenset(table["second_person"].split()),
        announcing=tuple(table["announcing"]),
        interviewer_cues=tuple(table["interviewer_cues"]),
        asked_cues=tuple(table["asked_cues"]),
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case; "I'm" is one word."""
    return _WORD.findall(text.lower().replace("’", "'"))


def stage_directions(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each stage direction: '(laughs)', '[MUSIC PLAYING]'."""
    for found in _BRACKETS.finditer(text):
        inner = found.group()[1:-1]
        words = words_of(inner)
        is_short = 0 < len(words) <= _LONGEST_DIRECTION
        if is_short and ((inner.isupper() and len(inner) > 1) or not _direction_words().isdisjoint(words)):
            yield found.start(), found.end()


def is_stage_direction(text: str) -> bool:
    """Return True if a block is nothing but text in brackets."""
    return _BRACKETS.fullmatch(text.strip()) is not None


@cache
def _direction_words() -> frozenset[str]:
    return frozenset(read_table("briefing.quote", _TABLE)["stage_directions"]["words"].split())
