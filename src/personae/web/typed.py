"""Text and numbers as people and programs write them into forms, addresses and JSON."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import Form, Query
from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, JsonValue, Strict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

EMAIL: Final = r"[^\s@\x00]{1,64}@[^\s@.\x00]{1,60}(\.[^\s@.\x00]{1,60}){0,2}"
NOT_BLANK: Final = r"^[^\x00]*[^\x00\s][^\x00]*$"  # some letter at least


def version_of(typed: str) -> int | None:
    """The version that a form was made from; None where it tells none."""
    is_one = typed.isascii() and typed.isdigit() and len(typed) < 10
    return int(typed) if is_one else None


def _storable(text: str) -> str:
    if "\0" in text:  # PostgreSQL keeps every character but this one
        raise PydanticCustomError("nul_character", "There is a NUL character in this text")
    try:
        text.encode()
    except UnicodeEncodeError as error:  # JSON can escape one half of a pair alone
        raise PydanticCustomError("half_character", "There is half a character in this text") from error
    return text


class Told:
    """What the description of the API says of a value that a room checks, so that programs know it before."""

    def __init__(self, **schema: JsonValue) -> None:
        """schema: keywords of JSON Schema."""
        self._schema = schema

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """See Pydantic's documentation."""
        return {**handler(core_schema), **self._schema}


def _a_number(value: object) -> object:
    if isinstance(value, bool | str):
        raise PydanticCustomError("no_number", "This is no number")
    return value


def _a_moment(value: object) -> object:
    if isinstance(value, str) and not value[:5].endswith("-"):
        raise PydanticCustomError("no_moment", "Write a moment like 2026-11-25T18:30:00Z")
    return value


Moment = Annotated[datetime, BeforeValidator(_a_moment)]  # or else numbers are taken for seconds
# What a body of JSON says, which knows its own kinds: true is no number, and 1 is no yes.
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, BeforeValidator(_a_number), Field(le=2**53)]
Number = Annotated[float, BeforeValidator(_a_number)]
Text = Annotated[str, AfterValidator(_storable), Told(pattern=r"^[^\x00]*$")]
FormText = Annotated[str, Form(), AfterValidator(_storable)]
Seq = Annotated[int, Field(ge=-1, le=2**31 - 1)]  # a place in an order; databases count no further
IdQuery = Annotated[str | None, Query(pattern=r"^[0-9a-hjkmnp-tv-z]{26}$")]  # what an address asks to link to
