"""The form of the MP3, checked when it is made."""

from dataclasses import dataclass

from briefing.errors import UsageError

SAMPLE_RATES_HZ = (16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


@dataclass(frozen=True, slots=True)
class MixOptions:
    """The form of the MP3.

    Attributes:
        bitrate_kbps: Bitrate in kbit/s.
        sample_rate_hz: Sampling rate in Hz.
        quality: LAME's quality: 0 is slow, 9 is quick.
        loudness_lufs: Loudness of the mono programme on two speakers, in LUFS.
        silence_start_ms: Silence at the start.
        silence_end_ms: Silence at the end.
        has_chime: Play the chime between stories.
        workers: Lines that are spoken in parallel, and as many that are encoded beside them; it changes no
            byte.

    Raises:
        UsageError: MP3 has no such rate, bitrate or quality.
    """

    bitrate_kbps: int = 64
    sample_rate_hz: int = 44_100
    quality: int = 7
    loudness_lufs: int = -16
    silence_start_ms: int = 500
    silence_end_ms: int = 500
    has_chime: bool = True
    workers: int = 2

    def __post_init__(self) -> None:
        """Refuse what LAME refuses, before anything is spoken."""
        if self.sample_rate_hz not in SAMPLE_RATES_HZ:
            _refuse("sample rate", self.sample_rate_hz, SAMPLE_RATES_HZ)
        if self.bitrate_kbps not in bitrates_kbps(self.sample_rate_hz):
            _refuse("bitrate", self.bitrate_kbps, bitrates_kbps(self.sample_rate_hz))
        if self.quality not in range(10):
            _refuse("quality", self.quality, range(10))
        if self.workers < 1:
            raise UsageError(f"the number of workers is {self.workers}", "Use 1 or more.")


def bitrates_kbps(sample_rate_hz: int) -> tuple[int, ...]:
    """Return the bitrates of Layer III at a sampling rate (ISO 11172-3 2.4.2.3, ISO 13818-3)."""
    if sample_rate_hz >= 32_000:
        return (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
    return (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def _refuse(what: str, value: int, choices: tuple[int, ...] | range) -> None:
    raise UsageError(
        f"an MP3 cannot have the {what} {value}", f"Choose one of: {', '.join(map(str, choices))}."
    )
