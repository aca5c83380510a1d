"""A simulated week: twenty feeds, seven mornings, real MP3s by tones."""

import time
from pathlib import Path
from typing import Any

from mutagen.mp3 import MP3
from tests.digest.newsroom import article, sentences
from tests.digest.town import Town, told

from briefing.digest import plan_digest
from briefing.shelf import EpisodeRow, Source, published_episodes


def seconds_of(mp3: Path) -> float:
    info: Any = MP3(mp3).info  # type: ignore[no-untyped-call]  # mutagen is untyped
    return float(info.length)


def test_a_week_of_mornings(town: Town) -> None:
    good = [f"paper-{number}" for number in range(16)]
    town.subscribe(*good, "slow", "broken", "gone", "wire", weight=100)
    for feed in good:
        town.news.open(feed)
    town.news.server.routes["/feed/slow"] = lambda handler: time.sleep(0.8)
    town.news.server.routes["/feed/broken"] = lambda handler: handler.send(b"<html>no feed</html>")
    heard: list[str] = []
    for day in range(7):
        town.news.day = day
        for feed in good[day * 2 : day * 2 + 2]:
            town.news.publish(
                feed, f"/{feed}/{day}", f"News of {feed}", article(f"{feed}{day}", f"News of {feed}")
            )
        copied = article(f"wire{day}", f"Wire story {day}")
        town.news.publish("wire", f"/wire/{day}", f"Wire story {day}", copied)
        town.news.publish("paper-15", f"/copy/{day}", f"Wire story {day}", copied)
        if day == 3:
            more = " ".join(sentences("update", 8))
            town.news.publish(
                "wire", "/wire/0", "Wire story 0", article("wire0", "Wire story 0", more), "updated"
            )
        digest = town.digest()
        titles = told(digest)
        expected = [f"News of {feed}" for feed in good[day * 2 : day * 2 + 2]] + [f"Wire story {day}"]
        assert titles == sorted([*expected, "Wire story 0"] if day == 3 else expected)
        assert [one.considered.update for one in digest.choices].count(True) == (day == 3)
        assert {one.source.rsplit("/", 1)[1] for one in digest.left_out} == {"slow", "broken", "gone"}
        assert digest.made is not None
        assert abs(seconds_of(digest.made.mp3) - digest.made.episode.duration_ms / 1000) < 0.1
        assert len(published_episodes(town.settings.output)) == day + 1
        heard += titles
    assert len(heard) == 7 * 3 + 1
    with town.library() as library:
        assert [row.state for row in library.episodes()] == ["published"] * 7
    assert town.digest().made is None


def test_a_plan_makes_nothing_and_forgets_nothing(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    with town.morning() as morning:
        plan = plan_digest(morning, town.run())
    assert (told(plan), plan.made) == (["A"], None)
    assert told(town.digest()) == ["A"]


def test_the_better_source_tells_what_two_carry(town: Town) -> None:
    town.subscribe("small", weight=50)
    town.subscribe("great", weight=200)
    town.news.publish("small", "/small/a", "Bridge opens", article("same", "Bridge opens"))
    town.news.publish("great", "/great/a", "The bridge opens", article("same", "The bridge opens"))
    digest = town.digest()
    assert told(digest) == ["The bridge opens"]
    assert "carried by 2 sources" in digest.choices[0].why


def test_what_does_not_fit_comes_tomorrow(town: Town) -> None:
    town.subscribe("paper")
    for name in "abc":
        town.news.publish("paper", f"/{name}", name.upper(), article(name, name.upper()))
    first = told(town.digest(minutes=2))
    town.news.day = 1
    second = told(town.digest(minutes=10))
    assert len(first) == 1
    assert sorted(first + second) == ["A", "B", "C"]


def test_a_clock_set_back_tells_nothing_twice(town: Town) -> None:
    town.subscribe("paper")
    town.news.day = 3
    town.news.publish("paper", "/a", "A", article("a", "A"))
    town.digest()
    town.news.day = 1
    town.news.publish("paper", "/b", "B", article("b", "B"))
    assert told(town.digest()) == ["B"]


def test_a_second_programme_of_a_day_does_not_replace_the_first(town: Town) -> None:
    town.subscribe("paper")
    for name in "ab":
        town.news.publish("paper", f"/{name}", name.upper(), article(name, name.upper()))
        town.digest()
    assert len(published_episodes(town.settings.output)) == 2


def test_what_a_killed_run_began_is_removed_and_told_anew(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    half = town.settings.output / "2026-11-22-morning"
    half.mkdir(parents=True)
    (half / "morning.mp3").write_bytes(b"half")
    with town.library() as library:
        library.begin_episode(EpisodeRow(half.name, "2026-11-22T06:30:00+00:00", "Morning", "making"), [], [])
    assert told(town.digest()) == ["A"]
    assert not half.exists()


def test_a_page_of_the_drop_box_is_told_and_moves_to_done(town: Town) -> None:
    box = town.home / "later"
    box.mkdir()
    (box / "saved.html").write_bytes(article("saved", "A saved page"))
    (box / "notes.pdf").write_bytes(b"%PDF-1.7")
    with town.library() as library:
        library.add_source(Source(str(box), "folder"))
    assert told(town.digest()) == ["A saved page"]
    assert sorted(path.name for path in box.rglob("*") if path.is_file()) == ["notes.pdf", "saved.html"]
    assert (box / "done" / "saved.html").exists()
