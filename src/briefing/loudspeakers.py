"""Let a loudspeaker of the home play an episode: a Chromecast or a Sonos, found by its name.

The libraries are optional (extras `chromecast` and `sonos`) and imported on use. A loudspeaker fetches the
MP3 itself, so the episode needs a URL that other devices of the network can reach.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
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
    absent = [kind for kind, (package, _) in _KINDS.items() if not _is_installed(package)]
    searches = _SharedSearch(search)
    if kind := _play_on_first_found([kind for kind in _KINDS if kind not in absent], episode, searches):
        return kind
    if len(absent) == len(_KINDS):
        raise UsageError(
            "a loudspeaker needs the package PyChromecast or soco",
            f"For a Chromecast: {hint_for_extra('chromecast')}; for a Sonos: {hint_for_extra('sonos')}",
        )
    raise BriefingError(
        f"no loudspeaker called {search.name!r} was found", _hint_for_missing(searches.seen, absent)
    )


class _SharedSearch:
    """What the searches for both kinds share, which run side by side: the names that they see, and the match.

    Attributes:
        wanted: Which loudspeaker is looked for.
        seen: The names of all loudspeakers that were found.
        is_over: Set when a search has found the name; the other need not go on.
    """

    def __init__(self, wanted: LoudspeakerSearch) -> None:
        self.wanted = wanted
        self.seen: list[str] = []
        self.is_over = Event()
        self.is_taken = False
        self._lock = Lock()

    def take(self) -> bool:
        """Return True for the first search that has found the name: only this one plays."""
        with self._lock:
            is_first, self.is_taken = not self.is_taken, True
        self.is_over.set()
        return is_first


def _play_on_first_found(kinds: Sequence[str], episode: EpisodeFacts, searches: _SharedSearch) -> str:
    """Search all kinds side by side; return the kind that plays, '' if none has the name.

    Raises the error of the loudspeaker that was found, or of a search if no other has found it.
    """
    ended: SimpleQueue[tuple[str, bool | Exception]] = SimpleQueue()

    def search(kind: str) -> None:
        try:
            ended.put((kind, _KINDS[kind][1](episode, searches)))
        except Exception as failure:  # raised in the thread of the caller
            ended.put((kind, failure))

    for kind in kinds:
        Thread(target=search, args=(kind,), daemon=True, name=kind).start()
    failures: list[Exception] = []
    for _ in kinds:
        kind, result = _next(ended)
        if result is True:
            return kind
        if isinstance(result, Exception):
            failures.append(result)
            if searches.is_taken:
                break
    if failures:
        raise failures[-1]
    return ""


def _next(ended: "SimpleQueue[tuple[str, bool | Exception]]") -> tuple[str, bool | Exception]:
    """Return the next result; Windows handles Ctrl-C only between two waits."""
    while True:
        with suppress(Empty):
            return ended.get(timeout=_POLL_S)


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


def _not_searched(cause: Exception) -> BriefingError:
    return BriefingError(f"cannot search the network: {cause}", "Check the network connection.")


def _play_on_chromecast(episode: EpisodeFacts, searches: _SharedSearch) -> bool:
    """Play on the Chromecast or the loudspeaker group of this name; False if there is none."""
    cast_library: Any = import_module("pychromecast")
    with _chromecast_browser(searches) as browser:
        infos = list(browser.devices.values())
        searches.seen += [f"{info.friendly_name} (Chromecast)" for info in infos if info.friendly_name]
        info = next((info for info in infos if searches.wanted.is_for(info.friendly_name)), None)
        if info is None or not searches.take():
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
def _chromecast_browser(searches: _SharedSearch) -> Iterator[Any]:
    """Search by mDNS until the name is found or the time is over; the browser resolves its address later."""
    discovery: Any = import_module("pychromecast.discovery")
    zeroconf: Any = import_module("zeroconf")
    search = searches.wanted

    def check(identifier: Any, _: str) -> None:
        if search.is_for(browser.devices[identifier].friendly_name):
            searches.is_over.set()

    interfaces = [search.interface] if search.interface else zeroconf.InterfaceChoice.All
    try:
        browser = discovery.CastBrowser(
            discovery.SimpleCastListener(check), zeroconf.Zeroconf(interfaces=interfaces)
        )
    except (OSError, RuntimeError) as cause:
        raise _not_searched(cause) from cause
    browser.start_discovery()
    try:
        searches.is_over.wait(search.seconds)
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


def _play_on_sonos(episode: EpisodeFacts, searches: _SharedSearch) -> bool:
    """Play on the Sonos of this name and on all that are grouped with it; False if there is none."""
    soco: Any = import_module("soco")
    players = _sonos_players(soco, searches.wanted)
    searches.seen += [f"{name} (Sonos)" for name in players]
    name = next((name for name in players if searches.wanted.is_for(name)), None)
    if name is None or not searches.take():
        return False
    try:
        player = players[name].group.coordinator  # only the first of a group can be told what to play
        player.play_uri(episode.mp3, title=episode.title, mime_type="audio/mpeg", timeout=_ANSWER_S)
        state = _settled_state(player)
    # The errors of requests are OSErrors; what is no player sends other XML, or none
    except (soco.exceptions.SoCoException, OSError, ParseError) as cause:
        raise _not_played(name, episode.mp3) from cause
    if state != "PLAYING":
        raise _not_played(name, episode.mp3)
    return True


def _sonos_players(soco: Any, search: LoudspeakerSearch) -> dict[str, Any]:
    """Return the players that answer to SSDP, by name."""
    interface = search.interface or None
    try:
        players = soco.discovery.discover(timeout=search.seconds, interface_addr=interface) or set()
        return {one.player_name: one for one in players}
    except (soco.exceptions.SoCoException, OSError, ParseError) as cause:
        raise _not_searched(cause) from cause


def _settled_state(player: Any) -> str:
    """Return the state of the transport (UPnP AVTransport) once it is no longer TRANSITIONING."""
    pause, state = Event(), "TRANSITIONING"
    for _ in range(int(_ANSWER_S / _POLL_S)):
        state = player.get_current_transport_info()["current_transport_state"]
        if state != "TRANSITIONING":
            break
        pause.wait(_POLL_S)
    return state


_Play = Callable[[EpisodeFacts, _SharedSearch], bool]
_KINDS: dict[str, tuple[str, _Play]] = {
    "Chromecast": ("pychromecast", _play_on_chromecast),
    "Sonos": ("soco", _play_on_sonos),
}
