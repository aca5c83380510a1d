"""Small castings of our own for the tests of speak and mix."""

from collections.abc import Sequence

from briefing.model import Casting, Narration, Role, Script, Section, Voice

ALTO = Voice("narrator", "tone", "alto", "en", "female", 160)
BASS = Voice("man-1", "tone", "bass", "en", "male", 160)


class DictClipStore(dict[str, bytes]):
    """A clip store in memory."""

    def put(self, key: str, data: bytes) -> None:
        self[key] = data


def casting_of(
    stories: Sequence[Sequence[str]], voices: Sequence[Voice] = (ALTO, BASS), fallback: Voice | None = None
) -> Casting:
    """Each story is a section of lines; the voices take turns; a chime stands before all stories but one."""
    sections = [
        Section(
            f"Story {number}",
            tuple(Narration(text, text, pause_ms=300) for text in lines),
            chime_before=number > 0,
        )
        for number, lines in enumerate(stories)
    ]
    roles = [
        Role(number, place, voices[place % len(voices)], "in turn")
        for number, lines in enumerate(stories)
        for place, _ in enumerate(lines)
    ]
    return Casting(Script("A test", "en", tuple(sections)), tuple(roles), fallback=fallback)
