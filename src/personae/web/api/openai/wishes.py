"""What clients send, and what of it a character can do."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from personae.conversations import Author, Talk
from personae.platform.errors import Kind, PersonaeError
from personae.platform.storable import storable
from personae.web.typed import Text

# What asks for something other than one reply in words. Whatever else is unknown is let go by.
REFUSED = ("tools", "functions", "audio", "prediction", "web_search_options")
SYSTEM = {"system", "developer"}
AUTHORS = {"user": Author.USER, "assistant": Author.CHARACTER}


class ParameterUnsupported(PersonaeError):
    """A client wants what a character cannot do. Facts: param, why."""

    kind = Kind.INVALID
    code = "unsupported_parameter"
    message = "{param}: {why}. Send the request without it."


class MessageUnsupported(PersonaeError):
    """A message that is no words of somebody's. Facts: param, why."""

    kind = Kind.INVALID
    code = "unsupported_message"
    message = "{param}: {why}. Send text only."


class NothingSaid(PersonaeError):
    """A talk in which the person has no words."""

    kind = Kind.INVALID
    code = "nothing_said"
    message = "There is nothing to reply to. Add a message with the role “user”, and words in it."


class MessageWish(BaseModel):
    """A message of the client's history."""

    role: str
    content: Text | list[dict[str, Any]] | None = None


class StreamWish(BaseModel):
    """Whether the last piece of a stream tells what it took."""

    include_usage: bool = False


class CompletionWish(BaseModel):
    """A request for one reply. Temperature and the like are the operator's: they are let go by."""

    model_config = ConfigDict(extra="allow")

    model: Text = Field(max_length=300)
    messages: Annotated[list[MessageWish], Field(min_length=1, max_length=10_000)]
    stream: bool | None = False
    stream_options: StreamWish | None = None
    n: int | None = 1
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    response_format: dict[str, Any] | None = None
    modalities: list[str] | None = None

    def talk(self) -> Talk:
        """The talk as a character hears it. Raises ParameterUnsupported, MessageUnsupported, NothingSaid."""
        self._check()
        said: list[tuple[Author, str]] = []
        program: list[str] = []
        for place, message in enumerate(self.messages):
            text = _text(message, place)
            if message.role in SYSTEM:
                program.append(text)
            elif message.role in AUTHORS:
                said.append((AUTHORS[message.role], text))
            else:
                why = f"a character cannot use what a “{message.role[:40]}” says"
                raise MessageUnsupported(param=f"messages.{place}.role", why=why)
        if not any(author == Author.USER and text.strip() for author, text in said):
            raise NothingSaid
        return Talk(tuple(said), "\n".join(program), self.max_completion_tokens or self.max_tokens)

    def _check(self) -> None:
        if self.n not in (None, 1):
            raise ParameterUnsupported(param="n", why="a character gives one reply at a time")
        for name in REFUSED:
            if (self.model_extra or {}).get(name):
                raise ParameterUnsupported(param=name, why="a character has words alone")
        if self.response_format and self.response_format.get("type", "text") != "text":
            raise ParameterUnsupported(param="response_format", why="a character answers in its own words")
        if self.modalities and self.modalities != ["text"]:
            raise ParameterUnsupported(param="modalities", why="a character answers in writing")


def _text(message: MessageWish, place: int) -> str:
    """All words of a message."""
    if not isinstance(message.content, list):
        return message.content or ""
    words = []
    for number, part in enumerate(message.content):
        text = part.get("text")
        if part.get("type") != "text" or not isinstance(text, str):
            kind = str(part.get("type"))[:40]
            why = f"a character can read words, and this is “{kind}”"
            raise MessageUnsupported(param=f"messages.{place}.content.{number}", why=why)
        words.append(storable(text))
    return "\n".join(words)
