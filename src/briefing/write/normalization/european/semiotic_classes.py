"""German, French and Spanish: number words, ordinals, numeric dates, fractions, Roman numerals, electronic.

The number words are those of num2words with the agreement that it leaves out. Electronic are URLs, e-mail
addresses, handles, hashtags, and here telephone numbers.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from briefing.text import read_table
from briefing.write.normalization.patterns import any_of, roman_value

# what a number counts: '31 personas'
_COUNTED = re.compile(r"\s(?P<noun>[^\W\d_]{2,})")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\.?\s$")
_FEMININE = {
    "es": re.compile(r"(?:as?|ción|ciones|sión|siones|dad|dades|tud|tudes|umbre|triz|trices)$"),
    "fr": re.compile(
        r"(?:[ts]ions?|ées?|[^é]tés?|ances?|ences?|ures?|ettes?|euses?|trices?|ises?|esses?|ières?|elles?|ades?|ies?)$"
    ),
    "de": re.compile(r"(?:ung|heit|keit|schaft|tät|ion|ik|ei|anz|enz|in|e)$"),
}
_TABLES = {language: read_table(__package__, f"words/{language}.toml") for language in _FEMININE}
_FEMININE_NOUNS = {language: frozenset(table["feminine_nouns"]) for language, table in _TABLES.items()}
_OTHER_NOUNS = {language: frozenset(table["other_nouns"]) for language, table in _TABLES.items()}
_NO_NOUNS = {language: frozenset(table["no_nouns"]) for language, table in _TABLES.items()}
_GERMAN_LABELS = frozenset(_TABLES["de"]["labels"])
_GERMAN_MASCULINE = frozenset(_TABLES["de"]["masculine"])
_GERMAN_DATIVE = frozenset(_TABLES["de"]["dative"])
_GERMAN_ACCUSATIVE = frozenset(_TABLES["de"]["accusative"])
_ROMAN = r"(?=[IVX])(?:XL|X{0,3})(?:IX|IV|V?I{0,3})"
# years of two digits below this are of this century
_CENTURY_TURNS = 50
# '3.10.2020', '03/10/2020', '3.10.', '3.10.20'
_NUMERIC_DATE = re.compile(
    r"(?<![\w.,/])(?P<day>[0-3]?\d)(?P<sep>[./])(?P<month>[01]?\d)(?:(?P=sep)(?P<year>\d{4}|\d\d(?![\w,])))?(?P<stop>\.(?=[),;:!?]|\s[a-zäöü]))?"
)
# '2024-05-17'
_ISO_DATE = re.compile(
    r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\w-])"
)
# '1/2', '3/4'
_FRACTION = re.compile(r"(?<![\w/.,])(?P<top>\d{1,3})/(?P<bottom>\d{1,3})(?![\w/])")
# '2 1/2 Stunden', '3 3/4'
_MIXED_NUMBER = re.compile(
    r"(?<![\w/.,])(?P<whole>\d{1,3})\s(?P<part>\d/\d)(?![\w/])(?P<noun>\s[a-zéèà]{3,}\b)?"
)
# what marks and shares are counted by: '8/10'
_SCALES = frozenset(("5", "10", "20", "100"))
# '10^3', which is how `remove_unspoken` gives '10³', and '4x100', '4 × 100'
_POWER = re.compile(r"(?<=[\dA-Za-z])\^(?=-?\d)")
_TIMES = re.compile(r"(?<=\d)\s?[x×]\s?(?=\d)")
# '2:1', a score
SCORE = re.compile(r"(?<![\w:.,])(?P<a>\d{1,2}):(?P<b>\d{1,2})(?![\w:])")

Table = Mapping[str, Any]
_ENDINGS: list[str] = read_table(__package__, "words/addresses.toml")["endings"]
_HOST = rf"[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{0,3}}\.(?:{any_of(_ENDINGS)})"
# 'https://www.beispiel.de/a?b=1': of the path nobody could type what is said
_SCHEME = re.compile(
    r"\bhttps?://(?P<host>[^\s/?#:()<>\"“”]{1,253})[^\s<>\"“”»)\]]{0,2000}(?<![.,;:!?])", re.IGNORECASE
)
# 'info@beispiel.de', 'www.beispiel.de', 'beispiel.de/hilfe'
_ADDRESS = re.compile(
    rf"(?<![\w@])[\w.-]{{1,60}}@{_HOST}(?!\w)|\bwww(?:\.[\w-]{{1,60}}){{1,4}}\.[a-z]{{2,6}}\b(?:/[\w/-]{{0,60}}\w)?|"
    rf"(?<![\w@./-]){_HOST}(?:/[\w/-]{{0,60}}\w)?(?![\w@])"
)
# '#KlimaStreik', '@eva'
_HASHTAG = re.compile(r"(?<![\w&#/])#(?=[^\W\d])")
_HANDLE = re.compile(r"(?<![\w@./])@(?=\w)")
# '+49 30 1234567', '+34 91 123 45 67'
_INTERNATIONAL = r"\+\d{1,3}(?:[ ./-]?\(?\d{1,8}\)?){2,6}"
# '030 1234567', '0800/123 45 67', '06 12 34 56 78'; '05.06.24' is a date
_TRUNK = (
    r"(?=(?:[ ()./-]{0,3}\d){7})(?!\d\d([./-])\d\d\1\d{2,4}(?!\d))"
    r"\(?0(?:\d{1,5}|\s8\d\d)\)?(?:[ ./-]{1,3}\d{2,8}){1,5}"
)
_NUMBER = re.compile(rf"(?<![\w.,/])(?:{_INTERNATIONAL}|{_TRUNK})(?![\w/]|[.,]\d)")
# '91 123 45 67', '600 11 22 33': the nine figures of a Spanish number
_SPANISH = re.compile(r"(?<![\w.,])(?=(?:\d ?){9}(?!\d))[6789]\d{1,2}(?: \d{2,3}){2,3}(?!\w|[.,]\d| \d)")
_GROUP = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def cardinal(number: int, language: str) -> str:
    """Return a whole number as words: 'einundzwanzig', 'vingt et un', 'veintiuno'."""
    from num2words import num2words  # noqa: PLC0415  # costs 0.15 s, and English never needs it

    return str(num2words(number, lang=language))


@lru_cache(maxsize=1024)
def ordinal(number: int, language: str) -> str:
    """Return an ordinal number as a word: 'erste', 'premier', 'primero'."""
    from num2words import num2words  # noqa: PLC0415

    return str(num2words(number, lang=language, to="ordinal"))


@lru_cache(maxsize=1024)
def year(number: int, language: str) -> str:
    """Return a year as words: 'neunzehnhundertneunzig'."""
    from num2words import num2words  # noqa: PLC0415

    return str(num2words(number, lang=language, to="year"))


def agree(said: str, before: str, behind: str, language: str) -> str:
    """Return a number in agreement with its noun: 'treinta y una personas', 'vingt et une voix', 'ein Jahr'.

    Args:
        said: The number as words.
        before: The text before the number.
        behind: The text after it.
        language: 'de', 'fr' or 'es'.
    """
    match = _COUNTED.match(behind)
    if language == "de":
        return _german_one(said, before, behind, match["noun"] if match else "")
    if match is None or match["noun"] in _NO_NOUNS[language]:
        return said
    if is_feminine(match["noun"], language):
        return feminine_one(said, language)
    return re.sub(r"uno$", "un", said.replace("veintiuno", "veintiún")) if language == "es" else said


def feminine_one(said: str, language: str) -> str:
    """Return a number before a feminine noun: 'una', 'doscientas', 'vingt et une'."""
    if language == "fr":
        return re.sub(r"\bun$", "une", said)
    return re.sub(r"uno$", "una", said.replace("quinientos", "quinientas").replace("cientos", "cientas"))


def is_feminine(noun: str, language: str) -> bool:
    """Return True if a noun is feminine, by the lists of its language or by its ending."""
    if noun in _FEMININE_NOUNS[language] or noun in _OTHER_NOUNS[language]:
        return noun in _FEMININE_NOUNS[language]
    return bool(_FEMININE[language].search(noun))


def _german_one(said: str, before: str, behind: str, noun: str) -> str:
    """Return 'ein', 'eine' or 'einer' for a German 1 that counts: 'ein Jahr', but 'Platz eins'."""
    if said != "eins" or before.endswith(" zu "):
        return said
    if re.match(r"-[^\W\d]", behind) or noun == "Uhr":
        return "ein"
    word = _WORD_BEFORE.search(before)
    case = word["word"].lower() if word else ""
    if not noun[:1].isupper() or (word and word["word"] in _GERMAN_LABELS):
        return said
    if is_feminine(noun, "de"):
        return "einer" if case in _GERMAN_DATIVE else "eine"
    if case in _GERMAN_DATIVE:
        return "einem"
    return "einen" if case in _GERMAN_ACCUSATIVE and noun in _GERMAN_MASCULINE else "ein"


def verbalize_semiotic_classes(text: str, language: str, words: Table) -> str:
    """Write Roman numerals, fixed forms, dates, fractions, units, decades and ordinals as words."""
    for _ in range(2):  # 'siglos XVI y XVII': the second numeral follows the first
        text = _pattern(words["counted"]).sub(
            lambda m: f"{m['lead']}{cardinal(roman_value(m['roman']), language)}", text
        )
    text = _regnal_pattern(words).sub(lambda m: _verbalize_regnal_number(m, language, words), text)
    text = _pattern(words["numeral"]).sub(lambda m: f"{m['lead']}{_figures(m, language)}", text)
    if not any(map(str.isdigit, text)):
        return text
    text = _fixed_pattern(words).sub(lambda m: words["fixed"][m[0]], text)
    text = _TIMES.sub(f" {words['times']} ", _POWER.sub(f" {words['power']} ", text))
    text = _ISO_DATE.sub(lambda m: _date(m, language, words), text)
    text = _NUMERIC_DATE.sub(lambda m: _verbalize_date(m, language, words), text)
    text = _MIXED_NUMBER.sub(lambda m: _verbalize_mixed_number(m, language, words), text)
    text = _FRACTION.sub(lambda m: _verbalize_fraction(m, words), text)
    text = _pattern(words["decade_form"]).sub(lambda m: _verbalize_decade(m, language), text)
    return _pattern(words["ordinal_form"]).sub(lambda m: _verbalize_ordinal(m, language, words), text)


def _verbalize_regnal_number(match: re.Match[str], language: str, words: Table) -> str:
    number = roman_value(match["roman"])
    if language == "de":
        article = "die" if match["name"].strip() in words["queens"] else "der"
        stop = "." if match.end() == len(match.string) else ""
        return f"{match['name']}{article} {ordinal(number, language).capitalize()}{stop}"
    if language == "fr":
        return f"{match['name']}{'premier' if number == 1 else cardinal(number, language)}"
    said = _spanish_ordinal(number, words)
    is_queen = match["name"].strip() in words["queens"] and said.endswith("o")
    return f"{match['name']}{said[:-1]}a" if is_queen else f"{match['name']}{said}"


def _figures(match: re.Match[str], language: str) -> str:
    """Return a Roman numeral as an ordinal in digits: 'XXIe' as '21e', 'II.' as '2.', 'IV' as '4º'."""
    number = roman_value(match["roman"])
    if language != "es":
        return f"{number}{match['mark']}"
    if is_feminine(match["noun"], language):
        return f"{number}ª"
    return f"{number}{'er' if number in (1, 3) else 'º'}"


def _spanish_ordinal(number: int, words: Table) -> str:
    """Return the number of a king or a pope: ordinals up to ten, cardinals from eleven on (RAE)."""
    known: list[str] = words["ordinals"]
    return known[number - 1] if number <= len(known) else cardinal(number, "es")


def _verbalize_date(match: re.Match[str], language: str, words: Table) -> str:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if year and len(year) == 2:
        year = f"{20 if int(year) < _CENTURY_TURNS else 19}{year}"
    is_german = language == "de"
    has_stop = bool(match["stop"]) or match.string[match.end() : match.end() + 1] == "."
    is_marked = bool(year) or (is_german and has_stop)
    has_point = match["sep"] == "." and not is_german and len(match["year"] or "") < 4
    if not (1 <= day <= 31 and 1 <= month <= 12 and is_marked) or has_point:
        return match[0]
    return _written_date(day, month, year, (language, words))


def _date(match: re.Match[str], language: str, words: Table) -> str:
    return _written_date(int(match["day"]), int(match["month"]), match["year"], (language, words))


def _written_date(day: int, month: int, year: str | None, own: tuple[str, Table]) -> str:
    """Return the date as the language writes it, for the days to read: '3. Oktober 2020'."""
    language, words = own
    name = words["months"].split("|")[month - 1]
    of = " de " if language == "es" else " "
    return f"{day}{'.' if language == 'de' else ''}{of}{name}{of + year if year else ''}"


def _verbalize_fraction(match: re.Match[str], words: Table) -> str:
    said: str | None = words["fractions"].get(match[0]) or words["fractions"].get(
        f"{match['top'].lstrip('0')}/{match['bottom']}"
    )
    top, bottom = int(match["top"]), int(match["bottom"])
    before = match.string[max(0, match.start() - 12) : match.start()].rstrip().rpartition(" ")[2].lower()
    if before in words["date_articles"] and 1 <= top <= 31 and 1 <= bottom <= 12:
        return f"{top}{words['date_of']}{words['months'].split('|')[bottom - 1]}"
    is_part = top == 1 or match.string[match.end() :].startswith(tuple(words["genitives"]))
    if said or (top <= bottom and match["bottom"] in _SCALES and not is_part):
        return said or f"{top} {words['of']} {bottom}"
    names = words["denominators"].get(match["bottom"])
    if names is None or top >= 2 * bottom:
        return f"{top} {words['of']} {bottom}"
    return f"{words['one_part']} {names[0]}" if top == 1 else f"{top} {names[1]}"


def _verbalize_mixed_number(match: re.Match[str], language: str, words: Table) -> str:
    """Return 'zweieinhalb Stunden', 'deux heures et demie', 'dos horas y media', 'trois et trois quarts'."""
    whole, noun = cardinal(int(match["whole"]), language), match["noun"] or ""
    if match["part"] != "1/2":
        part = words["fractions"].get(match["part"], match["part"])
        return f"{whole} {words['and']} {part}{noun}"
    if language == "de":
        return f"{whole.removesuffix('s') if whole.endswith('eins') else whole}einhalb{noun}"
    whole = agree(whole, "", noun, language)
    is_half_feminine = bool(noun) and is_feminine(noun.strip(), language)
    return f"{whole}{noun} {words['and']} {words['halves'][is_half_feminine]}"


def _verbalize_decade(match: re.Match[str], language: str) -> str:
    """Return 'neunzehnhundertneunziger' for '1990er'."""
    number = int(match["ten"])
    said = year(number, language) if 1100 <= number <= 1999 else cardinal(number, language)
    return f"{said}er{match['case']}"


def _verbalize_ordinal(match: re.Match[str], language: str, words: Table) -> str:
    number = int(match["number"])
    if language == "de":
        return _german_ordinal(match, words)
    if language == "fr":
        said = "première" if number == 1 and match["mark"] == "re" else ordinal(number, language)
        return said + match["plural"]
    known: list[str] = words["ordinals"]
    if number > len(known):
        return cardinal(number, language)
    said = known[number - 1]
    if match["mark"].endswith("er"):
        return said.removesuffix("o")
    return f"{said[:-1]}a" if match["mark"].endswith(("ª", "a")) and said.endswith("o") else said


def _german_ordinal(match: re.Match[str], words: Table) -> str:
    """Return the ordinal in its case: 'das dritte Tor', 'am dritten Tag', 'in der dritten Minute'."""
    before = (match["before"] or "").strip().lower()
    oblique = before == "der" and match["noun"].endswith(tuple(words["feminine"]))
    nominative = before in ("der", "die", "das") and not oblique
    ending = "" if nominative else "n" if before else _strong_ending(match["noun"], words)
    return f"{match['before'] or ''}{ordinal(int(match['number']), 'de')}{ending} "


def _strong_ending(noun: str, words: Table) -> str:
    """Return the ending of an ordinal without an article: 'erster Platz', 'erste Liga', 'erstes Quartal'."""
    if noun.endswith(tuple(words["feminine"])):
        return ""
    return "s" if noun.endswith(tuple(words["neuter"])) else "r"


def _regnal_pattern(words: Table) -> re.Pattern[str]:
    return _pattern(
        rf"(?P<name>\b[A-ZÉÈ][\w-]{{2,20}}\s)"
        rf"(?P<roman>{_ROMAN}){words['king_ending']}(?![\w.-]|°)"
    )


def _fixed_pattern(words: Table) -> re.Pattern[str]:
    return _pattern(rf"(?<![\w/])(?:{any_of(words['fixed'])})(?![\w/])")


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def verbalize_electronic(text: str, language: str, words: Table) -> str:
    """Write addresses, handles, hashtags and telephone numbers as words."""
    if "@" in text or "." in text:
        text = _SCHEME.sub(lambda m: _verbalize_address(m["host"], words), text)
        text = _ADDRESS.sub(lambda m: _verbalize_address(m[0], words), text)
    text = _HANDLE.sub(f"{words['signs']['@']} ", _HASHTAG.sub("hashtag ", text))
    if not any(map(str.isdigit, text)):
        return text
    text = _NUMBER.sub(lambda m: _verbalize_number(m[0], language), text)
    if language == "es":
        text = _SPANISH.sub(lambda m: _verbalize_number(m[0], language), text)
    announced = (
        rf"(?P<word>\b(?i:{any_of(words['telephones'])})[:.]?\s)"
        r"(?P<number>\d[\d ./-]{5,14}\d|\d{3}(?!\s\w))(?!\w|[.,/-]\d)"
    )
    return re.sub(announced, lambda m: m["word"] + _verbalize_number(m["number"], language), text)


def _verbalize_address(address: str, words: Table) -> str:
    """Return the address as words, without 'www.'."""
    said = address.removeprefix("www.").replace("@", f" {words['signs']['@']} ")
    return said.replace("/", f" {words['slash']} ").replace(".", f" {words['dot']} ")


def _verbalize_number(written: str, language: str) -> str:
    """Return the number digit by digit in its groups; in French, pairs are read as numbers."""
    groups = [_verbalize_group(group, language) for group in _GROUP.findall(written)]
    plus = "más " if language == "es" else "plus "
    return (plus if written.startswith("+") else "") + ", ".join(groups)


def _verbalize_group(group: str, language: str) -> str:
    if language == "fr" and len(group) == 2:
        zero = f"{cardinal(0, language)} " if group[0] == "0" else ""
        return zero + cardinal(int(group), language)
    return " ".join(cardinal(int(digit), language) for digit in group)
