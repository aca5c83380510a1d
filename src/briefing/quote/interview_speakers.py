"""The speakers of an interview: the full name of a label, and who is asked where the page has no labels.

In a conversation that a story tells, the other of two: '“Nobody looked?” asked Lee. ¶ “We trusted her.”'
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from briefing.model import Article, Attribution
from briefing.quote.coreference import CoreferenceResolver
from briefing.quote.entity import Entity
from briefing.quote.handovers import AttributionResult, NarratedSentence
from briefing.quote.interview_labels import InterviewWords, Label
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import Vocabulary, first_name_gender
from briefing.quote.narration import Narration
from briefing.text import fold_name

# What a quotation quotes: “She said, 'Oh, Simon.'”
_NESTED = re.compile(r"[“\"‘][^“”\"‘’]{1,300}[”\"’]|(?<!\w)'[^']{1,300}'(?!\w)")
# 'No, ma’am.', 'There was a whale, Peter. I saw it.' and 'Peter, come here.'
_ADDRESS = re.compile(r", ?((?:your |my )?[^\W\d_][\w’'-]*)(?=[.?!…,]*(?:\s[^a-z]|$))|^([A-Z][\w’'-]*)(?=, )")
_LONGEST_TURN = 20  # words
_SHORT = 12  # words: a question and its answer
_MAX_NARRATED = 8  # phrases behind the quotation, such as 'Pearl said now.'
_REACH = 8  # blocks before and behind that are read as one conversation
_FEW = 3  # phrases: a quotation and its marks
_NEAR = 4  # blocks in which the other person was told of
_NAME_WORD = r"(?<!\w)[A-ZÀ-Þ](?:[^\W\d_]|[’'-]){1,40}+(?!\w)"
_PARTICLES = r"(?:(?:von|van|de|der|den|del|della|di|da|du|la|le|al|bin)\s)"
# 'Lena Ferro', 'Ursula von der Leyen'; 'Corin Sabre V2' is a product
_FULL_NAME = re.compile(rf"{_NAME_WORD}(?:\s(?:[A-Z]\.|{_PARTICLES}{{0,2}}{_NAME_WORD})){{1,3}}(?!\s\w*\d)")
_IN_TITLE = 3
_IS_ADDRESSED = 3
_IS_ASKED = 4
_IS_INTERVIEWER = -6
_CUE_DISTANCE = 3  # characters between a cue and the name: 'Propos recueillis par : '


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article says around its turns.

    Attributes:
        article: The article.
        introduction: The texts before the first turn.
        spoken: The texts of the turns.
        words: The words of interviews in the article's language.
        vocabulary: The vocabulary of that language.
    """

    article: Article
    introduction: tuple[str, ...]
    spoken: tuple[str, ...]
    words: InterviewWords
    vocabulary: Vocabulary

    def persons(self) -> list[str]:
        """Return the full names of persons before the first turn, the most likely interviewee first."""
        texts = [*self.introduction, self.article.title]
        names = [name for text in texts for name in person_names(text, self.vocabulary)]
        scores = {name: self._score(name) for name in dict.fromkeys(names)}
        return sorted(scores, key=lambda name: -scores[name])

    def interviewee(self) -> str:
        """Return the full name of who is asked, '' if the article does not say."""
        best = next(iter(self.persons()), "")
        return best if best and self._score(best) > 0 else ""

    def interviewer(self) -> str:
        """Return who asks by the byline, or the site; '' if the page names neither."""
        byline = self.article.byline
        return byline[0] if len(byline) == 1 else self.article.site

    def _score(self, name: str) -> int:
        surname = name.rsplit(maxsplit=1)[-1]
        score = sum(surname in text for text in self.introduction)
        score += _IN_TITLE * (surname in self.article.title)
        score += _IS_ADDRESSED * any(self._addresses(surname, text) for text in self.spoken)
        score += _IS_ASKED * self._follows(name, self.words.asked_cues)
        score += _IS_INTERVIEWER * self._follows(name, self.words.interviewer_cues)
        return score + _IS_INTERVIEWER * (name in self.article.byline)

    def _addresses(self, surname: str, text: str) -> bool:
        """Return True if a question addresses a person with a title: 'Frau Brandl, wie …'."""
        at = text.find(surname)
        before = text[:at].split()[-1:] if at > 0 else []
        return bool(before) and before[0].rstrip(".").lower() in self.vocabulary.titles and "?" in text

    def _follows(self, name: str, cues: Sequence[str]) -> bool:
        """Return True if one of the phrases stands directly before the name."""
        for text in (*self.introduction, self.article.title):
            at = text.find(name)
            before = text[:at].lower() if at > 0 else ""
            if any(cue in before[-len(cue) - _CUE_DISTANCE :] for cue in cues):
                return True
        return False


