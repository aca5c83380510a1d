"""Headlines are read unless the lede repeats them; a dateline is not spoken."""

import pytest

from briefing.model import Article, Narration, Paragraph, Story
from briefing.write import write_script
from briefing.write.headlines import dateline_end, repeats
from briefing.write.phrases import phrases_for


@pytest.mark.parametrize(
    ("headline", "lede", "is_repeated"),
    [
        ("Harbour bridge opens after 12 years", "The harbour bridge opened on Monday after 12 years.", True),
        ("Harbour bridge opens after 12 years", "The harbour bridge opened on Monday.", False),
        ("Harbour bridge opens", "The harbour bridge opened at last.", True),
        ("Harbour bridge opens as ferry stops", "The harbour bridge opened on Monday.", False),
        ("Harbour bridge opens", "It took years. The harbour bridge opened.", False),
        ("Mayor Lee to quit", "The mayor of the town said on Friday that he would quit.", False),
        ("", "The harbour bridge opened.", False),
    ],
)
def test_a_headline_is_repeated_only_when_the_lede_tells_all_of_it(
    headline: str, lede: str, is_repeated: bool
) -> None:
    assert repeats(lede, headline, phrases_for("en")) is is_repeated


def test_a_title_cut_from_the_lede_is_told_whole_in_the_overview() -> None:
    lede = "ELMSUND (Post) — The harbour bridge opened on Monday after years of work, and the ferry stopped."
    article = Article("", "The harbour bridge…", (), "", "", "en", "", (Paragraph(lede),), (), "lede")
    opening, *_ = write_script([Story(article, ()), Story(article, ())]).sections
    told = [s.text for s in opening.segments if isinstance(s, Narration) and s.role == "headlines"]
    whole = "The harbour bridge opened on Monday after years of work, and the ferry stopped."
    assert told == ["The headlines.", whole, whole]


def test_words_that_tell_nothing_count_in_no_language() -> None:
    lede = "Die neue Brücke ist am Montag geöffnet worden."
    assert repeats(lede, "Die Brücke am Montag geöffnet", phrases_for("de"))


@pytest.mark.parametrize(
    ("dateline", "words"),
    [
        ("ELMSUND — ", "The gates opened."),
        ("PORT NORHOLM, N.Y. — ", "The gates opened."),
        ("ELMSUND, Nov. 3 (Press) -- ", "The gates opened."),
        ("ELMSUND (Press) - ", "The gates opened."),
        ("Elmsund (dpa) - ", "Die Tore sind offen."),
        ("By ANN LEE, Post Writer ELMSUND (P) — ", "The gates opened."),
        ("ELMSUND |", "The gates opened."),
        ("(PORT NORHOLM) ", "The gates opened."),
        ("ELMSUND, Nov. 3, 2026 /Newswire/ -- ", "The gates opened."),
        ("November 3, 2026 / ELMSUND / Newswire / -- ", "The gates opened."),
        ("Port Norholm: ", "The gates of Port Norholm opened."),
        ("Elmsund, den 3. November 2026 – ", "Die Tore sind offen."),
        ("Elmsund, le 3 novembre 2026 - ", "Les portes sont ouvertes."),
        ("Elmsund, 3 nov (Prensa).- ", "Las puertas se abrieron."),
        ("Elmsund.- ", "Las puertas se abrieron."),
        ("ELMSUND: ", "The gates opened."),
        ("Elmsund — ", "“Nobody asked us,” said Ann Lee."),
        ("ELMSUND | 3 November: ", "The gates opened."),
        ("Elmsund, November 3 — ", "The gates opened."),
        ("ELMSUND — Nov. 3, 2026 — ", "The gates opened."),
        ("Port Norholm/3 November: ", "The gates opened."),
        ("3 November 2026, ELMSUND: ", "The gates opened."),
        ("ELMSUND, Monday: ", "The gates opened."),
        ("Elmsund, 3 Nov | ", "The gates opened."),
        ("", "Ann Lee, Monday: “We won.”"),
        ("", "The November 3 – December 4 show opened."),
        ("", "In May 4 gates opened."),
        ("", "Economy: The gates of Elmsund opened."),
        ("", "Boats / ships: The gates opened."),
        ("", "The gates opened - at last."),
        ("", "NATO - the alliance - met."),
        ("", "A crane (the old one) fell."),
        ("", "Elmsund — a town of ten — slept."),
    ],
)
def test_a_dateline_ends_where_the_words_begin(dateline: str, words: str) -> None:
    assert dateline_end(dateline + words) == len(dateline)


@pytest.mark.parametrize(
    ("bold", "rest", "end"),
    [
        ("Elmsund.", " Die Tore sind offen.", 9),
        ("Elmsund/Norholm.", " Die Tore sind offen.", 17),
        ("Port Norholm (dpa).", " Die Tore sind offen.", 20),
        ("The gates opened.", " Nobody came.", 0),
        ("Elmsund", " opened its gates.", 0),
    ],
)
def test_a_place_in_bold_before_the_story_is_a_dateline(bold: str, rest: str, end: int) -> None:
    assert dateline_end(bold + rest, len(bold)) == end
