"""Abbreviations, acronyms, initials, headlines in capitals; US states after towns, parties, streets, Saint.

eSpeak NG spells two and three capitals and reads four or more as a word. `words/acronyms.toml` lists the
exceptions. A spelled acronym is written 'D.A': a full stop after each letter except the last, because a full
stop before a capital would end the sentence. With a possessive it is written 'D-A'\''s'. Places are US states
after towns, parties after politicians, streets, house and road numbers, Saint and Street.
"""

import re

from briefing.text import read_table, read_words
from briefing.write.normalization.english.dates_and_times import MONTHS, WEEKDAYS
from briefing.write.normalization.english.numbers import digit_pairs, each_digit
from briefing.write.normalization.patterns import STARTERS, any_of, sentence_stop

_SHORT_FORMS = read_table(__package__, "words/abbreviations.toml")
_TITLES: dict[str, str] = _SHORT_FORMS["titles"]
_BARE_TITLES: dict[str, str] = _SHORT_FORMS["bare_titles"]
_ANYWHERE: dict[str, str] = _SHORT_FORMS["anywhere"] | WEEKDAYS
_NUMBERED: dict[str, str] = _SHORT_FORMS["numbered"]
_LIFE_MARKS: dict[str, str] = _SHORT_FORMS["life"]

# 'Gov. Gavin', 'Mr Smith'
_TITLE = re.compile(
    rf"(?<![\w.])(?P<short>{any_of(_TITLES)})(?=\s[\U000f0000-\U000ffffd\w'‘\"“(]|-(?:elect|designate)\b)"
)
# 'Prof Lee', 'Det Sgt Lee', as British papers write them
_BARE_TITLE = re.compile(rf"(?<![\w.])(?P<short>{any_of(_BARE_TITLES)})(?=\s[\U000f0000-\U000ffffdA-ZÀ-Þ])")
# '(b. 1942)', '(d. May 3, 1999)', '(b. London, 1950)'
_LIFE = re.compile(r"(?P<before>[(,;]\s?)(?P<mark>[bdr])\.\s?(?=\d{4}|ca?\.|[A-Z][a-z])")
# 'Roe v Wade', 'England v France'
_VERSUS = re.compile(r"(?P<one>\b[A-Z][\w.'’]{0,40}) v (?=[A-Z])")
# 'No. 5', 'pp. 3-4'
_NUMBER_OF = re.compile(rf"(?<![\w.])(?P<short>{any_of(_NUMBERED)})\s?(?=\d)")
# 'No 10 said': a newspaper's number without its stop
_NUMBER_WORD = re.compile(r"(?<![\w.])No (?=\d)")
# 'Inc.', 'e.g.', 'Mon.'
_SHORT = re.compile(rf"(?<![\w.])(?P<short>{any_of(_ANYWHERE)})(?![\w])")
# 'in Oct.' with no day
_MONTH_ALONE = re.compile(
    rf"(?<![\w.])(?P<short>{any_of(f.title() for f in MONTHS if f.endswith('.'))})(?!\w)"
)

_ACRONYM_TABLE = read_table(__package__, "words/acronyms.toml")
_SPELLED = frozenset(_ACRONYM_TABLE["spelled"])
_WORDS = frozenset(_ACRONYM_TABLE["words"])
_OTHERS: dict[str, str] = _ACRONYM_TABLE["others"]

# 'D.A.', 'U.S.', 'a.m.', 'J.K.', 'D.A.'s'
_DOTTED = re.compile(r"(?<![\w.])(?P<letters>[A-Za-z](?:\.[A-Za-z])+)(?P<stop>\.?)(?P<own>['’]s\b)?(?!\w)")
# 'J. K. Rowling', 'D. A.'
_PARTED = re.compile(r"(?<![\w.'’])[A-Z]\.(?:\s[A-Z]\.)+")
# 'Paul W. Ames', 'A. Philip Randolph'
_INITIAL = re.compile(r"(?<![\w.'’])(?P<letter>[A-Z])\.(?P<gap>\s?)(?=[A-Z][a-z'’])")
# 'ACLU', 'WHO's', 'NOT'
_CAPITALS = re.compile(r"(?<![\w.])[A-Z]{2,7}(?P<own>['’]s\b)?(?!\w|\.\w)")
_OTHER = re.compile(rf"(?<![\w.])(?:{any_of(_OTHERS)})(?!\w)")

