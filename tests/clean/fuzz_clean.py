"""Fuzzes bytes -> Article with atheris: python -m tests.clean.fuzz_clean FOLDER [-max_total_time=1200].

FOLDER grows by what finds new branches; start it with a copy of tests/clean/corpus. Whatever is no article
must be an error of ours, within 10 s; what is not ends the run and belongs into the corpus. Needs
`pip install --group fuzz` (Linux, Python 3.11 to 3.13).
"""

import json
import sys

import atheris

with atheris.instrument_imports(include=["briefing"]):
    from briefing.clean import clean_page
    from briefing.errors import BriefingError
    from briefing.fetch import page_from_bytes
    from briefing.model.codec import encode


def try_bytes(data: bytes) -> None:
    """One page. Raises what is no error of ours."""
    try:
        article = clean_page(page_from_bytes(data, "page.html"))
    except BriefingError:
        return
    json.dumps(encode(article), ensure_ascii=False).encode()
    if not article.title.strip() or not article.blocks:
        raise AssertionError("an article without a title or a word")


if __name__ == "__main__":
    atheris.Setup([*sys.argv, "-timeout=10", "-rss_limit_mb=1024", "-max_len=20000"], try_bytes)
    atheris.Fuzz()
