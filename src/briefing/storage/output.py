"""What is published: the place of a programme, episodes in output/, copies of the site, objects of a batch.

The token of the feed is kept here too.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from briefing.distribution import hint_for_extra
from briefing.errors import StorageError, UsageError
from briefing.model import Episode, PublishedEpisode
from briefing.model.codec import from_json
from briefing.storage.files import OWNER_MODE, read_whole, storage_errors, write_atomic
from briefing.text import file_slug

EPISODE_FILE = "episode.json"
_LIST = ".briefing-files"
_MIN_CHARACTERS = 16
# of fsspec: S3, Google Cloud Storage, Azure; folders of this machine and of this process, for trials
_OBJECT_SCHEMES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "local", "memory")


def programme_path(output: Path, day: str, title: str) -> Path:
    """Return the path output/<day>-<slug>/<slug>.mp3.

    Args:
        output: The output folder.
        day: An ISO date ('2026-11-23').
        title: The title of the programme.
    """
    slug = file_slug(title)
    return output / f"{day}-{slug}" / f"{slug}.mp3"


def numbered_places(mp3: Path) -> Iterator[Path]:
    """Yield the path, then the same in 'folder-2' to 'folder-999', for more programmes of one name.

    Args:
        mp3: The path of an MP3 in a folder of its own.
    """
    yield mp3
    for number in range(2, 1000):
        yield mp3.parent.with_name(f"{mp3.parent.name}-{number}") / mp3.name


def published_episodes(output: Path) -> tuple[PublishedEpisode, ...]:
    """Return every complete episode below `output`, sorted by folder name.

    A folder without an MP3 or without a valid episode.json is skipped: a run may be writing it.

    Args:
        output: The output folder.
    """
    return tuple(_episodes(output))


def _episodes(output: Path) -> Iterator[PublishedEpisode]:
    for file in sorted(output.glob(f"*/{EPISODE_FILE}")):
        audio = min(file.parent.glob("*.mp3"), default=None)
        if audio is None or file.parent.name.startswith("."):
            continue
        try:
            episode = from_json(Episode, file.read_text(encoding="utf-8"))
            yield PublishedEpisode(file.parent.name, audio.stem, audio.stat().st_size, episode)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def foreign_files(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return those of our paths at which the folder holds a file that we did not write.

    Args:
        folder: The folder that mirrors the site.
        paths: Paths below it that will be written.
    """
    own = _listed(folder)
    return [path for path in sorted(paths) if path not in own and (folder / path).exists()]


def begin_mirror(folder: Path, paths: Iterable[str]) -> None:
    """List the files that will be written, before the first is, so that they can be removed after a crash.

    Args:
        folder: The folder that mirrors the site.
        paths: Paths below it that will be written.
    """
    _write_list(folder, _listed(folder) | set(paths))


def end_mirror(folder: Path, paths: Iterable[str]) -> None:
    """Remove our earlier files that are not among `paths`, and folders that become empty.

    Args:
        folder: The folder that mirrors the site.
        paths: Paths below it that were written.

    Raises:
        StorageError: A file cannot be removed.
    """
    standing = set(paths)
    for path in sorted(_listed(folder) - standing):
        file = folder / path
        if not _is_within(folder, path):
            continue
        with storage_errors(file, "remove"):
            file.unlink(missing_ok=True)
        with suppress(OSError):  # another file is in it, or it is gone
            file.parent.rmdir()
    _write_list(folder, standing)


def _is_within(folder: Path, path: str) -> bool:
    """Return True if a path of the list stays inside the folder, also through links."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        return False
    return (folder / path).parent.resolve().is_relative_to(folder.resolve())


def _listed(folder: Path) -> set[str]:
    """Return the list of our files; empty if there is none."""
    try:
        found = json.loads((folder / _LIST).read_bytes())
    except (OSError, ValueError):
        return set()
    return {path for path in found if isinstance(path, str)} if isinstance(found, list) else set()


def _write_list(folder: Path, paths: set[str]) -> None:
    data = json.dumps(sorted(paths), ensure_ascii=False, indent=0).encode("utf-8", "surrogateescape")
    path = folder / _LIST
    if not path.is_file() or path.read_bytes() != data:
        write_atomic(path, data)


def read_token(path: Path) -> str:
    """Return the feed's token; make one if there is none.

    Args:
        path: The file of the token.

    Raises:
        StorageError: The file cannot be read or written.
    """
    if not path.exists():
        return renew_token(path)
    token = read_whole(path).decode("utf-8", "replace").strip()
    if len(token) < _MIN_CHARACTERS or not token.replace("-", "").replace("_", "").isalnum():
        raise StorageError(f"{path} does not hold a token", "Make a new one: briefing serve --new-token")
    return token


def renew_token(path: Path) -> str:
    """Make a new token; addresses with the old one stop working.

    Args:
        path: The file of the token.

    Returns:
        The new token.

    Raises:
        StorageError: The file cannot be written.
    """
    token = secrets.token_urlsafe(16)
    write_atomic(path, f"{token}\n".encode(), mode=OWNER_MODE)
    return token


def is_object_address(address: str) -> bool:
    """Return True for the address of an object store, such as s3://bucket/folder.

    Args:
        address: A URL or a path.
    """
    return address.partition("://")[0] in _OBJECT_SCHEMES and "://" in address


def read_object(address: str) -> bytes:
    """Return the bytes of an object.

    Args:
        address: Its address, such as s3://bucket/page.html.

    Raises:
        StorageError: The object does not exist or cannot be read.
        UsageError: The package of the object store is not installed.
    """
    with _object_errors(address, "read"):
        data: bytes = _file_system(address).cat_file(address)
        return data


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a temporary folder that is removed at the end of the block.

    Returns:
        A context manager that gives the folder.
    """
    with TemporaryDirectory(prefix="briefing-") as folder:
        yield Path(folder)


class ObjectFolder:
    """The objects below an address of an object store. An object is written whole or not at all.

    Args:
        address: The address, such as s3://bucket/briefings.

    Raises:
        UsageError: The package of the object store is not installed.
    """

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._files = _file_system(address)

    def read(self, name: str) -> bytes | None:
        """Return an object, None if it does not exist. Raises StorageError."""
        path = f"{self._address}/{name}"
        with _object_errors(path, "read"):
            try:
                data: bytes = self._files.cat_file(path)
            except FileNotFoundError:
                return None
            return data

    def write(self, name: str, data: bytes) -> None:
        """Write an object. Raises StorageError."""
        path = f"{self._address}/{name}"
        with _object_errors(path, "write"):
            try:
                self._files.pipe_file(path, data)
            except FileNotFoundError:  # a folder is missing; a store has none
                self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._files.pipe_file(path, data)

    def write_files(self, folder: Path) -> None:
        """Write all files below a folder, under their relative paths. Raises StorageError."""
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            self.write(file.relative_to(folder).as_posix(), read_whole(file))


def _file_system(address: str) -> Any:
    """Return fsspec's access to a store. Its settings and logins come from the variables of its package."""
    try:
        return import_module("fsspec").url_to_fs(address)[0]
    except ImportError as cause:
        raise UsageError(f"{address} needs another package: {cause}", hint_for_extra("s3")) from cause


@contextmanager
def _object_errors(path: str, verb: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as cause:
        raise StorageError(f"cannot {verb} {path}: no such object", "Check the address.") from cause
    except Exception as cause:  # each client of a store has errors of its own
        reason = " ".join(str(cause).split()) or type(cause).__name__
        raise StorageError(
            f"cannot {verb} {path}: {reason}", "Check the address and the login of the object store."
        ) from cause
