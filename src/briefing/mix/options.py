"""What a listener may choose about the sound, checked at the door."""

from dataclasses import dataclass

from briefing.errors import UsageError

SAMPLE_RATES_HZ = (16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


@dataclass(frozen=True, slots=True)
class MixOptions:
    """The form of the MP3; `quality` is LAME's: 0 slow to 9 quick.

    `loudness_lufs` is what a listener measures with the mono programme on both sides. `lanes` is how many
    lines are made at once; it never changes a byte. Raises UsageError for what MP3 cannot do.
    """

    bitrate_kbps: int = 64
    sample_rate_hz: int = 44_100
    quality: int = 7
    loudness_lufs: int = -16
    silence_start_ms: int = 500
    silence_end_ms: int = 500
    has_chime: bool = True
    lanes: int = 2

    def __post_init__(self) -> None:
        """The combinations that LAME refuses are named here, before anything is spoken."""
        if self.sample_rate_hz not in SAMPLE_RATES_HZ:
            _refuse("sample rate", self.sample_rate_hz, SAMPLE_RATES_HZ)
        if self.bitrate_kbps not in bitrates_kbps(self.sample_rate_hz):
            _refuse("bitrate", self.bitrate_kbps, bitrates_kbps(self.sample_rate_hz))
        if self.quality not in range(10):
            _refuse("quality", self.quality, range(10))
        if self.lanes < 1:
            raise UsageError(f"{self.lanes} lanes make nothing", "use 1 or more")


def bitrates_kbps(sample_rate_hz: int) -> tuple[int, ...]:
    """Layer III's table (ISO 11172-3 2.4.2.3, ISO 13818-3), from index 1 on."""
    if sample_rate_hz >= 32_000:
        return (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
    return (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def _refuse(what: str, value: int, choices: tuple[int, ...] | range) -> None:
    raise UsageError(
        f"an MP3 cannot have {what} {value} here", f"choose one of {', '.join(map(str, choices))}"
    )
