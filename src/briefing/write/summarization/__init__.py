"""Extractive summarization: the paragraphs that a programme of a given length keeps.

Whole paragraphs only, in their order. The headline and the lede are always kept. A paragraph that depends on
another one (a pronoun on its antecedent, a quotation on the paragraph that introduces its speaker) is kept
only together with it.
"""

from briefing.write.summarization.dependencies import block_dependencies
from briefing.write.summarization.selection import Length, script_ms, select_blocks

__all__ = ["Length", "block_dependencies", "script_ms", "select_blocks"]
