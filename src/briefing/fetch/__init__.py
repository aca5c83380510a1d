"""An address, a file or stdin gives a Page: decoded text, told apart as HTML or plain text.

Light to import: what speaks HTTP is imported when an address is fetched.
"""

from briefing.fetch.options import FetchOptions
from briefing.fetch.page import page_from_bytes
from briefing.fetch.source import fetch_page, is_address

__all__ = ["FetchOptions", "fetch_page", "is_address", "page_from_bytes"]
