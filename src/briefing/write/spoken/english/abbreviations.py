"""Titles, ranks, companies and the other short forms: 'Gov.', 'Inc.', 'No. 5', 'St.' as Saint or Street."""

import re

from briefing.text import read_table
from briefing.write.spoken.english.dates import MONTHS, WEEKDAYS
from briefing.write.spoken.english.patterns import any_of
from briefing.write.spoken.english.sentences import sentence_stop

TABLE = read_table(__package__, "words/abbreviations.toml")
TITLES: dict[str, str] = TABLE["titles"]
BARE_TITLES: dict[str, str] = TABLE["bare_titles"]
ANYWHERE: dict[str, str] = TABLE["anywhere"] | WEEKDAYS
NUMBERED: dict[str, str] = TABLE["numbered"]

# 'Gov. Gavin', 'Mr Smith'
TITLE = re.compile(rf"(?<![\w.])(?P<short>{any_of(TITLES)})(?=\s[\U000f0000-\U000ffffd\w'‘\"“(])")
# 'Prof Lee', 'Det Sgt Lee', as British papers write them
BARE_TITLE = re.compile(rf"(?<![\w.])(?P<short>{any_of(BARE_TITLES)})(?=\s[\U000f0000-\U000ffffdA-ZÀ-Þ])")
# 'Roe v Wade', 'England v France'
VERSUS = re.compile(r"(?P<one>\b[A-Z][\w.'’]{0,40}) v (?=[A-Z])")
# 'No. 5', 'pp. 3-4'
NUMBER_OF = re.compile(rf"(?<![\w.])(?P<short>{any_of(NUMBERED)})\s?(?=\d)")
# 'No 10 said': a newspaper's number without its stop
NUMBER_WORD = re.compile(r"(?<![\w.])No (?=\d)")
# 'Inc.', 'e.g.', 'Mon.'
SHORT = re.compile(rf"(?<![\w.])(?P<short>{any_of(ANYWHERE)})(?![\w])")
# 'in Oct.' with no day
MONTH_ALONE = re.compile(
    rf"(?<![\w.])(?P<short>{any_of(f.title() for f in MONTHS if f.endswith('.'))})(?!\w)"
)


def speak_abbreviations(text: str) -> str:
    """Every known short form in full; a stop that also ended the sentence stays."""
    text = TITLE.sub(lambda m: TITLES[m["short"]], text)
    text = BARE_TITLE.sub(lambda m: BARE_TITLES[m["short"]], text)
    text = VERSUS.sub(lambda m: f"{m['one']} versus ", text)
    text = NUMBER_WORD.sub("number ", text)
    text = NUMBER_OF.sub(lambda m: NUMBERED[m["short"]] + " ", text)
    text = MONTH_ALONE.sub(lambda m: MONTHS[m["short"].lower()] + sentence_stop(m), text)
    return SHORT.sub(lambda m: ANYWHERE[m["short"]] + sentence_stop(m), text)
