"""Length: which paragraphs a programme of so many seconds keeps.

Whole paragraphs only, in their order. Headline and lede always stand. What a paragraph leans on (a pronoun
on its name, a quotation on the paragraph that says who its speaker is) comes with it or it does not come.
"""

from briefing.write.summarization.selection import Length, script_ms, select_blocks

__all__ = ["Length", "script_ms", "select_blocks"]
