"""Casting by situation: directions, pins, memory, languages, too many speakers."""

from dataclasses import replace

from tests.cast.programmes import NARRATION, cast, person, quote, script, story

from briefing.cast import cast_script, pin_speakers, voices_to_remember
from briefing.model import Casting, Narration, Section

ANN, BO, CY = person("Ann Ames", "female"), person("Bo Berg", "male"), person("Cy Carr")


def ids(casting: Casting) -> list[str]:
    return [role.voice.id for role in casting.roles]


def test_a_direction_in_the_script_wins_over_everything() -> None:
    told = Section("A story", (quote(BO), quote(BO, direction="voice: woman-2, slower")))
    casting = cast_script(script(told), pin_speakers(cast(), {"Bo Berg": "man-1"}), {"bo-berg": "man-3"})
    assert ids(casting) == ["woman-2", "woman-2"]


def test_a_direction_at_a_line_wins_over_the_speakers_own() -> None:
    told = Section("A story", (quote(BO, "voice: man-2"), quote(BO, "voice: man-3"), quote(BO)))
    assert ids(cast_script(script(told), cast())) == ["man-2", "man-3", "man-2"]


def test_a_direction_to_a_voice_that_does_not_exist_is_said_and_ignored() -> None:
    casting = cast_script(script(Section("A story", (quote(BO, "voice: man-9"),))), cast())
    assert casting.roles[0].voice.gender == "male"
    assert casting.notes == ("the script asks for the voice 'man-9', which the cast 'test' does not have",)


def test_a_pin_wins_over_gender_and_memory() -> None:
    pinned = pin_speakers(cast(), {"BÓ  berg": "woman-3"})
    assert ids(cast_script(script(story(BO)), pinned, {"bo-berg": "man-1"})) == ["narrator", "woman-3"]


def test_a_remembered_voice_comes_back_and_a_missing_one_is_said() -> None:
    assert ids(cast_script(script(story(ANN)), cast(), {"ann-ames": "woman-3"})) == ["narrator", "woman-3"]
    casting = cast_script(script(story(ANN)), cast(), {"ann-ames": "woman-7"})
    assert casting.roles[1].voice.gender == "female"
    assert casting.notes == (
        "the memory of Ann Ames asks for the voice 'woman-7', which the cast 'test' does not have",
    )


def test_a_remembered_voice_yields_to_a_gender_that_became_known() -> None:
    casting = cast_script(script(story(person("Ann Ames", "female"))), cast(), {"ann-ames": "man-2"})
    assert [role.voice.gender for role in casting.roles[1:]] == ["female"]


def test_of_two_who_remember_the_same_voice_the_more_quoted_keeps_it() -> None:
    dee = person("Dee Dunn", "female")
    casting = cast_script(
        script(story(dee, ANN, ANN)), cast(), {"ann-ames": "woman-1", "dee-dunn": "woman-1"}
    )
    assert casting.roles[3].voice.id == casting.roles[5].voice.id == "woman-1"
    assert casting.roles[1].voice.id != "woman-1"


def test_what_is_worth_remembering() -> None:
    directed = Section("Another", (quote(BO, "voice: woman-2"),))
    casting = cast_script(script(story(ANN, CY, None), directed), cast())
    assert voices_to_remember(casting) == {"ann-ames": ids(casting)[1], "cy-carr": ids(casting)[3]}
    assert ids(casting)[3].startswith("neutral")


def test_a_gender_known_in_one_story_serves_the_whole_programme() -> None:
    casting = cast_script(script(story(person("Ann Ames")), story(ANN)), cast())
    assert [role.voice.gender for role in casting.roles if role.reason != "narrator"] == ["female", "female"]


def test_a_woman_without_a_free_womans_voice_gets_a_neutral_one() -> None:
    casting = cast_script(script(story(ANN, person("Flo Fry", "female"))), cast(women=1))
    assert sorted(role.voice.gender for role in casting.roles[1::2]) == ["female", "neutral"]


def test_more_speakers_than_voices_share_the_one_heard_farthest_away_and_it_is_said() -> None:
    men = [person(name, "male") for name in ("Al Abt", "Bo Berg", "Cy Carr")]
    casting = cast_script(
        script(story(men[0], men[0], men[1], men[1], men[2])), cast(women=0, men=2, neutral=0)
    )
    assert casting.roles[9].voice == casting.roles[1].voice != casting.roles[5].voice
    assert casting.notes == (f"more speakers than voices: Cy Carr shares {ids(casting)[1]} with Al Abt",)


def test_a_cast_without_a_fitting_voice_says_so() -> None:
    casting = cast_script(script(story(ANN)), cast(women=0, men=1, neutral=0))
    assert ids(casting) == ["narrator", "man-1"]
    assert casting.notes == ("the cast 'test' has no female voice; Ann Ames speaks with man-1",)


