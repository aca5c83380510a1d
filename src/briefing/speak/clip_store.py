"""A clip as bytes for the clip store: WAV, which any player opens when somebody wonders what is in there."""

import io
import wave

from briefing.model import Clip


def wav_from_clip(clip: Clip) -> bytes:
    """Mono 16-bit WAV."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(clip.rate_hz)
        wav.writeframes(clip.pcm)
    return file.getvalue()


def clip_from_wav(data: bytes) -> Clip | None:
    """The clip again; None for anything but mono 16-bit WAV."""
    try:
        with wave.open(io.BytesIO(data)) as wav:
            if (wav.getnchannels(), wav.getsampwidth()) != (1, 2):
                return None
            return Clip(wav.getframerate(), wav.readframes(wav.getnframes()))
    except (wave.Error, EOFError):
        return None
