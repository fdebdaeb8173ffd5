"""How much one document may ask for; what asks for more is a ReadError, never a stopped machine."""

FILE_BYTES = 64 * 1024 * 1024
"""A document as it lies there: PDF and DOCX hold pictures."""

TEXT_BYTES = 16 * 1024 * 1024
"""A document that is text, HTML or a row; the minutes of the longest sessions have under 1 MB."""

TEXT_CHARACTERS = 5_000_000
"""The text taken from a document."""

UNPACKED_RATIO = 200
"""What an archive may unpack to, times its size; text packs to a tenth, repeated rows to a hundredth."""

UNPACKED_FREE = 64 * 1024 * 1024
"""What an archive may unpack to whatever its size."""

DEPTH = 3
"""Archives in archives."""

SECONDS = 30.0
"""For the library that reads one document."""

MEMORY_BYTES = 1024 * 1024 * 1024
"""Address space of the process that reads documents; the libraries themselves take 0.2 to 0.4 GB of it."""


def megabytes(size: int) -> str:
    """A size for a message."""
    return f"{size / 1024 / 1024:.0f} MB"
