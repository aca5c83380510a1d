"""Where something is: states after towns, parties after senators, streets, Saint and Street."""

import re

from briefing.text import read_table, read_words
from briefing.write.spoken.english.numbers import digit_pairs, each_digit
from briefing.write.spoken.english.patterns import any_of
from briefing.write.spoken.english.sentences import STARTERS, sentence_stop

TABLE = read_table(__package__, "words/places.toml")
STATES: dict[str, str] = TABLE["states"]
POSTAL: dict[str, str] = TABLE["postal"]
PARTIES: dict[str, str] = TABLE["parties"]
PARTIES_THERE: dict[str, str] = TABLE["parties_there"]
STREETS: dict[str, str] = TABLE["streets"]
DIRECTIONS: dict[str, str] = TABLE["directions"]
BEFORE_SAINTS = frozenset(("Mount", "Fort", "Port", "East", "West", "The", "Near", "Outside", "Around"))
# these abbreviations are words as well
STATES_AND_WORDS = frozenset(("Mass.", "Miss.", "Wash.", "Colo."))
SAINTS = frozenset(read_words(__package__, "words/saints.txt"))

STATE = rf"(?:{any_of(STATES)}|(?:{any_of(POSTAL)})(?!\w))"
DIRECTION = rf"(?:{any_of(DIRECTIONS)}|N\.E\.|N\.W\.|S\.E\.|S\.W\.|[NSEW]\.)"
STREET = any_of(STREETS)

# '(D-Calif.)', '(R-TX)', '(D-Texas)', ', I-Vt.,' and '(R)'
PARTY = re.compile(
    rf"(?P<before>,?\s\(|,\s)(?P<party>[DRILG])(?:\s?[-–—]\s?|\.,\s)(?:(?P<state>{STATE}|[A-Z][a-z]{{3,}}(?:\s[A-Z][a-z]{{2,}})?))"
    r"(?P<after>\)|(?=[,.;:]|\s|$))"
)
PARTY_ALONE = re.compile(rf"\s\((?P<party>[DRI]|{any_of(PARTIES_THERE)})\)(?P<stop>[,.;:]?)")
# 'Springfield, Ill.', 'Los Angeles, CA 90012'
TOWN = re.compile(
    rf"(?<=[a-z.])(?P<comma>,\s)(?P<state>{STATE})(?:\s(?P<zip>\d{{5}}(?:-\d{{4}})?)(?!\w))?(?=[\s,.;:)\"”’']|$)"
)
# 'California 95014', 'Chicago IL 60601'
ZIP_AFTER_STATE = re.compile(
    rf"\b(?P<state>{any_of(set(STATES.values()) | set(POSTAL))})\s(?P<zip>\d{{5}}(?:-\d{{4}})?)(?![\w,.]*\d)"
)
# 'in Calif. on Monday': those that are nothing else
STATE_ALONE = re.compile(
    rf"(?<![\w.])(?P<state>{any_of(s for s in STATES if len(s) > 4 and s not in STATES_AND_WORDS)})(?!\w)"
)
# '1428 Elm St.', '708 N 1st St', '350 Fifth Avenue'
HOUSE = re.compile(
    rf"(?<![\w.,$€£/-])(?<!No\. )(?<!No )(?P<house>\d{{1,5}})(?P<letter>[A-D])?\s"
    rf"(?P<direction>{DIRECTION}\s)?"
    rf"(?P<name>(?:[A-Z][\w'’]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th))(?:\s[A-Z][\w'’]{{1,20}}){{0,2}}?)\s"
    rf"(?P<street>(?:{STREET})\b\.?|(?:Street|Avenue|Boulevard|Road|Drive|Lane|Court|Place|Square|Highway|Parkway|"
    rf"Terrace|Circle|Way|Broadway)\b)(?:\s(?P<quarter>{DIRECTION})(?![\w]))?"
)
# 'Elm St.', 'Pennsylvania Ave. NW', 'Rodeo Dr.'
NAMED_STREET = re.compile(
    rf"(?P<direction>\b[NSEW]\.?\s)?(?<![\w.])(?P<name>[A-Z][\w'’]{{1,30}}|\d{{1,3}}(?:st|nd|rd|th))\s"
    rf"(?P<street>{STREET})(?:\.|\b)(?:\s(?P<quarter>NE|NW|SE|SW)\b)?(?P<next>\s[\w'‘’]+)?"
)
# 'St. Louis', 'St Andrews'
SAINT = re.compile(r"(?<![\w.])S(?:t|(?P<female>te))\.?\s(?=[A-Z])")
DOCTOR = re.compile(r"(?<![\w.])Dr\.?(?=\s[A-Z\"“‘(])")
# 'Apt. 4B', 'Room 12A': the letter belongs to the number
LETTERED = re.compile(
    r"(?P<place>\b(?:Apt\.|[Aa]partment|[Ss]uite|[Uu]nit|[Rr]oom|[Gg]ate|[Ff]lat|[Rr]ow|[Ss]eat|[Bb]lock|[Ll]evel|"
    r"[Ss]ection|[Ee]xit|[Ff]loor|[Bb]uilding|[Cc]abin|[Gg]rade|[Pp]latform)\s)"
    r"(?P<number>\d{1,4})(?P<letter>[A-Z])(?!\w)"
)
# 'I-95', 'US 101', 'Highway 101', 'Route 66', 'Flight 370', 'Room 101'
ROAD = re.compile(
    r"\b(?P<road>Flight|Route|Highway|Interstate|Hwy\.?|Rte\.?|Room|Bus|Area|Boeing|Airbus|Exit|Psalm|Rt\.?)\s(?P<number>\d{2,4})"
    r"(?![\w]|[.,:-]\d)"
)
ZIP = re.compile(r"\b(?P<word>ZIP(?: [Cc]ode)?|P\.?O\.? [Bb]ox)\s(?P<zip>\d{3,5})\b")
ROADS = {"Hwy": "Highway", "Rte": "Route", "Rt": "Route"}


