"""Fractions: '1/2', '4 1/2', '½', '1/3rd', '1/2007'."""

import re

from briefing.write.spoken.english.numbers import cardinal, ordinal, plural

WHOLE_SPLIT = 100  # '80/20', '60/40': two parts of a hundred
# 'odds of 5/1', 'the 5/1 favourite'
ODDS = re.compile(
    r"(?:(?<=odds of )|(?<=odds at )|(?<=priced at ))(?P<top>\d{1,4})/(?P<bottom>\d{1,4})(?![\w/])|"
    r"(?<![\w.,/])(?P<long>\d{1,3})/(?P<short>\d{1,2})(?=\s(?:joint\s|second\s)?"
    r"(?:favou?rites?|outsiders?|shots?|chances?|winners?|odds)\b)"
)
# '-1/2'
MINUS = re.compile(r"(?<![\w)])[-−–](?=\d{1,3}/\d)")
# '4 1/2'
MIXED = r"(?P<whole>\d+)\s(?P<top>\d{1,3})/(?P<bottom>\d{1,4})"
MIXED_NUMBER = re.compile(rf"(?<![\w.,/]){MIXED}(?:st|nd|rd|th)?(?![\w/]|[.,]\d)", re.IGNORECASE)
# '1/3', '1/3RD', '1/2007'
FRACTION = re.compile(
    r"(?<![\w.,/])(?P<top>\d{1,4})\s?/\s?(?P<bottom>\d{1,4})(?:st|nd|rd|th)?(?![\w/]|[.,]\d)", re.IGNORECASE
)


def speak_fractions(text: str) -> str:
    """Every fraction as words."""
    text = ODDS.sub(lambda m: " to ".join(cardinal(side) for side in m.groups() if side), text)
    text = MINUS.sub("minus ", text)
    text = MIXED_NUMBER.sub(lambda m: mixed_number(f"{m['whole']} {m['top']}/{m['bottom']}"), text)
    return FRACTION.sub(lambda m: fraction(m["top"], m["bottom"]), text)


def mixed_number(written: str) -> str:
    """'4 1/2' is 'four and a half', '3 3/4' 'three and three quarters', '1/2' 'one half'."""
    whole, _, rest = written.rpartition(" ")
    top, _, bottom = rest.partition("/")
    if not whole:
        return fraction(top, bottom)
    part = "a half" if (int(top), int(bottom)) == (1, 2) else fraction(top, bottom)
    return f"{cardinal(whole)} and {part}"


def fraction(top: str, bottom: str) -> str:
    """'3' and '4' are 'three quarters'; over zero or one, 'three over one'."""
    if int(top) + int(bottom) == WHOLE_SPLIT and int(bottom) not in (1, 50):
        return f"{cardinal(top)} {cardinal(bottom)}"
    if int(bottom) < 2:
        return f"{cardinal(top)} over {cardinal(bottom)}"
    name = {2: "half", 4: "quarter"}.get(int(bottom)) or ordinal(bottom)
    if int(top) == 1:
        return f"{cardinal(top)} {name}"
    return f"{cardinal(top)} {'halves' if name == 'half' else plural(name)}"
