"""A page around a piece of markup: three paragraphs before it, two after it, all of our own writing."""

from briefing.clean import clean_page
from briefing.model import Article, Page

BEFORE = (
    "The ferry came back on Monday after eleven weeks in dry dock, and the whole town stood on the quay.",
    "“We missed her,” said Ann Lee, the harbour master, who had counted every single day of the wait.",
    "The yard had found more rust than it had feared, and had changed forty metres of plating under her.",
)
BEHIND = (
    "The next crossing is on Tuesday at nine in the morning, and tickets are sold at the quay from seven.",
    "The council will decide in the spring whether a second ferry is bought, as the islanders have asked.",
)


def clean_with(piece: str, before: int = 3) -> Article:
    """The article of a page with a piece of markup after `before` of its paragraphs."""
    story = [f"<p>{text}</p>" for text in (*BEFORE, *BEHIND)]
    story.insert(before, piece)
    return clean_page(
        Page(
            "ferry.html",
            "",
            "<html lang='en'><head><title>Ferry returns to the harbour</title></head><body>"
            f"<h1>Ferry returns to the harbour</h1><div class='body'>{''.join(story)}</div></body></html>",
            "text/html",
        )
    )


def kept(article: Article) -> tuple[str, ...]:
    """What is kept beside the five paragraphs; fails when one of the five is missing."""
    texts = [block.text for block in article.blocks]
    assert [text for text in (*BEFORE, *BEHIND) if text not in texts] == []
    return tuple(text for text in texts if text not in (*BEFORE, *BEHIND))


def dropped(article: Article) -> tuple[tuple[str, str], ...]:
    """What is dropped, as pairs of text and reason."""
    return tuple((piece.text, piece.reason) for piece in article.dropped)
