"""Whether a process that somebody else had started has ended."""

import os
import time
from pathlib import Path


def is_gone(process: int, wait_s: float = 5) -> bool:
    """Ended, or dead and not yet asked after by whoever adopted it; given so long to end."""
    until = time.monotonic() + wait_s
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
            if Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False
