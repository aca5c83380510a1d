"""Commands over sources: one object a line, in order, and one bad source costs no other."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Type

from briefing.cli import print_error
from briefing.errors import Failure, FetchError, NothingCameError

BRIDGE = str(EXAMPLES / "harbour-bridge.html")
FERRY = str(EXAMPLES / "night-ferry.txt")
BRIDGE_DROPPED = {"related", "pull_quote", "caption", "promotion", "contributor"}


def test_clean_tells_what_is_kept_and_what_is_dropped(run: Type) -> None:
    done = run("clean", "--json", BRIDGE)
    told = json.loads(done.stdout)
    assert told["title"] == "Harbour bridge to close for nine months after inspectors find cracks"
    assert told["byline"] == ["Nora Whitlock", "Tom Adeyemi"]
    assert told["blocks"][0]["kind"] == "paragraph"
    assert {piece["reason"] for piece in told["dropped"]} >= BRIDGE_DROPPED
    assert all(piece.keys() == {"text", "reason", "rule"} and piece["rule"] for piece in told["dropped"])


def test_a_bad_source_stands_in_its_place_among_the_good(run: Type) -> None:
    done = run("clean", "--json", BRIDGE, "nowhere.html", FERRY)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 3
    assert [line.get("source", line.get("title", ""))[:12] for line in lines] == [
        "Harbour brid", "nowhere.html", "Night ferry ",
    ]  # fmt: skip
    assert set(lines[1]) == {"source", "error", "hint"}


def test_when_no_source_comes_the_command_fails(run: Type) -> None:
    assert run("clean", "--json", "nowhere.html").exit_code == 1


def test_quotes_give_offsets_into_their_block(run: Type) -> None:
    told = json.loads(run("quotes", "--json", BRIDGE).stdout)
    for entry in told["quotations"]:
        assert told["blocks"][entry["block"]][entry["start"] : entry["end"]] == entry["text"]
    assert {entry["language"] for entry in told["quotations"]} == {"en-GB"}
    assert "Maria Okafor" in [entry["speaker"]["name"] for entry in told["quotations"] if entry["speaker"]]


def test_the_tables_for_people_name_what_they_show(run: Type) -> None:
    assert "Maria Okafor" in run("quotes", BRIDGE).stdout
    dropped = run("clean", BRIDGE, "--dropped").stdout
    assert ["promotion", "notice"] in [
        line.split()[:2] for line in dropped.splitlines() if "CLICK HERE" in line
    ]
    assert "Dropped" in run("clean", BRIDGE).stdout


def test_script_prints_fountain(run: Type) -> None:
    text = run("script", FERRY).stdout
    assert "NARRATOR" in text
    assert "Elena Castellanos" in text


def test_an_unexpected_failure_costs_only_its_source(run: Type, tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    done = run("clean", "--json", "folder.html", FERRY)
    assert [json.loads(line).get("title", "-")[:5] for line in done.stdout.splitlines()] == ["-", "Night"]


@pytest.mark.parametrize("command", ["make", "script"])
def test_when_no_source_comes_each_is_told_as_an_object(run: Type, command: str) -> None:
    done = run(command, "--json", "nowhere.html", "neither.html")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(set(line), line["source"]) for line in told] == [
        ({"source", "error", "hint"}, "nowhere.html"),
        ({"source", "error", "hint"}, "neither.html"),
    ]


def test_when_no_source_comes_people_are_told_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    causes = (
        Failure("a.html", FetchError("a.html is empty")),
        Failure("b.html", FetchError("no page", "Try again.")),
    )
    print_error(NothingCameError(causes))
    assert capsys.readouterr().err == "briefing: a.html is empty.\nbriefing: b.html: no page. Try again.\n"
