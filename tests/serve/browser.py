"""Debian's chromium, driven by playwright; a page that complains fails its test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
PHONE = {"width": 375, "height": 812}
DESK = {"width": 1280, "height": 800}
TOKEN = "browser-token-of-22-ch"  # noqa: S105  # a test's

# What chromium itself says where a test cuts the network
CUT = ("net::ERR_",)

IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on PATH"),
    pytest.mark.filterwarnings("default::ResourceWarning"),  # playwright leaves its pipes to the collector
]


@contextmanager
def visiting(
    browser: Any, address: str, expected: tuple[str, ...] = (), before: str = "", **context_options: object
) -> Iterator[Any]:
    """A page of its own context. No error, warning or broken rule may be on its console but `expected` ones.

    `before` is a script that runs before those of the page. `context_options` are playwright's: viewport,
    color_scheme, reduced_motion, forced_colors, permissions.
    """
    context = browser.new_context(**{"viewport": PHONE, **context_options})
    if before:
        context.add_init_script(before)
    complaints: list[str] = []
    context.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in ("error", "warning", "assert") else None
        ),
    )
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    try:
        page.goto(address)
        if page.locator("audio").count():
            wait_for_sound(page)
        yield page
    finally:
        context.close()
    assert [text for text in complaints if not any(word in text for word in (*CUT, *expected))] == []


def wait_for_sound(page: Any) -> None:
    """Until the length is known and the player has been set up."""
    page.wait_for_function("() => document.querySelector('audio')?.readyState > 0")
    page.wait_for_function("() => !document.querySelector('.controls').hidden")


def time_of(page: Any) -> float:
    """Where the sound stands, in seconds."""
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def is_paused(page: Any) -> bool:
    return bool(page.evaluate("document.querySelector('audio').paused"))


def wait_past(page: Any, seconds: float) -> None:
    """Until the sound has come past a time."""
    page.wait_for_function("at => document.querySelector('audio').currentTime > at", arg=seconds)
