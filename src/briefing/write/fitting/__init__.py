"""Length: which paragraphs a programme of so many seconds keeps.

Whole paragraphs only, in their order. Headline and lede always stand. What a paragraph leans on (a pronoun
on its name, a quotation on the paragraph that says who its speaker is) comes with it or it does not come.
"""

from briefing.write.fitting.length import Length, script_ms
from briefing.write.fitting.shares import choose_blocks

__all__ = ["Length", "choose_blocks", "script_ms"]
