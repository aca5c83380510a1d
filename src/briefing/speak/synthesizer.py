"""Speak the lines of a casting: time limit, check of each clip, second try, fallback voice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

from briefing.errors import EngineError
from briefing.model import Casting, Clip, ClipStore, Spoken, Take, Voice
from briefing.model.audio import cache_key
from briefing.model.script import plain_words
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, blocks, cross, rms
from briefing.speak.audio_files import clip_from_wav, wav_from_clip
from briefing.speak.calibration import METHOD, Calibration
from briefing.speak.engine import Engine, TakesIpa, clip_key, load_engine

_QUICKEST_MS_PER_LETTER = 12  # 160 words a minute are 65 ms a letter; speech is never five times as fast
_SLOWEST_MS_PER_LETTER = 1_000  # a digit may take several words
_SPARE_MS = 3_000
_LOWEST_RATE_HZ = 4_000  # half of what a telephone has
_SILENT_RMS = FULL_SCALE // 1_000  # -60 dBFS
_NOISE_CROSSINGS = 0.3  # zero crossings a sample: white noise has 0.5, speech below 0.2
_NOISE_STEADINESS = 0.5  # quiet blocks against loud ones: noise has about 0.9, speech below 0.2
_NOISE_BLOCK_MS = 20
T = TypeVar("T")
_GLANCE_S = 0.05  # interval at which a stop of the run is noticed
_GRACE_S = 0.2  # time for an engine that obeys `stop`
_SILENCE = Spoken(Clip(22_050, b""), 0)


def letters_of(text: str) -> int:
    """Return the number of letters and digits in a text."""
    return sum(character.isalnum() for character in text)


def check_clip(clip: Clip, text: str) -> None:
    """Check that a clip can hold the words of a text.

    Raises:
        EngineError: The clip is broken, silent, noise, or much too short or long.
    """
    if clip.rate_hz < _LOWEST_RATE_HZ or len(clip.pcm) % SAMPLE_BYTES:
        raise EngineError(f"broken audio: {len(clip.pcm)} bytes at {clip.rate_hz} Hz")
    letters = letters_of(text)
    length_ms = clip.samples * 1000 // clip.rate_hz
    if length_ms < letters * _QUICKEST_MS_PER_LETTER:
        raise EngineError(f"too little sound: {length_ms} ms for {letters} letters")
    if length_ms > letters * _SLOWEST_MS_PER_LETTER + _SPARE_MS:
        raise EngineError(f"too much sound: {length_ms} ms for {letters} letters")
    if rms(clip.pcm, SAMPLE_BYTES) < _SILENT_RMS:
        raise EngineError("silence instead of words")
    if _is_noise(clip):
        raise EngineError("noise instead of words")


def _is_noise(clip: Clip) -> bool:
    if cross(clip.pcm, SAMPLE_BYTES) < _NOISE_CROSSINGS * clip.samples:
        return False
    levels = sorted(
        rms(b, SAMPLE_BYTES) for b in blocks(clip.pcm, clip.rate_hz, _NOISE_BLOCK_MS, _NOISE_BLOCK_MS)
    )
    if not levels:
        return False
    return levels[len(levels) // 10] > _NOISE_STEADINESS * levels[len(levels) * 9 // 10]


def within(seconds: float, run_stop: Event, call: Callable[[Event], T]) -> T:
    """Call a function in a thread of its own with a time limit; a thread cannot be ended, only abandoned.

    Args:
        seconds: The limit.
        run_stop: Set when the whole run stops.
        call: Gets an event that is set when its answer is no longer wanted.

    Raises:
        EngineError: The time is over or the run stopped; else whatever the call raises.
    """
    answer: list[T] = []
    failure: list[BaseException] = []
    stop, done = Event(), Event()

    def work() -> None:
        try:
            answer.append(call(stop))
        except BaseException as error:  # carried to the caller, whatever it is
            failure.append(error)
        finally:
            done.set()

    Thread(target=work, daemon=True, name="speak").start()
    _wait(done, seconds, run_stop)
    if not done.is_set():
        stop.set()
        done.wait(_GRACE_S)
        raise EngineError("stopped" if run_stop.is_set() else f"no answer within {seconds:.0f} seconds")
    if failure:
        raise failure[0]
    return answer[0]


def _wait(done: Event, seconds: float, run_stop: Event) -> None:
    waited = 0.0
    while waited < seconds and not run_stop.is_set() and not done.wait(_GLANCE_S):
        waited += _GLANCE_S


@dataclass(frozen=True, slots=True)
class SpeakOptions:
    """How lines are spoken.

    Attributes:
        tries: Attempts at a line before the fallback speaks it.
        patience_s: Time limit for a line in seconds.
        patience_ms_per_letter: Added to the limit for each letter.
        models: Folder of installed voices.
    """

    tries: int = 2
    patience_s: int = 30
    patience_ms_per_letter: int = 200
    models: Path | None = None


class Synthesizer:
    """Speaks lines from any thread. `stop` ends every running line; `engine_of` finds engines."""

    def __init__(
        self,
        casting: Casting,
        clips: ClipStore,
        options: SpeakOptions,
        stop: Event,
        engine_of: Callable[[str], Engine] | None = None,
    ) -> None:
        self._engine_of = engine_of or partial(load_engine, models=options.models)
        self._fallback = casting.fallback
        self._clips = clips
        self._options = options
        self._stop = stop
        self._calibration = Calibration(clips)

    def promise(self, text: str, voice: Voice) -> tuple[str, Callable[[], Spoken]]:
        """Return the key of a line's sound and the call that makes it; a line without letters is silent."""
        if not letters_of(text):
            return cache_key("nothing"), lambda: _SILENCE
        key = cache_key(METHOD, clip_key(self._engine_of(voice.engine), voice, text), voice.gain_centibel)
        return key, partial(self._speak, text, voice)

    def _speak(self, text: str, voice: Voice) -> Spoken:
        try:
            return self._spoken_by(voice, text)
        except EngineError as error:
            if self._stop.is_set() or self._fallback in (None, voice):
                raise
            return self._spoken_by_fallback(text, voice, error)

    def _spoken_by_fallback(self, text: str, voice: Voice, error: EngineError) -> Spoken:
        assert self._fallback is not None  # noqa: S101  # the caller has looked
        spoken = self._spoken_by(self._fallback, text)
        failure = f"{voice.id} ({voice.engine}) could not say '{_beginning(text)}': {error}"
        return spoken._replace(failure=f"{failure}; {self._fallback.id} said it")

    def _spoken_by(self, voice: Voice, text: str) -> Spoken:
        engine = self._engine_of(voice.engine)
        clip = self._clip(engine, voice, text)
        loudness = self._calibration.loudness_of(engine, voice, partial(self._clip, engine, voice))
        return Spoken(clip, loudness, voice.gain_centibel)

    def _clip(self, engine: Engine, voice: Voice, text: str) -> Clip:
        """Speak a line. Only clips of costly engines are kept: eSpeak NG is faster than reading a file."""
        if not engine.is_costly:
            return self._tried(engine, voice, text)
        key = clip_key(engine, voice, text)
        kept = clip_from_wav(self._clips.get(key) or b"")
        if kept:
            return kept
        clip = self._tried(engine, voice, text)
        self._clips.put(key, wav_from_clip(clip))
        return clip

    def _tried(self, engine: Engine, voice: Voice, text: str) -> Clip:
        for _ in range(self._options.tries - 1):
            try:
                return self._once(engine, voice, text)
            except EngineError:
                if self._stop.is_set():
                    raise
        return self._once(engine, voice, text)

    def _once(self, engine: Engine, voice: Voice, text: str) -> Clip:
        patience_s = self._options.patience_s + self._options.patience_ms_per_letter * letters_of(text) / 1000
        words = text if isinstance(engine, TakesIpa) and engine.takes_ipa else plain_words(text)
        clip = within(patience_s, self._stop, lambda stop: engine.speak(words, voice, stop))
        check_clip(clip, plain_words(text))
        return clip


