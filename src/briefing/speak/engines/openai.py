"""Any server with OpenAI's `POST /v1/audio/speech`: Kokoro-FastAPI, speaches, LocalAI, OpenAI itself."""

import json
import os
import urllib.error
import urllib.request
from http.client import HTTPException
from threading import Event

from briefing.errors import EngineError
from briefing.model import Clip, Voice
from briefing.speak.audio_files import clip_from_wav
from briefing.speak.engine import speakable

_ADDRESS_NAME, _KEY_NAME = "OPENAI_BASE_URL", "OPENAI_API_KEY"
_DEFAULT_MODEL = "tts-1"
_USUAL_WPM = 175  # what these models speak at speed 1
_TIMEOUT_S = 120
_MOST_BYTES = 1 << 28  # an answer without end is cut here, and then too much sound for its words
_PCM_RATE_HZ = 24_000  # what 'pcm' is by OpenAI's documentation, for servers that answer without a header
_HINT = (
    f"Set {_ADDRESS_NAME} to the server's URL, such as http://localhost:8880/v1, and {_KEY_NAME} to its key."
)


class OpenAIEngine:
    """Address and key come from the environment; `model` from the voice's options."""

    name = "openai"
    version = "1"  # of this adapter: the model is one of the voice's options, and so part of the clip's key
    is_costly = True

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """Return the server's answer. A request cannot be cancelled; its result is then ignored."""
        if not text.strip():
            raise EngineError("a line without words was given to a speech server")
        data = _posted(_address(), _asked(speakable(text), voice))
        if stop.is_set():
            raise EngineError("stopped")
        clip = clip_from_wav(data) or _from_pcm(data)
        if clip is None:
            raise EngineError("the speech server answered with something that is no WAV and no PCM")
        return clip

    def voices(self) -> tuple[Voice, ...]:
        """None: the interface has no list of them. A cast names them."""
        return ()


def _address() -> str:
    base = os.environ.get(_ADDRESS_NAME, "").rstrip("/")
    if not base.startswith(("http://", "https://")):
        raise EngineError("no speech server is set", _HINT)
    return f"{base}/audio/speech"


def _asked(text: str, voice: Voice) -> bytes:
    options = {"model": _DEFAULT_MODEL} | dict(voice.options)
    speed = {"speed": round(voice.rate_wpm / _USUAL_WPM, 2)} if voice.rate_wpm else {}
    return json.dumps(
        {**options, "voice": voice.name, "input": text, "response_format": "wav", **speed}
    ).encode()


def _posted(address: str, body: bytes) -> bytes:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {os.environ.get(_KEY_NAME, '')}"}
    request = urllib.request.Request(address, body, headers)  # nosec B310  # noqa: S310  # http or https, checked above
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # nosec B310  # noqa: S310
            data: bytes = answer.read(_MOST_BYTES)
            return data
    except urllib.error.HTTPError as cause:
        with cause:
            raise EngineError(f"the speech server answered {cause.code} {cause.reason}", _HINT) from cause
    except (OSError, HTTPException) as cause:
        raise EngineError(f"the speech server at {address} does not answer: {cause}", _HINT) from cause


def _from_pcm(data: bytes) -> Clip | None:
    """Raw PCM is even, and is not text or a known container."""
    is_other = data[:4] in (b"RIFF", b"OggS", b"fLaC", b"ID3\x03", b"ID3\x04") or data[:1] in (b"{", b"<")
    return Clip(_PCM_RATE_HZ, data) if data and len(data) % 2 == 0 and not is_other else None
