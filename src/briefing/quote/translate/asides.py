"""What stands between an office and its name, or a verb and the speaker, and tells nothing of who speaks.

'le ministre [de l'Intérieur] Bruno Castel', 'el portavoz [de la policía] Luis Vera',
'le directeur [régional] Alain Fabre', 'a confié [à l'AFP] Sylvie Morel'.
"""

from collections.abc import Sequence

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.readings import Readings
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token
from briefing.quote.translate.capitals import last_noun

_MARKS = frozenset({"punct", "quote"})
_LONGEST = 9
_PEOPLE = frozenset({"woman", "man", "person"})


def without_asides(tokens: Sequence[Token], readings: Readings, words: Vocabulary) -> list[Token]:
    """The same tokens without the asides before a name."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        before = found[-1] if found and found[-1].kind not in _MARKS else None
        end = _aside_end(tokens, at, before, readings, words) if before is not None else at
        if end == at:
            found.append(tokens[at])
        at = max(end, at + 1)
    return found


def _aside_end(tokens: Sequence[Token], at: int, before: Token, readings: Readings, words: Vocabulary) -> int:
    if words.nouns.get(last_noun(before.low, words)) in _PEOPLE:
        if tokens[at].low in words.epithets:
            return at + 1
        if readings.words.get(tokens[at].low) == "and":
            return _second_role_end(tokens, at, words)
        if readings.words.get(tokens[at].low) == "of":
            return _office_end(tokens, at, readings, words)
    speaks = before.low in readings.verbs or before.low in readings.participles
    if speaks and readings.words.get(tokens[at].low) == "to":
        return _agency_end(tokens, at, readings, words)
    return at


def _office_end(tokens: Sequence[Token], at: int, readings: Readings, words: Vocabulary) -> int:
    """Where a full name begins behind 'of the Interior'; `at` if none does."""
    body = False
    for end in range(at, min(at + _LONGEST, len(tokens) - 1)):
        token = tokens[end]
        if token.kind in _MARKS or words.nouns.get(token.low) in _PEOPLE:
            return at
        named = token.kind == "name" and first_name_gender(token.low) in ("female", "male")
        if body and named and tokens[end + 1].kind == "name":
            return end
        if token.low in readings.verbs:
            return at
        body = body or token.low not in readings.words
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


def _agency_end(tokens: Sequence[Token], at: int, readings: Readings, words: Vocabulary) -> int:
    """Where the name begins behind 'to AFP', 'to the agency'."""
    end = at + 1
    if end < len(tokens) and readings.words.get(tokens[end].low) == "the":
        end += 1
    agency = end + 1 < len(tokens) and (
        (tokens[end].text.isupper() and len(tokens[end].text) > 1)
        or words.nouns.get(tokens[end].low) == "organisation"
    )
    return end + 1 if agency and tokens[end + 1].kind == "name" else at
