"""Parts that are apart from the story, and boxes in the middle of it."""

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with, dropped, kept

from briefing.clean import clean_page
from briefing.model import Page

_FACT = "She was built in 1961 and carries two hundred people and thirty cars."


def test_a_box_with_a_heading_of_its_own_is_dropped() -> None:
    piece = (
        "<div class='box'><h3>The ferry in numbers</h3>"
        "<div><p>She was built in 1961 and carries two hundred people and thirty cars.</p></div></div>"
    )
    article = clean_with(piece)
    assert kept(article) == ()
    assert [reason for _, reason in dropped(article)] == ["other", "other"]


def test_sections_that_are_the_story_are_kept() -> None:
    sections = "".join(
        f"<section class='chapter'><h2>Chapter {number}</h2><p>{first}</p><p>{second}</p></section>"
        for number, (first, second) in enumerate((BEFORE[:2], BEHIND, (BEFORE[2], BEFORE[0][4:])), 1)
    )
    page = f"<h1>Ferry returns to the harbour</h1><div><p>{BEFORE[1][::-1]}.</p>{sections}</div>"
    article = clean_page(Page("ferry.html", "", page, "text/html"))
    assert [block.text for block in article.blocks][1::3] == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_the_text_around_a_form_is_dropped_with_it() -> None:
    piece = "<div><h3>The quay by post</h3><p>Every Friday.</p><form><label>Mail</label></form></div>"
    article = clean_with(piece)
    assert kept(article) == ()
    assert ("The quay by post", "newsletter") in dropped(article)


def test_a_last_list_of_links_is_dropped() -> None:
    items = "<li>The yard hires <a href='/a'>forty welders</a></li><li><a href='/b'>A second ferry</a></li>"
    article = clean_with(f"<ul>{items}</ul>", before=5)
    assert kept(article) == ()
    assert [reason for _, reason in dropped(article)] == ["related", "related"]


@pytest.mark.parametrize(
    "text", ["Hello, {{ reader.name }}, welcome back.", "{* #signInForm *} {* mail *}", "By ${author.name}"]
)
def test_a_placeholder_is_dropped(text: str) -> None:
    assert kept(clean_with(f"<p>{text}</p>")) == ()


def test_of_several_articles_the_one_under_the_headline_is_kept() -> None:
    story = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND) * 2)
    other = "".join(f"<p>{text.replace('ferry', 'bridge')}</p>" for text in (*BEHIND, *BEFORE) * 5)
    page = (
        "<title>Ferry returns to the harbour</title><main>"
        f"<article><h1>Ferry returns to the harbour</h1>{story}</article>"
        f"<article><h1>The bridge is painted green</h1>{other}</article></main>"
    )
    article = clean_page(Page("ferry.html", "", page, "text/html"))
    assert [block.text for block in article.blocks] == [*BEFORE, *BEHIND]
    assert article.title == "Ferry returns to the harbour"


@pytest.mark.parametrize(
    "piece",
    [
        "<p>MORE HERE | <a href='/a'>The yard seeks forty new welders</a></p>",
        "<p>(<a href='/a'>The yard seeks forty new welders this year.</a>)</p>",
        "<ul><li><a href='/a'>The yard hires</a></li><li><a href='/b'>A second ferry</a> is sought</li></ul>",
    ],
)
def test_a_link_after_a_label_is_dropped(piece: str) -> None:
    assert kept(clean_with(piece)) == ()


def test_a_numbered_heading_with_a_link_is_an_item_of_a_list() -> None:
    item = (
        "<div class='item'><h3><a href='/a'>{}. Quay {}</a></h3>"
        "<p>It is short, and its water is deep enough for ships of any size.</p></div>"
    )
    article = clean_with("".join(item.format(number, name) for number, name in ((1, "North"), (2, "South"))))
    assert kept(article)[::2] == ("1. Quay North", "2. Quay South")


def test_the_profile_of_a_company_is_dropped() -> None:
    piece = "<p><b>About the Harbour Line</b></p><p>It sails three ferries and has four hundred people.</p>"
    article = clean_with(piece.replace("the H", "H"), before=5)
    assert kept(article) == ()
    assert [reason for _, reason in dropped(article)] == ["author_bio", "author_bio"]


