"""A quotation's words as they are spoken: joined where the attribution stood between, parted where long."""

from collections.abc import Iterator, Sequence

from briefing.model import Span
from briefing.text import is_terminated, sentence_spans
from briefing.write.utterances import MARKS

Part = tuple[str, Span]
Words = tuple[str, tuple[Span, ...]]

# BBC News Styleguide: a voice that runs on is named again; two short sentences are not yet long.
_LONG_SENTENCES = 2
_LONG_WORDS = 50


def join_parts(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with the punctuation of one speech: 'A,' and 'B.' become 'A.' and 'B.'."""
    following = [text for text, _ in parts[1:]] + [""]
    return tuple(
        (_close(" ".join(text.split()), after), span)
        for (text, span), after in zip(parts, following, strict=True)
    )


def split_long(parts: Sequence[Part]) -> Iterator[Words]:
    """Portions of at most two sentences, or of as many as are short, with the spans that they come from."""
    text, spans, sentences = "", list[Span](), 0
    for part, span in parts:
        for start, end in sentence_spans(part):
            sentence = part[start:end]
            is_full = sentences >= _LONG_SENTENCES and len(text.split()) >= _LONG_WORDS // 2
            if is_full and len(text.split()) + len(sentence.split()) > _LONG_WORDS:
                yield text, tuple(spans)
                text, spans, sentences = "", [], 0
            text = f"{text} {sentence}".strip()
            sentences += 1
            if span not in spans:
                spans.append(span)
    if text:
        yield text, tuple(spans)


def _close(text: str, after: str) -> str:
    """End a part as speech ends: with its own mark, a comma before 'and B', or a full stop."""
    bare = text.rstrip(MARKS + " ")
    closers = text[len(bare) :].rstrip()
    if after[:1].islower():
        return text
    if bare.endswith((",", ";", ":", "–", "—")):
        return bare.rstrip(",;:–— ") + "." + closers
    return text if is_terminated(text) else bare + "." + closers
