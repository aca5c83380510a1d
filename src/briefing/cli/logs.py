"""The log of `--log-format`: one line on stderr for each stage, as text or as JSON."""

import json
import logging
import sys
from datetime import UTC, datetime


class TextFormatter(logging.Formatter):
    """Writes '2026-11-30 06:30:01 clean 0.012 s url=https://example.org/a'."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an event."""
        time = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "seconds")
        facts = " ".join(f"{name}={_one_line(value)}" for name, value in record.__dict__["facts"].items())
        return f"{time} {record.__dict__['stage']} {record.__dict__['seconds']:.3f} s {facts}".rstrip()


class JsonFormatter(logging.Formatter):
    """Writes a JSON object with the keys `time`, `level`, `stage`, `seconds`, and the event's facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an event."""
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "stage": record.__dict__["stage"],
            "seconds": record.__dict__["seconds"],
            **record.__dict__["facts"],
        }
        return json.dumps(event, ensure_ascii=False)


_FORMATTERS = {"text": TextFormatter, "json": JsonFormatter}


def start_log(log_format: str) -> None:
    """Write each event to stderr.

    Args:
        log_format: The form of the lines: 'text' or 'json'.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_FORMATTERS[log_format]())
    logger = logging.getLogger("briefing.stages")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def _one_line(value: str | int) -> str:
    text = " ".join(str(value).split())
    return f'"{text}"' if " " in text else text
