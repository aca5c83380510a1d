"""A digest that nobody watches: heartbeat, log, time limit."""

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from tests.digest.newsroom import article
from tests.digest.town import Town, told
from tests.fetch.servers import page

from briefing.digest import SHORTENED, Digest, DigestContext, make_digest, run_digest
from briefing.errors import BriefingError, LockedError, UnavailableError, UsageError
from briefing.fetch import Deadline
from briefing.storage import hold_lock


def run(town: Town, **wanted: int | bool | str) -> Digest:
    heart = town.news.server.at("/heart/?id=1")
    return run_digest(town.context, town.run(heartbeat=heart, **wanted))


def beats(town: Town) -> list[str]:
    return [path for path, _ in town.news.server.seen if path.startswith("/heart")]


@pytest.fixture(autouse=True)
def heart(town: Town) -> None:
    for ending in ("", "/start", "/fail"):
        town.news.server.routes[f"/heart{ending}?id=1"] = page(b"OK", "text/plain")


def test_start_and_success_are_told_and_the_log_names_what_is_missing_last(town: Town) -> None:
    town.subscribe("paper", "gone")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    done = run(town)
    assert done.notes == ()
    assert beats(town) == ["/heart/start?id=1", "/heart?id=1"]
    said = [line.split("] ", 1)[1] for line in town.settings.digest_log.read_text("utf-8").splitlines()]
    assert said[0].startswith("told: A (score")
    assert said[1].startswith("made: ")
    assert said[2] == f"missing: gone: {town.news.server.at('/feed/gone')} answers 404 Not Found"
    assert said[3].startswith("end after ")


def test_that_nothing_is_new_is_a_success(town: Town) -> None:
    town.subscribe("paper")
    town.news.open("paper")
    assert run(town).made is None
    assert beats(town) == ["/heart/start?id=1", "/heart?id=1"]


def test_no_source_to_be_had_is_a_failure(town: Town) -> None:
    town.subscribe("gone", "lost")
    with pytest.raises(UnavailableError, match="no source could be read"):
        run(town)
    assert beats(town) == ["/heart/start?id=1", "/heart/fail?id=1"]
    assert "failed: no source could be read" in town.settings.digest_log.read_text("utf-8")


def test_a_library_without_sources_is_wrong_usage(town: Town) -> None:
    with pytest.raises(UsageError, match="the digest has no sources"):
        run(town)


def test_a_second_run_is_told_who_holds_the_lock_and_does_not_beat_for_the_first(town: Town) -> None:
    with hold_lock(town.settings.data / "digest.lock"), pytest.raises(LockedError, match=r"process \d+"):
        run(town)
    assert beats(town) == ["/heart/start?id=1"]


def test_a_heartbeat_that_is_not_heard_costs_no_programme(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    town.news.server.routes.pop("/heart?id=1")
    done = run(town)
    assert done.made is not None
    assert ["the heartbeat failed" in note for note in done.notes] == [True]


def test_a_bug_is_told_as_a_failure_too(town: Town) -> None:
    with pytest.raises(BriefingError, match="internal error"):
        run_digest(broken, town.run(heartbeat=town.news.server.at("/heart?id=1")))
    assert beats(town) == ["/heart/start?id=1", "/heart/fail?id=1"]


def broken() -> DigestContext:
    raise RuntimeError("a bug")


def test_a_run_over_its_time_is_ended_and_the_next_goes_on(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))

    def late() -> DigestContext:
        time.sleep(5)
        return town.context()

    with pytest.raises(BriefingError, match="took longer than"):
        run_digest(late, town.run(), limit_s=1)
    assert "failed: the run took longer" in town.settings.digest_log.read_text("utf-8")
    assert run(town).made is not None


def test_a_feed_a_page_and_a_podcast_that_hang_cost_no_story_of_another_host(town: Town) -> None:
    town.subscribe("paper", "slow", "wall")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    town.news.publish("wall", "/b", "B", article("b", "B"))
    for path in ("/feed/slow", "/b", "/podcast"):
        town.news.server.routes[path] = lambda handler: time.sleep(30)
    podcast = town.news.server.at("/podcast")
    with town.context() as context:
        patient = replace(context.fetch, total_ms=60_000, attempts=3)
        late = replace(context, fetch=patient, deadline=Deadline(4))
        done = make_digest(late, town.run(audio=({"source": podcast},)))
    assert (told(done), done.is_cut_short) == (["A"], True)
    assert [one.source for one in done.left_out] == [
        town.news.server.at("/feed/slow"),
        podcast,
        town.news.server.at("/b"),
    ]


def out_of_time_after(lines: int) -> Callable[[], bool]:
    asked = count(1)
    return lambda: next(asked) < lines


def test_stories_that_are_not_spoken_in_time_are_told_by_the_next_run(town: Town) -> None:
    town.subscribe("paper")
    for name in "abcd":
        town.news.publish("paper", f"/{name}", f"Story {name}", article(name, f"Story {name}"))
    with town.context() as context:
        first = make_digest(context, replace(town.run(), has_time=out_of_time_after(6)))
    second = town.digest()
    assert first.made is not None
    assert (first.is_shortened, told(first), told(second)) == (
        True,
        ["Story c", "Story d"],
        ["Story a", "Story b"],
    )
    assert first.made.episode.title == "Monday: Story d and Story c"
    assert [line.text for line in first.made.episode.transcript if "Story" in line.text] == [
        "Story d.",
        "Story c.",
        "Story d.",
        "Story c.",
        "Story b.",
        "Story a.",
    ]
    assert town.digest().made is None


def test_the_log_says_that_there_was_no_time_for_every_story(town: Town) -> None:
    town.subscribe("paper")
    for name in "ab":
        town.news.publish("paper", f"/{name}", f"Story {name}", article(name, f"Story {name}"))
    done = run_digest(town.context, replace(town.run(), has_time=out_of_time_after(1)), limit_s=0)
    assert done.is_shortened
    assert SHORTENED in town.settings.digest_log.read_text("utf-8")


def test_a_source_is_told_what_was_told_only_while_there_is_time(town: Town) -> None:
    town.subscribe("paper")
    town.news.publish("paper", "/a", "A", article("a", "A"))
    with town.context() as context:
        done = make_digest(context, replace(town.run(), has_time=out_of_time_after(1)))
        unsettled = context.library.unsettled_items(town.news.server.at("/feed/paper"))
    assert (told(done), done.is_shortened, unsettled) == (["A"], False, ("/a",))
