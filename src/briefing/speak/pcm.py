"""audioop, quietly: until 3.12 in the standard library, with a warning; then from the wheel audioop-lts."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

from collections.abc import Iterator

SAMPLE_BYTES = 2
FULL_SCALE = 32_768

cross, mul, add, rms, ratecv = audioop.cross, audioop.mul, audioop.add, audioop.rms, audioop.ratecv
findfactor = audioop.findfactor
bias, lin2lin, byteswap = audioop.bias, audioop.lin2lin, audioop.byteswap
alaw2lin, ulaw2lin = audioop.alaw2lin, audioop.ulaw2lin


def blocks(pcm: bytes, rate_hz: int, block_ms: int, step_ms: int) -> Iterator[bytes]:
    """Whole blocks only, each beginning `step_ms` after the one before."""
    length = rate_hz * block_ms // 1000 * SAMPLE_BYTES
    step = rate_hz * step_ms // 1000 * SAMPLE_BYTES
    return (pcm[start : start + length] for start in range(0, len(pcm) - length + 1, step))
