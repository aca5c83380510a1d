"""What an editor may write into the screenplay, and what happens to it."""

import pytest

from briefing.errors import UsageError
from briefing.model import Gender, Narration, Quote, Speaker
from briefing.write import script_from_fountain
from briefing.write.utterances import PAUSES_MS

EDITED = """Title: Evening news
Language: en
Speakers:
    Eric Sandell | male | a prosecutor | first name

# The vote
[[url: https://example.org/vote]]

NARRATOR (headline)
The vote is *on*.

/* NARRATOR
This was cut. */

INT. STUDIO - NIGHT

> FADE IN:

NARRATOR
Sandell told the paper: [[remember to check this]]

@Eric Sandell
(voice: man-2)
It is
a start.
[[pause: 1200]]

JANE DOE
(slower)
I disagree.
"""


def test_an_edited_screenplay_is_spoken_as_it_stands() -> None:
    (section,) = script_from_fountain(EDITED).sections
    sandell = Speaker("eric-sandell", "Eric Sandell", "a prosecutor", "male", "first name")
    assert (section.title, section.url) == ("The vote", "https://example.org/vote")
    assert section.segments == (
        Narration("The vote is on.", "The vote is on.", "headline", pause_ms=PAUSES_MS["headline"]),
        Narration("Sandell told the paper:", "Sandell told the paper:", pause_ms=PAUSES_MS["introduction"]),
        Quote("It is a start.", "It is a start.", sandell, direction="voice: man-2", pause_ms=1200),
        Quote(
            "I disagree.",
            "I disagree.",
            Speaker("jane-doe", "Jane Doe"),
            direction="slower",
            pause_ms=PAUSES_MS["story_end"],
        ),
    )


def test_a_speaker_whom_the_title_page_does_not_list_has_the_gender_that_the_name_tells() -> None:
    def told(name: str, language: str) -> tuple[Gender, str]:
        return ("female", "first name") if (name, language) == ("Jane Doe", "en") else ("unknown", "")

    (section,) = script_from_fountain(EDITED, gender_of_name=told).sections
    speakers = [segment.speaker for segment in section.segments if isinstance(segment, Quote)]
    assert speakers == [
        Speaker("eric-sandell", "Eric Sandell", "a prosecutor", "male", "first name"),
        Speaker("jane-doe", "Jane Doe", "", "female", "first name"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Title: A\n\n# One\n\nNARRATOR\nHello.\n\nThis line belongs to nobody.\n", 8),
        ("Title: A\n\n# One\n\nNARRATOR\n", 5),
        ("Title: A\nSpeakers:\n    Jo | feline\n\nNARRATOR\nHello.\n", 3),
        ("# One\n\nNARRATOR\nHello.\n[[pause: soon]]\n", 5),
        ("# One\n[[section: middle]]\n\nNARRATOR\nHello.\n", 2),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(UsageError, match=f"line {line} "):
        script_from_fountain(text)


def test_a_screenplay_without_words_is_refused() -> None:
    with pytest.raises(UsageError, match="no text to speak"):
        script_from_fountain("Title: A\n\n# One\n")
