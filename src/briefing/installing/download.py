"""The download of one file: it continues after a break, and counts when its checksum is right."""

from collections.abc import Callable

from briefing.errors import UnavailableError
from briefing.fetch import open_part
from briefing.speak import VoiceFile
from briefing.storage import PartialFile

TRIES = 4

Watch = Callable[[str, int, int], None]  # the name of a file, the bytes that have come, the bytes it has


def download(file: VoiceFile, target: PartialFile, watch: Watch) -> None:
    """Download a file unless it is there already; try again where a connection breaks off.

    Raises:
        FetchError: The address does not answer, or not with the file.
        StorageError: The checksum is wrong, or the file cannot be written.
    """
    if target.is_finished:
        return
    for left in reversed(range(TRIES)):
        try:
            _download_rest(file, target, watch)
            break
        except UnavailableError:
            if not left:
                raise
    target.finish(file.method, file.digest)


def _download_rest(file: VoiceFile, target: PartialFile, watch: Watch) -> None:
    with open_part(file.address, target.size) as part:
        position, total = part.start, part.total
        for piece in part.pieces:
            position = target.add(piece, position)
            watch(file.name, position, max(total, position))
    if position < total:
        raise UnavailableError(f"{file.address} broke off", "Try again: it goes on there.")
