"""How long a script is: measured where it was spoken before, estimated from its letters where not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from briefing.model import Script, Segment

_NOTHING_MEASURED: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Length:
    """What a programme may last.

    `seconds` is the whole programme; `overhead_ms` what the mix adds to it (silence at both ends, chimes).
    `letters_per_minute` is the pace, spaces and marks counted: 950 is about 160 words a minute.
    `measured_ms` maps a segment's `say` to how long it lasted when it was spoken; it goes before the pace.
    """

    seconds: int
    overhead_ms: int = 1000
    letters_per_minute: int = 950
    measured_ms: Mapping[str, int] = field(default_factory=lambda: _NOTHING_MEASURED)

    @property
    def budget_ms(self) -> int:
        """What is left for words and pauses."""
        return self.seconds * 1000 - self.overhead_ms


def script_ms(script: Script, length: Length) -> int:
    """How long the script's segments and pauses last."""
    return sum(segment_ms(segment, length) for section in script.sections for segment in section.segments)


def segment_ms(segment: Segment, length: Length) -> int:
    """How long a segment and the pause behind it last."""
    measured = length.measured_ms.get(segment.say)
    spoken = len(segment.say) * 60_000 // length.letters_per_minute if measured is None else measured
    return spoken + segment.pause_ms
