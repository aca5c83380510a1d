"""Article -> Quotations: who is quoted, where, and what told us so."""

from briefing.quote.families import ALL_FAMILIES, Family
from briefing.quote.genders import gender_of_name
from briefing.quote.quotations import find_quotations

__all__ = ["ALL_FAMILIES", "Family", "find_quotations", "gender_of_name"]
