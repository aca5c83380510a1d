"""Every JSON output and every JSON file is what its schema in docs/reference/schemas says.

One morning is made in a folder, and everything that is printed and written is kept by the name of its schema.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from tests.cli.conftest import DAY, EXAMPLES, TONE
from tests.installing.mirror import Mirror, sha256
from tests.serve.running_server import running_server
from typer.testing import CliRunner

from briefing.cli.app import COMMANDS, app, load_command
from briefing.serve import ServeOptions

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference" / "schemas"
PAGE = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
NAMES = sorted(path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.schema.json"))
BRIDGE, LIBRARY, FERRY = (
    str(EXAMPLES / name) for name in ("harbour-bridge.html", "library-hours.html", "night-ferry.txt")
)
PATH_TOKEN = "a-token-of-the-tests"  # noqa: S105  # a test's
SETTINGS = """
[[clean.rules]]
site = "news.example"
drop_phrases = ["harbour cards"]

[fetch]
allow_networks = ["127.0.0.0/8"]
"""
Outputs = dict[str, list[Any]]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outputs]:
    """Everything that is printed and written in one morning, by the name of its schema."""
    home = tmp_path_factory.mktemp("home")
    (home / "config").mkdir()
    (home / "config" / "briefing.toml").write_text(SETTINGS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        patch.setenv("BRIEFING_CAST", str(TONE))
        for name in ("CONFIG", "DATA", "CACHE"):
            patch.setenv(f"BRIEFING_{name}", str(home / name.lower()))
        made: Outputs = {name: [] for name in NAMES}
        for add in (add_programmes, add_articles, add_digest, add_voices, add_facts, add_files, add_answers):
            add(made, home)
        yield made


def add_programmes(made: Outputs, home: Path) -> None:
    made["make"] += typed("make", BRIDGE, FERRY, "nowhere.html", "-o", "x.mp3", "--json")
    made["make"] += typed("make", FERRY, "--title", "An episode", "--json")
    made["failure"] += typed("make", "nowhere.html", "--json")
    typed("script", FERRY, "-o", "x.fountain")
    made["make"] += typed("speak", "x.fountain", "-o", "y.mp3", "--json")
    made["make"] += typed("voices", "audition", "woman-1", "-o", "z.mp3", "--json")
    (home / "list.txt").write_text(f"{FERRY}\nnowhere.html\n")
    page, failure = typed("batch", "list.txt", "-o", "batch", "--workers", "1")
    made["batch"].append(page)
    made["failure"].append(failure)


def add_articles(made: Outputs, home: Path) -> None:
    for command in ("clean", "quotes"):
        found, missing = typed(command, BRIDGE, "nowhere.html", "--json")
        made[command].append(found)
        made["failure"].append(missing)
    (home / "unnamed.txt").write_text(
        "Gulls return\n\nThe “gull tax” is back. “We are not amused by any of it.”\n"
    )
    made["quotes"] += typed("quotes", "unnamed.txt", "--json")
    made["script"] += typed("script", BRIDGE, "unnamed.txt", "--json")
    made["say"] += typed("say", "It cost $1.2 million", "--json")


def add_digest(made: Outputs, home: Path) -> None:
    (home / "saved").mkdir()
    (home / "saved" / "library.html").write_bytes(Path(LIBRARY).read_bytes())
    typed("feeds", "add", "saved")
    made["feeds-list"] += typed("feeds", "list", "--json")
    made["digest"] += typed("digest", "--dry-run", "--json")
    made["digest"] += typed("digest", "--json")
    made["digest"] += typed("digest", "--json")  # nothing is new
    made["episodes-list"] += typed("episodes", "list", "--json")
    made["library-restore"] += typed("library", "restore", "--json")


def add_voices(made: Outputs, home: Path) -> None:
    made["voices-list"] += typed("voices", "list", "--engine", "pyttsx3", "--json")
    made["voices-casts"] += typed("voices", "casts", "--json")
    typed("voices", "pin", "Maria Okafor", "woman-1")
    made["voices-pinned"] += typed("voices", "pinned", "--json")
    with Mirror() as mirror:
        mirror.answers["/babble.onnx"] = b"babble"
        thread = Thread(target=mirror.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        address, digest = f"{mirror.address}babble.onnx", sha256(b"babble")
        file = f'{{ name = "babble.onnx", address = "{address}", sha256 = "{digest}" }}'
        package = f'[[package]]\nname = "babble"\nengine = "piper"\nlicence = "CC0"\nfiles = [{file}]\n'
        (home / "mirror.toml").write_text(package)
        made["voices-install"] += typed("voices", "install", "babble", "--catalogue", "mirror.toml", "--json")
        mirror.shutdown()
        thread.join()


def add_facts(made: Outputs, home: Path) -> None:
    made["settings-show"] += typed("settings", "show", "--json")
    made["doctor"] += typed("doctor", "--json")


def add_files(made: Outputs, home: Path) -> None:
    typed("publish", "--to", "site", "--base", "https://radio.example/a-long-secret")
    for name, pattern in {
        "transcript": "*.transcript.json",
        "chapters": "*.chapters.json",
        "episode": "output/*/episode.json",
        "batch": "batch/*/*.json",
        "manifest": "site/manifest.webmanifest",
        "published-files": "site/.briefing-files",
        "pins": "data/pins.json",
    }.items():
        found = [path for path in sorted(home.glob(pattern)) if name != "batch" or path.suffixes == [".json"]]
        made[name] += [json.loads(path.read_bytes()) for path in found]


def add_answers(made: Outputs, home: Path) -> None:
    options = ServeOptions(
        home / "output", home / "data" / "inbox", PATH_TOKEN, positions=home / "data" / "positions.json"
    )
    with running_server(options) as port:
        address = f"http://127.0.0.1:{port}/{PATH_TOKEN}/"
        asked = {"url": "https://news.example/gulls", "html": "<h1>Gulls</h1>"}
        made["saved"].append(httpx2.post(f"{address}articles", json=asked).json())
        heard = {"positions": {"e1": {"position": 12.5, "played": False, "changed": 1}}}
        made["positions"].append(httpx2.post(f"{address}positions", json=heard).json())
        made["waiting"].append(httpx2.get(f"{address}articles").json())
        terns = {"url": "https://news.example/terns"}
        httpx2.post(f"{address}articles", json=terns)
        made["removed"].append(httpx2.post(f"{address}articles/remove", json=terns).json())
        made["manifest"].append(httpx2.get(f"{address}manifest.webmanifest").json())
    made["inbox"] += [json.loads(path.read_bytes()) for path in (home / "data" / "inbox").glob("*.json")]


def typed(*words: str) -> list[Any]:
    """The objects that a command prints; none for a command that prints text."""
    done = CliRunner().invoke(app, list(words))
    is_json = "--json" in words or words[0] == "batch"
    return [json.loads(line) for line in done.stdout.splitlines()] if is_json else []


@cache
def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


def closed(part: Any) -> Any:
    """The schema, but with no keys beside those that it names."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    inner = {key: closed(one) for key, one in part.items()}
    is_open = part.get("type") == "object" and "properties" in part
    return inner | {"additionalProperties": False} if is_open else inner


