"""Where a line is spoken: checked, tried again, and in the worst case spoken by the fallback."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from briefing.errors import EngineError
from briefing.model import Casting, Clip, ClipStore, Spoken, Voice
from briefing.model.digest import digest
from briefing.model.phonemes import plain_words
from briefing.speak.clip_check import check_clip, letters_of
from briefing.speak.clip_key import clip_key
from briefing.speak.engine import Engine, TakesIpa, load_engine
from briefing.speak.soundcheck import METHOD, SoundCheck
from briefing.speak.watchdog import within
from briefing.speak.wav import clip_from_wav, wav_from_clip

NOTHING = Spoken(Clip(22_050, b""), 0)


@dataclass(frozen=True, slots=True)
class SpeakOptions:
    """`tries` for a line before the fallback has to speak it. A line may take `patience_s`, and
    `patience_ms_per_letter` more for each letter. `models` is the folder of installed voices."""

    tries: int = 2
    patience_s: int = 30
    patience_ms_per_letter: int = 200
    models: Path | None = None


class Booth:
    """Speaks lines from any thread. `stop` ends every line that is under way; `engine_of` finds engines."""

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
        self._soundcheck = SoundCheck(clips)

    def promise(self, text: str, voice: Voice) -> tuple[str, Callable[[], Spoken]]:
        """The key of the sound, and the call that makes it. A line without a letter is no sound at all."""
        if not letters_of(text):
            return digest("nothing"), lambda: NOTHING
        key = digest(METHOD, clip_key(self._engine_of(voice.engine), voice, text), voice.gain_centibel)
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
        loudness = self._soundcheck.loudness_of(engine, voice, partial(self._clip, engine, voice))
        return Spoken(clip, loudness, voice.gain_centibel)

    def _clip(self, engine: Engine, voice: Voice, text: str) -> Clip:
        """Only a costly engine's clips are kept: reading one takes longer than eSpeak takes to say it."""
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
