"""Attribution first: the ways in which news attributes, and what a newsreader says."""

from dataclasses import replace

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


def heard(story: Story, options: WriteOptions = BARE) -> list[str]:
    (section,) = write_script([story], options).sections
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
        (
            '"We open." (Ann Lee, on the radio)',
            "Ann Lee, on the radio",
            ["N: Ann Lee, on the radio:", "Q: We open."],
        ),
        ('"We open," shrugged Ann Lee.', "shrugged Ann Lee", ["N: Ann Lee shrugged:", "Q: We open."]),
        ('"We open," actor Ann Lee said.', "actor Ann Lee said", ["N: Actor Ann Lee said:", "Q: We open."]),
        ('"We open," said the mayor.', "said the mayor", ["N: The mayor said:", "Q: We open."]),
        (
            '"We open," Ann Lee said, "and we stay."',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open, and we stay."],
        ),
        ('"We open," she said.', "she said", ["N: Ann Lee said:", "Q: We open."]),
        (
            '"We open," said Ann Lee of the port in a Monday report.',
            "said Ann Lee of the port in a Monday report",
            ["N: Ann Lee of the port said in a Monday report:", "Q: We open."],
        ),
        (
            '"We open," came the answer from Ann Lee, the mayor.',
            "came the answer from Ann Lee",
            ["N: The answer from Ann Lee, the mayor, came:", "Q: We open."],
        ),
        (
            'Ann Lee said: "We open," she said. "We stay."',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open. We stay."],
        ),
        (
            'Ann Lee said: "We open," and then left.',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open.", "N: And Lee then left."],
        ),
        (
            '(Ann Lee said: "We open.") The gates are new.',
            "Ann Lee said",
            ["N: (Ann Lee said:", "Q: We open.", "N: The gates are new."],
        ),
        (
            '"We open," said Ann Lee, who had arrived on Monday.',
            "said Ann Lee",
            ["N: Ann Lee, who had arrived on Monday, said:", "Q: We open."],
        ),
        (
            '"We open," Ann Lee said, adding that it would rain.',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open.", "N: Lee added that it would rain."],
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
            ["N: Ann Lee said:", "Q: We open.", "N: Lee added:", "Q: We never close a gate."],
        ),
        (
            '"We open," said Ann Lee before adding that it would rain.',
            "said Ann Lee",
            ["N: Ann Lee said:", "Q: We open.", "N: Lee added that it would rain."],
        ),
        (
            'It would cost "at least twice that, and twice again." "We open," Ann Lee said.',
            "Ann Lee said",
            ['N: It would cost "at least twice that, and twice again." Ann Lee said:', "Q: We open."],
        ),
        (
            '"We open," she said, noting that it would rain.',
            "she said",
            ["N: Ann Lee said:", "Q: We open.", "N: She noted that it would rain."],
        ),
        (
            '"We open," said Ann Lee, who had arrived on Monday, adding: "We stay."',
            "said Ann Lee",
            ["N: Ann Lee, who had arrived on Monday, said:", "Q: We open.", "N: Lee added:", "Q: We stay."],
        ),
        (
            'Ann Lee was unmoved by the storm. "We open," she said.',
            "she said",
            ["N: Ann Lee was unmoved by the storm. She said:", "Q: We open."],
        ),
        (
            'Ann Lee met Omar Diaz on the wall. "We open," she said.',
            "she said",
            ["N: Ann Lee met Omar Diaz on the wall. Lee said:", "Q: We open."],
        ),
        (
            '"We open," Ann Lee said, and left the room.',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open.", "N: And Lee left the room."],
        ),
        (
            '"We open," she said on Monday, but later took it back.',
            "she said on Monday",
            ["N: Ann Lee said on Monday:", "Q: We open.", "N: But she later took it back."],
        ),
        (
            '"We open," Ann Lee said and walked out.',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open.", "N: And Lee walked out."],
        ),
        (
            '"We open," said Ann Lee, who grew up here and is now the mayor.',
            "said Ann Lee",
            ["N: Ann Lee, who grew up here and is now the mayor, said:", "Q: We open."],
        ),
        (
            '"We open," Ann Lee said, and the gates did open.',
            "Ann Lee said",
            ["N: Ann Lee said:", "Q: We open.", "N: And the gates did open."],
        ),
        (
            '"We open," Ann Lee said, pointing at the gates.',
            "Ann Lee said",
            ["N: Ann Lee said, pointing at the gates:", "Q: We open."],
        ),
        (
            '"We open," said Ann Lee, head of the harbour trust, which owns the gates.',
            "said Ann Lee",
            ["N: Ann Lee, head of the harbour trust, which owns the gates, said:", "Q: We open."],
        ),
        (
            '"We open," said Ann Lee (who had arrived on Monday).',
            "said Ann Lee",
            ["N: Ann Lee (who had arrived on Monday) said:", "Q: We open."],
        ),
        (
            '"We open," according to Ann Lee.',
            "according to Ann Lee",
            ["N: According to Ann Lee:", "Q: We open."],
        ),
        ('"Do we open?" asked Ann Lee.', "asked Ann Lee", ["N: Ann Lee asked:", "Q: Do we open?"]),
        (
            'Asked whether it would rain, Ann Lee said, "We open anyway."',
            "Ann Lee said",
            ["N: Asked whether it would rain, Ann Lee said:", "Q: We open anyway."],
        ),
        (
            'Ann Lee said that "I have never closed a gate in my life. Nobody here has."',
            "Ann Lee said",
            ["N: Ann Lee said that:", "Q: I have never closed a gate in my life. Nobody here has."],
        ),
        (
            'Ann Lee said that "the gates of this town have never been closed to anyone who knocked."',
            "Ann Lee said",
            [
                'N: Ann Lee said that "the gates of this town have never been closed to anyone who knocked."',
            ],
        ),
        (
            '"If I were a gull I would be shut out here every day" for her views, Ann Lee said.',
            "Ann Lee said",
            ['N: "If I were a gull I would be shut out here every day" for her views, Ann Lee said.'],
        ),
        (
            '"We close no gate in this town before the last boat is in" said Ann Lee.',
            "said Ann Lee",
            ["N: Ann Lee said:", "Q: We close no gate in this town before the last boat is in."],
        ),
        (
            '"Nobody ever closes a gate in this town," was all that the letter held.',
            "",
            ['N: "Nobody ever closes a gate in this town," was all that the letter held.'],
        ),
        (
            'Some of those who fear it ("We open too late for that," Ann Lee wrote) and others stayed away.',
            "Ann Lee wrote",
            [
                "N: Some of those who fear it "
                '("We open too late for that," Ann Lee wrote) and others stayed away.',
            ],
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


def test_a_voice_that_goes_on_in_the_next_paragraph_needs_no_name() -> None:
    told = heard(story_of('"We open," said Ann Lee.', '"It rains."', cues={0: "said Ann Lee"}))
    assert told == ["N: Ann Lee said:", "Q: We open.", "Q: It rains."]


def test_a_new_paragraph_names_the_voice_though_the_one_before_told_of_the_speaker() -> None:
    told = heard(story_of("Ann Lee walked along the wall.", '"We open."'))
    assert told == ["N: Ann Lee walked along the wall.", "N: Lee said:", "Q: We open."]


def test_a_voice_that_goes_on_and_on_is_named_once() -> None:
    assert heard(story_of(*['"It rains."'] * 6)) == ["N: Ann Lee said:", *["Q: It rains."] * 6]


def test_a_voice_after_a_long_passage_is_named_again() -> None:
    passage = " ".join(["Gulls cried over the water and the wall."] * 9)
    told = heard(story_of('"We open," Ann Lee said.', passage, '"It rains."', cues={0: "Ann Lee said"}))
    assert told == ["N: Ann Lee said:", "Q: We open.", f"N: {passage}", "N: Lee said:", "Q: It rains."]


def test_a_voice_after_a_sentence_about_somebody_else_is_named_again() -> None:
    told = heard(
        story_of('"We open," Ann Lee said.', "Omar Diaz nodded.", '"It rains."', cues={0: "Ann Lee said"})
    )
    assert told[2:] == ["N: Omar Diaz nodded.", "N: Lee said:", "Q: It rains."]


def test_the_articles_own_said_stays_where_the_voice_goes_on() -> None:
    said = ['"We open," Ann Lee said.', *['"It rains," Lee said.'] * 2]
    told = heard(story_of(*said, cues={0: "Ann Lee said", 1: "Lee said", 2: "Lee said"}))
    assert told[::2] == ["N: Ann Lee said:", "N: Lee said:", "N: Lee said:"]


LONG = " ".join(["It rained on the wall and on the water."] * 12)
ASKED = " ".join(["Why did it rain on the wall and on the water?"] * 12)
INTERRUPTED = replace(BARE, interrupts_long_quotations=True)


def test_a_long_quotation_is_spoken_whole() -> None:
    assert heard(story_of(f'Ann Lee said: "{LONG}"', cues={0: "Ann Lee said"}))[1:] == [f"Q: {LONG}"]


def test_a_cast_may_have_long_quotations_interrupted_in_other_words_each_time() -> None:
    told = heard(story_of(f'Ann Lee said: "{LONG}"', cues={0: "Ann Lee said"}), INTERRUPTED)
    assert told[::2] == ["N: Ann Lee said:", "N: Lee continued:", "N: Lee went on:"]
    assert " ".join(line.removeprefix("Q: ") for line in told[1::2]) == LONG


def test_no_long_quotation_is_interrupted_behind_a_question() -> None:
    told = heard(story_of(f'Ann Lee said: "{ASKED}"', cues={0: "Ann Lee said"}), INTERRUPTED)
    assert told == ["N: Ann Lee said:", f"Q: {ASKED}"]


def test_a_pronoun_behind_other_words_stays_since_it_may_mean_somebody_else() -> None:
    cues = {0: "Ann Lee said", 2: "she said"}
    said = ('"We open," Ann Lee said.', "That was not enough for Vi Stone.", '"We stay," she said.')
    assert heard(story_of(*said, cues=cues))[3:] == ["N: She said:", "Q: We stay."]


def test_an_attribution_that_tells_more_than_the_speaker_stays_as_it_is() -> None:
    cues = {0: "Ann Lee said", 1: "she said on Monday"}
    told = heard(story_of('"We open," Ann Lee said.', '"We stay," she said on Monday.', cues=cues))
    assert told[2:] == ["N: She said on Monday:", "Q: We stay."]


def test_a_paragraph_that_announces_its_speaker_needs_no_phrase_of_ours() -> None:
    told = heard(story_of("Ann Lee, 44, agreed.", '"We open."'))
    assert told == ["N: Ann Lee, 44, agreed.", "Q: We open."]


def test_an_organisation_keeps_the_article_that_the_story_gives_it() -> None:
    board = Speaker("harbour-board", "Harbour Board", "", "organisation")
    texts = ("The Harbour Board met.", "It rained.", '"We open," it said.')
    blocks = tuple(Paragraph(text) for text in texts)
    cue = Attribution("test", "it said", Span(2, 11, 18))
    article = Article("", "Bridge opens", (), "", "", "en", "", blocks, ())
    said = Quotation((Span(2, 1, 9),), board, cue)
    assert heard(Story(article, (said,)))[2:] == ["N: The Harbour Board said:", "Q: We open."]


def test_a_description_that_names_nobody_leaves_the_pronoun() -> None:
    friends = Speaker("her-friends", "her friends", "", "group")
    text = '"We open," they said.'
    article = Article("", "Bridge opens", (), "", "", "en", "", (Paragraph(text),), ())
    said = Quotation((Span(0, 1, 9),), friends, Attribution("test", "they said", Span(0, 11, 20)))
    assert heard(Story(article, (said,))) == ["N: They said:", "Q: We open."]


@pytest.mark.parametrize(
    "text",
    [
        'The toll, Ann Lee said, "will not go up."',
        'The bridge, Ann Lee told the council, "is finished."',
        'The gates, according to Ann Lee, "were never meant for lorries of that size or anything near it."',
        'Ann Lee said, "and not before time."',
        'In May Ann Lee said: "better late than never."',
        'Such a wall, Ann Lee wrote, "has to be seen."',
        'The work, she said, "can wait."',
        'All of it, Ann Lee said, "in one night."',
        '"The town has decided," was how Ann Lee put it.',
        '"We have nothing to add," was all Ann Lee would say.',
        '"Nobody asked me at all," is how Ann Lee remembers it.',
        '"We are done," became the motto of Ann Lee.',
    ],
)
def test_words_that_need_the_narrators_sentence_stay_in_it(text: str) -> None:
    assert heard(story_of(text, cues={0: "Ann Lee"})) == [f"N: {text}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ann Lee said, "we stay."', ["N: Ann Lee said:", "Q: We stay."]),
        ('Ann Lee said: "they never asked."', ["N: Ann Lee said:", "Q: They never asked."]),
        ('Ann Lee said, "there is no plan."', ["N: Ann Lee said:", "Q: There is no plan."]),
        ('"We open," Ann Lee said, "and we stay."', ["N: Ann Lee said:", "Q: We open, and we stay."]),
    ],
)
def test_a_sentence_in_lower_case_is_spoken_with_a_capital(text: str, expected: list[str]) -> None:
    assert heard(story_of(text, cues={0: "Ann Lee said"})) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ann Lee told the council:", []),
        ("And from Ann Lee, the mayor:", []),
        ("The view of Ann Lee:", []),
        ("She added:", []),
        ("Asked about the toll:", []),
        ("Ann Lee disagreed.", []),
        ("Gulls cried.", ["N: Ann Lee said:"]),
    ],
)
def test_a_line_that_hands_over_is_the_only_introduction(line: str, expected: list[str]) -> None:
    assert heard(story_of(line, '"We open."')) == [f"N: {line}", *expected, "Q: We open."]


