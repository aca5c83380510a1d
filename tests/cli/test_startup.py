"""A run begins soon: what few pages need is imported by those, and is there all the same."""

import subprocess
import sys

PAGE = "<article><h1 class='top'>A bridge opens</h1><p>It carries trains.</p></article>"


def told_by(program: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_selectors_are_loaded_when_one_is_used() -> None:
    program = (
        "import sys; from briefing.cli import defer_startup_work; defer_startup_work()\n"
        "import bs4; soup = bs4.BeautifulSoup(PAGE, 'html.parser')\n"
        "before = 'soupsieve.css_parser' in sys.modules\n"
        "print(before, soup.select_one('h1.top').text, 'soupsieve.css_parser' in sys.modules)"
    )
    assert told_by(f"PAGE = {PAGE!r}\n{program}") == "False A bridge opens True"


def test_garbage_is_collected_as_usual_once_all_is_imported() -> None:
    program = (
        "import gc; usual = gc.get_threshold()\n"
        "from briefing.cli import defer_startup_work, end_startup; defer_startup_work()\n"
        "spared = gc.get_threshold(); end_startup(); print(spared > usual, gc.get_threshold() == usual)"
    )
    assert told_by(program) == "True True"
