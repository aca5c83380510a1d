"""The discourse memory (who was named, who spoke last) and the referring expressions that it allows."""

import re
from dataclasses import dataclass

from briefing.model import Speaker
from briefing.text import read_words, sentence_spans
from briefing.write.phrases import Phrases

# So many words of the narrator's leave a pronoun clear; more, and the speaker is named.
_CLEAR_PRONOUN_WORDS = 25
# No more words than a signature has, between two quotations whose speaker nobody names.
_SIGNATURE_WORDS = 6
# After so many words of the narrator's the listener needs to hear who speaks.
_LONG_PASSAGE_WORDS = 60
# 'Omar Diaz', 'Sir Omar Diaz'
_FULL_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)+")

# Words that belong to the surname behind them.
_PARTICLES = frozenset(read_words("briefing.write", "words/particles.txt"))
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_POSSESSIVES = ("", "'s", "’s")


@dataclass(slots=True)
class DiscourseMemory:
    """`narration` is all of the narrator's words, `since_quotation` those since the last voice.

    `in_paragraph` are those since the last voice or the paragraph's beginning; `last_speaker` spoke last, in
    `last_language`, if a voice `has_spoken`.
    """

    narration: str = ""
    since_quotation: str = ""
    in_paragraph: str = ""
    last_speaker: Speaker | None = None
    last_language: str = ""
    has_spoken: bool = False

    def add_narration(self, words: str) -> None:
        """The narrator."""
        self.narration = f"{self.narration} {words}"
        self.since_quotation = f"{self.since_quotation} {words}"
        self.in_paragraph = f"{self.in_paragraph} {words}"

    def add_quotation(self, speaker: Speaker | None, language: str) -> None:
        """A quotation; '' is the story's language."""
        self.last_speaker, self.since_quotation, self.in_paragraph = speaker, "", ""
        self.last_language, self.has_spoken = language, True

    def spoke_last(self, speaker: Speaker | None) -> bool:
        """Return True if the last voice was this speaker's."""
        return is_same_speaker(self.last_speaker, speaker)

    def is_recent(self) -> bool:
        """Return True if the listener still remembers the last voice."""
        return len(self.since_quotation.split()) <= _CLEAR_PRONOUN_WORDS

    def is_continuous(self, speaker: Speaker | None, language: str) -> bool:
        """Return True if the same voice goes on: little was said since, and nobody else was named."""
        is_same = self.spoke_last(speaker) and self.last_language == language
        if not self.has_spoken or not is_same or len(self.since_quotation.split()) > _LONG_PASSAGE_WORDS:
            return False
        if speaker is None:
            return len(self.since_quotation.split()) <= _SIGNATURE_WORDS
        return all(is_named(speaker, name) for name in _FULL_NAME.findall(self.since_quotation))

    def is_just_named(self, speaker: Speaker) -> bool:
        """Return True if the narrator's last sentence before this one names the speaker, and nobody else."""
        last = last_sentence(self.in_paragraph)
        others = (name for name in _FULL_NAME.findall(last) if not is_named(speaker, name))
        return is_named(speaker, last) and not any(others)


def last_sentence(text: str) -> str:
    """The text's last sentence."""
    spans = list(sentence_spans(text))
    return text[slice(*spans[-1])] if spans else ""


def is_same_speaker(one: Speaker | None, other: Speaker | None) -> bool:
    """Return True if both are the same speaker, or nobody."""
    return (one.id if one else None) == (other.id if other else None)


def referring_expression(speaker: Speaker, narration: str, phrases: Phrases) -> str:
    """The short name once the full one was told, and 'the spokesman' for 'a spokesman'."""
    name = speaker.name
    first, _, rest = name.partition(" ")
    definite = phrases.table["grammar"]["articles"].get(first.lower())
    is_partitive = rest.partition(" ")[0] in phrases.words("partitive_prepositions")  # 'one of the residents'
    if definite and rest and not is_partitive:
        return f"{definite} {rest}" if mentions_name(rest, narration) else name
    if not mentions_name(name, narration):
        return name
    return _with_article(short_name(speaker, phrases), narration, phrases)


def _with_article(name: str, narration: str, phrases: Phrases) -> str:
    """'the Harbour Board', if the story always names it so; 'Lee' for 'the Lee report' and 'Lee said'."""
    articles = "|".join(sorted(set(phrases.table["grammar"]["articles"].values())))
    found = re.findall(rf"\b(?:({articles}) )?{re.escape(name)}\b", narration, re.IGNORECASE)
    return f"{found[0].lower()} {name}" if found and all(found) else name


def short_name(speaker: Speaker, phrases: Phrases) -> str:
    """'Sandell' of 'Eric Sandell', 'Lee and Diaz' of a pair; a possible organisation keeps its name."""
    if speaker.gender in ("organisation", "unknown"):
        return speaker.name
    joiner = f" {phrases.table['grammar']['joiner']} "
    people = speaker.name.split(joiner)
    if speaker.gender == "group" and not all(_is_full_name(person) for person in people):
        return speaker.name
    return joiner.join(_surname(person) for person in people)


def mentions_name(name: str, text: str) -> bool:
    """Return True if the text holds a telling word of the name, also as 'Lee's'."""
    words = {word.casefold() for word in _WORD.findall(text)}
    telling = [word.casefold() for word in _distinctive_words(name)]
    return any(f"{word}{ending}" in words for word in telling for ending in _POSSESSIVES)


def is_named(speaker: Speaker, text: str) -> bool:
    """Return True if the text names the speaker by a word of the name."""
    if speaker.gender in ("organisation", "unknown"):
        words = {word.casefold() for word in _WORD.findall(text)}
        if any(word.casefold() in words for word in _WORD.findall(speaker.name) if len(word) > 2):
            return True
    return mentions_name(speaker.name, text)


def _distinctive_words(name: str) -> list[str]:
    words = [word for word in _WORD.findall(name) if word.lower() not in _PARTICLES] or _WORD.findall(name)
    capitalised = [word for word in words if word[:1].isupper()]
    if len(capitalised) > 1:
        return capitalised[1:]
    return capitalised or [word for word in words if len(word) > 3] or words


def _is_full_name(name: str) -> bool:
    words = name.split()
    return len(words) in (2, 3) and all(word[:1].isupper() for word in words)


def _surname(name: str) -> str:
    """'Sandell' of 'Eric Sandell', 'Le Goff' of 'Yvon Le Goff'."""
    if not _is_full_name(name):
        return name
    *others, last = name.split()
    return f"{others[-1]} {last}" if len(others) > 1 and others[-1].lower() in _PARTICLES else last
