"""A voice onto this machine: its files downloaded, continued after a break, checked, and its licence."""

from briefing.installing.download import Watch
from briefing.installing.voices import Installed, Origin, Supply, install_cast, install_voice

__all__ = ["Installed", "Origin", "Supply", "Watch", "install_cast", "install_voice"]
