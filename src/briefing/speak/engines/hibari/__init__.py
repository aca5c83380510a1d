"""hibari: natural English voices from a model of 8 MB, on the processor (`pip install hibari-tts`).

A voice is a base voice (`heart` is in the wheel, `briefing voices install natural` fetches the others) and
five numbers in its options: `pitch`, `formant`, `tilt`, `range` and `rate` (voices/README.md).
"""

from briefing.speak.engines.hibari.engine import HibariEngine

__all__ = ["HibariEngine"]
