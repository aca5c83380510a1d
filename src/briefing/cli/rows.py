"""Rows of like fields, as columns for people or as JSON lines for programs."""

import sys
from typing import Any

from briefing.cli.sources import print_json


def show_rows(rows: list[dict[str, Any]], as_json: bool) -> None:
    """Print them on stdout."""
    if as_json:
        for row in rows:
            print_json(row)
        return
    texts = [{key: _cell(value) for key, value in row.items()} for row in rows]
    widths = {key: max(len(key), *(len(row[key]) for row in texts)) for key in texts[0]} if texts else {}
    for row in [{key: key for key in widths}, *texts]:
        sys.stdout.write("  ".join(row[key].ljust(width) for key, width in widths.items()).rstrip() + "\n")


def _cell(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value in (None, 0) else str(value)
