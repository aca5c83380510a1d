"""Article -> Quotations: who is quoted, where, and what told us so."""

from briefing.quote.quotations import find_quotations

__all__ = ["find_quotations"]
