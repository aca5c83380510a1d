"""Words that are written as one, and full stops that belong to a word.

Fixed phrases that tell nothing of who speaks: 'pour sa part', 'por su parte', 'im Gegenzug'.

Verbs of speaking that are several words: 'fait valoir', 'met en garde', 'gab zu bedenken'.

Surnames with particles: 'Ursula von der Leyen', 'Rosa de la Fuente', 'Maryse Le Goff'.

What stands between an office and its name, or a verb and the speaker, and tells nothing of who speaks.

'le ministre [de l'Intérieur] Bruno Castel', 'el portavoz [de la policía] Luis Vera',
'le directeur [régional] Alain Fabre', 'a confié [à l'AFP] Sylvie Morel'.
"""

from collections.abc import Iterator, Mapping, Sequence

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token
from briefing.quote.translate.capitalization import last_noun


def split_clitics(tokens: Sequence[Token], tables: TranslationTables, words: Vocabulary) -> list[Token]:
    """l'homme is l' homme; affirme-t-il is affirme il; M. is a title."""
    return _abbreviated(list(_split(tokens, tables)), words)


def _split(tokens: Sequence[Token], tables: TranslationTables) -> Iterator[Token]:
    for token in tokens:
        if token.kind not in ("name", "word"):
            yield token
            continue
        pieces = list(_elided(token, tables))
        yield from pieces[:-1]
        yield from _enclitic(pieces[-1], tables)


def _elided(token: Token, tables: TranslationTables) -> Iterator[Token]:
    head = next((e for e in tables.elisions if token.low.startswith(e) and len(token.low) > len(e)), "")
    if not head:
        yield token
        return
    cut = len(head)
    yield token._replace(text=token.text[:cut], low=head, end=token.start + cut, kind="word")
    text = token.text[cut:]
    yield Token(text, token.low[cut:], token.start + cut, token.end, "name" if text[0].isupper() else "word")


def _enclitic(token: Token, tables: TranslationTables) -> Iterator[Token]:
    tail = next((e for e in tables.enclitics if token.low.endswith(e) and len(token.low) > len(e)), "")
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


def remove_adverbials(tokens: Sequence[Token], tables: TranslationTables) -> list[Token]:
    """The same tokens without these phrases."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        length = _length(tokens, at, tables)
        if not length:
            found.append(tokens[at])
        at += length or 1
    return found


def _length(tokens: Sequence[Token], at: int, tables: TranslationTables) -> int:
    """How many words of a fixed phrase stand here."""
    for words in tables.adverbials.get(tokens[at].low, ()):
        if words == tuple(token.low for token in tokens[at : at + len(words)]):
            return len(words)
    return 0


def join_multiword_verbs(tokens: Sequence[Token], tables: TranslationTables) -> list[Token]:
    """The same tokens; the words of such a verb are one."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        words = next((w for w in tables.expressions.get(tokens[at].low, ()) if _stands(tokens, at, w)), ())
        if words:
            text, low = " ".join(t.text for t in tokens[at : at + len(words)]), " ".join(words)
            found.append(Token(text, low, tokens[at].start, tokens[at + len(words) - 1].end, "word"))
        else:
            found.append(tokens[at])
        at += len(words) or 1
    return found


def _stands(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    return words == tuple(token.low for token in tokens[at : at + len(words)])


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
    return tokens[at].low == words.conjunction and alone and bool(first_name_gender(tokens[at + 1].low))


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


_MARKS = frozenset({"punct", "quote"})
_LONGEST = 9
_PEOPLE = frozenset({"woman", "man", "person"})


def remove_postmodifiers(
    tokens: Sequence[Token], tables: TranslationTables, words: Vocabulary
) -> list[Token]:
    """The same tokens without the asides before a name."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        before = found[-1] if found and found[-1].kind not in _MARKS else None
        end = _aside_end(tokens, at, before, tables, words) if before is not None else at
        if end == at:
            found.append(tokens[at])
        at = max(end, at + 1)
    return found


def _aside_end(
    tokens: Sequence[Token], at: int, before: Token, tables: TranslationTables, words: Vocabulary
) -> int:
    if words.nouns.get(last_noun(before.low, words)) in _PEOPLE:
        if tokens[at].low in words.epithets:
            return at + 1
        if tables.words.get(tokens[at].low) == "and":
            return _second_role_end(tokens, at, words)
        if tables.words.get(tokens[at].low) == "of":
            return _office_end(tokens, at, tables, words)
    speaks = before.low in tables.verbs or before.low in tables.participles
    if speaks and tables.words.get(tokens[at].low) == "to":
        return _agency_end(tokens, at, tables, words)
    return at


def _office_end(tokens: Sequence[Token], at: int, tables: TranslationTables, words: Vocabulary) -> int:
    """Where a full name begins behind 'of the Interior'; `at` if none does."""
    body = False
    for end in range(at, min(at + _LONGEST, len(tokens) - 1)):
        token = tokens[end]
        if token.kind in _MARKS or words.nouns.get(token.low) in _PEOPLE:
            return at
        named = token.kind == "name" and first_name_gender(token.low) in ("female", "male")
        if body and named and tokens[end + 1].kind == "name":
            return end
        if token.low in tables.verbs:
            return at
        body = body or token.low not in tables.words
    return at


def _second_role_end(tokens: Sequence[Token], at: int, words: Vocabulary) -> int:
    """'Köchin [und Autorin] Rita Lang' is one woman."""
    role, name = tokens[at + 1 : at + 2], tokens[at + 2 : at + 3]
    is_one = (
        role
        and name
        and name[0].kind == "name"
        and last_noun(role[0].low, words)
        and not words.nouns.get(name[0].low)
    )
    return at + 2 if is_one else at


def _agency_end(tokens: Sequence[Token], at: int, tables: TranslationTables, words: Vocabulary) -> int:
    """Where the name begins behind 'to AFP', 'to the agency'."""
    end = at + 1
    if end < len(tokens) and tables.words.get(tokens[end].low) == "the":
        end += 1
    agency = end + 1 < len(tokens) and (
        (tokens[end].text.isupper() and len(tokens[end].text) > 1)
        or words.nouns.get(tokens[end].low) == "organisation"
    )
    return end + 1 if agency and tokens[end + 1].kind == "name" else at
