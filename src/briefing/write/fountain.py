"""Script to Fountain (fountain.io/syntax), the plain-text format for screenplays, its escaping and its lines.

A round trip keeps the title, the language, sections (role, title, URL, source, chime, recording), the words
of each segment, its role, its language, its direction, its pause, whether it is a phrase of the program, and
the speakers (id, role, gender). It does not keep `spans` and `named`. `say` is computed again from the words.
Of a file that is read, boneyard (comments) is removed, and line numbers are kept for error messages.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from briefing.errors import UsageError
from briefing.model import Gender, Insert, Narration, Quote, Script, Section, Segment, Speaker
from briefing.text import name_slug
from briefing.write.utterances import with_pauses

# Emphasis, notes, boneyard, fields, and the escape itself: '*', '_', '[', ']', '/*', '|', '\'
_MARKUP = re.compile(r"[\\*_\[\]|]|/(?=\*)")
# A first character that makes a line something else than dialogue: '(slower)', '# Story', '> right', '~ la'
_LINE_START = re.compile(r"^[(#=>~!@.]")
_IN_NAME = re.compile(r"[()^]")
# '*italic*', '**bold**', '_underlined_'; an escape is passed over
_EMPHASIS = re.compile(r"\\.|(\*{1,3}|_)(?=[^\s*_])((?:\\.|[^\\])*?)(?<=[^\s])\1")
_ESCAPED = re.compile(r"\\(.)")

NARRATOR = "NARRATOR"
SOMEBODY = "SOMEBODY"
# An escape, a boneyard '/* cut */', or a note '[[pause: 900]]'; either may run over lines.
_MARKED = re.compile(r"\\.|/\*.*?\*/|\[\[((?:\\.|[^\\])*?)\]\]", re.DOTALL)
_KEY = re.compile(r"(\w+)(?::\s*(.*))?\Z", re.DOTALL)

# 'Title: The news', the key of a title page
_TITLE_KEY = re.compile(r"^([A-Za-z][\w ]*):\s*(.*)$")
# a speaker's line: fields parted by bars, '\\|' is a bar
_FIELD = re.compile(r"((?:\\.|[^|\\])*)(?:\||$)")


def escape(text: str) -> str:
    """Escape words for a line of dialogue, so that no character is read as markup."""
    words = " ".join(text.split())
    return _LINE_START.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", words))


def escape_inside(text: str) -> str:
    """Escape words for a line with brackets: a character's name, a parenthetical, a field."""
    return _IN_NAME.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", " ".join(text.split())))


def escape_note(text: str) -> str:
    """Escape words for a note: only brackets and backslashes, so that URLs stay readable."""
    return re.sub(r"[\\\[\]]", r"\\\g<0>", " ".join(text.split()))


def without_emphasis(text: str) -> str:
    """Remove the emphasis of 'the *whole* truth'; an escaped star stays."""
    stripped = _EMPHASIS.sub(lambda match: match.group(2) if match.group(1) else match.group(), text)
    return text if stripped == text else without_emphasis(stripped)


def unescape(text: str) -> str:
    """Remove the escapes."""
    return _ESCAPED.sub(r"\1", text)


def plain_words(text: str) -> str:
    """Remove the escapes, and join the words by single blanks."""
    return " ".join(unescape(text).split())


def fountain_from_script(script: Script) -> str:
    """Return the script as a Fountain screenplay, which `script_from_fountain` reads.

    Args:
        script: Any script.

    Returns:
        Text that ends in a newline, with sections as headings and each segment as a dialogue block.
    """
    names = _names_shown(script)
    sections = (_section(section, names) for section in script.sections)
    return "\n\n".join([_title_page(script, names), *sections]) + "\n"


def _names_shown(script: Script) -> dict[Speaker, str]:
    """Return the name above each speaker's lines; speakers with the same name are numbered."""
    names: dict[Speaker, str] = {}
    taken: set[str] = set()
    quotes = (s for section in script.sections for s in section.segments if isinstance(s, Quote))
    for speaker in dict.fromkeys(quote.speaker for quote in quotes if quote.speaker):
        plain = " ".join(speaker.name.split())
        shown = next(
            name for n in range(1, len(taken) + 2) if (name := _numbered(plain, n)).casefold() not in taken
        )
        names[speaker] = shown
        taken.add(shown.casefold())
    return names


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} {number}"


def _title_page(script: Script, names: dict[Speaker, str]) -> str:
    lines = [f"Title: {escape_inside(script.title)}", f"Language: {script.language}"]
    if names:
        lines += ["Speakers:", *(f"    {_speaker_line(*pair)}" for pair in names.items())]
    return "\n".join(lines)


def _speaker_line(speaker: Speaker, shown: str) -> str:
    """'Eric Sandell | male | a prosecutor | first name'; id and full name follow where unusual."""
    own_name = "" if speaker.name == shown else speaker.name
    own_id = "" if speaker.id == name_slug(speaker.name) else speaker.id
    fields = [shown, speaker.gender, speaker.role, speaker.gender_source, own_id, own_name]
    return " | ".join(escape_inside(field) for field in fields).rstrip(" |")


