"""Replaces clauses that name a speaker in another way than as a subject, so that the tables can read them.

'heißt es in dem Schreiben' and 'zitiert die Zeitung den Trainer' are read as 'laut dem Schreiben' and
'laut den Trainer', 'wollte sie wissen' as 'fragte sie', and 'der Minister (Karl Weber, CDU)' as 'der
Minister Karl Weber'.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import first_name_gender
from briefing.quote.phrases.tokens import Token
from briefing.quote.translate.grammar import MARKS, SourceLanguage, last_noun

_WORD = re.compile(r"[^\W\d_]+(?:['’]|(?=\W|$))")
_SUBJECT = (
    r"(?:l['’]|l[ae]s?\s|el\s|los\s|un[ae]?\s|s(?:on|a|es|us?)\s|leurs?\s|M\.|d(?:on|oña)\s|él\b|ella\b"
    r"|(?:der|die|das|eine?|seine?|ihre?)\s|(?:er|sie)\b"
    r"|(?!(?:Sie|Ihre?n?)\b)[^\W\d_a-zß-ÿ])"  # 'Trinken Sie, rufen Sie Ihre Nachbarn an'
)
# The speaker of an interpolation: -t-il, la ministre, Camille; but not 'dit ma mère', a part of the speech.
# 'admet, un peu gêné, Camille', 'raconte, à 80 ans, la ministre'
_SPEAKER = re.compile(rf"(?:-t)?-(?:il|elle|on)s?\b|(?:,[^,.!?]{{2,40}},)?\s+{_SUBJECT}")
# The same behind a listener, a time or a manner: 'a dit à des journalistes Camille', 'dijo entre risas Ana'
_SPEAKER_BEHIND_ADVERBIAL = re.compile(
    r"(?:\s(?:à\s(?:l['’]|la\s|des\s|une?\s|nos\s)|aux?\s|a\s(?:las?|los|un[ao]?s?|este)\s|al\s|ante\s|devant\s|dans\s"
    rf"|en\s|entre\s|con\s|avec\s|sans\s|sin\s|hier\b|ayer\b)[^,.!?…]{{2,40}}?)\s{_SUBJECT}"
)
_BARE_VERB = re.compile(r"(?=[.,])")
_ENCLITIC = re.compile(r"(?:-t)?-(?:il|elle|on)s?\b")
_VERB_WITHIN = 40  # characters
_AUXILIARIES = ("has", "was")
_BEFORE_PARTICIPLE = ("", *_AUXILIARIES)
_LISTENERS = ("us", "him", "you")
_WEAK_VERB = "went"  # a verb with other, more frequent meanings
_LONGEST_ADVERBIAL = 7  # tokens between 'heißt es' and the preposition
_LONGEST_PREMODIFIER = 4  # tokens between a preposition and its noun
_LONGEST_BRACKET = 8  # tokens
_NAMED = "schrift"  # a document: it speaks only where a verb says so
_MOST_WORDS_OF_NAME = 4
_PARTICLE_LETTERS = 3
_VERDICT = 3  # tokens of 'das ist das'
_SHORTEST_NARRATIVE = 3  # tokens: a noun, a preposition, an infinitive
_PEOPLE = frozenset(("woman", "man", "person"))
_WRITTEN = frozenset(("document",))
_SPEAKING = _PEOPLE | _WRITTEN | {"group", "organisation"}


def with_names_in_marks(tokens: Sequence[Token], text: str, language: SourceLanguage) -> list[Token]:
    """Return the tokens; a name in marks behind an article is a noun: 'sagte der „Nordpost“'.

    Behind a noun it is left out: 'die Zeitung „Nordpost“'. So it does not part the narrator's clause.
    """
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        if token.kind != "quote" or before is None or not _is_name_in_marks(text[token.start : token.end]):
            found.append(token)
        elif _governs_name(before.low, language):
            found.append(token._replace(text=text[token.start + 1 : token.end - 1], low=_NAMED, kind="word"))
        elif before.kind != "name":
            found.append(token)
    return found


def _governs_name(low: str, language: SourceLanguage) -> bool:
    """Return True if an article, or a preposition with one, stands before a name: 'der', 'im', 'zur'."""
    is_article = low in language.vocabulary.articles
    return is_article or language.tables.words.get(low) in ("the", "of", "to", "in", "at", "his", "their")


def _is_name_in_marks(quoted: str) -> bool:
    """Return True if a few words in marks are a name: „Bild am Sonntag“, but not „Nein.“ or „Nie wieder“."""
    words = quoted[1:-1].split()
    is_short = 0 < len(words) <= _MOST_WORDS_OF_NAME and words[0][:1].isupper()
    return is_short and all(
        word.isalnum() and (word[0].isupper() or word[0].isdigit() or len(word) <= _PARTICLE_LETTERS)
        for word in words
    )


def with_plain_clauses(tokens: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Return the tokens of a block; such a clause gets a reporting verb or a word for 'according to'."""
    found: list[Token] = []
    for clause in _clauses(_without_brackets(tokens, language)):
        if clause[0].text in (":", ","):
            found = _without_narrative_infinitive(found, language)
        if len(clause) == 1:
            found += clause
            continue
        patterns = (_impersonal, _displayed, _quoting, _bracketed, _modal, _from_inside)
        found += next((read for pattern in patterns if (read := pattern(clause, language))), clause)
    return found


