"""The distribution on the package index, how it was installed here, and the command that adds an extra.

The import package and the command are called `briefing`. The distribution is not: that name belongs to
another project on PyPI, whose package has the same import name and would overwrite this one.
"""

import json
import re
import shlex
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

DISTRIBUTION = "briefing-audio"
_PIPX_RECORD, _UV_TOOL_RECORD = "pipx_metadata.json", "uv-receipt.toml"  # below sys.prefix
_DRIVE = re.compile(r"/[A-Za-z]:/")  # '/C:/clone'
_EXTRAS = re.compile(r"\[([^]]*)]")  # 'briefing-audio[natural,dask]', '/home/me/clone[natural]'


@dataclass(frozen=True, slots=True)
class Installation:
    """What this environment says about how the program was installed; '' where it says nothing.

    Attributes:
        python: The path of the interpreter.
        installer: The text of the distribution's INSTALLER file: 'pip', 'uv' ...
        direct_url: The text of its direct_url.json (PEP 610), which exists unless it came from an index.
        pipx_record: The text of pipx's record of the environment.
        uv_tool_record: The text of the receipt that `uv tool install` leaves in the environment.
        is_windows: True for commands of cmd.exe or PowerShell.
    """

    python: str
    installer: str = "pip"
    direct_url: str = ""
    pipx_record: str = ""
    uv_tool_record: str = ""
    is_windows: bool = False


def hint_for_extra(extra: str) -> str:
    """Return the command that adds an extra of this distribution to the environment that runs now."""
    return install_command(extra, find_installation())


def program_version() -> str:
    """Return the installed version, or '0' in a source tree that was never installed."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "0"


def find_installation() -> Installation:
    """Read how this program was installed from its metadata and from the files of its environment."""
    try:
        own = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:  # a source tree that was never installed
        return Installation(sys.executable, is_windows=sys.platform == "win32")
    return Installation(
        python=sys.executable,
        installer=(own.read_text("INSTALLER") or "pip").strip(),
        direct_url=own.read_text("direct_url.json") or "",
        pipx_record=_text_of(Path(sys.prefix, _PIPX_RECORD)),
        uv_tool_record=_text_of(Path(sys.prefix, _UV_TOOL_RECORD)),
        is_windows=sys.platform == "win32",
    )


def install_command(extra: str, found: Installation) -> str:
    """Return the command that adds an extra to an installation, from the source that it came from.

    pipx and `uv tool` replace what they record, so their commands name the extras that are there already.
    """
    if found.pipx_record:
        return f"pipx install --force {_requirement(found, _pipx_extras(found.pipx_record), extra)}"
    if found.uv_tool_record:
        return f"uv tool install --force {_requirement(found, _uv_extras(found.uv_tool_record), extra)}"
    python = _quoted(found.python, found.is_windows)
    if found.installer == "uv":  # its environments have no pip
        return f"uv pip install --python {python} {_requirement(found, [], extra)}"
    return f"{python} -m pip install {_requirement(found, [], extra)}"


def _requirement(found: Installation, extras: list[str], wanted: str) -> str:
    """Return the requirement to type: a name, a folder (`-e` for an editable one), or a URL (PEP 508)."""
    named = f"[{','.join(dict.fromkeys((*extras, wanted)))}]"
    source = _parsed(found.direct_url)
    url = str(source.get("url", ""))
    if not url:
        return _always_quoted(DISTRIBUTION + named, found.is_windows)
    if "dir_info" in source:
        option = "--editable " if source["dir_info"].get("editable") else ""
        return option + _always_quoted(_folder_of(url) + named, found.is_windows)
    if "vcs_info" in source:
        revision = source["vcs_info"].get("requested_revision", "")
        url = f"{source['vcs_info']['vcs']}+{url}" + (f"@{revision}" if revision else "")
    return _always_quoted(f"{DISTRIBUTION}{named} @ {url}", found.is_windows)


def _folder_of(url: str) -> str:
    """Return the folder of a URL: file:///home/me/my%20clone, file:///C:/clone."""
    path = unquote(urlsplit(url).path)
    return path[1:] if _DRIVE.match(path) else path


def _pipx_extras(record: str) -> list[str]:
    package = _parsed(record).get("main_package", {})
    found = _EXTRAS.search(str(package.get("package_or_url", "")))
    return [name.strip() for name in found[1].split(",")] if found else []


def _uv_extras(record: str) -> list[str]:
    try:
        requirements = tomllib.loads(record)["tool"]["requirements"]
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        return []
    own = (each for each in requirements if each.get("name") == DISTRIBUTION)
    return [extra for each in own for extra in each.get("extras", ())]


def _parsed(text: str) -> dict[str, Any]:
    """Return a JSON object; {} for a missing or damaged file, because a hint must never fail."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _always_quoted(text: str, is_windows: bool) -> str:
    """Quoted for the shell even where this one need not be: zsh expands square brackets."""
    if is_windows or "'" in text:
        return f'"{text}"'
    return f"'{text}'"


def _quoted(text: str, is_windows: bool) -> str:
    if is_windows:
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
