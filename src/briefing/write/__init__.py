"""Stories to a script: order, attribution before quotation, length, spoken forms; Fountain files. Pure."""

from briefing.write.fountain import fountain_from_script
from briefing.write.fountain_parser import script_from_fountain
from briefing.write.normalization import SPOKEN_LANGUAGES, pronunciations_from_toml, spoken_form
from briefing.write.options import Parts, WriteOptions
from briefing.write.programme import check_title_template, episode_title, shorten_script, write_script
from briefing.write.summarization import Length, script_ms

__all__ = [
    "SPOKEN_LANGUAGES",
    "Length",
    "Parts",
    "WriteOptions",
    "check_title_template",
    "episode_title",
    "fountain_from_script",
    "pronunciations_from_toml",
    "script_from_fountain",
    "script_ms",
    "shorten_script",
    "spoken_form",
    "write_script",
]
