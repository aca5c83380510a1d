"""The script as Fountain (fountain.io), the plain-text form of screenplays, out and in.

What a round trip keeps: title and language, sections with role, title, url, source and chime, each
segment's words, its role, whether it is ours, its language, direction and pause, and the speakers with id,
role and gender. It does not keep where in the article the words stand (`spans`, `named`); `say` is made anew
from the words.
"""

from briefing.write.screenplay.parsing import script_from_fountain
from briefing.write.screenplay.rendering import fountain_from_script

__all__ = ["fountain_from_script", "script_from_fountain"]
