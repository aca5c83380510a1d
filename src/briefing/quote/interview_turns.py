"""The turns of an interview or a transcript: who speaks in which blocks, by labels or by questions.

A page is a dialogue if at least two speakers have labels, one of them comes back, and the article shows that
they are persons; or if marked questions alternate with answers in the first person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from briefing.model import Article, Block, Heading, Paragraph, Span
from briefing.quote.interview_labels import (
    InterviewWords,
    Label,
    find_labels,
    is_stage_direction,
    read_interview_words,
    stage_directions,
)
from briefing.quote.interview_speakers import LabelNames, Surroundings
from briefing.quote.language.vocabulary import read_vocabulary
from briefing.text import is_terminated

_LONGEST_QUESTION = 60  # words
_MIN_PLAIN_QUESTIONS = 2
_TURN = 2  # paragraphs: a question and its answer
_QUOTE_MARKS = '"“”„«»'
# A question mark ends it: '… morgen?“'
_QUESTION_END = re.compile(r"\?[\"”“»’')\]]*\s*$")
_DASH = re.compile(r"\s*[—–-]\s*(?=\S)")
_INNER_DASH = re.compile(r"\s[—–]\s?(?=[^\W\d_])|[—–](?=[.,\s])")
_MIN_LABELS = 3
_MIN_ASKED = 2  # questions of one speaker
_MIN_QUESTIONS = 3
_MIN_ANNOUNCED_QUESTIONS = 2
_LONGEST_REMARK = 20  # words
_MARKS = "\"'“”„«»‹›"
# between a closing and an opening mark: '…,” Lund says. “…'
_NARRATED = re.compile(r"[,.!?…]\s?[”\"»“](?P<words>,?\s+[^\W\d_][^”“„\"«»]{2,80}\s)[“\"«„]")
_DASHES = "—–―-"


class Question(NamedTuple):
    """A question at the beginning of a block, to the character `end`; `is_whole`: nothing else is in it."""

    block: int
    end: int
    is_whole: bool


def find_questions(blocks: Sequence[Block], words: InterviewWords) -> list[Question]:
    """Return the questions of the first form that the page uses several times."""
    if found := _run_in_questions(blocks, words):
        return found
    for find in (_heading_questions, _dashed_questions, _plain_questions):
        found = find(blocks)
        if found:
            return found
    return []


def _run_in_questions(blocks: Sequence[Block], words: InterviewWords) -> list[Question]:
    """Return the run-in parts if most of them are questions; the others are remarks of the interviewer.

    A paragraph of its own that addresses somebody counts beside a question: 'You left school at 15.'
    """
    lengths = [(number, _run_in(block)) for number, block in enumerate(blocks)]
    found = [
        Question(number, end, end >= len(blocks[number].text))
        for number, end in lengths
        if end and len(blocks[number].text[:end].split()) <= _LONGEST_QUESTION
    ]
    asked = [question for question in found if _is_question(blocks[question.block].text[: question.end])]
    if asked:
        addressed = (q for q in found if q.is_whole and words.is_second_person(blocks[q.block].text))
        asked = sorted({*asked, *addressed})
    if len(asked) < 2 or len(asked) * 2 < len(found):
        return []
    first = asked[0].block
    opening = (q.block for q in found if q.is_whole and is_terminated(blocks[q.block].text))
    first = first - _TURN if first - _TURN in opening else first  # 'Take us back to the final.'
    return [question for question in found if question.block >= first]


def _run_in(block: Block) -> int:
    return block.run_in if isinstance(block, Paragraph) else 0


def _heading_questions(blocks: Sequence[Block]) -> list[Question]:
    """Return the headings that are questions, if they are half of all headings or more."""
    found = [
        Question(number, len(block.text), is_whole=True)
        for number, block in enumerate(blocks)
        if isinstance(block, Heading) and _is_question(block.text)
    ]
    headings = sum(isinstance(block, Heading) for block in blocks)
    return found if len(found) >= 2 and 2 * len(found) >= headings else []


def _dashed_questions(blocks: Sequence[Block]) -> list[Question]:
    """Return every second paragraph with a dash, if half of them or more are questions, and no answer is.

    A dialogue that is told has a verb of speaking behind a second dash: '—Voy —dijo Ana.'.
    """
    dashed = [number for number, block in enumerate(blocks) if _DASH.match(block.text)]
    asked, answers = dashed[0::2], dashed[1::2]
    questions = [number for number in asked if _is_question(blocks[number].text)]
    is_narrated = any(_INNER_DASH.search(blocks[number].text, 2) for number in dashed)
    has_odd_answer = any(_is_question(blocks[number].text) for number in answers)
    if len(questions) < 2 or 2 * len(questions) < len(asked) or is_narrated or has_odd_answer:
        return []
    return [Question(number, len(blocks[number].text), is_whole=True) for number in asked]


def _plain_questions(blocks: Sequence[Block]) -> list[Question]:
    """Return the short paragraphs that are questions, if an answer follows each."""
    asked = [_is_plain_question(block) for block in blocks]
    found = [
        Question(number, len(block.text), is_whole=True)
        for number, (block, is_asked) in enumerate(zip(blocks, asked, strict=True))
        if is_asked
    ]
    alternates = not any(one and other for one, other in pairwise(asked))
    return found if len(found) >= _MIN_PLAIN_QUESTIONS and alternates else []


def _is_plain_question(block: Block) -> bool:
    """Return True if a paragraph is nothing but a short question of the page's own, not a quoted one."""
    if any(mark in block.text for mark in _QUOTE_MARKS):
        return False
    is_short = len(block.text.split()) <= _LONGEST_QUESTION
    return isinstance(block, Paragraph) and is_short and _is_question(block.text)


