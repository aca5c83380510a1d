"""Finds the cue of a quotation: before it ('X said:', 'according to X,', 'X:') or behind it ('said X').

`reported_speech_cue` does the same for reported speech, which has no quotation marks.
"""

from typing import NamedTuple

from briefing.quote.cues.clauses import Subject, document_author, first_subject
from briefing.quote.cues.cue import (
    Clause,
    Cue,
    QuoteSite,
    RuleGroup,
    cannot_speak,
    lead_in_subject,
    ordering_subject,
    quoted_by_subject,
    reporting_verbs,
    subject_after,
    subject_before,
)
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.phrases.mentions import POSSESSIVE, Phrase, find_signature_after, reports_in_passing

_MAX_VERBS = 12  # reporting verbs of one sentence, nearest first: the time stays linear in any text
_NEAR = 4  # phrases
_DASHES = frozenset("—–-")
_BEHIND = ("said name", "according to")
_OPEN_STOPS = frozenset("?!…")


class _Boundary(NamedTuple):
    """The punctuation between a quotation and the clause behind it.

    `closed`: the quotation is complete, so a clause with a weak reporting verb may be its cue.
    """

    closed: bool
    comma: bool
    dash: bool


def find_cue(site: QuoteSite, rule_groups: frozenset[RuleGroup]) -> Cue | None:
    """Return the cue of a quotation from the clauses on both sides, or None."""
    bracketed = _bracketed_after_name(site)
    if bracketed is not None:
        return bracketed
    before = _cue_before(site.clause_before) if "cue before" in rule_groups else None
    after = cue_after(site) if "cue after" in rule_groups else None
    label = _label_cue(site.clause_before) if "colon" in rule_groups else None
    names_nothing = before and before.subject and _states_nothing(site.phrases[before.subject[0]])
    # a document too: 'laut Bericht'
    has_speaker = before is not None and (before.rule == "according to" or not names_nothing)
    if label is not None and not has_speaker and not _states_nothing(site.phrases[label.subject[0]]):
        before = None
    if before is not None and _leads_in(site):
        is_adjacent = before.verb + 2 == site.index  # 'Lee said:'
        if is_adjacent or after is None or not _closes_sentence(site, after):
            return before
    is_object = before is not None and before.subject and before.verb + 1 == site.index and site.is_joined
    if after is not None and after.subject and not is_object:
        return after
    return before or label or after


def _bracketed_after_name(site: QuoteSite) -> Cue | None:
    """Read '… and Jane Doe (“I like it.”)', in languages that print a sentence so."""
    phrases, at = site.phrases, site.index
    is_bracketed = site.vocabulary.uses_elegant_variation and site.start < at - 1 and at + 1 < len(phrases)
    if not is_bracketed or (phrases[at - 1].low, phrases[at + 1].low) != ("(", ")"):
        return None
    mention = phrases[at - 2].mention
    is_sentence = site.text[-1:] in _OPEN_STOPS | {"."} and len(site.text.split()) >= _NEAR
    is_person = mention is not None and mention.name is not None and mention.name.kind in ("person", "name")
    return Cue("beside", (at - 2,), at - 2, at - 2, at) if is_sentence and is_person else None


def _closes_sentence(site: QuoteSite, after: Cue) -> bool:
    """Return True if a cue with a subject ends the quotation's sentence, whatever line leads to it.

    'The script was thin: “She sings,” Lee said.'; but not 'Lee said: “I come,” and alleges that Diaz came.'
    """
    is_open = site.text[-1:] == "," and bool(after.subject)
    if not is_open or (site.vocabulary.has_inversion and not _is_inverted(after, site)):
        return False
    return not site.is_joined and site.phrases[after.last - 1].low != ":"


def _leads_in(site: QuoteSite) -> bool:
    """Return True if a colon stands before the quotation, or a comma in the first clause of the block."""
    if site.index <= site.clause_start:
        return False
    last = site.phrases[site.index - 1]
    return last.kind == "punct" and (last.low == ":" or (last.low == "," and site.clause_start == 0))


def _is_inverted(cue: Cue, site: QuoteSite) -> bool:
    """Return True if a German cue follows at once: '…: „…“, so X', but not '„…“, weiter hieß es'."""
    phrases, at = site.phrases, cue.first
    is_beside = site.vocabulary.has_inversion and cue.rule in _BEHIND and at <= site.index + 2
    is_named = phrases[cue.subject[0]].low not in CUE_WORDS.indefinite_pronouns
    return is_beside and is_named and phrases[at - 1].low == ","


