"""Casting -> takes: a promise for each line of the script."""

from collections.abc import Iterator
from threading import Event

from briefing.model import Casting, ClipStore, Take
from briefing.speak.booth import Booth, SpeakOptions

DEFAULTS = SpeakOptions()


class Recording:
    """The takes of a casting, in the order of the script; may be walked once more, and counts with `len`.

    A context manager: on leaving it, lines that are still being spoken are told to stop. Takes are of no use
    after that.
    """

    def __init__(self, casting: Casting, clips: ClipStore, options: SpeakOptions) -> None:
        self._casting = casting
        self._stop = Event()
        self._booth = Booth(casting, clips, options, self._stop)

    def __iter__(self) -> Iterator[Take]:
        chimes = {
            (number, 0) for number, each in enumerate(self._casting.script.sections) if each.chime_before
        }
        for role in self._casting.roles:
            line = self._casting.script.sections[role.section].segments[role.segment]
            has_chime = (role.section, role.segment) in chimes
            key, speak = self._booth.promise(line.say, role.voice)
            yield Take(role.section, role.segment, key, line.pause_ms, has_chime, speak)

    def __len__(self) -> int:
        return len(self._casting.roles)

    def __enter__(self) -> "Recording":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()


def record(casting: Casting, clips: ClipStore, options: SpeakOptions = DEFAULTS) -> Recording:
    """The takes of a casting. Nothing is spoken before `take.speak()` is called.

    Raises UsageError when a voice's engine does not exist, EngineError when it cannot work here.
    """
    return Recording(casting, clips, options)
