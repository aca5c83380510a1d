"""Article -> Quotations: who is quoted, where, and what told us so."""

from briefing.quote.genders import gender_of_name
from briefing.quote.quotations import find_quotations

__all__ = ["find_quotations", "gender_of_name"]
