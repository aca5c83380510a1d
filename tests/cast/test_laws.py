"""Laws of casting: one speaker one voice, no two alike in a story, the narrator apart, gender agrees."""

from dataclasses import replace
from itertools import cycle

from hypothesis import given
from hypothesis import strategies as st
from tests.cast.programmes import cast, person, programmes, script, story

from briefing.cast import cast_script, voices_to_remember
from briefing.model import Casting, Gender, Quote, Script, Segment, Voice

ROOMY = cast(women=8, men=8, neutral=8)
SMALL = cast(women=1, men=1, neutral=1)


def spoken(casting: Casting) -> list[tuple[int, Quote, Voice]]:
    lines = []
    for role in casting.roles:
        segment = casting.script.sections[role.section].segments[role.segment]
        if isinstance(segment, Quote):
            lines.append((role.section, segment, role.voice))
    return lines


def contradicts(voice_id: str, gender: Gender) -> bool:
    """Return True if a voice (in these casts its id tells its gender) contradicts a speaker's gender."""
    return voice_id.startswith({"female": "man-", "male": "woman-"}.get(gender, "-"))


def in_language(segment: Segment, language: str) -> Segment:
    return replace(segment, language=language)


@given(programmes())
def test_every_segment_has_a_role_in_the_order_of_the_script(programme: Script) -> None:
    casting = cast_script(programme, ROOMY)
    places = [
        (number, at)
        for number, section in enumerate(programme.sections)
        for at in range(len(section.segments))
    ]
    assert [(role.section, role.segment) for role in casting.roles] == places


@given(programmes())
def test_one_speaker_has_one_voice_throughout_the_programme(programme: Script) -> None:
    for its_cast in (ROOMY, SMALL):
        voices: dict[str, set[str]] = {}
        for _, line, voice in spoken(cast_script(programme, its_cast)):
            if line.speaker:
                voices.setdefault(line.speaker.id, set()).add(voice.id)
        assert all(len(ids) == 1 for ids in voices.values())


@given(programmes(), st.lists(st.sampled_from(("", "de")), min_size=1, max_size=5))
def test_one_speaker_has_one_voice_a_language(programme: Script, languages: list[str]) -> None:
    mixed = replace(
        programme,
        sections=tuple(
            replace(section, segments=tuple(map(in_language, section.segments, cycle(languages))))
            for section in programme.sections
        ),
    )
    voices: dict[tuple[str, str], set[str]] = {}
    german = cast(women=2, language="de", name="german")
    for _, line, voice in spoken(cast_script(mixed, SMALL, casts={"de": german})):
        assert voice.language == (line.language or "en")
        if line.speaker:
            voices.setdefault((line.speaker.id, voice.language), set()).add(voice.id)
    assert all(len(ids) == 1 for ids in voices.values())


@given(programmes())
def test_two_speakers_of_a_story_never_share_a_voice_while_the_pool_lasts(programme: Script) -> None:
    casting = cast_script(programme, ROOMY)
    heard = {
        (section, voice.id, line.speaker.id if line.speaker else "")
        for section, line, voice in spoken(casting)
    }
    assert len({(section, voice) for section, voice, _ in heard}) == len(heard)
    assert not any("more speakers" in note for note in casting.notes)


@given(programmes())
def test_the_narrator_speaks_all_narration_and_no_quotation(programme: Script) -> None:
    for its_cast in (ROOMY, SMALL):
        casting = cast_script(programme, its_cast)
        assert all(voice != its_cast.narrator for _, _, voice in spoken(casting))
        narrated = len(casting.roles) - len(spoken(casting))
        assert sum(role.voice == its_cast.narrator for role in casting.roles) == narrated


@given(programmes())
def test_gender_agrees_where_it_is_known(programme: Script) -> None:
    wrong: dict[Gender, str] = {"female": "male", "male": "female"}
    for its_cast in (ROOMY, SMALL):
        for _, line, voice in spoken(cast_script(programme, its_cast)):
            assert line.speaker is None or voice.gender != wrong.get(line.speaker.gender)


@given(programmes())
def test_groups_and_organisations_have_neutral_voices(programme: Script) -> None:
    for _, line, voice in spoken(cast_script(programme, ROOMY)):
        if line.speaker and line.speaker.gender in ("group", "organisation"):
            assert voice.gender == "neutral"


@given(programmes())
def test_a_voice_is_shared_only_with_a_note(programme: Script) -> None:
    casting = cast_script(programme, SMALL)
    heard = {
        (section, voice.id, line.speaker.id if line.speaker else "")
        for section, line, voice in spoken(casting)
    }
    shared = len({(section, voice) for section, voice, _ in heard}) < len(heard)
    assert shared == any("more speakers than voices" in note for note in casting.notes)


@given(programmes())
def test_the_same_script_is_cast_the_same_again(programme: Script) -> None:
    assert cast_script(programme, ROOMY) == cast_script(programme, ROOMY)


@given(programmes(), programmes())
def test_a_remembered_speaker_keeps_a_fitting_voice_unless_a_neighbour_remembers_the_same(
    today: Script, tomorrow: Script
) -> None:
    memory = voices_to_remember(cast_script(today, ROOMY))
    casting = cast_script(tomorrow, ROOMY, memory)
    lines = spoken(casting)
    for _, line, voice in lines:
        wanted = memory.get(line.speaker.id) if line.speaker else None
        if wanted and voice.id != wanted and line.speaker and not contradicts(wanted, line.speaker.gender):
            sections = {at for at, other, _ in lines if other.speaker == line.speaker}
            holders = {o.speaker.id for at, o, v in lines if o.speaker and at in sections and v.id == wanted}
            assert holders - {line.speaker.id}


@given(st.sampled_from(["female", "male", "group", "unknown"]), programmes())
def test_a_speaker_alone_in_a_story_has_the_same_voice_whoever_else_is_in_the_programme(
    gender: Gender, others: Script
) -> None:
    ours = story(person("Eric Example", gender))
    alone = spoken(cast_script(script(ours), ROOMY))
    among = spoken(cast_script(script(*others.sections, ours), ROOMY))
    assert alone[0][2] == among[-1][2]
