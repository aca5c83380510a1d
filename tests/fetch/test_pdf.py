"""PDF files as pages: what is read, what cannot be, and that a hostile file costs only itself."""

import json
import zlib
from pathlib import Path

import pytest
from tests.fetch.servers import page, serving

from briefing.clean import clean_page
from briefing.errors import FetchError
from briefing.fetch import FetchOptions, feed_from_bytes, fetch_page, page_from_bytes
from briefing.fetch.pdf import html_of_document, read_document

pytest.importorskip("pypdfium2")
OWN = FetchOptions(allow_private=True)
Placed = tuple[float, float, float, str]  # left, height above the lower edge, size, text
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
ENCRYPTED = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>"
PICTURE = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
STORY: tuple[Placed, ...] = (
    (60, 740, 20, "The gate of Elmsund"),
    (60, 700, 11, "The harbour of Elmsund was closed on Monday, after the storm had broken the infor-"),
    (60, 686, 11, "mation board and the northern gate in two parts. Nobody was hurt."),
    (60, 655, 11, "Divers looked at the gate on Tuesday, and they found a crack that is older than that."),
)


def pdf(*pages: tuple[Placed, ...] | bytes, info: str = "", trailer: str = "", catalog: str = "") -> bytes:
    """A PDF whose pages hold lines of Helvetica, or the given content."""
    contents = [one if isinstance(one, bytes) else content_of(one) for one in pages]
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>".encode(),
        FONT.encode(),
        f"<<{info}>>".encode(),
    ]
    for at, content in enumerate(contents):
        box = "/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{box}/Contents {6 + 2 * at} 0 R>>".encode())
        packed = zlib.compress(content)
        head = f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode()
        objects.append(head + packed + b"\nendstream")
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R/Info 4 0 R{trailer}>>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def content_of(lines: tuple[Placed, ...]) -> bytes:
    shown = (f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, size, text in lines)
    return f"BT {' '.join(shown)} ET".encode("cp1252")


def test_the_text_of_a_pdf_becomes_an_article_with_its_title() -> None:
    facts = "/Author(Ann Lee)/Title(Microsoft Word - gate.docx)"
    read = page_from_bytes(pdf(STORY, info=facts, catalog="/Lang(en-GB)"), "gate.pdf")
    article = clean_page(read)
    assert (article.title, article.byline, article.language) == ("The gate of Elmsund", ("Ann Lee",), "en-GB")
    assert [block.text for block in article.blocks] == [
        "The harbour of Elmsund was closed on Monday, after the storm had broken the information board "
        "and the northern gate in two parts. Nobody was hurt.",
        "Divers looked at the gate on Tuesday, and they found a crack that is older than that.",
    ]


# the page's matrix for letters that are turned to the left once, twice, and three times
TURNED = ("0 1 -1 0 595 0 cm", "-1 0 0 -1 595 842 cm", "0 -1 1 0 0 842 cm")


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("matrix", TURNED)
def test_turned_pages_are_read_however_a_viewer_shows_them(matrix: str, rotate: int) -> None:
    landscape = tuple((x, y - 260, size, text) for x, y, size, text in STORY)
    turned = f"{matrix} ".encode() + content_of(landscape)
    data = pdf(turned).replace(b"/MediaBox", f"/Rotate {rotate}/MediaBox".encode())
    assert read_document(data) == read_document(pdf(STORY))


def test_the_title_of_the_metadata_wins_if_it_is_one() -> None:
    read = page_from_bytes(pdf(STORY, info="/Title(A gate is closed)"), "gate.pdf")
    assert "<title>A gate is closed</title>" in read.text


def test_a_raised_number_is_no_word_and_turned_letters_are_left_out() -> None:
    content = content_of(((60, 700, 11, "It was closed on Monday"),))[:-2]
    content += b"/F1 6 Tf 1 0 0 1 183 705 Tm (7) Tj /F1 11 Tf 1 0 0 1 190 700 Tm (and on Tuesday.) Tj "
    content += b"/F1 11 Tf 0 1 -1 0 20 300 Tm (Draft of May) Tj ET"
    assert (
        "<p>It was closed on Monday and on Tuesday.</p>\n</article>"
        in page_from_bytes(pdf(content), "x.pdf").text
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf(PICTURE, PICTURE), "is a scan: its pages are pictures without text"),
        (pdf(b""), "is a PDF without text"),
        (b"%PDF-1.7\nand then nothing", "is a damaged PDF"),
        (pdf(*[STORY] * 401), "has more than 400 pages"),
        (
            pdf(
                STORY,
                trailer=ENCRYPTED,
            ),
            "is protected by a password",
        ),
    ],
    ids=["scan", "empty", "damaged", "pages", "password"],
)
def test_what_cannot_be_read_is_named(data: bytes, message: str) -> None:
    with pytest.raises(FetchError) as failure:
        page_from_bytes(data, "report.pdf")
    assert failure.value.message == f"report.pdf {message}"
    assert failure.value.hint


def test_a_pdf_is_read_from_a_file_an_address_and_an_enclosure_of_a_feed(tmp_path: Path) -> None:
    data = pdf(STORY)
    (tmp_path / "gate.pdf").write_bytes(data)
    with serving({"/gate": page(data, "application/pdf")}) as server:
        enclosure = f'<enclosure url="{server.at("/gate")}" type="application/pdf" length="9"/>'
        item_text = f"<item><title>Gate</title>{enclosure}</item>"
        feed = f"<rss version='2.0'><channel><title>F</title>{item_text}</channel></rss>"
        attached = {"id": "1", "attachments": [{"url": server.at("/gate"), "mime_type": "application/pdf"}]}
        news = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [attached]})
        (item,) = feed_from_bytes(feed.encode(), server.at("/feed")).items
        (other,) = feed_from_bytes(news.encode(), server.at("/feed")).items
        read = [fetch_page(source, OWN).text for source in (str(tmp_path / "gate.pdf"), item.url, other.url)]
    assert len(set(read)) == 1


def test_text_and_titles_are_escaped_and_lists_are_closed() -> None:
    blocks = [("li", "a < b"), ("li", "c"), ("p", "d")]
    html = html_of_document({"title": "A & B", "author": '"x"', "language": "", "blocks": blocks})
    assert "<title>A &amp; B</title>" in html
    assert '<meta name="author" content="&quot;x&quot;">' in html
    assert "<ul>\n<li>a &lt; b</li>\n<li>c</li>\n</ul>\n<p>d</p>\n</article>" in html