def with_verdicts(tokens: Sequence[Token], language: SourceLanguage) -> Sequence[Token]:
    """Return '„…“, laut der Jury' for '„…“ Das ist das Fazit der Jury' and '„…“ So lautet …'."""
    if language.tables.verdicts.isdisjoint((one.low, other.low) for one, other in pairwise(tokens)):
        return tokens
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _verdict_end(tokens, at, language) if found and found[-1].kind == "quote" else at
        if end > at:
            first = tokens[at]
            found += [Token(",", ",", first.start, first.start, "punct"), _according(first, first, language)]
        else:
            found.append(tokens[at])
            end = at + 1
        at = end
    return found


def _verdict_end(tokens: Sequence[Token], at: int, language: SourceLanguage) -> int:
    """Return where the speaker's noun phrase begins behind 'das ist das Fazit'; `at` if there is none."""
    tables, vocabulary = language.tables, language.vocabulary
    openers = [token.low for token in tokens[at : at + 3]]
    if (
        len(openers) < _VERDICT
        or tuple(openers[:2]) not in tables.verdicts
        or openers[2] not in vocabulary.articles
    ):
        return at
    for noun in range(at + _VERDICT, min(at + _VERDICT + _LONGEST_PREMODIFIER, len(tokens) - 2)):
        if tokens[noun].kind in MARKS:
            return at
        if tokens[noun].low in vocabulary.speech_nouns:
            is_genitive = tokens[noun + 1].low in (*vocabulary.genitive_articles, "der", "einer")
            return (
                noun + 1 if is_genitive else noun + 2 if tokens[noun + 1].low in tables.before_names else at
            )
    return at


