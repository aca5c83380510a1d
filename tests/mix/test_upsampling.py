"""Twice the rate, the same sound: what was there stays, and what is added is no image of it."""

import cmath
import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.mix.upsampling import PIECE_BYTES, upsample_twice

RATE_HZ = 22_050


def tone(hertz: int) -> "array[int]":
    wave = (round(12_000 * math.sin(2 * math.pi * hertz * place / RATE_HZ)) for place in range(RATE_HZ // 2))
    return array("h", wave)


def level_db(samples: "array[int]", hertz: int) -> float:
    """Of one frequency in the middle, whose ends are faded."""
    middle = samples[2_000:-2_000]
    size = len(middle)
    shaped = (value * math.sin(math.pi * place / size) ** 2 for place, value in enumerate(middle))
    turn = -2j * math.pi * hertz / (2 * RATE_HZ)
    return 20 * math.log10(
        abs(sum(value * cmath.exp(turn * place) for place, value in enumerate(shaped))) + 1
    )


def twice(samples: "array[int]") -> "array[int]":
    return array("h", b"".join(upsample_twice(samples.tobytes())))


@pytest.mark.parametrize("hertz", [200, 1_000, 3_000, 5_000, 7_000, 8_000])
def test_no_image_is_heard_above_the_old_half_rate(hertz: int) -> None:
    samples = twice(tone(hertz))
    assert level_db(samples, RATE_HZ - hertz) < level_db(samples, hertz) - 45


@given(st.lists(st.integers(-32_768, 32_767), max_size=40))
def test_every_second_sample_is_the_clips_own(samples: list[int]) -> None:
    longer = twice(array("h", samples))
    assert (longer[0::2].tolist(), len(longer)) == (samples, 2 * len(samples))


def test_a_border_between_pieces_is_not_heard() -> None:
    whole = tone(440) * 6
    border = PIECE_BYTES // whole.itemsize
    assert len(whole) > border
    around = twice(whole[border - 50 : border + 50])
    assert twice(whole)[2 * border - 20 : 2 * border + 20] == around[80:120]
