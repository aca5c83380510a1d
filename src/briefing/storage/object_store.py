"""Object stores such as S3, by fsspec: a batch reads pages from them and writes its results into them."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefing.distribution import hint_for_extra
from briefing.errors import StorageError, UsageError
from briefing.storage.files import read_whole

# of fsspec: S3, Google Cloud Storage, Azure; folders of this machine and of this process, for trials
_OBJECT_SCHEMES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "local", "memory")


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
