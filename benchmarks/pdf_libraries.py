"""Compare libraries that read PDFs: words, their order, and what is no part of the text.

    pip install pypdf pdfplumber pdfminer.six pypdfium2 pymupdf reportlab weasyprint
    python -m benchmarks.pdf_libraries FOLDER

It makes 20 documents of invented text in FOLDER: by groff, ReportLab, WeasyPrint and Chromium's print to PDF;
in one, two and three columns; with running heads, page numbers, footnotes, lists, tables, captions,
hyphenation and ligatures. Each library then reads them in its usual way. `F1` compares the words; `order` is
the share of words that stand in the order of the text; `clean` is the share of the words of running heads,
footnotes, cells and captions that are left out.
"""

import itertools
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

_ONSETS, _VOWELS, _CODAS = (
    ["b", "br", "d", "f", "fl", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w"],
    ["a", "e", "i", "o", "u", "ea"],
    ["l", "n", "r", "s", "st"],
)
_FRAMES = (
    "The {0} of {1} was finished in the official office on {2}, after the final {3} had been efficient.",
    "In {0}, the first {1} flows past the well-known {2} and the information about {3} is kept in a file.",
    "Nobody in {0} had expected that {1} would affect the administration of {2} and of {3} at the same time.",
    "A figure of {0} shows how the population of {1} filled the flat fields between {2} and {3}.",
)


@dataclass
class Text:
    """What a document says: the title, paragraphs with headings, and the apparatus with words of its own."""

    title: str
    parts: list[tuple[str, str]]  # 'h2', 'p' or 'li', and the text
    notes: list[str]
    head: str
    cells: list[list[str]]
    caption: str
    extra: set[str] = field(default_factory=set)


def invented(seed: int, paragraphs: int) -> Text:
    chance = random.Random(seed)  # noqa: S311 - invented text

    def name() -> str:
        syllables = (
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(3)
        )
        return "".join(syllables).capitalize()

    def sentence() -> str:
        return chance.choice(_FRAMES).format(*(name() for _ in range(4)))

    parts: list[tuple[str, str]] = []
    for number in range(paragraphs):
        if number % 4 == 3:
            parts.append(("h2", f"The {name()} question"))
        parts.append(("p", " ".join(sentence() for _ in range(chance.randint(2, 5)))))
        if number % 5 == 4:
            parts += [("li", sentence()) for _ in range(3)]
    notes, head, caption = [sentence() for _ in range(3)], f"{name()} Review of {name()}", sentence()
    cells = [[name(), name(), str(chance.randint(1000, 9999))] for _ in range(4)]
    text = Text(f"A report from {name()} on {name()}", parts, notes, head, cells, f"Figure 1: {caption}")
    own = [*notes, head, caption, *(cell for row in cells for cell in row)]
    told = words_of(" ".join([text.title, *(said for _, said in parts)]))
    text.extra = {word for said in own for word in words_of(said)} - set(told)
    return text


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def html_of(text: Text, style: str) -> str:
    out, notes = [], iter(text.notes)
    for at, (tag, said) in enumerate(text.parts):
        note = f'<span class="note">{escape(next(notes))}</span>' if at in (1, 4, 7) else ""
        out.append(f"<{tag}>{escape(said)}{note}</{tag}>")
        if at == 5:
            rows = "".join(
                "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in text.cells
            )
            out.append(f"<table>{rows}</table><p class=caption>{escape(text.caption)}</p>")
    head = f"<style>{style}</style><div class=head>{escape(text.head)}</div><h1>{escape(text.title)}</h1>"
    body = f"{head}<div class=text>{''.join(out)}</div>"
    return f'<!doctype html><html lang="en"><meta charset="utf-8">{body}</html>'


_STYLE = """@page { size: A4; margin: 25mm 20mm; @bottom-center { content: counter(page) }
 @top-center { content: "HEAD"; font-size: 9pt } }
body { font: %s; text-align: justify; hyphens: auto }
.text { columns: %d; column-gap: 8mm } .caption { font-size: 8pt } td { padding: 0 6mm }
h1 { font-size: 20pt; text-align: left } h2 { font-size: 13pt } .note { float: footnote; font-size: 8pt }
.head { display: none }"""


def by_weasyprint(text: Text, path: Path, columns: int, font: str) -> None:
    from weasyprint import HTML

    HTML(string=html_of(text, (_STYLE % (font, columns)).replace("HEAD", text.head))).write_pdf(path)


def by_chromium(text: Text, path: Path, columns: int, font: str) -> None:
    hidden = ".note, .head { display: none } td { padding: 0 5mm }"
    style = f"body {{ font: {font} }} .text {{ columns: {columns} }} {hidden}"
    source = path.with_suffix(".html")
    source.write_text(html_of(text, style), encoding="utf-8")
    program = shutil.which("chromium") or "chromium"
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={path}", source.as_uri()]
    subprocess.run([program, *options], check=True, capture_output=True)


def by_groff(text: Text, path: Path, columns: int, font: str) -> None:
    lines = [
        ".nr PS 10",
        ".nr VS 12",
        f".ds CH {text.head}",
        ".ds CF %",
        ".TL",
        text.title,
        *[".2C"] * (columns > 1),
    ]
    notes = iter(text.notes)
    for at, (tag, said) in enumerate(text.parts):
        lines.append({"h2": ".SH", "li": ".IP \\(bu 2", "p": ".LP" if font == "block" else ".PP"}[tag])
        lines += [said + ("\\**" if at in (1, 4, 7) else "")]
        lines += [".FS", next(notes), ".FE"] if at in (1, 4, 7) else []
    done = subprocess.run(
        [shutil.which("groff") or "groff", "-k", "-ms", "-Tpdf"],
        input="\n".join(lines).encode(),
        capture_output=True,
        check=True,
    )
    path.write_bytes(done.stdout)


def by_reportlab(text: Text, path: Path, columns: int, font: str) -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        FrameBreak,
        NextPageTemplate,
        PageTemplate,
        Paragraph,
        Table,
    )

    body = ParagraphStyle("p", fontName=font, fontSize=10, leading=12.5, spaceAfter=6, alignment=4)
    large = ParagraphStyle("h1", body, fontSize=18, leading=22, alignment=0)
    middle = ParagraphStyle(
        "h2", body, fontName=f"{font.split('-', maxsplit=1)[0]}-Bold", fontSize=12, spaceBefore=6, alignment=0
    )
    item = ParagraphStyle("li", body, leftIndent=14, bulletIndent=2)
    small = ParagraphStyle("caption", body, fontSize=8)
    story: list[Any] = [Paragraph(text.title, large), FrameBreak(), NextPageTemplate("more")]
    for at, (tag, said) in enumerate(text.parts):
        story.append(
            Paragraph(
                said, {"h2": middle, "li": item, "p": body}[tag], bulletText="•" if tag == "li" else None
            )
        )
        story += [Table(text.cells), Paragraph(text.caption, small)] if at == 5 else []

    def edges(canvas: Any, document: Any) -> None:
        canvas.setFont(font, 8)
        canvas.drawString(60, 815, text.head)
        canvas.drawRightString(535, 25, f"Page {document.page}")

    width = 475 / columns
    frames = [Frame(60 + at * width, 50, width - 12 * (columns > 1), 680) for at in range(columns)]
    taller = [Frame(60 + at * width, 50, width - 12 * (columns > 1), 745) for at in range(columns)]
    first = PageTemplate("first", [Frame(60, 735, 475, 60), *frames], onPage=edges)
    document = BaseDocTemplate(str(path), title=text.title)
    document.addPageTemplates([first, PageTemplate("more", taller, onPage=edges)])
    document.build(story)