def _cue_before(clause: Clause) -> Cue | None:
    """Return the cue that leads in to a quotation: 'X said:', 'X added that', 'according to X,'."""
    phrases, start, quote, _ = clause
    if start >= quote:
        return None
    fixed = _as_put_by(clause) or _in_the_words_of(clause)
    if fixed is not None:
        return fixed
    strong = reporting_verbs(clause, weak=False)[-_MAX_VERBS:]
    # 'Lee said: “…”', 'about 60 fans sang “…”'
    is_beside = phrases[quote - 1].kind == "punct" or phrases[quote - 1].low in CUE_WORDS.performing_verbs
    weak = reporting_verbs(clause, weak=True)[-_MAX_VERBS:] if is_beside else []
    for verb in (*reversed(strong), *reversed(weak)):
        if weak and verb < weak[-1] and reports_in_passing(phrases, verb):
            continue
        subject = ordering_subject(clause, verb) or lead_in_subject(clause, verb)
        if subject or _has_dropped_subject(clause, verb):
            return Cue("name said", subject, verb, start, quote)
    at = next((at for at in range(start, quote) if phrases[at].low == "according"), None)
    return _according_to(clause, at) if at is not None else None


def _has_dropped_subject(clause: Clause, verb: int) -> bool:
    """Return True if a sentence begins with the verb and 'that': Spanish 'Afirma que rinden “…”'."""
    phrases, start, end, vocabulary = clause
    begins = vocabulary.is_pro_drop and verb == start and verb + 1 < end
    return begins and phrases[verb + 1].low == "that"


def lead_in_cue(clause: Clause) -> Cue | None:
    """Return the cue of a sentence above a passage: 'Lee wrote to the board:', 'From the letter of Lee:'."""
    return _cue_before(clause) or _label_cue(clause)


def reported_speech_cue(clause: Clause) -> Cue | None:
    """Return the cue of reported speech: the first verb, of the main clause ('X said that Y said …')."""
    phrases, start, end, _ = clause
    for verb in reporting_verbs(clause, weak=False)[:_MAX_VERBS]:
        is_inverted = clause.vocabulary.has_inversion and verb > start and phrases[verb - 1].low == ","
        subject = lead_in_subject(clause, verb) if is_inverted else subject_before(phrases, verb, start)
        if subject and not cannot_speak(phrases[subject[0]]):
            return Cue("name said", subject, verb, start, end)
    cue = _cue_before(clause)
    return cue if cue is not None and cue.subject and not cannot_speak(phrases[cue.subject[0]]) else None


def cue_after(site: QuoteSite) -> Cue | None:
    """Return the cue behind a quotation: '“…,” X said', '“…,” said X', '“…” – X'."""
    phrases, end = site.phrases, site.end
    signature = find_signature_after(phrases, site.index, end)
    if signature is not None:
        return Cue("dash", (signature,), signature, signature, end)
    last = site.text[-1:] or "."
    at, dash, comma = site.index + 1, False, last == ","
    while at < end and phrases[at].kind == "punct" and phrases[at].low in ",—–-":
        dash = dash or phrases[at].low in _DASHES
        comma = comma or phrases[at].low == ","
        at += 1
    while at < end and (phrases[at].kind in ("adv", "conj") or _is_demonstrative(site, at)):
        at += 1
    if at >= end:
        return None
    phrase = phrases[at]
    clause = Clause(phrases, at, end, site.vocabulary)
    if phrase.low == "according":
        return _according_to(clause, at)
    if phrase.low in ("came", "comes"):
        return _came_from(clause)
    if phrase.kind == "verb" and _may_report(site, at, apart=comma or dash):
        return _verb_first(clause)
    if phrase.low in ("as", "is", "was") and phrase.kind in ("sub", "aux"):
        clause = clause._replace(start=at + 1)
    closed = comma or last in "?!…—–" or dash
    return _subject_first(clause, _Boundary(closed, comma, dash))


def _is_demonstrative(site: QuoteSite, at: int) -> bool:
    """Return True if a German demonstrative before a verb stands for the quotation: '„…“, das sagte X'."""
    is_alone = site.phrases[at].low == "the" and at + 1 < len(site.phrases)
    return site.vocabulary.has_inversion and is_alone and site.phrases[at + 1].kind == "verb"


def _may_report(site: QuoteSite, at: int, *, apart: bool) -> bool:
    """Return True if a verb behind a quotation may report it: 'In dem Lied „…“ geht es um …' does not.

    In German a comma stands before a reporting verb; a plain one counts without it.
    """
    is_weak = site.vocabulary.has_inversion and site.phrases[at].low in site.vocabulary.weak_verbs
    return apart or not is_weak or site.text[-1:] in _OPEN_STOPS


def _states_nothing(phrase: Phrase) -> bool:
    """Return True if a subject names nobody: a thing, or 'es' in 'Ähnlich sieht es X:'."""
    return phrase.low == "it" or cannot_speak(phrase)


