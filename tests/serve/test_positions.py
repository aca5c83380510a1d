"""What was played, in step between devices: what is merged and rejected, and two browsers that agree."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.serve.browser import DESK, IN_BROWSER, PHONE, TOKEN, time_of, visiting, wait_past
from tests.serve.episode_folders import three_days
from tests.serve.running_server import running_server

from briefing.serve import ServeOptions, build_app
from briefing.serve.positions import Progress, merge_positions

NOW_MS = 1_000_000


def client(folder: Path, **more: object) -> TestClient:
    options = ServeOptions(folder, folder / "inbox", TOKEN, **more)  # type: ignore[arg-type]  # any option
    return TestClient(build_app(options), base_url="http://phone.example:8765")


def test_the_newer_change_of_an_episode_wins() -> None:
    kept = {"a": Progress(10, False, 500), "b": Progress(20, False, 500), "c": Progress(1, True, 1)}
    sent = {"a": Progress(30, False, 400), "b": Progress(0, True, 600), "d": Progress(5, False, 7)}
    assert merge_positions(kept, sent, NOW_MS) == {
        "a": Progress(10, False, 500),
        "b": Progress(0, True, 600),
        "c": Progress(1, True, 1),
        "d": Progress(5, False, 7),
    }


def test_a_clock_that_is_ahead_does_not_win_for_ever() -> None:
    ahead = merge_positions({}, {"a": Progress(10, False, 9 * NOW_MS)}, NOW_MS)
    later = merge_positions(ahead, {"a": Progress(20, False, NOW_MS + 60_001)}, NOW_MS + 60_001)
    assert (ahead, later) == (
        {"a": Progress(10, False, NOW_MS + 60_000)},
        {"a": Progress(20, False, NOW_MS + 60_001)},
    )


def test_of_too_many_episodes_those_that_changed_last_are_kept() -> None:
    kept = merge_positions({}, {f"e{at}": Progress(1, False, at) for at in range(1200)}, NOW_MS)
    assert set(kept) == {f"e{at}" for at in range(200, 1200)}


def test_what_a_device_sends_is_there_after_the_server_was_started_again(tmp_path: Path) -> None:
    file, progress = tmp_path / "positions.json", Progress(12.3, False, 5)
    first = client(tmp_path, positions=file).post(
        f"/{TOKEN}/positions", json={"positions": {"e1": asdict(progress)}}
    )
    again = client(tmp_path, positions=file).post(f"/{TOKEN}/positions", json={"positions": {}})
    assert (first.json(), again.json()) == ({"positions": {"e1": asdict(progress)}},) * 2
    file.write_bytes(b"{damaged")
    answer = client(tmp_path, positions=file).post(f"/{TOKEN}/positions", json={"positions": {}})
    assert (answer.status_code, answer.json()) == (200, {"positions": {}})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'{"positions": []}', 400),
        (b'{"positions": {"a": 1}}', 400),
        (b'{"positions": {"a": {"position": -1, "played": false, "changed": 1}}}', 400),
        (b'{"positions": {"a": {"position": NaN, "played": false, "changed": 1}}}', 400),
        (b'{"positions": {"a": {"position": 1, "played": 0, "changed": 1}}}', 400),
        (b'{"positions": {"a": {"position": 1, "played": false, "changed": 1.5}}}', 400),
        (b'{"positions": {"../a": {"position": 1, "played": false, "changed": 1}}}', 400),
        (b"[" * 100_000, 400),
        (b" " * 200_001, 413),
    ],
)
def test_other_bodies_are_rejected_and_nothing_is_stored(tmp_path: Path, body: bytes, status: int) -> None:
    file = tmp_path / "positions.json"
    answer = client(tmp_path, positions=file).post(f"/{TOKEN}/positions", content=body)
    assert (answer.status_code, list(answer.json()), file.exists()) == (status, ["error"], False)


def test_without_the_token_or_a_file_there_is_no_such_address(tmp_path: Path) -> None:
    with_file, without = client(tmp_path, positions=tmp_path / "positions.json"), client(tmp_path)
    assert with_file.post("/wrong/positions", json={"positions": {}}).status_code == 404
    assert without.post(f"/{TOKEN}/positions", json={"positions": {}}).status_code == 405
    assert ["data-positions" in ask.get(f"/{TOKEN}/").text for ask in (with_file, without)] == [True, False]


class TestInABrowser:
    """Two devices of a listener."""

    pytestmark = IN_BROWSER

    @pytest.fixture
    def address(self, tmp_path: Path) -> Iterator[str]:
        output = three_days(tmp_path / "output", seconds=30)
        options = ServeOptions(output, tmp_path / "inbox", TOKEN, positions=tmp_path / "positions.json")
        with running_server(options) as port:
            yield f"http://127.0.0.1:{port}/{TOKEN}/"

    def test_phone_and_desk_agree(self, browser: Any, address: str, tmp_path: Path) -> None:
        with visiting(browser, address, viewport=PHONE) as phone:
            phone.get_by_role("button", name="Heard: Ten trees").click()
            phone.evaluate("document.querySelector('audio').currentTime = 12")
            phone.get_by_role("button", name="Play").click()
            wait_past(phone, 12.5)
            with phone.expect_response("**/positions"):
                phone.get_by_role("button", name="Pause").click()
            left = time_of(phone)
        kept = json.loads((tmp_path / "positions.json").read_bytes())["positions"]
        assert sorted((one["position"] > 12, one["played"]) for one in kept.values()) == [
            (False, True),
            (True, False),
        ]
        with visiting(browser, address, viewport=DESK) as desk:
            desk.wait_for_function("at => document.querySelector('audio').currentTime > at - 0.2", arg=left)
            assert desk.locator(".older .mark").nth(1).get_attribute("aria-pressed") == "true"