_SHORT_WORDS = frozenset(_ACRONYM_TABLE["words"])
_LONG_WORDS = frozenset(_ACRONYM_TABLE["headline"])
_ACRONYMS = frozenset(_ACRONYM_TABLE["spelled"]) | frozenset(_ACRONYM_TABLE["kept"])
_NUMERAL = re.compile(r"[IVX]{2,}")
# 'COUNTY DA GASCON RIPPED': three words and more, nothing but capitals
_CAPITAL_RUN = re.compile(r"(?<![\w.])[A-Z][A-Z'’]*(?:[\s,:;\"“”‘—–-]{1,3}[A-Z][A-Z'’]*(?![\w.])){2,}")
_WORD = re.compile(r"[A-Z][A-Z'’]*")
_TABLE = read_table(__package__, "words/places.toml")
_STATES: dict[str, str] = _TABLE["states"]
_POSTAL: dict[str, str] = _TABLE["postal"]
_PARTIES: dict[str, str] = _TABLE["parties"]
_PARTIES_THERE: dict[str, str] = _TABLE["parties_there"]
_STREETS: dict[str, str] = _TABLE["streets"]
_DIRECTIONS: dict[str, str] = _TABLE["directions"]
_BEFORE_SAINTS: frozenset[str] = frozenset(_TABLE["before_saints"])
_AMBIGUOUS_STATES: frozenset[str] = frozenset(_TABLE["ambiguous_states"])
_SAINTS = frozenset(read_words(__package__, "words/saints.txt"))

_STATE = rf"(?:{any_of(_STATES)}|(?:{any_of(_POSTAL)})(?!\w))"
_DIRECTION = rf"(?:{any_of(_DIRECTIONS)}|N\.E\.|N\.W\.|S\.E\.|S\.W\.|[NSEW]\.)"
_STREET = any_of(_STREETS)

# '(D-Calif.)', '(R-TX)', '(D-Texas)', ', I-Vt.,' and '(R)'
_PARTY = re.compile(
    rf"(?P<before>,?\s\(|,\s)(?P<party>[DRILG])(?:\s?[-–—]\s?|\.,\s)(?:(?P<state>{_STATE}|[A-Z][a-z]{{3,}}(?:\s[A-Z][a-z]{{2,}})?))"
    r"(?P<after>\)|(?=[,.;:]|\s|$))"
)
_PARTY_ALONE = re.compile(rf"\s\((?P<party>[DRI]|{any_of(_PARTIES_THERE)})\)(?P<stop>[,.;:]?)")
# 'Springfield, Ill.', 'Los Angeles, CA 90012'
_TOWN = re.compile(
    rf"(?<=[a-z.])(?P<comma>,\s)(?P<state>{_STATE})(?:\s(?P<zip>\d{{5}}(?:-\d{{4}})?)(?!\w))?(?=[\s,.;:)\"”’']|$)"
)
# 'California 95014', 'Chicago IL 60601'
_ZIP_AFTER_STATE = re.compile(
    rf"\b(?P<state>{any_of(set(_STATES.values()) | set(_POSTAL))})\s"
    r"(?P<zip>\d{5}(?:-\d{4})?)(?![\w,.]*\d)"
)
# 'in Calif. on Monday': those that are nothing else
_STATE_ALONE = re.compile(
    rf"(?<![\w.])(?P<state>{any_of(s for s in _STATES if len(s) > 4 and s not in _AMBIGUOUS_STATES)})(?!\w)"
)
# '1428 Elm St.', '708 N 1st St', '350 Fifth Avenue'
_HOUSE = re.compile(
    rf"(?<![\w.,$€£/-])(?<!No\. )(?<!No )(?P<house>\d{{1,5}})(?P<letter>[A-D])?\s"
    rf"(?P<direction>{_DIRECTION}\s)?"
    rf"(?P<name>(?:[A-Z][\w'’]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th))(?:\s[A-Z][\w'’]{{1,20}}){{0,2}}?)\s"
    rf"(?P<street>(?:{_STREET})\b\.?|(?:{any_of(_TABLE['street_words'])})\b)"
    rf"(?:\s(?P<quarter>{_DIRECTION})(?![\w]))?"
)
# 'Elm St.', 'Pennsylvania Ave. NW', 'Rodeo Dr.'
_NAMED_STREET = re.compile(
    rf"(?P<direction>\b[NSEW]\.?\s)?(?<![\w.])(?P<name>[A-Z][\w'’]{{1,30}}|\d{{1,3}}(?:st|nd|rd|th))\s"
    rf"(?P<street>{_STREET})(?:\.|\b)(?:\s(?P<quarter>NE|NW|SE|SW)\b)?(?P<next>\s[\w'‘’]+)?"
)
# 'St. Louis', 'St Andrews'
_SAINT = re.compile(r"(?<![\w.])S(?:t|(?P<female>te))\.?\s(?=[A-Z])")
_DOCTOR = re.compile(r"(?<![\w.])Dr\.?(?=\s[A-Z\"“‘(])")
# 'Apt. 4B', 'Room 12A': the letter belongs to the number
_LETTERED = re.compile(
    rf"(?P<place>\b(?:Apt\.|{any_of([*_TABLE['lettered'], *map(str.title, _TABLE['lettered'])])})\s)"
    r"(?P<number>\d{1,4})(?P<letter>[A-Z])(?!\w)"
)
# 'I-95', 'US 101', 'Highway 101', 'Route 66', 'Flight 370', 'Room 101'
_ROAD = re.compile(
    rf"\b(?P<road>{any_of(_TABLE['roads'])})\s(?P<number>\d{{2,4}})"
    r"(?![\w]|[.,:-]\d)"
)
_ZIP = re.compile(r"\b(?P<word>ZIP(?: [Cc]ode)?|P\.?O\.? [Bb]ox)\s(?P<zip>\d{3,5})\b")
_ROADS: dict[str, str] = _TABLE["road_forms"]


