"""Read a book in EPUB (versions 2 and 3): its chapters in reading order, as pages or as items."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

from briefing.errors import FetchError
from briefing.fetch.item_source import SourceAnswer, SourceContext, SourceVisit
from briefing.fetch.options import FetchOptions, too_large_error
from briefing.model import Page, SourceItem

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_ALGORITHMS = re.compile(r"obfuscation|FontMangling", re.IGNORECASE)  # fonts may be encrypted, texts not
_CHAPTER_WORDS = 40  # shorter parts are title pages, dedications and half titles
# parts that are read by eye: values of epub:type, of the guide of EPUB 2, and the DPUB-ARIA roles
_NOT_TOLD = re.compile(
    r"\b(?:cover|toc|landmarks|loi|lot|titlepage|title-page|halftitlepage|copyright(?:-page)?|imprint"
    r"|colophon|index|bibliography|notes|endnotes|footnotes|rearnotes|glossary)\b"
)
_NOTE = re.compile(r"\b(?:doc-)?(?:footnote|endnote|rearnote|noteref|pagebreak)\b")
_TEXT_ENDINGS = (".xhtml", ".html", ".htm", ".xml", ".opf", ".ncx")
_GROUPS = ("div", "section", "article", "main")
_XHTML = ("application/xhtml+xml", "text/html")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its title ('' if it has none) and the HTML of its body."""

    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Book:
    """A book.

    Attributes:
        key: Its identifier (ISBN, UUID), or its title.
        title: Plain text.
        authors: Names in the order of the book.
        language: BCP 47 tag, '' if unknown.
        chapters: The chapters in reading order, without cover, contents, imprint and notes.
    """

    key: str
    title: str
    authors: tuple[str, ...]
    language: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    """A file of the spine: its path in the archive, the parsed page, and what it is for ('' for text)."""

    path: str
    soup: BeautifulSoup
    purpose: str


def is_epub(data: bytes) -> bool:
    """Return True for an EPUB file, whose first entry is its media type (OCF, section 4.3)."""
    return data.startswith(b"PK") and b"application/epub+zip" in data[:200]


def pages_of_book(data: bytes, name: str, options: FetchOptions) -> tuple[Page, ...]:
    """Return a page for each chapter; its address is 'name#number'.

    Args:
        data: The EPUB file.
        name: Its name.
        options: Limits, and the time of the fetch.

    Raises:
        FetchError: The file is damaged, protected, too large, or holds no text.
    """
    book = read_book(data, name, options)
    return tuple(
        Page(
            f"{name}#{number}", f"{name}#{number}", chapter_html(book, chapter), "text/html", options.fetched
        )
        for number, chapter in enumerate(book.chapters, 1)
    )


def page_of_book(data: bytes, name: str, final_address: str, options: FetchOptions) -> Page:
    """Return a whole book as one page, with a heading for each chapter. Raises FetchError."""
    book = read_book(data, name, options)
    parts = (f"<h2>{escape(one.title)}</h2>\n{one.html}" if one.title else one.html for one in book.chapters)
    text = chapter_html(book, Chapter(book.title, "\n".join(parts)))
    return Page(name, final_address, text, "text/html", options.fetched)


def chapter_html(book: Book, chapter: Chapter) -> str:
    """Return a chapter as a page whose head names the book and its authors."""
    facts = [("og:site_name", book.title), *(("author", author) for author in book.authors)]
    said = ((key, escape(value)) for key, value in facts if value)
    head = "".join(f'<meta name="{key}" property="{key}" content="{value}">' for key, value in said)
    language = f' lang="{escape(book.language)}"' if book.language else ""
    title = escape(chapter.title or book.title)
    return (
        f'<!doctype html><html{language}><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>\n{chapter.html}\n</article></body></html>"
    )


