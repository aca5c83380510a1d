"""From bytes to a page: unpacked, told apart, decoded."""

from briefing.errors import FetchError
from briefing.fetch.charset import decode_text
from briefing.fetch.options import FetchOptions
from briefing.fetch.sniff import describe_binary, media_type_of
from briefing.fetch.unpack import Packed, unpack
from briefing.model import Page


def page_from_bytes(
    data: bytes,
    address: str,
    content_type: str = "",
    *,
    final_address: str = "",
    options: FetchOptions = FetchOptions(),  # noqa: B008 - frozen
) -> Page:
    """The page that these bytes are. `content_type` is the HTTP header's value, '' where there was none.

    Raises FetchError, which says what the bytes are instead, when they hold neither HTML nor text.
    """
    if not data:
        raise FetchError(f"{address} is empty", "Check that the page was saved whole.")
    packed = unpack(Packed(data, content_type, final_address), address, options.max_bytes)
    binary = describe_binary(packed.data)
    if binary:
        raise FetchError(f"{address} is {binary}, not a page", "Give an HTML page or a plain-text file.")
    text = decode_text(packed.data, packed.content_type)
    if not text.strip():
        raise FetchError(f"{address} holds no text", "Check that the page was saved whole.")
    media_type = media_type_of(text, packed.content_type, address)
    return Page(address, packed.location, text, media_type, options.fetched)
