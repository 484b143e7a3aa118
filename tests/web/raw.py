"""A client that speaks HTTP by hand, for what no honest client does."""

import asyncio
from dataclasses import dataclass

PATIENCE_S = 20  # a test that waits longer for an answer has hung


@dataclass(frozen=True, slots=True)
class Raw:
    """What came back. `sent`: bytes of the body that had left before the answer came."""

    status: int
    head: str
    body: str
    sent: int


def form(*parts: tuple[str, bytes], boundary: str = "cut", is_closed: bool = True) -> bytes:
    """A multipart body of (content-disposition, content)."""
    made = b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        % (boundary.encode(), head.encode(), content)
        for head, content in parts
    )
    return made + (b"--%s--\r\n" % boundary.encode() if is_closed else b"")


def head(path: str, token: str, *fields: str, boundary: str = "cut", is_browser: bool = False) -> bytes:
    """The head of an upload."""
    who = f"Cookie: personae_session={token}" if is_browser else f"Authorization: Bearer {token}"
    kind = f"Content-Type: multipart/form-data; boundary={boundary}"
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: 127.0.0.1", who, kind, *fields, "", ""]).encode()


async def cut(port: int, head: bytes, body: bytes) -> None:
    """Send a request and go away before its end."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head + body)
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def stream(port: int, head: bytes, start: bytes, *, most: int) -> Raw:
    """Send a chunked request that goes on until an answer comes, or until most bytes have left."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = asyncio.ensure_future(reader.readuntil(b"\r\n\r\n"))
    sent, piece = 0, start
    writer.write(head)
    try:
        while not answer.done() and sent < most:
            writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            await writer.drain()
            sent += len(piece)
            piece = b"word " * 4096
            await asyncio.sleep(0)
    except ConnectionError:
        pass  # the answer has come, and the rest is not wanted
    async with asyncio.timeout(PATIENCE_S):
        lines = (await answer).decode().split("\r\n")
    length = next(int(line[15:]) for line in lines if line.lower().startswith("content-length:"))
    body = (await reader.readexactly(length)).decode(errors="replace")
    writer.close()
    return Raw(int(lines[0].split()[1]), "\r\n".join(lines), body, sent)


async def speak(port: int, request: bytes) -> Raw:
    """Send these bytes and read the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    length = next((int(line[15:]) for line in lines if line.lower().startswith("content-length:")), 0)
    body = (await reader.readexactly(length)).decode(errors="replace")
    writer.close()
    return Raw(int(lines[0].split()[1]), "\r\n".join(lines), body, len(request))
