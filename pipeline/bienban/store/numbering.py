"""Numbers for what is joined: the same for the same parts, whatever else is in the archive."""

from hashlib import blake2b


def number_of(*parts: str) -> int:
    """A number of 56 bits made from `parts`."""
    return int.from_bytes(
        blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=7).digest()
    )
