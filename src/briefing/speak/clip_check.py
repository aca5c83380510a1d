"""Does a clip hold the words it was made from? An engine that fails without saying so is found here."""

from briefing.errors import EngineError
from briefing.model import Clip
from briefing.pcm import FULL_SCALE, SAMPLE_BYTES, blocks, cross, rms

QUICKEST_MS_PER_LETTER = 12  # 160 words a minute are 65 ms a letter; five times as fast is no speech
SLOWEST_MS_PER_LETTER = 1_000  # a digit may take several words
SPARE_MS = 3_000
LOWEST_RATE_HZ = 4_000  # half of what a telephone has
SILENT_RMS = FULL_SCALE // 1_000  # -60 dBFS
NOISE_CROSSINGS = 0.3  # zero crossings a sample: white noise has 0.5, speech below 0.2
NOISE_STEADINESS = 0.5  # quiet blocks against loud ones: noise has about 0.9, speech below 0.2
NOISE_BLOCK_MS = 20


def letters_of(text: str) -> int:
    """How many letters and digits there are to say."""
    return sum(character.isalnum() for character in text)


def check_clip(clip: Clip, text: str) -> None:
    """Raises EngineError for a clip that is broken, silent, much too short or long, or noise."""
    if clip.rate_hz < LOWEST_RATE_HZ or len(clip.pcm) % SAMPLE_BYTES:
        raise EngineError(f"broken audio: {len(clip.pcm)} bytes at {clip.rate_hz} Hz")
    letters = letters_of(text)
    length_ms = clip.samples * 1000 // clip.rate_hz
    if length_ms < letters * QUICKEST_MS_PER_LETTER:
        raise EngineError(f"too little sound: {length_ms} ms for {letters} letters")
    if length_ms > letters * SLOWEST_MS_PER_LETTER + SPARE_MS:
        raise EngineError(f"too much sound: {length_ms} ms for {letters} letters")
    if rms(clip.pcm, SAMPLE_BYTES) < SILENT_RMS:
        raise EngineError("silence instead of words")
    if _is_noise(clip):
        raise EngineError("noise instead of words")


def _is_noise(clip: Clip) -> bool:
    if cross(clip.pcm, SAMPLE_BYTES) < NOISE_CROSSINGS * clip.samples:
        return False
    levels = sorted(
        rms(b, SAMPLE_BYTES) for b in blocks(clip.pcm, clip.rate_hz, NOISE_BLOCK_MS, NOISE_BLOCK_MS)
    )
    if not levels:
        return False
    return levels[len(levels) // 10] > NOISE_STEADINESS * levels[len(levels) * 9 // 10]
