"""Sound of any rate and length that engines give becomes whole frames, long enough for all of it."""

import cmath
import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mix.hearing import decoded, needs_ffmpeg

from briefing.mix import MixOptions
from briefing.mix.encoded_line import UPSAMPLING_PIECE_BYTES, encode_line, shape_of, upsample_twice
from briefing.mix.mastering import master_line
from briefing.model import Clip, Spoken

RATES_HZ = (4_000, 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000)
SHAPES = ((44_100, 64), (44_100, 320), (48_000, 32), (16_000, 8), (16_000, 160))
RATE_HZ = 22_050


def tone(rate_hz: int, samples: int) -> Clip:
    wave = (round(9_000 * math.sin(2 * math.pi * 300 * place / rate_hz)) for place in range(samples))
    return Clip(rate_hz, array("h", wave).tobytes())


@pytest.mark.parametrize(("out_hz", "kbps"), SHAPES)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_clip_of_any_rate_becomes_frames_that_hold_it(rate_hz: int, out_hz: int, kbps: int) -> None:
    options = MixOptions(bitrate_kbps=kbps, sample_rate_hz=out_hz)
    line = encode_line(tone(rate_hz, rate_hz), options)
    frame = shape_of(options).samples
    assert line.heard == out_hz
    assert out_hz <= line.frames * frame <= out_hz + 4 * frame


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("milliseconds", [0, 1, 4, 5, 6, 9, 10, 11, 26])
def test_a_clip_shorter_than_its_fades_is_still_a_line(rate_hz: int, milliseconds: int) -> None:
    line = master_line(Spoken(tone(rate_hz, rate_hz * milliseconds // 1000), -2_300), MixOptions())
    assert line.samples <= rate_hz * milliseconds // 1000
    assert (encode_line(line, MixOptions()).frames > 0) == (line.samples > 0)


@needs_ffmpeg
@pytest.mark.parametrize("hertz", [1_000, 6_000, 9_000])
def test_sound_of_24_khz_has_no_images(hertz: int) -> None:
    """What neural engines give: above 12 kHz nothing is within 60 dB of a tone."""
    numpy = pytest.importorskip("numpy")
    wave = (round(12_000 * math.sin(2 * math.pi * hertz * place / 24_000)) for place in range(48_000))
    heard = decoded(encode_line(Clip(24_000, array("h", wave).tobytes()), MixOptions(bitrate_kbps=128)).mp3)
    middle = numpy.array(heard[20_000:60_000])
    spectrum = numpy.abs(numpy.fft.rfft(middle * numpy.hanning(len(middle))))
    above = numpy.fft.rfftfreq(len(middle), 1 / 44_100) > 12_000
    assert 20 * math.log10(spectrum[above].max() / spectrum.max()) < -60


def sine(hertz: int) -> "array[int]":
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
    samples = twice(sine(hertz))
    assert level_db(samples, RATE_HZ - hertz) < level_db(samples, hertz) - 45


@given(st.lists(st.integers(-32_768, 32_767), max_size=40))
def test_every_second_sample_is_the_clips_own(samples: list[int]) -> None:
    longer = twice(array("h", samples))
    assert (longer[0::2].tolist(), len(longer)) == (samples, 2 * len(samples))


def test_a_border_between_pieces_is_not_heard() -> None:
    whole = sine(440) * 6
    border = UPSAMPLING_PIECE_BYTES // whole.itemsize
    assert len(whole) > border
    around = twice(whole[border - 50 : border + 50])
    assert twice(whole)[2 * border - 20 : 2 * border + 20] == around[80:120]
