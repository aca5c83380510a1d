"""A programme of so many seconds: what it keeps, and that it lasts so long."""

import pytest

from briefing.model import (
    Article,
    Attribution,
    Heading,
    Narration,
    Paragraph,
    Quotation,
    Span,
    Speaker,
    Story,
)
from briefing.write import Length, WriteOptions, script_ms, write_script
from briefing.write.summarization import select_blocks
from briefing.write.summarization.dependencies import block_dependencies

MARA = Speaker("mara-voss", "Mara Voss", "the harbour master", "female")
PARAGRAPHS = (
    "The harbour of Elmsund was closed on Monday after a crane fell into the basin and blocked both gates.",
    "Mara Voss, the harbour master, said divers had found no damage below the waterline so far.",
    '"We will not open before the last bolt is checked," she said.',
    "Ferries to the islands leave from the fishing quay until further notice, and tickets stay valid.",
    "They run every two hours between six in the morning and ten at night on all days of this week.",
    "The crane was built in 1962 and had been repaired several times over the past decades.",
    "Fishermen asked for help with their catch, which lies on ice in forty containers behind the gates.",
    "But the market hall expects no shortage, since two trawlers landed in the neighbouring port at noon.",
    "Voss said the basin should be cleared by Thursday if the wind stays below five knots.",
    "A floating crane from the yard in Norholm is on its way and should arrive during the night.",
)


def elmsund() -> Story:
    said = "she said"
    start = PARAGRAPHS[2].index(said)
    quoted = Span(2, 1, PARAGRAPHS[2].index('"', 1))
    cue = Attribution("pronoun", said, Span(2, start, start + len(said)))
    blocks = tuple(Paragraph(text) for text in PARAGRAPHS)
    article = Article("", "Harbour closed", (), "Elmsund Post", "2026-11-20", "en", "", blocks, ())
    return Story(article, (Quotation((quoted,), MARA, cue),))


def kept_of(seconds: int, story: Story) -> tuple[int, ...]:
    length = Length(seconds)
    (kept,) = select_blocks([story], write_script([story]), length, length.budget_ms)
    return kept


def test_the_lede_always_stands() -> None:
    assert kept_of(1, elmsund()) == (0,)


def test_a_quotation_comes_with_the_paragraph_that_says_who_speaks() -> None:
    chosen = [kept_of(seconds, elmsund()) for seconds in range(10, 60)]
    assert any(2 in kept for kept in chosen)
    assert all(1 in kept for kept in chosen if 2 in kept or 8 in kept)


def test_a_pronoun_never_loses_its_name() -> None:
    chosen = [kept_of(seconds, elmsund()) for seconds in range(10, 80)]
    assert all(3 in kept for kept in chosen if 4 in kept)


def test_the_order_of_the_paragraphs_stands() -> None:
    assert all(list(kept) == sorted(kept) for kept in (kept_of(s, elmsund()) for s in range(10, 80)))


def test_a_programme_lasts_as_long_as_it_may() -> None:
    for seconds in (30, 40, 50):
        length = Length(seconds)
        script = write_script([elmsund()], WriteOptions(length=length))
        assert abs(script_ms(script, length) - length.budget_ms) <= length.budget_ms // 20


def test_everything_is_read_where_the_time_allows_it() -> None:
    assert write_script([elmsund()], WriteOptions(length=Length(600))) == write_script([elmsund()])


def test_measured_lengths_go_before_the_estimate() -> None:
    whole = write_script([elmsund()])
    says = {segment.say for section in whole.sections for segment in section.segments}
    silent = Length(60, measured_ms=dict.fromkeys(says, 0))
    pauses = sum(segment.pause_ms for section in whole.sections for segment in section.segments)
    assert script_ms(whole, silent) == pauses


def test_the_first_story_gets_the_largest_share() -> None:
    stories = [elmsund(), elmsund(), elmsund()]
    length = Length(120)
    whole = write_script(stories)
    kept = select_blocks(stories, whole, length, length.budget_ms)
    assert len(kept[0]) >= len(kept[1]) >= len(kept[2]) >= 1
    assert len(kept[0]) > len(kept[2])


