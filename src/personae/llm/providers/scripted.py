"""A provider that says what it was told to say, for tests and demonstrations."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from personae.llm.errors import ReplyInterrupted
from personae.llm.port import Chunk, Finish, Prompt, Usage


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of some seconds in the middle of a script."""

    seconds: float


Step = str | Chunk | Pause | Exception


def saying(text: str) -> list[Step]:
    """Return the script of a whole reply: its words one by one, then a finish with made-up usage."""
    words = text.split(" ")
    steps: list[Step] = [word if i == 0 else f" {word}" for i, word in enumerate(words)]
    usage = Usage(input_tokens=10, cached_tokens=0, output_tokens=len(words))
    return [*steps, Chunk(finish=Finish.DONE, usage=usage)]


class ScriptedProvider:
    """Plays one script for each call, in order; the last one is played again for every call after it.

    A step that is text becomes a chunk, an exception is raised, a pause is waited for. A script that runs
    out without a finish is a cut reply. `prompts` keeps what was asked, `unfinished` counts the replies
    that nobody read to their end.
    """

    name = "scripted"
    max_tokens = 1024

    def __init__(self, *scripts: Sequence[Step], model: str = "scripted") -> None:
        self.model = model
        self.prompts: list[Prompt] = []
        self.unfinished = 0
        self._scripts = scripts or (saying("Well met."),)

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Play the next script."""
        script = self._scripts[min(len(self.prompts), len(self._scripts) - 1)]
        self.prompts.append(prompt)
        self.unfinished += 1
        for step in script:
            if isinstance(step, Pause):
                await asyncio.sleep(step.seconds)
                continue
            chunk = _chunk(step)
            if chunk.finish:
                self.unfinished -= 1
            yield chunk
            if chunk.finish:
                return
        raise ReplyInterrupted(vendor=self.name, model=self.model)

    async def close(self) -> None:
        """Nothing is held."""


def _chunk(step: str | Chunk | Exception) -> Chunk:
    if isinstance(step, Exception):
        raise step
    return Chunk(text=step) if isinstance(step, str) else step
