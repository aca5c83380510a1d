"""`briefing serve` where another one runs already."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Type

from briefing.storage import read_token


@pytest.fixture
def taken() -> Iterator[str]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


def test_a_new_token_is_told_though_the_running_server_keeps_the_port(
    run: Type, taken: str, tmp_path: Path
) -> None:
    before = read_token(tmp_path / "data" / "token")
    done = run("serve", "--port", taken, "--new-token")
    after = read_token(tmp_path / "data" / "token")
    assert before != after
    assert done.stdout.splitlines()[0] == f"page  http://127.0.0.1:{taken}/{after}/"
    assert f"cannot listen on 127.0.0.1:{taken}" in str(done.exception)


def test_without_a_new_token_a_taken_port_is_an_error_and_no_address(run: Type, taken: str) -> None:
    done = run("serve", "--port", taken)
    assert (done.stdout, done.exit_code) == ("", 1)
