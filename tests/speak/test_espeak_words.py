"""eSpeak NG says when a word is heard: each word of the line, as it is written, at its own samples."""

from dataclasses import replace
from threading import Event

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Clip, SpokenWord, Voice
from briefing.model.script import mark_ipa
from briefing.pcm import SAMPLE_BYTES, loudest
from briefing.speak.engine import load_engine
from briefing.speak.engines.espeak_words import EspeakText, Token, espeak_text

NARRATOR = Voice("narrator", "pyttsx3", "en-us", "en", "male")


def spoken(line: str, voice: Voice = NARRATOR) -> Clip:
    return load_engine("pyttsx3").speak(line, voice, Event())


def texts(line: str, voice: Voice = NARRATOR) -> list[str]:
    return [word.text for word in spoken(line, voice).words]


def loudest_between(clip: Clip, start: int, end: int) -> int:
    return loudest(clip.pcm[start * SAMPLE_BYTES : end * SAMPLE_BYTES], SAMPLE_BYTES)


def test_every_word_is_told_with_the_signs_that_are_written_at_it() -> None:
    line = "Hello, the “quick” café didn’t sell 1.5 million dog-house kits."
    assert texts(line) == line.split()


def test_a_dash_is_not_a_word() -> None:
    assert texts("The ferry – an old one — sank.") == ["The", "ferry", "an", "old", "one", "sank."]


def test_two_words_that_espeak_says_as_one_have_a_time_each() -> None:
    clip = spoken("The end of the road.")
    _, end, of, the, road = clip.words
    assert [of.text, the.text] == ["of", "the"]
    assert end.end == of.start < of.end == the.start < the.end == road.start


def test_a_word_in_ipa_is_told_as_it_is_written() -> None:
    line = f"In {mark_ipa('New York', 'njuː ˈjɔːk')}, {mark_ipa('Okafor', 'oʊkəˈfɔːr')}’s uncle waited."
    assert texts(line) == ["In", "New York,", "Okafor’s", "uncle", "waited."]


def test_brackets_of_the_line_do_not_move_the_words_behind_them() -> None:
    clip, plain = spoken("A [[b]] and c."), spoken("A [ [b]] and c.")
    assert [word.text for word in clip.words] == ["A", "[b]]", "and", "c."]
    assert clip == plain


def test_signs_beyond_the_first_plane_and_other_languages_are_counted_as_characters() -> None:
    german = replace(NARRATOR, name="de", language="de")
    assert texts("Größe 🎉 zählt für Überflieger.", german) == ["Größe", "🎉", "zählt", "für", "Überflieger."]


def test_a_pause_belongs_to_no_word() -> None:
    clip = spoken("Yes. No; maybe.")
    yes, no, maybe = clip.words
    assert loudest_between(clip, yes.end, no.start) <= 64 < loudest_between(clip, yes.start, yes.end)
    assert (no.start - yes.end > clip.rate_hz // 5, maybe.start - no.end > clip.rate_hz // 10) == (True, True)


def test_a_word_is_heard_where_its_times_say() -> None:
    """'seven' alone sounds as it does in its place within a line: nearly, since words run into each other."""
    line = spoken("Two. Seven. Nine.")
    alone = spoken("Seven.")
    two, seven, _ = line.words
    [word] = alone.words
    assert abs((seven.end - seven.start) - (word.end - word.start)) < line.rate_hz // 50
    assert loudest_between(line, two.end, seven.start) <= 64


def test_phonemes_stand_where_the_line_for_espeak_has_them() -> None:
    assert espeak_text(f"Mr.  {mark_ipa('Sandell', 'ˈsændəl')}’s dog") == EspeakText(
        "Mr.  [['sand@l]]’s dog",
        (Token("Mr.", 0, 3), Token("Sandell’s", 5, 18), Token("dog", 19, 22)),
    )


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("abcé Ü1$%.,;:!?’'\"“”—-–&/[]⟦|⟧🎉\n"), min_size=1, max_size=60))
def test_words_never_overlap_nor_leave_the_clip(text: str) -> None:
    clip = spoken(f"Go {text}")
    edges = [0, *(edge for word in clip.words for edge in (word.start, word.end)), clip.samples]
    assert edges == sorted(edges)
    assert clip.words[0] == SpokenWord(clip.words[0].text, 0, clip.words[0].end)
