"""Surnames with particles: 'Ursula von der Leyen', 'Rosa de la Fuente', 'Maryse Le Goff'."""

from collections.abc import Mapping, Sequence

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token


def join_particles(blocks: Sequence[Sequence[Token]], words: Vocabulary) -> list[list[Token]]:
    """The same tokens; particles and the word after them are one.

    They belong to a name after a first name or a title; what is once found so is one in the whole article.
    """
    ends = [_particle_ends(block, words) for block in blocks]
    surnames = {
        _low_text(block, at, end)
        for block, found in zip(blocks, ends, strict=True)
        for at, end in found.items()
        if at and _takes_particles(block, at - 1, words)
    }
    return [
        _joined(block, {at: end for at, end in found.items() if _low_text(block, at, end) in surnames})
        for block, found in zip(blocks, ends, strict=True)
    ]


def _particle_ends(block: Sequence[Token], words: Vocabulary) -> dict[int, int]:
    ends = ((at, _particle_end(block, at, words)) for at in range(len(block)))
    return {at: end for at, end in ends if end}


def _low_text(block: Sequence[Token], at: int, end: int) -> str:
    return " ".join(token.low for token in block[at : end + 1])


def _joined(block: Sequence[Token], ends: Mapping[int, int]) -> list[Token]:
    joined: list[Token] = []
    at = 0
    while at < len(block):
        end = ends.get(at, at)
        text = " ".join(token.text for token in block[at : end + 1])
        joined.append(
            Token(text, text.lower(), block[at].start, block[end].end, "name") if end > at else block[at]
        )
        at = end + 1
    return joined


def _particle_end(tokens: Sequence[Token], at: int, words: Vocabulary) -> int:
    end = at
    while end < len(tokens) and end - at < 3 and tokens[end].low in words.particles:
        end += 1
    if end == at or end >= len(tokens) or tokens[end].kind != "name" or tokens[end].low in words.nouns:
        return 0
    low = tokens[end].low
    no_surname = low in words.organisation_words or low in words.place_words or low in words.calendar
    return 0 if no_surname or _joins_persons(tokens, at, words) else end


def _joins_persons(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """'Diego y Tomás Leiva' are two, 'Santiago Ramón y Cajal' is one."""
    alone = at < 2 or tokens[at - 2].kind != "name"
    return tokens[at].low == words.joiner and alone and bool(first_name_gender(tokens[at + 1].low))


def _takes_particles(block: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether a surname is still to come: after a title, an initial, or a first name that begins the name."""
    token = block[at]
    if token.kind != "name":
        return False
    if token.low in words.titles or len(token.low) == 1:
        return True
    begins = at == 0 or block[at - 1].kind != "name" or block[at - 1].low in words.titles
    office = at > 0 and block[at - 1].low in words.nouns
    return bool(first_name_gender(token.low)) and (begins or office)
