"""Letters and figures together: 'COVID-19', 'F-16', 'MH370', '5G', 'Boeing 737-800', 'CO2'."""

import re

from briefing.write.spoken.english.numbers import cardinal, digit_pairs, each_digit, plural

# 'COVID-19', 'F-16', 'AR-15', 'mid-2008'
LETTERS_FIRST = re.compile(
    r"(?<![\w-])(?P<letters>[A-Za-z]+)-(?P<digits>\d+)(?P<tail>[A-Za-z]?)(?![\w/]|-\d|[.,:]\d)"
)
# 'MH370', 'H1N1', '5G', 'iPhone15'
MIXED = re.compile(r"(?<![\w.,])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{2,20}(?!\w)")
RUN = re.compile(r"[A-Za-z]+|\d+")
# 'a Boeing 737-800'
MODEL_AFTER_NAME = re.compile(r"(?P<name>\b[A-Z][a-z]+ )(?P<a>7\d7|3[0-9]0)-(?P<b>\d{3})(?![\w-]|[.,]\d)")


def speak_serials(text: str) -> str:
    """Names of things that hold figures."""
    text = MODEL_AFTER_NAME.sub(lambda m: f"{m['name']}{digit_pairs(m['a'])} {digit_pairs(m['b'])}", text)
    text = LETTERS_FIRST.sub(_say_letters_first, text)
    return MIXED.sub(_say_mixed, text)


def _say_letters_first(match: re.Match[str]) -> str:
    letters, figures = match["letters"], _say_figures(match["digits"])
    joint = "-" if letters.islower() or letters == "A" else " "
    if match["tail"] == "s":
        return f"{letters}{joint}{plural(figures)}"
    return f"{letters}{joint}{figures}{' ' if match['tail'] else ''}{match['tail']}"


def _say_mixed(match: re.Match[str]) -> str:
    runs = RUN.findall(match[0])
    parts = [_say_figures(run) if run.isdecimal() else run for run in runs]
    if len(runs) > 2 and runs[-1] == "s":  # 'U21s', 'B52s'
        parts[-2:] = [plural(parts[-2])]
    return " ".join(parts).replace("A ", "A-") if parts[0] == "A" else " ".join(parts)


def _say_figures(digits: str) -> str:
    """'19' is nineteen, '370' three seventy, '007' zero zero seven, '2008' a year."""
    if (digits.startswith("0") and len(digits) > 1) or len(digits) > 4:
        return each_digit(digits)
    return digit_pairs(digits) if len(digits) > 2 else cardinal(digits)