def person_names(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return the full names of persons in a text: runs of capitals that begin with a known first name.

    Titles, offices and the first word of a sentence may stand before it: 'Potter Iris Lund'.
    """
    found: list[str] = []
    for match in _FULL_NAME.finditer(text):
        parts = match.group().split()
        if len(parts) > 2 and not first_name_gender(parts[0]) and _begins_sentence(text, match.start()):
            parts = parts[1:]
        while len(parts) > 1 and (
            _is_office(parts[0], vocabulary) or parts[0].lower() in vocabulary.particles
        ):
            parts = parts[1:]
        while len(parts) > 1 and _is_office(parts[-1], vocabulary):
            parts = parts[:-1]
        is_place = parts[-1].lower() in vocabulary.place_words or parts[-1] == "St"
        if is_place or parts[0].lower() in vocabulary.classes:
            continue
        if len(parts) > 1 and first_name_gender(parts[0]):
            found.append(" ".join(part.removesuffix("’s").removesuffix("'s") for part in parts))
    return found


def _begins_sentence(text: str, at: int) -> bool:
    return not at or text[:at].rstrip()[-1:] in '.?!:…“„«"’‘'


def _is_office(word: str, vocabulary: Vocabulary) -> bool:
    low = word.rstrip(".").lower()
    return low in vocabulary.titles or low in vocabulary.nouns or low in vocabulary.adjectives


class LabelNames:
    """Finds the speaker of each label: 'FERRO' and 'LF' are Lena Ferro."""

    def __init__(self, labels: Sequence[Label], around: Surroundings) -> None:
        self._around = around
        own = [_readable(label.name) for label in labels if label.kind == "name"]
        self._unknown_initials = self._interviewer_initials(labels)
        self._full_names = [name for name in dict.fromkeys(own) if " " in name or "-" in name]
        texts = (*around.introduction, around.article.title, *around.spoken)
        self._mentioned = [name for text in texts for name in person_names(text, around.vocabulary)]
        site = filter(None, [around.article.site])
        self._known = list(dict.fromkeys([*self._full_names, *site, *around.persons(), *self._mentioned]))

    def _interviewer_initials(self, labels: Sequence[Label]) -> frozenset[Label]:
        """Return the labels of initials that only ask: 'MC' is the interviewer."""
        initials = [label for label in labels if label.kind == "initials"]
        texts = {label: self._around.article.blocks[label.block].text for label in initials}
        answering = {label.name for label in initials if "?" not in texts[label]}
        return frozenset(label for label in initials if label.name not in answering)

    def speaker_name(self, label: Label) -> str:
        """Return the name under which the label's speaker is introduced."""
        words = self._around.words
        if label.kind == "question":
            return self._around.interviewer() or words.interviewer
        if label.kind == "answer":
            return self._around.interviewee() or words.interviewee
        if label.kind == "role":
            role = label.name.lower().removeprefix(f"{words.role_article} ")
            return f"{words.role_article} {role}" if words.role_article else label.name
        name = _readable(label.name) if label.kind == "name" else label.name
        full_name = self._full_name(name)
        if not full_name and label in self._unknown_initials:
            return self._around.interviewer() or words.interviewer
        return full_name or name

    def is_person(self, label: Label) -> bool:
        """Return True if the article shows that a label names someone: a person, a role, or the outlet."""
        if label.kind in ("question", "answer", "role"):
            return True
        name = self.speaker_name(label)
        is_site = fold_name(name) == fold_name(self._around.article.site)
        is_capitals = label.kind == "name" and label.name.isupper()
        is_known = name in self._mentioned or (name != label.name and name in self._known)
        return is_site or is_capitals or is_known or _has_first_name(name)

    def _full_name(self, name: str) -> str:
        """Return the known name that has these initials, or that ends or begins with this word."""
        parts = [fold_name(part) for part in name.replace(".", " ").split()]
        letters = "".join(parts).replace("-", "")
        for known in self._known:
            others = fold_name(known).split()
            double = fold_name(known).replace("-", " ").split()  # 'J.-P. V.' is Jean-Paul Verdier
            if parts == others or letters in (_initials(others), _initials(double)):
                return known
        if len(parts) > 1:
            without_title = parts[1:] if parts[0] in self._around.vocabulary.titles else parts
            return self._by_word(without_title[-1]) if len(without_title) == 1 else ""
        return self._by_word(parts[0])

    def _by_word(self, word: str) -> str:
        by_surname = (known for known in self._known if fold_name(known).split()[-1] == word)
        named = (*self._full_names, *self._around.persons())
        by_first_name = (known for known in named if fold_name(known).split()[0] == word)
        return next(by_surname, "") or next(by_first_name, "")


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word[0].isalpha())


