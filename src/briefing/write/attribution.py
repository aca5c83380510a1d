"""Fronting of attributions: a clause that followed its quotation is rewritten so that it can precede it."""

import re
from dataclasses import dataclass
from typing import Literal

from briefing.text import CLOSING_MARKS
from briefing.write.phrases import Phrases

# Where a clause may begin that stays behind: ', adding that doctors should ask', ' and left'
_CLAUSE = re.compile(r"(?:[,;]\s+|\s+[–—-]\s+|\s+)(?=([^\W_]+))")

_WORD = re.compile(r"[^\W_]+")
# 'findet' of 'findet Lund', 's’agace' of 's’agace la maire', 'a déploré' of 'a déploré Ruiz', 'freut sich'
_ARTICLES = r"(?:der|die|das|ein|eine|le|la|les|un|une|el|los|las|una)\s|l['’]"
_AUXILIARIES = r"(?:(?:se |s['’])?(?:a|ont|avait|avaient|est|ha|han|había|habían)\s)"
_UNKNOWN_VERB = re.compile(
    rf"{_AUXILIARIES}?(?:se |s['’])?[a-zà-ÿ]{{3,}}(?: sich)?"
    rf"(?=\s(?:(?:{_ARTICLES})?[A-ZÀ-Þ]|(?:le|la|el|los|las)\s[a-zà-ÿ]|l['’][a-zà-ÿ]))"
)
_LONGEST_SUBJECT = 3  # words
# 'in a' of 'in a Monday analysis'
_INSIDE_PHRASE = re.compile(
    r"(?<=\s)(?:in|at|on|during|for|with|by)\s(?:an?|the|his|her|its|their|this)\s$", re.IGNORECASE
)

# How the clause behind a quotation depends on the attribution before it: it has its own subject
# ('independent'), shares that of the attribution ('and left the room'), or continues it ('adding that').
LinkKind = Literal["independent", "shared", "continuation"]


@dataclass(frozen=True, slots=True)
class Remainder:
    """The clause behind a quotation. `subject` is what the attribution calls the speaker."""

    text: str = ""
    kind: LinkKind = "independent"
    subject: str = ""


@dataclass(frozen=True, slots=True)
class FrontedAttribution:
    """`lead` stands before the quotation and ends in a letter; `remainder` goes on behind it."""

    attribution: str
    remainder: Remainder


def front_attribution(clause: str, phrases: Phrases) -> FrontedAttribution:
    """'said X, who had left, adding that Y was ill' is 'X, who had left, said' and 'adding that Y was ill'.

    `clause` is the whole rest of the sentence behind the quotation. Only what follows on the speaking stays
    behind it; what tells how or when somebody spoke ('pointing at the map') goes before it too.
    """
    body = _without_brackets(clause.strip().lstrip(",–—- ").strip())
    end, start, kind = _tail_start(body, phrases)
    lead = put_subject_first(_strip_end(body[:end]), phrases)
    return FrontedAttribution(lead, Remainder(body[start:], kind, subject_of(lead, phrases)))


def put_subject_first(lead: str, phrases: Phrases) -> str:
    """'said the minister on Monday' as 'the minister said on Monday'."""
    if turned := phrases.uninverted(lead):
        return turned
    first, _, behind = lead.partition(" ")
    if first.lower() in phrases.words("backward_adverbs"):
        turned = put_subject_first(behind, phrases)
        return turned if turned != behind and phrases.attributes(behind) else lead  # 'So said Lee'
    verb = _initial_verb(lead, phrases)
    rest = lead[len(verb) :].lstrip()
    if not verb or not rest or _is_participle(lead, rest, phrases):
        return lead
    subject, adverbial = _split_subject(rest, phrases)
    if "," not in subject.rstrip(","):
        subject = subject.rstrip(",")
    comma = "," if "," in subject and not subject.endswith(",") else ""
    return f"{subject}{comma} {verb} {adverbial}".rstrip()


def _initial_verb(lead: str, phrases: Phrases) -> str:
    """The verb with which an inverted attribution begins, in small letters; '' where it begins otherwise.

    A verb that we do not know is one when a name or an article stands behind it: 'findet Lund'.
    """
    lowered = lead.lower()
    verbs = (*phrases.words("speech_verbs"), *phrases.words("inverted_verbs"))
    known = [verb for verb in verbs if lowered.startswith(f"{verb} ")]
    if known:
        return max(known, key=len)
    match = _UNKNOWN_VERB.match(lead)
    if (
        match is None
        or match.group() in phrases.words("non_verbs")
        or phrases.attributes(lead[match.end() :])
    ):
        return ""
    is_verb = match.group().removesuffix(" sich").endswith(phrases.words("verb_endings"))
    return match.group() if is_verb else ""


def _is_participle(lead: str, rest: str, phrases: Phrases) -> bool:
    """Return True if the first verb is a participle, as in 'Asked whether it would rain, Lee said'."""
    is_question = rest.partition(" ")[0].lower() in phrases.words("interrogatives")
    return lead[:1].isupper() and (is_question or phrases.attributes(rest))