def _without_narrative_infinitive(tokens: list[Token], language: SourceLanguage) -> list[Token]:
    """Read 'Et la maire de conclure :' as 'Et la maire dit :'."""
    if len(tokens) < _SHORTEST_NARRATIVE or not language.tables.narrative_verb:
        return tokens
    preposition, infinitive = tokens[-2:]
    is_here = preposition.low in language.tables.narrative_prepositions and infinitive.kind == "word"
    if not is_here or not infinitive.low.endswith(language.tables.narrative_endings):
        return tokens
    return [*tokens[:-2], infinitive._replace(low=language.tables.narrative_verb)]


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the runs of tokens between marks, and each mark."""
    clause: list[Token] = []
    for token in tokens:
        if token.kind not in MARKS:
            clause.append(token)
            continue
        if clause:
            yield clause
        yield [token]
        clause = []
    if clause:
        yield clause


def _without_brackets(tokens: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Return 'der Minister Karl Weber' for 'der Minister (Karl Weber, CDU)'."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        name_end = _bracketed_name_end(tokens, at, language)
        if not name_end:
            found.append(tokens[at])
            at += 1
            continue
        found += tokens[at + 1 : name_end]
        at = next(i for i in range(name_end, len(tokens)) if tokens[i].text == ")") + 1
    return found


def _bracketed_name_end(tokens: Sequence[Token], at: int, language: SourceLanguage) -> int:
    """Return the end of a full name that begins a bracket behind an office; 0 if there is none."""
    if tokens[at].text != "(" or not at or at + 2 >= len(tokens):
        return 0
    vocabulary = language.vocabulary
    is_office = vocabulary.nouns.get(last_noun(tokens[at - 1].low, vocabulary)) in _PEOPLE
    end = at + 1
    while end < len(tokens) and tokens[end].kind == "name":
        end += 1
    is_closed = any(token.text == ")" for token in tokens[end : at + _LONGEST_BRACKET])
    is_name = end - at > 2 and bool(first_name_gender(tokens[at + 1].low))
    return end if is_office and is_name and is_closed else 0


def _impersonal(clause: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Read 'heißt es in dem Schreiben' and 'in dem Schreiben heißt es'; [] if the clause is neither."""
    clause = _without_impersonal_bracket(clause, language)
    verb, behind = _impersonal_verb(clause, language)
    if verb < 0:
        return []
    if verb == 1 and clause[0].low in language.tables.weak_openers:  # 'so heißt es beim Verband'
        clause, verb, behind = clause[1:], 0, behind - 1
    is_written = any(token.low in language.tables.document_verbs for token in clause[verb:behind])
    kinds = _WRITTEN if is_written else _SPEAKING
    after = next(_sources(clause, range(behind, len(clause))[:_LONGEST_ADVERBIAL], language, kinds), None)
    if after is not None:
        first, noun_phrase = after
        return [*clause[:verb], _according(clause[verb], clause[first], language), *clause[noun_phrase:]]
    before = next(_sources(clause, range(verb), language, kinds), None)
    if before is None:
        return []
    first, noun_phrase = before
    source = _according(clause[first], clause[first], language)
    return [*clause[:first], source, *clause[noun_phrase:verb], *clause[behind:]]


