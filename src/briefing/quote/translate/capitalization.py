"""Which capitals are names where every noun has one (German): a capital alone proves nothing.

A run of capitals that are no known nouns is a name, and so is what follows a title or an office; its surname
is one wherever it stands in the article. Beside a speech verb a single capital without an article is one too.
All others are common nouns; those of people are known by their last part: 'Bundesfinanzministerin'.
"""

from collections.abc import Iterator, Sequence

from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.tokens import Token

_SHORTEST_PART = 4
_LONGEST_PART = 25


def lower_common_nouns(
    blocks: Sequence[Sequence[Token]], tables: TranslationTables, words: Vocabulary
) -> list[list[Token]]:
    """The same tokens; common nouns are of kind 'word', and compounds have the noun they end in as `low`."""
    named = [frozenset(at for run in _runs(block, tables, words) for at in run) for block in blocks]
    surnames = frozenset(block[at].low for block, places in zip(blocks, named, strict=True) for at in places)
    return [
        _lowered(block, places, tables, words, surnames) for block, places in zip(blocks, named, strict=True)
    ]


def _lowered(
    block: Sequence[Token],
    named: frozenset[int],
    tables: TranslationTables,
    words: Vocabulary,
    surnames: frozenset[str],
) -> list[Token]:
    return [
        token
        if token.kind != "name" or at in named or _is_name(block, at, tables, words, surnames)
        else _common(token, words)
        for at, token in enumerate(block)
    ]


def _common(token: Token, words: Vocabulary) -> Token:
    return token._replace(kind="word", low=last_noun(token.low, words) or token.low)


def last_noun(low: str, words: Vocabulary) -> str:
    """The known noun that a compound ends in: 'bundesfinanzministerin' -> 'ministerin'; '' if none."""
    if low in words.nouns:
        return low
    if not words.role_endings:
        return ""
    return _last_part(low, words) or _last_part(low.removesuffix("s"), words)


def _last_part(low: str, words: Vocabulary) -> str:
    parts = (
        low[cut:].lstrip("-")
        for cut in range(max(0, len(low) - _LONGEST_PART), len(low) - _SHORTEST_PART + 1)
    )
    return next((part for part in parts if len(part) >= _SHORTEST_PART and part in words.nouns), "")


def _is_common(token: Token, tables: TranslationTables, words: Vocabulary) -> bool:
    low = token.low
    if low in words.common or low in words.calendar or low in words.adjectives or last_noun(low, words):
        return True
    made_so = low.endswith(tables.noun_endings) or low.endswith(words.woman_endings)
    return len(low) > 5 and made_so and not first_name_gender(low)


def _runs(block: Sequence[Token], tables: TranslationTables, words: Vocabulary) -> Iterator[range]:
    """The runs of capitals that are names for sure."""
    at = 0
    while at < len(block):
        if block[at].kind != "name":
            at += 1
            continue
        end = _run_end(block, at, tables, words)
        if _is_role(block, at, end, words):
            at += 1
            continue
        if end > at and _is_sure(block, at, end, words):
            yield range(at, end)
        at = max(end, at + 1)


def _run_end(block: Sequence[Token], at: int, tables: TranslationTables, words: Vocabulary) -> int:
    end = at
    while end < len(block) and block[end].kind == "name" and not _is_function_word(block[end], tables):
        surname = end > at and bool(first_name_gender(block[end - 1].low))
        if block[end].low not in words.titles and not surname and _is_common(block[end], tables, words):
            break
        end += 1
    return end


def _is_role(block: Sequence[Token], at: int, end: int, words: Vocabulary) -> bool:
    """'Bratschist Emil Sorge', 'Kontrolleur Sorge': before a name stands what they do."""
    low = block[at].low.rsplit("-", 1)[-1]
    if end - at < 2 or first_name_gender(low) or low in words.titles:
        return False
    return low.endswith(words.role_endings) if end - at == 2 else bool(first_name_gender(block[at + 1].low))


def _stands_before_name(block: Sequence[Token], at: int) -> bool:
    """'Kantorin Lena Husemann', of whatever trade."""
    names = block[at + 1 : at + 3]
    return len(names) == 2 and names[1].kind == "name" and bool(first_name_gender(names[0].low))


def _is_function_word(token: Token, tables: TranslationTables) -> bool:
    return (
        token.low in tables.sources
        or token.low in tables.words
        or token.low in tables.elsewhere
        or token.low in tables.verbs
    )


def _is_sure(block: Sequence[Token], at: int, end: int, words: Vocabulary) -> bool:
    before = block[at - 1] if at else None
    if block[at].low in words.titles:
        return end - at > 1
    if end - at > 1:
        return bool(first_name_gender(block[at].low)) or not _is_determined(before, words)
    return before is not None and bool(last_noun(before.low, words)) and before.kind in ("name", "word")


def _is_determined(before: Token | None, words: Vocabulary) -> bool:
    """'den Medien Vorwürfe': after an article a capital is a noun first of all."""
    return before is not None and before.low in words.articles


def _is_name(
    block: Sequence[Token], at: int, tables: TranslationTables, words: Vocabulary, surnames: frozenset[str]
) -> bool:
    """A single capital: a surname of the article, or alone beside a speech verb."""
    token = block[at]
    if token.low.removesuffix("s") in surnames or token.low in surnames:
        return True
    if _is_common(token, tables, words) or _is_function_word(token, tables):
        return False
    if token.low in words.organisation_words or token.low in words.titles:
        return True
    before = block[at - 1] if at else None
    after = block[at + 1] if at + 1 < len(block) else None
    if before is not None and before.low in tables.verbs:
        return not _stands_before_name(block, at)
    bare = before is None or before.kind in ("punct", "quote")
    return bare and after is not None and (after.low in tables.verbs or tables.words.get(after.low) == "has")