def test_a_line_may_be_spoken_slower_or_faster_in_the_same_voice() -> None:
    told = Section("A story", (quote(BO), quote(BO, "slower"), quote(BO, "a little faster, over the phone")))
    brisk = cast(men=1)
    brisk = replace(brisk, men=(replace(brisk.men[0], rate_wpm=200),))
    roles = cast_script(script(told), brisk).roles
    assert [(role.voice.id, role.voice.rate_wpm) for role in roles] == [
        ("man-1", 200),
        ("man-1", 170),
        ("man-1", 214),
    ]


def test_a_cast_with_nobody_but_a_narrator_still_speaks() -> None:
    assert ids(cast_script(script(story(ANN)), cast(0, 0, 0))) == ["narrator", "narrator"]


def test_a_quotation_in_another_language_gets_a_voice_of_that_language() -> None:
    german = cast(language="de", name="german")
    told = Section(
        "A story", (NARRATION, quote(ANN), quote(ANN, language="de-AT"), Narration("Ja", "Ja", language="de"))
    )
    casting = cast_script(script(told, language="en-GB"), cast(), casts={"de": german})
    assert [role.voice.language for role in casting.roles] == ["en", "en", "de", "de"]
    assert casting.roles[2].voice.gender == "female"
    assert casting.notes == ()


def test_who_speaks_two_languages_keeps_the_place_in_both_casts() -> None:
    others = [person(f"Woman {number}", "female") for number in range(5)]
    told = Section("A story", tuple(quote(woman) for woman in (*others, *others, ANN)))
    both = replace(told, segments=(*told.segments, quote(ANN, language="de")))
    german = cast(women=6, language="de", name="german")
    casting = cast_script(script(both), cast(women=6), casts={"de": german})
    english, foreign = (role.voice for role in casting.roles[-2:])
    assert (english.id, english.language, foreign.language) == (foreign.id, "en", "de")


def test_a_language_that_no_cast_speaks_is_said() -> None:
    told = Section("A story", (quote(ANN, language="ja"),))
    casting = cast_script(script(told), cast())
    assert casting.roles[0].voice.gender == "female"
    assert casting.notes == ("no cast speaks 'ja'; the voices of 'test' read it",)


def test_a_voice_too_like_one_already_heard_is_passed_over_while_others_are_free() -> None:
    near = cast(women=3)
    women = tuple(replace(each, hertz=hertz) for each, hertz in zip(near.women, (200, 204, 240), strict=True))
    near = replace(near, women=women)
    casting = cast_script(script(story(ANN, person("Flo Fry", "female"))), near, {"ann-ames": "woman-1"})
    assert ids(casting)[1::2] == ["woman-1", "woman-3"]


def test_the_likeness_that_a_cast_measured_counts_instead_of_the_pitch() -> None:
    level = tuple(replace(each, hertz=200) for each in cast(women=3).women)
    measured = replace(cast(women=3), women=level, alike=(("woman-1", "woman-3"),))
    casting = cast_script(script(story(ANN, person("Flo Fry", "female"))), measured, {"ann-ames": "woman-1"})
    assert ids(casting)[1::2] == ["woman-1", "woman-2"]


def test_a_voice_alike_to_an_earlier_one_speaks_only_when_the_others_are_used_up() -> None:
    women = [person(name, "female") for name in ("Ann Ames", "Flo Fry", "Hal Horn", "Di Dunn")]
    measured = replace(cast(women=4), alike=(("woman-2", "woman-4"), ("woman-1", "woman-3")))
    alone = {ids(cast_script(script(story(woman)), measured))[1] for woman in women}
    together = ids(cast_script(script(story(*women)), measured))[1::2]
    assert alone == {"woman-1", "woman-2"}
    assert sorted(together) == ["woman-1", "woman-2", "woman-3", "woman-4"]


def test_a_casting_names_the_origins_of_the_casts_that_speak() -> None:
    english = replace(cast(), origin="English voices by nobody, CC0.")
    casts = {
        "de": replace(cast(language="de", name="german"), origin="German voices by somebody, MIT."),
        "fr": replace(cast(language="fr", name="french"), origin="French voices, GPL-3.0."),
    }
    told = Section("A story", (NARRATION, quote(ANN, language="de"), quote(ANN), NARRATION))
    casting = cast_script(script(told), english, {}, casts)
    assert casting.origins == ("English voices by nobody, CC0.", "German voices by somebody, MIT.")


def test_likeness_says_nothing_about_the_voices_of_another_cast() -> None:
    measured = replace(cast(women=2), alike=(("woman-1", "woman-2"),))
    german = cast(women=2, language="de", name="german")
    line = quote(person("Flo Fry", "female"), language="de")
    told = Section("A story", (quote(ANN), line))
    memory = {"ann-ames": "woman-1"}
    alone = cast_script(script(Section("A story", (line,))), measured, {}, {"de": german})
    casting = cast_script(script(told), measured, memory, {"de": german})
    assert casting.roles[1].voice == alone.roles[0].voice


def test_voices_with_one_sound_count_as_one_voice() -> None:
    narrator = cast().narrator
    twin = replace(cast(women=2), women=(replace(narrator, id="woman-1"), cast().women[1]))
    assert ids(cast_script(script(story(ANN)), twin)) == ["narrator", "woman-2"]