def _readable(name: str) -> str:
    """Return 'Lena Ferro' for 'LENA FERRO' and 'lena ferro'; 'archived recording' stays as it is."""
    parts = name.split()
    is_lower = name.islower() and len(parts) > 1 and bool(first_name_gender(parts[0]))
    if not name.isupper() and not is_lower:
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)


def _has_first_name(name: str) -> bool:
    parts = name.split()
    return len(parts) > 1 and bool(first_name_gender(parts[0]))


class _Turn(NamedTuple):
    """A quotation at the head of its block, the only one there; `is_alone` if the narrator adds nothing."""

    number: int
    text: str
    is_alone: bool

    @property
    def words(self) -> list[str]:
        return self.text.lower().replace("’", "'").split()

    @property
    def asks(self) -> bool:
        """Return True if the turn is a short question."""
        return self.text.endswith("?") and len(self.words) <= _SHORT

    @property
    def answers(self) -> bool:
        """Return True if the first word is that of an answer."""
        return self.words[:1] != [] and self.words[0].strip(",.?!…") in CUE_WORDS.answers

    @property
    def addresses_listener(self) -> bool:
        """Return True if a form of address stands in the turn: 'No, ma’am.'"""
        found = ("-".join("".join(names).lower().split()) for names in _ADDRESS.findall(self.text))
        return any(word.replace("’", "'") in CUE_WORDS.addresses for word in found)


