"""A token that is renewed while the server runs, and the logs and headers that must not contain it."""

import logging
import stat
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.serve.episode_folders import three_days

from briefing.serve import ServeOptions, build_app
from briefing.storage import read_token, renew_token

PATHS = ("", "feed.xml", "app.css", "2026-11-23-monday/monday.mp3", "2026-11-23-monday/cover.jpg")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "token"


@pytest.fixture
def ask(place: Path, tmp_path: Path) -> TestClient:
    """A server that knows the file of its token."""
    output = three_days(tmp_path / "output", seconds=2)
    options = ServeOptions(output, tmp_path / "inbox", renew_token(place), token_file=place)
    return TestClient(build_app(options), base_url="http://phone.example", follow_redirects=False)


def test_a_renewed_token_opens_everything_and_the_old_one_nothing(ask: TestClient, place: Path) -> None:
    old = read_token(place)
    assert {ask.get(f"/{old}/{path}").status_code for path in PATHS} == {200}
    new = renew_token(place)
    assert {ask.get(f"/{old}/{path}").status_code for path in PATHS} == {404}
    assert ask.post(f"/{old}/articles", content="https://news.example/a").status_code == 404
    assert {ask.get(f"/{new}/{path}").status_code for path in PATHS} == {200}
    feed = ask.get(f"/{new}/feed.xml").text
    assert (old in feed, feed.count(f"/{new}/") > 15) == (False, True)


def test_only_its_owner_can_read_a_token(place: Path) -> None:
    renew_token(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_removed_token_opens_nothing_any_more(ask: TestClient, place: Path) -> None:
    old = read_token(place)
    place.unlink()
    assert ask.get(f"/{old}/").status_code == 404
    assert ask.get(f"/{read_token(place)}/").status_code == 200


def test_a_file_that_holds_no_token_lets_nobody_in_with_what_it_holds(ask: TestClient, place: Path) -> None:
    old = read_token(place)
    place.write_text("short\n", encoding="utf-8")
    assert (ask.get("/short/").status_code, ask.get(f"/{old}/").status_code) == (404, 200)


def test_the_token_stands_in_no_log_and_no_header_but_the_redirect_to_the_page(
    ask: TestClient, place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    token = read_token(place)
    with caplog.at_level(logging.DEBUG, "uvicorn"), caplog.at_level(logging.DEBUG, "starlette"):
        answers = [ask.get(f"/{token}/{path}") for path in (*PATHS, "none")]
        answers += [
            ask.post(f"/{token}/articles", content=text) for text in ("", "[" * 99, "https://a.example/")
        ]
    assert [answer for answer in answers if token in str(answer.headers)] == []
    assert {answer.headers["referrer-policy"] for answer in answers} == {"no-referrer"}
    assert [line for line in caplog.messages if token in line and "HTTP Request" not in line] == []
    assert ask.get(f"/{token}").headers["location"] == f"/{token}/"
