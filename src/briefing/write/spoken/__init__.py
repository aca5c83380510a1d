"""How a newsreader says a text: numbers, names and signs as words. Pure."""

from briefing.write.spoken.form import spoken_form
from briefing.write.spoken.pronunciations import pronunciations_from_toml

__all__ = ["pronunciations_from_toml", "spoken_form"]
