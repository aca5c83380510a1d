"""Mails as a source of the digest: each story of a newsletter is told once."""

from pathlib import Path

from tests.digest.newsroom import sentences
from tests.digest.town import Town, told
from tests.fetch.test_mail import with_text

from briefing.digest import SourceChoices, source_from_text

HEADINGS = ("The bridge closes", "The library opens on Sundays")


def newsletter(folder: Path, name: str, *headings: str) -> None:
    rows = "".join(
        f'<tr><td><h2><a href="https://quay.example/{name}/{number}">{heading}</a></h2></td></tr>'
        f"<tr><td><p>{' '.join(sentences(f'{name}{number}a', 4))}</p>"
        f"<p>{' '.join(sentences(f'{name}{number}b', 4))}</p></td></tr>"
        for number, heading in enumerate(headings)
    )
    footer = "<tr><td>You are receiving this because you signed up. Unsubscribe</td></tr>"
    data = with_text(html=f"<table>{rows}{footer}</table>")
    (folder / f"{name}.eml").write_bytes(data.replace(b"<1@quay", f"<{name}@quay".encode()))


def test_the_stories_of_a_newsletter_are_told_once(town: Town, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    newsletter(letters, "monday", *HEADINGS)
    with town.context() as context:
        source = source_from_text(str(letters), context, SourceChoices(text="feed"))
        context.library.add_source(source)
    first, second = town.digest(), town.digest()
    newsletter(letters, "tuesday", "The ferry comes back", "A number of the day")
    third = town.digest()
    assert source.kind == "mail"
    assert [sorted(told(digest)) for digest in (first, second, third)] == [
        sorted(HEADINGS),
        [],
        ["A number of the day", "The ferry comes back"],
    ]
