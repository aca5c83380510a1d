"""Each stage is a line of the log, as text or as JSON, and nothing is logged unless it is asked for."""

import json
import logging
from collections.abc import Iterator

import pytest
from tests.cli.conftest import EXAMPLES, Type

from briefing.cli.app import LogFormat
from briefing.cli.results import start_log
from briefing.errors import FetchError
from briefing.pipeline import logged

LOGGER = logging.getLogger("briefing.stages")


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The handlers and the level of the logger as they were."""
    before, level = list(LOGGER.handlers), LOGGER.level
    yield
    LOGGER.handlers[:] = before
    LOGGER.setLevel(level)


def test_a_line_of_json_has_the_stage_its_seconds_and_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    start_log(LogFormat.JSON)
    with logged("write", stories=3, title="Zürich"):
        pass
    event = json.loads(capsys.readouterr().err)
    assert event.pop("time").endswith("+00:00")
    assert 0 <= event.pop("seconds") < 60
    assert event == {"level": "info", "stage": "write", "stories": 3, "title": "Zürich"}


def test_an_error_is_named_and_raised(capsys: pytest.CaptureFixture[str]) -> None:
    start_log(LogFormat.TEXT)
    with pytest.raises(FetchError), logged("fetch", source="a.html"):
        raise FetchError("a.html is not there", "Look for it.")
    line = capsys.readouterr().err
    assert line.endswith(' s source=a.html error="a.html is not there"\n')
    assert " fetch 0." in line


def test_nothing_is_logged_unless_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with logged("write", stories=3):
        pass
    assert capsys.readouterr().err == ""


def test_make_logs_its_stages_in_order(run: Type) -> None:
    page = str(EXAMPLES / "harbour-bridge.html")
    made = run("--log-format", "json", "make", page, "-o", "a.mp3")
    assert made.exit_code == 0
    events = [json.loads(line) for line in made.stderr.splitlines() if line.startswith("{")]
    assert [event["stage"] for event in events] == ["fetch", "clean", "quote", "write", "cast", "speak"]
    assert events[0]["source"] == page
