"""The numbers of list items, the entries of a live blog and the corrections of a story as they are told."""

import pytest

from briefing.model import Article, Block, Entry, Heading, ListItem, Narration, Paragraph, Story
from briefing.quote import find_quotations
from briefing.write import Parts, WriteOptions, write_script

BARE = WriteOptions(parts=Parts(sign_on=False, honesty=False, headline=False, source=False, sign_off=False))
LEDE = Paragraph("The market is rebuilt in three steps, and the first of them begins in January.")


def narrated(blocks: tuple[Block, ...], language: str) -> list[tuple[str, bool]]:
    """What is said after the lede, and whether it is a phrase of ours."""
    article = Article("", "The market", (), "", "", language, "", (LEDE, *blocks), ())
    (section,) = [s for s in write_script([Story(article, ())], WriteOptions()).sections if s.role == "story"]
    told = [s for s in section.segments if isinstance(s, Narration) and s.role not in ("headline", "lede")]
    return [(segment.text, segment.ours) for segment in told]


def items(*numbers: int) -> tuple[ListItem, ...]:
    return tuple(ListItem(f"Item {'abcdefghijklmn'[n]} comes.", n) for n in numbers)


@pytest.mark.parametrize(
    ("blocks", "language", "phrases"),
    [
        (items(1, 2, 3), "en", ["First:", "Second:", "Third:"]),
        (items(3, 2, 1), "en", ["Number 3:", "Number 2:", "Number 1:"]),
        (items(5, 6), "en", ["Number 5:", "Number 6:"]),
        (items(1, 0, 2), "en", ["First:", "Second:"]),
        (items(1, 1, 2, 2), "en", ["First:", "First:", "Second:", "Second:"]),
        (items(0, 0), "en", []),
        ((*items(1, 2), Heading("Later"), *items(1, 2)), "en", ["First:", "Second:", "First:", "Second:"]),
        (items(*range(1, 12))[-2:], "en", ["Number 10:", "Number 11:"]),
        (items(*range(1, 12)), "en-GB", ["First:", "Second:", "Third:", "Fourth:", "Fifth:", "Sixth:",
                                         "Seventh:", "Eighth:", "Ninth:", "Tenth:", "Number 11:"]),
        (items(1, 2), "de", ["Erstens:", "Zweitens:"]),
        (items(9, 8), "de", ["Nummer 9:", "Nummer 8:"]),
        (items(1, 2), "fr", ["Premièrement :", "Deuxièmement :"]),
        (items(4, 3), "fr", ["Numéro 4 :", "Numéro 3 :"]),
        (items(1, 2), "es", ["Primero:", "Segundo:"]),
        (items(4, 3), "es", ["Número 4:", "Número 3:"]),
    ],
)  # fmt: skip
def test_an_item_is_told_after_its_number(
    blocks: tuple[Block, ...], language: str, phrases: list[str]
) -> None:
    waiting = iter(phrases)
    assert narrated(blocks, language) == [
        said
        for block in blocks
        for said in (
            *([(next(waiting), True)] if isinstance(block, ListItem) and block.number else []),
            (block.text, False),
        )
    ]
    assert list(waiting) == []


def told(language: str, entries: tuple[Entry, ...], *texts: str) -> list[tuple[str, bool]]:
    blocks = tuple(map(Paragraph, texts))
    article = Article("", "Strike", (), "", "", language, "", blocks, (), entries=entries)
    (section,) = write_script([Story(article, ())], BARE).sections
    return [(segment.text, getattr(segment, "ours", False)) for segment in section.segments]


@pytest.mark.parametrize(
    ("language", "clock", "words"),
    [
        ("en", "09:40", "At 9:40 a.m."),
        ("en-GB", "16:05", "At 4:05 p.m."),
        ("en", "00:10", "At 12:10 a.m."),
        ("de", "14:35", "Um 14:35 Uhr."),
        ("fr", "12:05", "À 12 h 05."),
        ("es", "10:15", "A las 10:15."),
        ("it", "18:22", "18:22."),
    ],
)
def test_the_time_of_an_entry_is_told_before_it(language: str, clock: str, words: str) -> None:
    assert told(language, (Entry(1, clock),), "The pilots strike.", "The boat is gone.") == [
        ("The pilots strike.", False),
        (words, True),
        ("The boat is gone.", False),
    ]


def test_the_day_is_told_where_it_changes() -> None:
    entries = (
        Entry(0, "22:40", "2026-11-29T22:40:00Z"),
        Entry(1, "09:40", "2026-11-30T09:40:00Z"),
        Entry(2, "10:15", "2026-11-30T10:15:00Z"),
    )
    spoken = [text for text, is_ours in told("en", entries, "One.", "Two.", "Three.") if is_ours]
    assert spoken == ["At 10:40 p.m.", "On Monday at 9:40 a.m.", "At 10:15 a.m."]


def test_an_update_of_a_live_blog_tells_the_new_entries_with_their_times() -> None:
    blocks = (
        Heading("First boat cancelled"),
        Paragraph("The company names the weather."),
        Heading("Talks are over"),
        Paragraph("Both sides left without a word."),
    )
    entries = (Entry(0, "09:40"), Entry(2, "14:40"))
    article = Article("", "Strike", (), "", "", "en", "", blocks, (), entries=entries)
    story = Story(article, (), is_update=True, new_blocks=(3,))
    (section,) = write_script([story], BARE).sections
    assert [segment.text for segment in section.segments][-3:] == [
        "At 2:40 p.m.",
        "Talks are over",
        "Both sides left without a word.",
    ]
    assert "First boat cancelled" not in [segment.text for segment in section.segments]


@pytest.mark.parametrize(
    ("language", "phrase"),
    [("en", "Correction:"), ("de", "Berichtigung:"), ("fr", "Rectificatif :"), ("es", "Corrección:")],
)
def test_a_correction_is_told_behind_a_fixed_phrase_and_what_it_quotes_by_the_narrator(
    language: str, phrase: str
) -> None:
    blocks = (Paragraph("The ferry is back."), Paragraph('The sign says "Ann and I," not "Ann and me."'))
    article = Article("", "Ferry", (), "", "", language, "", blocks, (), corrections=(1,))
    (section,) = write_script([Story(article, find_quotations(article))], BARE).sections
    assert [segment.text for segment in section.segments] == [
        "The ferry is back.",
        phrase,
        'The sign says "Ann and I," not "Ann and me."',
    ]
