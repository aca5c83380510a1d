"""What a shortened story keeps: our choice of paragraphs, the first paragraphs, and TextRank.

    python benchmarks/length.py ARTICLE...        # text or HTML files; needs the group `bench`

Each article is cut to a third of its time. The lead takes paragraphs from the top, TextRank (sumy, over
sentences; a paragraph is worth the mean of its own) the best ranked in their order, both to about the same
number of words. Coverage is the part of the whole article's distinct figures, full names and quoted speakers
that is still told; `new` is the part of all its words of four letters and more. Faults are counted for each
story: a paragraph that is kept without one that it depends on (`summarization.dependencies`), such as a
pronoun without its name or a quotation whose speaker nobody has named.
"""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from briefing.clean import clean_page
from briefing.errors import BriefingError
from briefing.fetch import fetch_page
from briefing.model import Story
from briefing.quote import find_quotations
from briefing.text import sentence_spans
from briefing.write import Length, WriteOptions, script_ms, write_script
from briefing.write.summarization.dependencies import block_dependencies

PART = 3
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
NAME = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+")
WORD = re.compile(r"[^\W\d_]{4,}")

Choice = frozenset[int]


def main(sources: Sequence[str]) -> None:
    """Print the means of each choice over the articles."""
    stories = [story for story in map(_story, sources) if story and len(story.article.blocks) > 8]
    print(f"{len(stories)} articles, each cut to a third")
    print(f"{'':10}{'figures':>9}{'names':>9}{'speakers':>9}{'new':>9}{'faults':>9}{'words':>9}")
    for name, choose in (("ours", ours), ("lead", lead), ("textrank", textrank)):
        rows = [_measured(story, choose(story)) for story in stories]
        print(
            f"{name:10}" + "".join(f"{sum(column) / len(column):9.2f}" for column in zip(*rows, strict=True))
        )


def ours(story: Story) -> Choice:
    """The paragraphs of a script that lasts a third of the whole."""
    seconds = script_ms(write_script([story]), Length(60)) // 1000 // PART
    script = write_script([story], WriteOptions(length=Length(seconds)))
    spans = (span for section in script.sections for segment in section.segments for span in segment.spans)
    return frozenset(span.block for span in spans)


def lead(story: Story) -> Choice:
    """From the top."""
    return _up_to_budget(story, range(len(story.article.blocks)))


def textrank(story: Story) -> Choice:
    """By the rank of a paragraph's sentences."""
    from sumy.parsers.plaintext import PlaintextParser  # noqa: PLC0415  # of the group `bench`
    from sumy.summarizers.text_rank import TextRankSummarizer  # noqa: PLC0415

    texts = [block.text for block in story.article.blocks]
    document = PlaintextParser.from_string("\n\n".join(texts), _Tokenizer()).document
    rated = {str(s): rank for s, rank in TextRankSummarizer().rate_sentences(document).items()}
    worth = [_mean(rated.get(text[a:b], 0.0) for a, b in sentence_spans(text)) for text in texts]
    return _up_to_budget(story, sorted(range(len(texts)), key=lambda number: -worth[number]))


class _Tokenizer:
    """What sumy asks of a tokenizer, with our sentences."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return tuple(text[start:end] for start, end in sentence_spans(text))

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(WORD.findall(text))


def _up_to_budget(story: Story, order: Iterable[int]) -> Choice:
    """As many of these as hold about as many words as our choice: the last is in when half of it fits."""
    budget = sum(_words(story, number) for number in ours(story))
    numbers = list(order)
    sums = accumulate(_words(story, number) for number in numbers)
    return frozenset(
        number
        for number, total in zip(numbers, sums, strict=True)
        if total - _words(story, number) // 2 <= budget
    )


def _measured(story: Story, kept: Choice) -> tuple[float, ...]:
    blocks = [block.text for block in story.article.blocks]
    told = " ".join(blocks[number] for number in sorted(kept))
    whole = " ".join(blocks)
    speakers = {
        number: quotation.speaker.id
        for quotation in story.quotations
        if quotation.speaker and quotation.kind in ("speech", "written")
        for number in {span.block for span in quotation.spans}
    }
    heard = {speaker for number, speaker in speakers.items() if number in kept}
    return (
        _covered(FIGURE.findall, told, whole),
        _covered(NAME.findall, told, whole),
        len(heard) / len(set(speakers.values())) if speakers else 1.0,
        _covered(lambda text: [word.lower() for word in WORD.findall(text)], told, whole),
        sum(1.0 for number in kept if not block_dependencies(story, "en")[number] <= kept),
        float(sum(_words(story, number) for number in kept)),
    )


def _covered(find: Callable[[str], list[str]], told: str, whole: str) -> float:
    everything = set(find(whole))
    return len(set(find(told)) & everything) / len(everything) if everything else 1.0


def _words(story: Story, number: int) -> int:
    return len(story.article.blocks[number].text.split())


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _story(source: str) -> Story | None:
    try:
        article = clean_page(fetch_page(source))
    except BriefingError:
        return None
    return Story(article, find_quotations(article))


if __name__ == "__main__":
    main(sys.argv[1:])
