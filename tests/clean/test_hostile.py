"""Hostile and damaged pages give an article or a BriefingError, in limited time and memory."""

import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.clean import clean_page
from briefing.errors import BriefingError
from briefing.model import Article, Page

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.html"))
STORY = "<p>The ferry came back on Monday after eleven weeks in dry dock, and the town stood on the quay.</p>"
SCRAPS = (
    "<div>", "</div>", "<p>", "</p>", "<ul><li>", "<table><tr><td>", "<h1>", "<h2>", "<a href='x'>", "</a>",
    "<br><br>", "<!--", "-->", "<script>", "</script>", "<figure>", "<blockquote>", "&amp;", "&#0;", "\x00",
    "<p class='caption'>", "<div class='comments'>", "<template>", "<script type='application/ld+json'>{",
    "]]>", "<p hidden>", "By Ann Lee", "READ MORE:", "12:30", "\u3042\u3044\u3002", "\ud7ff", STORY,
)  # fmt: skip


def clean(text: str, kind: Literal["text/html", "text/plain"] = "text/html") -> Article | BriefingError:
    try:
        return clean_page(Page("page.html", "", text, kind))
    except BriefingError as error:
        return error


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_damaged_page_gives_an_article_or_our_error(path: Path) -> None:
    assert isinstance(clean(path.read_text(encoding="utf-8")), Article | BriefingError)


HOSTILE = {  # what comes before, a unit, how often it stands there; a story of one paragraph ends each
    "fifty megabytes": ("<h1>Ferry</h1>", STORY, 500_000),
    "as many lines as are read": ("", "<p>" + "x" * 60 + ".</p>", 28_000),
    "nested blocks": ("", "<div>", 100_000),
    "nested blocks, few enough to be read": ("", "<div><div class='related'>", 29_000),
    "nested inline tags": ("", "<b>", 55_000),
    "a story that nests ever deeper": ("<h1>Ferry</h1>", "<div>" + STORY, 9_000),
    "a million attributes": ("<p ", "a=1 ", 1_000_000),
    "a megabyte of classes": ("<div class='", "related ", 130_000),
    "no closing tag": ("<h1>Ferry<div><p>", "<div><p><span><a href=x>The ferry", 14_000),
    "open scripts": ("", "<script>", 600_000),
    "open remarks": ("", "<!--", 400_000),
    "nested tables": ("", "<table><tr><td>", 19_000),
    "times": ("<h1>Ferry live</h1>", "<div><p>12:30</p>" + STORY, 9_000),
    "summaries": (
        f"<h1>Ferry live</h1>{5 * f'<h3>12:30 Ferry</h3>{STORY}'}", "<h2>Summary</h2><p>Ferry.</p>", 14_000,
    ),
    "NUL bytes": ("", "\0", 1_000_000),
    "entities": ("<p>", "&amp;", 780_000),
    "entities that expand": (
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {n} '{f'&{m};' * 10}'>" for m, n in pairwise("abcdefghi")) + "]><p>", "&i;", 3,
    ),
    "open scripts of JSON": ('<script type="application/json">', '<script>{"a":"', 200_000),
    "deep state": ("<script>window.a = ", '{"title":[', 300_000),
    "deep state, few enough to be read": (
        "<script>window.a = " + '{"a":[' * 400 + "1" + "]}" * 400, "</script>", 1,
    ),
    "a stream of references": ("<script>", 'self.__next_f.push([1,"a:T9,$a"])', 90_000),
    "quotes that stay open": ("<script>x(", "JSON.parse('\\", 200_000),
    "noscripts": ("", "<noscript>The ferry sailed at noon. <noscript", 100_000),
    "deep JSON-LD": ('<script type="application/ld+json">', "[", 500_000),
    "much JSON-LD": ("", '<script type="application/ld+json">{"@type":"NewsArticle"}</script>', 50_000),
    "notes in notes": ("", "<a href='#fn1'><b>", 29_000),
    "subheads without end": ("", "<p><b>Ferry back</b></p>" + STORY, 4_000),
    "sections beside sections": ("", "<div class='part x'><h2>Ferry</h2><p>Back.</p></div>" + STORY, 3_000),
    "quotations in quotations": ("<p>", "<q>", 55_000),
    "rows of cells with paragraphs": ("<table>", "<tr><td><p>Ferry</p></td></tr>", 7_000),
    "a long author": ("<meta name=author content='", "Ann Lee, ", 300_000),
    "a long date": ("<time>", "23 de ", 300_000),
}  # fmt: skip
MEASURE = """
import json, resource, sys, time
from briefing.clean import clean_page
from briefing.errors import BriefingError
from briefing.model import Page
for before, unit, times, story in json.load(sys.stdin):
    try:
        started = time.process_time()
        clean_page(Page("page.html", "", before + unit * times + story, "text/html"))
    except BriefingError:
        pass
    finally:
        print(time.process_time() - started)
# ru_maxrss of a new program includes its parent's size at the fork (Linux, exec_mmap); VmHWM does not
status = open("/proc/self/status").read() if sys.platform == "linux" else ""
peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
print(peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
MOST_SECONDS, MOST_MEGABYTES = 10, 1024


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by what only POSIX has")
def test_a_hostile_page_takes_ten_seconds_and_a_gigabyte_at_most() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], text=True, capture_output=True, check=True, timeout=400,
        input=json.dumps([(*page, STORY) for page in HOSTILE.values()]),
    )  # fmt: skip
    *seconds, peak = map(float, done.stdout.split())
    assert {name: spent for name, spent in zip(HOSTILE, seconds, strict=True) if spent > MOST_SECONDS} == {}
    assert peak / (1024 if sys.platform == "linux" else 1 << 20) < MOST_MEGABYTES


UNITS = ("(", "(photo ", "Image: A", "By A", "“", "…", "12:30 ", "a@b.", "A.", "/AP ", "pic.twitter.com/a ",
         "<", "&#", "Ann Lee is ", "— Ann (", "A post shared by ", "あ", "İ", "23 de ",
         "{{a", "{%", '" ', "$$=", "[/aa a = ", "[map]",
         "\\(a", "0-")  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_a_long_run_of_one_unit_is_read_in_linear_time(
    unit: str, kind: Literal["text/html", "text/plain"]
) -> None:
    run = unit * (200_000 // len(unit))
    started = time.process_time()
    clean(f"{STORY}\n\n<p>{run}</p>\n\n" + f"<p>{unit * (480 // len(unit))}</p>\n\n" * 100, kind)
    assert time.process_time() - started < 5


@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=20), max_size=40))
@settings(max_examples=120, deadline=None)
def test_any_scraps_of_markup_give_an_article_or_our_error(scraps: list[str]) -> None:
    assert isinstance(clean("".join(scraps)), Article | BriefingError)


@given(st.lists(st.sampled_from(SCRAPS), max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_block_and_no_dropped_piece_is_empty(scraps: list[str]) -> None:
    article = clean("".join(scraps))
    if isinstance(article, Article):
        assert all(piece.text.strip() for piece in (*article.blocks, *article.dropped))
