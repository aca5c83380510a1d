"""A line of the script -> its words, each with the punctuation around it, in sentences.

Some words are spelled letter by letter: 'F.B.I', "A-C-L-U's", 'NHS', 'N A T O', the A of 'John A-Smith'.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from hibari.g2p.normalize import TITLES

from briefing.text import read_table

# '⟦Sandell|ˈsændəl⟧', the mark of `briefing.model.script`
_MARK = re.compile(r"⟦(?P<word>[^⟦⟧|]*)\|(?P<ipa>[^⟦⟧|]*)⟧")
# a marked word with what is attached to it, or anything up to a space
_PIECE = re.compile(r"(?:⟦[^⟦⟧|]*\|[^⟦⟧|]*⟧|\S)+")
# the possessive of a marked word
_ENDING = re.compile(r"['’]s?(?!\w)")
# 'bridge—the', 'bridge -- the': a dash between words
_DASH = re.compile(r"—|―|--+|(?<=\s)[–-](?=\s)")
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.+|…+")
# what emoji are made of beside signs: variation selectors and the frame of a key
_PICTURE_PARTS = re.compile("[\ufe00-\ufe0f\u20e3]")
_STOPS = re.compile(r"([.,;:!?…—])[.,;:…—]+")
# '.', '?”': what ends a sentence
_ENDS_SENTENCE = re.compile(r"[.!?…][”)]*$")
# 'p.m', 'U.S'
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z])+")
_INITIAL = re.compile(r"[A-HJ-Z]")
_APOSTROPHES = str.maketrans("’‘ʼ＇`´", "''''''")
# 'D.A', 'A-C-L-U's', 'a.m', 'P.H.Ds': letters with stops or hyphens between them
_PARTED = re.compile(r"(?P<letters>[A-Za-z](?:\.[A-Za-z]|-[A-Za-z])+)(?P<own>'?s|')?")
# 'FBI', 'FBI's', 'CEOs'
_CAPITALS = re.compile(r"(?P<letters>[A-Z]+)(?P<own>'?s|')?")
# Consonants that no English word has together: 'UNHCR', 'CNBC', 'ESPN' cannot be read as a word
_UNSPEAKABLE = re.compile(r"^[^AEIOUY]*$|^[^AEIOUY]{3}|[^AEIOUY]{4}|[^AEIOUY]{3}$")
# 'vitamin A', 'Team A': words that a letter follows
_TAKE_A_LETTER = frozenset(
    (
        *("appendix", "block", "category", "class", "double", "exhibit", "form", "grade", "group"),
        *("hepatitis", "influenza", "letter", "level", "paragraph", "part", "plan", "point", "route"),
        *("schedule", "section", "series", "team", "tier", "triple", "type", "unit", "vitamin", "zone"),
    )
)
_LONGEST_RUN = 12  # letters to either side
_BETWEEN_LETTERS = frozenset({"and", "or", "to", "through"})  # 'Q and A'


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word of the line.

    Attributes:
        text: as it is written, without punctuation at its edges.
        core: what is to be read: apostrophes are straight, signs at its edges are kept ('$5', '50%').
        ipa: how it sounds, if the line says so, else ''.
        ending: what is attached to a word with IPA ("'s").
        before: punctuation of the model before the word.
        after: punctuation of the model after the word.
    """

    text: str
    core: str
    ipa: str = ""
    ending: str = ""
    before: str = ""
    after: str = ""


def line_words(line: str) -> tuple[LineWord, ...]:
    """Return the words in their order. Punctuation alone goes to the word before it; emoji are silent."""
    words: list[LineWord] = []
    opening = ""
    for piece in _PIECE.findall(_tidy(line)):
        for word in _words_of(piece):
            if word.core:
                words.append(replace(word, before=opening + word.before))
                opening = ""
            elif not words or _opens(word.before):
                opening += word.before if _opens(word.before) else ""
            else:
                words[-1] = replace(words[-1], after=_single(words[-1].after + word.before))
    return tuple(words)


def sentences_of(words: Sequence[LineWord]) -> tuple[tuple[LineWord, ...], ...]:
    """Return the words by sentence; the full stop of a title or initial before a name ends no sentence."""
    sentences: list[tuple[LineWord, ...]] = []
    current: list[LineWord] = []
    for word, following in zip(words, (*words[1:], None), strict=True):
        current.append(_without_its_stop(word, following))
        continues = following is not None and following.text[:1].islower()  # '"Why?" she asked'
        if _ENDS_SENTENCE.search(current[-1].after) and not continues:
            sentences.append(tuple(current))
            current = []
    return (*sentences, tuple(current)) if current else tuple(sentences)


def _without_its_stop(word: LineWord, following: LineWord | None) -> LineWord:
    """'Dr. Smith' as 'Dr Smith', 'Gen. Lee' as 'General Lee', 'J. Smith' as 'J Smith', 'p.m. today'."""
    if word.after != "." or word.ipa or following is None or following.before:
        return word
    if following.text[:1].islower() and _DOTTED.fullmatch(word.core):
        return replace(word, after="")
    if not following.text[:1].isupper():
        return word
    if word.core in TITLES:
        return replace(word, core=TITLES[word.core], after="")
    return replace(word, after="") if _INITIAL.fullmatch(word.core) else word


def spoken_signs(text: str, kept: str = "'-") -> str:
    """Return the text with names for its signs ('and' for '&') and spaces for those that have none.

    Args:
        text: a word's core.
        kept: signs that stay as they are.
    """
    names: dict[str, str] = _tables()["spoken"]
    said = (c if (_is_wordy(c) and c not in names) or c in kept else f" {names.get(c, '')} " for c in text)
    return " ".join("".join(said).split())