def _according_to(clause: Clause, at: int) -> Cue | None:
    """Read 'according to X', 'according to hydrologist X'."""
    phrases, start, end, _ = clause
    source = at + 1
    while source + 1 < end and phrases[source + 1].kind == "word":
        source += 1
    subject = document_author(phrases, source + 1, end) or subject_after(phrases, source, end)
    return Cue("according to", subject, at, start, end) if subject else None


def _as_put_by(clause: Clause) -> Cue | None:
    """Read 'as X put it', 'as X, who lives there, puts it in a letter'."""
    phrases, start, quote, _ = clause
    for verb in range(start + 2, quote - 1):
        if phrases[verb].low not in ("put", "puts") or phrases[verb + 1].low != "it":
            continue
        begin = next((at for at in range(verb - 1, start - 1, -1) if phrases[at].low == "as"), None)
        subject = first_subject(phrases, begin + 1, verb) if begin is not None else ()
        if subject:
            return Cue("name said", subject, verb, start, quote)
    return None


def _in_the_words_of(clause: Clause) -> Cue | None:
    """Read 'in the words of X,'."""
    phrases, start, quote, _ = clause
    for at in range(start, quote - 2):
        mention = phrases[at].mention
        if mention is None or mention.noun != "words" or phrases[at + 1].low != "of":
            continue
        subject = subject_after(phrases, at + 1, quote)
        if subject:
            return Cue("in the words of", subject, at, start, quote)
    return None


def _label_cue(clause: Clause) -> Cue | None:
    """Read 'X:', or any other clause that a colon ends directly before the quotation."""
    phrases, start, quote, _ = clause
    if start >= quote or phrases[quote - 1].low != ":":
        return None
    if owner := _owner_of_speech(clause):
        return Cue("colon", owner, quote - 1, start, quote)
    subject = _viewer(clause) or first_subject(phrases, start, quote - 1)
    is_impersonal = bool(subject) and phrases[subject[0]].low == "it"
    if (not subject or is_impersonal) and clause.vocabulary.has_inversion:
        subject = _only_person(clause) or subject  # 'Für X ist das klar:', 'Ähnlich sieht es X:'
    is_thing = subject and cannot_speak(phrases[subject[0]]) and not _has_possessor(phrases[subject[0]])
    if is_thing and quote - 2 > start:
        beside = phrases[quote - 2].mention
        named = beside is not None and beside.name is not None and beside.name.kind in ("person", "name")
        named = named or _is_source(clause, quote - 2)
        is_person = beside is not None and beside.is_definite and beside.describes_person
        only = _only_person(clause) or _only_speaker(clause) or _document(clause, subject)
        subject = (quote - 2,) if named or is_person else only
    return Cue("colon", subject, quote - 1, start, quote) if subject else None


def _is_source(clause: Clause, at: int) -> bool:
    """Return True if an organisation is named behind 'from': 'The response from City Hall:'."""
    mention = clause.phrases[at].mention
    is_body = mention is not None and mention.name is not None and mention.name.kind == "organisation"
    return is_body and at > clause.start and clause.phrases[at - 1].low == "from"


def _viewer(clause: Clause) -> Subject:
    """Return X of 'For X, a baker, this is plain:'."""
    phrases, start, quote, _ = clause
    if start + 2 >= quote or phrases[start].low != "for" or phrases[start + 2].low != ",":
        return ()
    mention = phrases[start + 1].mention
    is_person = mention is not None and mention.name is not None and mention.name.kind == "person"
    return (start + 1,) if is_person else ()


def _owner_of_speech(clause: Clause) -> Subject:
    """Return X of 'Réponse du ministre X :', a noun of speech and its owner alone."""
    phrases, start, quote, vocabulary = clause
    is_short = vocabulary.uses_elegant_variation and start + 3 < quote and phrases[start + 1].low == "of"
    owner = phrases[start + 2] if is_short and phrases[start + 3].kind == "punct" else phrases[start]
    is_noun = phrases[start].low in vocabulary.speech_nouns
    mention = owner.mention
    may_speak = (
        owner is not phrases[start]
        and mention is not None
        and (not cannot_speak(owner) or mention.noun in vocabulary.latter)
    )
    return (start + 2,) if is_noun and may_speak else ()


def _only_person(clause: Clause) -> Subject:
    """Return the only person of a clause: 'For X, who ran twice, the loss was plain:'."""
    mentions = ((at, clause.phrases[at].mention) for at in range(clause.start, clause.end))
    persons = [at for at, m in mentions if m is not None and m.name is not None and m.name.kind == "person"]
    return (persons[0],) if len(persons) == 1 else ()