def _section(section: Section, names: dict[Speaker, str]) -> str:
    notes = [f"# {escape_inside(section.title)}".rstrip()]
    if section.role != "story":
        notes.append(_note("section", section.role))
    notes += [_note(key, value) for key, value in (("url", section.url), ("source", section.source)) if value]
    if section.chime_before:
        notes.append("[[chime]]")
    if section.insert:
        notes += [_note(key, value) for key, value in _insert_notes(section.insert)]
    usual = with_pauses(section.segments)
    blocks = [_segment(*pair, names) for pair in zip(section.segments, usual, strict=True)]
    return "\n\n".join(["\n".join(notes), *blocks])


def _insert_notes(insert: Insert) -> list[tuple[str, str]]:
    """Return the notes of a recording: its file, and its times and pause in milliseconds."""
    times = (insert.limit_ms, insert.duration_ms, insert.pause_ms)
    return [("recording", insert.path), ("times", " ".join(map(str, times)))]


def _segment(segment: Segment, usual: Segment, names: dict[Speaker, str]) -> str:
    lines = [_character(segment, names)]
    if segment.direction:
        lines.append(f"({escape_inside(segment.direction)})")
    if segment.language:
        lines.append(f"(language: {escape_inside(segment.language)})")
    lines.append(escape(segment.text))
    if segment.pause_ms != usual.pause_ms:
        lines.append(_note("pause", str(segment.pause_ms)))
    return "\n".join(lines)


def _character(segment: Segment, names: dict[Speaker, str]) -> str:
    match segment:
        case Quote(speaker=None):
            return SOMEBODY
        case Quote(speaker=speaker) if speaker:
            return f"@{escape_inside(names[speaker])}"
        case Narration(role=role, ours=ours):
            extension = [*([] if role == "body" else [role]), *(["ours"] if ours else [])]
            return f"{NARRATOR} ({', '.join(extension)})" if extension else NARRATOR
        case _:
            return NARRATOR


def _note(key: str, value: str) -> str:
    return f"[[{key}: {escape_note(value)}]]"


@dataclass(frozen=True, slots=True)
class Note:
    """A note with a key that we know: '[[pause: 900]]'."""

    number: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line without notes and boneyard; `number` counts from 1."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Return True if nothing stands on it."""
        return not self.text.strip()


def read_lines(text: str) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """Return the lines, and the notes with the number of the line on which each begins.

    A line that held nothing but a note or boneyard is no line, so that a note may stand between a
    character and the words.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    notes: list[Note] = []
    emptied: set[int] = set()

    def cut(match: re.Match[str]) -> str:
        if match.group().startswith("\\"):
            return match.group()
        first = text.count("\n", 0, match.start()) + 1
        breaks = match.group().count("\n")
        emptied.update(range(first, first + breaks + 1))
        if match.group(1) is not None and (key := _KEY.match(match.group(1).strip())):
            notes.append(Note(first, key.group(1).lower(), (key.group(2) or "").strip()))
        return "\n" * breaks

    remaining = _MARKED.sub(cut, text).split("\n")
    lines = (Line(number, line) for number, line in enumerate(remaining, 1))
    return tuple(line for line in lines if line.number not in emptied or not line.is_blank), tuple(notes)


def read_title_page(lines: Sequence[Line]) -> tuple[dict[str, Line], Sequence[Line]]:
    """Return the values of the title page by key; a value on several indented lines keeps its line ends."""
    start = next((n for n, line in enumerate(lines) if not line.is_blank), len(lines))
    values: dict[str, Line] = {}
    key = ""
    for position in range(start, len(lines)):
        line = lines[position]
        match = _TITLE_KEY.match(line.text)
        if match:
            key = match.group(1).lower()
            values[key] = Line(line.number, match.group(2).strip())
        elif key and line.text[:1].isspace() and not line.is_blank:
            values[key] = Line(values[key].number, f"{values[key].text}\n{line.text.strip()}")
        else:
            return values, lines[position:] if key else lines
    return values, ()


def read_speakers(page: Mapping[str, Line]) -> dict[str, Speaker]:
    """Return the speakers of the title page by the name above their lines."""
    table = page.get("speakers", Line(1, ""))
    speakers: dict[str, Speaker] = {}
    for offset, line in enumerate(table.text.split("\n")):
        if line.strip():
            fields = [plain_words(found) for found in _FIELD.findall(line)]
            shown, gender, role, gender_source, own_id, own_name, *_ = [*fields, *[""] * 6]
            name = own_name or shown
            number = table.number + offset
            speakers[shown.casefold()] = Speaker(
                own_id or name_slug(name), name, role, _gender(gender or "unknown", number), gender_source
            )
    return speakers


def _gender(word: str, number: int) -> Gender:
    for gender in get_args(Gender):
        if gender == word:
            return gender  # type: ignore[no-any-return]
    known = ", ".join(get_args(Gender))
    raise UsageError(f"line {number} of the script: {word!r} is not a gender", f"Use one of: {known}.")
