"""Cast files: what a good one gives, and what is said about a bad one."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cast import all_voices, cast_from_toml
from briefing.cast.voice_pools import is_similar
from briefing.errors import UsageError
from briefing.model import Cast, Voice

SHIPPED = sorted(Path(__file__).parents[2].joinpath("voices").glob("*.toml"))
SHIPPED_CASTS = [path for path in SHIPPED if path.stem != "pronunciations"]
PIPER_CASTS = [path for path in SHIPPED_CASTS if '\nengine = "piper"\n\n' in path.read_text(encoding="utf-8")]
UNMEASURED = ("emma", "fable", "fenrir", "kore")  # hibari's, which nobody could fetch
FULL_CASTS = [path for path in SHIPPED_CASTS if path not in PIPER_CASTS]

SMALL = """\
language = "en"
engine = "tone"

[narrator]
name = "low"
gender = "male"
rate_wpm = 170

[[women]]
name = "high"
pitch = 60
gain_db = -1.5

[[women]]
id = "anchor"
engine = "command"
name = "slt"
language = "en-US"
command = ["flite", "-voice", "{voice}"]
options = { speed = 1.5 }

[pinned]
"Éric Example" = "anchor"
"""


def test_a_cast_file_becomes_a_cast() -> None:
    assert cast_from_toml(SMALL, "small") == Cast(
        name="small",
        language="en",
        narrator=Voice("narrator", "tone", "low", "en", "male", rate_wpm=170),
        women=(
            Voice("woman-1", "tone", "high", "en", "female", pitch=60, gain_centibel=-15),
            Voice(
                "anchor",
                "command",
                "slt",
                "en-US",
                "female",
                options=(("speed", "1.5"), ("command", '["flite", "-voice", "{voice}"]')),
            ),
        ),
        men=(),
        neutral=(),
        pinned=(("eric-example", "anchor"),),
    )


@pytest.mark.parametrize(
    ("before", "after", "message", "hint"),
    [
        ("rate_wpm = 170", "rate = 170", "line 7 ([narrator]): unknown key 'rate'", "'rate_wpm'"),
        ("pitch = 60", "pitch = 'high'", "line 11 ([[women]] number 1): 'pitch' must be a whole number", ""),
        (
            "pitch = 60",
            "pitch = 120",
            "line 11 ([[women]] number 1): 'pitch' must be from 0 to 99, not 120",
            "",
        ),
        ("pitch = 60", "pitch = true", "'pitch' must be a whole number, not True", ""),
        ('name = "slt"\n', "", "line 14 ([[women]] number 2): 'name' is missing", "name = ..."),
        ('language = "en"\n', "", "cast 'small': 'language' is missing", ""),
        ('[narrator]\nname = "low"', '[reader]\nname = "low"', "line 4: unknown key 'reader'", ""),
        ('gender = "male"', 'gender = "man"', "line 6 ([narrator]): 'gender' must be female, male or", ""),
        (
            '= "anchor"\n',
            '= "anker"\n',
            "'Éric Example' is pinned to 'anker'",
            "Choose one of: narrator, woman-1",
        ),
        ('id = "anchor"', 'id = "woman-1"', "two voices have the id 'woman-1'", "an id of its own"),
        ("[[women]]\nname", "[[women]\nname", "cast 'small' is not valid TOML", ""),
        ('engine = "tone"', 'alike = [["anchor"]]', "line 2: 'alike' must hold pairs of two voices", ""),
        (
            'engine = "tone"',
            'alike = [["anchor", "woman-7"]]',
            "line 2: 'alike' names 'woman-7', which is not a voice of this cast",
            "Choose from: narrator, woman-1",
        ),
        ("gain_db = -1.5", "gain_db = inf", "'gain_db' must be from -24 to 24, not inf", ""),
    ],
)
def test_a_mistake_is_said_with_its_line_and_what_to_do(
    before: str, after: str, message: str, hint: str
) -> None:
    assert before in SMALL
    with pytest.raises(UsageError) as caught:
        cast_from_toml(
            SMALL.replace(before, after, 1) if before != '= "anchor"\n' else _last(before, after), "small"
        )
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_cast_says_which_voices_are_alike_and_where_they_come_from() -> None:
    measured = 'origin = "Made by nobody, CC0."\nalike = [["narrator", "anchor"]]\n' + SMALL
    cast = cast_from_toml(measured, "small")
    assert (cast.origin, cast.alike) == ("Made by nobody, CC0.", (("narrator", "anchor"),))


def test_a_cast_says_whether_long_quotations_are_interrupted() -> None:
    casts = [
        cast_from_toml(f'long_quotations = "{word}"\n{SMALL}', "small") for word in ("whole", "interrupted")
    ]
    assert [cast.long_quotations for cast in casts] == ["whole", "interrupted"]
    assert cast_from_toml(SMALL, "small").long_quotations == ""
    with pytest.raises(UsageError, match="must be whole or interrupted, not 'never'"):
        cast_from_toml(f'long_quotations = "never"\n{SMALL}', "small")


def _last(before: str, after: str) -> str:
    return after.join(SMALL.rsplit(before, 1))


@given(st.text())
def test_any_text_is_a_cast_or_an_error_of_ours(text: str) -> None:
    try:
        cast_from_toml(text, "any")
    except UsageError as error:
        assert error.message


@pytest.mark.parametrize("path", FULL_CASTS, ids=lambda path: path.stem)
def test_a_shipped_cast_has_a_narrator_six_women_six_men_and_a_neutral_pair(path: Path) -> None:
    cast = cast_from_toml(path.read_text(encoding="utf-8"), path.stem)
    assert (len(cast.women), len(cast.men), len(cast.neutral) >= 2) == (6, 6, True)
    voices = (cast.narrator, *cast.women, *cast.men, *cast.neutral)
    assert [voice.id for voice in voices if not voice.rate_wpm] == []
    assert [voice.name for voice in voices if not voice.hertz and voice.name not in UNMEASURED] == []


@pytest.mark.parametrize("path", PIPER_CASTS, ids=lambda path: path.stem)
def test_a_cast_of_voices_to_install_falls_back_on_espeak_in_its_language(path: Path) -> None:
    cast = cast_from_toml(path.read_text(encoding="utf-8"), path.stem)
    fallback = cast.fallback
    assert fallback is not None
    assert (fallback.engine, fallback.name) == ("pyttsx3", cast.language)
    assert (len(cast.women) >= 2, len(cast.men) >= 2) == (True, True)
    languages = {voice.language.split("-")[0] for voice in all_voices(cast)}
    assert languages == {cast.language}
    piper = [voice for voice in all_voices(cast) if voice.engine == "piper"]
    assert [voice.name.partition("-")[0].replace("_", "-") for voice in piper] == [
        voice.language for voice in piper
    ]


@pytest.mark.parametrize("path", SHIPPED_CASTS, ids=lambda path: path.stem)
def test_only_the_pairs_that_a_shipped_cast_names_are_hard_to_tell_apart(path: Path) -> None:
    cast = cast_from_toml(path.read_text(encoding="utf-8"), path.stem)
    pairs = combinations(all_voices(cast), 2)
    close = [(one.id, other.id) for one, other in pairs if is_similar(one, other, cast.alike)]
    assert sorted(close) == sorted(cast.alike)
