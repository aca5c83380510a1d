"""Raised and lowered characters: powers, cents, ordinal endings, chemical formulas, and the marks of notes.

In running text a raised figure is a power behind a short number or a single letter ('10⁶', 'x²'), cents
behind an amount ('$11⁹⁹'), and the mark of a note everywhere else ('the town¹²', 'in 2024³').
"""

import re
import unicodedata

_FIGURE = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵉ\u0300\u0301"
_ANY_RAISED = re.compile(f"[⁻{_FIGURE}{_LETTERS}]")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
# '10³', '2⁻⁵', '10²³', 'x²', 'mc²'; longer numbers have notes, 'm²' is a unit
_POWER = re.compile(
    r"(?<![\w.,/])(?P<base>\d{1,2}|(?<=[=+−×])[a-z]{1,3}|(?<=[=+−×] )[a-z]{1,3}|(?<!\d )[A-HJ-Za-ln-z])"
    rf"(?P<power>⁻?[{_FIGURE}]{{1,2}})(?![\w{_FIGURE}])"
)
# '$11⁹⁹', '3€⁵⁰'
_CENTS_AFTER_AMOUNT = re.compile(
    rf"(?P<amount>(?:[$£€]\s?\d{{1,3}}(?:[.,]\d{{3}}){{0,2}}))(?P<cents>[{_FIGURE}]{{2}})(?![\w{_FIGURE}])"
)
_CENTS_BEFORE_SIGN = re.compile(rf"(?<![\w.,])(?P<amount>\d{{1,4}})(?P<cents>[{_FIGURE}]{{2}})(?=\s?[€$£])")
_CENTS_AFTER_SIGN = re.compile(
    rf"(?<![\w.,])(?P<amount>\d{{1,4}})\s?(?P<sign>[$£€])(?P<cents>[{_FIGURE}]{{2}})(?![\w{_FIGURE}])"
)
# '1ˢᵗ', 'XXIᵉ', 'Mᵐᵉ', 'Dʳ', 'nᵒ'
_ENDING = re.compile(
    rf"(?P<stem>(?<!\w)(?:\d{{1,4}}(?![ⁿˣʸᵏⁱ](?!\w))|[IVXLC]{{1,6}}|[A-Z]|n|N))(?P<ending>[{_LETTERS}]{{1,5}})"
)
# '2ⁿ'
_VARIABLE_POWER = re.compile(r"(?<=\d)(?P<power>[ⁿˣʸᵏⁱ])(?!\w)")
# 'U²³⁵', '²³⁵U': isotopes
_ISOTOPE = re.compile(
    rf"(?<!\w)(?:(?P<symbol>[A-Z][a-z]?)(?P<after>[{_FIGURE}]{{3}})|(?P<mass>[{_FIGURE}]{{2,3}})(?P<element>[A-Z][a-z]?))(?![\w{_FIGURE}])"
)
_NUMBER_SIGNS = {"no": "nº", "No": "Nº", "nos": "nº", "Nos": "Nº"}
# what is left marks notes: 'the cost,ᵃ', 'the town¹²'; '²' and '³' stay, because units have them
_NOTE_LETTERS = re.compile(rf"(?<=[\w.,;:!?)’”\"»])[{_LETTERS.strip(chr(0x300) + chr(0x301))}]{{1,2}}(?!\w)")
_NOTE_FIGURES = re.compile(
    rf"(?<=\d{{3}})[{_FIGURE}]{{1,3}}(?![\w{_FIGURE}])|(?<=[.,;:!?)’”\"»])[{_FIGURE}]{{1,3}}"
)


def flatten_raised_characters(text: str, decimal_mark: str) -> str:
    """Write powers as '10^6', cents as decimals and endings as letters; remove the marks of notes.

    Args:
        text: Plain text.
        decimal_mark: '.' or ','.
    """
    text = text if text.isascii() else text.translate(_SUBSCRIPTS)
    if not _ANY_RAISED.search(text):
        return text
    text = _CENTS_AFTER_AMOUNT.sub(lambda m: f"{m['amount']}{decimal_mark}{_plain(m['cents'])}", text)
    text = _CENTS_BEFORE_SIGN.sub(lambda m: f"{m['amount']}{decimal_mark}{_plain(m['cents'])}", text)
    text = _CENTS_AFTER_SIGN.sub(
        lambda m: f"{m['amount']}{decimal_mark}{_plain(m['cents'])} {m['sign']}", text
    )
    text = _ENDING.sub(_flatten_ending, text)
    text = _VARIABLE_POWER.sub(lambda m: f"^{_plain(m['power'])}", text)
    text = _ISOTOPE.sub(_flatten_isotope, text)
    text = _NOTE_FIGURES.sub("", text)
    text = _POWER.sub(lambda m: f"{' '.join(_variables(m['base']))}^{_plain(m['power'])}", text)
    return _NOTE_LETTERS.sub("", text)


def _flatten_ending(match: re.Match[str]) -> str:
    flat = match["stem"] + _plain(match["ending"])
    return _NUMBER_SIGNS.get(flat, flat)


def _flatten_isotope(match: re.Match[str]) -> str:
    """Return 'U-235' for 'U²³⁵' and for '²³⁵U'."""
    symbol, mass = match["symbol"] or match["element"], match["after"] or match["mass"]
    return f"{symbol}-{_plain(mass)}"


def _variables(base: str) -> list[str]:
    """Return the letters of a product one by one: 'm' and 'c' for 'mc'."""
    return list(base) if base.isalpha() else [base]


def _plain(raised: str) -> str:
    return unicodedata.normalize("NFKC", raised).replace("−", "-")
