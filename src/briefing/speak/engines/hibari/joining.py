"""Clauses joined with the pauses of a newsreader.

The model begins each text that it speaks with 300 ms of silence and ends it with 450 ms (medians over 15
sentences, heart; the same for its other voices), which makes 770 to 860 ms between two sentences: more than
`write/pauses.toml` puts between paragraphs. So the silence of the model is cut off, and ours is put between.
The pauses within a sentence stay as the model makes them: 350 to 450 ms at a comma between clauses, 60 to 170
ms at one in a list.
"""

import numpy as np

from briefing.speak.engines.hibari.vocoder import RATE_HZ, Samples

SENTENCE_PAUSE_MS = 400  # shorter than between paragraphs (pauses.toml: body = 500)
CLAUSE_PAUSE_MS = 200  # where a sentence is cut for its length only
QUIET = 10 ** (-54 / 20)  # the level at which the mix cuts silence, too
STEP = RATE_HZ * 5 // 1000
KEPT = RATE_HZ * 10 // 1000  # consonants begin softly


def audible_part(wave: Samples) -> slice:
    """The wave without the silence at its ends; all of it when it is nothing else."""
    steps = len(wave) // STEP
    loud = np.flatnonzero(np.abs(wave[: steps * STEP]).reshape(steps, STEP).max(axis=1) > QUIET)
    if not loud.size:
        return slice(0, len(wave))
    return slice(max(0, int(loud[0]) * STEP - KEPT), min(len(wave), (int(loud[-1]) + 1) * STEP + KEPT))


def pause_before(begins_sentence: bool) -> Samples:
    """The silence between the clause before and this one."""
    milliseconds = SENTENCE_PAUSE_MS if begins_sentence else CLAUSE_PAUSE_MS
    return np.zeros(RATE_HZ * milliseconds // 1000, np.float32)
