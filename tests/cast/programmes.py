"""Scripts and casts for the tests of casting."""

from hypothesis import strategies as st

from briefing.model import (
    Cast,
    Casting,
    Gender,
    Narration,
    Quote,
    Script,
    Section,
    Speaker,
    Voice,
    VoiceGender,
)


def voice(voice_id: str, gender: VoiceGender, hertz: int = 0, language: str = "en") -> Voice:
    return Voice(
        id=voice_id,
        engine="tone",
        name=f"{language}/{voice_id}",
        language=language,
        gender=gender,
        hertz=hertz,
    )


def cast(women: int = 3, men: int = 3, neutral: int = 2, language: str = "en", name: str = "test") -> Cast:
    return Cast(
        name=name,
        language=language,
        narrator=voice("narrator", "male", language=language),
        women=tuple(voice(f"woman-{number}", "female", language=language) for number in range(1, women + 1)),
        men=tuple(voice(f"man-{number}", "male", language=language) for number in range(1, men + 1)),
        neutral=tuple(
            voice(f"neutral-{number}", "neutral", language=language) for number in range(1, neutral + 1)
        ),
    )


def person(name: str, gender: Gender = "unknown") -> Speaker:
    return Speaker(id=name.lower().replace(" ", "-"), name=name, gender=gender)


ANN, BO, CY = person("Ann Ames", "female"), person("Bo Berg", "male"), person("Cy Carr")


def quote(speaker: Speaker | None, direction: str = "", language: str = "", words: int = 2) -> Quote:
    text = " ".join(["word"] * words)
    return Quote(text, text, speaker, language=language, direction=direction)


NARRATION = Narration("They met.", "They met.")


def story(*speakers: Speaker | None) -> Section:
    """A story in which each of the speakers says something after the narrator did."""
    return Section("A story", tuple(part for speaker in speakers for part in (NARRATION, quote(speaker))))


def script(*sections: Section, language: str = "en") -> Script:
    return Script("A programme", language, sections)


def ids(casting: Casting) -> list[str]:
    """Return the voice id of each segment."""
    return [role.voice.id for role in casting.roles]


NAMES = ("Ann Ames", "Bo Berg", "Cy Carr", "Di Dunn", "Ed Eich", "Flo Fry", "Gus Gill", "Hal Horn")
GENDERS: tuple[Gender, ...] = ("female", "male", "group", "organisation", "unknown")


@st.composite
def programmes(draw: st.DrawFn) -> Script:
    """Programmes of a few stories with a few speakers, each of one gender throughout, some unnamed."""
    genders = {name: draw(st.sampled_from(GENDERS)) for name in NAMES}
    speaking = st.none() | st.sampled_from(NAMES).map(lambda name: person(name, genders[name]))
    stories = draw(st.lists(st.lists(speaking, max_size=6), min_size=1, max_size=4))
    return script(*(story(*speakers) for speakers in stories))