def _beginning(text: str, characters: int = 40) -> str:
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


_DEFAULTS = SpeakOptions()


class Recording:
    """The takes of a casting, in the order of the script.

    A context manager: on exit, running lines are stopped, and takes cannot be used any more.
    """

    def __init__(self, casting: Casting, clips: ClipStore, options: SpeakOptions) -> None:
        self._casting = casting
        self._stop = Event()
        self._synthesizer = Synthesizer(casting, clips, options, self._stop)

    def __iter__(self) -> Iterator[Take]:
        chimes = {
            (number, 0) for number, each in enumerate(self._casting.script.sections) if each.chime_before
        }
        for role in self._casting.roles:
            line = self._casting.script.sections[role.section].segments[role.segment]
            has_chime = (role.section, role.segment) in chimes
            key, speak = self._synthesizer.promise(line.say, role.voice)
            yield Take(role.section, role.segment, key, line.pause_ms, has_chime, speak)

    def __len__(self) -> int:
        return len(self._casting.roles)

    def __enter__(self) -> "Recording":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()


def record(casting: Casting, clips: ClipStore, options: SpeakOptions = _DEFAULTS) -> Recording:
    """Return the takes of a casting. Nothing is spoken before `take.speak()` is called.

    Args:
        casting: The script with a voice for each segment.
        clips: Store of clips and measured levels.
        options: Limits and the folder of models.

    Raises:
        UsageError: A voice names an unknown engine.
        EngineError: An engine cannot work here.
    """
    return Recording(casting, clips, options)
