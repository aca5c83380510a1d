"""Text that no engine's border can choke on."""


def speakable(text: str) -> str:
    """Without NUL, which ends a C string, and lone surrogates, which have no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
