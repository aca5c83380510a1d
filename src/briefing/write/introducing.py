"""Who speaks now: the narrator's words before a voice, the article's own or a phrase of ours."""

from dataclasses import dataclass

from briefing.model import Speaker
from briefing.write.arrangement import Hanging, Introduced
from briefing.write.ear import Ear, last_sentence
from briefing.write.frames import capitalise
from briefing.write.names import is_named, name_again
from briefing.write.phrases import Phrases

Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What the narrator says; `named` pairs words of the article with those that are said for them."""

    text: str
    named: Named = ()
    ours: bool = False


class Introducer:
    """Finds the words before a voice, by what the listener has heard."""

    def __init__(self, ear: Ear, phrases: Phrases) -> None:
        self._ear = ear
        self._phrases = phrases
        self._turns = 0

    def by_article(self, piece: Introduced) -> Line:
        """The article's own attribution; a pronoun gives way to the name where it would be unclear."""
        if piece.speaker and (line := self._plain_again(piece, piece.speaker)):
            return line
        text, speaker = piece.text, piece.speaker
        named: Named = ()
        if speaker and not is_named(speaker, text) and self._is_unclear(speaker):
            text, named = self._name_for_pronoun(piece, speaker)
        hung = self.hung(text, piece.hanging)
        return Line(f"{hung.text}:", (*named, *hung.named))

    def by_us(self, speaker: Speaker | None, *, written: bool) -> Line | None:
        """A fixed phrase where the article gives no cue ('Lee said:'); None where none is needed."""
        if self._ear.in_block.endswith(":") or (speaker and is_named(speaker, self._ear.in_block)):
            return None
        if speaker is None:
            return Line(self._phrases.say("introduce_unknown"), ours=True)
        if self._ear.was_last(speaker) and self._ear.is_near():
            return self.again(speaker)
        if self._announced(speaker):
            return None
        key = "introduce_written" if written else "introduce_speech"
        return Line(self._phrases.say(key, name=self._name(speaker)), ours=True)

    def again(self, speaker: Speaker | None) -> Line:
        """The same voice goes on: 'Lee went on:'."""
        if speaker is None:
            return Line(self._phrases.say("introduce_unknown"), ours=True)
        return Line(self._next_variant("continues").format(name=self._name(speaker)), ours=True)

    def hung(self, text: str, hanging: Hanging) -> Line:
        """A clause that followed a quotation, so that it can stand alone: 'and left' as 'And Lee left'."""
        name = self._subject(hanging)
        if hanging.link == "own" or not name:
            return Line(capitalise(text))
        if hanging.link == "adding":
            return self._added(text, name)
        opener, _, rest = text.partition(" ")
        return Line(f"{capitalise(opener)} {name} {rest}", (("", name),))

    def _added(self, text: str, name: str) -> Line:
        """'adding that it rains', 'before adding that it rains' as 'Lee added that it rains'."""
        words = text.split(" ")
        length = 2 if words[0].lower() in self._phrases.words("before_adding") else 1
        verb = self._phrases.table["grammar"]["adding"][words[length - 1].rstrip(":,").lower()]
        said = f"{capitalise(name)} {verb}"
        return Line(" ".join([said, *words[length:]]), ((" ".join(words[:length]), said),))

    def _plain_again(self, piece: Introduced, speaker: Speaker) -> Line | None:
        """'Lee said' for the voice that spoke last, in other words each time: 'She went on'."""
        if not self._ear.was_last(speaker) or not self._ear.is_near() or piece.text != piece.cue:
            return None
        words = piece.text.lower().split()
        tense = next((tense for tense in ("past", "now") if self._is_plain(words, speaker, tense)), "")
        if not tense:
            return None
        name = self._pronoun(speaker) if not self._ear.since_quote else self._name(speaker)
        said = self._next_variant("continues" if tense == "past" else "continues_now").format(name=name)
        return Line(said, ((piece.text, said),))

    def _is_plain(self, words: list[str], speaker: Speaker, tense: str) -> bool:
        """Whether the words are the speaker, by a short name or a pronoun, and a verb like 'said'.

        A pronoun behind other words of the narrator's may mean somebody whom these name: it stays as it is.
        """
        verbs = (verb.split() for verb in self._phrases.words(f"plain_{tense}"))
        length = next((len(verb) for verb in verbs if words[-len(verb) :] == verb), 0)
        subject = " ".join(words[: len(words) - length]) if length else "-"
        if not subject or self._phrases.is_pronoun(subject):
            return not self._ear.since_quote
        return len(subject.split()) <= len(speaker.name.split()) and is_named(speaker, subject)

    def _announced(self, speaker: Speaker) -> bool:
        """Whether the last sentence says that this speaker speaks: 'Ann Lee, 44, agreed.'"""
        last = last_sentence(self._ear.since_quote)
        return is_named(speaker, last) and self._phrases.announces(last)

    def _subject(self, hanging: Hanging) -> str:
        """What to call the one who goes on."""
        subject, speaker = hanging.subject, hanging.speaker
        if speaker and (not subject or is_named(speaker, subject)):
            return name_again(speaker, self._ear.told, self._phrases)
        return f"{subject[:1].lower()}{subject[1:]}" if self._phrases.is_pronoun(subject) else subject

    def _is_unclear(self, speaker: Speaker) -> bool:
        if self._ear.was_last(speaker) and self._ear.is_near():
            return False
        return not self._ear.just_named(speaker)

    def _name_for_pronoun(self, piece: Introduced, speaker: Speaker) -> tuple[str, Named]:
        at = piece.text.rfind(piece.cue) if piece.cue else 0
        match = self._phrases.subject_pronoun().search(piece.text, max(at, 0))
        if match is None or speaker.name.split()[0].lower() in self._phrases.words("possessives"):
            return piece.text, ()
        name = name_again(speaker, self._ear.told, self._phrases)
        text = f"{piece.text[: match.start()]}{name}{piece.text[match.end() :]}"
        return text, ((match.group(), name),)

    def _name(self, speaker: Speaker) -> str:
        return capitalise(name_again(speaker, self._ear.told, self._phrases))

    def _pronoun(self, speaker: Speaker) -> str:
        """'She' right behind her voice; the name where a language or a speaker has no such word."""
        pronoun = self._phrases.table["grammar"]["subjects"].get(speaker.gender)
        return capitalise(pronoun) if pronoun else self._name(speaker)

    def _next_variant(self, key: str) -> str:
        """The next way to say that the same voice goes on, but never the words that were just used."""
        variants = [str(variant) for variant in self._phrases.table[key]]
        for _ in variants:
            variant = variants[self._turns % len(variants)]
            self._turns += 1
            if not self._ear.told.endswith(variant.removeprefix("{name}")):
                break
        return variant
