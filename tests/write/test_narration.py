"""The narrator says the number of a list item before it, as the ear expects it."""

import pytest

from briefing.model import Article, Block, Heading, ListItem, Narration, Paragraph, Story
from briefing.write import WriteOptions, write_script

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
