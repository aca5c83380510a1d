"""Install voices: download or assemble their files, verify them, and find the licence."""

from briefing.installing.downloads import OnProgress
from briefing.installing.voices import (
    FileSource,
    InstalledPackage,
    InstallOptions,
    install_cast,
    install_voice,
)

__all__ = ["FileSource", "InstallOptions", "InstalledPackage", "OnProgress", "install_cast", "install_voice"]
