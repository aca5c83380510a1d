"""Stories -> Script: order, attribution first, length, spoken forms; Fountain in and out. Pure."""

from briefing.write.options import Parts, WriteOptions
from briefing.write.programme import write_script
from briefing.write.spoken import pronunciations_from_toml, spoken_form

__all__ = ["Parts", "WriteOptions", "pronunciations_from_toml", "spoken_form", "write_script"]
