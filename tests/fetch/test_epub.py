"""Books: chapters in reading order, without what is read by eye."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from briefing.errors import FetchError
from briefing.fetch import FetchOptions, SourceContext, SourceVisit, fetch_pages, page_from_bytes
from briefing.fetch.epub import Chapter, is_epub, open_source, read_book

TEXT = "The ferry left the quay at six, and nobody on board knew that it was the last time it would. " * 3
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def xhtml(body: str, purpose: str = "") -> str:
    kind = f' epub:type="{purpose}"' if purpose else ""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>x</title></head><body{kind}>{body}</body></html>"
    )


def package(files: dict[str, str], nav: str) -> str:
    """The package document: the files in their order, and the table of contents of EPUB 3 or 2."""
    properties = ' properties="nav"' if nav.endswith(".xhtml") else ""
    kind = "application/xhtml+xml" if properties else "application/x-dtbncx+xml"
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in files)
    spine = "".join(f'<itemref idref="{name}"/>' for name in files)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Last Ferry</dc:title>'
        "<dc:creator>Ida Brandt</dc:creator><dc:language>en</dc:language>"
        f"<dc:identifier>urn:x:1</dc:identifier></metadata><manifest>{items}"
        f'<item id="nav" href="{nav}" media-type="{kind}"{properties}/></manifest>'
        f"<spine>{spine}</spine></package>"
    )


def epub(
    files: dict[str, str], contents: dict[str, str], version: int = 3, more: dict[str, str] | None = None
) -> bytes:
    """An EPUB file; `contents` are the titles by href."""
    if version == 3:
        links = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in contents.items())
        nav_name, nav = "nav.xhtml", xhtml(f'<nav epub:type="toc"><ol>{links}</ol></nav>')
    else:
        points = "".join(
            f'<navPoint><navLabel><text>{title}</text></navLabel><content src="{href}"/></navPoint>'
            for href, title in contents.items()
        )
        nav_name, nav = "toc.ncx", f"<ncx><navMap>{points}</navMap></ncx>"
    parts = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package(files, nav_name)}
    parts |= {f"OEBPS/{name}": text for name, text in (files | {nav_name: nav}).items()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in (parts | (more or {})).items():
            archive.writestr(name, text)
    return buffer.getvalue()


FILES = {
    "cover.xhtml": xhtml("<p>The Last Ferry</p>", "cover"),
    "one.xhtml": xhtml(f"<h1>Six o'clock</h1><p>{TEXT}</p>"),
    "two.xhtml": xhtml(f"<h1>The fog</h1><p>{TEXT}</p>"),
    "three.xhtml": xhtml(f"<p>It went on. {TEXT}</p>"),
    "notes.xhtml": xhtml(f"<p>{TEXT}</p>", "endnotes"),
}
TITLES = {"one.xhtml": "Six o'clock", "two.xhtml": "The fog", "notes.xhtml": "Notes"}


@pytest.mark.parametrize("version", [2, 3])
def test_chapters_come_in_reading_order_without_cover_and_notes(version: int) -> None:
    book = read_book(epub(FILES, TITLES, version), "a.epub", FetchOptions())
    assert (book.key, book.title, book.authors, book.language) == (
        "urn:x:1",
        "The Last Ferry",
        ("Ida Brandt",),
        "en",
    )
    assert [(chapter.title, chapter.html.count("The ferry left")) for chapter in book.chapters] == [
        ("Six o'clock", 3),
        ("The fog", 6),
    ]


def test_a_file_with_several_chapters_is_divided_at_their_anchors() -> None:
    body = f'<div><h2 id="a">One</h2><p>{TEXT}</p><h2 id="b">Two</h2><p>{TEXT}</p></div>'
    data = epub({"all.xhtml": xhtml(body)}, {"all.xhtml#a": "One", "all.xhtml#b": "Two"})
    assert read_book(data, "a.epub", FetchOptions()).chapters == (
        Chapter("One", f'<h2 id="a">One</h2><p>{TEXT}</p>'),
        Chapter("Two", f'<h2 id="b">Two</h2><p>{TEXT}</p>'),
    )


def test_footnotes_their_marks_and_page_numbers_are_left_out() -> None:
    body = (
        f'<p>{TEXT}<a epub:type="noteref" href="#n">1</a><span epub:type="pagebreak">12</span></p>'
        '<aside epub:type="footnote" id="n">A note.</aside>'
    )
    [chapter] = read_book(epub({"a.xhtml": xhtml(body)}, {"a.xhtml": "A"}), "a.epub", FetchOptions()).chapters
    assert chapter.html == f"<p>{TEXT}</p>"


def test_a_book_without_contents_is_one_chapter() -> None:
    files = {"one.xhtml": FILES["one.xhtml"], "two.xhtml": FILES["two.xhtml"]}
    [chapter] = read_book(epub(files, {}), "a.epub", FetchOptions()).chapters
    assert (chapter.title, chapter.html.count("The ferry left")) == ("", 6)


def test_a_book_as_an_argument_gives_a_page_for_each_chapter(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(epub(FILES, TITLES))
    pages = fetch_pages(str(path))
    assert [page.address for page in pages] == [f"{path}#1", f"{path}#2"]
    assert '<html lang="en">' in pages[0].text
    assert '<meta name="author" property="author" content="Ida Brandt">' in pages[0].text


def test_a_book_as_a_source_has_its_chapters_as_items(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(epub(FILES, TITLES))
    source = open_source(str(path), SourceContext(FetchOptions(), lambda *_: []))
    answer = source.items(SourceVisit("book", str(path)))
    assert [(item.key, item.title) for item in answer.items] == [
        ("urn:x:1#1", "Six o'clock"),
        ("urn:x:1#2", "The fog"),
    ]
    assert answer.title == "The Last Ferry"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (epub(FILES, TITLES)[:-40], "damaged"),
        (epub({"a.xhtml": xhtml("<img/>")}, {}), "without text"),
        (epub({"a.xhtml": xhtml("<p>" + "x" * 70_000 + "</p>")}, {}), "larger than"),
        (
            epub(FILES, TITLES, more={
                "META-INF/encryption.xml": '<e xmlns="x"><EncryptionMethod Algorithm="http://x/aes256-cbc"/></e>'
            }),
            "copy-protected",
        ),
        (epub(FILES, TITLES, more={"META-INF/container.xml": "<container>"}), "damaged"),
    ],
    ids=["cut", "pictures", "large", "protected", "no-xml"],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, message: str) -> None:
    assert is_epub(data)
    with pytest.raises(FetchError, match=message):
        read_book(data, "a.epub", FetchOptions(max_bytes=60_000))


def test_another_archive_is_no_book() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "text")
    assert not is_epub(buffer.getvalue())


def test_a_book_at_an_address_is_one_page_with_a_heading_for_each_chapter() -> None:
    files = {"one.xhtml": xhtml(f"<p>{TEXT}</p>"), "two.xhtml": xhtml(f"<p>{TEXT}</p>")}
    data = epub(files, {"one.xhtml": "The quay", "two.xhtml": "The sea"})
    page = page_from_bytes(data, "https://books.example/ferry.epub", "application/epub+zip")
    assert [part.split("</h")[0] for part in page.text.split("<h")[3:]] == [
        "1>The Last Ferry",
        "2>The quay",
        "2>The sea",
    ]
