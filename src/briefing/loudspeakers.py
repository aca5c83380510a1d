"""Let a loudspeaker of the home play an episode: a Chromecast or a Sonos, found by its name.

The libraries are optional (extras `chromecast` and `sonos`) and imported on use. A loudspeaker fetches the
MP3 itself, so the episode needs a URL that other devices of the network can reach.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from threading import Event
from typing import Any
from xml.etree.ElementTree import ParseError

from briefing.distribution import hint_for_extra
from briefing.errors import BriefingError, UsageError
from briefing.publish import EpisodeFacts

_ANSWER_S = 15  # for a loudspeaker to do what it is told
_POLL_S = 0.5


@dataclass(frozen=True, slots=True)
class LoudspeakerSearch:
    """Which loudspeaker is looked for, and where.

    Attributes:
        name: Its name, as its app shows it; upper and lower case are the same.
        interface: IPv4 address of the network interface to search; '' for all interfaces.
        seconds: How long to wait for loudspeakers of each kind.
    """

    name: str
    interface: str = ""
    seconds: float = 5

    def is_for(self, name: str | None) -> bool:
        """Return True if a loudspeaker with this name is looked for."""
        return (name or "").strip().casefold() == self.name.strip().casefold()


def play_on_loudspeaker(episode: EpisodeFacts, search: LoudspeakerSearch) -> str:
    """Let a loudspeaker of the network play an episode, in place of what it plays now.

    Args:
        episode: The episode; the loudspeaker fetches `episode.mp3`.
        search: Name of the loudspeaker.

    Returns:
        The kind of the loudspeaker: 'Chromecast' or 'Sonos'.

    Raises:
        UsageError: Neither library is installed.
        BriefingError: No loudspeaker has the name, or it does not play the MP3.
    """
    seen: list[str] = []
    absent: list[str] = []
    for kind, (package, play) in _KINDS.items():
        if not _is_installed(package):
            absent.append(kind)
        elif play(episode, search, seen):
            return kind
    if len(absent) == len(_KINDS):
        raise UsageError(
            "a loudspeaker needs the package PyChromecast or soco",
            f"For a Chromecast: {hint_for_extra('chromecast')}; for a Sonos: {hint_for_extra('sonos')}",
        )
    raise BriefingError(f"no loudspeaker called {search.name!r} was found", _hint_for_missing(seen, absent))


def _hint_for_missing(seen: list[str], absent: list[str]) -> str:
    """Return which loudspeakers were found, or what to check; and which kind was not searched."""
    found = f"Found: {', '.join(sorted(seen))}." if seen else "Check that it is on and in this network."
    searched = f" {absent[0]} was not searched: {hint_for_extra(absent[0].lower())}" if absent else ""
    return found + searched


def _is_installed(package: str) -> bool:
    """Return True if a package can be imported. Its log is shown only with --log-format."""
    try:
        import_module(package)
    except ImportError:
        return False
    logging.getLogger(package).addHandler(logging.NullHandler())
    return True


def _not_played(name: str, url: str) -> BriefingError:
    return BriefingError(
        f"{name} does not play {url}",
        "Open this address on another device of the network. If that fails, start: briefing serve --lan",
    )


def _play_on_chromecast(episode: EpisodeFacts, search: LoudspeakerSearch, seen: list[str]) -> bool:
    """Play on the Chromecast or the loudspeaker group of this name; False if there is none.

    The names of all that were found are added to `seen`.
    """
    cast_library: Any = import_module("pychromecast")
    with _chromecast_browser(search) as browser:
        infos = list(browser.devices.values())
        seen += [f"{info.friendly_name} (Chromecast)" for info in infos if info.friendly_name]
        info = next((info for info in infos if search.is_for(info.friendly_name)), None)
        if info is None:
            return False
        device = cast_library.get_chromecast_from_cast_info(info, browser.zc, tries=1, timeout=_ANSWER_S)
        load = _Load(device, episode)
        try:
            device.wait(timeout=_ANSWER_S)
            load.is_over.wait(_ANSWER_S)
        except cast_library.error.PyChromecastError as cause:
            raise _not_played(info.friendly_name, episode.mp3) from cause
        finally:
            device.disconnect(timeout=_ANSWER_S)  # it plays on
    if not load.plays:
        raise _not_played(info.friendly_name, episode.mp3)
    return True


@contextmanager
def _chromecast_browser(search: LoudspeakerSearch) -> Iterator[Any]:
    """Search by mDNS until the name is found or the time is over; the browser resolves its address later."""
    discovery: Any = import_module("pychromecast.discovery")
    zeroconf: Any = import_module("zeroconf")
    is_found = Event()

    def check(identifier: Any, _: str) -> None:
        if search.is_for(browser.devices[identifier].friendly_name):
            is_found.set()

    interfaces = [search.interface] if search.interface else zeroconf.InterfaceChoice.All
    try:
        browser = discovery.CastBrowser(
            discovery.SimpleCastListener(check), zeroconf.Zeroconf(interfaces=interfaces)
        )
    except (OSError, RuntimeError) as cause:
        raise BriefingError(f"cannot search the network: {cause}", "Check the network connection.") from cause
    browser.start_discovery()
    try:
        is_found.wait(search.seconds)
        yield browser
    finally:
        browser.stop_discovery()


class _Load:
    """Loads an episode in a Chromecast's default media receiver, and waits until it plays or fails.

    The library calls the methods in its own thread, as a listener. The request is sent there too: a TLS
    connection must not be used by two threads at a time, which the library does not prevent.
    """

    def __init__(self, device: Any, episode: EpisodeFacts) -> None:
        self.is_over = Event()
        self.plays = False
        self._device, self._episode = device, episode
        self._is_sent = self._is_loaded = False
        device.register_status_listener(self)
        device.media_controller.register_status_listener(self)

    def new_cast_status(self, status: Any) -> None:
        """Send the request at the first status of the device: it is ready then."""
        if not self._is_sent:
            self._is_sent = True
            self._device.media_controller.play_media(
                self._episode.mp3,
                "audio/mpeg",
                title=self._episode.title,
                thumb=self._episode.cover,
                stream_type="BUFFERED",
                callback_function=self._read_answer,
            )

    def _read_answer(self, was_sent: bool, answer: dict[str, Any] | None) -> None:
        """Read the answer to the request: a status, LOAD_FAILED or LOAD_CANCELLED."""
        self._is_loaded = was_sent and answer is not None and answer["type"] == "MEDIA_STATUS"
        if not self._is_loaded or answer is None:
            self.is_over.set()
            return
        for status in answer.get("status", ()):
            self._read_state(status.get("playerState"), status.get("idleReason"))

    def new_media_status(self, status: Any) -> None:
        """Read a status of the receiver; before the answer it is that of what played before."""
        if self._is_loaded:
            self._read_state(status.player_state, status.idle_reason)

    def _read_state(self, state: str | None, idle_reason: str | None) -> None:
        self.plays |= state in ("PLAYING", "BUFFERING")
        if self.plays or idle_reason == "ERROR":
            self.is_over.set()

    def load_media_failed(self, queue_item_id: int, error_code: int) -> None:
        """Read a failure that names its item."""
        self.is_over.set()


def _play_on_sonos(episode: EpisodeFacts, search: LoudspeakerSearch, seen: list[str]) -> bool:
    """Play on the Sonos of this name and on all that are grouped with it; False if there is none.

    The names of all that were found are added to `seen`.
    """
    soco: Any = import_module("soco")
    try:
        players = {one.player_name: one for one in _sonos_players(soco, search)}
        seen += [f"{name} (Sonos)" for name in players]
        name = next((name for name in players if search.is_for(name)), None)
        if name is None:
            return False
        player = players[name].group.coordinator  # only the first of a group can be told what to play
        player.play_uri(episode.mp3, title=episode.title, mime_type="audio/mpeg", timeout=_ANSWER_S)
        state = _settled_state(player)
    # The errors of requests are OSErrors; a device that is no player sends other XML, or none
    except (soco.exceptions.SoCoException, OSError, ParseError) as cause:
        raise _not_played(search.name, episode.mp3) from cause
    if state != "PLAYING":
        raise _not_played(name, episode.mp3)
    return True


def _sonos_players(soco: Any, search: LoudspeakerSearch) -> set[Any]:
    return soco.discovery.discover(timeout=search.seconds, interface_addr=search.interface or None) or set()


def _settled_state(player: Any) -> str:
    """Return the state of the transport (UPnP AVTransport) once it is no longer TRANSITIONING."""
    pause, state = Event(), "TRANSITIONING"
    for _ in range(int(_ANSWER_S / _POLL_S)):
        state = player.get_current_transport_info()["current_transport_state"]
        if state != "TRANSITIONING":
            break
        pause.wait(_POLL_S)
    return state


_Play = Callable[[EpisodeFacts, LoudspeakerSearch, list[str]], bool]
_KINDS: dict[str, tuple[str, _Play]] = {
    "Chromecast": ("pychromecast", _play_on_chromecast),
    "Sonos": ("soco", _play_on_sonos),
}
