"""Consent dialogs are dropped by their words, whatever their markup; stories about consent are not."""

import pytest
from tests.clean.story import BEFORE, BEHIND

from briefing.clean import clean_page
from briefing.model import Page

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