def _is_question(text: str) -> bool:
    return _QUESTION_END.search(text) is not None


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one speaker until another speaks; `label` is where the label stands, if there is one."""

    name: str
    spans: tuple[Span, ...]
    label: Span | None = None


def find_turns(article: Article) -> tuple[Turn, ...]:
    """Return the turns of an interview or a transcript in order; none if the article is neither."""
    words = read_interview_words(article.language)
    labels = find_labels(article.blocks, words)
    if len(labels) >= _MIN_LABELS and (turns := _labelled_turns(article, labels, words)):
        return turns
    questions = find_questions(article.blocks, words)
    return _answers(article, [*questions, *_remarks(article, questions, words)], words)


def _remarks(article: Article, questions: Sequence[Question], words: InterviewWords) -> list[Question]:
    """Return the short paragraphs between answers that address the interviewee without a question mark."""
    if len(questions) < _MIN_ANNOUNCED_QUESTIONS or not all(question.is_whole for question in questions):
        return []
    texts = [block.text for block in article.blocks]
    asked = {question.block for question in questions}
    found = []
    for number in range(questions[0].block + 2, len(texts) - 1):
        text = texts[number]
        is_between = asked.isdisjoint((number - 1, number, number + 1))
        is_short = len(text.split()) <= _LONGEST_REMARK and not any(mark in text for mark in _MARKS)
        if is_between and is_short and words.is_second_person(text) and not words.is_first_person(text):
            found.append(Question(number, len(text), is_whole=True))
            asked.add(number)
    return found


def _surroundings(article: Article, first: int, words: InterviewWords) -> Surroundings:
    texts = [block.text for block in article.blocks]
    return Surroundings(
        article, tuple(texts[:first]), tuple(texts[first:]), words, read_vocabulary(article.language)
    )


def _labelled_turns(article: Article, labels: Sequence[Label], words: InterviewWords) -> tuple[Turn, ...]:
    names = LabelNames(labels, _surroundings(article, labels[0].block, words))
    speakers = [names.speaker_name(label) for label in labels]
    has_only_answers = all(label.kind == "answer" for label in labels)
    if not has_only_answers and (len(set(speakers)) < 2 or len(set(speakers)) == len(speakers)):
        return ()
    interviewers = _interviewers(article, labels, speakers)
    known = [
        name in interviewers or names.is_person(label) for name, label in zip(speakers, labels, strict=True)
    ]
    texts = [block.text for block in article.blocks]
    speech = " ".join(texts[labels[0].block :])
    is_spoken = "?" in speech or words.is_first_person(speech) or words.is_second_person(speech)
    if not is_spoken or sum(known) * 2 < len(known) or not _are_speeches(article, labels):
        return ()
    persons = {name for name, label, is_known in zip(speakers, labels, known, strict=True)
               if is_known or label.kind == "initials"}  # fmt: skip
    if len(persons) < 2 and not has_only_answers:
        return ()
    turns = []
    for at, (label, name) in enumerate(zip(labels, speakers, strict=True)):
        end = labels[at + 1].block if at + 1 < len(labels) else _end_of_last(article, label, name, words)
        if has_only_answers:
            end = label.block + 1  # the question without a label stands before the next answer
        first = label.block + label.is_own_line
        start = 0 if label.is_own_line else label.end
        spans = tuple(_speech(article, first, start, end))
        if spans:
            turns.append(Turn(name, spans, Span(label.block, 0, label.end) if label.end else None))
    return tuple(turns)


def _interviewers(article: Article, labels: Sequence[Label], speakers: Sequence[str]) -> frozenset[str]:
    """Return the speakers of several turns that mostly end in a question, such as an outlet's name."""
    asked: dict[str, list[bool]] = {name: [] for name in speakers}
    for label, behind, name in zip(labels, [*labels[1:], None], speakers, strict=True):
        end = behind.block if behind is not None else label.block + label.is_own_line + 1
        last = article.blocks[max(end - 1, label.block)].text
        asked[name].append(_is_question(last))
    return frozenset(
        name for name, turns in asked.items() if sum(turns) >= _MIN_ASKED and sum(turns) * 2 >= len(turns)
    )


