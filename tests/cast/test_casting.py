"""Origins and notes of a casting."""

from dataclasses import replace

from tests.cast.programmes import ANN, NARRATION, cast, quote, script, story

from briefing.cast import cast_script, pin_speakers
from briefing.model import Section


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
