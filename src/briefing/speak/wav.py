"""WAV: how clips lie in the clip store, and what programs and servers answer with."""

import io
import wave

from briefing.model import Clip
from briefing.speak.pcm import SAMPLE_BYTES, bias, lin2lin, tomono


def wav_from_clip(clip: Clip) -> bytes:
    """Mono 16-bit WAV."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(SAMPLE_BYTES)
        wav.setframerate(clip.rate_hz)
        wav.writeframes(clip.pcm)
    return file.getvalue()


def clip_from_wav(data: bytes) -> Clip | None:
    """Any PCM of one or two channels as mono of 16 bits; None for anything else. A length of nonsense, as
    programs write that do not know it yet, means all there is."""
    try:
        with wave.open(io.BytesIO(data)) as wav:
            width, channels = wav.getsampwidth(), wav.getnchannels()
            if channels > 2:
                return None
            pcm = wav.readframes(len(data))
            return Clip(wav.getframerate(), _mono(_16_bits(pcm, width), channels))
    except (wave.Error, EOFError):
        return None


def _16_bits(pcm: bytes, width: int) -> bytes:
    whole = pcm[: len(pcm) // width * width]
    signed = bias(whole, 1, -128) if width == 1 else whole  # WAV's 8 bits are unsigned
    return signed if width == SAMPLE_BYTES else lin2lin(signed, width, SAMPLE_BYTES)


def _mono(pcm: bytes, channels: int) -> bytes:
    if channels == 1:
        return pcm
    return tomono(pcm[: len(pcm) // 4 * 4], SAMPLE_BYTES, 0.5, 0.5)
