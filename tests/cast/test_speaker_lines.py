"""Genders and languages of a speaker's lines."""

from dataclasses import replace

from tests.cast.programmes import ANN, NARRATION, cast, person, quote, script, story

from briefing.cast import cast_script
from briefing.model import Narration, Section


def test_a_gender_known_in_one_story_serves_the_whole_programme() -> None:
    casting = cast_script(script(story(person("Ann Ames")), story(ANN)), cast())
    assert [role.voice.gender for role in casting.roles if role.reason != "narrator"] == ["female", "female"]


def test_a_quotation_in_another_language_gets_a_voice_of_that_language() -> None:
    german = cast(language="de", name="german")
    section = Section(
        "A story", (NARRATION, quote(ANN), quote(ANN, language="de-AT"), Narration("Ja", "Ja", language="de"))
    )
    casting = cast_script(script(section, language="en-GB"), cast(), casts={"de": german})
    assert [role.voice.language for role in casting.roles] == ["en", "en", "de", "de"]
    assert casting.roles[2].voice.gender == "female"
    assert casting.notes == ()


def test_a_speaker_of_two_languages_has_one_voice_id_in_both_casts() -> None:
    others = [person(f"Woman {number}", "female") for number in range(5)]
    section = Section("A story", tuple(quote(woman) for woman in (*others, *others, ANN)))
    both = replace(section, segments=(*section.segments, quote(ANN, language="de")))
    german = cast(women=6, language="de", name="german")
    casting = cast_script(script(both), cast(women=6), casts={"de": german})
    english, foreign = (role.voice for role in casting.roles[-2:])
    assert (english.id, english.language, foreign.language) == (foreign.id, "en", "de")
