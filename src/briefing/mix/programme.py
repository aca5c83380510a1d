"""Mix takes into a programme: lines are spoken, mastered and encoded in parallel, and written in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from briefing.errors import AudioError
from briefing.mix.encoded_line import (
    EncodedLine,
    bytes_from_encoded_line,
    encode_line,
    encoded_line_from_bytes,
    shape_of,
)
from briefing.mix.mastering import master_line
from briefing.mix.mp3_writer import Mp3Writer
from briefing.mix.options import MixOptions
from briefing.mix.sound import AudioSegment, Sine, clip_of
from briefing.model import Clip, ClipStore, Cue, Master, Spoken, Take, Timeline
from briefing.model.audio import cache_key

_METHOD = "mix 8"  # changes when the same line would sound different, or is kept in another form
_DEFAULTS = MixOptions()
_AHEAD_PER_WORKER = 3  # finished lines that wait are all that memory holds
_PAUSE_AFTER_CHIME_MS = 400
_CHIME_METHOD = "1"  # changes when the chime does
_NOTES_HZ = (659.26, 987.77)  # E5, B5: a rising fifth
_NOTE_MS = 900
_SECOND_NOTE_MS = 160  # when the second one starts
_OVERTONE_DB = -14

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class NullClipStore:
    """A clip store that keeps nothing."""

    def get(self, key: str) -> bytes | None:
        return None

    def put(self, key: str, data: bytes) -> None:
        pass


_NULL_CLIP_STORE = NullClipStore()


def mix_programme(
    takes: Iterable[Take],
    sink: BinaryIO,
    options: MixOptions = _DEFAULTS,
    clips: ClipStore = _NULL_CLIP_STORE,
    on_cue: Callable[[Cue], None] = lambda cue: None,
) -> Master:
    """Write the programme as MP3, from the sink's position on.

    The bytes depend only on the takes and the options, not on the number of workers or on what `clips` holds.

    Args:
        takes: The lines in order.
        sink: A seekable file; its position ends behind the last frame.
        options: The form of the MP3 and its loudness.
        clips: Store of encoded lines. A line that is there is neither spoken nor encoded again.
        on_cue: Called after each line, in order.

    Returns:
        The timeline in samples, the size of the audio in bytes, and failures as sentences.

    Raises:
        AudioError: The sink cannot be written, or no line has any sound.
        EngineError: `take.speak()` failed.
    """
    writer = Mp3Writer(sink, shape_of(options))
    maker = _LineMaker(options, clips)
    writer.begin()
    writer.append_silence(_samples(options.silence_start_ms, options))
    cues: list[Cue] = []
    failures: list[str] = []
    pause = 0
    for take, line in map_in_stages(maker.speak, takes, options.workers):
        pause = _chime_between(writer, maker, take, pause, options)
        writer.append_silence(pause)
        start = writer.position
        cue = Cue(take.section, take.segment, start, start + line.heard, line.words_from(start))
        writer.append(line)
        pause = _samples(take.pause_ms, options) - (writer.position - cue.end)
        cues.append(cue)
        failures += [line.failure] if line.failure else []
        on_cue(cue)
    writer.append_silence(max(pause, _samples(options.silence_end_ms, options)))
    if not any(cue.end > cue.start for cue in cues):
        raise AudioError("the programme has no speech")
    timeline = Timeline(options.sample_rate_hz, writer.finish(), tuple(cues))
    return Master(timeline, options.bitrate_kbps, writer.audio_bytes, tuple(failures))


@dataclass(frozen=True, slots=True)
class _LineMaker:
    """Makes the encoded line of a take, or takes it from the store."""

    options: MixOptions
    clips: ClipStore

    def speak(self, take: Take) -> Callable[[], tuple[Take, EncodedLine]]:
        """Speak a line that is not in the store, and return the call that encodes it."""
        key = self._key(take.key)
        kept = self._kept(key)
        if kept:
            return lambda: (take, kept)
        spoken = take.speak()
        return lambda: (take, self._encode(key, spoken))

    def chime(self) -> EncodedLine:
        key = self._key(f"chime {_CHIME_METHOD}")
        return self._kept(key) or self._put(
            key, encode_line(chime_clip(self.options.sample_rate_hz), self.options)
        )

    def _encode(self, key: str, spoken: Spoken) -> EncodedLine:
        """Master and encode a line. A line of the fallback voice is not kept."""
        line = encode_line(master_line(spoken, self.options), self.options, spoken.failure)
        return line if spoken.failure else self._put(key, line)

    def _put(self, key: str, line: EncodedLine) -> EncodedLine:
        self.clips.put(key, bytes_from_encoded_line(line))
        return line

    def _kept(self, key: str) -> EncodedLine | None:
        data = self.clips.get(key)
        try:
            return encoded_line_from_bytes(data) if data else None
        except AudioError:
            return None

    def _key(self, sound: str) -> str:
        asked = self.options
        settings = (asked.bitrate_kbps, asked.sample_rate_hz, asked.quality, asked.loudness_lufs)
        return cache_key(_METHOD, *settings, sound)


def _chime_between(writer: Mp3Writer, maker: _LineMaker, take: Take, pause: int, options: MixOptions) -> int:
    """Write the pause and the chime if the take has one; return the samples of pause that remain."""
    if not (take.chime_before and options.has_chime):
        return pause
    writer.append_silence(pause)
    line = maker.chime()
    start = writer.position
    writer.append(line)
    return _samples(_PAUSE_AFTER_CHIME_MS, options) - (writer.position - start - line.heard)


def _samples(milliseconds: int, options: MixOptions) -> int:
    return milliseconds * options.sample_rate_hz // 1000


def chime_clip(rate_hz: int) -> Clip:
    """Return the chime between stories: two notes that fade out."""
    first, second = (_note(hertz, rate_hz) for hertz in _NOTES_HZ)
    whole = AudioSegment.silent(_NOTE_MS + _SECOND_NOTE_MS, rate_hz).overlay(first)
    return clip_of(whole.overlay(second, position=_SECOND_NOTE_MS))


def _note(hertz: float, rate_hz: int) -> AudioSegment:
    tone = _sine(hertz, rate_hz, -18).overlay(_sine(2 * hertz, rate_hz, -18 + _OVERTONE_DB))
    return tone.fade_in(8).fade(to_gain=-30, start=20, end=_NOTE_MS - 20).fade_out(20)


def _sine(hertz: float, rate_hz: int, volume_db: float) -> AudioSegment:
    return Sine(hertz, sample_rate=rate_hz).to_audio_segment(_NOTE_MS, volume=volume_db)


def map_in_stages(first: Callable[[A], Callable[[], B]], things: Iterable[A], workers: int) -> Iterator[B]:
    """Apply two stages in threads and yield results in order, at most a few ahead of the consumer.

    The second stage of one thing runs beside the first stage of the next. The first error, or Ctrl-C,
    cancels what has not started.

    Args:
        first: The first stage; it returns the call that is the second one.
        things: What the first stage is applied to.
        workers: Threads of each stage.
    """
    first_pool = ThreadPoolExecutor(workers, thread_name_prefix="speak")
    second_pool = ThreadPoolExecutor(workers, thread_name_prefix="encode")
    waiting: deque[Future[Future[B]]] = deque()

    def both(thing: A) -> Future[B]:
        return second_pool.submit(first(thing))

    try:
        for thing in things:
            waiting.append(first_pool.submit(both, thing))
            if len(waiting) > workers * _AHEAD_PER_WORKER:
                yield waiting.popleft().result().result()
        while waiting:
            yield waiting.popleft().result().result()
    finally:
        first_pool.shutdown(wait=False, cancel_futures=True)
        second_pool.shutdown(wait=False, cancel_futures=True)
