"""Pages that hold no article, told apart, so that the user knows what to do instead."""

from collections.abc import Sequence

from briefing.errors import NoArticleError
from briefing.model import Block


def check_article(blocks: Sequence[Block], address: str) -> None:
    """Raise NoArticleError when too little is left to tell."""
    words = sum(len(block.text.split()) for block in blocks)
    chars = sum(len(block.text) for block in blocks)
    if words < 3 and chars < 20:
        raise NoArticleError(
            f"there is no article in {address}", "give the address of one story, or its text in a file"
        )
