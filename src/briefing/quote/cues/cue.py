"""The place of a quotation in its block, the cue that attributes it, the subject of the cue, and signatures.

The subject of a reporting verb stands before the verb or behind it. A caller can switch off the groups of
attribution rules to measure what each adds; `benchmarks/quotes.py` prints the scores without each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from briefing.quote.cues.clauses import (
    Subject,
    coordinated_after,
    coordinated_before,
    document_author,
    first_subject,
    noun_phrase_head,
    noun_phrase_head_before,
    subject_before_parenthesis,
)
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import Vocabulary, first_name_gender
from briefing.quote.phrases.mentions import Mention, NameParts, Phrase

CueRule = Literal[
    "name said",
    "said name",
    "name beside",
    "participle",
    "according to",
    "in the words of",
    "colon",
    "dash",
    "beside",
]
"""The form of a cue; `briefing quotes --json` prints it as `attribution`."""

RuleGroup = Literal[
    "cue after",
    "cue before",
    "colon",
    "pronouns",
    "descriptions",
    "appositions",
    "same paragraph",
    "handover",
    "previous speaker",
    "previous subject",
    "reported speech",
    "quotation kinds",
    "headlines",
    "interviews",
]
"""A group of rules: cues beside the quotation, coreference, discourse (who spoke before), and kinds."""

ALL_RULE_GROUPS: frozenset[RuleGroup] = frozenset(get_args(RuleGroup))
"""Every group; what `find_quotations` applies by default."""
_CLAUSE_ENDS = ("punct", "quote", "sub", "rel", "verb")
_GOVERNED = ("np", "word", "prep")
_UNSPOKEN_TEXTS = CUE_WORDS.worn_texts | CUE_WORDS.displayed_texts


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases `first` to `last` (exclusive) attribute a quotation.

    `subject` are the phrases of the speakers. It is empty if the cue has none ('adding', 'said in a letter').
    """

    rule: CueRule
    subject: Subject
    verb: int
    first: int
    last: int


class Clause(NamedTuple):
    """Phrases `start` to `end` (exclusive) of a block, without the quotation beside them."""

    phrases: Sequence[Phrase]
    start: int
    end: int
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class QuoteSite:
    """Where a quotation stands, by indices of its block's phrases.

    Attributes:
        phrases: The phrases of the block.
        vocabulary: The words of the article's language.
        index: The phrase that is the quotation.
        start: The first phrase behind the quotation before, or of the sentence.
        end: The end of the narrator's words behind the quotation (exclusive).
        clause_start: The first phrase in which a cue may stand; a fragment in marks does not end a clause.
        text: The quoted words, with the comma or full stop that closes them.
        has_stop_outside: That full stop stands behind the mark.
    """

    phrases: Sequence[Phrase]
    vocabulary: Vocabulary
    index: int
    start: int
    end: int
    clause_start: int
    text: str
    has_stop_outside: bool = False

    @property
    def clause_before(self) -> Clause:
        """The clause that leads in to the quotation."""
        return Clause(self.phrases, self.clause_start, self.index, self.vocabulary)

    @property
    def is_joined(self) -> bool:
        """Return True if a conjunction follows: 'they chanted “Not here,” and Vang joined in'."""
        return self.index + 1 < self.end and self.phrases[self.index + 1].kind == "conj"

    @property
    def preceding(self) -> Phrase | None:
        """The narrator's phrase directly before the quotation."""
        return self.phrases[self.index - 1] if self.index > self.start else None


def subject_before(phrases: Sequence[Phrase], verb: int, start: int) -> Subject:
    """Return the subject before a verb, past its adverbs, auxiliaries and relative clauses."""
    at = verb - 1
    while at >= start and (phrases[at].kind in ("adv", "aux") or phrases[at].low == "to"):
        at -= 1
    if at < start:
        return ()
    phrase = phrases[at]
    if phrase.low == "as" and (quoted := _quoted_before(phrases, at, start)):
        return quoted
    if phrase.kind == "np":
        return _subject_beside(phrases, at, verb, start)
    if phrase.kind == "rel":
        return _antecedent(phrases, at, start)
    if phrase.kind == "punct" and phrase.low in ",—–-":
        wrote = document_author(phrases, start, verb)  # 'The email from Lee to her boss, Bo Hart, said'
        return wrote or subject_before_parenthesis(phrases, at, start) or first_subject(phrases, start, verb)
    return first_subject(phrases, start, verb)