def _tidy(line: str) -> str:
    """Composed characters, no invisible ones, one sign for each dash and ellipsis."""
    plain = line if line.isascii() else "".join(map(_plain_character, _composed(line)))
    return _DASH.sub(" — ", _ELLIPSIS.sub("… ", plain))


def _composed(line: str) -> str:
    return _PICTURE_PARTS.sub("", unicodedata.normalize("NFC", line))


def _plain_character(character: str) -> str:
    """Digits of other scripts as ASCII, styled letters as plain ones ('fi' for 'ﬁ'), '' if invisible."""
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isalnum() and character not in _tables()["spoken"]:
        return unicodedata.normalize("NFKC", character).replace("⁄", "/")
    return "" if unicodedata.category(character) in ("Cf", "Cc", "Co") else character


def _words_of(piece: str) -> Iterator[LineWord]:
    marked = _MARK.search(piece)
    if marked is None:
        yield _plain_word(piece)
        return
    head, tail = piece[: marked.start()], piece[marked.end() :]
    ending = _ENDING.match(tail)
    own = ending[0].translate(_APOSTROPHES) if ending else ""
    before, after = _plain_word(head), _plain_word(tail[len(own) :])
    if before.core:
        yield before
    yield LineWord(
        marked["word"] + own,
        marked["word"],
        marked["ipa"],
        own,
        before="" if before.core else before.before,
        after="" if after.core else after.before.replace("“", "”"),
    )
    if after.core:
        yield after


def _plain_word(piece: str) -> LineWord:
    """Return the piece as core and punctuation; a piece of punctuation has it all in `before`."""
    spoken: dict[str, str] = _tables()["spoken"]
    inside = [i for i, character in enumerate(piece) if _is_wordy(character) or character in spoken]
    if not inside:
        return LineWord("", "", before=_punctuation(piece, is_before=True))
    first, last = inside[0], inside[-1] + 1
    core = piece[first:last]
    letters = [i for i, character in enumerate(core) if _is_wordy(character)]
    text = core[letters[0] : letters[-1] + 1] if letters else core
    before, after = piece[:first], piece[last:]
    elided: dict[str, str] = _tables()["elided"]
    return LineWord(
        text,
        core.translate(_APOSTROPHES),
        ipa=elided.get(core.lower(), "") if before.endswith(("'", "’")) else "",
        before=_punctuation(before, is_before=True),
        after=_punctuation(after, is_before=False),
    )


def _punctuation(signs: str, *, is_before: bool) -> str:
    table: dict[str, str] = _tables()["punctuation"] | {'"': "“" if is_before else "”"}
    known = "".join(table.get(character, "") for character in signs)
    return _single(known)


def _single(punctuation: str) -> str:
    """'.' for '.,': the first of several stops counts."""
    return _STOPS.sub(r"\1", punctuation)


def _opens(punctuation: str) -> bool:
    return punctuation[-1:] in ("“", "(")


def _is_wordy(character: str) -> bool:
    """Letters, digits and the marks on them."""
    return character.isalnum() or (not character.isascii() and unicodedata.category(character)[0] in "LNM")


@cache
def _tables() -> dict[str, Any]:
    return read_table(__package__, "line.toml")


def spelled_letters(core: str) -> tuple[str, str] | None:
    """Return the letters of a word that is spelled, in capitals, and its ending ('s', "'s", ''); else None.

    A single capital counts: 'X' of 'X-ray'. Whether one that stands alone is a letter, the sentence tells.

    Capitals of two and three letters are spelled, longer ones only where nobody could read them as a word.
    """
    parted = _PARTED.fullmatch(core)
    if parted:
        return re.sub(r"[.-]", "", parted["letters"]).upper(), parted["own"] or ""
    capitals = _CAPITALS.fullmatch(core)
    if capitals and (len(capitals["letters"]) < 4 or _UNSPEAKABLE.search(capitals["letters"])):
        return capitals["letters"], capitals["own"] or ""
    return None


def is_letter_by_itself(words: Sequence[LineWord], index: int) -> bool:
    """Return True if a word is a capital that is read by its name: one of 'N A T O', the A of 'Plan A'.

    An I alone is the pronoun, which sounds alike. An A is the article unless it stands among single capitals,
    before punctuation, or after a word that a letter follows; 'A K Street lobbyist' begins with an article.
    """
    if index >= len(words) or not _is_single_capital(words[index]):
        return False
    here = words[index]
    run = _run_of_capitals(words, index)
    if here.core != "A":
        return len(run) > 1 or here.core != "I"
    before = words[index - 1].core.lower() if index else ""
    is_spelled = len(run) > 1 and not (index == 0 and len(run) == 2)
    is_second = index > 1 and before in _BETWEEN_LETTERS and _is_single_capital(words[index - 2])
    return is_spelled or is_second or bool(here.after.strip("“(")) or before in _TAKE_A_LETTER


def _run_of_capitals(words: Sequence[LineWord], index: int) -> range:
    """Return the indices of the single capitals around this one that no punctuation parts."""
    first, last = index, index
    earliest, latest = max(0, index - _LONGEST_RUN), min(len(words) - 1, index + _LONGEST_RUN)
    while first > earliest and not words[first - 1].after and _is_single_capital(words[first - 1]):
        first -= 1
    while last < latest and not words[last].after and _is_single_capital(words[last + 1]):
        last += 1
    return range(first, last + 1)


def _is_single_capital(word: LineWord) -> bool:
    return re.fullmatch(r"[A-Z](?:'s|s)?", word.core) is not None and not word.ipa
