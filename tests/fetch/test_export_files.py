"""Exports of read-later services, written as their services write them."""

import json
import zipfile
from pathlib import Path

import pytest

from briefing.errors import FetchError
from briefing.fetch import FetchOptions, SourceContext, SourceVisit, exported_items, source_kind_of
from briefing.fetch.export_files import is_export_path, open_source
from briefing.fetch.http_client import resolve
from briefing.model import SourceItem

INSTAPAPER = """URL,Title,Selection,Folder,Timestamp,Tags
https://quay.example/old,"An old, saved story",,Unread,1764400000,[]
https://quay.example/new,A new story,"Words that
were selected",Ships,1764480000,"[""ships""]"
https://quay.example/read,A story that was read,,Archive,1764490000,[]
https://quay.example/liked,A story that was liked,,Starred,1764490000,[]
ftp://quay.example/file,A file,,Unread,1764490000,[]
"""
POCKET = """title,url,time_added,tags,status
An old story,https://quay.example/old,1764400000,ships|later,unread
https://quay.example/new,https://quay.example/new,1764480000,,unread
A story that was read,https://quay.example/read,1764490000,,archive
"""
POCKET_HTML = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>Pocket Export</title></head>
<body><h1>Unread</h1><ul>
<li><a href="https://quay.example/old" time_added="1764400000" tags="">An old
 story &amp; more</a></li>
<li><a href="https://quay.example/new" time_added="1764480000" tags="">A new story</a></li>
</ul><h1>Read Archive</h1><ul>
<li><a href="https://quay.example/read" time_added="1764490000" tags="">A story that was read</a></li>
</ul></body></html>
"""
BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
<DT><A HREF="https://quay.example/old" ADD_DATE="1764400000"{unread}>An old story</A>
<DD>What it is about.
<DT><A HREF="https://quay.example/new" ADD_DATE="1764480000"{unread}>A new story</A>
<DT><A HREF="https://quay.example/read" ADD_DATE="1764490000"{read}>A story that was read</A>
<DT><A HREF="javascript:void(0)" ADD_DATE="1764490000"{unread}>A button</A>
</DL><p>
"""
LINKDING = BOOKMARKS.format(unread=' TOREAD="1" TAGS="a"', read=' TOREAD="0" TAGS=""')
LINKDING_ARCHIVED = BOOKMARKS.format(
    unread=' TOREAD="1"', read=' TOREAD="1" TAGS="a,linkding:bookmarks.archived"'
)
RAINDROP = """id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite
1,An old story,,,https://quay.example/old,Unsorted,,2025-11-29T07:06:40.000Z,,,false
2,A new story,,,https://quay.example/new,Ships,,2025-11-30T05:20:00.000Z,,,false
3,A story that was read,,,https://quay.example/read,Archive,,2025-11-30T05:20:00.000Z,,,false
"""
FILES = {
    "instapaper-export.csv": INSTAPAPER,
    "part_000000.csv": POCKET,
    "ril_export.html": POCKET_HTML,
    "linkding.html": LINKDING,
    "linkding-archived.html": LINKDING_ARCHIVED,
    "raindrop.csv": RAINDROP,
}
TITLES = {
    "instapaper-export.csv": ("A new story", "An old, saved story"),
    "part_000000.csv": ("", "An old story"),
    "ril_export.html": ("A new story", "An old story & more"),
}
TEXT = "<p>The ferry was repaired, and it sails at noon again.</p>"
OMNIVORE = [
    {"id": "a", "slug": "old", "title": "An old story", "url": "https://quay.example/old", "state": "Active",
     "readingProgress": 3, "author": "Ida Brandt", "savedAt": "2025-11-29T07:06:40.000Z",
     "publishedAt": "2025-11-20T08:00:00.000Z", "labels": []},
    {"id": "b", "slug": "new", "title": "A new story", "url": "https://quay.example/new", "state": "Active",
     "readingProgress": 0, "author": None, "savedAt": "2025-11-30T05:20:00.000Z", "publishedAt": None},
    {"id": "c", "slug": "read", "title": "Read", "url": "https://quay.example/read", "state": "Archived"},
    {"id": "d", "slug": "whole", "title": "Whole", "url": "https://quay.example/d", "readingProgress": 100},
    {"id": "e", "slug": "mail", "title": "A letter", "url": "https://omnivore.app/no_url?q=e",
     "savedAt": "2025-11-01T08:00:00.000Z"},
    {"id": "f", "slug": "../secret", "title": "A path", "url": "https://omnivore.app/no_url?q=f"},
    "damaged",
]  # fmt: skip


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def items(path: Path, most: int = 10, told: frozenset[str] = frozenset()) -> tuple[SourceItem, ...]:
    source = open_source(str(path), SourceContext(FetchOptions(), resolve))
    return source.items(SourceVisit("export", str(path), most=most, told=told)).items