def _only_speaker(clause: Clause) -> Subject:
    """Return who can speak behind the verb of a German clause: 'Scharfe Vorwürfe erhob die Witwe:'.

    The noun phrase before it is an object if it has no article, a possessive one, or that of an object.
    """
    phrases, start, end, vocabulary = clause
    first = phrases[start + (phrases[start].low == "to")].mention
    if not vocabulary.has_inversion or first is None:
        return ()
    is_object = phrases[start].low == "to" or not first.has_determiner or bool(first.possessor_pronoun)
    if not is_object:
        return ()
    able = [
        at
        for at in range(start + 1, end)
        if (mention := phrases[at].mention) is not None
        and not _states_nothing(phrases[at])
        and phrases[at - 1].kind != "prep"
        and (mention.kind != "nominal" or mention.words[0].lower() not in vocabulary.oblique_articles)
    ]
    return (able[0],) if len(able) == 1 else ()


def _document(clause: Clause, subject: Subject) -> Subject:
    """Return the subject if it is a document that states something: 'The report is clear:'.

    'A letter came:' tells of one, and a noun of speech ('das Fazit') states nothing itself.
    """
    mention = clause.phrases[subject[0]].mention
    if mention is None or not mention.is_definite or mention.entity_type != "document":
        return ()
    return () if mention.noun in clause.vocabulary.speech_nouns else subject


def _has_possessor(phrase: Phrase) -> bool:
    """Return True if a possessor speaks: 'Lee’s answer', 'the union’s answer', 'her message'."""
    mention = phrase.mention
    if mention is None:
        return False
    is_described = mention.noun in CUE_WORDS.utterances and any(word in POSSESSIVE for word in mention.words)
    return is_described or mention.possessor is not None or mention.possessor_pronoun in ("his", "her")


def _came_from(clause: Clause) -> Cue | None:
    """Read '“…,” came the reply from X', 'came the voice from the pantry' and 'came the reply'."""
    phrases, at, end, _ = clause
    source = next((i for i in range(at + 1, min(end, at + _NEAR)) if phrases[i].low == "from"), None)
    subject = subject_after(phrases, source, end) if source is not None else ()
    if not subject or cannot_speak(phrases[subject[0]]):
        subject = subject_after(phrases, at, end)
    return Cue("said name", subject, at, at, end) if subject else None


def _verb_first(clause: Clause) -> Cue:
    """Read 'said X', 'adding …'."""
    phrases, at, end, _ = clause
    if phrases[at].low.endswith("ing"):
        return Cue("participle", (), at, at, end)
    return Cue("said name", subject_after(phrases, at, end), at, at, end)


def _subject_first(clause: Clause, boundary: _Boundary) -> Cue | None:
    """Read 'X said', and without a known verb '“…,” X shrugged', '“…,” shrugged X', '“…” – X'."""
    phrases, at, end, _ = clause
    for verb in reporting_verbs(clause, weak=boundary.closed)[:_MAX_VERBS]:
        if phrases[verb].low.endswith("ing"):
            continue
        if not boundary.closed and not _is_only_name_and_verb(clause, verb):
            return _closing_cue(clause)
        subject = quoted_by_subject(clause, verb) or subject_before(phrases, verb, at)
        if subject:
            return Cue("name said", subject, verb, at, end)
    follows = phrases[at + 1].kind if at + 1 < end else None
    if boundary.comma and phrases[at].kind == "np" and follows in ("word", "aux", "verb"):
        return Cue("name beside", (at,), at + 1, at, end)
    if boundary.comma and phrases[at].low == "has" and follows == "word":
        at += 1  # 'a savouré X'
    if boundary.comma and phrases[at].kind == "word" and at + 1 < end and phrases[at + 1].kind == "np":
        return Cue("name beside", subject_after(phrases, at, end), at, at, end)
    if boundary.dash and phrases[at].kind == "np" and at + 1 >= end:
        return Cue("dash", (at,), at, at, end)
    return None


def _closing_cue(clause: Clause) -> Cue | None:
    """Read the end of '“…” and its roof is a scandal, X said.': the quotation is a part of what X said."""
    phrases, start, end, _ = clause
    for verb in reporting_verbs(clause._replace(start=max(start, end - 3)), weak=False):
        is_apart = verb - 2 >= start and phrases[verb - 2].low == "," and phrases[verb - 1].kind == "np"
        if is_apart and not phrases[verb].low.endswith("ing"):
            return Cue("name said", (verb - 1,), verb, verb - 1, end)
    return None


def _is_only_name_and_verb(clause: Clause, verb: int) -> bool:
    """Return True if the clause is 'Smith said.' alone, a cue whatever mark closed the quotation before."""
    is_short = verb - clause.start <= 2 and clause.end - verb <= 2
    return is_short and clause.phrases[verb].low in CUE_WORDS.plain_verbs
