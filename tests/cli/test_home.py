"""`briefing play` and `briefing announce`, from the settings to a loudspeaker and a broker on loopback."""

from pathlib import Path

import pytest
from tests.cli.conftest import EXAMPLES, Type
from tests.digest.town import folders_of
from tests.fake_chromecast import FakeChromecast
from tests.test_home_assistant import NODE, broker, needs_broker, retained  # noqa: F401 - a fixture
from tests.test_loudspeakers import chromecast, needs_cast  # noqa: F401 - a fixture

from briefing.home_assistant import Broker
from briefing.serve import lan_address
from briefing.storage import read_token

BASE = "https://radio.example/a-long-secret"


@pytest.fixture
def episode(run: Type, tmp_path: Path) -> str:
    """The folder of an episode."""
    assert run("make", str(EXAMPLES / "night-ferry.txt"), "--title", "The ferry").exit_code == 0
    return folders_of(tmp_path / "output")[0]


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_PLAY_INTERFACE", "127.0.0.1")


@needs_cast
@pytest.mark.usefixtures("loopback")
def test_the_newest_episode_plays_from_the_address_of_the_web_host(
    run: Type,
    episode: str,
    chromecast: FakeChromecast,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BRIEFING_FEED_BASE", BASE)
    monkeypatch.setenv("BRIEFING_SERVE_BASE", "http://192.0.2.9:8765")
    done = run("play", "--on", "Küche")
    assert (done.stdout, done.exit_code) == ("Küche (Chromecast)  The ferry\n", 0)
    [*_, media] = chromecast.loaded
    assert media["contentId"] == f"{BASE}/{episode}/the-ferry.mp3"


@needs_cast
@pytest.mark.usefixtures("loopback")
def test_a_named_episode_plays_from_the_server_behind_its_token(
    run: Type,
    episode: str,
    chromecast: FakeChromecast,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("BRIEFING_SERVE_BASE", "http://192.0.2.9:8765")
    monkeypatch.setenv("BRIEFING_PLAY_ON", "Küche")
    assert run("play", episode).exit_code == 0
    [*_, media] = chromecast.loaded
    token = read_token(tmp_path / "data" / "token")
    assert media["contentId"] == f"http://192.0.2.9:8765/{token}/{episode}/the-ferry.mp3"


@needs_broker
def test_the_newest_episode_is_announced(
    run: Type,
    episode: str,
    broker: Broker,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "data" / "podcast-guid").write_text("9b024349-ccf0-5f69-a609-6b82873eab3c\n", "utf-8")
    for name, value in (("BROKER", broker.url), ("USER", broker.user), ("PREFIX", "home")):
        monkeypatch.setenv(f"BRIEFING_MQTT_{name}", value)
    monkeypatch.setenv("BRIEFING_MQTT_PASSWORD", f'{{"value": "{broker.password}"}}')
    monkeypatch.setenv("BRIEFING_FEED_BASE", BASE)
    done = run("announce")
    assert (done.stdout, done.exit_code) == (f"{broker.url}  The ferry\n", 0)
    kept = retained(broker, 3)
    assert set(kept) >= {f"home/sensor/{NODE}/episode/config", f"briefing/{NODE}/episode"}
    assert kept[f"briefing/{NODE}/episode"]["mp3"] == f"{BASE}/{episode}/the-ferry.mp3"


@pytest.mark.parametrize("base", ["", "http://127.0.0.1:8765", "http://localhost:8765", "http://[::1]:8765"])
def test_without_an_address_for_other_devices_the_error_says_which_line_to_write(
    run: Type, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    if base:
        monkeypatch.setenv("BRIEFING_SERVE_BASE", base)
    error = run("play", "--on", "Kitchen").exception
    assert str(error) == (
        f"other devices cannot reach {base}: it is an address of this machine for itself"
        if base
        else "other devices need a URL of your episodes, and none is set"
    )
    assert getattr(error, "hint", "").startswith(
        f'Set base = "http://{lan_address()}:8765" in [serve], and leave this running: briefing serve --lan.'
    )


def test_what_is_missing_is_wrong_usage(run: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_FEED_BASE", BASE)
    assert [str(run(*words).exception) for words in (["play"], ["play", "--on", "X"], ["announce"])] == [
        "no loudspeaker is named",
        "output has no episode",
        "no MQTT broker is set",
    ]
    assert str(run("play", "2026-01-01-x", "--on", "X").exception) == "2026-01-01-x is not an episode"
