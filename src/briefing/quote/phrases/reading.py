"""Tokens into phrases: who is mentioned, which words speak, what joins them. No grammar beyond that."""

from collections.abc import Iterator, Sequence

from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.line import Line, Words
from briefing.quote.phrases.mentions import Phrase, PhraseKind
from briefing.quote.phrases.noun_phrases import read_mention
from briefing.quote.phrases.tokens import Token

_SENTENCE_BEGINS_BEHIND = ".?!…:•—–-|"
_LONGEST_BRACKET = 25  # tokens


def read_phrases(tokens: Sequence[Token], known: Words) -> list[Phrase]:
    """The phrases of a block; what stands in round brackets is left out, it interrupts the sentence."""
    return list(_phrases(Line(tokens, known)))


def _phrases(line: Line) -> Iterator[Phrase]:
    at = 0
    initial = True
    while at < len(line.tokens):
        after = _past_brackets(line.tokens, at)
        if after > at:
            at = after
            continue
        at, phrase = _next(line, at, initial=initial)
        initial = phrase.kind == "quote" or (phrase.kind == "punct" and phrase.low in _SENTENCE_BEGINS_BEHIND)
        yield phrase


def _past_brackets(tokens: Sequence[Token], at: int) -> int:
    """Where the bracket ends that opens here; `at` if none does, or if somebody speaks in it."""
    if tokens[at].text != "(":
        return at
    for ahead in range(at + 1, min(at + _LONGEST_BRACKET, len(tokens))):
        if tokens[ahead].kind == "quote":
            return at
        if tokens[ahead].text == ")":
            return at if _may_sign(tokens, at, ahead) else ahead + 1
    return at


def _may_sign(tokens: Sequence[Token], at: int, close: int) -> bool:
    """Whether a bracket behind a quotation that ends a line may say whose it is: '“…” (Ann Lee, 4 May)'."""
    behind = at > 0 and tokens[at - 1].kind == "quote" and tokens[at + 1].kind == "name"
    return behind and all(token.kind == "punct" for token in tokens[close + 1 :])


def _next(line: Line, at: int, *, initial: bool) -> tuple[int, Phrase]:
    """The phrase that begins here, and where it ends."""
    token = line.tokens[at]
    if token.kind == "quote":
        return at + 1, Phrase("quote", "", token.start, token.end, quote=token.quote)
    if token.kind == "punct":
        return at + 1, Phrase("punct", token.text, token.start, token.end)
    end, mention = read_mention(line, at, initial=initial)
    if mention is not None:
        return end, Phrase("np", mention.words[-1].lower(), mention.start, mention.end, mention)
    return at + 1, Phrase(_word_kind(token.low, line.words), token.low, token.start, token.end)


def _word_kind(low: str, words: Vocabulary) -> PhraseKind:
    kind = words.classes.get(low)
    if kind in ("prep", "conj", "sub", "rel", "adv", "aux"):
        return kind  # type: ignore[return-value]
    if low in words.verbs:
        return "verb"
    if low.endswith("ly"):
        return "adv"
    return "participle" if low.endswith("ing") else "word"
