"""Programmes of our own writing, short enough to be read in a test."""

from briefing.model import (
    Casting,
    Cue,
    Master,
    Narration,
    Quote,
    Role,
    Script,
    Section,
    Speaker,
    Timeline,
    Voice,
)

RATE_HZ = 44_100
NARRATOR_VOICE = Voice("narrator", "tone", "a", "en", "neutral")
WOMAN = Voice("woman-1", "tone", "b", "en", "female")
MAN = Voice("man-1", "tone", "c", "en", "male")
MARTA = Speaker("marta-lind", "Marta Lind", "harbour master", "female", "title")
ODD = Speaker("o-brien", "O’Brien <& Sons>", "", "organisation", "")


def narration(text: str) -> Narration:
    return Narration(text, text)


def quote(text: str, speaker: Speaker | None) -> Quote:
    return Quote(text, text, speaker)


OPENING = Section("Today", (narration("Good morning. The voices are synthetic."),), "opening")
HARBOUR = Section(
    "Harbour <reopens> & nobody came",
    (
        narration("The harbour reopened on Monday. Marta Lind said:"),
        quote("We waited for eleven years, and in the end it took a week.", MARTA),
        narration("Nobody disagreed."),
        quote("Except for us.", ODD),
    ),
    url="https://news.example/harbour?a=1&b=ü",
    source="The Example",
)
TREES = Section(
    "Ten trees were planted",
    (narration("Ten trees were planted."), quote("They are small.", None)),
    url="-",
    source="standard input",
)
IN_BRIEF = (
    Section("In brief", (narration("In brief."),), role="brief"),
    Section(
        "Night buses return",
        (narration("Night buses return."), narration("They leave every half hour.")),
        url="https://transit.example/night",
        source="City Transit",
        role="brief",
    ),
    Section("A lost cat came home", (narration("A lost cat came home."),), url="cat.txt", role="brief"),
)
CLOSING = Section("Goodbye", (narration("That was the briefing."),), "closing")


def casting(*sections: Section, title: str = "Monday’s briefing", language: str = "en-GB") -> Casting:
    script = Script(title, language, sections)
    roles = tuple(
        Role(at, place, _voice(segment), "a test")
        for at, section in enumerate(sections)
        for place, segment in enumerate(section.segments)
    )
    return Casting(script, roles)


def _voice(segment: Narration | Quote) -> Voice:
    if isinstance(segment, Narration):
        return NARRATOR_VOICE
    return WOMAN if segment.speaker is MARTA else MAN


def master(casting: Casting, *lengths_ms: int, lead_ms: int = 500, pause_ms: int = 200) -> Master:
    """Silence, then each segment with its length and a pause; the last length repeats."""
    places = [
        (at, place)
        for at, section in enumerate(casting.script.sections)
        for place in range(len(section.segments))
    ]
    lengths = [*lengths_ms, *[lengths_ms[-1]] * len(places)]
    now, cues = _samples(lead_ms), []
    for (section, segment), length in zip(places, lengths, strict=False):
        cues.append(Cue(section, segment, now, now + _samples(length)))
        now += _samples(length + pause_ms)
    return Master(Timeline(RATE_HZ, now + _samples(lead_ms), tuple(cues)), 64, now // 5)


def _samples(milliseconds: int) -> int:
    return milliseconds * RATE_HZ // 1000