def _without_brackets(body: str) -> str:
    """'(Tom Reed, on the radio)', who signs, as 'Tom Reed, on the radio'."""
    inner = body.rstrip(".")
    return inner[1:-1] if inner.startswith("(") and inner.find(")") == len(inner) - 1 else body


def capitalise(text: str) -> str:
    """The text with its first letter large, the rest as it was."""
    return text[:1].upper() + text[1:]


def _strip_end(text: str) -> str:
    """Without the mark that ended the sentence, also inside closing marks, and without an unpaired mark."""
    text = text.rstrip(" ,;:.–—")
    inner = text.rstrip(CLOSING_MARKS)
    closers = text[len(inner) :]
    if closers and not any(mark in inner for mark in "\"'“„‘«(["):
        closers = ""
    return inner.rstrip(".,") + closers


def _tail_start(body: str, phrases: Phrases) -> tuple[int, int, LinkKind]:
    """Return the end of the attribution, the start of the clause behind it, and how that clause depends."""
    for match in _CLAUSE.finditer(body):
        word, gap = match.group(1).lower(), match.group()
        rest = body[match.end() + len(word) :]
        if _is_continuation(word, gap, rest, phrases):
            return match.start(), match.end(), "continuation"
        if word in phrases.words("conjunctions") and _ends_attribution(body[: match.start()], gap, phrases):
            kind = _link_kind(rest, phrases)
            if kind == "shared" or not gap.isspace():
                return match.start(), match.end(), kind
    return len(body), len(body), "independent"


def _is_continuation(word: str, gap: str, rest: str, phrases: Phrases) -> bool:
    """Return True if the clause continues the speech: ', adding …', ', noting that …', 'before adding that
    …'.
    """
    participles = phrases.words("continuation_verbs")
    if word in participles and not gap.isspace():
        return word == participles[0] or rest.startswith(" that ")
    leads = word in phrases.words("continuation_leads")
    return leads and next(iter(rest.split()), "") in (participles[:1] + _infinitives(participles))


def _infinitives(verbs: tuple[str, ...]) -> tuple[str, ...]:
    """The verbs with an elided preposition: 'avant d’ajouter'."""
    return tuple(verb for verb in verbs if "'" in verb or "’" in verb)


def _ends_attribution(before: str, gap: str, phrases: Phrases) -> bool:
    """Return True if an 'and' behind these words can begin a clause of the attribution's own sentence.

    Not in 'said Lee, who was born here and has gone'; without a comma before it only in 'Lee said and left'.
    """
    is_attribution = phrases.attributes(before) or bool(_initial_verb(before, phrases))
    if not is_attribution or before.count("(") > before.count(")"):
        return False
    words = _WORD.findall(before.lower())
    return not set(words) & set(phrases.words("relatives")) and ("," not in before or not gap.isspace())


def _link_kind(rest: str, phrases: Phrases) -> LinkKind:
    """'and left', 'but later added' have no subject; 'but Diaz left' has one."""
    words = _WORD.findall(rest.lower())[:4]
    while words and words[0] in phrases.words("adverbs"):
        words = words[1:]
    has_verb = bool(words) and words[0] in phrases.words("shared_subject_verbs")
    return "shared" if has_verb or phrases.speech_verb().match(" ".join(words)) else "independent"


def shares_subject(clause: str, phrases: Phrases) -> bool:
    """Return True if a clause has the subject of the attribution before it: 'and then left'."""
    opener, _, rest = clause.partition(" ")
    return opener.lower() in phrases.words("conjunctions") and _link_kind(rest, phrases) == "shared"


def subject_of(lead: str, phrases: Phrases) -> str:
    """'She' of 'She said on Monday'; '' where the subject is long ('Lee, who had left, said')."""
    verb = phrases.speech_verb().search(lead)
    subject = lead[: verb.start()].strip() if verb else ""
    return subject if len(subject.split()) <= _LONGEST_SUBJECT and "," not in subject else ""


def _split_subject(rest: str, phrases: Phrases) -> tuple[str, str]:
    """'Lee on Monday' is 'Lee' and 'on Monday'; behind a comma the words may belong to the name."""
    lowered = rest.lower()
    found = (_word(end).search(lowered) for end in phrases.words("subject_ends"))
    ends = sorted(match.start() for match in found if match and match.start())
    for found_at in ends:
        inner = _INSIDE_PHRASE.search(rest[:found_at])
        end = inner.start() if inner else found_at
        subject = rest[:end].rstrip()
        if subject.count("(") > subject.count(")"):
            continue
        is_closed = subject.endswith(",") and ", who" not in subject
        if is_closed or "," not in subject:
            return subject, rest[end:].lstrip()
    return rest, ""


def _word(phrase: str) -> re.Pattern[str]:
    """The pattern of a phrase; '*' is the rest of a word ('en *ant'), '$' the end of the clause ('ein$')."""
    words = re.escape(phrase).replace(r"\*", r"\w+").replace(r"\$", "$")
    return re.compile(rf"(?<=[\w,)] ){words}\b")
