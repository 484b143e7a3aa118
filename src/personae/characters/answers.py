"""What models have answered: kept by what they were asked, so that the same is never paid for twice."""

import hashlib
from contextlib import aclosing

from personae import llm
from personae.accounts import Actor
from personae.characters import additions
from personae.platform.db import OpenTx, Tx


async def answered(
    open_tx: OpenTx, actor: Actor, provider: llm.Provider, answer_tokens: int, prompt: str
) -> str:
    """The answer to a prompt, from what is kept or else from the model. Raises what the provider raises.

    answer_tokens: the most that the model may write.
    """
    digest = _digest(provider, prompt)
    async with open_tx(write=False) as tx:
        kept = await additions.answer(tx, digest, owner_id=actor.user_id)
    if kept is not None:
        return kept
    text = ""
    question = llm.Prompt(system="", messages=(llm.Message(llm.Role.USER, prompt),), max_tokens=answer_tokens)
    async with aclosing(provider.stream(question)) as chunks:
        async for chunk in chunks:
            text += chunk.text
    text = text.replace("\0", "")
    async with open_tx() as tx:
        await additions.keep_answer(tx, digest, text, owner_id=actor.user_id)
    return text


async def is_kept(tx: Tx, actor: Actor, provider: llm.Provider, prompt: str) -> bool:
    """True when the answer to a prompt is free, for it is known already."""
    return await additions.answer(tx, _digest(provider, prompt), owner_id=actor.user_id) is not None


def _digest(provider: llm.Provider, prompt: str) -> str:
    return hashlib.sha256(f"{provider.name}\n{provider.model}\n{prompt}".encode()).hexdigest()
