"""Stories for which no time is left are told in brief: which ones, and what becomes of them later."""

from tests.digest.newsroom import article, sentences
from tests.digest.town import Town

from briefing.digest import Digest
from briefing.digest.choice import Budget, Candidate, Offer, Turn, choose_briefs
from briefing.model import Article, Paragraph
from briefing.storage import Item

NEWS = (
    "An inquiry found on Wednesday that nobody had asked the owners of the boats before the work began. "
    "Two of them want their money back and have gone to court. A first hearing is set for the spring, and "
    "until then all digging has to stop, as a spokesman of the regional government confirmed."
)


def candidate(name: str, source: str, rank: int, update: bool = False, is_by_hand: bool = False) -> Candidate:
    item = Item(source, name, f"https://x.example/{name}", name, name, "", "", "2026-11-23T06:00:00Z")
    turn = Turn(Offer((item,), 1.0), source, 1, is_by_hand)
    told = Article("", name, (), "", "", "en", "", (Paragraph("word " * 300),), ())
    return Candidate(told, (), name, (), (item,), 1.0, turn, rank, source, update)


def test_further_stories_of_sources_that_are_heard_come_first_and_updates_and_requests_wait() -> None:
    chosen = candidate("a", "wire", 0)
    others = (
        candidate("only one of its source", "blog", 1),
        candidate("update", "wire", 2, update=True),
        candidate("sent by phone", "inbox", 3, is_by_hand=True),
        candidate("b", "wire", 4),
        candidate("c", "wire", 5),
    )
    budget = Budget(5, has_briefs=True)
    assert [one.story for one in choose_briefs((chosen, *others), (chosen,), budget)] == ["b", "c"]
    longer = Budget(10, has_briefs=True)
    assert [one.story for one in choose_briefs((chosen, *others), (chosen,), longer)] == [
        "only one of its source",
        "b",
        "c",
    ]


def test_ten_minutes_have_room_for_six_stories_and_four_in_brief() -> None:
    budget = Budget(10, has_briefs=True)
    assert (budget.shared().stories_left(()), budget.briefs) == (6, 4)
    assert (Budget(10).stories_left(()), Budget(10).briefs) == (6, 0)


def decisions(digest: Digest) -> dict[str, str]:
    return {
        choice.title: "brief" if choice.brief else "whole" if choice.told else "waits"
        for choice in digest.choices
    }


def publish(town: Town, name: str, more: str = "") -> None:
    body = f"{'</p><p>'.join(sentences(f'long {name}', 14))}</p><p>{more}"
    town.news.publish("wire", f"/wire/{name}", f"Report {name}", article(name, f"Report {name}", body), more)


def test_a_story_in_brief_is_heard_named_and_told_whole_only_when_it_goes_on(town: Town) -> None:
    town.subscribe("wire")
    for name in ("one", "two", "three", "four"):
        publish(town, name)
    first = town.digest(minutes=4)
    assert sorted(decisions(first).values()) == ["brief", "waits", "whole", "whole"]
    assert first.made is not None
    [told] = [choice.title for choice in first.choices if choice.brief]
    lede = sentences(told.removeprefix("Report "), 1)[0]
    lines = [line.text for line in first.made.episode.transcript]
    at = lines.index("In brief.")
    assert lines[at + 1 : at + 4] == [f"{told}.", lede, "From wire."]
    [chapter] = [one for one in first.made.episode.chapters if one.items]
    assert (chapter.title, [item.title for item in chapter.items]) == ("In brief", [told])
    assert abs(first.made.episode.duration_ms - 240_000) <= 4_800

    town.news.day = 1
    assert told not in decisions(town.digest(minutes=4))
    town.news.day = 2
    publish(town, told.removeprefix("Report "), NEWS)
    third = town.digest(minutes=4)
    assert decisions(third) == {told: "whole"}
    assert third.made is not None
    again = [line.text for line in third.made.episode.transcript]
    assert "An update to a story that you have heard." in again
    assert any(text.startswith(lede) for text in again)
