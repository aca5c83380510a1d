"""Cleaning compared with trafilatura on the same pages, in one warm process.

    python benchmarks/clean.py FOLDER

FOLDER holds .html or .html.gz files. Each page is read by both, one after the other, and the ratio of their
times is printed, since a busy machine changes a ratio less. Needs `pip install --group bench`.
"""

import gzip
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import trafilatura

from briefing.clean import clean_page
from briefing.errors import BriefingError
from briefing.fetch import page_from_bytes


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    try:
        work()
    except BriefingError as error:
        print(f"  no article: {error}")
    return time.perf_counter() - started


def main(folder: Path) -> None:
    ours: list[float] = []
    ratios: list[float] = []
    for path in sorted(folder.glob("*.html*")):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        page = page_from_bytes(data, str(path))
        if not ours:
            clean_page(page)
            trafilatura.bare_extraction(page.text, with_metadata=True)
        own = min(seconds(partial(clean_page, page)) for _ in range(2))
        extract = partial(trafilatura.bare_extraction, page.text, with_metadata=True)
        peer = min(seconds(extract) for _ in range(2))
        ours.append(own)
        ratios.append(own / peer)
    print(f"pages {len(ours)}  ms median {1000 * statistics.median(ours):.1f} worst {1000 * max(ours):.0f}")
    print(f"ratio to trafilatura {trafilatura.__version__}: median {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
