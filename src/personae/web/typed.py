"""Text and numbers as people and programs write them into forms, addresses and JSON."""

from typing import Annotated

from fastapi import Form, Query
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError


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


Text = Annotated[str, AfterValidator(_storable)]
FormText = Annotated[str, Form(), AfterValidator(_storable)]
Seq = Annotated[int, Field(ge=-1, le=2**31 - 1)]  # a place in an order; databases count no further
IdQuery = Annotated[str | None, Query(pattern=r"^[0-9a-hjkmnp-tv-z]{26}$")]  # what an address asks to link to