def read_book(data: bytes, name: str, options: FetchOptions) -> Book:
    """Read a book. Raises FetchError as `pages_of_book`."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse(archive, name, options)
            book = _book_of(archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, ElementTree.ParseError, EOFError) as cause:
        raise FetchError(f"{name} is a damaged EPUB file", "Save it again.") from cause
    except (RuntimeError, NotImplementedError, OSError) as cause:
        raise FetchError(
            f"{name} cannot be unpacked: {cause}", "Save it again without a password."
        ) from cause
    if not book.chapters:
        raise FetchError(f"{name} is a book without text", "Its pages may be pictures, which are not read.")
    return book


def _refuse(archive: zipfile.ZipFile, name: str, options: FetchOptions) -> None:
    """Raise FetchError for a book that is protected, or that unpacks to more than the limit allows."""
    texts = (one for one in archive.infolist() if one.filename.lower().endswith(_TEXT_ENDINGS))
    if sum(one.file_size for one in texts) > options.max_bytes:
        raise too_large_error(name, options.max_bytes)
    if _ENCRYPTION in archive.namelist():
        encrypted = ElementTree.fromstring(archive.read(_ENCRYPTION))  # nosec B314  # noqa: S314 - expat bounds entities
        methods = [
            one.get("Algorithm", "") for one in encrypted.iter() if one.tag.endswith("EncryptionMethod")
        ]
        if not all(_FONT_ALGORITHMS.search(method) for method in methods):
            raise FetchError(f"{name} is copy-protected", "Only books without copy protection can be read.")


def _book_of(archive: zipfile.ZipFile) -> Book:
    package_path = _package_path(archive)
    package = ElementTree.fromstring(archive.read(package_path))  # nosec B314  # noqa: S314 - expat bounds entities
    folder = posixpath.dirname(package_path)
    documents = list(_spine(archive, package, folder))
    titles = _titles(archive, package, folder)
    said = {key: _texts(package, key) for key in ("title", "creator", "language", "identifier")}
    title = next(iter(said["title"]), "")
    return Book(
        next(iter(said["identifier"]), title),
        title,
        tuple(said["creator"]),
        next(iter(said["language"]), ""),
        tuple(_chapters(documents, titles)),
    )


def _package_path(archive: zipfile.ZipFile) -> str:
    container = ElementTree.fromstring(archive.read(_CONTAINER))  # nosec B314  # noqa: S314 - expat bounds entities
    return next(one.get("full-path", "") for one in container.iter() if one.tag.endswith("}rootfile"))


def _texts(package: ElementTree.Element, name: str) -> list[str]:
    found = (one for one in package.iter() if one.tag.endswith(f"elements/1.1/}}{name}"))
    return [" ".join(one.text.split()) for one in found if one.text and one.text.strip()]


def _manifest(package: ElementTree.Element, folder: str) -> dict[str, tuple[str, ElementTree.Element]]:
    items = (one for one in package.iter() if one.tag.endswith("}item"))
    return {one.get("id", ""): (_inside(folder, one.get("href", "")), one) for one in items}


def _inside(folder: str, href: str) -> str:
    """Return the path in the archive that a reference leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _spine(archive: zipfile.ZipFile, package: ElementTree.Element, folder: str) -> Iterator[_Document]:
    """Yield the files of the book in reading order."""
    manifest = _manifest(package, folder)
    guide = {
        _inside(folder, one.get("href", "")): one.get("type", "")
        for one in package.iter()
        if one.tag.endswith("}reference")
    }
    names = set(archive.namelist())
    for entry in (one for one in package.iter() if one.tag.endswith("}itemref")):
        path, item = manifest.get(entry.get("idref", ""), ("", entry))
        if entry.get("linear") == "no" or path not in names or item.get("media-type") not in _XHTML:
            continue
        soup = BeautifulSoup(archive.read(path), "lxml")
        kinds = [str(one.get("epub:type", "")) for one in soup.select("body, body > section, body > div")[:3]]
        kinds += ["toc"] if "nav" in item.get("properties", "").split() else []
        yield _Document(path, soup, " ".join([guide.get(path, ""), *kinds]))


