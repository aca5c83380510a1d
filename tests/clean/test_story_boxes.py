"""Boxes in the middle of the story: facts under a title, offers with a button, cards with a cut text."""

import pytest
from tests.clean.story import clean_with, dropped, kept

_FACT = "She was built in 1961 and carries two hundred people and thirty cars."


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='fact-box'><div class='fact-box__title'>Fakta</div><p>{_FACT}</p></div>",
        f"<div class='frame frame-type-infobox'><p class='h4'>Zur Sache</p><p>{_FACT}</p></div>",
        f"<div class='encadre'><p class='titre'>Repères</p><p>{_FACT}</p><p>Longueur : 61 mètres.</p></div>",
        f"<section class='despiece'><span>Claves</span><p>{_FACT}</p></section>",
        f"<div class='articleFactBox'><b>Faktenbox</b><ul><li>Baujahr 1961</li><li>{_FACT}</li></ul></div>",
        f"<div class='c-riquadro'><div class='c-riquadro__titolo'>La scheda</div><div>{_FACT}</div></div>",
        "<div class='paragraph paragraph--type--facts'><div class='field-heading'>By the numbers</div>"
        "<div class='field-facts'><div><span>61</span> metres long</div><div>200 seats</div></div></div>",
        f"<div class='infokasten'><p><strong>Die Fähre</strong></p><p>{_FACT}</p></div>",
        f"<div class='block factfile'><div class='hd'>The ferry at a glance</div><div>{_FACT}</div></div>",
    ],
)
def test_a_named_box_with_a_title_is_dropped(box: str) -> None:
    assert kept(clean_with(box)) == ()


def test_a_named_box_inside_a_part_of_the_story_is_dropped() -> None:
    lead = f"<p>{_FACT}</p><div class='factbox'><h3>The quay by post</h3><div><p>{_FACT[4:]}</p></div></div>"
    assert kept(clean_with(f"<div class='lead-entry'>{lead}</div>")) == (_FACT,)


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        (
            "<div class='appbox'><p class='appbox__title'>Immer gut informiert</p><p>Mit unserer App kommt "
            "jede Meldung sofort aufs Handy.</p><a href='/app'>Jetzt laden</a></div>",
            "promotion",
        ),
        (
            "<div class='x1'><div>The Skylark Card</div><p>Earn 50,000 miles after you spend $3,000.</p>"
            "<a href='/card'>Apply now</a></div>",
            "promotion",
        ),
        (
            "<aside-box class='q'><div><p>Le fonds du port</p><p>Chaque don compte et reste sur le quai.</p>"
            "<div><a href='/don'>Je donne</a></div></div></aside-box>",
            "promotion",
        ),
        (
            "<div class='summary-block'><div>More from the valley</div><div><a href='/a'>A loaf that took "
            "three weeks</a></div><p>There was flour, but the oven had other plans.</p></div>",
            "related",
        ),
        (
            "<div class='k'><p>Sign up for our newsletter</p><p>We write when something happens, which is "
            "seldom, and never twice.</p></div>",
            "newsletter",
        ),
        (
            "<div class='card9'><div class='t1'>And now the saw</div><div class='t2'>Why the board said no "
            "to the saw and yes to the...</div></div>",
            "related",
        ),
        (
            "<div class='zz-x'><span>Die Werft stellt ein</span><p>Vierzig Schweißer sollen bis zum Mai "
            "gefunden werden, doch auf der anderen Seite des […]</p></div>",
            "related",
        ),
    ],
)
def test_a_small_part_with_a_call_a_button_or_a_cut_text_is_dropped(box: str, reason: str) -> None:
    article = clean_with(box)
    assert kept(article) == ()
    assert reason in {found for _, found in dropped(article)}


@pytest.mark.parametrize(
    "part",
    [
        f"<div class='wide'><p>{_FACT}</p></div>",
        f"<div class='info-text'><p>{_FACT}</p><p>{_FACT[4:]}</p></div>",
        "<div class='pic-text'><p>“She is back,” he said, “and so is the quay, is it not…”</p></div>",
        f"<div class='fact-box'><p>{_FACT}</p><p>{_FACT[4:]}</p></div>",
    ],
)
def test_a_part_of_the_story_in_another_layout_is_kept(part: str) -> None:
    assert kept(clean_with(part)) != ()
