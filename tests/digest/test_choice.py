"""The turns of the sources, without pages."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from briefing.digest.choice import Offer, Standing, fair_order, standings_from
from briefing.storage import Item

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def item(source: str, name: str) -> Item:
    return Item(source, name, f"https://{source}/{name}", f"{source}/{name}", name, "", "", NOW.isoformat())


def offers(**counts: int) -> list[Offer]:
    """Offers by source, the first of each the best."""
    return [
        Offer((item(source, f"{source}{number}"),), 1 / (number + 1))
        for source, count in counts.items()
        for number in range(count)
    ]


def order(given: list[Offer], standings: dict[str, Standing], most: int = 100) -> list[str]:
    return [turn.offer.title for turn in fair_order(given, standings)[:most]]


def test_every_source_is_heard_before_any_is_heard_twice() -> None:
    standings = {"wire": Standing(), "paper": Standing(), "blog": Standing()}
    assert order(offers(wire=3, paper=2, blog=1), standings) == [
        "blog0", "paper0", "wire0", "paper1", "wire1", "wire2",
    ]  # fmt: skip


def test_twice_the_weight_takes_two_turns_for_one() -> None:
    standings = {"great": Standing(weight=200, absent_days=1), "small": Standing(absent_days=1)}
    assert order(offers(great=4, small=2), standings) == [
        "great0", "small0", "great1", "great2", "small1", "great3",
    ]  # fmt: skip


def test_the_source_that_was_not_heard_for_days_comes_first() -> None:
    standings = {
        "daily": Standing(absent_days=1, lately=3),
        "weekly": Standing(absent_days=6, lately=0.1),
        "light": Standing(weight=50, absent_days=7),
    }
    assert order(offers(daily=2, weekly=2, light=2), standings, 3) == ["weekly0", "light0", "daily0"]


def test_equal_sources_take_the_last_place_in_turn() -> None:
    much, little = Standing(absent_days=1, lately=4), Standing(absent_days=1, lately=2)
    assert order(offers(one=2, other=2), {"one": much, "other": little}, 1) == ["other0"]


def test_turns_that_were_taken_already_count() -> None:
    heard = {"one": Standing(turns=1), "other": Standing()}
    assert order(offers(one=1, other=2), heard) == ["other0", "one0", "other1"]


def test_what_the_listener_sent_comes_before_everything() -> None:
    standings = {"phone": Standing(is_by_hand=True, absent_days=0, lately=9), "wire": Standing()}
    assert order(offers(wire=1, phone=3), standings) == ["phone0", "phone1", "phone2", "wire0"]


def test_a_story_that_two_sources_carry_is_told_once() -> None:
    shared = Offer((item("wire", "shared"), item("blog", "shared")), 2.0)
    standings = {"wire": Standing(absent_days=1), "blog": Standing()}
    turns = fair_order([shared, *offers(blog=1, wire=1)], standings)
    assert [(turn.offer.title, turn.source, turn.number) for turn in turns] == [
        ("shared", "blog", 1),
        ("wire0", "wire", 1),
        ("blog0", "blog", 2),
    ]


def test_standings_count_what_was_told_and_when() -> None:
    told = [("wire", NOW - timedelta(days=2)), ("wire", NOW - timedelta(days=4)), ("gone", NOW)]
    assert standings_from({"wire": 100, "blog": 50}, told, NOW) == {
        "wire": Standing(100, 2.0, 0.75),
        "blog": Standing(50, 7.0, 0.0),
    }


STANDINGS = st.builds(Standing, st.just(100), st.floats(0, 30), st.floats(0, 50))


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(1, 5), STANDINGS), min_size=1))
def test_no_source_of_equal_weight_is_heard_a_third_time_before_each_was_heard(
    sources: dict[str, tuple[int, Standing]],
) -> None:
    given_offers = offers(**{name: count for name, (count, _) in sources.items()})
    turns = fair_order(given_offers, {name: standing for name, (_, standing) in sources.items()})
    heard: Counter[str] = Counter()
    for turn in turns:
        heard[turn.source] += 1
        assert heard[turn.source] < 3 or set(heard) == set(sources)
    assert len(turns) == len(given_offers)


@given(st.floats(0, 30), st.integers(1, 10), st.integers(25, 400))
def test_absence_never_delays_a_source(days: float, turn: int, weight: int) -> None:
    standing = Standing(weight, days)
    assert replace(standing, absent_days=days + 1).position(turn) <= standing.position(turn)