def _are_speeches(article: Article, labels: Sequence[Label]) -> bool:
    """Return True if at least half of the texts behind names are sentences, not 'Weight: 650 grams'."""
    texts = [block.text for block in article.blocks]
    named = [label for label in labels if label.kind == "name" and not label.name.isupper()]
    behind = [
        texts[min(label.block + 1, len(texts) - 1)] if label.is_own_line else texts[label.block][label.end :]
        for label in named
    ]
    return sum(is_terminated(text.strip()) for text in behind) * 2 >= len(behind)


def _answers(article: Article, questions: Sequence[Question], words: InterviewWords) -> tuple[Turn, ...]:
    """Return the turns of the interviewee between the questions, which the narrator reads."""
    if len(questions) < _MIN_ANNOUNCED_QUESTIONS:
        return ()
    questions = sorted(questions)
    around = _surroundings(article, questions[0].block, words)
    name = around.interviewee()
    if not name:
        return ()
    turns = []
    for at, question in enumerate(questions):
        is_last = at + 1 == len(questions)
        label = Label(name, "name", question.block, question.end, is_own_line=question.is_whole)
        end = _end_of_last(article, label, name, words) if is_last else questions[at + 1].block
        first = question.block + question.is_whole
        spans = tuple(_speech(article, first, 0 if question.is_whole else question.end, end))
        if spans:
            turns.append(Turn(name, spans))
    return tuple(turns) if _is_interview(article, questions, turns, words) else ()


def _is_interview(
    article: Article, questions: Sequence[Question], turns: Sequence[Turn], words: InterviewWords
) -> bool:
    """Return True if a person answers; an explainer's answers have no first person."""
    texts = [block.text for block in article.blocks]
    answers = [" ".join(texts[span.block][span.start : span.end] for span in turn.spans) for turn in turns]
    if any(words.reports(answer) for answer in answers):
        return False  # the narrator tells what somebody said
    personal = sum(words.is_first_person(answer) for answer in answers)
    introduction = " ".join((article.title, *texts[: questions[0].block]))
    is_announced = words.announces(introduction)
    marked = all(texts[turn.spans[0].block].lstrip()[:1] in _DASHES + _MARKS for turn in turns)
    if len(turns) >= _MIN_ANNOUNCED_QUESTIONS and bool(personal) + is_announced + marked > 1:
        return True
    addressed = any(words.is_second_person(texts[q.block][: q.end]) for q in questions)
    return len(turns) >= _MIN_QUESTIONS and personal * 2 >= len(turns) and addressed


def _end_of_last(article: Article, label: Label, name: str, words: InterviewWords) -> int:
    """Return the block behind the last turn: the first one in which the narrator speaks."""
    at = min(label.block + label.is_own_line + 1, len(article.blocks))  # nothing may follow the question
    surname = name.rsplit(maxsplit=1)[-1]
    while at < len(article.blocks):
        block = article.blocks[at]
        is_narrated = isinstance(block, Heading) or surname in block.text or words.announces(block.text)
        if is_narrated or not (words.is_first_person(block.text) or is_stage_direction(block.text)):
            break
        at += 1
    return at


def _speech(article: Article, first: int, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of a turn from character `start` of its first block, without stage directions."""
    for number in range(first, end):
        block = article.blocks[number]
        at = start if number == first else 0
        is_label = number == first and start > 0
        if (isinstance(block, Heading) and not is_label) or is_stage_direction(block.text[at:]):
            continue
        for direction, behind in (*stage_directions(block.text), (len(block.text), len(block.text))):
            if direction < at:
                continue
            for part, stop in _spoken_parts(block.text, at, direction):
                span = _trimmed(block.text, number, part, stop)
                if span is not None:
                    yield span
            at = behind


def _spoken_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of an answer in marks, without 'Lund says' of '“Bowls,” Lund says. “They break.”'."""
    if text[start:end].lstrip()[:1] in _MARKS:
        for narrated in _NARRATED.finditer(text, start, end):
            yield start, narrated.start("words")
            start = narrated.end("words")
    yield start, end


def _trimmed(text: str, block: int, start: int, end: int) -> Span | None:
    """Return the span without the marks, dashes and spaces around it, and without a stop before it."""
    speech = text[start:end].rstrip()
    opened = speech.lstrip(f" \u00a0{_DASHES}.,;")
    is_quoted = opened[:1] in _MARKS and opened[-1:] in _MARKS
    inner = opened.strip(f" \u00a0{_MARKS}") if is_quoted else opened
    start += speech.find(inner)
    end = start + len(inner)
    return Span(block, start, end) if any(map(str.isalnum, text[start:end])) else None
