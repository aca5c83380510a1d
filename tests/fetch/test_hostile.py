"""Texts that strangers send to the readers of pages, feeds and mails cost time that grows with their length.

The limit is the CPU time of the process: an expression that backtracks needs minutes or hours for one text.
"""

import subprocess
import sys

READ = """
from briefing.errors import BriefingError
from briefing.fetch import feed_from_bytes, find_feeds, page_from_bytes
from briefing.fetch.charset import decode_text
from briefing.fetch.feed_entries import authors_of_entry, html_from_markdown, iso_date, page_from_item
from briefing.fetch.mail_source import pages_of_mails
from briefing.fetch.options import FetchOptions
from briefing.fetch.page import refresh_target
from briefing.fetch.pdf_layout import join_lines
from briefing.fetch.read_later import _without_unseen
from briefing.model import Page, SourceItem

try:
    import resource
except ImportError:
    pass  # Windows has the time limit of the test alone
else:
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

def run(unit, size=100_000):
    return unit * (size // len(unit))

def feed(end):
    item = "<item><title>Ferry</title><description>The ferry is back.</description></item>"
    return feed_from_bytes(f"<rss version='2.0'><channel>{item}</channel></rss>{end}".encode(), "https://a.example/")

def mail(text, kind="plain"):
    head = f"From: a@b.example\\nContent-Type: text/{kind}; charset=utf-8\\n\\nThe ferry is back.\\n"
    return pages_of_mails((head + text).encode(), "a.eml", FetchOptions())

def refresh(text):
    return refresh_target(Page("a", "", "<meta http-equiv=refresh " + text[:19_000], "text/html"))

def snapshot(html):
    return page_from_item(SourceItem("a", "a", "Ferry", "", html=_without_unseen(html)), "")

READERS = (
    (lambda text: page_from_bytes(text.encode(), "a.html"), "<!--a-->|<html |<script |content= |{{a| |-"),
    (refresh, "content= |content= <|<script "),
    (feed, "<!--a-->|</rss >|</rss><!--"),
    (html_from_markdown, "`|` |*a |**a |_a |[a|![a|[a](b|[a](b 'c|#  |>|> |>\\n"),
    (lambda text: authors_of_entry({"author": text}), "a@a|@|a"),
    (iso_date, "0-|1 a |2024| "),
    (snapshot, "<!--a-->| |<style |</svg><style>|<svg>|</svg "),
    (mail, "(|( |-| |<a@|>|http://a |_|* a"),
    (lambda text: mail(f"--- Forwarded message ---\\nFrom: {text}\\nSubject: a\\n\\nThe ferry."), " |(@|<a"),
    (lambda text: mail(f"<p style='font-size:{text}'>The ferry is back.</p>", "html"), "0|.0"),
    (lambda text: decode_text(b"The ferry", f"text/html; charset={text}"), " |charset="),
    (lambda text: join_lines([text, "a"]), "a|a-"),
    (lambda text: find_feeds(text, "https://a.example/"), "<link |<link rel=|<a "),
)
for read, units in READERS:
    for unit in units.split("|"):
        try:
            read(run(unit))
            read("(" + run(unit))
        except BriefingError:
            pass
print("read")
"""


def test_a_long_run_of_one_unit_in_a_page_a_feed_or_a_mail_is_read_to_its_end() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ], capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.stdout, done.stderr) == ("read\n", "")
