"""Read recordings: audio files of the user's own or of a podcast, as takes of a programme.

    take = recording_take(path, RecordingOptions(limit_ms=300_000), Place(section=2, segment=1))

The standard library reads WAV of whole numbers, miniaudio (extra `audio`) MP3 and FLAC, and ffmpeg, if it is
installed, other kinds: AAC and ALAC in MP4, Ogg, Opus, AIFF, WebM. The first bytes of the file choose the
decoder, and ffmpeg is told which formats it may open, so no playlist makes it open other files.
"""

import shutil
import subprocess
import wave
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from briefing.distribution import hint_for_extra
from briefing.errors import AudioError
from briefing.mix.mastering import PAUSES_MILLIBEL, ramp
from briefing.model import Clip, Spoken, Take
from briefing.model.audio import cache_key
from briefing.pcm import SAMPLE_BYTES, bias, lin2lin, loudness_millibel, mix_down

_METHOD = "recording 1"  # changes when the same file would sound different
_QUIETEST_MILLIBEL = -4_500  # what is quieter is raised as if it were so loud: by 26 dB at -16 LUFS
_PIECE_FRAMES = 16_384
_FFMPEG_RATE_HZ = 44_100
_FFMPEG_TIMEOUT_S = 120
_FFMPEG_FORMATS = "aac,aiff,caf,flac,matroska,mov,mp3,ogg,wav,webm"  # demuxers that open no other files
_HEAD_BYTES = 64
_MP4_BRAND = slice(4, 8)
_HASHED_BYTES = 1 << 20
_JINGLE_CENTIBEL = -38  # from the programme's loudness to that of the chime between stories
_JINGLE_FADE_MS = 900  # a note of the chime fades as long


@dataclass(frozen=True, slots=True)
class RecordingOptions:
    """How much of a recording is heard.

    Attributes:
        limit_ms: Its longest duration; the rest is cut. 0 for ten minutes.
        fade_ms: Duration of the fade before a cut.
        end_fade_ms: Duration of the fade at the end of a recording that is not cut.
        gain_centibel: Difference to the loudness of the programme, in tenths of a decibel.
    """

    limit_ms: int = 600_000
    fade_ms: int = 3_000
    end_fade_ms: int = 0
    gain_centibel: int = 0


_DEFAULTS = RecordingOptions()


