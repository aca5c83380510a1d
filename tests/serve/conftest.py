"""One browser and one output for all tests of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.serve.browser import CHROMIUM, DESK, PHONE, TOKEN, visiting
from tests.serve.episode_folders import three_days
from tests.serve.running_server import running_server

from briefing.serve import ServeOptions


@dataclass(frozen=True, slots=True)
class Site:
    """A running server on loopback: where its front page is, and what it reads and writes."""

    address: str
    output: Path
    inbox: Path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window, a module's own, since its event loop runs in this thread."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs pip install --group browser")
    with playwright.sync_playwright() as driver:
        flags = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio"]
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Three days of a minute each. Tests may save articles, and change no episode."""
    output = three_days(tmp_path_factory.mktemp("output"), seconds=60)
    inbox = tmp_path_factory.mktemp("inbox")
    with running_server(ServeOptions(output, inbox, TOKEN)) as port:
        yield Site(f"http://127.0.0.1:{port}/{TOKEN}/", output, inbox)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Any, site: Site) -> Iterator[Any]:
    """The front page, on a phone and on a desk."""
    with visiting(browser, site.address, viewport=request.param) as opened:
        yield opened
