"""What models have answered: kept by what they were asked, so that the same is never paid for twice."""

import asyncio
import hashlib
from contextlib import aclosing

from personae import llm
from personae.accounts import Actor
from personae.cast.portrait import is_answer
from personae.characters import additions
from personae.platform import metrics
from personae.platform.db import OpenTx, Tx
from personae.platform.logs import get_logger
from personae.platform.storable import storable
from personae.safety import leaks, new_canary, telling

log = get_logger(__name__)


class Asking:
    """Asks a model in a person's name. `vendor`, `model`: who answered, which may be one behind the first."""

    def __init__(self, open_tx: OpenTx, actor: Actor, provider: llm.Provider, answer_tokens: int) -> None:
        """answer_tokens: the most that the model may write."""
        self._open_tx, self._actor, self._provider = open_tx, actor, provider
        self._answer_tokens = answer_tokens
        self.vendor, self.model = provider.name, provider.model

    async def ask(self, prompt: str) -> str:
        """The answer to a prompt, from what is kept or else from the model. Raises what the provider raises.

        What is no answer to the question is not kept, so that one may ask again. An answer that gives its
        instructions away is none.
        """
        async with self._open_tx(write=False) as tx:
            kept = await additions.answer(tx, self._digest(prompt), owner_id=self._actor.user_id)
        if kept is not None:
            return kept
        text = storable(await self._streamed(prompt))
        if is_answer(text):
            async with self._open_tx() as tx:
                await additions.keep_answer(tx, self._digest(prompt), text, owner_id=self._actor.user_id)
        return text

    async def _streamed(self, prompt: str) -> str:
        said, canary = llm.Message(llm.Role.USER, prompt), new_canary()
        question = llm.Prompt(system=telling(canary), messages=(said,), max_tokens=self._answer_tokens)
        text = ""
        async with aclosing(self._provider.stream(question)) as chunks:
            async for chunk in chunks:
                text += chunk.text
                if chunk.notice:
                    self.vendor, self.model = chunk.notice.vendor, chunk.notice.model
        if await asyncio.to_thread(leaks, canary, text):
            metrics.LEAKS.labels("portrait").inc()
            log.warning("enrichment.leaked", vendor=self.vendor, model=self.model)
            return ""
        return text

    def _digest(self, prompt: str) -> str:
        return _digest(self.vendor, self.model, prompt)


async def is_kept(tx: Tx, actor: Actor, vendor: str, model: str, prompt: str) -> bool:
    """True when a model's answer to a prompt is free, for it is known already."""
    return await additions.answer(tx, _digest(vendor, model, prompt), owner_id=actor.user_id) is not None


def _digest(vendor: str, model: str, prompt: str) -> str:
    return hashlib.sha256(f"{vendor}\n{model}\n{prompt}".encode()).hexdigest()
