"""What office files of today have in common: a ZIP of XML, measured before anything unpacks it."""

import io
import zipfile

from bienban.errors import ReadError
from bienban.read.limits import UNPACKED_FREE, UNPACKED_RATIO, megabytes

MOST_MEMBERS = 10_000


def check_package(content: bytes, name: str) -> None:
    """Raise ReadError when a package unpacks to more than a document can hold.

    What is declared is what counts: zipfile reads no more of a member than it declares.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except zipfile.BadZipFile as error:
        raise ReadError(f"{name}: a damaged file ({error}); save it anew") from error
    xml = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if xml > 2 * UNPACKED_FREE or xml > max(UNPACKED_FREE, UNPACKED_RATIO * len(content)):
        raise ReadError(f"{name}: unpacks to {megabytes(xml)} of XML, more than any document; save it anew")
    if len(members) > MOST_MEMBERS:
        raise ReadError(f"{name}: {len(members)} files inside, more than any document; save it anew")
    if any(member.flag_bits & 1 for member in members):
        raise ReadError(f"{name}: protected by a password; save it without one")