DOCUMENTS: tuple[tuple[str, Callable[[Text, Path, int, str], None], int, str], ...] = (
    *(
        ("weasyprint", by_weasyprint, columns, font)
        for columns, font in (
            (1, "11pt serif"),
            (2, "10pt serif"),
            (2, "9pt sans-serif"),
            (3, "8pt serif"),
            (1, "12pt sans-serif"),
        )
    ),
    *(
        ("chromium", by_chromium, columns, font)
        for columns, font in (
            (1, "12pt serif"),
            (2, "10pt serif"),
            (1, "11pt sans-serif"),
            (2, "11pt sans-serif"),
            (3, "9pt serif"),
        )
    ),
    *(
        ("groff", by_groff, columns, font)
        for columns, font in ((1, "indent"), (2, "indent"), (1, "block"), (2, "block"), (2, "indent"))
    ),
    *(
        ("reportlab", by_reportlab, columns, font)
        for columns, font in (
            (1, "Times-Roman"),
            (2, "Times-Roman"),
            (2, "Helvetica"),
            (1, "Helvetica"),
            (3, "Helvetica"),
        )
    ),
)


def read_pypdf(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def read_pdfplumber(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def read_pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(path))


def read_pypdfium2(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def read_pymupdf(path: Path) -> str:
    import pymupdf

    with pymupdf.open(path) as document:
        return "\n".join(page.get_text(flags=pymupdf.TEXT_DEHYPHENATE) for page in document)


def read_briefing(path: Path) -> str:
    from briefing.fetch.pdf import read_document

    found = read_document(path.read_bytes())
    return "\n".join([found["title"], *(text for _, text in found["blocks"])])


READERS = (read_pypdf, read_pdfplumber, read_pdfminer, read_pypdfium2, read_pymupdf, read_briefing)


def scores(text: Text, read: str) -> tuple[float, float, float]:
    told, got = words_of(" ".join([text.title, *(said for _, said in text.parts)])), words_of(read)
    common = sum((Counter(told) & Counter(got)).values())
    f1 = 2 * common / (len(told) + len(got)) if told and got else 0.0
    counted = Counter(told)
    places = {word: at for at, word in enumerate(got)}
    found = [places[word] for word in told if counted[word] == 1 and word in places]
    in_order = sum(one < two for one, two in itertools.pairwise(found)) / max(1, len(found) - 1)
    return f1, in_order, 1 - len(text.extra & set(got)) / len(text.extra)


def main(folder: Path, only: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sums = {reader.__name__: [0.0] * 4 for reader in READERS}
    for number, (kind, make, columns, font) in enumerate(DOCUMENTS, 1):
        text, path = invented(number, 24), folder / f"{number:02}-{kind}-{columns}.pdf"
        if not path.exists():
            make(text, path, columns, font)
        for reader in READERS:
            if only and reader.__name__ not in only:
                continue
            begun = time.perf_counter()
            found = (*scores(text, reader(path)), time.perf_counter() - begun)
            sums[reader.__name__] = [a + b for a, b in zip(sums[reader.__name__], found, strict=True)]
            print(f"{path.stem:24} {reader.__name__[5:]:10} " + " ".join(f"{value:6.3f}" for value in found))
    print("\nreader       F1  order  clean  seconds")
    for name, total in sums.items():
        print(f"{name[5:]:10} " + " ".join(f"{value / len(DOCUMENTS):6.3f}" for value in total))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
