"""16-bit PCM through audioop: the standard library's up to Python 3.12, the wheel audioop-lts from 3.13 on.

audioop warns on import that it is deprecated; the warning is for its maintainers, so it is silenced here.
"""

import warnings
from collections.abc import Iterator

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

SAMPLE_BYTES = 2
FULL_SCALE = 32_768

add, bias, byteswap, cross, findfactor = (
    audioop.add,
    audioop.bias,
    audioop.byteswap,
    audioop.cross,
    audioop.findfactor,
)
lin2lin, alaw2lin, ulaw2lin = audioop.lin2lin, audioop.alaw2lin, audioop.ulaw2lin
mul, ratecv, rms = audioop.mul, audioop.ratecv, audioop.rms
loudest = audioop.max
sum_pairs = audioop.tomono  # (pcm, width, a, b): of each two samples, a × the first + b × the second


def blocks(pcm: bytes, rate_hz: int, block_ms: int, step_ms: int) -> Iterator[bytes]:
    """Yield the whole blocks of `block_ms` milliseconds; each begins `step_ms` after the one before it."""
    length = rate_hz * block_ms // 1000 * SAMPLE_BYTES
    step = rate_hz * step_ms // 1000 * SAMPLE_BYTES
    return (pcm[start : start + length] for start in range(0, len(pcm) - length + 1, step))
