"""Brings German, French and Spanish tokens into the form of English ones, before any word is translated.

Clitics become words of their own; verbs of several words and surnames with particles become one token;
adverbials and the words between an office and its name are removed:
'le ministre [de l'Intérieur] Bruno Castel', 'el portavoz [de la policía] Luis Vera',
'le directeur [régional] Alain Fabre', 'a confié [à l'AFP] Sylvie Morel'.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import Vocabulary, first_name_gender
from briefing.quote.phrases.tokens import Token
from briefing.quote.translate import grammar
from briefing.quote.translate.clause_patterns import with_plain_clauses, with_verdicts
from briefing.quote.translate.grammar import MARKS, SourceLanguage, frame_end, last_noun, phrase_length

_LONGEST_POSTMODIFIER = 9  # tokens
_MAX_PARTICLES = 3
_SENTENCE_END = ".?!…"
_APART = (",", "—", "–", "-")
_OFFICE_PREPOSITIONS = ("of", "for")  # 'Sprecher der Bahn', 'Professorin für Städtebau'
_PEOPLE = frozenset({"woman", "man", "person"})
_NEAR_VERB = 5  # tokens from a quotation to the comma behind its verb
_LONGEST_BRACKET = 9  # tokens
_LISTENERS = ("organisation", "group")


def normalized(blocks: Sequence[Sequence[Token]], language: SourceLanguage) -> list[list[Token]]:
    """Return the tokens of all blocks in their normal form."""
    tables, vocabulary = language.tables, language.vocabulary
    split = [_split_clitics(grammar.with_domains(block, tables), language) for block in blocks]
    if tables.announcing:
        split = [_with_announcements(with_verdicts(block, language), tables) for block in split]
    read = [with_plain_clauses(_remove_adverbials(block, tables), language) for block in split]
    read = [_without_parentheses(block, language) for block in read]
    plain = [_join_multiword_verbs(grammar.without_ages(block, tables), tables) for block in read]
    return [_remove_postmodifiers(block, language) for block in _join_particles(plain, vocabulary)]


def _split_clitics(tokens: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Return l'homme as l' homme, affirme-t-il as affirme il; the full stop of M. belongs to the title."""
    return _join_title_stops(list(_split(tokens, language.tables)), language.vocabulary)


def _split(tokens: Sequence[Token], tables: TranslationTables) -> Iterator[Token]:
    for token in tokens:
        if token.kind not in ("name", "word"):
            yield token
            continue
        parts = list(_split_elision(token, tables))
        yield from parts[:-1]
        yield from _split_enclitic(parts[-1], tables)


def _split_elision(token: Token, tables: TranslationTables) -> Iterator[Token]:
    head = next((e for e in tables.elisions if token.low.startswith(e) and len(token.low) > len(e)), "")
    if not head:
        yield token
        return
    cut = len(head)
    yield token._replace(text=token.text[:cut], low=head, end=token.start + cut, kind="word")
    text = token.text[cut:]
    yield Token(text, token.low[cut:], token.start + cut, token.end, "name" if text[0].isupper() else "word")


def _split_enclitic(token: Token, tables: TranslationTables) -> Iterator[Token]:
    tail = next((e for e in tables.enclitics if token.low.endswith(e) and len(token.low) > len(e)), "")
    if not tail or token.kind == "name":
        yield token
        return
    cut = len(token.text) - len(tail)
    pronoun = tail.rsplit("-", 1)[-1]
    yield token._replace(text=token.text[:cut], low=token.low[:cut], end=token.start + cut)
    yield Token(pronoun, pronoun, token.end - len(pronoun), token.end, "word")


def _join_title_stops(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Token]:
    """Return 'M.' of 'M. de Villiers' as one token, so that the full stop ends no sentence."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if token.text == "." and _is_stop_of_title(tokens, at, vocabulary):
            found[-1] = found[-1]._replace(text=found[-1].text + ".", end=token.end)
        else:
            found.append(token)
    return found


def _is_stop_of_title(tokens: Sequence[Token], stop: int, vocabulary: Vocabulary) -> bool:
    if not 0 < stop < len(tokens) - 1 or tokens[stop + 1].kind in MARKS:
        return False
    title = tokens[stop - 1]
    if title.low in vocabulary.nouns:
        return False  # 'seiner Frau. Seine Tochter'
    return title.kind == "name" and title.low in vocabulary.titles and title.end == tokens[stop].start


def _remove_adverbials(tokens: Sequence[Token], tables: TranslationTables) -> list[Token]:
    """Return the tokens without fixed adverbials: 'pour sa part', 'por su parte', 'im Gegenzug'."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        length = phrase_length(tokens, at, tables.adverbials) if tokens[at].low in tables.adverbials else 0
        length = length or (0 if tokens[at].kind in MARKS else grammar.length_of_time(tokens, at, tables))
        if not length:
            found.append(tokens[at])
        elif _begins_sentence(found) and [token.text for token in tokens[at + length :][:1]] == [","]:
            length += 1  # behind a full stop a comma would join the sentences
        at += length or 1
    return found