class Conversation:
    """Two persons who talk in a story, each in a paragraph of its own, often without cues."""

    def __init__(
        self, narration: Narration, resolver: CoreferenceResolver, results: Mapping[int, AttributionResult]
    ) -> None:
        self._narration = narration
        self._resolver = resolver
        self._results = results

    def next_speaker(self, number: int, asked: NarratedSentence | None) -> AttributionResult | None:
        """Return the result of a quotation without a cue if the order of the turns tells who speaks.

        The result has no speaker if the article tells of no other; `asked` is the sentence above the block.
        """
        block = self._narration.quoted[number].block
        varies = self._narration.vocabulary.uses_elegant_variation
        if self._narration.tables is None and (reply := self._reply(block, asked)) is not None:
            return reply
        other = self._interviewer(number) or (self._partner(block) if varies else None)
        return AttributionResult(other, Attribution("previous speaker")) if other is not None else None

    def _reply(self, block: int, asked: NarratedSentence | None) -> AttributionResult | None:
        """Return the result of a quotation that stands alone in its block and answers another person."""
        turn, before = self._turn(block), self._turn(block - 1)
        if turn is None or not turn.is_alone:
            return None
        run = self._run(block)
        addressed = {number: person for number in run if (person := self._addressee(number)) is not None}
        asker = self._asker(asked, turn) if asked is not None else None
        last = self._results[before.number].entity if before is not None else asker
        is_reply = asker is not None and turn.answers
        if before is None and asker is None and turn.asks:
            last = self._resolver.salience.latest_speaker_in_reach()  # who answered before is asked again
        may_alternate = before is not None or (turn.asks and last is not None)
        if not (addressed or is_reply or (may_alternate and _is_conversation(run))):
            return None
        by_turn = next((one for number, one in addressed.items() if (number - block) % 2), None)
        other = by_turn or self._other(block, next(iter(addressed.values()), last), last)
        return AttributionResult(other, Attribution("previous speaker"))

    def respondent(self) -> Entity | None:
        """Return whose reply comes in '“…,” came the reply'."""
        salience = self._resolver.salience
        is_named = salience.speaker is not None and not salience.speaker.is_description
        return salience.other_person(salience.speaker, _NEAR) if is_named else None

    def _other(self, block: int, than: Entity | None, last: Entity | None) -> Entity | None:
        """Return who talks with a person, and not the speaker before."""
        before = self._turn(block - 2) if self._turn(block - 1) is not None else None
        found = self._results[before.number].entity if before is not None else None
        if found is None or found in (than, last):
            found = self._resolver.salience.other_person(than, _NEAR)
        return found if found is not last else None

    def _partner(self, block: int) -> Entity | None:
        """Return who speaks in turn with the speaker before, if this block is one quotation and no more."""
        phrases = self._narration.phrases[block]
        is_alone = phrases[0].kind == "quote" and all(p.kind == "punct" for p in phrases[1:_FEW])
        if not is_alone or len(phrases) > _FEW or block < 2:
            return None
        last, other = self._only_speaker(block - 1), self._only_speaker(block - 2)
        return other if last is not None and last is not other else None

    def _only_speaker(self, block: int) -> Entity | None:
        """Return the speaker of a block that begins with speech, if it has only one."""
        phrases = self._narration.phrases[block]
        numbers = [phrase.quote for phrase in phrases if phrase.kind == "quote"]
        results = [self._results[number] for number in numbers]
        speakers = list(dict.fromkeys(result.entity for result in results if result.is_speech))
        begins = phrases[:1] != [] and phrases[0].kind == "quote"
        return speakers[0] if begins and len(speakers) == 1 else None

    def _interviewer(self, number: int) -> Entity | None:
        """Return who asked the question before last, if another speaker answered it."""
        narration = self._narration
        quoted = narration.quoted[number]
        if number < 2 or narration.texts[quoted.block][quoted.start : quoted.end].rstrip()[-1:] != "?":
            return None
        turns = [narration.quoted[number - back] for back in (2, 1, 0)]
        questions = [narration.texts[q.block][q.start : q.end].rstrip()[-1:] == "?" for q in turns]
        if questions != [True, False, True]:
            return None
        if [quoted.block - turns[0].block for quoted in turns] != [0, 1, 2]:
            return None
        asked, answered = self._results[number - 2].entity, self._results[number - 1].entity
        return asked if answered is not None and answered is not asked else None

    def _asker(self, line: NarratedSentence, turn: _Turn) -> Entity | None:
        """Return who asks in the narrator's sentence: 'Lee asked whether he was roped.', 'Lee warned her.'"""
        _, phrases, start, end, _ = line.sentence
        if line.reports and turn.addresses_listener:
            return self._resolver.salience.speaker
        verbs = (at for at in range(start + 1, end) if phrases[at].low in CUE_WORDS.questioning)
        return next((line.entities[at - 1] for at in verbs if at - 1 in line.entities), None)

    def _run(self, block: int) -> dict[int, _Turn]:
        """Return the turns around a block, by their blocks."""
        found: dict[int, _Turn] = {}
        for step in (-1, 1):
            number = block
            while abs(number - block) < _REACH and (turn := self._turn(number)) is not None:
                found[number] = turn
                number += step
        return dict(sorted(found.items()))

    def _turn(self, block: int) -> _Turn | None:
        phrases = self._narration.phrases[block] if 0 <= block < len(self._narration.phrases) else []
        if not phrases or len(phrases) > _MAX_NARRATED or phrases[0].kind != "quote":
            return None
        quoted = self._narration.quoted[phrases[0].quote]
        if any(phrase.kind == "quote" for phrase in phrases[1:]) or quoted.reopened or not quoted.closed:
            return None
        text = _NESTED.sub("", self._narration.texts[block][quoted.start : quoted.end]).strip(" ,")
        is_alone = all(phrase.kind == "punct" for phrase in phrases[1:])
        return _Turn(phrases[0].quote, text, is_alone) if len(text.split()) <= _LONGEST_TURN else None

    def _addressee(self, block: int) -> Entity | None:
        """Return the person that a turn addresses by name: 'There was a whale, Peter.'"""
        turn = self._turn(block)
        for names in _ADDRESS.findall(turn.text) if turn is not None and turn.is_alone else ():
            name = fold_name("".join(names))
            if name in self._persons:
                return self._persons[name]
        return None

    @cached_property
    def _persons(self) -> Mapping[str, Entity]:
        """The named persons by the words of their names; a word of two names is nobody's."""
        found: dict[str, list[Entity]] = {}
        for entity in self._narration.entities.entities:
            for word in entity.words if entity.is_person and not entity.is_description else ():
                found.setdefault(fold_name(word), []).append(entity)
        return {word: persons[0] for word, persons in found.items() if len(persons) == 1}


def _is_conversation(run: Mapping[int, _Turn]) -> bool:
    """Return True if one of the turns addresses a listener, or answers the question of the one before."""
    turns = list(run.values())
    if any(turn.is_alone and turn.addresses_listener for turn in turns):
        return True
    return any(
        one.asks and other.is_alone and not other.asks and len(other.words) <= _SHORT
        for one, other in pairwise(turns)
        if len(turns) > 2 or other.answers
    )
