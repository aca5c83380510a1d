"""Sound of any rate and length that engines give becomes whole frames, long enough for all of it."""

import math
from array import array

import pytest
from tests.mix.hearing import decoded, needs_ffmpeg

from briefing.mix import MixOptions
from briefing.mix.encoded_line import encode_line
from briefing.mix.frames import shape_of
from briefing.mix.mastering import master_line
from briefing.model import Clip, Spoken

RATES_HZ = (4_000, 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 192_000)
SHAPES = ((44_100, 64), (44_100, 320), (48_000, 32), (16_000, 8), (16_000, 160))


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
