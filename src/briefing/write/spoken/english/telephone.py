"""Numbers that are dialled or typed: telephones, emergency numbers, social security, IP addresses, cards."""

import re

from briefing.write.spoken.english.numbers import cardinal, each_digit

END = r"(?![\w-]|[.,]\d)"
# '+44 20 7946 0958', '+1 (213) 555-0100'
INTERNATIONAL = re.compile(rf"(?<!\w)\+(?P<groups>\d{{1,3}}(?:[\s.-]?\(?\d{{1,5}}\)?){{2,6}}){END}")
# '1-800-273-8255', '213-555-0100', '(213) 555-0100', '213.555.0100', '1-800-GO-U-HAUL'
NATIONAL = re.compile(
    r"(?<![\w.,$-])(?P<groups>(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[.-]|(?<=1[\s.-])\d{3}\s)"
    rf"(?:\d{{3}}[\s.-]\d{{4}}|(?=[\w-]{{0,9}}[A-Z]{{2}})[A-Z0-9]+(?:-[A-Z0-9]+){{0,4}})(?:-\d{{1,4}})?){END}"
)
# '555-0100' after a word that says so
LOCAL = re.compile(rf"(?i:(?<=call )|(?<=dial )|(?<=phone )|(?<=at ))(?P<groups>\d{{3}}-\d{{4}}){END}")
# '555-1234': no range, the exchange that fiction uses
FICTIONAL = re.compile(rf"(?<![\w.,$-])(?P<groups>555-\d{{4}}){END}")
# '212 555 0100', '2125550100'
SPACED = re.compile(rf"(?<![\w.,$€£])(?P<a>[2-9]\d\d)(?P<gap> ?)(?P<b>[2-9]\d\d)(?P=gap)(?P<c>\d{{4}}){END}")
# 'text HOME to 741741'
SHORT_CODE = re.compile(r"(?<=\bto )(?P<groups>\d{5,6})(?![\w-]|[.,]\d)")
TEXTING = re.compile(r"\b[Tt]ext\s[\w'’\"“”]{2,20}\sto\s$")
# '020 7946 0958', '0800 1111', '0345-600-0000'
TRUNK = re.compile(rf"(?<![\w.,])(?P<groups>0\d{{2,4}}(?:[\s-]\d{{3,4}}){{1,3}}){END}")
# '111-11-1111'
SOCIAL_SECURITY = re.compile(rf"(?<![\w.,-])(?P<groups>\d{{3}}-\d\d-\d{{4}}){END}")
# '4111 1111 1111 1111'
CARD = re.compile(rf"(?<![\w.,-])(?P<groups>\d{{4}}(?:[\s-]\d{{4}}){{3}}){END}")
# '192.168.0.1'
IP = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
# 'ext. 12', 'x12' after a number
EXTENSION = re.compile(r"(?i:\b(?:ext\.?|extension)\s?)(?P<number>\d{1,6})\b")
# 'call 911', 'the 911 caller', '988'
EMERGENCY = re.compile(
    r"(?<![\w.,$€£#-])(?P<number>911|999|988|311|211|112|411)(?!\w|[.,]\d|-\d|/|\s(?:people|million|billion|%))"
)
EMERGENCY_AROUND = re.compile(
    r"\b(?:call\w*|dial\w*|rang|ring\w*|phone\w*|text\w*|to|via|through|hotline|lifeline|dispatch\w*|emergency|"
    r"operator\w*|line|system)\b",
    re.IGNORECASE,
)
GROUP = re.compile(r"[A-Za-z]+|\d+")


def speak_telephones(text: str) -> str:
    """Every number that is read digit by digit, in its groups."""
    text = IP.sub(lambda m: " dot ".join(map(each_digit, m[0].split("."))), text)
    text = INTERNATIONAL.sub(lambda m: f"plus {_say_groups(m['groups'])}", text)
    for pattern in (SOCIAL_SECURITY, CARD, NATIONAL, LOCAL, FICTIONAL, TRUNK):
        text = pattern.sub(lambda m: _say_groups(m["groups"]), text)
    text = SPACED.sub(_say_spaced, text)
    text = SHORT_CODE.sub(_say_short_code, text)
    text = EXTENSION.sub(lambda m: f"extension {each_digit(m['number'])}", text)
    return EMERGENCY.sub(_say_emergency, text)


def _say_groups(groups: str) -> str:
    """'1-800-273-8255' as 'one, eight hundred, two seven three, eight two five five'."""
    return ", ".join(map(_say_group, GROUP.findall(groups)))


def _say_spaced(match: re.Match[str]) -> str:
    """Ten figures in a row with no comma; a round number stays one."""
    if not match["gap"] and match["c"].endswith("000"):
        return match[0]
    return ", ".join(map(_say_group, (match["a"], match["b"], match["c"])))


def _say_short_code(match: re.Match[str]) -> str:
    is_dialled = TEXTING.search(match.string, max(0, match.start() - 40), match.start())
    return each_digit(match[0]) if is_dialled else match[0]


def _say_group(group: str) -> str:
    if not group.isdecimal():
        return group
    freephone = len(group) == 3 and group.endswith("00") and group[0] in "789"
    return cardinal(group) if freephone else each_digit(group)


def _say_emergency(match: re.Match[str]) -> str:
    """'911' is three digits to everybody; the others only where somebody calls."""
    around = match.string[max(0, match.start() - 30) : match.end() + 30]
    is_dialled = match["number"] == "911" or EMERGENCY_AROUND.search(around)
    return each_digit(match[0]) if is_dialled else match[0]
