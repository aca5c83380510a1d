"""US states after towns, parties after politicians, streets, house and road numbers, Saint and Street."""

import re

from briefing.text import read_table, read_words
from briefing.write.normalization.english.numbers import digit_pairs, each_digit
from briefing.write.normalization.english.sentences import STARTERS, sentence_stop
from briefing.write.normalization.patterns import any_of

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
