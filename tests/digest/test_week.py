"""A simulated week: twenty feeds, seven mornings, real MP3s by tones."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from mutagen.mp3 import MP3
from tests.digest.newsroom import FIRST_DAY, article, sentences
from tests.digest.town import Town, folders_of, titles_of_feed, told
from tests.fetch.servers import delayed

from briefing.digest import Digest, plan_digest
from briefing.storage import EpisodeRow, Source, published_episodes


def seconds_of(mp3: Path) -> float:
    info: Any = MP3(mp3).info  # type: ignore[no-untyped-call]  # mutagen is untyped
    return float(info.length)


PAPERS = [f"paper-{number}" for number in range(14)]
KEPT = 5


def open_town(town: Town) -> None:
    """Twenty feeds: fourteen papers, one that answers late, a wire and its copier, three that never come."""
    town.subscribe(*PAPERS, "late", "wire", "slow", "broken", "gone")
    town.subscribe("copier", weight=50)
    for feed in (*PAPERS, "late"):
        town.news.open(feed)
    town.news.server.routes["/feed/slow"] = lambda handler: handler.send(b"", 503, Retry_After="3600")
    town.news.server.routes["/feed/broken"] = lambda handler: handler.send(b"<html>no feed</html>")


def publish_day(town: Town, day: int) -> list[str]:
    """The day's news; the titles that should be told."""
    town.news.day = day
    expected = []
    for feed in (*PAPERS[day * 2 : day * 2 + 2], "late"):
        title = f"News of {feed} on day {day}"
        town.news.publish(feed, f"/{feed}/{day}", title, article(f"{feed}{day}", title))
        expected.append(title)
    town.news.server.routes["/feed/late"] = delayed(0.2, town.news.server.routes["/feed/late"])
    town.news.publish("wire", f"/wire/{day}", f"Wire {day}", article(f"wire{day}", f"Wire {day}"))
    more = " ".join(sentences(f"own{day}", 1))
    town.news.publish(
        "copier", f"/c/{day}", f"As we hear {day}", article(f"wire{day}", f"As we hear {day}", more)
    )
    expected.append(f"Wire {day}")
    if day == 3:
        town.news.server.routes["/feed/slow"] = delayed(4, lambda handler: None)  # longer than we wait
        more = " ".join(sentences("update", 8))
        town.news.publish("wire", "/wire/0", "Wire 0", article("wire0", "Wire 0", more), "updated")
        expected.append("Wire 0")
    return sorted(expected)


def check_morning(town: Town, digest: Digest, day: int) -> None:
    """The MP3, the folders, the feed and the library after a run."""
    made, output = digest.made, town.settings.output
    assert made is not None
    assert abs(seconds_of(made.mp3) - made.episode.duration_ms / 1000) < 0.1
    assert sorted(one.source.rsplit("/", 1)[1] for one in made.episode.left_out) == ["broken", "gone", "slow"]
    spoken = [line.text for line in made.episode.transcript]
    assert spoken.count("An update to a story that you have heard.") == (day == 3)
    kept = [FIRST_DAY + timedelta(days=one) for one in range(max(0, day + 1 - KEPT), day + 1)]
    assert folders_of(output) == [f"{one:%Y-%m-%d}-morning" for one in kept]
    assert len(titles_of_feed(output)) == len(kept)
    with town.library() as library:
        states = [row.state for row in library.episodes()]
        assert states == ["retired"] * (day + 1 - len(kept)) + ["published"] * len(kept)
        assert library.new_items() == ()
        failed = {source.title for source in library.sources() if source.failure}
        assert failed == {"broken", "gone", "slow"}


def test_a_week_of_mornings(town: Town) -> None:
    open_town(town)
    heard: list[str] = []
    for day in range(7):
        expected = publish_day(town, day)
        digest = town.digest(keep=KEPT)
        assert told(digest) == expected
        check_morning(town, digest, day)
        heard += expected
    assert len(heard) == 7 * 4 + 1
    assert town.digest(keep=KEPT).made is None


def test_a_plan_makes_nothing_and_forgets_nothing(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    with town.context() as context:
        plan = plan_digest(context, town.run())
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


def test_a_story_that_grew_is_told_by_its_headline_and_what_is_new(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "The bridge", article("a", "The bridge"))
    town.digest()
    spoken = []
    for day, more in enumerate(("first", "second"), 1):
        town.news.day = day
        fresh = " ".join(sentences(more, 4))
        before = " ".join(sentences("first", 4)) if day == 2 else ""
        body = article("a", "The bridge", fresh)
        if before:
            body = body.replace(b"<p>", f"<p>{before}</p><p>".encode(), 1)
        town.news.publish("paper", "/a", "The bridge", body, f"update {day}")
        digest = town.digest()
        assert digest.made is not None
        spoken.append([line.text for line in digest.made.episode.transcript if line.text])
        assert "An update to a story that you have heard." in spoken[-1]
        assert sentences(more, 4)[0] in " ".join(spoken[-1])
        assert sentences("a", 9)[0] not in " ".join(spoken[-1])
    assert sentences("first", 4)[0] not in " ".join(spoken[1])


def test_an_episode_is_called_by_its_day_and_its_headlines(town: Town) -> None:
    town.subscribe("paper")
    for name in "abc":
        town.news.publish("paper", f"/{name}", f"Story {name}", article(name, f"Story {name}"))
    town.digest()
    town.news.day = 1
    town.news.publish("paper", "/d", "Story d", article("d", "Story d"))
    town.digest(episode_title="{title} of {weekday}")
    assert sorted(titles_of_feed(town.settings.output)) == [
        "Monday: Story c, Story b and 1 more",
        "Morning of Tuesday",
    ]


def test_related_stories_stand_side_by_side_behind_the_lead(town: Town) -> None:
    titles = (
        "Harbour bridge opens",
        "Library closes early",
        "Market moves again",
        "Bridge over harbour painted",
    )
    for weight, title in zip((400, 300, 200, 100), titles, strict=True):
        name = title.split()[0].lower()
        town.subscribe(name, weight=weight)
        town.news.publish(name, f"/{name}/a", title, article(title, title))
    assert [choice.title for choice in town.digest().choices] == [
        titles[0], titles[3], titles[1], titles[2],
    ]  # fmt: skip
