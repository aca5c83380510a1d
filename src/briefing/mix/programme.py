"""Takes -> Master: lines spoken, mastered and encoded side by side, and written in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from briefing.errors import AudioError
from briefing.mix.chime import METHOD as CHIME_METHOD
from briefing.mix.chime import chime
from briefing.mix.frames import shape_of
from briefing.mix.lanes import in_lanes
from briefing.mix.master_line import master_line
from briefing.mix.options import MixOptions
from briefing.mix.stretch import Stretch, bytes_of, stretch_from_bytes, stretch_of
from briefing.mix.tape import Tape
from briefing.model import ClipStore, Cue, Master, Take, Timeline
from briefing.model.digest import digest

METHOD = "mix 8"  # changes when the same line would sound different, or is kept in another form
DEFAULTS = MixOptions()
PAUSE_AFTER_CHIME_MS = 400


@dataclass(frozen=True, slots=True)
class NoShelf:
    """Remembers nothing."""

    def get(self, key: str) -> bytes | None:
        return None

    def put(self, key: str, data: bytes) -> None:
        pass


NO_SHELF = NoShelf()


def mix_programme(
    takes: Iterable[Take],
    sink: BinaryIO,
    options: MixOptions = DEFAULTS,
    clips: ClipStore = NO_SHELF,
    on_cue: Callable[[Cue], None] = lambda cue: None,
) -> Master:
    """Write the programme from the sink's position on, and say what is heard when.

    The sink must be seekable; it ends up behind the last frame. Encoded lines are kept in `clips`, so what is
    there is neither spoken nor encoded again. `on_cue` is called after each line, in order. The bytes depend
    on the takes and the options only, never on lanes or on what `clips` held. Raises AudioError, and what
    `take.speak()` raises.
    """
    tape = Tape(sink, shape_of(options))
    desk = _Desk(options, clips)
    tape.begin()
    tape.append_silence(_samples(options.silence_start_ms, options))
    cues: list[Cue] = []
    failures: list[str] = []
    pause = 0
    for take, stretch in in_lanes(desk.make, takes, options.lanes):
        pause = _chime_between(tape, desk, take, pause, options)
        tape.append_silence(pause)
        start = tape.position
        cue = Cue(take.section, take.segment, start, start + stretch.heard, stretch.words_from(start))
        tape.append(stretch)
        pause = _samples(take.pause_ms, options) - (tape.position - cue.end)
        cues.append(cue)
        failures += [stretch.failure] if stretch.failure else []
        on_cue(cue)
    tape.append_silence(max(pause, _samples(options.silence_end_ms, options)))
    if not any(cue.end > cue.start for cue in cues):
        raise AudioError("there is not a word to be heard in this programme")
    timeline = Timeline(options.sample_rate_hz, tape.finish(), tuple(cues))
    return Master(timeline, options.bitrate_kbps, tape.audio_bytes, tuple(failures))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Makes stretches of takes, or finds them in the store."""

    options: MixOptions
    clips: ClipStore

    def make(self, take: Take) -> tuple[Take, Stretch]:
        key = self._key(take.key)
        kept = self._kept(key)
        return take, kept or self._made(key, take)

    def chime(self) -> Stretch:
        key = self._key(f"chime {CHIME_METHOD}")
        return self._kept(key) or self._put(key, stretch_of(chime(self.options.sample_rate_hz), self.options))

    def _made(self, key: str, take: Take) -> Stretch:
        """A line that the fallback spoke is not kept: its own voice may be well again tomorrow."""
        spoken = take.speak()
        line = master_line(spoken, self.options)
        stretch = stretch_of(line, self.options, spoken.failure)
        return stretch if spoken.failure else self._put(key, stretch)

    def _put(self, key: str, stretch: Stretch) -> Stretch:
        self.clips.put(key, bytes_of(stretch))
        return stretch

    def _kept(self, key: str) -> Stretch | None:
        data = self.clips.get(key)
        try:
            return stretch_from_bytes(data) if data else None
        except AudioError:
            return None

    def _key(self, sound: str) -> str:
        asked = self.options
        settings = (asked.bitrate_kbps, asked.sample_rate_hz, asked.quality, asked.loudness_lufs)
        return digest(METHOD, *settings, sound)


def _chime_between(tape: Tape, desk: _Desk, take: Take, pause: int, options: MixOptions) -> int:
    """The pause that is still owed, after the chime if this take asks for one."""
    if not (take.chime_before and options.has_chime):
        return pause
    tape.append_silence(pause)
    stretch = desk.chime()
    start = tape.position
    tape.append(stretch)
    return _samples(PAUSE_AFTER_CHIME_MS, options) - (tape.position - start - stretch.heard)


def _samples(milliseconds: int, options: MixOptions) -> int:
    return milliseconds * options.sample_rate_hz // 1000
