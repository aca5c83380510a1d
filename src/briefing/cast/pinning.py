"""What lasts of a casting: the voices to remember, and the ones that the user fixed."""

from collections.abc import Mapping
from dataclasses import replace

from briefing.model import Cast, Casting, Quote, Role, Speaker
from briefing.text import name_slug


def pin_speakers(cast: Cast, pins: Mapping[str, str]) -> Cast:
    """The cast with the user's own pins (speaker's name or id to a voice's id), which win over the cast's."""
    own = {name_slug(speaker): voice for speaker, voice in pins.items()}
    theirs = {name_slug(speaker): voice for speaker, voice in cast.pinned}
    return replace(cast, pinned=tuple((theirs | own).items()))


def voices_to_remember(casting: Casting) -> dict[str, str]:
    """Speaker's id to voice's id, for the next programme.

    Not worth keeping is a voice that was shared for want of voices, one that an editor directed for one
    script, and one that would be wrong if the speaker's gender became known.
    """
    kept: dict[str, str] = {}
    for role in casting.roles:
        segment = casting.script.sections[role.section].segments[role.segment]
        if not isinstance(segment, Quote) or segment.speaker is None:
            continue
        if role.reason.startswith(("shared", "directed")) or _may_prove_wrong(role, segment.speaker):
            continue
        kept.setdefault(segment.speaker.id, role.voice.id)
    return kept


def _may_prove_wrong(role: Role, speaker: Speaker) -> bool:
    return speaker.gender == "unknown" and role.voice.gender != "neutral" and role.reason != "pinned"