def omnivore(folder: Path) -> Path:
    write(folder / "metadata_0_to_20.json", json.dumps(OMNIVORE[:2]))
    write(folder / "metadata_20_to_40.json", json.dumps(OMNIVORE[2:]))
    for slug in ("old", "mail"):
        write(folder / "content" / f"{slug}.html", TEXT)
    write(folder / "highlights" / "old.md", "> The ferry")
    write(folder / "secret.html", TEXT)
    return folder


def packed(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


@pytest.mark.parametrize("name", FILES)
def test_what_is_unread_comes_newest_first(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, FILES[name])
    kind = source_kind_of(str(path))
    assert kind is not None
    assert kind.name == "export"
    found = items(path)
    assert [item.key for item in found] == ["https://quay.example/new", "https://quay.example/old"]
    assert [item.url for item in found] == [item.key for item in found]
    assert tuple(item.title for item in found) == TITLES.get(name, ("A new story", "An old story"))


def test_bookmarks_without_a_mark_are_all_unread(tmp_path: Path) -> None:
    path = write(tmp_path / "bookmarks.html", BOOKMARKS.format(unread="", read=""))
    assert [item.title for item in items(path)] == ["A story that was read", "A new story", "An old story"]


@pytest.mark.parametrize("shape", ["folder", "zip", "zip of a folder"])
def test_an_export_of_omnivore_has_texts(tmp_path: Path, shape: str) -> None:
    folder = omnivore(tmp_path / "all" / "omnivore")
    path = {
        "folder": lambda: folder,
        "zip": lambda: packed(folder, tmp_path / "a.zip"),
        "zip of a folder": lambda: packed(tmp_path / "all", tmp_path / "b.zip"),
    }[shape]()
    assert is_export_path(path)
    assert [(item.key, item.url, item.title, item.html) for item in items(path)] == [
        ("b", "https://quay.example/new", "A new story", ""),
        (
            "a",
            "https://quay.example/old",
            "An old story",
            '<meta name="article:published_time" content="2025-11-20T08:00:00.000Z">'
            f'<meta name="author" content="Ida Brandt">{TEXT}',
        ),
        ("e", "", "A letter", TEXT),
    ]


def test_told_articles_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "instapaper-export.csv", INSTAPAPER)
    [first] = items(path, most=1)
    assert [item.url for item in items(path, 1, frozenset({first.key}))] == ["https://quay.example/old"]


def test_an_address_that_was_saved_twice_comes_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", INSTAPAPER + "https://quay.example/old,Saved again,,Unread,1764500000,[]\n"
    )
    assert [item.title for item in items(path)] == ["Saved again", "A new story"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.csv", "https://quay.example/a\nhttps://quay.example/b\n"),
        ("page.html", "<!doctype html><html><title>Story</title><a href='https://quay.example'>x</a></html>"),
        ("data.json", '{"title": "x"}'),
        ("notes.txt", INSTAPAPER),
        ("damaged.zip", "PK not a ZIP file"),
    ],
)
def test_other_files_are_no_exports(tmp_path: Path, name: str, text: str) -> None:
    path = write(tmp_path / name, text)
    assert not is_export_path(path)
    assert exported_items(str(path), FetchOptions()) == ()
    assert not is_export_path(tmp_path)


@pytest.mark.parametrize("source", ["-", "https://quay.example/export.csv", "missing.csv"])
def test_what_is_no_file_is_no_export(source: str) -> None:
    assert exported_items(source, FetchOptions()) == ()


def test_damaged_exports_say_so(tmp_path: Path) -> None:
    path = write(tmp_path / "metadata_0_to_20.json", "[{")
    with pytest.raises(FetchError, match="cannot be read as an export"):
        items(path.parent)
    read = write(tmp_path / "read.csv", "title,url,status\nx,https://quay.example/x,archive\n")
    with pytest.raises(FetchError, match="holds nothing unread"):
        exported_items(str(read), FetchOptions())


def test_an_export_over_the_limit_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "all" / "part_000000.csv", POCKET + "x" * 9_000).parent
    source = open_source(
        str(packed(folder, tmp_path / "a.zip")), SourceContext(FetchOptions(max_bytes=5_000), resolve)
    )
    with pytest.raises(FetchError, match="larger than 5000 bytes"):
        source.items(SourceVisit("export", ""))


def test_a_large_export_belongs_into_the_digest(tmp_path: Path) -> None:
    rows = [f"Story {number},https://quay.example/{number},unread" for number in range(51)]
    path = write(tmp_path / "a.csv", "\n".join(["title,url,status", *rows]))
    with pytest.raises(FetchError, match="holds 51 unread articles") as caught:
        exported_items(str(path), FetchOptions())
    assert caught.value.hint.endswith(f"briefing feeds add {path}")
    assert len(items(path, most=500)) == 51