def _displayed(clause: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Read 'darin steht', 'dort fand sich das Motiv' as 'hieß es': the text that was named before speaks."""
    tables = language.tables
    place = next((token for token in clause if token.low in tables.place_pronouns), None)
    verb = next((t for t in clause if t.low in tables.document_verbs or t.low in tables.finding_verbs), None)
    if place is None or verb is None:
        return []
    return [place, *(verb._replace(low=low, kind="word") for low in tables.displayed_as)]


def _without_impersonal_bracket(clause: Sequence[Token], language: SourceLanguage) -> Sequence[Token]:
    """Return 'ist zu lesen in dem Papier' for 'ist in dem Papier zu lesen': the verb's parts together."""
    for first, last in language.tables.impersonal_brackets.get(clause[-1].low, ()):
        at = next((i for i, token in enumerate(clause) if token.low in first), -1)
        end = len(clause) - len(last)
        if 0 <= at < end - 1 and tuple(token.low for token in clause[end:]) == last:
            return [*clause[: at + 1], *clause[end:], *clause[at + 1 : end]]
    return clause


def _impersonal_verb(clause: Sequence[Token], language: SourceLanguage) -> tuple[int, int]:
    """Return where 'heißt es' or 'indique-t-on' begins and ends in a clause; (-1, -1) if it has none."""
    tables = language.tables
    for at, token in enumerate(clause):
        subject = clause[at + 1].low if at + 1 < len(clause) else ""
        if subject in tables.clause_subjects and token.low in tables.verbs:
            return at, at + 2
        for words in tables.impersonal_clauses.get(token.low, ()):
            end = at + len(words)
            if tuple(word.low for word in clause[at:end]) == words:
                return at, end
    return -1, -1


def _sources(
    clause: Sequence[Token], places: range, language: SourceLanguage, kinds: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield where a preposition with a possible speaker begins, and where its noun phrase begins."""
    for at in places:
        for words in language.tables.impersonal_sources.get(clause[at].low, ()):
            behind = at + len(words)
            is_here = tuple(word.low for word in clause[at:behind]) == words
            names_speaker = words[0] in language.tables.before_names
            noun_phrase = clause[behind : behind + _LONGEST_PREMODIFIER]
            if is_here and _source_kind(noun_phrase, language, any_name=names_speaker) in kinds:
                yield at, behind


def _source_kind(tokens: Sequence[Token], language: SourceLanguage, *, any_name: bool = False) -> str:
    """Return what the first noun of a noun phrase names; a known name, or with `any_name` any, a person."""
    tables, vocabulary = language.tables, language.vocabulary
    for token in tokens:
        if kind := vocabulary.nouns.get(last_noun(token.low, vocabulary)):
            return kind
        if token.kind == "name":
            is_known = first_name_gender(token.low) or token.low in vocabulary.organisation_words
            return "person" if is_known or any_name else ""
        if token.low in tables.impersonal_sources:
            return ""
    return ""


def _according(first: Token, last: Token, language: SourceLanguage) -> Token:
    return Token(first.text, language.tables.source_word, first.start, last.end, "word")


def _quoting(clause: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Read 'zitiert die Zeitung den Trainer', 'zitiert ihn die Zeitung': the object speaks; [] if none."""
    tables = language.tables
    verb = next((at for at, token in enumerate(clause) if token.low in tables.quoting_verbs), -1)
    is_passive = any(tables.words.get(token.low) in ("was", "has") for token in clause)
    pronoun = tables.quoted_pronouns.get(clause[verb + 1].low) if 0 <= verb < len(clause) - 1 else None
    if pronoun is not None and not is_passive:
        says, quoted_one = clause[verb : verb + 2]
        return [*clause[:verb], says._replace(low=tables.reporting_verb), quoted_one._replace(low=pronoun)]
    quoted = _quoted_object(clause, verb, language) if verb >= 0 and not is_passive else 0
    if not quoted:
        return []
    return [_according(clause[verb], clause[verb], language), *clause[quoted:]]


def _quoted_object(clause: Sequence[Token], verb: int, language: SourceLanguage) -> int:
    """Return where the object of a quoting verb begins; 0 if there is none."""
    tables = language.tables
    behind = range(verb + 1, len(clause))
    accusative = next((at for at in behind if clause[at].low in tables.accusative_articles), 0)
    if accusative or verb + 1 >= len(clause):
        return accusative
    if clause[verb + 1].low in tables.impersonal_subjects:
        return verb + 2 if verb + 2 < len(clause) else 0
    if any(token.kind == "name" or token.low in language.vocabulary.nouns for token in clause[:verb]):
        return verb + 1
    nouns = [at for at in behind if clause[at].kind == "name"]
    return next((at for at in behind if nouns and at > nouns[0] and _begins_phrase(clause, at, language)), 0)


def _begins_phrase(clause: Sequence[Token], at: int, language: SourceLanguage) -> bool:
    return clause[at].low in language.vocabulary.articles or (
        clause[at].kind == "name" and bool(first_name_gender(clause[at].low))
    )


def _from_inside(clause: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Read 'aseguran desde la empresa' as 'asegura la empresa'; [] if the clause has no such phrase."""
    tables = language.tables
    inside = [at for at, token in enumerate(clause[:-1]) if token.low in tables.inside_prepositions]
    if not inside or not any(language.is_verb(token.low) for token in clause):
        return []
    for at in inside:
        may_begin = at == 0 or clause[at - 1].low in tables.verbs
        source = clause[at + 1 : at + 1 + _LONGEST_PREMODIFIER]
        if may_begin and _source_kind(source, language) == "organisation":
            return [*clause[:at], *clause[at + 1 :]]
    return []


def _bracketed(clause: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Read 'wollte sie wissen' as 'fragte sie': two parts of a verb around the rest of the clause."""
    last = clause[-1].low
    for at, token in enumerate(clause[:-1]):
        read_as = language.tables.verb_brackets.get((token.low, last))
        if read_as is not None:
            return [*clause[:at], token._replace(low=read_as), *clause[at + 1 : -1]]
    return []


def _modal(clause: Sequence[Token], language: SourceLanguage) -> list[Token]:
    """Read 'musste Ruland einräumen' as 'sagte Ruland'; [] if nothing is said: 'konnte nicht sagen'."""
    tables, last = language.tables, clause[-1].low
    is_strong = tables.verbs.get(last, "") not in language.vocabulary.weak_verbs
    says = last in tables.separable_infinitives or (
        is_strong and last in tables.verbs and last.endswith(tables.infinitive_endings)
    )
    at = next((i for i, token in enumerate(clause[:-1]) if token.low in tables.reporting_modals), -1)
    if not says or at < 0 or any(token.low in tables.negations for token in clause):
        return []
    return [*clause[:at], clause[at]._replace(low=tables.reporting_verb), *clause[at + 1 : -1]]


def end_of_narrators_subject(text: str, at: int, tables: TranslationTables, *, by_dash: bool) -> int:
    """Return where the subject begins or ends if the narrator begins with a reporting verb; 0 otherwise.

    A reflexive ('s’exclame'), a listener ('nous a dit') and an auxiliary may stand before the verb; between
    the auxiliary and its participle stand a pronoun and an adverb: 'a-t-elle aussitôt prévenu'.
    """
    has_pronoun, has_auxiliary, skip_to = False, False, at
    for word in _WORD.finditer(text, at, at + _VERB_WITHIN):
        if word.start() < skip_to:
            continue
        low = word.group().lower().replace("’", "'")
        equivalent = tables.words.get(low)
        is_skipped = equivalent in _BEFORE_PARTICIPLE or (has_auxiliary and _is_adverb(low, tables))
        if not is_skipped and not (word.start() == at and equivalent in _LISTENERS):
            if low not in tables.verbs and not (low in tables.participles and has_auxiliary):
                return 0
            behind = _behind_verb(text, word.end(), tables, low)
            return behind or (word.end() if by_dash or has_pronoun else 0)
        enclitic = _ENCLITIC.match(text, word.end())
        has_auxiliary = has_auxiliary or equivalent in _AUXILIARIES
        if enclitic is not None and equivalent in _AUXILIARIES:
            has_pronoun, skip_to = True, enclitic.end()
    return 0


def _behind_verb(text: str, at: int, tables: TranslationTables, verb: str) -> int:
    """Return where the subject behind a verb has been read; 0 if none follows.

    Only a strong verb has words before its subject, and in a language that drops subjects none: 'contaba.'
    """
    is_strong = (tables.verbs.get(verb) or tables.participles.get(verb)) != _WEAK_VERB
    if tables.capitalizes_nouns and not is_strong:
        return 0  # a clause of the speech with its verb first: 'Während wir schlafen, geht das Licht aus'
    speaker = _SPEAKER.match(text, at)
    if speaker is None and is_strong:
        speaker = _SPEAKER_BEHIND_ADVERBIAL.match(text, at)
        if speaker is None and tables.is_pro_drop:
            speaker = _BARE_VERB.match(text, at)
    return speaker.end() if speaker is not None else 0


def _is_adverb(low: str, tables: TranslationTables) -> bool:
    return tables.words.get(low) == "also" or low.endswith(tables.adverb_endings)
