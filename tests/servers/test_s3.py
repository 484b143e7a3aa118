"""A real S3 service for the tests."""

import obstore
import psutil
import pytest
from obstore.exceptions import PermissionDeniedError
from obstore.store import S3Store

from servers.s3 import S3, s3

pytestmark = pytest.mark.servers


def store(service: S3, *, secret_key: str = "") -> S3Store:
    return S3Store(
        service.bucket,
        endpoint=service.url,
        region=service.region,
        access_key_id=service.access_key,
        secret_access_key=secret_key or service.secret_key,
        client_options={"allow_http": True},
        retry_config={"max_retries": 0},
    )


class TestS3:
    async def test_keeps_what_it_is_told(self) -> None:
        with s3() as service:
            await obstore.put_async(store(service), "a/book.txt", b"The tide is out.")
            answer = await obstore.get_async(store(service), "a/book.txt")
            assert bytes(await answer.bytes_async()) == b"The tide is out."

    def test_keeps_objects_when_killed(self) -> None:
        with s3() as service:
            obstore.put(store(service), "book.txt", b"The tide is out.")
            service.server.kill()
            service.server.start()
            assert bytes(obstore.get(store(service), "book.txt").bytes()) == b"The tide is out."

    def test_refuses_a_wrong_signature(self) -> None:
        with s3() as service, pytest.raises(PermissionDeniedError):
            obstore.put(store(service, secret_key="wrong"), "book.txt", b"x")

    def test_leaves_nothing_behind(self) -> None:
        with s3() as service:
            pid = service.server.pid
        assert pid is not None
        assert not psutil.pid_exists(pid)
        assert not service.server.folder.exists()
