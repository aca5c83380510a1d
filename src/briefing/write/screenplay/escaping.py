"""Words that Fountain would read as markup, escaped by a backslash (fountain.io/syntax, 'Emphasis')."""

import re

# Emphasis, notes, boneyard, fields, and the escape itself: '*', '_', '[', ']', '/*', '|', '\'
_MARKUP = re.compile(r"[\\*_\[\]|]|/(?=\*)")
# A first character that makes a line something else than dialogue: '(slower)', '# Story', '> right', '~ la'
_LINE_START = re.compile(r"^[(#=>~!@.]")
_IN_NAME = re.compile(r"[()^]")
# '*italic*', '**bold**', '_underlined_'; an escape is passed over
_EMPHASIS = re.compile(r"\\.|(\*{1,3}|_)(?=[^\s*_])((?:\\.|[^\\])*?)(?<=[^\s])\1")
_ESCAPED = re.compile(r"\\(.)")


def escape(text: str) -> str:
    """Words as a line of Fountain that reads as nothing but words."""
    words = " ".join(text.split())
    return _LINE_START.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", words))


def escape_inside(text: str) -> str:
    """Words inside a line that also holds brackets: a character's name, a parenthetical, a field."""
    return _IN_NAME.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", " ".join(text.split())))


def escape_note(text: str) -> str:
    """Words inside a note: only its brackets and the escape itself, so that addresses stay readable."""
    return re.sub(r"[\\\[\]]", r"\\\g<0>", " ".join(text.split()))


def without_emphasis(text: str) -> str:
    """'the *whole* truth' without the stars; an escaped star stays."""
    stripped = _EMPHASIS.sub(lambda match: match.group(2) if match.group(1) else match.group(), text)
    return text if stripped == text else without_emphasis(stripped)


def unescape(text: str) -> str:
    """The words again."""
    return _ESCAPED.sub(r"\1", text)
