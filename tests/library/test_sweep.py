"""Cleaning up what nothing points to, and nothing else."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from makers import Person
from personae.bootstrap import Services
from personae.library import Document, passages_key
from personae.library.service import original_key
from personae.library.sweep import GRACE, Sweeping
from personae.platform.ids import new_id

NO_GRACE = timedelta(0)


async def orphan(services: Services, key: str, folder: Path) -> str:
    source = folder / "source"
    source.write_bytes(b"orphan")
    await services.files.put(key, source)
    return key


class TestSweep:
    async def test_removes_files_that_belong_to_no_document(
        self, services: Services, story: Document, tmp_path: Path
    ) -> None:
        orphans = [
            await orphan(services, original_key(new_id()), tmp_path),
            await orphan(services, f"readings/{new_id()}/txt-1/passages.jsonl", tmp_path),
        ]
        assert await services.sweeping.sweep(grace=NO_GRACE) >= 2
        assert [await services.files.exists(key) for key in orphans] == [False, False]
        assert await services.files.exists(original_key(story.id))
        assert await services.files.exists(passages_key(story))

    async def test_removes_what_a_crash_has_left_of_a_file(self, services: Services, tmp_path: Path) -> None:
        if services.settings.s3_bucket is not None:
            pytest.skip("S3 keeps no halves of files that a client could see")
        folder = services.settings.home / "files" / "originals"
        folder.mkdir(parents=True, exist_ok=True)
        half = folder / f"{new_id()}#1"
        half.write_bytes(b"half")
        await services.sweeping.sweep(grace=GRACE)
        assert half.exists()
        await services.sweeping.sweep(grace=NO_GRACE)
        assert not half.exists()

    async def test_leaves_what_is_young(self, services: Services, tmp_path: Path) -> None:
        young = await orphan(services, original_key(new_id()), tmp_path)
        upload = services.settings.spool / f"upload-{new_id()}"
        upload.write_bytes(b"half of")
        await services.sweeping.sweep()
        assert await services.files.exists(young)
        assert upload.exists()
        upload.unlink()

    async def test_removes_uploads_and_work_that_were_abandoned(self, services: Services) -> None:
        upload = services.settings.spool / f"upload-{new_id()}"
        upload.write_bytes(b"half of")
        work = services.settings.spool / f"work-{new_id()}"
        (work / "deep").mkdir(parents=True)
        (work / "deep" / "original").write_bytes(b"x")
        long_ago = time.time() - GRACE.total_seconds() - 60
        for path in (upload, work):
            os.utime(path, (long_ago, long_ago))
        assert await services.sweeping.sweep() >= 2
        assert not upload.exists()
        assert not work.exists()


class TestEmptySpool:
    def test_removes_what_killed_readings_have_left_however_young(
        self, services: Services, tmp_path: Path
    ) -> None:
        (tmp_path / "work-1" / "deep").mkdir(parents=True)
        (tmp_path / "upload-2").write_bytes(b"half of")
        Sweeping(services.database.begin, services.files, spool=tmp_path).empty_spool()
        assert list(tmp_path.iterdir()) == []


class TestForget:
    async def test_may_run_twice(self, services: Services, tmp_path: Path) -> None:
        ids = {"document_id": new_id(), "sha256": new_id()}
        key = await orphan(services, original_key(ids["document_id"]), tmp_path)
        for _ in range(2):
            assert await services.sweeping.forget(ids)
        assert not await services.files.exists(key)

    async def test_keeps_a_reading_that_a_document_still_has(
        self, services: Services, reader: Person, story: Document
    ) -> None:
        await services.sweeping.forget({"document_id": new_id(), "sha256": story.sha256})
        assert await services.files.exists(passages_key(story))