def _quoted_before(phrases: Sequence[Phrase], at: int, start: int) -> Subject:
    """Return X of 'the Herald quoted X as saying' and 'quoted her rival, X, as saying'; 'as' is at `at`."""
    named = at - 2 if phrases[at - 1].low == "," else at - 1
    first = named - 2 if named < at - 1 and named - 2 > start and phrases[named - 1].low == "," else named
    is_quoted = first - 1 >= start and phrases[first - 1].kind == "verb"
    return (named,) if is_quoted and phrases[named].kind == "np" else ()


def _subject_beside(phrases: Sequence[Phrase], at: int, verb: int, start: int) -> Subject:
    bare = phrases[verb].low.endswith("ing") or phrases[verb].kind != "verb"
    if phrases[at].low in CUE_WORDS.object_pronouns and not bare:
        return first_subject(phrases, start, verb)
    mention = phrases[at].mention
    is_document = (
        mention is not None and mention.entity_type == "document" and mention.noun not in _UNSPOKEN_TEXTS
    )
    if is_document and phrases[verb].low.endswith("ing"):
        return first_subject(phrases, start, at) or (at,)
    head = noun_phrase_head(phrases, at, start)
    if head is None:
        return _object_of_with(phrases, at, verb) or first_subject(phrases, start, verb)
    if wrote := document_author(phrases, head, verb):
        return wrote
    return _before_open_apposition(phrases, head, start) or coordinated_before(phrases, head, start)


def _object_of_with(phrases: Sequence[Phrase], at: int, verb: int) -> Subject:
    """Return the object of 'with', which speaks in '…, with the spokeswoman Jane Doe saying'."""
    is_object = phrases[at - 1].low == "with" and phrases[verb].low.endswith("ing")
    return (at,) if is_object else ()


def _before_open_apposition(phrases: Sequence[Phrase], head: int, start: int) -> Subject:
    """Return X of 'X, head of Y, a company in Z said', where no comma closes the apposition."""
    mention = phrases[head].mention
    first = phrases[start].mention
    if mention is None or mention.kind != "nominal" or first is None or head - start < 2:
        return ()
    named = first.name is not None and first.name.kind in ("person", "name")
    apart = phrases[start + 1].low == ","
    acts = any(phrases[at].kind in ("verb", "aux", "conj", "sub") for at in range(start + 1, head))
    return (start,) if named and apart and not acts else ()


def _antecedent(phrases: Sequence[Phrase], relative: int, start: int) -> Subject:
    at = relative - 1
    if at >= start and phrases[at].low == ",":
        at -= 1
    if at < start or phrases[at].kind != "np":
        return first_subject(phrases, start, relative)
    head = noun_phrase_head(phrases, at, start)
    return (head if head is not None else at,)


def subject_after(phrases: Sequence[Phrase], verb: int, end: int) -> Subject:
    """Return the subject behind a verb or preposition: 'said X', 'said the head, Jane Doe, on Monday'."""
    at = _past_word_of_manner(phrases, _past_adverbials(phrases, verb + 1, end), end)
    if at >= end or phrases[at].kind != "np" or phrases[at].low in CUE_WORDS.object_pronouns:
        return ()
    if wrote := document_author(phrases, at, end):
        return wrote
    named = _name_in_apposition(phrases, at, end)
    if named is not None:
        return (named,)
    return coordinated_after(phrases, at, end)