def verbalize_abbreviations(text: str) -> str:
    """Write abbreviations in full; a full stop that also ends the sentence stays."""
    text = _NUMBER_WORD.sub("number ", text)
    text = _NUMBER_OF.sub(lambda m: _NUMBERED[m["short"]] + " ", text)
    text = _TITLE.sub(lambda m: _TITLES[m["short"]], text)
    text = _BARE_TITLE.sub(lambda m: _BARE_TITLES[m["short"]], text)
    text = _LIFE.sub(lambda m: f"{m['before']}{_LIFE_MARKS[m['mark']]} ", text)
    text = _VERSUS.sub(lambda m: f"{m['one']} versus ", text)
    text = _MONTH_ALONE.sub(lambda m: MONTHS[m["short"].lower()] + sentence_stop(m), text)
    return _SHORT.sub(lambda m: _ANYWHERE[m["short"]] + sentence_stop(m), text)


def verbalize_acronyms(text: str) -> str:
    """Write each acronym as it is spelled ('D.A') or as the word that it is spoken as."""
    text = _OTHER.sub(lambda m: _OTHERS[m[0]] + sentence_stop(m), text)
    text = _PARTED.sub(lambda m: m[0].replace(". ", "."), text)
    text = _DOTTED.sub(_verbalize_dotted, text)
    text = _INITIAL.sub(_verbalize_initial, text)
    return _CAPITALS.sub(_verbalize_capitals, text)


def _verbalize_dotted(match: re.Match[str]) -> str:
    letters = match["letters"].upper()
    if match["own"]:
        return letters.replace(".", "-") + match["own"]
    return letters + sentence_stop(match)


def _verbalize_initial(match: re.Match[str]) -> str:
    """Return the initial; 'A' gets a hyphen, because 'A' alone is spoken as the article."""
    return "A-" if match["letter"] == "A" else f"{match['letter']} "


def _verbalize_capitals(match: re.Match[str]) -> str:
    own = match["own"] or ""
    word = match[0].removesuffix(own)
    if word in _WORDS:
        return word.lower() + own
    if word in _SPELLED:
        return ("-" if own else ".").join(word) + own
    return match[0]


def lower_headlines(text: str) -> str:
    """Write runs of capitals in lower case; acronyms and numerals keep their capitals."""
    return _CAPITAL_RUN.sub(_lower_run, text)


def _lower_run(match: re.Match[str]) -> str:
    words = _WORD.findall(match[0])
    plain = sum(map(_is_plain, words))
    if plain < 2 and 2 * plain < len(words):
        return match[0]
    return _WORD.sub(lambda m: _lower_word(m[0]), match[0])


def _is_plain(word: str) -> bool:
    return word not in _ACRONYMS and (len(word) > 4 or word in _SHORT_WORDS or word in _LONG_WORDS)


