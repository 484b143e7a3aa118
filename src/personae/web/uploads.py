"""A multipart form with a file, read as its bytes arrive: nothing is spooled before its size is known."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastapi import Request
from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.requests import ClientDisconnect

from personae.library import UploadIncomplete, UploadMissing, UploadTooLarge
from personae.platform.errors import Kind, PersonaeError

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

OVERHEAD = 1024**2  # of the form around the file
FIELD_LIMIT = 64 * 1024

Event = tuple[str, bytes]


class UploadMany(PersonaeError):
    """A form with more than one file."""

    kind = Kind.INVALID
    code = "upload_many"
    message = "More than one file arrived, so nothing was kept. Upload them one at a time."


@dataclass(slots=True)
class FilePart:
    """The only file of a form. `fields` holds what stood before it; `chunks` can be read once.

    Reading chunks raises UploadIncomplete when the bytes stop before the form's end, UploadMany when
    another file follows, and UploadTooLarge when the form goes on and on.
    """

    filename: str
    chunks: AsyncIterator[bytes]
    fields: dict[str, str] = field(default_factory=dict)


async def file_part(request: Request, *, limit_bytes: int) -> FilePart:
    """The file of a multipart request, up to which everything has been read.

    Raises UploadTooLarge when the request announces more than the limit, UploadMissing, UploadIncomplete.
    """
    too_large = UploadTooLarge(limit_mb=round(limit_bytes / 1024**2, 1))
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit_bytes + OVERHEAD:
        raise too_large
    events = _events(request, limit_bytes=limit_bytes + OVERHEAD, too_large=too_large)
    fields: dict[str, str] = {}
    name = ""
    async for kind, data in events:
        if kind == "part":
            options = parse_options_header(data)[1]
            if options.get(b"filename"):
                return FilePart(options[b"filename"].decode(errors="replace"), _file_chunks(events), fields)
            name = options.get(b"name", b"").decode(errors="replace")
        elif kind == "data":
            fields[name] = fields.get(name, "") + data.decode(errors="replace")
            if sum(map(len, fields.values())) > FIELD_LIMIT:
                raise UploadMissing
    raise UploadMissing


async def _file_chunks(events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    is_file = True
    async for kind, data in events:
        if kind == "end":
            return
        if kind == "part":
            is_file = False
            if parse_options_header(data)[1].get(b"filename"):
                raise UploadMany
        elif is_file:
            yield data
    raise UploadIncomplete


async def _events(request: Request, *, limit_bytes: int, too_large: UploadTooLarge) -> AsyncIterator[Event]:
    """What a form is made of, in order: "part" with what it is called, its "data", and the form's "end"."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise UploadMissing
    seen = _Seen()
    size = 0
    try:
        parser = MultipartParser(options[b"boundary"], seen.callbacks())
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit_bytes:
                raise too_large
            if chunk:
                parser.write(chunk)
            for event in seen.events:
                yield event
            seen.events.clear()
    except (ClientDisconnect, FormParserError) as error:
        raise UploadIncomplete from error


class _Seen:
    """Collects what the parser sees. The parser itself bounds the headers of a part."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._header, self._value, self._disposition = b"", b"", b""

    def callbacks(self) -> "MultipartCallbacks":
        """For MultipartParser."""
        return {
            "on_header_field": self._on_header,
            "on_header_value": self._on_value,
            "on_header_end": self._on_header_end,
            "on_headers_finished": self._on_part,
            "on_part_data": lambda data, start, end: self.events.append(("data", data[start:end])),
            "on_end": lambda: self.events.append(("end", b"")),
        }

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def _on_part(self) -> None:
        self.events.append(("part", self._disposition))
        self._disposition = b""
