"""What is published: the place of a programme, episodes in output/, copies of the site."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from briefing.model import Episode, PublishedEpisode
from briefing.model.codec import from_json
from briefing.storage.files import storage_errors, write_atomic
from briefing.text import file_slug

EPISODE_FILE = "episode.json"
_LIST = ".briefing-files"


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


def mirrored_files(folder: Path) -> set[str]:
    """Return the paths of the files that earlier mirrors wrote; empty for a folder without a mirror.

    Args:
        folder: The folder that mirrors the site.
    """
    return {path for path in _listed(folder) if _is_within(folder, path)}


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
