"""In a language without word lists the clause behind a quotation is still its cue."""

from briefing.model import Article, Attribution, Paragraph, Span
from briefing.quote import find_quotations

TEXT = "Il ponte è chiuso. «Non abbiamo altra scelta», ha detto la sindaca Laura Conti."


def test_the_clause_behind_the_marks_is_the_cue_and_no_speaker_is_guessed() -> None:
    article = Article("", "", (), "", "", "it", "", (Paragraph(TEXT),), ())
    (said,) = find_quotations(article)
    words = "ha detto la sindaca Laura Conti"
    frame = Span(0, TEXT.index(words), TEXT.index(words) + len(words))
    assert (said.kind, said.speaker, said.attribution) == (
        "speech",
        None,
        Attribution("beside", words, frame),
    )
