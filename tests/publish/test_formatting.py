"""What other people may see of an episode."""

import pytest

from briefing.model import Chapter, Episode, LeftOut
from briefing.publish import public_episode


def with_left_out(source: str, error: str = "") -> Episode:
    return Episode("i", "T", "2026-11-23", "en", 5, (), (), (), (LeftOut(source, error),))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("/home/reader/saved pages/gone.html", "gone.html"),
        ("saved/gone.html", "gone.html"),
        (r"C:\Users\reader\gone.html", "gone.html"),
        ("gone.html", "gone.html"),
        ("saved/", "saved/"),
        ("-", "-"),
        ("", ""),
        ("https://news.example/a/b?c=/d/e", "https://news.example/a/b?c=/d/e"),
        ("https://reader:pass@news.example/feed", "https://news.example/feed"),
        ("https://news.example/@reader", "https://news.example/@reader"),
    ],
)
def test_a_source_is_shown_without_folders_and_passwords(source: str, shown: str) -> None:
    seen = public_episode(with_left_out(source, f"cannot read {source}: no such file"))
    assert seen == with_left_out(shown, f"cannot read {shown}: no such file")


def test_a_chapter_leads_to_the_web_or_nowhere() -> None:
    urls = ("https://a:b@news.example/x", "file:///home/reader/x.html", "/home/reader/x.html", "-", "")
    episode = Episode("i", "T", "", "en", 5, tuple(Chapter("C", 0, 5, url) for url in urls), (), ())
    seen = [chapter.url for chapter in public_episode(episode).chapters]
    assert seen == ["https://news.example/x", "", "", "", ""]


def test_what_is_public_stays_as_it_is() -> None:
    once = public_episode(with_left_out("/home/reader/a.html", "no"))
    assert public_episode(once) == once
