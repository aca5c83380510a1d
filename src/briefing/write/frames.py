"""An attribution that stood behind its quotation, turned so that it can stand before it."""

import re
from dataclasses import dataclass

from briefing.write.phrases import Phrases

# The clause that stays behind: ', adding that doctors should ask'
_COMMA_CLAUSE = re.compile(r"[,;]\s+(?=(\w+))|\s+[–—-]\s+(?=(\w+))")


@dataclass(frozen=True, slots=True)
class Frame:
    """`lead` stands before the quotation, ends in a letter; `tail` goes on behind it, '' if nothing does."""

    lead: str
    tail: str


def turn_frame(clause: str, cue: str, phrases: Phrases) -> Frame:
    """'said X, who had left, adding that Y was ill' is 'X, who had left, said' and 'adding that Y was ill'.

    `clause` is the whole rest of the sentence behind the quotation; `cue` the part of it that the article's
    attribution takes up, '' if that is not known: the tail begins after it.
    """
    body = clause.strip().lstrip(",–—- ").strip()
    lead, tail = _split_tail(body, cue, phrases)
    return Frame(_straighten(lead.rstrip(" ,;:.–—"), phrases), tail)


def capitalise(text: str) -> str:
    """The text with its first letter large, the rest as it was."""
    return text[:1].upper() + text[1:]


def _split_tail(body: str, cue: str, phrases: Phrases) -> tuple[str, str]:
    openers = set(phrases.words("clause_openers"))
    start = max(body.find(cue), 0) + len(cue) if cue and cue in body else 0
    for match in _COMMA_CLAUSE.finditer(body, max(start - 1, 0)):
        word = (match.group(1) or match.group(2)).lower()
        if word in openers and body[: match.start()].strip():
            return body[: match.start()], body[match.end() :]
    return body, ""


def _straighten(lead: str, phrases: Phrases) -> str:
    """'said the minister on Monday' as 'the minister said on Monday'."""
    verb, _, rest = lead.partition(" ")
    if verb.lower() not in phrases.words("speech_verbs") or not rest:
        return lead
    subject, adverbial = _split_subject(rest, phrases)
    comma = "," if "," in subject and not subject.endswith(",") else ""
    return f"{subject}{comma} {verb} {adverbial}".rstrip()


def _split_subject(rest: str, phrases: Phrases) -> tuple[str, str]:
    lowered = rest.lower()
    if (comma := lowered.find(", who")) > 0:
        return rest, ""
    ends = [m.start() for end in phrases.words("subject_ends") if (m := _word(end).search(lowered))]
    ends = [end for end in ends if end > 0 and comma < 0]
    if not ends:
        return rest, ""
    return rest[: min(ends)].rstrip(), rest[min(ends) :].lstrip()


def _word(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[\w,] ){re.escape(phrase)}\b")
