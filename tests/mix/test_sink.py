"""A sink that fails, and frames that players can follow."""

import io
from itertools import pairwise

import pytest
from tests.speak.castings import DictClipStore, casting_of

from briefing.errors import AudioError, UsageError
from briefing.mix import MixOptions, mix_programme
from briefing.mix.encoded_line import EncodedLine, FrameShape, count_frames
from briefing.mix.mp3_writer import DELAY_SAMPLES, PADDING_SAMPLES, Mp3Writer, info_frame_bytes
from briefing.mix.options import SAMPLE_RATES_HZ, bitrates_kbps
from briefing.speak import record


class FullDisk(io.BytesIO):
    """Takes so many bytes and no more."""

    def write(self, data: object) -> int:
        if self.tell() > 5_000:
            raise OSError(28, "No space left on device")
        return super().write(data)  # type: ignore[arg-type]  # BytesIO's own signature is wider


def test_a_full_disk_is_an_error_of_ours() -> None:
    with (
        record(casting_of((("One two three four.",),)), DictClipStore()) as takes,
        pytest.raises(AudioError) as told,
    ):
        mix_programme(takes, FullDisk())
    assert "no space left" in told.value.message
    assert told.value.hint


@pytest.mark.parametrize("rate_hz", SAMPLE_RATES_HZ)
def test_every_rate_gives_whole_frames_and_an_exact_length(rate_hz: int) -> None:
    options = MixOptions(sample_rate_hz=rate_hz)
    sink = io.BytesIO()
    with record(casting_of((("One two.",), ("Three.",))), DictClipStore()) as takes:
        master = mix_programme(takes, sink, options)
    shape = FrameShape(rate_hz, options.bitrate_kbps)
    info_bytes = info_frame_bytes(shape)
    frames = count_frames(sink.getvalue()[info_bytes:])
    assert count_frames(sink.getvalue()[:info_bytes]) == 1
    assert master.timeline.samples == frames * shape.samples - DELAY_SAMPLES - PADDING_SAMPLES
    assert master.audio_bytes == len(sink.getvalue()) - info_bytes


@pytest.mark.parametrize("rate_hz", SAMPLE_RATES_HZ)
def test_a_silent_frame_is_one_frame_at_every_bitrate(rate_hz: int) -> None:
    for bitrate in bitrates_kbps(rate_hz):
        shape = FrameShape(rate_hz, bitrate)
        assert count_frames(shape.silent_frame() + shape.silent_frame(1)) == 2
        assert len(shape.silent_frame(1)) == shape.bytes_unpadded + 1


@pytest.mark.parametrize("rate_hz", SAMPLE_RATES_HZ)
def test_a_player_that_seeks_by_bytes_lands_within_a_frame(rate_hz: int) -> None:
    for bitrate in bitrates_kbps(rate_hz):
        shape = FrameShape(rate_hz, bitrate)
        writer = Mp3Writer(io.BytesIO(), shape)
        writer.begin()
        for samples in (1, 44_100 * 7, 44_100 * 60):
            writer.append(EncodedLine(padded_frames(shape, 9), 9, 0))
            writer.append_silence(samples)
            assert abs(writer.audio_bytes - shape.ideal_bytes(writer.frames)) <= 9


def padded_frames(shape: FrameShape, count: int) -> bytes:
    """Frames padded as an encoder does it, each line from the beginning."""
    ends = [shape.ideal_bytes(number) for number in range(count + 1)]
    return b"".join(shape.silent_frame(end - start - shape.bytes_unpadded) for start, end in pairwise(ends))


def test_what_mp3_cannot_do_is_refused_with_the_choices() -> None:
    with pytest.raises(UsageError) as told:
        MixOptions(bitrate_kbps=63)
    assert "64" in told.value.hint
