"""Attribution first: the ways in which news attributes, and what a newsreader says."""

import pytest

from briefing.model import Article, Attribution, Narration, Paragraph, Quotation, Span, Speaker, Story
from briefing.write import Parts, WriteOptions, write_script

BARE = WriteOptions(parts=Parts(sign_on=False, honesty=False, headline=False, source=False, sign_off=False))
ANN = Speaker("ann-lee", "Ann Lee", "the mayor", "female")


def story_of(*paragraphs: str, cues: dict[int, str] | None = None) -> Story:
    """A story in which everything between double marks is Ann Lee's; `cues` gives a block's attribution."""
    quotations = []
    for block, text in enumerate(paragraphs):
        position = text.find('"')
        while position >= 0:
            end = text.index('"', position + 1)
            words = (cues or {}).get(block, "")
            at = text.find(words)
            frame = Span(block, at, at + len(words)) if words else None
            attribution = Attribution("test", words, frame)
            quotations.append(Quotation((Span(block, position + 1, end),), ANN, attribution))
            position = text.find('"', end + 1)
    blocks = tuple(Paragraph(text) for text in paragraphs)
    article = Article("", "Bridge opens", (), "", "", "en", "", blocks, ())
    return Story(article, tuple(quotations))


def heard(story: Story) -> list[str]:
    (section,) = write_script([story], BARE).sections
    return [f"{'N' if isinstance(s, Narration) else 'Q'}: {s.text}" for s in section.segments]


@pytest.mark.parametrize(
    ("paragraph", "cue", "expected"),
    [
        (
            '"We open," Ann Lee, the mayor, said in a release. "It took years."',
            "Ann Lee, the mayor, said in a release",
            ["N: Ann Lee, the mayor, said in a release:", "Q: We open. It took years."],
        ),
        ('"We open," said Ann Lee.', "said Ann Lee", ["N: Ann Lee said:", "Q: We open."]),
        ('"We open," said the mayor.', "said the mayor", ["N: The mayor said:", "Q: We open."]),
        (
            '"We open," Ann Lee said, "and we stay."',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open, and we stay."],
        ),
        ('"We open," she said.', "she said", ["N: Ann Lee said:", "Q: We open."]),
        (
            '"We open," said Ann Lee, who had arrived on Monday.',
            "said Ann Lee",
            ["N: Ann Lee, who had arrived on Monday, said:", "Q: We open."],
        ),
        (
            '"We open," Ann Lee said, adding that it would rain.',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open.", "N: adding that it would rain."],
        ),
        ('Ann Lee said, "We open."', "Ann Lee said", ["N: Ann Lee said:", "Q: We open."]),
        (
            'The wind fell. "We open," she said on Monday. Cars passed.',
            "she said on Monday",
            ["N: The wind fell. Ann Lee said on Monday:", "Q: We open.", "N: Cars passed."],
        ),
        (
            '"We open," said Ann Lee, the head of the port during the war.',
            "said Ann Lee",
            ["N: Ann Lee, the head of the port during the war, said:", "Q: We open."],
        ),
        (
            '"We open," wrote Ann Lee in a letter.',
            "wrote Ann Lee in a letter",
            ["N: Ann Lee wrote in a letter:", "Q: We open."],
        ),
        (
            '"We open," Ann Lee said, adding, "We never close a gate."',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open.", "N: Adding:", "Q: We never close a gate."],
        ),
        ('Said Ann Lee: "We open now."', "Said Ann Lee", ["N: Ann Lee said:", "Q: We open now."]),
        (
            'Ann Lee called it "a small step" on Monday.',
            "",
            ['N: Ann Lee called it "a small step" on Monday.'],
        ),
        ('The film "Low Tide" pleased her.', "", ['N: The film "Low Tide" pleased her.']),
        ('"We open."', "", ["N: Ann Lee said:", "Q: We open."]),
        ('Ann Lee objected. "We stay."', "", ["N: Ann Lee objected.", "Q: We stay."]),
    ],
)
def test_the_listener_knows_who_speaks_before_the_voice_changes(
    paragraph: str, cue: str, expected: list[str]
) -> None:
    assert heard(story_of(paragraph, cues={0: cue})) == expected


def test_a_pronoun_stays_where_the_voice_stays() -> None:
    told = heard(
        story_of(
            '"We open," said Ann Lee.', '"We stay," she added.', cues={0: "said Ann Lee", 1: "she added"}
        )
    )
    assert told == ["N: Ann Lee said:", "Q: We open.", "N: She added:", "Q: We stay."]


def test_a_quotation_that_runs_over_a_paragraph_names_its_speaker_again() -> None:
    told = heard(story_of('"We open," said Ann Lee.', '"It rains."', cues={0: "said Ann Lee"}))
    assert told == ["N: Ann Lee said:", "Q: We open.", "N: Lee continued:", "Q: It rains."]
