"""The quotations of whole articles, of our own writing."""

import pytest

from briefing.model import Article, Paragraph, Span
from briefing.quote import find_quotations


def article(*paragraphs: str) -> Article:
    return Article("", "", (), "", "", "en", "", tuple(map(Paragraph, paragraphs)), ())


def test_a_pair_is_one_speaker_and_they_are_it() -> None:
    pair, they = find_quotations(
        article(
            "“The road floods,” Desmond Clarke and Yusuf Khan, heads of the residents’ association, "
            "said in a release.",
            "They continued, “Now somebody can mend it.”",
        )
    )
    assert pair.speaker == they.speaker
    assert pair.speaker is not None
    assert (pair.speaker.name, pair.speaker.gender) == ("Desmond Clarke and Yusuf Khan", "group")


def test_both_parts_of_a_split_quotation_share_the_speaker_and_the_cue_is_the_clause_between() -> None:
    text = "“The roof is gone,” Ana Duarte, the head teacher, said in a letter. “We will rebuild it.”"
    first, second = find_quotations(article(text))
    assert first.speaker == second.speaker
    assert first.attribution.frame is not None
    frame = first.attribution.frame
    assert frame == Span(0, 20, 66)
    assert text[frame.start : frame.end] == "Ana Duarte, the head teacher, said in a letter"


@pytest.mark.parametrize(
    ("cue", "role"),
    [
        ("said Ann Lee, the harbour master of Calder, who lives there.", "harbour master of Calder"),
        (
            "Ann Lee, head of the Leeds-based watchdog Clear Air, told us.",
            "head of the Leeds-based watchdog Clear Air",
        ),
        ("Ann Lee, a spokeswoman for the port said.", "spokeswoman for the port"),
        ("said the port’s captain, Ann Lee.", "port’s captain"),
        ("said bridge engineer Ann Lee.", "bridge engineer"),
    ],
)
def test_a_role_is_what_the_article_says_beside_the_name(cue: str, role: str) -> None:
    (quotation,) = find_quotations(article(f"“We wait for the tide,” {cue}"))
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.role) == ("Ann Lee", role)


def test_the_cue_that_ends_a_sentence_attributes_the_quotation_that_begins_it() -> None:
    text = "“I have always said that the roof is a danger” and that the mayor knew it, Ida Quist said."
    (quotation,) = find_quotations(article("Tom Reed came first.", text))
    assert quotation.attribution.rule == "name said"
    assert quotation.attribution.words == "Ida Quist said"
