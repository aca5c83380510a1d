"""A program for a cast's `command`: `wav_program.py FILE TEXT`, or the text on stdin and '-' for stdout."""

import sys
from pathlib import Path
from threading import Event

from briefing.model import Voice
from briefing.speak.audio_files import wav_from_clip
from briefing.speak.engines.tone import ToneEngine


def main(target: str, text: str = "") -> None:
    """Write the tone engine's WAV."""
    said = text or sys.stdin.read()
    wav = wav_from_clip(ToneEngine().speak(said, Voice("alto", "tone", "alto", "en", "female"), Event()))
    if target == "-":
        sys.stdout.buffer.write(wav)
    else:
        Path(target).write_bytes(wav)


if __name__ == "__main__":
    main(*sys.argv[1:])
