"""Forwarded mails within mails: where they begin, and what only looks like one."""

import pytest

from briefing.fetch.forwarded import Forward, Inner, forward_in, inner_of_html, inner_of_plain

TEXT = "The tide is out and the ferries run again."


@pytest.mark.parametrize(
    "lines",
    [
        ("-----Original Message-----", "From: The Quay [mailto:post@quay.example]", "Subject: Tides"),
        ("Begin forwarded message:", "", "From: The Quay <post@quay.example>", "Subject: Tides"),
        ("-------- Weitergeleitete Nachricht --------", "Betreff: ", "Tides", "Von: ", "The Quay"),
        ("---------- Message transféré ---------", "De : The Quay <post@quay.example>", "Objet : Tides"),
        ("---------- Mensaje reenviado ---------", "De: The Quay", "Fecha: lun, 30 nov", "Asunto: Tides"),
        ("*From:* The Quay", "*Sent:* Monday 07:00", "*To:* Ben Osei", "*Subject:* Tides"),
    ],
)
def test_a_forwarded_mail_begins_below_its_header(lines: tuple[str, ...]) -> None:
    said = ("Worth a read!", "", *lines)
    assert forward_in((*said, "", TEXT)) == Forward(len(said), "The Quay", "Tides")


@pytest.mark.parametrize(
    "line",
    [
        "On Sun, 29 Nov 2026 at 07:00, The Quay <post@quay.example> wrote:",
        "Am So., 29. Nov. 2026 um 07:00 Uhr schrieb The Quay <post@quay.example>:",
        "Le dim. 29 nov. 2026 à 07:00, The Quay <post@quay.example> a écrit :",
        "El dom, 29 nov 2026 a las 7:00, The Quay (<post@quay.example>) escribió:",
    ],
)
def test_a_quoted_mail_begins_below_its_attribution(line: str) -> None:
    assert inner_of_plain(f"Read this.\n\n{line}\n\n> {TEXT}\n> {TEXT}") == Inner(f"\n{TEXT}\n{TEXT}")


def test_an_attribution_that_a_mail_program_has_wrapped_is_found() -> None:
    text = f"Le dim. 29 nov. 2026 à 07:00, La Lettre du port\n<post@port.example> a écrit :\n> {TEXT}"
    assert inner_of_plain(text) == Inner(TEXT)


@pytest.mark.parametrize(
    "lines",
    [
        ("On Monday, 3 November, the mayor wrote:", TEXT),
        ("From: 3 May", "To: 7 May", "Date: to be announced", TEXT),
        ((TEXT + " ") * 12, "-----Original Message-----", "From: a", "Subject: b", TEXT),
        (TEXT, "Date: Monday"),
    ],
)
def test_a_text_of_its_own_is_no_forwarded_mail(lines: tuple[str, ...]) -> None:
    assert forward_in(lines) is None


def test_the_html_of_a_forwarded_mail_keeps_its_layout() -> None:
    note = "<div>For you!</div><div>---------- Forwarded message ---------<br>From: <b>The Quay</b> "
    header = f"{note}&lt;<a href='mailto:post@quay.example'>post@quay.example</a>&gt;<br>Subject: Tides</div>"
    found = inner_of_html(f"{header}<table><tr><td><h2>Ferries</h2>{TEXT}</td></tr></table>")
    assert "For you!" not in found.text
    assert f"<table><tr><td><h2>Ferries</h2>{TEXT}</td></tr></table>" in found.text
    assert (found.sender, found.subject) == ("The Quay", "Tides")


def test_a_mail_that_was_forwarded_twice_gives_the_innermost() -> None:
    header = "-----Original Message-----\nFrom: {}\nSubject: {}\n\n"
    text = f"{header.format('Ben', 'Fwd')}{header.format('The Quay', 'Tides')}{TEXT}"
    assert inner_of_plain(text) == Inner(f"\n{TEXT}", "The Quay", "Tides")