@pytest.mark.parametrize(
    ("clause", "introduction"),
    [
        ("she added", "She added:"),
        ("she said", "She said:"),
        ("said Lee", "Lee said:"),
        ("Lee told the council", "Lee told the council:"),
        ("said Lee, who has led the port since 2019", "Lee, who has led the port since 2019, said:"),
        ("she went on", "She went on:"),
        ("wrote the mayor", "The mayor wrote:"),
        ("she insisted on Monday", "She insisted on Monday:"),
    ],
)
def test_each_paragraph_of_a_quotation_may_have_an_attribution_of_its_own(
    clause: str, introduction: str
) -> None:
    first, second = 'Ann Lee said: "We open.', f'"We stay," {clause}.'
    spans = (Span(0, 15, len(first)), Span(1, 1, 9))
    cue = Attribution("test", "Ann Lee said", Span(0, 0, 12))
    article = Article("", "Title", (), "", "", "en", "", (Paragraph(first), Paragraph(second)), ())
    told = heard(Story(article, (Quotation(spans, ANN, cue),)))
    assert told == ["N: Ann Lee said:", "Q: We open.", f"N: {introduction}", "Q: We stay."]


@pytest.mark.parametrize(
    ("paragraph", "cue", "expected"),
    [
        (
            'Ann Lee was blunt: "The roof leaks," she said.',
            "she said",
            ["N: Ann Lee was blunt. She said:", "Q: The roof leaks."],
        ),
        (
            'It was a hard year: "We lost the roof," Ann Lee said. "It was May."',
            "Ann Lee said",
            ["N: It was a hard year. Ann Lee said:", "Q: We lost the roof. It was May."],
        ),
        (
            'The plan has a price: "We pay twice," said Ann Lee, the mayor.',
            "said Ann Lee, the mayor",
            ["N: The plan has a price. Ann Lee, the mayor, said:", "Q: We pay twice."],
        ),
        (
            'Nobody liked it: "We pay twice," Ann Lee said, adding that it rained.',
            "Ann Lee said",
            [
                "N: Nobody liked it. Ann Lee said:",
                "Q: We pay twice.",
                "N: Lee added that it rained.",
            ],
        ),
        (
            'Then came the flood: "It took the wall," Ann Lee wrote, "and the gate."',
            "Ann Lee wrote",
            ["N: Then came the flood. Ann Lee wrote:", "Q: It took the wall, and the gate."],
        ),
        (
            'In May, "We open," Ann Lee said.',
            "Ann Lee said",
            ["N: In May, Ann Lee said:", "Q: We open."],
        ),
    ],
)
def test_a_line_with_a_colon_before_a_quotation_with_a_cue_is_a_sentence(
    paragraph: str, cue: str, expected: list[str]
) -> None:
    assert heard(story_of(paragraph, cues={0: cue})) == expected