def _past_word_of_manner(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """Return the index behind a word of manner before a name: 'recordaba emocionado Benigno'."""
    beside = phrases[at + 1].mention if at + 1 < end and phrases[at].kind == "word" else None
    return at + 1 if beside is not None and beside.kind == "name" else at


def _past_adverbials(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """Return the index of the noun phrase behind 'on Monday', 'to the paper', 'in Mainz', if one follows."""
    begin = at
    while at < end and phrases[at].kind == "adv":
        at += 1
    bare = at
    while at + 1 < end and phrases[at].kind == "prep" and phrases[at + 1].kind in ("prep", "np", "word"):
        at += 1 if phrases[at + 1].kind == "prep" else 2
        while at < end and phrases[at].kind == "adv":
            at += 1
    follows = at < end and phrases[at].kind == "np" and at > begin
    return at if follows else bare


def _name_in_apposition(phrases: Sequence[Phrase], at: int, end: int) -> int | None:
    """Return the name behind a description: 'the school's head, Jane Doe,'."""
    mention = phrases[at].mention
    if mention is None or mention.kind != "nominal":
        return None
    comma = at + 1
    while comma + 1 < end and phrases[comma].kind == "prep" and phrases[comma + 1].kind in _GOVERNED:
        comma += 1 if phrases[comma + 1].kind == "prep" else 2  # German 'für den Sudan' is 'for to Sudan'
        while comma + 1 < end and phrases[comma].kind == "word":
            comma += 1
    name = comma + 1
    beside = phrases[name].mention if name < end and phrases[comma].low == "," else None
    if beside is None:
        return None
    parts = beside.name
    closes = name + 1 >= end or phrases[name + 1].kind == "punct"
    named = parts is not None and (parts.kind == "person" or mention.noun == "one")
    is_first_name = parts is not None and _is_first_name_of(parts, mention)
    return name if (named or is_first_name) and closes else None


def _is_first_name_of(name: NameParts, mention: Mention) -> bool:
    """Return True if a first name stands behind a relative: 'according to his sister, Agatha,'."""
    return len(name.core) == 1 and bool(mention.possessor_pronoun and first_name_gender(name.core[0]))


def lead_in_subject(clause: Clause, verb: int) -> Subject:
    """Return the subject of a verb that leads in to a quotation; German inverts verb and subject."""
    phrases, start, quote, vocabulary = clause
    agent = _passive_agent(clause, verb)
    if agent:
        return agent
    if vocabulary.has_inversion and verb > start:
        return _inverted_subject(clause, verb)
    before = subject_before(phrases, verb, start)
    if before and cannot_speak(phrases[before[0]]) and phrases[verb - 1].kind == "punct":
        behind = subject_after(phrases, verb, quote)  # 'One way remains, insists the hydrologist:'
        before = behind if behind and not cannot_speak(phrases[behind[0]]) else before
    is_participle = phrases[verb].low.endswith("ing")  # what follows 'addressing' is the listener
    return before if before or is_participle else subject_after(phrases, verb, quote)


def _inverted_subject(clause: Clause, verb: int) -> Subject:
    """Return the subject of a German verb: behind it if an adverbial or an object stands before it."""
    phrases, start, quote, _ = clause
    if phrases[verb - 1].kind == "conj":
        return _subject_of_first_verb(clause, verb)
    before, after = _ungoverned_before(clause, verb), subject_after(phrases, verb, quote)
    if _closes_apposition(clause, verb) and before and not cannot_speak(phrases[before[0]]):
        return before
    if noun_phrase_head_before(phrases, verb, start) is None or _begins_with_adverbial(clause, verb):
        return after or before
    if before and after and (cannot_speak(phrases[before[0]]) or _is_listener(phrases[before[0]])):
        return () if cannot_speak(phrases[after[0]]) else after
    return before or after


def _ungoverned_before(clause: Clause, verb: int) -> Subject:
    """Return the subject before a German verb; none is governed by a preposition: 'Vor der Presse sagte'."""
    phrases, start, _, _ = clause
    before = subject_before(phrases, verb, start)
    is_governed = before and before[0] > start and phrases[before[0] - 1].kind == "prep"
    return () if is_governed and phrases[verb - 1].kind != "rel" else before


def _closes_apposition(clause: Clause, verb: int) -> bool:
    """Return True if a comma parts the verb from the first noun phrase: 'X, die in Y wohnt, rief'."""
    phrases, start, _, _ = clause
    opened = next((at for at in range(start, verb) if phrases[at].kind not in ("adv", "conj")), verb)
    is_apart = phrases[verb - 1].low == "," and phrases[opened].kind == "np"
    return is_apart and any(phrases[at].low == "," for at in range(opened, verb - 1))


def _subject_of_first_verb(clause: Clause, verb: int) -> Subject:
    """Return the subject of a verb behind 'und': that of the reporting verb before, or of the sentence."""
    phrases, start, _, _ = clause
    verbs = reporting_verbs(clause._replace(end=verb), weak=True)[-1:]
    by_verb = _inverted_subject(clause._replace(end=verb), verbs[0]) if verbs and verbs[0] > start else ()
    return by_verb or subject_before(phrases, verb, start)


def _begins_with_adverbial(clause: Clause, verb: int) -> bool:
    """Return True if a preposition begins the clause of a verb: 'In einer in Genf … Erklärung forderte X'."""
    phrases, start, _, _ = clause
    first = next((at + 1 for at in range(verb - 1, start - 1, -1) if phrases[at].kind in _CLAUSE_ENDS), start)
    return phrases[first].kind == "prep" and not any(p.kind == "aux" for p in phrases[first:verb])


def _is_listener(phrase: Phrase) -> bool:
    """Return True if a feminine body in the dative stands before the verb: 'Der Agentur AFP sagte X'."""
    mention = phrase.mention
    is_body = mention is not None and mention.entity_type == "organisation" and mention.has_determiner
    return mention is not None and is_body and mention.words[0] == "Der"


def _passive_agent(clause: Clause, verb: int) -> Subject:
    """Read 'was told by X'."""
    phrases, start, quote, _ = clause
    passive = verb > start and phrases[verb - 1].low in ("was", "were", "is", "are", "been")
    if passive and verb + 2 < quote and phrases[verb + 1].low == "by" and phrases[verb + 2].kind == "np":
        return (verb + 2,)
    return ()


def ordering_subject(clause: Clause, verb: int) -> Subject:
    """Return Y of 'X said Y ordered her:', whatever the verb before a pronoun."""
    phrases, _, quote, _ = clause
    is_last = quote - 4 > verb and phrases[quote - 1].low == ":" and phrases[quote - 4].kind == "np"
    is_told = is_last and phrases[quote - 2].low in CUE_WORDS.object_pronouns
    is_past = is_told and phrases[quote - 3].low.endswith("ed") and not cannot_speak(phrases[quote - 4])
    return (quote - 4,) if is_past and quote - 5 == verb else ()


def quoted_by_subject(clause: Clause, verb: int) -> Subject:
    """Return Y of '“…,” X said Y had told her', where X only reports it."""
    phrases, _, end, _ = clause
    at = verb + 2 if phrases[verb + 1 : verb + 2] and phrases[verb + 1].low == "that" else verb + 1
    if at + 1 >= end or phrases[at].kind != "np" or cannot_speak(phrases[at]):
        return ()
    told = next((place for place in range(at + 1, end) if phrases[place].kind != "aux"), end)
    is_told = told + 1 < end and phrases[told].low in CUE_WORDS.verbs_with_listener
    return (at,) if is_told and phrases[told + 1].low in CUE_WORDS.object_pronouns else ()


def reporting_verbs(clause: Clause, *, weak: bool) -> list[int]:
    """Return the reporting verbs of a clause; `weak` includes those that count only beside a mark."""
    phrases, start, end, vocabulary = clause
    verbs = [at for at in range(start, end) if phrases[at].kind == "verb"]
    return verbs if weak else [at for at in verbs if phrases[at].low not in vocabulary.weak_verbs]


def cannot_speak(phrase: Phrase) -> bool:
    """Return True if a description names no possible speaker: 'the timing', 'a smile'."""
    mention = phrase.mention
    return mention is not None and mention.kind == "nominal" and mention.entity_type in ("", "document")