def _titles(archive: zipfile.ZipFile, package: ElementTree.Element, folder: str) -> dict[str, str]:
    """Return the title of each 'path' and 'path#id' that the table of contents names."""
    for path, item in _manifest(package, folder).values():
        is_nav = "nav" in item.get("properties", "").split()
        is_contents = is_nav or item.get("media-type") == "application/x-dtbncx+xml"
        if not is_contents or path not in archive.namelist():
            continue
        soup = BeautifulSoup(archive.read(path), "lxml")
        entries = soup.select("nav a[href], navpoint") if not is_nav else _contents(soup)
        found: dict[str, str] = {}
        for entry in entries:
            target = entry if entry.name == "a" else entry.find("content")
            label = entry if entry.name == "a" else entry.find("text")
            href = str(target.get("href") or target.get("src") or "") if isinstance(target, Tag) else ""
            if href and isinstance(label, Tag):
                anchor = href.partition("#")[2]
                place = _inside(posixpath.dirname(path), href) + (f"#{anchor}" if anchor else "")
                found.setdefault(place, " ".join(label.get_text(" ").split()))
        if found:
            return found
    return {}


def _contents(soup: BeautifulSoup) -> Sequence[Tag]:
    """Return the links of the table of contents of EPUB 3, without landmarks and page lists."""
    navs = soup.find_all("nav")
    contents = [nav for nav in navs if "toc" in str(nav.get("epub:type", "")).split()] or navs[:1]
    return [link for nav in contents for link in nav.find_all("a", href=True)]


def _chapters(documents: Sequence[_Document], titles: dict[str, str]) -> Iterator[Chapter]:
    """Yield the chapters: a file that the contents do not name goes on with the chapter before it."""
    title = ""
    parts: list[str] = []
    for document in documents:
        if _NOT_TOLD.search(document.purpose):
            continue
        body = document.soup.body or document.soup
        for note in body.find_all(_is_note):
            note.extract()
        for heading, html in _divided(document.path, body, titles):
            if heading is not None:
                yield from _chapter(title, parts)
                title, parts = heading, []
            parts.append(html)
    yield from _chapter(title, parts)


def _is_note(element: Tag) -> bool:
    return _NOTE.search(f"{element.get('epub:type', '')} {element.get('role', '')}") is not None


def _divided(path: str, body: Tag, titles: dict[str, str]) -> Iterator[tuple[str | None, str]]:
    """Yield a file's parts with their titles; None for what goes on with the chapter before."""
    anchors = {
        place.partition("#")[2]: title for place, title in titles.items() if place.startswith(f"{path}#")
    }
    children = list(body.find_all(True, recursive=False))
    while len(children) == 1 and children[0].name in _GROUPS and children[0].get("id") not in anchors:
        children = list(children[0].find_all(True, recursive=False))
    heading: str | None = titles.get(path)
    html: list[str] = []
    for child in children:
        begun = _begins(child, anchors)
        if begun is not None and begun != heading:
            if html or heading is not None:
                yield heading, "".join(html)
            heading, html = begun, []
        html.append(str(child))
    yield heading, "".join(html) if children else str(body.get_text())


def _begins(element: Tag, anchors: dict[str, str]) -> str | None:
    """Return the title of the chapter that an element begins, None if it begins none."""
    if not anchors:
        return None
    ids = [str(element.get("id", "")), *(str(one["id"]) for one in element.find_all(id=True, limit=20))]
    return next((anchors[one] for one in ids if one in anchors), None)


def _chapter(title: str, parts: Sequence[str]) -> Iterator[Chapter]:
    html = "\n".join(parts)
    if len(BeautifulSoup(html, "lxml").get_text(" ").split()) >= _CHAPTER_WORDS:
        yield Chapter(title, html)


@dataclass(frozen=True, slots=True)
class BookFile:
    """A book as a source: its chapters are items in reading order, so a digest tells some each day."""

    path: Path
    options: FetchOptions

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the chapters. Raises FetchError."""
        try:
            data = self.path.read_bytes()
        except OSError as cause:
            raise FetchError(
                f"{self.path} cannot be read: {cause.strerror}", "Check its permissions."
            ) from cause
        book = read_book(data, str(self.path), self.options)
        items = (
            SourceItem(f"{book.key}#{number}", "", chapter.title or book.title, stamp="1", html=chapter.html)
            for number, chapter in enumerate(book.chapters, 1)
        )
        return SourceAnswer(tuple(items), book.title, visit.state)


def open_source(address: str, context: SourceContext) -> BookFile:
    """Return the book of a path."""
    return BookFile(Path(address), context.fetch)
