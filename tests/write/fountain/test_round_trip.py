"""The law: script -> Fountain -> script keeps everything that is heard, and who says it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Insert, Narration, Quote, Script, Section, Segment, Speaker
from briefing.write import fountain_from_script, script_from_fountain
from briefing.write.utterances import with_spoken_forms

WORDS = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])
        | st.sampled_from("#@()[]*_|/\\.>~=!^:-")
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
DIRECTIONS = st.sampled_from(["", "slower", "voice: woman-2", "voice: man-1, faster"])
PAUSES = st.integers(0, 5000)
LANGUAGES = st.sampled_from(["", "de", "fr-CA"])
SPEAKERS = st.builds(
    Speaker,
    id=st.from_regex(r"[a-z]{1,8}(-[a-z]{1,8})?", fullmatch=True),
    name=WORDS,
    role=WORDS | st.just(""),
    gender=st.sampled_from(["female", "male", "group", "organisation", "unknown"]),
    gender_source=WORDS | st.just(""),
)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    speakers = draw(st.lists(SPEAKERS, min_size=1, max_size=3))
    narrations = st.builds(
        lambda text, **rest: Narration(text, text, **rest),
        text=WORDS,
        role=st.sampled_from(["sign_on", "headlines", "headline", "source", "lede", "body", "sign_off"]),
        ours=st.booleans(),
        language=LANGUAGES,
        direction=DIRECTIONS,
        pause_ms=PAUSES,
    )
    quotes = st.builds(
        lambda text, **rest: Quote(text, text, **rest),
        text=WORDS,
        speaker=st.sampled_from(speakers) | st.none(),
        language=LANGUAGES,
        direction=DIRECTIONS,
        pause_ms=PAUSES,
    )
    inserts = st.builds(
        Insert, path=WORDS, limit_ms=st.integers(0, 9**9), duration_ms=st.integers(0, 9**9), pause_ms=PAUSES
    )
    segments: st.SearchStrategy[Segment] = narrations | quotes
    sections = st.builds(
        Section,
        title=WORDS | st.just(""),
        segments=st.lists(segments, min_size=1, max_size=4).map(tuple),
        role=st.sampled_from(["opening", "story", "insert", "closing"]),
        url=st.just("https://example.org/a_b?c=[d]") | st.just(""),
        source=WORDS | st.just(""),
        chime_before=st.booleans(),
        insert=st.none() | inserts,
    )
    found = draw(st.lists(sections, min_size=1, max_size=3))
    return Script(
        draw(WORDS), "en", tuple(replace(s, segments=with_spoken_forms(s.segments, "en", {})) for s in found)
    )


@given(scripts())
def test_a_script_survives_fountain(script: Script) -> None:
    assert script_from_fountain(fountain_from_script(script)) == script


@given(scripts())
def test_fountain_written_twice_is_the_same_text(script: Script) -> None:
    text = fountain_from_script(script)
    assert fountain_from_script(script_from_fountain(text)) == text
