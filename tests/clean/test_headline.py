"""A title from the first sentence: whole, or cut where the rest is a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clean.story import BEFORE, BEHIND

from briefing.clean import clean_page
from briefing.clean.headline import MAX_WHOLE_CHARS, title_from_lede, without_site
from briefing.model import Page

TITLE = "Ferry returns after eleven weeks"
STORY = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND))
NAMED = "<meta property=og:site_name content='Quay Herald'>"


@pytest.mark.parametrize(
    ("lede", "title"),
    [
        ("The bridge is open. Cars passed.", "The bridge is open"),
        (
            "Campaigners have accused a seaside council of “vandalism by neglect” after it shut an old "
            "swimming pool at a day’s notice, saying that repairs would cost far too much.",
            "Campaigners have accused a seaside council of “vandalism by neglect”",
        ),
        (
            "A ferry that carried more than two hundred people ran aground in thick fog near Skerry Point "
            "early on Tuesday.",
            "A ferry that carried more than two hundred people ran aground in thick fog near Skerry Point "
            "early on Tuesday",
        ),
        (
            "The second attempt to have the old harbour bridge of Elmsund repaired was officially approved "
            "by the council of the county on Thursday.",
            "The second attempt to have the old harbour bridge of Elmsund repaired was officially approved",
        ),
        (
            "Der Stadtrat von Weidental hat am Montagabend mit knapper Mehrheit gegen den Bau einer Seilbahn "
            "gestimmt, die den Bahnhof mit der Klinik verbinden sollte.",
            "Der Stadtrat von Weidental hat am Montagabend mit knapper Mehrheit gegen den Bau einer Seilbahn "
            "gestimmt",
        ),
        (
            "Plus de cent bateaux restaient immobilisés lundi sur le canal, au douzième jour d’une "
            "grève des éclusiers que rien ne termine.",
            "Plus de cent bateaux restaient immobilisés lundi sur le canal",
        ),
        (
            "The mayor of Elmsund, a town in the north of the island that has seen three mayors in as many "
            "years, resigned.",
            "The mayor of Elmsund, a town in the north of the island that has seen three mayors in as many "
            "years, resigned",
        ),
    ],
)
def test_a_title_is_a_sentence_without_a_dangling_word(lede: str, title: str) -> None:
    assert title_from_lede(lede) == title


def test_only_a_very_long_sentence_is_cut_at_any_word() -> None:
    assert title_from_lede("gull " * 100) == f"{('gull ' * 20).strip()}…"


@given(st.text(max_size=400))
def test_a_title_is_a_beginning_of_the_text_and_no_longer_than_a_sentence(text: str) -> None:
    title = title_from_lede(text)
    assert text.startswith(title.removesuffix("…"))
    assert len(title) <= MAX_WHOLE_CHARS


def title_of(head: str, body: str, footer: str = "") -> str:
    page = f"<html lang=en><head>{head}</head><body><main>{body}{STORY}</main>{footer}</body></html>"
    return clean_page(Page("ferry.html", "", page, "text/html")).title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>{TITLE} - Quay Herald</title>", f"<h1><a href=/>Quay Herald</a></h1><h2>{TITLE}</h2>"),
        (f"<title>Quay Herald | {TITLE}</title>", f"<h1>Quay Herald</h1><h2>{TITLE}</h2>"),
        (f"<title>Herald</title><meta property=og:title content='{TITLE}'>",
         f"<h1><a href=/>Herald</a></h1><h2>{TITLE}</h2>"),
        ("<title>Quay Herald</title>", f"<div class=site-logo><h1>Quay Herald</h1></div><h1>{TITLE}</h1>"),
        ("<title>Quay Herald</title>", f"<h1>Quay Herald</h1><h1 class=article-title>{TITLE}</h1>"),
        (f"<title>Quay Herald</title>{NAMED}<meta property=og:title content='{TITLE}'>",
         f"<h1>The Quay Herald</h1><p class=h>{TITLE}</p>"),
        (f"<title>{TITLE} | Quay Herald</title>", f"<h1>Island news</h1><h2>{TITLE}</h2>"),
        (f"<title>{TITLE} – The Quay Herald &amp; Post</title>", f"<h1 hidden>Start</h1><div>{TITLE}</div>"),
        (f"<title>{TITLE} :: Island :: Quay Herald</title>", f"<h1>Island</h1><h3>{TITLE}</h3>"),
        (f"<title>{TITLE} - Quay Herald</title>{NAMED}", f"<h1><b>Row at the pier</b> <i>{TITLE}</i></h1>"),
        ("<title>News and weather</title><meta property=og:title content='You will not believe her size'>",
         f"<h1>{TITLE}</h1>"),
    ],
)  # fmt: skip
def test_the_name_of_the_site_and_a_kicker_are_no_headline(head: str, body: str) -> None:
    assert title_of(head, body) == TITLE


@pytest.mark.parametrize(
    ("page_title", "title"),
    [
        (f"{TITLE} - Quay Herald", TITLE),
        ("The quay – a place and its ferry - Quay Herald", "The quay – a place and its ferry"),
        ("Late again? | The ferry, explained | Quay Herald", "Late again? | The ferry, explained"),
        ("24/7 - the ferry sails by night - Quay Herald", "24/7 - the ferry sails by night"),
        (
            "Harbour Line Ltd (HBL) – Annual Report – Island Exchange",
            "Harbour Line Ltd (HBL) – Annual Report",
        ),
        ("Ferry 'late' - islanders", "Ferry 'late' - islanders"),
        ("« Le ferry est là » – le maire – Le Courrier du Quai", "« Le ferry est là » – le maire"),
        ("Covid-19: ferry stops", "Covid-19: ferry stops"),
        (f"{TITLE} | Transport | Quay Herald", TITLE),
        (f"{TITLE} | News, sport and jobs - Quay Herald", TITLE),
        ("Opinion | Let the ferries be late | Quay Herald", "Opinion | Let the ferries be late"),
    ],
)
def test_only_the_last_part_is_an_unknown_site(page_title: str, title: str) -> None:
    assert title_of(f"<title>{page_title}</title>", "") == title


@pytest.mark.parametrize(
    "page_title",
    [
        "Ferry late - Quay Herald", "Ferry late | quay herald", "Quay Herald | Ferry late",
        "Ferry late :: Quay Herald",
        "Ferry late » The Quay Herald", "Ferry late — Quay Herald — Island", "Quay Herald: Ferry late",
        "Ferry late › Quay Herald",
    ],
)  # fmt: skip
def test_a_known_site_is_removed_from_a_short_title(page_title: str) -> None:
    assert title_of(f"<title>{page_title}</title>{NAMED}", "") == "Ferry late"


def test_the_name_in_a_copyright_notice_is_that_of_the_site() -> None:
    footer = "<footer><p>© 2026 quay herald. All rights reserved.</p></footer>"
    assert title_of("<title>Late – quay herald</title>", "", footer) == "Late"


def test_a_title_that_is_all_name_stays() -> None:
    assert without_site("Quay Herald", frozenset({"quayherald"})) == "Quay Herald"