def _without_parentheses(tokens: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Return the tokens without an adverbial in commas between a verb behind a quotation and its subject.

    '« … », résume[, dans une pirouette,] la présidente', '„…“, sagte[, sichtlich gerührt,] der Trainer'.
    """
    found: list[Token] = []
    if "quote" not in [token.kind for token in tokens]:
        return list(tokens)
    end = 0
    for at, token in enumerate(tokens):
        is_comma = token.text == "," and found[-1:] != [] and found[-1].kind != "quote"
        if at >= end and is_comma:
            end = _parenthesis_end(tokens, at, found, language)
        if at >= end:
            found.append(token)
    return found


def _parenthesis_end(
    tokens: Sequence[Token], at: int, found: Sequence[Token], language: SourceLanguage
) -> int:
    """Return where the subject begins behind the second comma; `at` if the words are no such adverbial."""
    words = language.tables.words
    before = list(takewhile(lambda token: token.kind != "quote", reversed(found[-_NEAR_VERB:])))
    is_behind_quote = len(before) < min(len(found), _NEAR_VERB) and any(
        one.text == "," for one in before[-1:]
    )
    has_verb = any(language.is_verb(token.low) for token in before)
    inside = list(
        takewhile(lambda token: token.kind not in MARKS, tokens[at + 1 : at + 2 + _LONGEST_BRACKET])
    )
    end = at + 1 + len(inside)
    is_closed = len(inside) <= _LONGEST_BRACKET and end + 1 < len(tokens) and tokens[end].text == ","
    if not (is_behind_quote and has_verb and is_closed) or any(one.kind == "name" for one in before):
        return at
    opens = bool(inside) and language.vocabulary.classes.get(words.get(inside[0].low, "")) == "prep"
    is_adverbial = opens or not any(token.low in language.vocabulary.articles for token in inside)
    subject = tokens[end + 1]
    begins = subject.kind == "name" or subject.low in language.vocabulary.articles
    is_name = not opens and any(token.kind == "name" for token in inside)
    return end + 1 if is_adverbial and begins and not is_name else at


def _with_announcements(tokens: Sequence[Token], tables: TranslationTables) -> list[Token]:
    """Return the tokens with a mark for a phrase that stands for the quotation beside it.

    'Mit den Worten „…“ ging Ruland' becomes ': „…“, ging Ruland', and '„…“ Mit diesen Worten ging Ruland'
    and '„…“ So urteilte Ruland' become '„…“, ging Ruland'.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        length = 0
        if tokens[at].low in tables.announcing or tokens[at].low in tables.weak_openers:
            length = phrase_length(tokens, at, tables.announcing) or _length_of_so(tokens, at, tables)
        if not length:
            found.append(tokens[at])
            at += 1
            continue
        begins, end = _begins_sentence(found), at + length
        is_behind = found[-1:] != [] and _last_but_marks(found) == "quote"
        behind = tokens[end : end + 2]
        if is_behind and begins:
            found.append(_mark(",", tokens[at]))
        elif behind and behind[0].kind == "quote" and not is_behind:
            found += [_mark(":", tokens[at]), behind[0]]
            end += 1
            if begins and len(behind) > 1 and behind[1].text.islower():
                found.append(_mark(",", behind[1]))
        at = end
    return found


def _mark(text: str, token: Token) -> Token:
    return Token(text, text, token.start, token.start, "punct")


def _last_but_marks(tokens: Sequence[Token]) -> str:
    """Return the kind of the last token that is no comma or dash."""
    return next((token.kind for token in reversed(tokens) if token.text not in _APART), "")


def _length_of_so(tokens: Sequence[Token], at: int, tables: TranslationTables) -> int:
    """Return 1 for 'so' between a quotation and a verb: '„…“, so urteilte Ruland'."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].low not in tables.weak_openers or behind is None or _last_but_marks(tokens[:at]) != "quote":
        return 0
    is_word = behind.text.islower() and behind.low not in tables.words and behind.low not in tables.elsewhere
    return int(is_word and (behind.low in tables.verbs or behind.low.endswith(tables.past_endings)))


def _begins_sentence(before: Sequence[Token]) -> bool:
    return not before or before[-1].kind == "quote" or before[-1].text in _SENTENCE_END


def _join_multiword_verbs(tokens: Sequence[Token], tables: TranslationTables) -> list[Token]:
    """Return 'fait valoir', 'met en garde', 'gab zu bedenken' as one token each."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        length = phrase_length(tokens, at, tables.expressions) if tokens[at].low in tables.expressions else 0
        if tokens[at].low in tables.infinitive_frames and (
            end := frame_end(tokens, at, tables)
        ):  # 'finit-il par lâcher'
            found += [
                tokens[at]._replace(low=grammar.reporting_form(found, tables)),
                *tokens[at + 1 : end - 2],
            ]
            at = end
            continue
        found.append(_joined(tokens[at : at + length], "word") if length else tokens[at])
        at += length or 1
    return found


def _joined(tokens: Sequence[Token], kind: str) -> Token:
    text, low = " ".join(token.text for token in tokens), " ".join(token.low for token in tokens)
    if kind == "name":
        text = re.sub(r"(?<=['’]) ", "", text)  # d'Ormesan
        return Token(text, text.lower(), tokens[0].start, tokens[-1].end, "name")
    return Token(text, low, tokens[0].start, tokens[-1].end, "word")


def _join_particles(blocks: Sequence[Sequence[Token]], vocabulary: Vocabulary) -> list[list[Token]]:
    """Return 'von der Leyen', 'de la Fuente', 'Le Goff' as one token each.

    Particles belong to a name after a first name or a title; such a surname is one in the whole article.
    """
    ends = [_particle_ends(block, vocabulary) for block in blocks]
    surnames = {
        _low_text(block, at, end)
        for block, found in zip(blocks, ends, strict=True)
        for at, end in found.items()
        if at and _expects_surname(block, at - 1, vocabulary)
    }
    return [
        _with_joined_names(
            block, {at: end for at, end in found.items() if _low_text(block, at, end) in surnames}
        )
        for block, found in zip(blocks, ends, strict=True)
    ]


def _particle_ends(block: Sequence[Token], vocabulary: Vocabulary) -> dict[int, int]:
    ends = ((at, _particle_end(block, at, vocabulary)) for at in range(len(block)))
    return {at: end for at, end in ends if end}


def _low_text(block: Sequence[Token], at: int, end: int) -> str:
    return " ".join(token.low for token in block[at : end + 1])


def _with_joined_names(block: Sequence[Token], ends: Mapping[int, int]) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(block):
        end = ends.get(at, at)
        found.append(_joined(block[at : end + 1], "name") if end > at else block[at])
        at = end + 1
    return found


def _particle_end(tokens: Sequence[Token], at: int, vocabulary: Vocabulary) -> int:
    """Return the index of the surname behind particles; 0 if none follows."""
    end = at
    while end < len(tokens) and end - at < _MAX_PARTICLES and tokens[end].low in vocabulary.particles:
        end += 1
    if end == at or end >= len(tokens) or tokens[end].kind != "name" or tokens[end].low in vocabulary.nouns:
        return 0
    low = tokens[end].low
    no_surname = (
        low in vocabulary.organisation_words or low in vocabulary.place_words or low in vocabulary.calendar
    )
    return 0 if no_surname or _joins_persons(tokens, at, vocabulary) else end


def _joins_persons(tokens: Sequence[Token], at: int, vocabulary: Vocabulary) -> bool:
    """Return True if a conjunction joins two persons: 'Diego y Tomás Leiva', but not 'Ramón y Cajal'."""
    is_alone = at < 2 or tokens[at - 2].kind != "name"
    is_conjunction = tokens[at].low == vocabulary.conjunction
    return is_conjunction and is_alone and bool(first_name_gender(tokens[at + 1].low))


def _expects_surname(block: Sequence[Token], at: int, vocabulary: Vocabulary) -> bool:
    """Return True if a token is a title, an initial, or a first name that begins a name."""
    token = block[at]
    if token.kind != "name":
        return False
    if token.low in vocabulary.titles or len(token.low) == 1:
        return True
    begins = at == 0 or block[at - 1].kind != "name" or block[at - 1].low in vocabulary.titles
    follows_office = at > 0 and bool(last_noun(block[at - 1].low, vocabulary))
    return bool(first_name_gender(token.low)) and (begins or follows_office)


def _remove_postmodifiers(tokens: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Return the tokens without the words between an office or a verb and the name."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        before = found[-1] if found and found[-1].kind not in MARKS else None
        end = _postmodifier_end(tokens, at, before, language) if before is not None else at
        if end == at:
            found.append(tokens[at])
        at = max(end, at + 1)
    return found


def _postmodifier_end(tokens: Sequence[Token], at: int, before: Token, language: SourceLanguage) -> int:
    """Return where the words behind `before` end; `at` if there are none to remove."""
    tables, vocabulary = language.tables, language.vocabulary
    equivalent = tables.words.get(tokens[at].low)
    may_be_noun = not tables.capitalizes_nouns or before.text[:1].isupper()
    is_person = vocabulary.nouns.get(last_noun(before.low, vocabulary)) in _PEOPLE
    if may_be_noun and (is_person or _ends_like_role(before, vocabulary)):
        if tokens[at].low in vocabulary.epithets:
            return at + 1
        if equivalent == "and":
            return _second_role_end(tokens, at, vocabulary)
        if equivalent in _OFFICE_PREPOSITIONS:
            return _office_end(tokens, at, language)
    if equivalent == "to" and (before.low in tables.verbs or before.low in tables.participles):
        return _agency_end(tokens, at, language)
    return at


def _ends_like_role(token: Token, vocabulary: Vocabulary) -> bool:
    """Return True if a noun ends like those of occupations: 'Orthopäde', 'Archäologin'."""
    return bool(vocabulary.role_endings) and token.low.endswith(vocabulary.role_endings)


def _office_end(tokens: Sequence[Token], at: int, language: SourceLanguage) -> int:
    """Return where a full name begins behind 'of the Interior'; `at` if none does."""
    tables, vocabulary = language.tables, language.vocabulary
    has_body = False
    for end in range(at, min(at + _LONGEST_POSTMODIFIER, len(tokens) - 1)):
        token = tokens[end]
        if token.kind in MARKS or vocabulary.nouns.get(token.low) in _PEOPLE:
            return at
        is_first_name = token.kind == "name" and first_name_gender(token.low) in ("female", "male")
        if has_body and is_first_name and tokens[end + 1].kind == "name":
            return end
        if token.low in tables.verbs:
            return at
        has_body = has_body or token.low not in tables.words
    return at


def _second_role_end(tokens: Sequence[Token], at: int, vocabulary: Vocabulary) -> int:
    """Return the end of a second role before the name: 'Köchin [und Autorin] Rita Lang'."""
    if at + 2 >= len(tokens):
        return at
    role, name = tokens[at + 1], tokens[at + 2]
    is_name = name.kind == "name" and not vocabulary.nouns.get(name.low)
    return at + 2 if is_name and last_noun(role.low, vocabulary) else at


def _agency_end(tokens: Sequence[Token], at: int, language: SourceLanguage) -> int:
    """Return where the name begins behind 'to AFP', 'to the agency', 'to a colleague of the agency'."""
    end = at + 1
    if end < len(tokens) and language.tables.words.get(tokens[end].low) in ("the", "a"):
        end += 1
    if end + 1 >= len(tokens):
        return at
    is_acronym = tokens[end].text.isupper() and len(tokens[end].text) > 1
    kind = language.vocabulary.nouns.get(tokens[end].low)
    if tokens[end + 1].kind != "name":
        is_listener = (
            not language.tables.capitalizes_nouns and kind is not None and tokens[end].kind == "word"
        )
        return _full_name_within(tokens, end, language) or at if is_listener else at
    return end + 1 if is_acronym or kind in _LISTENERS else at


def _full_name_within(tokens: Sequence[Token], at: int, language: SourceLanguage) -> int:
    """Return where the first full name begins behind a listener, before any mark or verb; 0 if none does."""
    for end in range(at + 1, min(at + _LONGEST_POSTMODIFIER, len(tokens) - 1)):
        if tokens[end].kind in MARKS or tokens[end].low in language.tables.verbs:
            return 0
        if tokens[end].kind == "name":
            is_full = tokens[end + 1].kind == "name" and bool(first_name_gender(tokens[end].low))
            return end if is_full else 0
    return 0
