"""An attribution that stood behind its quotation, turned so that it can stand before it."""

import re
from dataclasses import dataclass

from briefing.write.phrases import Phrases
from briefing.write.sentences import CLOSERS

# The clause that stays behind: ', adding that doctors should ask'
_COMMA_CLAUSE = re.compile(r"[,;]\s+(?=(\w+))|\s+[–—-]\s+(?=(\w+))")

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Frame:
    """`lead` stands before the quotation, ends in a letter; `tail` goes on behind it, '' if nothing does."""

    lead: str
    tail: str


def turn_frame(clause: str, phrases: Phrases) -> Frame:
    """'said X, who had left, adding that Y was ill' is 'X, who had left, said' and 'adding that Y was ill'.

    `clause` is the whole rest of the sentence behind the quotation.
    """
    body = clause.strip().lstrip(",–—- ").strip()
    lead, tail = _split_tail(body, phrases)
    return Frame(straighten(_bare_end(lead), phrases), tail)


def straighten(lead: str, phrases: Phrases) -> str:
    """'said the minister on Monday' as 'the minister said on Monday'."""
    lowered = lead.lower()
    verbs = (verb for verb in phrases.words("speech_verbs") if lowered.startswith(f"{verb} "))
    verb = max(verbs, key=len, default="")
    rest = lead[len(verb) :].lstrip()
    if not verb or not rest:
        return lead
    subject, adverbial = _split_subject(rest, phrases)
    comma = "," if "," in subject and not subject.endswith(",") else ""
    return f"{subject}{comma} {verb} {adverbial}".rstrip()


def capitalise(text: str) -> str:
    """The text with its first letter large, the rest as it was."""
    return text[:1].upper() + text[1:]


def _bare_end(text: str) -> str:
    """Without the mark that ended the sentence, also where it stood inside closing marks."""
    text = text.rstrip(" ,;:.–—")
    inner = text.rstrip(CLOSERS)
    return inner.rstrip(".,") + text[len(inner) :]


def _split_tail(body: str, phrases: Phrases) -> tuple[str, str]:
    openers = set(phrases.words("clause_openers"))
    verbs = {verb.rpartition(" ")[2] for verb in phrases.words("speech_verbs")}
    for match in _COMMA_CLAUSE.finditer(body):
        word = (match.group(1) or match.group(2)).lower()
        before = body[: match.start()]
        if word in openers and verbs & set(_WORD.findall(before.lower())):
            return before, body[match.end() :]
    return body, ""


def _split_subject(rest: str, phrases: Phrases) -> tuple[str, str]:
    """'Lee on Monday' is 'Lee' and 'on Monday'; behind a comma the words may belong to the name."""
    lowered = rest.lower()
    found = (_word(end).search(lowered) for end in phrases.words("subject_ends"))
    ends = sorted(match.start() for match in found if match and match.start())
    for end in ends:
        subject = rest[:end].rstrip()
        is_closed = subject.endswith(",") and ", who" not in subject
        if is_closed or "," not in subject:
            return subject, rest[end:].lstrip()
    return rest, ""


def _word(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[\w,] ){re.escape(phrase)}\b")