def _lower_word(word: str) -> str:
    bare = word.replace("’", "'").split("'", maxsplit=1)[0]
    if bare in _ACRONYMS or _NUMERAL.fullmatch(bare) or word == "I":
        return bare + word[len(bare) :].lower()
    return word.lower() if word in _SHORT_WORDS else word.capitalize()


def verbalize_places(text: str) -> str:
    """Write states, parties and streets in full, and house numbers in pairs."""
    has_figures = any(map(str.isdecimal, text))
    if has_figures:
        text = _LETTERED.sub(_verbalize_lettered, text)
    text = _PARTY.sub(_verbalize_party, text)
    text = _PARTY_ALONE.sub(_verbalize_party_alone, text)
    text = _TOWN.sub(_verbalize_town, text)
    text = _STATE_ALONE.sub(lambda m: _STATES[m["state"]] + sentence_stop(m), text)
    if has_figures:
        text = _HOUSE.sub(_verbalize_house, _ZIP_AFTER_STATE.sub(_verbalize_zip, text))
    text = _NAMED_STREET.sub(_verbalize_street, text)
    text = _DOCTOR.sub("Doctor", _SAINT.sub(_verbalize_saint, text))
    if not has_figures:
        return text
    text = _ZIP.sub(lambda m: f"{m['word']} {each_digit(m['zip'])}", text)
    return _ROAD.sub(_verbalize_road, text)


def _verbalize_lettered(match: re.Match[str]) -> str:
    place = match["place"].replace("Apt.", "apartment")
    return f"{place}{digit_pairs(match['number'])} {match['letter']}"


def _verbalize_zip(match: re.Match[str]) -> str:
    return f"{_state(match['state'])} {each_digit(match['zip'])}"


def _verbalize_road(match: re.Match[str]) -> str:
    road = _ROADS.get(match["road"].rstrip("."), match["road"])
    return f"{road} {digit_pairs(match['number']).replace('zero', 'oh')}"


def _state(written: str) -> str:
    return _STATES.get(written) or _POSTAL.get(written) or written


def _verbalize_party(match: re.Match[str]) -> str:
    after = match.string[match.end() : match.end() + 1]
    closed = match["after"] == ")" and after not in set(",.;:?!") and bool(after)
    return f", {_PARTIES[match['party']]} of {_state(match['state'])}{',' if closed else ''}"


def _verbalize_party_alone(match: re.Match[str]) -> str:
    party = _PARTIES.get(match["party"]) or _PARTIES_THERE[match["party"]]
    return f", {party}{match['stop'] or ','}"


def _verbalize_town(match: re.Match[str]) -> str:
    zip_code = f" {each_digit(match['zip'])}" if match["zip"] else ""
    return f"{match['comma']}{_state(match['state'])}{zip_code}{sentence_stop(match)}"


def _direction(written: str | None) -> str:
    return _DIRECTIONS[written.strip().replace(".", "")] + " " if written else ""


def _verbalize_house(match: re.Match[str]) -> str:
    house = digit_pairs(match["house"]) + (f" {match['letter']}" if match["letter"] else "")
    street = _STREETS.get(match["street"].rstrip("."), match["street"])
    quarter = f" {_direction(match['quarter']).strip()}" if match["quarter"] else ""
    return f"{house} {_direction(match['direction'])}{match['name']} {street}{quarter}{sentence_stop(match)}"


def _verbalize_street(match: re.Match[str]) -> str:
    following = (match["next"] or "").strip()
    short = match["street"]
    if short in {"St", "Dr"} and _is_name_after(match, following):
        return match[0]
    if short not in {"St", "Dr"} and "." not in match[0] and short in {"Pl", "Ct", "Sq", "Av", "Ter", "Cir"}:
        return match[0]
    quarter = f" {_direction(match['quarter']).strip()}" if match["quarter"] else ""
    words = f"{_direction(match['direction'])}{match['name']} {_STREETS[short]}{quarter}{match['next'] or ''}"
    return words + ("" if match["next"] else sentence_stop(match))


def _is_name_after(match: re.Match[str], following: str) -> bool:
    """Return True if the short form belongs to the next name: 'Mount St. Helens', 'said Dr. King'."""
    if not following[:1].isupper():
        return False
    return (
        match["street"] == "Dr"
        or following in _SAINTS
        or match["name"] in _BEFORE_SAINTS
        or match["name"] in STARTERS
    )


def _verbalize_saint(match: re.Match[str]) -> str:
    return "Sainte " if match["female"] else "Saint "
