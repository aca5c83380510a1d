"""Speakers are found by name and play, or say why not: fakes that speak the real protocols on loopback."""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec

import pytest
from tests.fake_chromecast import FakeChromecast, announced, write_certificate
from tests.fake_sonos import FakeSonos, sonos_household

from briefing.errors import BriefingError, UsageError
from briefing.loudspeakers import LoudspeakerSearch, play_on_loudspeaker
from briefing.publish import EpisodeFacts

LOOPBACK = "127.0.0.1"
OPENSSL = shutil.which("openssl")
needs_cast = pytest.mark.skipif(
    OPENSSL is None or find_spec("pychromecast") is None, reason="needs openssl and the extra chromecast"
)
needs_sonos = pytest.mark.skipif(
    find_spec("soco") is None or sys.platform != "linux", reason="needs the extra sonos and 127.0.0.0/8"
)


class Mp3Handler(BaseHTTPRequestHandler):
    """Has one MP3."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/there.mp3" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """The address of a server that has `there.mp3`."""
    with ThreadingHTTPServer((LOOPBACK, 0), Mp3Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://{LOOPBACK}:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def chromecast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeChromecast]:
    device = FakeChromecast(write_certificate(tmp_path_factory.mktemp("tls"), str(OPENSSL)))
    with announced(device, "Küche"):
        yield device
    device.close()


@pytest.fixture(scope="module")
def household() -> Iterator[FakeSonos]:
    """Kitchen and Bath, at addresses of this process."""
    with sonos_household(f"127.9.{os.getpid() % 250}.1") as players:
        yield players


def episode(mp3: str) -> EpisodeFacts:
    return EpisodeFacts(
        title="Monday: ferries & <trams>",
        date="2026-11-23T02:30:00+00:00",
        language="en",
        duration_ms=60_000,
        mp3=mp3,
        page="https://radio.example/x/index.html",
        cover="https://radio.example/x/cover.jpg",
        headlines=("Ferries", "Trams"),
    )


def search(name: str) -> LoudspeakerSearch:
    return LoudspeakerSearch(name, interface=LOOPBACK, seconds=2)


@needs_cast
def test_a_chromecast_is_found_by_name_and_plays_with_title_and_cover(
    chromecast: FakeChromecast, web: str
) -> None:
    chromecast.loaded.clear()
    assert play_on_loudspeaker(episode(f"{web}/there.mp3"), search("küche")) == "Chromecast"
    [media] = chromecast.loaded
    shown = media["metadata"]
    assert (
        media["contentId"],
        media["contentType"],
        media["streamType"],
        shown["title"],
        shown["images"],
    ) == (
        f"{web}/there.mp3",
        "audio/mpeg",
        "BUFFERED",
        "Monday: ferries & <trams>",
        [{"url": "https://radio.example/x/cover.jpg"}],
    )


@needs_cast
def test_a_chromecast_that_cannot_fetch_the_mp3_is_an_error_with_the_address(
    chromecast: FakeChromecast, web: str
) -> None:
    with pytest.raises(BriefingError, match=r"Küche does not play .*/gone\.mp3") as failure:
        play_on_loudspeaker(episode(f"{web}/gone.mp3"), search("Küche"))
    assert "briefing serve --lan" in failure.value.hint


@needs_sonos
def test_a_sonos_in_a_group_lets_the_first_of_the_group_play(
    household: FakeSonos, web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pychromecast", None)
    household.calls.clear()
    assert play_on_loudspeaker(episode(f"{web}/there.mp3"), search("bath")) == "Sonos"
    assert (household.calls, household.uri) == (["SetAVTransportURI", "Play"], f"{web}/there.mp3")
    assert "<dc:title>Monday: ferries &amp; &lt;trams&gt;</dc:title>" in household.metadata


@needs_sonos
def test_a_sonos_that_cannot_fetch_the_mp3_is_an_error_with_the_address(
    household: FakeSonos, web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pychromecast", None)
    with pytest.raises(BriefingError, match=r"Kitchen does not play .*/gone\.mp3"):
        play_on_loudspeaker(episode(f"{web}/gone.mp3"), search("Kitchen"))


@needs_cast
@needs_sonos
def test_a_sonos_plays_at_once_while_chromecasts_are_still_searched(household: FakeSonos, web: str) -> None:
    household.calls.clear()
    patient = LoudspeakerSearch("kitchen", interface=LOOPBACK, seconds=600)
    assert play_on_loudspeaker(episode(f"{web}/there.mp3"), patient) == "Sonos"
    assert household.calls == ["SetAVTransportURI", "Play"]


@needs_cast
@needs_sonos
def test_an_unknown_name_lists_what_both_searches_found(
    chromecast: FakeChromecast, household: FakeSonos
) -> None:
    with pytest.raises(BriefingError, match="no loudspeaker called 'Attic' was found") as failure:
        play_on_loudspeaker(episode("https://radio.example/x.mp3"), search("Attic"))
    assert failure.value.hint == "Found: Bath (Sonos), Kitchen (Sonos), Küche (Chromecast)."


@needs_sonos
def test_an_unknown_name_is_an_error_that_lists_what_was_found_and_what_was_not_searched(
    household: FakeSonos, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pychromecast", None)
    with pytest.raises(BriefingError, match="no loudspeaker called 'Attic' was found") as failure:
        play_on_loudspeaker(episode("https://radio.example/x.mp3"), search("Attic"))
    found, _, rest = failure.value.hint.partition(". ")
    assert found == "Found: Bath (Sonos), Kitchen (Sonos)"
    assert rest.startswith("Chromecast was not searched: ")
    assert "[chromecast]" in rest


def test_without_both_packages_the_error_names_both_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pychromecast", None)
    monkeypatch.setitem(sys.modules, "soco", None)
    with pytest.raises(UsageError) as failure:
        play_on_loudspeaker(episode("https://radio.example/x.mp3"), search("Kitchen"))
    assert ("[chromecast]" in failure.value.hint, "[sonos]" in failure.value.hint) == (True, True)
