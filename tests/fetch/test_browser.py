"""Pages whose text only scripts make, in the system's Chromium, which reaches nothing but what we fetch."""

import shutil
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.fetch.servers import Server, page, redirect, serving

from briefing.clean import CleanOptions, clean_page
from briefing.errors import NeedsScriptsError, UnavailableError
from briefing.fetch import FetchOptions, Secret, Site, fetch_page, has_browser, page_from_browser
from briefing.pipeline import story_from_web_page
from briefing.storage import ClipFolder

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None or not has_browser(), reason="needs chromium"),
    pytest.mark.filterwarnings("default::ResourceWarning"),  # playwright leaves its pipes to the collector
]
OWN = FetchOptions(allow_networks=("127.0.0.1/32",), total_ms=5_000, attempts=1)
TEXTS = [f"The ferry sailed for the {one}th time, and everybody stood on the quay." for one in range(12)]
SHELL = b"<html lang='en'><head><title>Ferry</title></head><body><div id='root'></div>%s</body></html>"
APP = """
const say = text => { const p = document.createElement('p'); p.textContent = text; root.append(p); };
const root = document.getElementById('root');
fetch('/api/story').then(answer => answer.json()).then(texts => {
  const h = document.createElement('h1'); h.textContent = 'Ferry'; root.append(h); texts.forEach(say);
});
"""


def shell(scripts: str = "<script src='/app.js'></script>") -> bytes:
    return SHELL % scripts.encode()


def open_app(server: Server, script: str = APP) -> None:
    """A page whose script fetches its text."""
    story = "[" + ",".join(f'"{text}"' for text in TEXTS) + "]"
    server.routes |= {
        "/story": page(shell()),
        "/app.js": page(script.encode(), "text/javascript"),
        "/api/story": page(story.encode(), "application/json"),
    }


def test_the_text_that_scripts_make_is_read() -> None:
    with serving({"/": redirect("/story")}) as server:
        open_app(server)
        found = page_from_browser(server.at("/"), OWN)
        assert (found.address, found.final_address) == (server.at("/"), server.at("/story"))
    assert [block.text for block in clean_page(found).blocks] == TEXTS


def test_no_request_of_a_page_reaches_a_private_network_or_another_type() -> None:
    script = (
        APP
        + """
    for (const place of ['%s/secret', 'http://localhost:%d/secret', 'http://[::1]:%d/secret'])
      fetch(place).then(() => say('LEAKED'), () => {});
    new WebSocket('ws://127.0.0.2:%d/secret');
    const img = new Image(); img.src = '/picture.png';
    const frame = document.createElement('iframe'); frame.src = '/frame'; document.body.append(frame);
    navigator.sendBeacon('/beacon', 'x');
    """
    )
    with serving({}, "127.0.0.2") as inner, serving({}) as server:
        open_app(server, script % (inner.at(""), inner.port, inner.port, inner.port))
        found = page_from_browser(server.at("/story"), OWN)
        assert inner.seen == []
        asked = {urlsplit(path).path for path, _ in server.seen}
    assert asked == {"/story", "/app.js", "/api/story"}
    assert "LEAKED" not in found.text


def test_the_login_of_a_site_is_used_and_the_page_does_not_see_it() -> None:
    with serving({}) as server:
        open_app(server, APP + "say(document.cookie || 'no cookie');")
        site = Site("127.0.0.1", header=Secret("X-Token: abc123"))
        options = FetchOptions(allow_private=True, total_ms=5_000, attempts=1, sites=(site,))
        found = page_from_browser(server.at("/story"), options)
        assert {headers.get("X-Token") for _, headers in server.seen} == {"abc123"}
    assert "abc123" not in found.text


@pytest.mark.parametrize(
    "script",
    [
        "setTimeout(() => { while (true) {} }, 100)",
        "const all = []; setInterval(() => all.push(new Uint8Array(5e7).fill(1)), 20)",
    ],
    ids=["endless", "memory"],
)
def test_a_page_that_never_ends_or_eats_memory_costs_only_itself(script: str) -> None:
    with serving({}) as server:
        open_app(server, script)
        started = time.monotonic()
        with pytest.raises(UnavailableError, match=r"too long or too much memory|makes Chromium fail"):
            page_from_browser(server.at("/story"), OWN)
        assert time.monotonic() - started < 40
        open_app(server)
        assert TEXTS[0] in page_from_browser(server.at("/story"), OWN).text


def test_a_page_that_is_empty_without_scripts_is_read_in_the_browser_if_it_may(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path)
    with serving({}) as server:
        open_app(server)
        sent = fetch_page(server.at("/story"), OWN)
        with pytest.raises(NeedsScriptsError):
            story_from_web_page(sent, OWN, CleanOptions(), clips)
        story = story_from_web_page(sent, replace(OWN, browser=True), CleanOptions(), clips)
    assert [block.text for block in story.article.blocks] == TEXTS
