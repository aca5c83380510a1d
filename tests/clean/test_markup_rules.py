"""Parts that their markup names, and consent dialogs, of which only the words are left."""

from typing import get_args

import pytest
from tests.clean.story import BEFORE, BEHIND, clean_with, dropped, kept

from briefing.clean import clean_page
from briefing.clean.markup_rules import REASON_OF_LIST, labels_in_names, pattern_of_names
from briefing.model import Page
from briefing.model.article import DropReason
from briefing.text import read_table, read_words

ENGLISH = (
    "<h2>Your privacy matters</h2>"
    "<p>We and our 412 partners use cookies and other identifiers on a device to process personal data.</p>"
    "<p>You can withdraw your consent at any time, or object to a legitimate interest of some vendors.</p>"
)
GERMAN = (
    "<h2>Ihre Privatsphäre</h2>"
    "<p>Wir und unsere Partner setzen Cookies ein und verarbeiten personenbezogene Daten von Ihnen.</p>"
    "<p>Ihre Einwilligung können Sie in den Einstellungen zum Datenschutz jederzeit widerrufen.</p>"
)
FRENCH = (
    "<p>Nous et nos partenaires utilisons des cookies et traitons vos données personnelles.</p>"
    "<p>Vous pouvez retirer votre consentement et modifier vos choix à tout moment, même plus tard.</p>"
)
SPANISH = (
    "<p>Nosotros y nuestros socios usamos cookies y tratamos sus datos personales en su dispositivo.</p>"
    "<p>Puede retirar su consentimiento o cambiar sus preferencias de privacidad cuando quiera.</p>"
)


@pytest.mark.parametrize(
    ("piece", "text", "reason"),
    [
        (
            "<div><img src='a.jpg'><span class='media-caption'>The ferry on Monday morning.</span></div>",
            "The ferry on Monday morning.",
            "caption",
        ),
        (
            "<p>It rained. <span class='photo-credit'>Cy Vale for the harbour</span></p>",
            "Cy Vale for the harbour",
            "credit",
        ),
        (
            "<div class='notice hidden'><p>Create an account or sign in, and then read on.</p></div>",
            "Create an account or sign in, and then read on.",
            "other",
        ),
        (
            "<section aria-label='Newsletter'><p>The best of the quay, every Friday at noon.</p></section>",
            "The best of the quay, every Friday at noon.",
            "newsletter",
        ),
    ],
)
def test_a_part_is_dropped_for_its_label(piece: str, text: str, reason: str) -> None:
    article = clean_with(piece)
    assert (text, reason) in dropped(article)
    assert kept(article) in [(), ("It rained.",)]


@pytest.mark.parametrize(
    "piece",
    [
        "<h2 id='toc-2'>A newsletter of the sea</h2>",
        "<h2>A newsletter of the sea</h2>",
        "<p class='hidden md:block'>A newsletter of the sea</p>",
    ],
)
def test_an_anchor_and_a_responsive_class_are_no_labels(piece: str) -> None:
    behind = "<p>She has been telling the harbour's news for nine years, and prints it on her own press.</p>"
    assert kept(clean_with(piece + behind))[0] == "A newsletter of the sea"


def test_a_slug_as_an_id_is_no_label() -> None:
    text = "The harbour master had promoted three of her sailors before the ferry came back to the quay."
    piece = f"<div id='three-sailors-promoted-related-to-the-ferry-that-came-back'><p>{text}</p></div>"
    assert kept(clean_with(piece)) == (text,)


def test_teasers_of_the_same_style_are_dropped() -> None:
    card = "<div class='card'><h3><a href='/a'>{}</a></h3><p>{}</p></div>"
    piece = card.format("The yard hires", "Forty welders are sought.") + card.format(
        "A second ferry", "It costs."
    )
    article = clean_with(piece)
    assert kept(article) == ()
    assert [reason for _, reason in dropped(article)] == ["related"] * 4


def test_a_linked_heading_in_the_story_is_kept() -> None:
    assert kept(clean_with("<h2><a href='/yard'>What the yard found</a></h2>")) == ("What the yard found",)


@pytest.mark.parametrize("tag", ["figure", "aside"])
def test_a_quotation_in_a_box_is_kept_unless_the_story_repeats_it(tag: str) -> None:
    words = "“Nobody in this town has forgotten what the winter without her was like,” said Bo Hart."
    piece = f"<{tag}><blockquote>{words}</blockquote></{tag}>"
    assert kept(clean_with(piece)) == (words,)
    again = f"<{tag}><blockquote>We missed her, said Ann Lee, the harbour master</blockquote></{tag}>"
    article = clean_with(again)
    assert kept(article) == ()
    assert dropped(article) == (("We missed her, said Ann Lee, the harbour master", "pull_quote"),)


def test_a_part_without_a_closing_tag_does_not_drop_the_story_after_it() -> None:
    piece = "<div class='cta'><form><p>Get the letter of the quay, every Friday.</p></form>"
    assert kept(clean_with(piece)) == ()


