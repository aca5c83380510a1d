"""The chime between stories: two soft notes of our own making."""

from briefing.mix.sound import AudioSegment, Sine, clip_of
from briefing.model import Clip

METHOD = "1"  # changes when the chime does
NOTES_HZ = (659.26, 987.77)  # E5, B5: a rising fifth
NOTE_MS = 900
SECOND_NOTE_MS = 160  # when the second one starts
OVERTONE_DB = -14


def chime(rate_hz: int) -> Clip:
    """Both notes, fading out."""
    first, second = (_note(hertz, rate_hz) for hertz in NOTES_HZ)
    whole = AudioSegment.silent(NOTE_MS + SECOND_NOTE_MS, rate_hz).overlay(first)
    return clip_of(whole.overlay(second, position=SECOND_NOTE_MS))


def _note(hertz: float, rate_hz: int) -> AudioSegment:
    tone = _sine(hertz, rate_hz, -18).overlay(_sine(2 * hertz, rate_hz, -18 + OVERTONE_DB))
    return tone.fade_in(8).fade(to_gain=-30, start=20, end=NOTE_MS - 20).fade_out(20)


def _sine(hertz: float, rate_hz: int, volume_db: float) -> AudioSegment:
    return Sine(hertz, sample_rate=rate_hz).to_audio_segment(NOTE_MS, volume=volume_db)
