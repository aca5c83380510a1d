"""The turns of an interview in a script: no labels, no stage directions, each voice introduced once."""

from briefing.model import Article, Heading, Narration, Paragraph, Quote, Story
from briefing.quote import find_quotations
from briefing.write import Parts, WriteOptions, write_script

_ONLY_THE_STORY = Parts(
    sign_on=False, honesty=False, headlines=False, headline=False, source=False, sign_off=False
)


def script_of(*texts: str, title: str = "A talk with Nora Beck", headings: bool = True) -> list[str]:
    blocks = tuple(Heading(text[3:]) if text.startswith("## ") else Paragraph(text) for text in texts)
    article = Article("", title, (), "", "", "en", "", blocks, ())
    parts = _ONLY_THE_STORY if headings else Parts(**{**vars_of(_ONLY_THE_STORY), "headings": False})
    script = write_script((Story(article, find_quotations(article)),), WriteOptions(parts=parts))
    return [line_of(segment) for section in script.sections for segment in section.segments]


def vars_of(parts: Parts) -> dict[str, bool]:
    return {name: getattr(parts, name) for name in Parts.__slots__}


def line_of(segment: Narration | Quote) -> str:
    if isinstance(segment, Quote):
        return f"{segment.speaker.name if segment.speaker else '?'}: {segment.text}"
    return segment.text


def test_labels_and_stage_directions_are_not_told_and_names_once() -> None:
    assert script_of(
        "Nora Beck runs the night ferry.",
        "TIM OAKES, HOST: How many boats still run?",
        "NORA BECK: Two. (Laughter) I wish it were more.",
        "(SOUNDBITE OF HORN)",
        "OAKES: And when the ice comes?",
        "BECK: Then we wait.",
    ) == [
        "Nora Beck runs the night ferry.",
        "Tim Oakes asked:",
        "Tim Oakes: How many boats still run?",
        "Beck said:",
        "Nora Beck: Two. I wish it were more.",
        "Tim Oakes: And when the ice comes?",
        "Nora Beck: Then we wait.",
    ]


def test_a_third_voice_brings_the_names_back() -> None:
    assert script_of(
        "Eva Stone: Will you vote?",
        "Lou Pratt: I will.",
        "Eva Stone: And you?",
        "Max Hill: I never did.",
        "Lou Pratt: You should.",
    ) == [
        "Eva Stone asked:",
        "Eva Stone: Will you vote?",
        "Lou Pratt said:",
        "Lou Pratt: I will.",
        "Eva Stone: And you?",
        "Max Hill said:",
        "Max Hill: I never did.",
        "Lou Pratt said:",
        "Lou Pratt: You should.",
    ]


def test_names_on_their_own_lines_are_not_told() -> None:
    assert script_of(
        "nora beck", "I'm Nora Beck.", "tim oakes", "And I asked her why.", "nora beck", "Because I like it."
    ) == [
        "Nora Beck said:",
        "Nora Beck: I'm Nora Beck.",
        "Tim Oakes said:",
        "Tim Oakes: And I asked her why.",
        "Nora Beck: Because I like it.",
    ]


def test_questions_in_headings_are_told_without_headings_too() -> None:
    assert script_of(
        "Nora Beck runs the night ferry.",
        "## Why at night?",
        "I like the quiet.",
        "## The winter",
        "## Who travels with you?",
        "People who cannot sleep, like me.",
        headings=False,
    ) == [
        "Nora Beck runs the night ferry.",
        "Why at night?",
        "Beck said:",
        "Nora Beck: I like the quiet.",
        "Who travels with you?",
        "Nora Beck: People who cannot sleep, like me.",
    ]
