"""Whole answers by situation: what is kept and dropped, who is quoted, what is spoken.

A folder a situation, with a page of our own writing and the answers that somebody read and approved: any of
article.json, quotations.json and script.fountain. `BRIEFING_GOLDEN=write` writes these anew; read the
difference like code before it is committed.
"""

import json
import os
from pathlib import Path

import pytest

from briefing.clean import clean_page
from briefing.fetch import page_from_bytes
from briefing.model import Story
from briefing.model.codec import encode
from briefing.quote import find_quotations
from briefing.write import WriteOptions, fountain_from_script, write_script

HERE = Path(__file__).parent
SITUATIONS = sorted(path for path in HERE.iterdir() if path.is_dir() and list(path.glob("page.*")))


@pytest.mark.parametrize("folder", SITUATIONS, ids=lambda folder: folder.name)
def test_a_situation_gives_the_answer_that_was_read_and_approved(folder: Path) -> None:
    page = next(folder.glob("page.*"))
    article = clean_page(page_from_bytes(page.read_bytes(), page.name))
    quotations = find_quotations(article)
    script = write_script([Story(article, quotations, article.site)], WriteOptions(date="2026-11-23"))
    answers = {
        "article.json": json.dumps(encode(article), ensure_ascii=False, indent=1) + "\n",
        "quotations.json": json.dumps(encode(quotations), ensure_ascii=False, indent=1) + "\n",
        "script.fountain": fountain_from_script(script),
    }
    approved = [name for name in answers if (folder / name).exists()]
    assert approved
    if os.environ.get("BRIEFING_GOLDEN") == "write":
        for name in approved:
            (folder / name).write_text(answers[name], encoding="utf-8")
    read = {name: (folder / name).read_text(encoding="utf-8") for name in approved}
    assert read == {name: answers[name] for name in approved}
