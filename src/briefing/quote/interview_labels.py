"""The labels of turns: 'Q:', 'MC:', 'FERRO:', 'Lena Ferro:', and a name on a line of its own.

The words of interviews in a language come from words/interviews.toml.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from briefing.model import Block, Heading, Paragraph
from briefing.text import primary_tag, read_table

_TABLE = "words/interviews.toml"
_WORD = re.compile(r"[^\W\d_]+(?:['’](?:m|ve|re|d|ll)\b)?")
_BRACKETS = re.compile(r"\[[^\[\]]{1,60}\]|\([^()]{1,60}\)")
_REPORTED = re.compile(r"[,!?.][”\"»“]\s+[^\W\d_]{2,}\s[^”\"»“]*$")  # '“No,” he said, laughing.'
_LONGEST_DIRECTION = 5  # words
LabelKind = Literal["question", "answer", "role", "initials", "name"]

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?"
# '[00:01:10] Dana Ortiz, engineer (02:10): ' with the speech behind it
_LABEL = re.compile(
    rf"(?:{_TIME}\s*[–—-]?\s*)?(?P<name>[^\W\d_][^:?!\n\[\](),]{{0,48}}?)(?:,\s[^:?!\n\[\]()]{{1,40}})?"
    rf"(?:\s*\([^()]{{1,40}}\)|\s+{_TIME})?\s*:\s*(?=\S)"
)
# 'Q. ', 'A1: ', 'Pregunta. ', 'R.– '
_LETTER = re.compile(r"(?P<name>[^\W\d_]{1,9})\s?\d{0,2}\s?[.:]\s?[–—-]?\s*(?=\S)")
# 'QThere’s a kiln. Why?': the page's styles part the letter from the text
_GLUED = re.compile(r"(?P<name>[A-ZÀ-Þ])(?=[A-ZÀ-Þ](?:[’']?[^\W\d_A-ZÀ-Þ]|[’']|\s))")
_MIN_GLUED_QUESTIONS = 2
# 'LF', 'L.F.', 'J.-P. V.'
_INITIALS = re.compile(r"[A-ZÀ-Þ]{2,4}|[A-ZÀ-Þ]\.(?:[\s-]?[A-ZÀ-Þ]\.){1,3}")
_TIME_END = re.compile(rf"\s*{_TIME}$")
_SENTENCE_END = re.compile(r"[.?!…:;,][\"”»’')\]]*$")
_PARTICLES = frozenset(
    ("de", "la", "le", "du", "des", "del", "von", "van", "der", "den", "di", "da", "el", "al", "y", "the")
)
_LONGEST_NAME = 5  # words
_LONGEST_LINE = 4  # words of a name on its own line
_MIN_OWN_LINES = 3


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


class Label(NamedTuple):
    """A label: its name as it stands, its kind, the block and the characters where it stands.

    The speech begins at `end` of the same block; where `is_own_line`, in the next block.
    """

    name: str
    kind: LabelKind
    block: int
    end: int
    is_own_line: bool = False


def find_labels(blocks: Sequence[Block], words: InterviewWords) -> list[Label]:
    """Return the labels at the beginning of blocks, or else the names on their own lines, in order."""
    found = [label for number, block in enumerate(blocks) if (label := _label_of(number, block, words))]
    return found or _glued_labels(blocks, words) or list(_own_lines(blocks, words))


def _glued_labels(blocks: Sequence[Block], words: InterviewWords) -> list[Label]:
    """Return the letters of questions and answers that no space parts from the text, if several ask.

    Where only the questions have letters, an answer begins in the next block.
    """
    found = []
    for number, block in enumerate(blocks):
        letter = _GLUED.match(block.text)
        kind = _letter_kind(letter["name"].lower(), words) if letter is not None else None
        if letter is not None and kind is not None:
            found.append(Label(letter["name"], kind, number, letter.end()))
    asked = [label.block for label in found if label.kind == "question"]
    if len(asked) < _MIN_GLUED_QUESTIONS or not any("?" in blocks[number].text for number in asked):
        return []
    if len(asked) < len(found):
        return found
    labels = [(label, Label("", "answer", label.block + 1, 0)) for label in found]
    behind = [*asked[1:], len(blocks)]
    pairs = zip(labels, behind, strict=True)
    return [one for pair, end in pairs for one in pair if one.kind == "question" or one.block < end]


def _label_of(number: int, block: Block, words: InterviewWords) -> Label | None:
    text = block.text
    letter = _LETTER.match(text)
    if letter is not None and (kind := _letter_kind(letter["name"].lower(), words)):
        return Label(letter["name"], kind, number, letter.end())
    found = _LABEL.match(text)
    if found is not None and (kind := label_kind(found["name"], words)):
        return Label(found["name"].strip(), kind, number, found.end())
    run_in = block.run_in if isinstance(block, Paragraph) else 0
    name = text[:run_in].strip(" :.–—-")
    is_drop_cap = text[run_in : run_in + 1].isalpha()
    if 0 < run_in < len(text) and not is_drop_cap and "?" not in name and (kind := label_kind(name, words)):
        return Label(name, kind, number, len(text) - len(text[run_in:].lstrip(" :.–—-")))
    return None


def _letter_kind(low: str, words: InterviewWords) -> LabelKind | None:
    if low in words.question:
        return "question"
    return "answer" if low in words.answer else None


def label_kind(name: str, words: InterviewWords) -> LabelKind | None:
    """Return what a label is by its form; None if it can be none."""
    parts = name.split()
    if not parts or len(parts) > _LONGEST_NAME or parts[0].lower() in _salutations():
        return None
    if len(parts) == 1 and (kind := _letter_kind(name.lower(), words)):
        return kind
    if name.lower().removeprefix(f"{words.role_article} ") in words.roles:
        return "role"  # 'HOST', 'THE WITNESS'
    if _INITIALS.fullmatch(name):
        return "initials"
    is_name = all(part[0].isupper() or part.lower() in _PARTICLES for part in parts)
    return "name" if is_name and any(part[0].isupper() for part in parts) else None


@cache
def _salutations() -> frozenset[str]:
    """Return the words before the name of an addressee: 'Dear Nora: …' is a letter."""
    return frozenset(read_table("briefing.quote", _TABLE)["salutations"]["words"].split())


def _own_lines(blocks: Sequence[Block], words: InterviewWords) -> Iterator[Label]:
    """Yield the short lines of which some come again, each before a longer one: the names of who speaks."""
    lines = [(number, _TIME_END.sub("", block.text)) for number, block in enumerate(blocks)]
    short = [(number, text) for number, text in lines if _is_name_line(blocks, number, text)]
    counts = Counter(text.lower() for _, text in short)
    repeated = [text for text, count in counts.items() if count > 1]
    if len(short) < _MIN_OWN_LINES or not repeated or len(counts) < 2:
        return
    first = next(number for number, text in short if text.lower() in repeated)
    for number, text in short:
        if number >= first:
            kind = label_kind(text, words) or "name"
            yield Label(text, kind, number, len(blocks[number].text), is_own_line=True)


def _is_name_line(blocks: Sequence[Block], number: int, text: str) -> bool:
    is_short = 0 < len(text.split()) <= _LONGEST_LINE and text[:1].isalpha()
    if not is_short or _SENTENCE_END.search(text) or any(map(str.isdigit, text)):
        return False
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    if following is None or isinstance(following, Heading):
        return False
    return len(following.text) > len(text) or _SENTENCE_END.search(following.text) is not None
