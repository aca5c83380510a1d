"""Words that are written as one, and full stops that belong to a word."""

from collections.abc import Iterator, Sequence

from briefing.quote.language.readings import Readings
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token


def spelled_out(tokens: Sequence[Token], readings: Readings, words: Vocabulary) -> list[Token]:
    """l'homme is l' homme; affirme-t-il is affirme il; M. is a title."""
    return _abbreviated(list(_split(tokens, readings)), words)


def _split(tokens: Sequence[Token], readings: Readings) -> Iterator[Token]:
    for token in tokens:
        if token.kind not in ("name", "word"):
            yield token
            continue
        pieces = list(_elided(token, readings))
        yield from pieces[:-1]
        yield from _enclitic(pieces[-1], readings)


def _elided(token: Token, readings: Readings) -> Iterator[Token]:
    head = next((e for e in readings.elisions if token.low.startswith(e) and len(token.low) > len(e)), "")
    if not head:
        yield token
        return
    cut = len(head)
    yield token._replace(text=token.text[:cut], low=head, end=token.start + cut, kind="word")
    text = token.text[cut:]
    yield Token(text, token.low[cut:], token.start + cut, token.end, "name" if text[0].isupper() else "word")


def _enclitic(token: Token, readings: Readings) -> Iterator[Token]:
    tail = next((e for e in readings.enclitics if token.low.endswith(e) and len(token.low) > len(e)), "")
    if not tail or token.kind == "name":
        yield token
        return
    cut = len(token.text) - len(tail)
    pronoun = tail.rsplit("-", 1)[-1]
    yield token._replace(text=token.text[:cut], low=token.low[:cut], end=token.start + cut)
    yield Token(pronoun, pronoun, token.end - len(pronoun), token.end, "word")


def _abbreviated(tokens: Sequence[Token], words: Vocabulary) -> list[Token]:
    """'M. de Villiers': the full stop of a title ends no sentence."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if token.text == "." and _is_title_before(tokens, at, words):
            found[-1] = found[-1]._replace(text=found[-1].text + ".", end=token.end)
        else:
            found.append(token)
    return found


def _is_title_before(tokens: Sequence[Token], stop: int, words: Vocabulary) -> bool:
    if not 0 < stop < len(tokens) - 1 or tokens[stop + 1].kind == "punct":
        return False
    title = tokens[stop - 1]
    return title.kind == "name" and title.low in words.titles and title.end == tokens[stop].start
