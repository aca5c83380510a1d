"""Takes -> Master: levels, pauses, the chime, the MP3 and its timeline, in one pass and little memory.

    master = mix_programme(takes, sink, MixOptions(), clips=clips, on_cue=progress)

`sink` is a seekable binary file that starts behind the space for the ID3 tag. `clips` (a `model.ClipStore`)
keeps encoded lines. `on_cue(cue)` is called in the caller's thread after each line has been written. Every
offset in `master.timeline` is in samples of the decoded programme, as players count that read the Info frame.
`recording_take(path, options, place)` is the take of an audio file.
"""

from briefing.mix.options import MixOptions
from briefing.mix.programme import mix_programme
from briefing.mix.recordings import Place, RecordingOptions, jingle_options, read_recording, recording_take

__all__ = [
    "MixOptions",
    "Place",
    "RecordingOptions",
    "jingle_options",
    "mix_programme",
    "read_recording",
    "recording_take",
]
