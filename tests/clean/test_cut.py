"""A page that shows only its story's beginning is made, and said to be cut."""

import json

import pytest

from briefing.clean import clean_page
from briefing.model import Page

LEDE = "The ferry came back on Monday after eleven weeks in dry dock, and the whole town stood on the quay."
SECOND = (
    "The next crossing is on Tuesday at nine in the morning, and tickets are sold at the quay from eight."
)
LONG = f"<p>{LEDE}</p>" + "".join(
    f"<p>On day {i} she carried {7 * i} guests to pier {i + 3}, sold {9 * i} buns and {i + 8} pies, and "
    f"was {i + 2} minutes late.</p>"
    for i in range(1, 50)
)
SHORT = f"<p>{LEDE}</p><p>{SECOND}</p>"


def is_cut(body: str, head: str = "") -> bool:
    html = f"<html><head>{head}</head><body><article><h1>Ferry returns</h1>{body}</article></body></html>"
    return clean_page(Page("page.html", "", html, "text/html")).cut


def access(**fields: object) -> str:
    told = {"@type": "NewsArticle", "headline": "Ferry returns", **fields}
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


LOCKED = "<meta property='article:content_tier' content='locked'>"
METERED = "<meta property='article:content_tier' content='metered'>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (SHORT, access(isAccessibleForFree=False)),
        (SHORT, access(isAccessibleForFree="False")),
        (LONG, access(isAccessibleForFree=False, wordCount=2400)),
        (SHORT, LOCKED),
        (f"<p>{LEDE}</p><p>The next crossing is on Tuesday at nine, and tickets are sold on the …</p>", ""),
        (f"<p>{LEDE}</p><p>The next crossing is on Tuesday at nine, and tickets are sold on the...</p>", ""),
        (f"{SHORT}<div class='box'><p>Subscribe to continue reading</p></div>", ""),
        (
            f"{SHORT}<div><h3>This article is for subscribers only</h3><p>Already a member? Log in</p></div>",
            "",
        ),
        (f"{SHORT}<div><b>Jetzt weiterlesen</b><p>Mit einem Abo für 1 Euro im Monat testen</p></div>", ""),
        (f"{SHORT}<div><p>Pour lire la suite, abonnez-vous dès 1 euro</p></div>", ""),
        (f"{SHORT}<div><p>Suscríbete para seguir leyendo</p></div>", ""),
    ],
)
def test_a_cut_story_is_said_to_be_cut(body: str, head: str) -> None:
    assert is_cut(body, head)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (SHORT, ""),
        (SHORT, access(isAccessibleForFree=True)),
        (LONG, access(isAccessibleForFree=False)),
        (SHORT, METERED + access(isAccessibleForFree=False)),
        (SHORT, access(isAccessibleForFree=False, wordCount=40)),
        (f"{LONG}<div><p>Subscribe to continue reading</p></div>", ""),
        (f"<p>{LEDE}</p><p>“I waited for eleven weeks...” said Ida Holm, and went aboard.</p>", ""),
        (f"{SHORT}<div><p>Subscribe to our newsletter</p></div>", ""),
    ],
)
def test_a_whole_story_is_not(body: str, head: str) -> None:
    assert not is_cut(body, head)


@pytest.mark.parametrize(
    ("label", "cut"), [("Plus", True), ("Premium +", True), ("Nur für Abonnenten", True), ("Harbour", False)]
)
def test_a_short_story_with_a_subscribers_label_at_its_headline_is_cut(label: str, cut: bool) -> None:
    page = f"<span>{label}</span><h1>Ferry returns to the harbour</h1><p>{LEDE}</p><p>{SECOND}</p>"
    assert clean_page(Page("ferry.html", "", page, "text/html")).cut == cut
