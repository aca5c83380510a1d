"""Clauses joined with the pauses of a newsreader.

The model begins each text that it speaks with 300 ms of silence and ends it with 450 ms (medians over 15
sentences, heart; the same for its other voices), which makes 770 to 860 ms between two sentences: more than
`write/pauses.toml` puts between paragraphs. So the model's silence is cut off and replaced.
Within a sentence the model makes 350 to 450 ms at a comma between clauses (more where the voice is slow) and
60 to 170 ms at one in a list; the former are shortened, so that a comma is heard as less than a full stop.
"""

import numpy as np

from briefing.speak.engines.hibari.vocoder import RATE_HZ, Samples

SENTENCE_PAUSE_MS = 450  # shorter than between paragraphs (pauses.toml: body = 500)
_CLAUSE_PAUSE_MS = 200  # where a sentence is cut for its length only
COMMA_PAUSE_MS = 300  # at most; shorter than between sentences
LONGEST = RATE_HZ * COMMA_PAUSE_MS // 1000
QUIET = 10 ** (-54 / 20)  # the level at which the mix cuts silence, too
STEP = RATE_HZ * 5 // 1000
KEPT = RATE_HZ * 10 // 1000  # consonants begin softly


def kept_parts(wave: Samples) -> tuple[slice, ...]:
    """Return the wave without silence at its ends, and with silences inside cut to COMMA_PAUSE_MS.

    Returns:
        What to keep, in order; all of a wave that is nothing but silence.
    """
    steps = len(wave) // STEP
    loud = np.flatnonzero(np.abs(wave[: steps * STEP]).reshape(steps, STEP).max(axis=1) > QUIET)
    if not loud.size:
        return (slice(0, len(wave)),)
    begin, end = max(0, int(loud[0]) * STEP - KEPT), min(len(wave), (int(loud[-1]) + 1) * STEP + KEPT)
    long = np.flatnonzero(np.diff(loud) > LONGEST // STEP)
    ends = [(int(loud[place]) + 1) * STEP + LONGEST // 2 for place in long]
    begins = [int(loud[place + 1]) * STEP - LONGEST // 2 for place in long]
    return tuple(slice(*borders) for borders in zip([begin, *begins], [*ends, end], strict=True))


def kept_before(sample: int, parts: tuple[slice, ...]) -> int:
    """Return how many samples of the parts come before a sample of the wave."""
    return sum(min(max(sample, part.start), part.stop) - part.start for part in parts)


def pause_before(begins_sentence: bool) -> Samples:
    """Return the silence between the clause before and this one."""
    milliseconds = SENTENCE_PAUSE_MS if begins_sentence else _CLAUSE_PAUSE_MS
    return np.zeros(RATE_HZ * milliseconds // 1000, np.float32)