def test_names_alone_above_the_story_are_dropped() -> None:
    assert kept(clean_with("<p>ANN LEE / Bo Hart</p>", before=0)) == ()


def test_metadata_in_the_text_is_dropped() -> None:
    piece = "<div itemprop='keywords'>ferry, harbour, quay</div><div itemprop='width'>500</div><p>400</p>"
    assert kept(clean_with(piece)) == ()


def test_a_page_that_is_a_table_is_kept_where_microdata_name_its_body() -> None:
    rows = "".join(f"<tr><td>{day} May</td><td>{9 + day} o'clock</td></tr>" for day in range(1, 15))
    page = (
        "<title>Timetable of the ferry</title><div class='page'><div itemprop='articleBody'>"
        f"<h1>Timetable of the ferry</h1><table>{rows}</table></div>"
        "<p>Comments that are rude or without sense are not shown here by the moderator.</p></div>"
    )
    article = clean_page(Page("ferry.html", "", page, "text/html"))
    assert len(article.blocks) == 14
    assert article.blocks[0].text == "1 May 10 o'clock"


LINKED = "Forty metres of plating were changed in the yard, and the whole of her deck was painted white."


@pytest.mark.parametrize(
    "piece",
    [
        f"<div><p><a href=/x>{LINKED}</a></p></div>",
        f"<div class=markup><p><a href=/x><strong>{LINKED}</strong></a></p></div>",
        f"<div><p><strong><a href=/x>{LINKED}</a></strong></p></div>",
        f"<section><p><a href=/x>{LINKED}</a></p></section>",
        f"<div><div><p><a href=/x>{LINKED}</a></p></div></div>",
        f"<div><p>In May <a href=/x>{LINKED[0].lower()}{LINKED[1:]}</a></p></div>",
        f"<p><a href=/x>{LINKED}</a></p>",
        f"<div id=k1><p><em><a href=/x>{LINKED}</a></em></p></div>",
    ],
)
def test_a_paragraph_that_is_a_link_is_kept(piece: str) -> None:
    assert len(kept(clean_with(piece, before=2))) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "<div><p><a href=/x>The yard hires forty welders</a></p></div>",
        f"<div><h3><a href=/x>The yard hires</a></h3><p><a href=/x>{LINKED}</a></p></div>",
    ],
)
def test_a_linked_headline_of_another_story_is_dropped(piece: str) -> None:
    assert kept(clean_with(piece, before=2)) == ()


_OFFER = (
    "Earn 200 quay points with every crossing that you book in the first three months of the year.",
    "Get two crossings for the price of one when you travel with a child on a weekday in winter.",
    "Enjoy the lounge at the pier, with newspapers, coffee and a view of the ships that come in.",
)
_ITEMS = "".join(f"<li>{text}</li>" for text in _OFFER)
_PARAGRAPHS = "".join(f"<p>{text}</p>" for text in _OFFER)
_CARD = (
    "<div class='c'><h4>The yard {n}</h4><div class='d'>The yard had hired welder number {n} by…</div></div>"
)
_CARDS = "".join(_CARD.format(n=n) for n in range(2, 9))


@pytest.mark.parametrize(
    "part",
    [
        f"<section class='card-a'><div><p>WELCOME: 200 points</p></div><div><ul>{_ITEMS}</ul></div>"
        "<a href='/a'>Apply now</a></section>",
        f"<div class='u-mt'><div><h3>The quay card</h3></div><ul>{_ITEMS}</ul><button>Get it</button></div>",
        f"<div><div><div><p>{_OFFER[0]}</p></div></div><div><a href='/a'>Jetzt buchen</a></div></div>",
        f"<section><ol>{_ITEMS}</ol><p>* Terms apply.</p><a href='/a'>Je réserve</a></section>",
        f"<div><table><tr><td><ul>{_ITEMS}</ul></td></tr></table><a href='/a'>Ver la oferta</a></div>",
        f"<div class='lately'><div>{_CARDS}</div></div>",
        "<section><div class='c'><span>The yard</span><div>The yard had hired forty welders by...</div></div>"
        "<div class='c'><span>The quay</span><div>The quay had been swept by [...]</div></div></section>",
    ],
)
def test_offers_and_cards_in_another_layout_after_the_story_are_dropped(part: str) -> None:
    assert _after_story(part) == [*BEFORE, *BEHIND]


