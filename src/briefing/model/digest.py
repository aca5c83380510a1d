"""The name of what was made: a digest of everything that it depends on, for a `ClipStore`."""

from hashlib import blake2b

_DIGEST_BYTES = 20


def digest(*parts: object) -> str:
    """Lower-case hexadecimal of the parts as text, kept apart: ('ab', 'c') is not ('a', 'bc')."""
    told = blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        told.update(len(data).to_bytes(8, "big") + data)
    return told.hexdigest()
