"""German, French and Spanish: money ('3,50 €', 'US$ 5 millones') and measures ('10 µg/m³', '2 Std. 30 Min.').

The numbers stay figures; the cardinals come last and agree with the noun.
"""

import re
from functools import cache

from briefing.write.normalization.european.semiotic_classes import Table
from briefing.write.normalization.patterns import EUROPEAN_NUMBER, any_of

# '3,50', '1.200'; the comma of 'En 2025, l'inflation' belongs to the sentence
_VALUE = r"\d(?:[\d.,]{0,20}\d)?"

# '3 Mio. km'
_MAGNITUDES = r"Mio\.|Mrd\.|Million(?:en)?|Milliarden?|millions?|milliards?|millones|millón"

# 'pro m²'
_BARE_AREA = re.compile(r"(?<![\w/])(?:[ck]?m)[²³](?!\w)")


def verbalize_measures(text: str, words: Table) -> str:
    """Write each unit behind a number in full, in the singular or the plural."""
    text = _unit_pattern(_key(words["units"])).sub(lambda m: _verbalize_unit(m, words), text)
    text = _BARE_AREA.sub(lambda m: _bare_area(m, words), text)
    return _per_pattern(_key(words["units"]), _key(words["money"])).sub(
        lambda m: f"{m['amount']} {words['per']} {words['units'][m['unit']][0]}", text
    )


def _verbalize_unit(match: re.Match[str], words: Table) -> str:
    one, many = words["units"][match["unit"]]
    unit = one if match["number"] == "1" and not match["magnitude"] else many
    if match["per"]:
        unit = f"{unit} {words['per']} {words['units'][match['per']][0]}"
    of = _of(unit, words) if match["magnitude"] and words["magnitude_of"] else ""
    stop = "." if match[0].endswith(".") and match.end() == len(match.string) else ""
    return f"{match['number']}{match['magnitude'] or ''} {of}{unit}{stop}"


def _bare_area(match: re.Match[str], words: Table) -> str:
    """Return the unit in full: 'Quadratmeter' for the 'm²' of 'pro m²'."""
    names = words["units"].get(match[0])
    return names[0] if names else match[0]


def verbalize_money(text: str, language: str, words: Table) -> str:
    """Write each amount of money with the name of its currency."""
    return _money_pattern(language, _key(words["money"]), words["magnitudes"]).sub(
        lambda m: _verbalize_amount(m, words), text
    )


def _verbalize_amount(match: re.Match[str], words: Table) -> str:
    written = match["number"] or match["after"]
    one, many, cents = words["money"][match["sign"] or match["last"]]
    magnitude = match["magnitude"] or match["magnitude_after"] or ""
    if magnitude:
        takes_of = bool(words["magnitude_of"]) and magnitude.strip() not in ("mil", "mille")
        return f"{written}{magnitude.rstrip()} {_of(many, words) if takes_of else ''}{many}"
    whole, _, fraction = written.partition(",")
    if len(fraction) != 2 or not cents:
        return f"{written} {one if written == '1' else many}"
    small = f"{int(fraction)} {cents}" if int(fraction) else ""
    if whole == "0" and small:
        return small
    return f"{whole} {one if whole == '1' else many} {small}".rstrip()


def _of(noun: str, words: Table) -> str:
    """Return what stands between 'millions' and its noun: 'de ', or "d'" before a vowel in French."""
    elided: str = words["magnitude_of"][1]
    return elided if noun[0] in "aeiouhé" else str(words["magnitude_of"][0])


def _key(table: Table) -> tuple[str, ...]:
    return tuple(table)


@cache
def _unit_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    unit = any_of(units)
    magnitude = rf"(?P<magnitude>\s(?:{_MAGNITUDES})(?!\w))?"
    number = rf"(?:(?<![\w.,])|(?<=\d[x×]))(?P<number>{_VALUE}){magnitude}"
    return re.compile(rf"{number}\s?(?P<unit>{unit})(?:\s?/\s?(?P<per>{unit}))?(?![\w'’/])")


@cache
def _per_pattern(units: tuple[str, ...], money: tuple[str, ...]) -> re.Pattern[str]:
    """'5 €/m²', '30 Cent/kWh'"""
    long = any_of(unit for unit in units if len(unit) > 1)
    return re.compile(rf"(?P<amount>{any_of((*money, 'Cent', 'Ct'))})\s?/\s?(?P<unit>{long})(?![\w/])")


@cache
def _money_pattern(language: str, signs: tuple[str, ...], magnitudes: str) -> re.Pattern[str]:
    names = [sign for sign in signs if sign.isalpha() and not sign.isupper()]  # 'Euro 2024' is no amount
    before = rf"(?P<sign>{any_of(set(signs) - set(names))})\s?(?P<number>{EUROPEAN_NUMBER})"
    of = r"(?(magnitude_after)(?:\sd['’]|\sde)?)" if language != "de" else ""
    after = rf"(?P<after>{EUROPEAN_NUMBER})(?P<magnitude_after>\s(?:{magnitudes})(?=\W))?"
    return re.compile(
        rf"(?<![\w.,])(?!COP\s?\d{{1,2}}(?![\d.,]))(?:{before}(?P<magnitude>\s(?:{magnitudes})(?!\w))?|"
        rf"{after}{of}\s?(?P<last>{any_of(signs)})(?![\w/]))"
    )