@pytest.mark.parametrize("name", [*REASON_OF_LIST, "standfirst", "embed", "box"])
def test_each_word_of_a_list_is_found_among_names_and_is_listed_once(name: str) -> None:
    words = read_words("briefing.clean", f"words/names/{name}.txt")
    assert sorted(words) == sorted(set(words))
    found = [word for word in words if pattern_of_names(name).search(f" {word.replace('*', '')} ")]
    assert found == list(words)


@pytest.mark.parametrize(
    "names",
    [
        " article body ",
        " entry content ",
        " story text ",
        " content ",
        " post content ",
        " paragraph ",
        " main text ",
        " cmp text ",
        " player 2020 ",
        " rich text ",
        " wp block quote ",
        " card body ",
        " section ",
        " col md ",
        " lead ",
    ],
)
def test_the_names_of_a_story_and_of_its_parts_are_no_boilerplate(names: str) -> None:
    assert labels_in_names(names) == ()


def test_each_reason_in_the_table_of_labels_is_a_reason_to_drop() -> None:
    table = read_table("briefing.clean", "words/markup_labels.toml")
    reasons = [*table["lists"].values(), *table["tags"].values(), *table["roles"].values()]
    assert {*reasons, *table["certain"]["reasons"]} <= set(get_args(DropReason))


def test_a_figure_with_a_table_is_no_picture() -> None:
    rows = "".join(
        f"<tr><td>Pier {n} was closed</td><td>Its planks were rotten, and {n} had to be replaced.</td></tr>"
        for n in range(1, 4)
    )
    assert (
        len(kept(clean_with(f"<figure class='wp-table'><table><tbody>{rows}</tbody></table></figure>"))) == 3
    )


def test_a_class_for_the_style_of_a_paragraph_names_nothing() -> None:
    text = "The planks were rotten."
    assert kept(clean_with(f"<p class='has-text-align-center has-small-font-size'>{text}</p>")) == (text,)


def kept_of(page: str) -> list[str]:
    return [block.text for block in clean_page(Page("a.html", "", page, "text/html")).blocks]


def page_with(dialog: str, count: int, inside: bool = False, lang: str = "en") -> str:
    story = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND)[:count])
    after = dialog if inside else ""
    body = f"<div class=a><h1>Ferry returns</h1>{story}{after}</div>{'' if inside else dialog}"
    return f"<html lang={lang}><title>Ferry returns</title><body>{body}</body></html>"


@pytest.mark.parametrize(
    "dialog",
    [
        f"<div class=modal-dialog><div>{ENGLISH}</div></div>",
        f"<div id=qc-layer>{ENGLISH}<button>Accept</button></div>",
        f"<div class=fc-box><div>{ENGLISH}</div><div><p>Accept all</p><p>Manage</p></div></div>",
        f"<div class=k7f>{ENGLISH}</div>",
        f"<section>{ENGLISH}</section>",
        f"<div>{GERMAN}</div>",
        f"<div class=layer>{FRENCH}</div>",
        f"<div class=layer>{SPANISH}</div>",
        ENGLISH,
    ],
)
@pytest.mark.parametrize("count", [2, 5])
@pytest.mark.parametrize("inside", [False, True])
def test_a_consent_dialog_is_dropped(dialog: str, count: int, inside: bool) -> None:
    assert kept_of(page_with(dialog, count, inside)) == list((*BEFORE, *BEHIND)[:count])


def test_a_story_about_consent_is_kept() -> None:
    text = (
        "The court found that the line had used cookies and sold personal data of islanders to third parties."
    )
    quoted = (
        "“We never asked for consent, and we told you nothing of our partners or cookies,” the line said."
    )
    story = [*BEFORE, text, quoted, *BEHIND]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story)
    page = (
        f"<title>Court rules on the ferry</title><article><h1>Court rules on the ferry</h1>{body}</article>"
    )
    assert kept_of(page) == story


def test_a_guide_to_cookies_is_kept() -> None:
    guide = [
        *BEFORE,
        "You can change your cookie preferences and your privacy settings in your browser at any time.",
        "Your consent is asked for again once you delete the cookies on a device, and you may then opt out.",
    ]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in guide)
    page = f"<title>How to delete cookies</title><article><h1>How to delete cookies</h1>{body}</article>"
    assert kept_of(page) == guide


@pytest.mark.parametrize(
    ("button", "is_kept"),
    [
        ("<button aria-expanded=false>Continue reading</button>", True),
        ("<div role=button>Read more …</div>", True),
        ("<button>Show the timetable</button>", False),
        ("<p>Continue reading</p>", False),
    ],
)
def test_what_a_button_unfolds_is_the_rest_of_the_story(button: str, is_kept: bool) -> None:
    rest = (
        "The ferry left the quay at noon, with forty cars and a bus on her deck, and nobody waved.",
        "At the other pier the mayor said that he had waited nine years for this, and wept a little.",
    )
    piece = f"<div>{button}<div style='display:none'>{''.join(f'<p>{text}</p>' for text in rest)}</div></div>"
    assert kept(clean_with(piece)) == (rest if is_kept else ())
