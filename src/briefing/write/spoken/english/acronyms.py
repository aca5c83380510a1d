"""Acronyms spelled or spoken, initials, and headlines in capitals."""

import re

# 'D.A.', 'U.S.', 'a.m.', 'J.K.'
DOTTED = re.compile(r"(?<![\w.])(?P<letters>[A-Za-z](?:\.[A-Za-z])+)\.?(?![\w])")


def speak_acronyms(text: str) -> str:
    """'D.A.' as 'D.A': letters with stops between, none at the end, are spelled by every engine we have,
    and the last stop would end the sentence."""
    return DOTTED.sub(_say_dotted, text)


def _say_dotted(match: re.Match[str]) -> str:
    ends = match[0].endswith(".") and not match.string[match.end() : match.end() + 4].strip("\"'”’)] ")
    return match["letters"].upper() + ("." if ends else "")
