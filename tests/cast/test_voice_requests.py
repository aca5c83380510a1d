"""Directions, pins and remembered voices."""

from dataclasses import replace

from tests.cast.programmes import ANN, BO, CY, cast, ids, person, quote, script, story

from briefing.cast import cast_script, pin_speakers, voices_to_remember
from briefing.model import Section


def test_a_direction_in_the_script_wins_over_everything() -> None:
    section = Section("A story", (quote(BO), quote(BO, direction="voice: woman-2, slower")))
    casting = cast_script(script(section), pin_speakers(cast(), {"Bo Berg": "man-1"}), {"bo-berg": "man-3"})
    assert ids(casting) == ["woman-2", "woman-2"]


def test_a_direction_at_a_line_wins_over_the_speakers_own() -> None:
    section = Section("A story", (quote(BO, "voice: man-2"), quote(BO, "voice: man-3"), quote(BO)))
    assert ids(cast_script(script(section), cast())) == ["man-2", "man-3", "man-2"]


def test_a_direction_to_a_voice_that_does_not_exist_is_ignored_with_a_note() -> None:
    casting = cast_script(script(Section("A story", (quote(BO, "voice: man-9"),))), cast())
    assert casting.roles[0].voice.gender == "male"
    assert casting.notes == ("the script asks for the voice 'man-9', which the cast 'test' does not have",)


def test_a_pin_wins_over_gender_and_memory() -> None:
    pinned = pin_speakers(cast(), {"BÓ  berg": "woman-3"})
    assert ids(cast_script(script(story(BO)), pinned, {"bo-berg": "man-1"})) == ["narrator", "woman-3"]


def test_a_remembered_voice_is_used_again_and_a_missing_one_is_noted() -> None:
    assert ids(cast_script(script(story(ANN)), cast(), {"ann-ames": "woman-3"})) == ["narrator", "woman-3"]
    casting = cast_script(script(story(ANN)), cast(), {"ann-ames": "woman-7"})
    assert casting.roles[1].voice.gender == "female"
    assert casting.notes == (
        "Ann Ames is remembered with the voice 'woman-7', which the cast 'test' does not have",
    )


def test_a_remembered_voice_yields_to_a_gender_that_became_known() -> None:
    casting = cast_script(script(story(person("Ann Ames", "female"))), cast(), {"ann-ames": "man-2"})
    assert [role.voice.gender for role in casting.roles[1:]] == ["female"]


def test_of_two_speakers_with_one_remembered_voice_the_more_quoted_keeps_it() -> None:
    dee = person("Dee Dunn", "female")
    casting = cast_script(
        script(story(dee, ANN, ANN)), cast(), {"ann-ames": "woman-1", "dee-dunn": "woman-1"}
    )
    assert casting.roles[3].voice.id == casting.roles[5].voice.id == "woman-1"
    assert casting.roles[1].voice.id != "woman-1"


def test_a_directed_voice_is_not_remembered() -> None:
    directed = Section("Another", (quote(BO, "voice: woman-2"),))
    casting = cast_script(script(story(ANN, CY, None), directed), cast())
    assert voices_to_remember(casting) == {"ann-ames": ids(casting)[1], "cy-carr": ids(casting)[3]}
    assert ids(casting)[3].startswith("neutral")


def test_a_line_may_be_spoken_slower_or_faster_in_the_same_voice() -> None:
    lines = (quote(BO), quote(BO, "slower"), quote(BO, "a little faster, over the phone"))
    brisk = cast(men=1)
    brisk = replace(brisk, men=(replace(brisk.men[0], rate_wpm=200),))
    roles = cast_script(script(Section("A story", lines)), brisk).roles
    assert [(role.voice.id, role.voice.rate_wpm) for role in roles] == [
        ("man-1", 200),
        ("man-1", 170),
        ("man-1", 214),
    ]
