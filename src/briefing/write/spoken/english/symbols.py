"""Signs as words or as nothing; what is left when all else was said."""

import re

SAID = {
    "&": " and ",
    "@": " at ",
    "+": " plus ",
    "=": " equals ",
    "×": " times ",
    "÷": " divided by ",
    "±": " plus or minus ",
    "≈": " about ",
    "≤": " at most ",
    "≥": " at least ",
    "≠": " is not ",
    "°": " degrees ",
    "%": " percent ",
    "§": " section ",
    "€": " euros ",
    "£": " pounds ",
    "$": " dollars ",
    "¥": " yen ",
    "−": " minus ",
    "№": " number ",
    "²": " squared ",
    "³": " cubed ",
    "^": " to the power of ",
}
# 'mass²' in running text is the mark of a note
NOTE_MARK = re.compile(r"(?<=[^\W\d_]{2})[²³]")
SIGN = re.compile(r"[^\w\s.,;:!?'’‘\"“”()\ue000\U000f0000-\U000ffffd–—-]|_")
# 'the mayor (who left in May) said': a voice pauses, it speaks no bracket
BRACKETED = re.compile(r"\s?\((?P<words>[^()]{0,300})\)(?P<after>\s?[,.;:!?])?")
BRACKET = re.compile(r"[()]")
SPACES = re.compile(r"\s+")
SPACE_BEFORE = re.compile(r"\s+(?=[,.;:!?])")
JOINED_S = re.compile("\ue000s")
STRAY = re.compile("[\ue000\u200b]")


def speak_symbols(text: str) -> str:
    """No brackets, no signs; single spaces."""
    text = JOINED_S.sub("", text)
    text = speak_brackets(text)
    text = NOTE_MARK.sub("", text)
    text = SIGN.sub(lambda m: SAID.get(m[0], " "), text)
    text = STRAY.sub("", text)
    return SPACE_BEFORE.sub("", SPACES.sub(" ", text)).strip()


def speak_brackets(text: str) -> str:
    """'the mayor (who left in May) said' with commas for brackets."""
    if "(" in text or ")" in text:
        text = BRACKET.sub(" ", BRACKETED.sub(_say_bracketed, text))
    return text


def _say_bracketed(match: re.Match[str]) -> str:
    """One word flat, more words between commas."""
    words, after = match["words"].strip(), match["after"] or ""
    if not words:
        return after or " "
    starts = not match.start() or match.string[match.start() - 1] in ",.;:!?—–"
    ends = after or match.end() == len(match.string)
    pause = "," if " " in words else ""
    return f"{'' if starts else pause} {words}{after if ends else pause + ' '}"
