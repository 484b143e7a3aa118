"""A little space kept back on the disk, so that things can still be deleted when it is full."""

import shutil
from pathlib import Path

RESERVE_BYTES = 4 * 1024**2


class Reserve:
    """A file of zeros in the data folder, given up when the disk is full and taken again later."""

    def __init__(self, home: Path) -> None:
        self._path = home / "reserve"

    def keep(self) -> None:
        """Take the space, unless that would leave less than as much again."""
        if self._path.exists() or shutil.disk_usage(self._path.parent).free < 2 * RESERVE_BYTES:
            return
        self._path.write_bytes(bytes(RESERVE_BYTES))

    def give_up(self) -> None:
        """Free the space for whoever deletes something next."""
        self._path.unlink(missing_ok=True)
