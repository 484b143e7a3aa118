"""Trying a key: what a person is told."""

import pytest

from makers import Person
from models.conftest import SENTINEL
from personae.accounts import Actor
from personae.models import KeyNotFound, Keyring, ModelKey, try_key
from servers.model_list import listed, model_list


async def at(keys: Keyring, actor: Actor, url: str, vendor: str = "compatible") -> ModelKey:
    """A key for a server."""
    return await keys.add(actor, vendor=vendor, secret=SENTINEL, base_url=url)


class TestTryKey:
    async def test_says_for_how_many_models_it_works(self, keys: Keyring, actor: Actor) -> None:
        async with model_list(listed("small", "large")) as server:
            trial = await try_key(keys, actor, (await at(keys, actor, server.url)).id)
        assert (trial.works, trial.sentence, trial.code) == (True, "It works, for 2 models.", None)
        assert trial.models == ("small", "large")
        assert f"Bearer {SENTINEL}" in server.requests[0]

    async def test_offers_no_model_that_could_not_be_chosen(self, keys: Keyring, actor: Actor) -> None:
        async with model_list(listed("", "x" * 101, "two\nlines", "small")) as server:
            trial = await try_key(keys, actor, (await at(keys, actor, server.url)).id)
        assert (trial.sentence, trial.models) == ("It works, for 1 model.", ("small",))

    @pytest.mark.parametrize(
        ("status", "code", "says"),
        [
            (401, "model_key_wrong", "Anthropic does not accept this key."),
            (404, "model_list_missing", "keeps no list of models"),
            (429, "model_busy", "Anthropic is busy just now."),
            (402, "model_quota_own", "Your account with Anthropic is used up."),
            (500, "model_failed", "Anthropic failed to answer."),
        ],
    )
    async def test_says_what_is_wrong(
        self, keys: Keyring, actor: Actor, status: int, code: str, says: str
    ) -> None:
        async with model_list(SENTINEL.encode(), status=status) as server:
            trial = await try_key(keys, actor, (await at(keys, actor, server.url, "anthropic")).id)
        assert (trial.works, trial.code, trial.models) == (False, code, ())
        assert says in trial.sentence and SENTINEL not in repr(trial)

    async def test_says_that_nobody_answers(self, keys: Keyring, actor: Actor, key: ModelKey) -> None:
        trial = await try_key(keys, actor, key.id)
        assert (trial.works, trial.code) == (False, "model_unreachable")
        assert "cannot be reached" in trial.sentence

    async def test_says_to_enter_it_again_when_the_secret_key_has_changed(
        self, other_keys: Keyring, actor: Actor, key: ModelKey
    ) -> None:
        trial = await try_key(other_keys, actor, key.id)
        assert (trial.works, trial.code) == (False, "model_key_unreadable")
        assert "Enter the key again" in trial.sentence

    async def test_tries_no_strangers_key(self, keys: Keyring, ben: Person, key: ModelKey) -> None:
        with pytest.raises(KeyNotFound):
            await try_key(keys, ben.actor, key.id)
