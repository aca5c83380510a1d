"""Text normalization: the spoken form of numbers, abbreviations and symbols, by language. Pure.

The classes are those of Google's and NVIDIA NeMo's text normalization: cardinal, ordinal, decimal, fraction,
measure, money, date, time, telephone, electronic, whitelist.
"""

from briefing.write.normalization.steps import SPOKEN_LANGUAGES, pronunciations_from_toml, spoken_form

__all__ = ["SPOKEN_LANGUAGES", "pronunciations_from_toml", "spoken_form"]
