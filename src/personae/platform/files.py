"""Files by key, on a local disk or in S3, through one API (obstore)."""

import errno
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError, GenericError
from obstore.store import LocalStore, S3Store

from personae.platform.errors import Kind, PersonaeError

if TYPE_CHECKING:
    from personae.platform.settings import Settings

CHUNK_BYTES = 1024**2
S3_PART_BYTES = 5 * 1024**2  # the least that S3 takes as a part


class StorageFull(PersonaeError):
    """No room is left where files are kept."""

    kind = Kind.STORAGE_FULL
    code = "storage_full"
    message = (
        "The studio's storage is full, so nothing new can be kept. Reading and deleting still work: "
        "free some space, then try again."
    )


class FileMissing(PersonaeError):
    """No file stands under that key."""

    kind = Kind.NOT_FOUND
    code = "file_missing"
    message = "The stored file is gone. Upload the document again."


class Files:
    """A store of files. Keys are our own ("originals/<id>"), never names that people chose."""

    def __init__(self, store: LocalStore | S3Store, *, root: Path | None = None) -> None:
        """root: the folder of a local store."""
        self._store = store
        self._root = root

    async def put(self, key: str, source: Path) -> None:
        """Keep a copy of source under key, replacing what was there; all or nothing.

        Two parts are held in memory at a time; obstore would hold twelve.  Raises StorageFull.
        """
        part = CHUNK_BYTES if self._root else S3_PART_BYTES
        try:
            await obstore.put_async(self._store, key, source, chunk_size=part, max_concurrency=2)
        except (BaseError, OSError) as error:
            raise_if_full(error)
            raise

    async def fetch(self, key: str, target: Path) -> None:
        """Write the file under key to target, in pieces of bounded size. Raises FileMissing, StorageFull."""
        try:
            with target.open("wb") as file:
                async for chunk in self.stream(key):
                    file.write(chunk)
        except OSError as error:
            raise_if_full(error)
            raise

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        """The bytes under key, in pieces of at most about CHUNK_BYTES. Raises FileMissing."""
        try:
            result = await obstore.get_async(self._store, key)
        except FileNotFoundError as error:
            raise FileMissing from error
        async for chunk in result.stream(min_chunk_size=CHUNK_BYTES):
            yield bytes(chunk)

    async def exists(self, key: str) -> bool:
        """True when a file stands under key."""
        try:
            await obstore.head_async(self._store, key)
        except FileNotFoundError:
            return False
        return True

    async def delete(self, key: str) -> None:
        """Remove the file under key, if it is there."""
        try:
            await obstore.delete_async(self._store, key)
        except FileNotFoundError:
            return

    async def list(self, prefix: str) -> AsyncIterator[tuple[str, datetime]]:
        """Every key under prefix with the moment it was last written, UTC."""
        async for batch in obstore.list(self._store, prefix):
            for entry in batch:
                yield entry["path"], entry["last_modified"]

    async def sizes(self, prefix: str) -> AsyncIterator[tuple[str, int, datetime]]:
        """Every key under prefix with its bytes and the moment it was last written, UTC."""
        async for batch in obstore.list(self._store, prefix):
            for entry in batch:
                yield entry["path"], entry["size"], entry["last_modified"]

    async def size(self, key: str) -> int | None:
        """The bytes of the file under key; None where there is none."""
        try:
            found = await obstore.head_async(self._store, key)
        except FileNotFoundError:
            return None
        return int(found["size"])

    def halves(self) -> Iterator[Path]:
        """Files that are being written to a local store, or were when a process died: "<key>#<number>"."""
        paths = self._root.rglob("*#*") if self._root else ()
        return (path for path in paths if path.name.rpartition("#")[2].isdigit())


def raise_if_full(error: Exception) -> None:
    """Raise StorageFull when error says that no room is left; else return."""
    number = error.errno if isinstance(error, OSError) else None
    said = isinstance(error, GenericError) and "No space left on device" in str(error)
    if number in (errno.ENOSPC, errno.EDQUOT) or said:
        raise StorageFull from error


def open_files(settings: "Settings") -> Files:
    """The file store that the settings name: S3 when there is a bucket, else a local folder."""
    if settings.s3_bucket is None:
        root = settings.home / "files"
        root.mkdir(parents=True, exist_ok=True)
        return Files(LocalStore(root, automatic_cleanup=True), root=root)
    key, secret = settings.s3_access_key_id, settings.s3_secret_access_key
    return Files(
        S3Store(
            settings.s3_bucket,
            endpoint=settings.s3_endpoint,
            region=settings.s3_region,
            access_key_id=key.get_secret_value() if key else None,
            secret_access_key=secret.get_secret_value() if secret else None,
            virtual_hosted_style_request=False,
            client_options={"allow_http": (settings.s3_endpoint or "").startswith("http://")},
        )
    )
