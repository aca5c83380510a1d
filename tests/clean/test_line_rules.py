"""Parts of a paragraph that are no text are cut out of it, and are dropped behind it."""

import pytest
from tests.clean.story import clean_with, dropped, kept

TEXT = "The yard will change forty metres of plating before the summer."


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("<a href=x>Read more about the yard here.</a>", "related"),
        ("<a href=x>Read more</a>", "related"),
        ("Read more <a href=x>here</a>.", "related"),
        ("(Read also: <a href=x>Ten old ferries</a>)", "related"),
        ("(READ MORE: Ten old ferries)", "related"),
        ("[Watch: The ferry from above]", "related"),
        ("Sign up for our newsletter <a href=x>here</a>.", "newsletter"),
        ("<a href=x>Click here to read the report.</a>", "promotion"),
        ("Follow us on <a href=x>Facebook</a>.", "promotion"),
        ("(Click here for the map)", "promotion"),
    ],
)
def test_a_call_after_a_paragraph_is_cut(call: str, reason: str) -> None:
    article = clean_with(f"<p>{TEXT} {call}</p>")
    assert (kept(article), [why for _, why in dropped(article)]) == ((TEXT,), [reason])


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT} “Read more about it,” she said.",
        f"{TEXT} (Ann Lee has read more.)",
        f"{TEXT} [The yard] paid for it.",
        f"{TEXT} It costs $5 and $10 a day.",
    ],
)
def test_other_ends_of_a_paragraph_are_kept(text: str) -> None:
    assert kept(clean_with(f"<p>{text}</p>")) == (text,)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('[contact-form id="12"]', ()),
        ("[gallery ids='1,2' columns=3]", ()),
        ("[caption id=a]A ferry[/caption]", ()),
        ("[embed]https://quay.example/a[/embed]", ()),
        (f"[vc_row][vc_column]{TEXT}[/vc_column][/vc_row]", (TEXT,)),
        (f"[su_note]{TEXT}[/su_note]", (TEXT,)),
        ("[[nid:1204]]", ()),
        ("{% include 'ad.html' %}", ()),
        (f"{TEXT} [poll id=3]", (TEXT,)),
        ("{{< figure src='a.jpg' >}}", ()),
    ],
)
def test_shortcodes_are_not_read(markup: str, text: tuple[str, ...]) -> None:
    assert kept(clean_with(f"<p>{markup}</p>")) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("She sailed in 1961[1] and in 1974.[2][3]", "She sailed in 1961 and in 1974."),
        ("She sailed in May.[citation needed] It rained.", "She sailed in May. It rained."),
        ("She sailed in May.† It rained.*", "She sailed in May. It rained."),
        ("She sailed in May.<sup>[4]</sup>", "She sailed in May."),
        ("“[T]he ferry” sailed [sic] in May.", "“[T]he ferry” sailed [sic] in May."),
        ("The load is \\(x^2 + y\\) here.", "The load is here."),
        ("The load is $$E = mc^2$$ here.", "The load is here."),
        ("The load falls as $\\alpha$ grows.", "The load falls as grows."),
    ],
)
def test_marks_of_references_and_formulas_are_not_read(markup: str, text: str) -> None:
    assert kept(clean_with(f"<p>{markup}</p>")) == (text,)


@pytest.mark.parametrize(
    "message",
    [
        "Warning: Undefined variable $quay in /srv/www/theme/page.php on line 7",
        "Deprecated: Function ferry() is deprecated in C:\\www\\plugins\\ferry.php on line 120",
        "Fatal error: Allowed memory size exhausted in /var/www/html/index.php on line 1",
    ],
)
def test_a_message_of_the_server_is_cut_out_of_a_paragraph(message: str) -> None:
    text = "The harbour master has counted every single day of the wait, and so have the islanders."
    article = clean_with(f"<p>{message} {text}</p>")
    assert kept(article) == (text,)
    assert dropped(article) == ((message, "other"),)


def test_a_sentence_about_a_line_is_no_message_of_the_server() -> None:
    text = "Warning: the ferry on line 7 is late again, and nobody on the quay knows when it will come."
    assert kept(clean_with(f"<p>{text}</p>")) == (text,)
