"""Engines that fail in every way that engines fail."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from briefing.errors import EngineError
from briefing.model import Clip, Voice

RATE_HZ = 22_050


@dataclass
class TroubledEngine:
    """Says what its `clip` says, whatever the text."""

    clip: Callable[[Event], Clip]
    name: str = "troubled"
    version: str = "1"
    is_costly: bool = False

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        return self.clip(stop)

    def voices(self) -> tuple[Voice, ...]:
        return ()


def hang(stop: Event) -> Clip:
    """Waits until it is told to stop."""
    stop.wait()
    raise EngineError("stopped")


def fail(stop: Event) -> Clip:
    raise EngineError("the server answered 500")


def silence(stop: Event) -> Clip:
    return Clip(RATE_HZ, bytes(4 * RATE_HZ))


def nothing(stop: Event) -> Clip:
    return Clip(RATE_HZ, b"")


def noise(stop: Event) -> Clip:
    return Clip(RATE_HZ, random.Random(1).randbytes(4 * RATE_HZ))  # noqa: S311  # noise, not a secret
