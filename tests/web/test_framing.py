"""Where one request ends: what two servers might read differently is read by the standard, or refused."""

import pytest

from personae.bootstrap import Services
from web import raw

pytestmark = pytest.mark.once

HEAD = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


class TestFraming:
    @pytest.mark.parametrize(
        "fields",
        [
            b"Content-Length: 2\r\nContent-Length: 40\r\n",
            b"Content-Length: +2\r\n",
            b"Content-Length: -1\r\n",
            b"Content-Length: 0x2\r\n",
            b"Content-Length: 2 3\r\n",
            b"Transfer-Encoding : chunked\r\n",
            b"Transfer-Encoding: chunked, identity\r\n",
            b"Transfer-Encoding: xchunked\r\n",
            b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        ],
        ids=repr,
    )
    async def test_that_is_odd_is_refused(self, services: Services, fields: bytes) -> None:
        answer = await raw.speak(services.settings.port, HEAD + fields + b"\r\n{}")
        assert answer.status in (400, 501)

    async def test_by_chunks_outweighs_a_length(self, services: Services) -> None:
        both = b"Content-Length: 400\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
        answer = await raw.speak(services.settings.port, HEAD + both)
        assert answer.status in (400, 422)  # the second, once {} has been read and found wanting