@pytest.mark.parametrize(
    "part",
    [
        f"<div class='more'><h2>What the card gives</h2><ul>{_ITEMS}</ul></div>",
        f"<section><div><div>{_PARAGRAPHS}</div></div></section>",
        f"<div><div><b>Who pays?</b><div><p>{_OFFER[0]}</p></div></div></div>",
    ],
)
def test_a_last_section_in_another_layout_is_kept(part: str) -> None:
    assert _after_story(part)[-1] in _OFFER


def _after_story(part: str) -> list[str]:
    """The blocks of a page with a part beside the element that holds the story."""
    story = "".join(f"<p class='t'>{text}</p>" for text in (*BEFORE, *BEHIND))
    page = (
        "<title>Ferry returns to the harbour</title><h1>Ferry returns to the harbour</h1>"
        f"<article><div class='wrap'><div class='story'>{story}</div>{part}</div></article>"
    )
    return [block.text for block in clean_page(Page("ferry.html", "", page, "text/html")).blocks]


VORSPANN = "Elf Wochen lag sie im Dock. Nun fährt sie wieder, und der halbe Ort stand dafür am Kai."
GERMAN = (
    "Die Fähre kam am Montag nach elf Wochen aus dem Dock zurück, und die ganze Stadt stand am Kai.",
    "Die Werft hatte mehr Rost gefunden als gedacht und vierzig Meter der Platten unter ihr erneuert.",
    "Die nächste Fahrt ist am Dienstag um neun Uhr, und die Karten gibt es ab sieben Uhr am Kai.",
)


def german_blocks(above: str) -> tuple[str, ...]:
    body = "".join(f"<p>{text}</p>" for text in GERMAN)
    page = (
        "<html lang='de'><head><title>Die Fähre ist zurück</title></head><body><header>"
        f"<h1>Die Fähre ist zurück</h1>{above}</header><div class='text'>{body}</div></body></html>"
    )
    return tuple(block.text for block in clean_page(Page("page.html", "", page, "text/html")).blocks)


@pytest.mark.parametrize(
    "above",
    [
        f"<p class='lead'>{VORSPANN}</p>",
        f"<div class='intro'><p>{VORSPANN}</p></div>",
        f"<h2>{VORSPANN}</h2>",
        f"<div class='kicker'>Hafen</div><p>{VORSPANN}</p><time>4. Mai 2026</time>",
        "<figure><figcaption>Die Fähre am Montag, kurz nach neun Uhr, am Kai.</figcaption></figure>"
        f"<div><p>{VORSPANN}</p></div>",
    ],
)
def test_a_german_standfirst_above_the_text_opens_the_story(above: str) -> None:
    assert german_blocks(above) == (VORSPANN, *GERMAN)


def test_a_german_standfirst_inside_the_text_opens_the_story() -> None:
    inside = f"</header><main><div class='summary'><p>{VORSPANN}</p></div>"
    assert german_blocks(inside)[0] == VORSPANN


def test_a_german_standfirst_named_a_teaser_inside_the_text_opens_the_story() -> None:
    body = "".join(f"<p>{text}</p>" for text in GERMAN)
    others = [VORSPANN.replace("Kai", place) for place in ("Ort", "Tor")]
    teasers = "".join(f"<div class='teaser'><p>{text}</p></div>" for text in others)
    page = (
        "<html lang='de'><head><title>Die Fähre ist zurück</title></head><body><div><h1>Die Fähre ist zurück"
        f"</h1><div class='teaser-text'><p>{VORSPANN}</p></div><div>{body}</div>{teasers}</div></body></html>"
    )
    blocks = clean_page(Page("page.html", "", page, "text/html")).blocks
    assert tuple(block.text for block in blocks) == (VORSPANN, *GERMAN)


@pytest.mark.parametrize(
    "above",
    [
        "<p>Von Ann Lee</p>",
        "<nav><p>Alle Berichte über den Hafen, die Werft und die Inseln finden Sie jeden Tag hier.</p></nav>",
        "<form><p>Jeden Freitag schreiben wir über den Hafen, die Werft und die Inseln davor.</p></form>",
    ],
)
def test_boilerplate_above_a_german_text_opens_no_story(above: str) -> None:
    assert german_blocks(above) == GERMAN


