"""What stays and what goes: episodes by number and days, clips by size, pages that were used."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from tests.digest.newsroom import article
from tests.digest.town import Town, folders_of, titles_of_feed, told
from tests.fetch.servers import page

from briefing.digest import adopt_episodes, episodes_after_copy
from briefing.errors import UsageError
from briefing.storage import (
    InboxArticle,
    Source,
    describe_copy,
    library_copies,
    put_in_inbox,
    read_inbox,
    restore_copy,
)


def make_days(town: Town, days: int, **wanted: int) -> None:
    """A programme each day, of one story that has the day's number for a title."""
    town.subscribe("paper")
    for day in range(days):
        town.news.day = day
        town.news.publish("paper", f"/{day}", str(day), article(str(day), str(day)))
        assert told(town.digest(**wanted)) == [str(day)]


def test_the_newest_stay_and_the_stories_of_the_others_stay_told(town: Town) -> None:
    make_days(town, 4, keep=2)
    assert folders_of(town.settings.output) == ["2026-11-25-morning", "2026-11-26-morning"]
    assert len(titles_of_feed(town.settings.output)) == 2
    assert town.digest(keep=2).made is None


def test_old_days_go_even_when_nothing_is_new_but_never_the_last_episode(town: Town) -> None:
    make_days(town, 3, keep_days=1)
    assert folders_of(town.settings.output) == ["2026-11-24-morning", "2026-11-25-morning"]
    town.news.day = 30
    assert town.digest(keep_days=1).made is None
    assert folders_of(town.settings.output) == ["2026-11-25-morning"]
    assert len(titles_of_feed(town.settings.output)) == 1


def test_zero_keeps_everything(town: Town) -> None:
    make_days(town, 3, keep=0)
    assert len(folders_of(town.settings.output)) == 3


def test_told_stories_are_forgotten_after_the_days_of_the_setting(town: Town) -> None:
    make_days(town, 3, keep=1, max_age_days=0, remember_days=1)
    with town.library() as library:
        told_titles = [one.title for one in library.published_articles()]
        entries = len(library.told_items(library.sources()[0].address))
    assert (told_titles, entries) == (["2", "1"], 3)  # the feed still lists all three


def test_the_clips_used_least_recently_go_when_the_store_is_too_large(town: Town) -> None:
    make_days(town, 1)
    before = [path for path in town.settings.clips.glob("??/*") if path.is_file()]
    for path in before:
        long_ago = path.stat().st_mtime - timedelta(days=9).total_seconds()
        os.utime(path, (long_ago, long_ago))
    town.news.day = 1
    town.news.publish("paper", "/long", "Long", article("long", "Long"))
    town.digest(clips_mb=0)
    assert not [path for path in town.settings.clips.glob("??/*") if path.is_file()]
    assert before


def test_a_page_of_the_drop_box_is_told_and_moves_to_done(town: Town) -> None:
    box = town.home / "later"
    box.mkdir()
    (box / "saved.html").write_bytes(article("saved", "A saved page"))
    (box / "empty.html").write_bytes(b"<html><body>Nothing</body></html>")
    (box / "notes.pdf").write_bytes(b"%PDF-1.7")  # damaged
    (box / "notes.docx").write_bytes(b"no page")
    with town.library() as library:
        library.add_source(Source(str(box), "folder"))
    digest = town.digest()
    assert told(digest) == ["A saved page"]
    assert sorted(Path(one.source).name for one in digest.left_out) == ["empty.html", "notes.pdf"]
    assert sorted(str(path.relative_to(box)) for path in box.rglob("*.*")) == [
        "done/saved.html",
        "empty.html",
        "notes.docx",
        "notes.pdf",
    ]
    (box / "saved.html").write_bytes(article("another", "Another page of that name"))
    assert told(town.digest()) == ["Another page of that name"]
    assert sorted(path.name for path in (box / "done").iterdir()) == ["saved-2.html", "saved.html"]


def test_what_the_phone_sent_comes_first_and_leaves_the_inbox(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/feed", "By feed", article("feed", "By feed"))
    town.news.server.routes["/asked"] = page(article("asked", "By address"))
    sent = (
        InboxArticle("https://news.example/page", article("page", "With its page").decode()),
        InboxArticle(town.news.server.at("/asked")),
        InboxArticle(town.news.server.at("/gone")),
    )
    for one in sent:
        put_in_inbox(town.settings.inbox, one)
    digest = town.digest()
    titles = [choice.title for choice in digest.choices]
    assert (sorted(titles[:2]), titles[2:]) == (["By address", "With its page"], ["By feed"])
    assert [one.source for one in digest.left_out] == [town.news.server.at("/gone")]
    assert [one.url for one in read_inbox(town.settings.inbox)] == [town.news.server.at("/gone")]
    town.news.day = 2
    town.digest()
    assert read_inbox(town.settings.inbox) == ()
    assert town.digest().made is None


def test_what_cannot_be_reached_waits_in_the_inbox(town: Town) -> None:
    town.news.server.routes["/busy"] = lambda handler: handler.send(b"", 503)
    put_in_inbox(town.settings.inbox, InboxArticle(town.news.server.at("/busy")))
    assert town.digest().made is None
    assert len(read_inbox(town.settings.inbox)) == 1
    town.news.server.routes["/busy"] = page(article("busy", "At last"))
    assert told(town.digest()) == ["At last"]
    assert read_inbox(town.settings.inbox) == ()


def test_the_library_is_copied_once_a_day_and_only_the_newest_copies_stay(town: Town) -> None:
    make_days(town, 3, library_copies=2)
    copies = [describe_copy(path) for path in library_copies(town.settings.copies)]
    assert [(one.path.stem, one.episodes, one.damage) for one in copies] == [
        ("2026-11-25", 3, ""),
        ("2026-11-24", 2, ""),
    ]
    before = copies[0].path.stat().st_mtime_ns
    assert town.digest(library_copies=2).made is None
    assert copies[0].path.stat().st_mtime_ns == before


def test_a_library_that_cannot_be_copied_is_told_and_costs_no_episode(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/0", "0", article("0", "0"))
    town.settings.copies.write_text("not a folder", encoding="utf-8")
    done = town.digest()
    assert told(done) == ["0"]
    assert done.notes[0].startswith("The library was not copied: cannot write ")


def test_adopted_episodes_of_a_restored_library_are_not_told_again(town: Town, tmp_path: Path) -> None:
    make_days(town, 2)
    settings, path = town.settings, town.settings.library
    restore_copy(library_copies(settings.copies)[-1], path, tmp_path / "aside")
    with town.context() as context:
        later = episodes_after_copy(context.library, settings.output)
        adopted = adopt_episodes(later, context, settings)
        again = adopt_episodes(later, context, settings)
        rows = [(row.folder, row.made, row.state) for row in context.library.episodes()]
        stories = [(one.title, one.told) for one in context.library.published_articles()]
    assert (later, adopted, again) == (("2026-11-24-morning",), ("2026-11-24-morning",), ())
    days = ("2026-11-23", "2026-11-24")
    assert rows == [(f"{day}-morning", f"{day}T06:30:00+00:00", "published") for day in days]
    assert stories == [("1", f"{days[1]}T06:30:00+00:00"), ("0", f"{days[0]}T06:30:00+00:00")]
    assert town.digest().made is None


def test_only_episodes_are_adopted(town: Town) -> None:
    make_days(town, 1)
    with town.context() as context, pytest.raises(UsageError, match="2026-11-30 is not an episode"):
        adopt_episodes(["2026-11-30"], context, town.settings)
