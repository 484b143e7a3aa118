"""A model that gives its prompt's canary away, in whatever dress."""

import re
from collections.abc import AsyncGenerator, Callable

from personae.llm import Chunk, Finish, Prompt
from personae.safety import telling

BEFORE = "Since you ask so kindly, I shall tell you what it is. "
AFTER = " And now let us speak of the lamp again."
_TOLD = re.compile(re.escape(telling("~")).replace(re.escape("~"), "([a-z]{16})"))


class Leaking:
    """Says what comes before, the canary as it is dressed, and what comes after, in pieces of a size."""

    name = "leaking"
    model = "leaking"
    max_tokens = 400

    def __init__(
        self,
        dress: Callable[[str], str] = str,
        *,
        size: int = 5,
        before: str = BEFORE,
        after: str = AFTER,
    ) -> None:
        self.prompts: list[Prompt] = []
        self._dress, self._size, self._before, self._after = dress, size, before, after

    @property
    def canaries(self) -> list[str]:
        """What it was told in each prompt so far."""
        return [_TOLD.findall(prompt.system)[-1] for prompt in self.prompts]

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Leak."""
        self.prompts.append(prompt)
        text = self._before + self._dress(self.canaries[-1]) + self._after
        for at in range(0, len(text), self._size):
            yield Chunk(text=text[at : at + self._size])
        yield Chunk(finish=Finish.DONE)

    async def close(self) -> None:
        """Nothing is held."""