def test_an_english_standfirst_above_the_text_is_no_part_of_the_story() -> None:
    body = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND))
    page = (
        "<html lang='en'><head><title>The ferry is back</title></head><body><header><h1>The ferry is back"
        "</h1><div class='dek'>She lay in dock for eleven weeks, and the town saw her return.</div>"
        "<div><a href='/s'>Send this story of the harbour to all your friends</a></div></header>"
        f"<div class='text'>{body}</div></body></html>"
    )
    blocks = clean_page(Page("page.html", "", page, "text/html")).blocks
    assert tuple(block.text for block in blocks) == (*BEFORE, *BEHIND)


GUIDE = "".join(
    f"<h2>Pier {n}</h2><p>Pier {n} has {n * 3} berths for boats of class {n}, and {n * 9} bollards.</p>"
    for n in range(1, 8)
)
ANSWER = "It is, in all the months of the summer, and the harbour master rents out the berths by the day."


@pytest.mark.parametrize(
    ("guide", "box", "is_kept"),
    [
        (GUIDE, f"<div><h2>Is a berth free?</h2><p>{ANSWER}</p></div>", True),
        (GUIDE, f"<div class='faq'><h2>What to know</h2><ul><li>{ANSWER}</li></ul></div>", True),
        (GUIDE, f"<div class='fact-box'><h2>Is a berth free?</h2><p>{ANSWER}</p></div>", False),
        (GUIDE, f"<div><h4>Is a berth free?</h4><p>{ANSWER}</p></div>", False),
        (GUIDE, f"<div><h2>Is a berth free?</h2><p>{ANSWER} <a href='/b'>Book one</a></p></div>", False),
        ("", f"<div><h2>Is a berth free?</h2><p>{ANSWER}</p></div>", False),
    ],
)
def test_a_box_in_a_guide_is_one_of_its_sections(guide: str, box: str, is_kept: bool) -> None:
    texts = kept(clean_with(guide + box + guide.replace("Pier", "Quay")))
    assert (ANSWER in texts) == is_kept


_BERTH = "A berth on the pier is rented out for a season, and the list of those who wait for one is long."
_RULES = "".join(
    f"<h3>Rule {n}</h3><p>Rule {n} of the harbour forbids what {n * 3} boats did in the years before it was "
    "made, from the washing of nets at the steps to the drying of sails across the road.</p>"
    for n in range(1, 5)
)


def test_a_part_with_several_headings_and_texts_is_no_box() -> None:
    texts = kept(clean_with(f"<div class='rules'>{_RULES}</div>"))
    assert [text for text in texts if text.startswith("Rule ") and len(text) < 10] == [
        "Rule 1",
        "Rule 2",
        "Rule 3",
        "Rule 4",
    ]


@pytest.mark.parametrize(
    ("name", "is_kept"), [("part title", True), ("title", False)], ids=["title of the sections", "own title"]
)
def test_a_list_beside_sections_with_the_same_heading_is_a_section(name: str, is_kept: bool) -> None:
    section = "<div class='{0}'><h3 class='part title'>The {0} pier</h3><p>{1} " + f"{ANSWER}</p></div>"
    items = "<ul><li>Two ropes of twenty metres and four fenders</li>"
    items += "<li>A lamp, a book of the tides, and coins for the water</li></ul>"
    box = f"<div class='list'><h3 class='{name}'>What to bring</h3>{items}</div>"
    page = (
        section.format("north", _BERTH) + section.format("south", _BERTH.replace("pier", "quay"))
        + box + section.format("west", _BERTH.replace("pier", "jetty"))
    )  # fmt: skip
    texts = kept(clean_with(page))
    assert ("What to bring" in texts) == is_kept


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


def test_a_heading_element_with_the_length_of_a_paragraph_is_read() -> None:
    text = " ".join(f"The harbour master wrote line {n} of the letter to the town." for n in range(1, 9))
    assert kept(clean_with(f"<h2>{text}</h2>")) == (text,)
