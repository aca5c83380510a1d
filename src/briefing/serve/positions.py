"""/positions: what was played of each episode, so that the page is in step on a phone and a desk.

The newest change of an episode wins. Feed readers take no part: no standard for podcasts carries positions
(docs/decisions/171-positions.md).
"""

import json
import re
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from briefing.errors import StorageError
from briefing.serve.articles import RejectedRequestError, read_body
from briefing.storage import write_atomic

_MAX_BODY_BYTES = 200_000
_MAX_EPISODES = 1000  # the newest changes are kept
_CLOCK_TOLERANCE_MS = 60_000  # a phone whose clock is ahead must not win for ever
_LONGEST_S = 1_000_000
_EPISODE_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Progress:
    """What was played of an episode.

    Attributes:
        position: Where the listener stopped, in seconds; 0 for the start.
        played: True if the end was reached, or the listener marked the episode as heard.
        changed: Time of the change in milliseconds since 1970.
    """

    position: float
    played: bool
    changed: int


Positions = dict[str, Progress]


class PositionEndpoint:
    """Merges the positions that a page sends with those in the file, and returns all."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lock = Lock()

    async def post(self, request: Request) -> Response:
        """Merge the positions of the body; `{"positions": {}}` only asks."""
        try:
            sent = positions_from_json(await read_body(request, _MAX_BODY_BYTES))
            kept = await run_in_threadpool(self._merge, sent, int(time.time() * 1000))
        except RejectedRequestError as rejection:
            return JSONResponse({"error": rejection.sentence}, rejection.status, {"connection": "close"})
        except ClientDisconnect:
            return Response(status_code=400)
        except StorageError as error:
            return JSONResponse({"error": error.message}, 507)
        return JSONResponse(_json_value(kept), headers={"cache-control": "no-store"})

    def _merge(self, sent: Positions, now_ms: int) -> Positions:
        with self.lock:
            kept = self._read()
            merged = merge_positions(kept, sent, now_ms)
            if merged != kept:
                write_atomic(self.file, json.dumps(_json_value(merged)).encode())
        return merged

    def _read(self) -> Positions:
        """Return the positions in the file; none if it is missing or damaged."""
        try:
            return positions_from_json(self.file.read_bytes())
        except (OSError, RejectedRequestError):
            return {}


def merge_positions(kept: Positions, sent: Positions, now_ms: int) -> Positions:
    """Return the newer change of each episode; of too many episodes those that changed last.

    Args:
        kept: The positions by the episode's id.
        sent: Those of a page, whose clock may be wrong.
        now_ms: The time of this machine in milliseconds since 1970.
    """
    merged = dict(kept)
    for episode, progress in sent.items():
        changed = min(progress.changed, now_ms + _CLOCK_TOLERANCE_MS)
        if episode not in merged or changed > merged[episode].changed:
            merged[episode] = Progress(progress.position, progress.played, changed)
    newest = sorted(merged.items(), key=lambda item: item[1].changed, reverse=True)
    return dict(newest[:_MAX_EPISODES])


def positions_from_json(data: bytes) -> Positions:
    """Return the positions of `{"positions": {"<id>": {"position", "played", "changed"}}}`.

    Raises:
        RejectedRequestError: The value has another form.
    """
    try:
        entries = json.loads(data)["positions"]
        return {_episode_id(episode): _progress(entry) for episode, entry in entries.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as cause:
        raise RejectedRequestError(400, "The body is not a JSON object of positions.") from cause


def _episode_id(text: str) -> str:
    if not _EPISODE_ID.fullmatch(text):
        raise ValueError(text)
    return text


def _progress(entry: dict[str, object]) -> Progress:
    position, played, changed = entry["position"], entry["played"], entry["changed"]
    is_number = isinstance(position, int | float) and not isinstance(position, bool)
    if not is_number or not isinstance(played, bool) or type(changed) is not int or changed < 0:
        raise ValueError(entry)
    if not 0 <= position < _LONGEST_S:  # type: ignore[operator]  # a number, as tested above; NaN fails too
        raise ValueError(entry)
    return Progress(round(float(position), 1), played, changed)  # type: ignore[arg-type]  # a number


def _json_value(positions: Positions) -> dict[str, object]:
    return {"positions": {episode: asdict(progress) for episode, progress in positions.items()}}
