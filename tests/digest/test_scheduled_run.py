"""A digest that nobody watches: heartbeat, log, time limit."""

import time

import pytest
from tests.digest.newsroom import article
from tests.digest.town import Town
from tests.fetch.servers import page

from briefing.digest import Digest, DigestContext, run_digest
from briefing.errors import BriefingError, LockedError, UnavailableError, UsageError
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
