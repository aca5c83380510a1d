"""Speech or not: an example for each rule, in the order of the rules."""

import pytest

from briefing.model import Article, Paragraph
from briefing.quote import find_quotations
from briefing.quote.quotation_kinds import SPEECH_RULES, SpeechRule

EXAMPLES = {
    "title case": ("Ida Quist sang “Tales From the Crypt” at the fair.", "scare"),
    "name of a thing": ("Die Kampagne heißt „Ein Herz für den ganzen Wald und seine Tiere“.", "scare"),
    "title behind a colon": ("Die Gruppe stellte ihr neues Album vor: „Auf offener See“.", "scare"),
    "embedded fragment": ("When the tide came in, “he left” with the crew.", "scare"),
    "title with author": ("Shops sell “the pier closes,” by Ann Lee.", "scare"),
    "excerpt in a list": ("“A Pier Closes,” by Ann Lee: “The town has waited for a year.”", "scare"),
    "text that nobody says": ("Ann Lee received a message: “Your parcel waits at the pier.”", "scare"),
    "title in apposition": ("Her new record, “The long way home”, is out in June.", "scare"),
    "chant": ("On the quay the crowd chanted “open the pier!” until midnight.", "speech"),
    "attributed": ("“It floods,” Ann Lee said.", "speech"),
    "long inside a sentence": (
        "Ann Lee called it “The saddest morning in the long history of the town.”",
        "speech",
    ),
    "inside a sentence": ("Ann Lee wants a big “harbour of the world” there.", "scare"),
    "one-word sentence": ("Ann Lee shook her head. “Never.”", "speech"),
    "one word": ("“Never” stood on the wall.", "scare"),
    "closed by a stop": ("It rained. “The pier is gone for good.”", "speech"),
    "long fragment": ("“The pier that all of us wanted to keep” hung on the wall.", "speech"),
}


def test_each_rule_has_an_example() -> None:
    assert [rule.name for rule in SPEECH_RULES] == list(EXAMPLES)


@pytest.mark.parametrize("rule", SPEECH_RULES, ids=lambda rule: rule.name)
def test_the_last_quotation_of_the_example_has_the_kind_of_the_rule(rule: SpeechRule) -> None:
    text, kind = EXAMPLES[rule.name]
    language = "de" if "„" in text else "en"
    article = Article(
        "", "", (), "", "", language, "", (Paragraph("It was a day in May."), Paragraph(text)), ()
    )
    assert (find_quotations(article)[-1].kind == "speech", kind == "speech") == (rule.is_speech,) * 2
