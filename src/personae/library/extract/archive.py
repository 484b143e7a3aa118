"""Opens zip-based documents and reads their members, believing no number in their headers."""

from collections.abc import Iterator
from typing import BinaryIO, Final
from unicodedata import normalize
from urllib.parse import unquote
from zipfile import ZipFile, ZipInfo

from personae.library.extract.contract import Limits
from personae.library.extract.errors import ExpandsTooMuch, PasswordProtected

_MB: Final = 1024 * 1024
_CHUNK: Final = 1 << 16
_HARMLESS_MB: Final = 48
_RATIO: Final = 100
MEMBER_MB: Final = 64


class Archive:
    """A zip file. Counts what has been unpacked and stops where no honest document goes."""

    def __init__(self, source: BinaryIO, limits: Limits) -> None:
        self._size = source.seek(0, 2)
        source.seek(0)
        self._zip = ZipFile(source)
        if len(self._zip.infolist()) > limits.members:
            raise ExpandsTooMuch
        self._limit = limits.expanded_mb * _MB
        self._unpacked = 0
        self._names = {name.casefold(): name for name in self._zip.namelist()}

    def __contains__(self, name: str) -> bool:
        return self._find(name) is not None

    def read(self, name: str) -> bytes:
        """The whole of a member. Raises KeyError where it is missing, ExpandsTooMuch over MEMBER_MB."""
        parts: list[bytes] = []
        size = 0
        for part in self.stream(name):
            size += len(part)
            if size > MEMBER_MB * _MB:
                raise ExpandsTooMuch
            parts.append(part)
        return b"".join(parts)

    def stream(self, name: str) -> Iterator[bytes]:
        """A member in chunks. Raises KeyError, PasswordProtected, ExpandsTooMuch."""
        info = self._find(name)
        if info is None:
            raise KeyError(name)
        if info.flag_bits & 1:
            raise PasswordProtected
        with self._zip.open(info) as member:
            while part := member.read(_CHUNK):
                self._count(len(part))
                yield part

    def size(self, name: str) -> int:
        """What the header claims a member unpacks to: good for showing progress, for nothing else."""
        info = self._find(name)
        return max(1, info.file_size) if info else 1

    def _count(self, size: int) -> None:
        self._unpacked += size
        swollen = self._unpacked > _HARMLESS_MB * _MB and self._unpacked > _RATIO * self._size
        if swollen or self._unpacked > self._limit:
            raise ExpandsTooMuch

    def _find(self, name: str) -> ZipInfo | None:
        """Look a name up as it stands, then percent-decoded, composed or not, and in any case."""
        for wanted in (name, unquote(name), normalize("NFC", unquote(name)), normalize("NFD", unquote(name))):
            for known in (wanted, self._names.get(wanted.casefold(), wanted)):
                if known in self._zip.NameToInfo:
                    return self._zip.NameToInfo[known]
        return None


def resolve(base: str, href: str) -> str:
    """The member that a link in member `base` means; "" for one that leads out of the archive."""
    path = href.split("#")[0].split("?")[0]
    if "://" in path or path.startswith(("data:", "mailto:", "javascript:")):
        return ""
    steps = [] if path.startswith("/") else base.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