def validator(schemas: dict[str, dict[str, Any]], name: str) -> Draft202012Validator:
    resources = ((one["$id"], Resource.from_contents(one)) for one in schemas.values())
    return Draft202012Validator(schemas[name], registry=Registry[Any]().with_resources(resources))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_named_after_its_file(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"].endswith(f"/docs/reference/schemas/{name}.schema.json")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_printed_and_written_has_each_required_key_and_no_key_that_the_schema_does_not_name(
    name: str, outputs: Outputs
) -> None:
    strict = validator({one: closed(schema(one)) for one in NAMES}, name)
    wrong = [error.message for value in outputs[name] for error in strict.iter_errors(value)]
    assert (len(outputs[name]) > 0, wrong) == (True, [])


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"pins", "published-files"}))
def test_a_schema_allows_keys_that_a_later_version_adds(name: str, outputs: Outputs) -> None:
    grown = [value | {"added": 1} for value in outputs[name]]
    allowing = validator({one: schema(one) for one in NAMES}, name)
    assert [error.message for value in grown for error in allowing.iter_errors(value)] == []


def test_the_page_links_each_schema() -> None:
    assert set(re.findall(r"\(schemas/([\w-]+)\.schema\.json\)", PAGE)) == set(NAMES)


def test_the_page_lists_each_command_that_prints_json() -> None:
    listed = re.findall(r"^\| `(briefing [^`]+) --json` \|", PAGE, re.MULTILINE)
    printing = [path for name in COMMANDS for path in json_commands(load_command(name), f"briefing {name}")]
    assert sorted(listed) == sorted(printing)


def json_commands(command: Any, path: str) -> Iterator[str]:
    """The command and its subcommands, as far as they have --json."""
    if any("--json" in parameter.opts for parameter in command.params):
        yield path
    for name, verb in getattr(command, "commands", {}).items():
        yield from json_commands(verb, f"{path} {name}")