def speak_places(text: str) -> str:
    """States, parties and streets in full, house numbers in pairs."""
    has_figures = any(map(str.isdecimal, text))
    if has_figures:
        text = LETTERED.sub(_say_lettered, text)
    text = PARTY.sub(_say_party, text)
    text = PARTY_ALONE.sub(_say_party_alone, text)
    text = TOWN.sub(_say_town, text)
    text = STATE_ALONE.sub(lambda m: STATES[m["state"]] + sentence_stop(m), text)
    if has_figures:
        text = HOUSE.sub(_say_house, ZIP_AFTER_STATE.sub(_say_zip, text))
    text = NAMED_STREET.sub(_say_street, text)
    text = DOCTOR.sub("Doctor", SAINT.sub(_say_saint, text))
    if not has_figures:
        return text
    text = ZIP.sub(lambda m: f"{m['word']} {each_digit(m['zip'])}", text)
    return ROAD.sub(_say_road, text)


def _say_lettered(match: re.Match[str]) -> str:
    place = match["place"].replace("Apt.", "apartment")
    return f"{place}{digit_pairs(match['number'])} {match['letter']}"


def _say_zip(match: re.Match[str]) -> str:
    return f"{_state(match['state'])} {each_digit(match['zip'])}"


def _say_road(match: re.Match[str]) -> str:
    road = ROADS.get(match["road"].rstrip("."), match["road"])
    return f"{road} {digit_pairs(match['number']).replace('zero', 'oh')}"


def _state(written: str) -> str:
    return STATES.get(written) or POSTAL.get(written) or written


def _say_party(match: re.Match[str]) -> str:
    after = match.string[match.end() : match.end() + 1]
    closed = match["after"] == ")" and after not in set(",.;:?!") and bool(after)
    return f", {PARTIES[match['party']]} of {_state(match['state'])}{',' if closed else ''}"


def _say_party_alone(match: re.Match[str]) -> str:
    party = PARTIES.get(match["party"]) or PARTIES_THERE[match["party"]]
    return f", {party}{match['stop'] or ','}"


def _say_town(match: re.Match[str]) -> str:
    zip_code = f" {each_digit(match['zip'])}" if match["zip"] else ""
    return f"{match['comma']}{_state(match['state'])}{zip_code}{sentence_stop(match)}"


def _direction(written: str | None) -> str:
    return DIRECTIONS[written.strip().replace(".", "")] + " " if written else ""


def _say_house(match: re.Match[str]) -> str:
    house = digit_pairs(match["house"]) + (f" {match['letter']}" if match["letter"] else "")
    street = STREETS.get(match["street"].rstrip("."), match["street"])
    quarter = f" {_direction(match['quarter']).strip()}" if match["quarter"] else ""
    return f"{house} {_direction(match['direction'])}{match['name']} {street}{quarter}{sentence_stop(match)}"


def _say_street(match: re.Match[str]) -> str:
    following = (match["next"] or "").strip()
    short = match["street"]
    if short in {"St", "Dr"} and _is_name_after(match, following):
        return match[0]
    if short not in {"St", "Dr"} and "." not in match[0] and short in {"Pl", "Ct", "Sq", "Av", "Ter", "Cir"}:
        return match[0]
    quarter = f" {_direction(match['quarter']).strip()}" if match["quarter"] else ""
    words = f"{_direction(match['direction'])}{match['name']} {STREETS[short]}{quarter}{match['next'] or ''}"
    return words + ("" if match["next"] else sentence_stop(match))


def _is_name_after(match: re.Match[str], following: str) -> bool:
    """'Mount St. Helens', 'said Dr. King': the short form belongs to the name that follows."""
    if not following[:1].isupper():
        return False
    return (
        match["street"] == "Dr"
        or following in SAINTS
        or match["name"] in BEFORE_SAINTS
        or match["name"] in STARTERS
    )


def _say_saint(match: re.Match[str]) -> str:
    return "Sainte " if match["female"] else "Saint "
