"""Zip archives whose bytes follow from what is in them, whatever the clock says."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Final

EPOCH: Final = datetime(1980, 1, 1)
"""The first day that a zip archive can name: that of every file in it."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files by name, in their order.

    Examples
    --------
    >>> pack({"a.txt": b"a"}) == pack({"a.txt": b"a"})
    True
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def repack(archive: bytes) -> bytes:
    """Return the same archive without the times at which its files were written."""
    with zipfile.ZipFile(io.BytesIO(archive)) as given:
        return pack({name: given.read(name) for name in given.namelist()})