def speakerless(text: str) -> Story:
    """A story of one paragraph whose quotations have neither a speaker nor a cue."""
    story = story_of(text)
    nobody = tuple(replace(quotation, speaker=None) for quotation in story.quotations)
    return replace(story, quotations=nobody)


@pytest.mark.parametrize(
    "text",
    [
        'Patience and faith are what readers need. "You only see the tenth of it."',
        '"You only see the tenth of it." Patience is what readers need.',
        '"They never came back, and nobody has asked why."',
        'A sign hung at the gate. "Nobody may enter after dark."',
        'The rule is old. "What is lent is lent." It is still read out every year.',
        'Happiness is a long road. "There is no map of it."',
        'The bell rang twice: "There is a fire in the hall."',
        'Trust is the word of the day. "It takes years to grow. It takes a day to lose."',
    ],
)
def test_the_narrator_reads_words_that_nobody_says(text: str) -> None:
    assert heard(speakerless(text)) == [f"N: {text}"]


@pytest.mark.parametrize(
    "words",
    ["We only see the tenth of it.", "I'm told it is over.", "Nobody asked me.", "It is my town, too."],
)
def test_words_in_the_first_person_have_a_voice_though_nobody_is_named(words: str) -> None:
    expected = ["N: The bell rang.", "N: The story quotes these words:", f"Q: {words}"]
    assert heard(speakerless(f'The bell rang. "{words}"')) == expected


def test_unnamed_quotations_in_a_row_are_introduced_once() -> None:
    story = story_of('"We had a fine evening."', "– Ali", '"It made my day."')
    nobody = tuple(replace(quotation, speaker=None) for quotation in story.quotations)
    assert heard(replace(story, quotations=nobody)) == [
        "N: The story quotes these words:",
        "Q: We had a fine evening.",
        "N: – Ali",
        "Q: It made my day.",
    ]


def test_one_of_a_group_keeps_its_form() -> None:
    one = Speaker("one-of-the-residents", "one of the residents", "", "unknown")
    story = story_of("Residents of the tower were moved.", '"We sat there until four."')
    (quotation,) = story.quotations
    assert heard(replace(story, quotations=(replace(quotation, speaker=one),))) == [
        "N: Residents of the tower were moved.",
        "N: One of the residents said:",
        "Q: We sat there until four.",
    ]