def jingle_options(limit_ms: int) -> RecordingOptions:
    """Return the options of a jingle: it has the loudness of the chime, and fades out like it.

    Args:
        limit_ms: Its longest duration; the rest is cut.
    """
    return RecordingOptions(limit_ms, end_fade_ms=_JINGLE_FADE_MS, gain_centibel=_JINGLE_CENTIBEL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a take stands in the script, and what is around it.

    Attributes:
        section: Index of the section.
        segment: Index of the segment in its section.
        pause_ms: Silence that follows.
        chime_before: Play the chime between stories before it.
    """

    section: int
    segment: int
    pause_ms: int = 0
    chime_before: bool = False


def recording_take(path: Path, options: RecordingOptions, place: Place) -> Take:
    """Return the take of a recording; it is decoded when `take.speak()` is called, and not if it is stored.

    Args:
        path: The file.
        options: How much of it is heard.
        place: Where it stands in the script.

    Returns:
        A take that never fails: if the file cannot be played, it is silent, and its `failure` says why.
    """
    try:
        fades = options.fade_ms, options.end_fade_ms
        key = cache_key(_METHOD, _content_hash(path), options.limit_ms, *fades, options.gain_centibel)
    except AudioError as error:
        key, speak = cache_key(_METHOD, path), partial(_silence, error)
    else:
        speak = partial(_played, path, options)
    return Take(place.section, place.segment, key, place.pause_ms, place.chime_before, speak)


def _played(path: Path, options: RecordingOptions) -> Spoken:
    try:
        return read_recording(path, options)
    except AudioError as error:
        return _silence(error)


def _silence(error: AudioError) -> Spoken:
    return Spoken(Clip(_FFMPEG_RATE_HZ, b""), 0, failure=f"a recording is missing: {error.message}")


def read_recording(path: Path, options: RecordingOptions = _DEFAULTS) -> Spoken:
    """Decode a recording to mono, measure its loudness, and fade it out.

    Args:
        path: The file: WAV; MP3 or FLAC with the extra `audio`; with ffmpeg also AAC, Ogg, Opus, AIFF, WebM.
        options: How much of it is heard.

    Returns:
        The sound at the file's own sampling rate and level, and its loudness, by which `mix_programme` gives
        it the loudness of the programme plus the gain, as it does for a voice.

    Raises:
        AudioError: The file is missing, is no audio that can be decoded here, or is silent.
    """
    options = options if options.limit_ms else replace(options, limit_ms=_DEFAULTS.limit_ms)
    clip = _limited(_clip_from(path, options.limit_ms), options)
    try:
        loudness = loudness_millibel(clip)
    except ValueError as cause:
        raise AudioError(f"{path.name} is silent, or shorter than half a second") from cause
    return Spoken(clip, max(loudness, _QUIETEST_MILLIBEL) + PAUSES_MILLIBEL, options.gain_centibel)


def _content_hash(path: Path) -> str:
    hashed = blake2b(digest_size=20)
    try:
        with path.open("rb") as file:
            while piece := file.read(_HASHED_BYTES):
                hashed.update(piece)
    except OSError as cause:
        raise _missing(path, cause) from cause
    return hashed.hexdigest()


def _clip_from(path: Path, limit_ms: int) -> Clip:
    """Return at most so much of a file, and a little more if it is longer."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as cause:
        raise _missing(path, cause) from cause
    decoders = _decoders_of(head)
    if not decoders:
        raise AudioError(f"{path.name} is no audio file", "WAV, MP3, FLAC, AAC, Ogg and Opus can be read.")
    for decode in decoders:
        clip = decode(path, limit_ms)
        if clip and clip.samples:
            return clip
    raise AudioError(
        f"{path.name} cannot be decoded: it is damaged, or its decoder is not installed",
        f"Install ffmpeg; for MP3 and FLAC this is enough: {hint_for_extra('audio')}",
    )


def _missing(path: Path, cause: OSError) -> AudioError:
    return AudioError(f"{path.name} cannot be read: {cause.strerror or cause}", "Check the path.")


Decoder = Callable[[Path, int], Clip | None]


def _decoders_of(head: bytes) -> tuple[Decoder, ...]:
    """Return the decoders to try for a file, by its first bytes; none if it is no audio."""
    is_mp3 = head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0")  # AAC in ADTS, too
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return _clip_by_wave, _clip_by_miniaudio, _clip_by_ffmpeg
    if head[:4] == b"fLaC" or is_mp3:
        return _clip_by_miniaudio, _clip_by_ffmpeg
    if head[:4] in (b"OggS", b"FORM", b"caff", b"\x1aE\xdf\xa3") or head[_MP4_BRAND] == b"ftyp":
        return (_clip_by_ffmpeg,)
    return ()


def _clip_by_wave(path: Path, limit_ms: int) -> Clip | None:
    """Decode PCM of whole numbers; None for other kinds of WAV."""
    try:
        with wave.open(str(path)) as file:
            rate_hz, channels, width = file.getframerate(), file.getnchannels(), file.getsampwidth()
            pieces = iter(partial(file.readframes, _PIECE_FRAMES), b"")
            whole = (piece[: len(piece) // (width * channels) * width * channels] for piece in pieces)
            mono = (mix_down(_16_bits(piece, width), channels) for piece in whole)
            return _clip_of_pieces(rate_hz, mono, limit_ms)
    except (wave.Error, EOFError, OSError):
        return None


def _16_bits(pcm: bytes, width: int) -> bytes:
    return lin2lin(bias(pcm, 1, -128) if width == 1 else pcm, width, SAMPLE_BYTES)  # 8 bits are unsigned


def _clip_by_miniaudio(path: Path, limit_ms: int) -> Clip | None:
    """Decode by miniaudio; None if it is not installed or cannot decode the file."""
    try:
        import miniaudio  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    kinds = {b"fLaC": miniaudio.flac_get_file_info, b"RIFF": miniaudio.wav_get_file_info}
    try:
        with path.open("rb") as file:
            about = kinds.get(file.read(4), miniaudio.mp3_get_file_info)(str(path))
        rate_hz = about.sample_rate
        stream = miniaudio.stream_file(
            str(path), nchannels=1, sample_rate=rate_hz, frames_to_read=_PIECE_FRAMES
        )
        return _clip_of_pieces(rate_hz, (piece.tobytes() for piece in stream), limit_ms)
    except (miniaudio.MiniaudioError, OSError, ZeroDivisionError):
        return None


def _clip_of_pieces(rate_hz: int, pieces: Iterator[bytes], limit_ms: int) -> Clip:
    """Return a clip that is longer than the limit by one piece at the most."""
    wanted = limit_ms * rate_hz // 1000 * SAMPLE_BYTES
    pcm = bytearray()
    for piece in pieces:
        pcm += piece
        if len(pcm) > wanted:
            break
    return Clip(rate_hz, bytes(pcm))


def _clip_by_ffmpeg(path: Path, limit_ms: int) -> Clip | None:
    """Decode by ffmpeg in a process of its own; None if it is not installed or fails."""
    program = shutil.which("ffmpeg")
    if program is None:
        return None
    seconds = limit_ms / 1000 + 1  # more than the limit, so that a cut is seen
    source = ["-protocol_whitelist", "file", "-format_whitelist", _FFMPEG_FORMATS, "-i", f"file:{path}"]
    target = ["-map", "0:a:0", "-t", f"{seconds:.3f}", "-ac", "1", "-ar", str(_FFMPEG_RATE_HZ), "-f", "s16le"]
    try:
        done = subprocess.run(
            [program, "-nostdin", "-v", "error", *source, *target, "-"],
            capture_output=True,
            timeout=_FFMPEG_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    pcm = done.stdout
    return Clip(_FFMPEG_RATE_HZ, pcm[: len(pcm) // SAMPLE_BYTES * SAMPLE_BYTES])


def _limited(clip: Clip, options: RecordingOptions) -> Clip:
    """Return the clip up to the limit; the fade before a cut keeps the words from breaking off."""
    limit = options.limit_ms * clip.rate_hz // 1000
    is_cut, length = clip.samples > limit, min(clip.samples, limit)
    fade_ms = options.fade_ms if is_cut else options.end_fade_ms
    if not (is_cut or fade_ms):
        return clip
    samples = array("h", clip.pcm[: length * SAMPLE_BYTES])
    faded = min(length, fade_ms * clip.rate_hz // 1000)
    if faded:
        ramp(samples, length - faded, faded, 1.0, 0.0)
    return replace(clip, pcm=samples.tobytes())
