"""The speakers of an interview: the full name of a label, and who is asked where the page has no labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Article
from briefing.quote.interview_labels import InterviewWords, Label
from briefing.quote.language.vocabulary import Vocabulary, first_name_gender
from briefing.text import fold_name

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
