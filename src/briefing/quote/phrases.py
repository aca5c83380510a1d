"""Tokens into phrases: who is mentioned, which words speak, what joins them. No grammar beyond that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from briefing.quote.first_names import first_name_gender
from briefing.quote.peeling import NameParts, peel_name
from briefing.quote.tokens import Token
from briefing.quote.vocabulary import Vocabulary

PhraseKind = Literal[
    "np", "verb", "aux", "prep", "conj", "sub", "rel", "adv", "punct", "quote", "word", "participle"
]
_SENTENCE_END = frozenset(".?!…")
_LONGEST_NAME = 9
_LONGEST_DESCRIPTION = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something mentioned; `start` and `end` are characters of the block.

    `name` is set where a name is the head ('Chancellor Angela Merkel'), `noun` is the common noun that is the
    head or that stands before the name, `names_what` what it names, `owner` the name of a possessor.
    """

    kind: Literal["name", "pronoun", "nominal"]
    start: int
    end: int
    words: tuple[str, ...]
    name: NameParts | None = None
    noun: str = ""
    names_what: str = ""
    determined: bool = False
    definite: bool = False
    owner: NameParts | None = None
    owner_pronoun: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.words).replace(" 's", "'s").replace(" ’s", "’s")


class Phrase(NamedTuple):
    """One step of a sentence; `start` and `end` are characters of the block."""

    kind: PhraseKind
    low: str
    start: int
    end: int
    mention: Mention | None = None
    quote: int = -1


def read_phrases(tokens: Sequence[Token], known: "Words") -> list[Phrase]:
    """The phrases of a block; what stands in round brackets is left out, it interrupts the sentence."""
    return list(_Chunker(tokens, known).phrases())


