"""PCM to MP3 frames, with LAME (the wheel `lameenc`), which also resamples every engine's rate."""

from collections.abc import Iterator

from briefing.errors import AudioError
from briefing.mix.doubling import doubled
from briefing.mix.options import MixOptions
from briefing.model import Clip

PIECE_BYTES = 2 * 4_608  # lameenc makes too small a buffer for a long piece that becomes longer by resampling
WHOLE_BYTES = 2 * 48_000 * 60  # else a piece is a minute: lanes meet only between two pieces

CBR_SCALES_MILLIBEL = ((160, -45), (192, -26), (224, -18), (320, 0))  # LAME's abr_switch_map; measured, too


def level_millibel(bitrate_kbps: int) -> int:
    """How much louder LAME makes what it encodes: at the usual bitrates it takes five per cent off."""
    return next(scale for highest, scale in CBR_SCALES_MILLIBEL if bitrate_kbps <= highest)


def encode_clip(clip: Clip, options: MixOptions) -> bytes:
    """Whole frames, complete in themselves: they borrow no bits from what stands before them."""
    import lameenc  # noqa: PLC0415  # `briefing --help` must not pay for it

    rate_hz, pieces = _pieces(clip, options)
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(options.sample_rate_hz)
    encoder.set_bit_rate(options.bitrate_kbps)
    encoder.set_quality(options.quality)
    encoder.silence()
    try:
        return b"".join([bytes(encoder.encode(piece)) for piece in pieces]) + bytes(encoder.flush())
    except (RuntimeError, ValueError) as cause:
        raise AudioError(f"LAME cannot encode {clip.rate_hz} Hz: {cause}") from cause


def _pieces(clip: Clip, options: MixOptions) -> tuple[int, Iterator[bytes]]:
    """The rate that LAME is given, and the sound in pieces."""
    if options.sample_rate_hz == 2 * clip.rate_hz:
        return options.sample_rate_hz, doubled(clip.pcm)
    size = WHOLE_BYTES if options.sample_rate_hz == clip.rate_hz else _piece_bytes(clip, options)
    return clip.rate_hz, (clip.pcm[start : start + size] for start in range(0, len(clip.pcm), size))


def _piece_bytes(clip: Clip, options: MixOptions) -> int:
    """lameenc's buffer has 1.25 bytes a sample and 7,200 more: little at a low rate and a high bitrate."""
    if clip.rate_hz >= options.bitrate_kbps * 100:
        return PIECE_BYTES
    return 2 * max(1, clip.rate_hz // 10)  # 4 kB of MP3 at the most
