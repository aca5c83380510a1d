"""Articles and their quotations as a script for the ear. Pure."""

from briefing.write.spoken import pronunciations_from_toml, spoken_form

__all__ = ["pronunciations_from_toml", "spoken_form"]