class Words:
    """A vocabulary, and the words that this article writes small, and with a capital inside sentences."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        written_low: frozenset[str],
        written_high: frozenset[str] = frozenset(),
    ) -> None:
        self.vocabulary = vocabulary
        self.written_low = written_low
        self.written_high = written_high


def capitals_inside(tokens: Sequence[Token]) -> Iterator[str]:
    """The words, and pairs of words, that a sentence writes with a capital although they do not begin it."""
    for before, token in pairwise(tokens):
        if token.kind == "name" and before.kind in ("word", "number", "name"):
            yield token.low if before.kind != "name" else f"{before.low} {token.low}"


class _Chunker:
    def __init__(self, tokens: Sequence[Token], known: Words) -> None:
        self.tokens = tokens
        self.words = known.vocabulary
        self.written_low = known.written_low
        self.written_high = known.written_high
        self.at = 0
        self.initial = True

    def phrases(self) -> Iterator[Phrase]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.text == "(" and self._skip_brackets():
                continue
            phrase = self._next(token)
            self.initial = phrase.kind == "quote" or (phrase.kind == "punct" and phrase.low in ".?!…:•—–-|")
            yield phrase

    def _skip_brackets(self) -> bool:
        for ahead in range(self.at + 1, min(self.at + 25, len(self.tokens))):
            token = self.tokens[ahead]
            if token.kind == "quote":
                return False
            if token.text == ")":
                self.at = ahead + 1
                return True
        return False

    def _next(self, token: Token) -> Phrase:
        if token.kind == "quote":
            self.at += 1
            return Phrase("quote", "", token.start, token.end, quote=token.quote)
        if token.kind == "punct":
            self.at += 1
            return Phrase("punct", token.text, token.start, token.end)
        end, mention = self._mention()
        if mention is not None:
            self.at = end
            return Phrase("np", mention.words[-1].lower(), mention.start, mention.end, mention)
        self.at += 1
        return Phrase(self._word_kind(token.low), token.low, token.start, token.end)

    def _word_kind(self, low: str) -> PhraseKind:
        kind = self.words.classes.get(low)
        if kind in ("prep", "conj", "sub", "rel", "adv", "aux"):
            return kind  # type: ignore[return-value]
        if low in self.words.verbs:
            return "verb"
        if low.endswith("ly"):
            return "adv"
        return "participle" if low.endswith("ing") else "word"

    # Noun phrases

    def _mention(self) -> tuple[int, Mention | None]:  # noqa: PLR0911  # one return a kind of word
        token = self.tokens[self.at]
        kind = self.words.classes.get(token.low)
        if kind == "pron":
            return self._pronoun(token)
        if kind == "poss" and not (token.low == "her" and not self._is_content(self.at + 1)):
            return self._described(self.at + 1, determined=True, definite=True)
        if token.low == "her":
            return self._pronoun(token)
        if kind == "det":
            return self._determined(token)
        if self._is_name(self.at):
            return self._named(self.at, self.at, determined=False, definite=False)
        if token.kind == "number" and self._is_content(self.at + 1):
            return self._described(self.at + 1, determined=True, definite=False)
        modified = self._is_modifier(token.low) and self._modified_noun(self.at)
        if self._noun(self.at) or modified or self._begins_trade(self.at):
            return self._described(self.at, determined=False, definite=False)
        return self.at, None

    def _pronoun(self, token: Token) -> tuple[int, Mention]:
        return self.at + 1, Mention("pronoun", token.start, token.end, (token.low,))

    def _determined(self, token: Token) -> tuple[int, Mention | None]:
        definite = token.low in ("the", "this", "that", "these", "those")
        alone = token.low not in ("the", "a", "an", "every", "no", "any")
        if self._is_content(self.at + 1) and not (alone and self._is_finite(self.at + 1)):
            end, mention = self._described(self.at + 1, determined=True, definite=definite)
            if mention is not None:
                return end, mention
        if not alone:
            return self.at, None
        what = "group" if token.low in ("both", "several", "many", "some", "others", "few") else "person"
        return self.at + 1, Mention(
            "nominal", token.start, token.end, (token.text,), noun=token.low, names_what=what, determined=True
        )

    def _is_finite(self, index: int) -> bool:
        """'another tweeted', 'one said'."""
        return self.words.verbs.get(self.tokens[index].low) == "finite"

    def _is_content(self, index: int) -> bool:
        """Whether a noun phrase can go on with this token."""
        if index >= len(self.tokens):
            return False
        token = self.tokens[index]
        if token.kind in ("punct", "quote"):
            return False
        return token.kind in ("name", "number") or self.words.classes.get(token.low) in (None, "det", "adv")

    def _noun(self, index: int) -> str:
        if index >= len(self.tokens) or self.tokens[index].kind in ("punct", "quote"):
            return ""
        return self.words.nouns.get(self.tokens[index].low, "")

    def _is_modifier(self, low: str) -> bool:
        return low in self.words.modifiers or low in self.words.adjectives

    def _modified_noun(self, index: int) -> bool:
        """'senior party officials', 'former Smith adviser': only modifiers before a noun or a name."""
        for ahead in range(index, min(index + 4, len(self.tokens))):
            if self._noun(ahead) or self.tokens[ahead].kind == "name":
                return True
            if not self._is_modifier(self.tokens[ahead].low):
                return False
        return False

    def _begins_trade(self, index: int) -> bool:
        """'said bridge engineer Ann Lee': behind a verb or a mark any word, what people do, and a name."""
        token, before = self.tokens[index], self.tokens[index - 1] if index else None
        opens = before is None or before.kind in ("punct", "quote") or before.low in self.words.verbs
        plain = token.kind == "word" and not (
            token.low in self.words.classes or token.low in self.words.verbs
        )
        if not (opens and plain) or index + 2 >= len(self.tokens) or self.tokens[index + 2].kind != "name":
            return False
        return self._noun(index + 1) in ("person", "man", "woman")

    def _described(self, index: int, *, determined: bool, definite: bool) -> tuple[int, Mention | None]:
        """A phrase that begins with common words: 'the club's chairman John Smith', 'a police spokesman'."""
        begin = self.at
        noun, what = "", ""
        content = False
        while index < len(self.tokens) and index - begin < _LONGEST_DESCRIPTION:
            token = self.tokens[index]
            if token.kind in ("punct", "quote"):
                break
            if (index > begin or not self.initial) and self._is_name(index, inside=True):
                return self._named(
                    begin, index, determined=determined, definite=definite, noun=noun, what=what
                )
            found = self._noun(index)
            kind = self.words.classes.get(token.low)
            if found and (not noun or noun in self.words.modifiers or token.low not in self.words.verbs):
                noun, what, content = token.low, found, True
            elif token.low == "'s":
                noun, what = "", ""
            elif (
                noun
                or (kind is not None and not (kind in ("adv", "det") and not content))
                or (content and self.words.verbs.get(token.low, "bare") != "bare")
            ):
                break
            elif (
                token.low in self.words.verbs
            ):  # 'a snappy retort': no person is called snappy, and no verb bare
                noun, content = token.low, True
            else:
                content = True
            index += 1
        if not content or (not determined and not noun):
            return self.at, None
        words = self.tokens[begin:index]
        owner = words[0].low if self.words.classes.get(words[0].low) == "poss" else ""
        return index, Mention(
            "nominal",
            words[0].start,
            words[-1].end,
            tuple(token.text for token in words),
            noun=noun or words[-1].low,
            names_what=what,
            determined=determined,
            definite=definite,
            owner_pronoun=owner,
        )

    # Names

    def _is_name(self, index: int, *, inside: bool = False) -> bool:  # noqa: PLR0911  # one return a kind of word
        token = self.tokens[index]
        if token.kind != "name":
            return False
        low = token.low
        initial = self.initial and index == self.at and not inside
        kind = self.words.classes.get(low)
        if kind is not None:
            return (
                kind == "aux"
                and (not initial or self._names_speaker(index))
                and self._followed_by_name(index)
            )
        if low in self.words.calendar:
            return False
        if not initial or self._is_written_high(index):
            return True
        if low in self.words.titles or low in self.words.adjectives:
            return self._followed_by_name(index)
        if low in self.words.nouns or low.endswith("ly"):
            return self._followed_by_name(index) and bool(first_name_gender(low))
        if self._followed_by_name(index):
            return not (low in self.words.verbs or low in self.written_low) or bool(first_name_gender(low))
        return not (low in self.words.verbs or low in self.written_low or low.endswith(("ing", "ed")))

    def _is_written_high(self, index: int) -> bool:
        """Whether the word that begins a sentence has its capital elsewhere too, alone or with the next."""
        low = self.tokens[index].low
        if self._followed_by_name(index) and f"{low} {self.tokens[index + 1].low}" in self.written_high:
            return True
        return low in self.written_high and low not in self.written_low

    def _names_speaker(self, index: int) -> bool:
        """“…,” Will Moy said: right behind a quotation a first name is one, although it is a verb too."""
        return (
            index > 0
            and self.tokens[index - 1].kind == "quote"
            and bool(first_name_gender(self.tokens[index].low))
        )

    def _followed_by_name(self, index: int) -> bool:
        return index + 1 < len(self.tokens) and self.tokens[index + 1].kind == "name"

    def _run_end(self, index: int) -> int:
        """The end of the run of capitals that begins here: 'Ursula von der Leyen', 'Jo “Ace” Lee'."""
        begin = index
        while index < len(self.tokens) and index - begin < _LONGEST_NAME:
            token = self.tokens[index]
            if token.kind == "name" and (index == begin or self._continues_name(index)):
                index += 1
                continue
            ahead = index
            while ahead < len(self.tokens) and self.tokens[ahead].low in self.words.particles:
                ahead += 1
            nickname = token.kind == "quote" and index > begin and token.end - token.start < 25
            if nickname:
                ahead = index + 1
            if ahead > index > begin and ahead < len(self.tokens) and self.tokens[ahead].kind == "name":
                index = ahead
                continue
            break
        return index

    def _continues_name(self, index: int) -> bool:
        low = self.tokens[index].low
        return low not in self.words.calendar and self.words.classes.get(low) in (None, "aux")

    def _named(  # noqa: PLR0913  # the words and what is known of them
        self, begin: int, index: int, *, determined: bool, definite: bool, noun: str = "", what: str = ""
    ) -> tuple[int, Mention | None]:
        """A phrase in which a name stands; a possessor or an organisation before the head is passed over."""
        owner: NameParts | None = None
        while True:
            end = self._run_end(index)
            run = [t.text for t in self.tokens[index:end] if t.kind != "quote"]
            parts = peel_name(run, self.words, determined=determined and not noun)
            if end < len(self.tokens) and self.tokens[end].low == "'s" and self._is_content(end + 1):
                owner = parts
                rest, mention = self._after_possessor(begin, end + 1, owner)
                return rest, mention
            more = self._noun_after_name(end)
            if more == end:
                break
            noun, what = self.tokens[more - 1].low, self._noun(more - 1)
            if more < len(self.tokens) and self._is_name(more, inside=True):
                index = more
                continue
            return more, self._nominal(begin, more, noun, what, determined, definite, parts)
        if not parts.core:
            title = parts.titles[-1]
            told = self.words.nouns.get(title, "person")
            what = told if told in ("woman", "man") else "person"
            return end, self._nominal(begin, end, title, what, determined, definite, None)
        words = self.tokens[begin:end]
        return end, Mention(
            "name",
            words[0].start,
            words[-1].end,
            tuple(token.text for token in words),
            name=parts,
            noun=noun,
            names_what=what,
            determined=determined,
            definite=definite,
        )

    def _nominal(  # noqa: PLR0913, PLR0917  # the words and what is known of them
        self,
        begin: int,
        end: int,
        noun: str,
        what: str,
        determined: bool,
        definite: bool,
        owner: NameParts | None,
    ) -> Mention:
        words = self.tokens[begin:end]
        texts = tuple(token.text for token in words)
        return Mention(
            "nominal", words[0].start, words[-1].end, texts, None, noun, what, determined, definite, owner
        )

    def _after_possessor(self, begin: int, index: int, owner: NameParts) -> tuple[int, Mention | None]:
        """'s lawyer', 's Chris Wallace', 's chief executive Jane Doe' after a name."""
        at, self.at = self.at, begin
        if self._is_name(index, inside=True):
            end, mention = self._named(begin, index, determined=True, definite=True)
        else:
            end, mention = self._described(index, determined=True, definite=True)
        self.at = at
        if mention is None:
            return index - 1, None
        if mention.kind == "nominal":
            mention = self._nominal(begin, end, mention.noun, mention.names_what, True, True, owner)
        return end, mention

    def _noun_after_name(self, end: int) -> int:
        """Where the nouns end that follow a name at once: 'Harvard economist', 'Trump campaign officials'."""
        index = end
        last = end
        while index < len(self.tokens) and index - end < 4 and self.tokens[index].kind == "word":
            low = self.tokens[index].low
            if self._noun(index) and low not in self.words.verbs:
                last = index + 1
            elif not self._is_modifier(low):
                break
            index += 1
        return last
