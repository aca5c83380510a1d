"""Who gets which voice and why, and the audition of voices."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.cast.programmes import ANN, NARRATION, cast, ids, person, quote, script, story

from briefing.cast import (
    all_voices,
    audition_of_cast,
    audition_of_voices,
    cast_from_toml,
    cast_script,
    pin_speakers,
)
from briefing.model import Quote, Section, Voice

SHIPPED = sorted(Path(__file__).parents[2].joinpath("voices").glob("*.toml"))
SHIPPED_CASTS = [path for path in SHIPPED if path.stem != "pronunciations"]


def test_a_casting_names_the_origins_of_the_casts_that_speak() -> None:
    english = replace(cast(), origin="English voices by nobody, CC0.")
    casts = {
        "de": replace(cast(language="de", name="german"), origin="German voices by somebody, MIT."),
        "fr": replace(cast(language="fr", name="french"), origin="French voices, GPL-3.0."),
    }
    section = Section("A story", (NARRATION, quote(ANN, language="de"), quote(ANN), NARRATION))
    casting = cast_script(script(section), english, {}, casts)
    assert casting.origins == ("English voices by nobody, CC0.", "German voices by somebody, MIT.")


def test_a_language_that_no_cast_speaks_is_noted() -> None:
    section = Section("A story", (quote(ANN, language="ja"),))
    casting = cast_script(script(section), cast())
    assert casting.roles[0].voice.gender == "female"
    assert casting.notes == ("no cast speaks 'ja'; the voices of 'test' read it",)


def test_a_pinned_voice_that_the_cast_does_not_have_is_noted() -> None:
    casting = cast_script(script(story(ANN)), pin_speakers(cast(), {"Ann Ames": "woman-7"}))
    assert casting.roles[1].voice.gender == "female"
    assert casting.notes == (
        "Ann Ames is pinned to the voice 'woman-7', which the cast 'test' does not have",
    )


def test_a_woman_without_a_free_womans_voice_gets_a_neutral_one() -> None:
    casting = cast_script(script(story(ANN, person("Flo Fry", "female"))), cast(women=1))
    assert sorted(role.voice.gender for role in casting.roles[1::2]) == ["female", "neutral"]


def test_more_speakers_than_voices_share_the_one_heard_farthest_away_with_a_note() -> None:
    men = [person(name, "male") for name in ("Al Abt", "Bo Berg", "Cy Carr")]
    casting = cast_script(
        script(story(men[0], men[0], men[1], men[1], men[2])), cast(women=0, men=2, neutral=0)
    )
    assert casting.roles[9].voice == casting.roles[1].voice != casting.roles[5].voice
    assert casting.notes == (f"more speakers than voices: Cy Carr shares {ids(casting)[1]} with Al Abt",)


def test_a_cast_without_a_fitting_voice_is_noted() -> None:
    casting = cast_script(script(story(ANN)), cast(women=0, men=1, neutral=0))
    assert ids(casting) == ["narrator", "man-1"]
    assert casting.notes == ("the cast 'test' has no female voice; Ann Ames speaks with man-1",)


def test_in_a_cast_with_only_a_narrator_the_narrator_speaks_the_quotations() -> None:
    assert ids(cast_script(script(story(ANN)), cast(0, 0, 0))) == ["narrator", "narrator"]


def test_a_voice_similar_to_one_in_the_story_is_skipped_while_others_are_free() -> None:
    near = cast(women=3)
    women = tuple(replace(each, hertz=hertz) for each, hertz in zip(near.women, (200, 204, 240), strict=True))
    near = replace(near, women=women)
    casting = cast_script(script(story(ANN, person("Flo Fry", "female"))), near, {"ann-ames": "woman-1"})
    assert ids(casting)[1::2] == ["woman-1", "woman-3"]


def test_the_similar_pairs_of_a_cast_count_instead_of_the_pitch() -> None:
    level = tuple(replace(each, hertz=200) for each in cast(women=3).women)
    measured = replace(cast(women=3), women=level, alike=(("woman-1", "woman-3"),))
    casting = cast_script(script(story(ANN, person("Flo Fry", "female"))), measured, {"ann-ames": "woman-1"})
    assert ids(casting)[1::2] == ["woman-1", "woman-2"]


def test_a_voice_similar_to_an_earlier_one_speaks_only_when_the_others_are_used_up() -> None:
    women = [person(name, "female") for name in ("Ann Ames", "Flo Fry", "Hal Horn", "Di Dunn")]
    measured = replace(cast(women=4), alike=(("woman-2", "woman-4"), ("woman-1", "woman-3")))
    alone = {ids(cast_script(script(story(woman)), measured))[1] for woman in women}
    together = ids(cast_script(script(story(*women)), measured))[1::2]
    assert alone == {"woman-1", "woman-2"}
    assert sorted(together) == ["woman-1", "woman-2", "woman-3", "woman-4"]


def test_similar_pairs_do_not_count_for_the_voices_of_another_cast() -> None:
    measured = replace(cast(women=2), alike=(("woman-1", "woman-2"),))
    german = cast(women=2, language="de", name="german")
    line = quote(person("Flo Fry", "female"), language="de")
    section = Section("A story", (quote(ANN), line))
    memory = {"ann-ames": "woman-1"}
    alone = cast_script(script(Section("A story", (line,))), measured, {}, {"de": german})
    casting = cast_script(script(section), measured, memory, {"de": german})
    assert casting.roles[1].voice == alone.roles[0].voice


def test_voices_with_one_sound_count_as_one_voice() -> None:
    narrator = cast().narrator
    twin = replace(cast(women=2), women=(replace(narrator, id="woman-1"), cast().women[1]))
    assert ids(cast_script(script(story(ANN)), twin)) == ["narrator", "woman-2"]


@pytest.mark.parametrize("path", SHIPPED_CASTS, ids=lambda path: path.stem)
def test_every_voice_of_a_shipped_cast_introduces_itself_in_its_own_voice(path: Path) -> None:
    cast = cast_from_toml(path.read_text(encoding="utf-8"), path.stem)
    casting = audition_of_cast(cast)
    lines = [line for line in casting.script.sections[0].segments if isinstance(line, Quote)]
    heard = [
        (role.voice, line.speaker and line.speaker.name, line.language)
        for role, line in zip(casting.roles, lines, strict=True)
    ]
    assert heard == [(voice, voice.id, cast.language) for voice in all_voices(cast)]


def test_voices_of_several_languages_introduce_themselves_each_in_its_own() -> None:
    voices = tuple(Voice(name, "tone", name, name, "neutral") for name in ("de-AT", "fr", "fi"))
    casting = audition_of_voices(voices)
    said = [line.say.split(".")[0] for line in casting.script.sections[0].segments]
    assert said == ["Hier spricht de AT", "Voici fr", "This is fi"]
    assert (casting.script.title, casting.fallback) == ("Hörprobe: de-AT, fr, fi", None)