def test_a_heading_is_kept_only_with_something_below_it() -> None:
    story = elmsund()
    blocks = (*story.article.blocks[:5], Heading("The crane"), *story.article.blocks[5:])
    article = Article("", "Harbour closed", (), "Elmsund Post", "2026-11-20", "en", "", blocks, ())
    titled = Story(article, story.quotations)
    chosen = [kept_of(seconds, titled) for seconds in range(10, 90)]
    assert all((5 in kept) == any(n > 5 for n in kept) for kept in chosen)


def test_the_overview_of_the_headlines_goes_where_leaving_out_paragraphs_is_not_enough() -> None:
    def roles(seconds: int) -> set[str]:
        script = write_script([elmsund()] * 4, WriteOptions(length=Length(seconds)))
        return {s.role for section in script.sections for s in section.segments if isinstance(s, Narration)}

    assert "headlines" in roles(600)
    assert "headlines" not in roles(20)
    assert "headline" in roles(20) or "lede" in roles(20)


def test_a_speaker_known_by_a_description_alone_keeps_the_paragraph_before() -> None:
    official = Speaker("the-official", "the official", "", "unknown")
    texts = (
        *PARAGRAPHS[:1],
        "An official of the port spoke to the crews.",
        '"We open soon," the official said.',
    )
    said = Quotation((Span(2, 1, 13),), official, Attribution("test", "the official said", Span(2, 16, 33)))
    article = Article("", "Harbour closed", (), "", "", "en", "", tuple(map(Paragraph, texts)), ())
    needs = block_dependencies(Story(article, (said,)), "en")
    assert needs[2] >= {1, 2}


def needs_of(language: str, *texts: str, speaker: Speaker | None = None) -> list[set[int]]:
    """The needs of paragraphs of which those in marks are the speaker's."""
    said = tuple(
        Quotation((Span(n, 1, len(text) - 1),), speaker, Attribution("test", ""))
        for n, text in enumerate(texts)
        if text.startswith('"') and speaker
    )
    article = Article("", "Harbour closed", (), "", "", language, "", tuple(map(Paragraph, texts)), ())
    return [set(needs) for needs in block_dependencies(Story(article, said), language)]


def test_a_sentence_that_only_introduces_a_quotation_comes_with_it_or_goes() -> None:
    told = ("The harbour is closed.", "Mara Voss, 44, the harbour master, was tired.", '"We open soon."')
    assert needs_of("en", *told, speaker=MARA) == [{0}, {1, 2}, {1, 2}]


def test_who_disagrees_needs_what_was_said_before() -> None:
    told = ("The harbour is closed.", "It rains.", "Mara Voss disagreed.", "Ferries leave at ten.")
    assert needs_of("en", *told)[2] == {0, 1, 2}


def test_a_question_comes_with_its_answer() -> None:
    assert needs_of("en", "The harbour is closed.", "Why stay?", "Nobody knows.") == [{0}, {1, 2}, {1, 2}]


def test_a_middle_initial_hides_no_name() -> None:
    told = ("The harbour is closed.", "Mara T. Voss came.", "Nobody paid Voss.")
    assert needs_of("en", *told) == [{0}, {1}, {1, 2}]


def test_a_particle_is_no_name_that_anybody_was_introduced_by() -> None:
    goff = Speaker("yvon-le-goff", "Yvon Le Goff", "", "male")
    told = ("Le port est bloqué par le gel.", "Yvon Le Goff est venu.", "Rien ne bouge.", '"On attend."')
    assert needs_of("fr", *told, speaker=goff)[3] == {1, 3}


@pytest.mark.parametrize(
    ("language", "leaning", "standing"),
    [
        ("de", "Er kam aus Norholm und blieb drei Tage.", "Die Fähre kam aus Norholm, sagte Sie."),
        ("de", "Trotzdem fährt die Fähre.", "Die Fähre fährt trotzdem."),
        ("fr", "Il venait de Norholm.", "Le bac venait de Norholm."),
        ("fr", "Pourtant, le bac part.", "Le bac part pourtant."),
        ("es", "Ella venía de Norholm.", "La barca venía de Norholm."),
        ("es", "Sin embargo, la barca sale.", "La barca sale sin embargo."),
    ],
)
def test_each_language_has_its_own_words_that_point_back(language: str, leaning: str, standing: str) -> None:
    needs = needs_of(language, "Norholm.", leaning, standing)
    assert needs[1:] == [{0, 1}, {2}]
