"""The studio put together from settings, started and stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from personae import accounts, characters, conversations
from personae.bootstrap import Services, build, prepare, running
from personae.conversations import Message
from personae.llm import (
    ANTHROPIC_MODEL,
    OPENAI_MODEL,
    ModelAddressMissing,
    ModelKeyRefused,
    Pause,
    ScriptedProvider,
)
from personae.platform.bus import LocalBus
from personae.platform.cache import LocalCache
from personae.platform.redis_bus import RedisBus
from personae.platform.redis_cache import RedisCache
from personae.platform.settings import Settings

TESTS = Path(__file__).parent
KILLED = -int(signal.SIGKILL)
SCENE = """
import asyncio, sys
sys.path[:0] = sys.argv[2:4]
import test_bootstrap as scenes
asyncio.run(getattr(scenes, sys.argv[4])(sys.argv[1]))
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A studio that nothing is set for, in a folder of its own."""
    return Settings.model_validate({"PERSONAE_HOME": tmp_path / "home"})


@asynccontextmanager
async def built(settings: Settings, **others: object) -> AsyncIterator[Services]:
    prepare(settings)
    services = build(settings, **others)  # type: ignore[arg-type]
    yield services
    await services.bus.close()
    await services.database.close()


def offered(services: Services) -> list[tuple[str, str]]:
    return [(each.name, each.model) for each in services.models.studio]


class TestBuild:
    async def test_needs_nothing_but_a_folder(self, settings: Settings) -> None:
        async with built(settings) as services:
            assert services.database.is_sqlite
            assert isinstance(services.cache, LocalCache)
            assert isinstance(services.bus, LocalBus)
            assert offered(services) == [("quotation", "quotation")]
        assert (settings.home / "personae.db").exists()

    @pytest.mark.parametrize(
        ("given", "names"),
        [
            ({"OPENAI_API_KEY": "k"}, [("openai", OPENAI_MODEL)]),
            ({"ANTHROPIC_API_KEY": "k", "OPENAI_API_KEY": "k"}, [("anthropic", ANTHROPIC_MODEL)]),
            ({"ANTHROPIC_API_KEY": "k", "ANTHROPIC_MODEL": "m"}, [("anthropic", "m")]),
            ({"OPENAI_API_KEY": "k", "PERSONAE_MODEL_PROVIDER": "quotation"}, [("quotation", "quotation")]),
            (
                {
                    "OPENAI_API_KEY": "k",
                    "ANTHROPIC_API_KEY": "k",
                    "COMPATIBLE_BASE_URL": "http://localhost:11434/v1",
                    "PERSONAE_MODELS": "openai:a, anthropic:b, compatible:llama3:8b, gguf:/m/c.gguf",
                },
                [("openai", "a"), ("anthropic", "b"), ("localhost", "llama3:8b"), ("gguf", "c")],
            ),
        ],
    )
    async def test_offers_what_the_settings_name_or_the_vendor_that_there_is_a_key_for(
        self, settings: Settings, given: dict[str, str], names: list[tuple[str, str]]
    ) -> None:
        given = {"PERSONAE_HOME": str(settings.home), **given}
        async with built(Settings.model_validate(given)) as services:
            assert offered(services) == names
            await services.models.close()

    @pytest.mark.parametrize(
        ("wish", "failure"),
        [
            ({"PERSONAE_MODEL_PROVIDER": "openai"}, ModelKeyRefused),
            ({"PERSONAE_MODELS": "quotation, anthropic:claude-haiku-4-5"}, ModelKeyRefused),
            ({"PERSONAE_MODELS": "compatible:llama3"}, ModelAddressMissing),
        ],
    )
    async def test_refuses_a_vendor_without_a_key_or_an_address(
        self, settings: Settings, wish: dict[str, str], failure: type[Exception]
    ) -> None:
        with pytest.raises(failure):
            build(Settings.model_validate({"PERSONAE_HOME": settings.home, **wish}))

    async def test_gives_the_operators_limits_to_the_ledger(self, settings: Settings) -> None:
        given = {
            "DEPLOYMENT_BUDGET_MONTH": "200",
            "USER_BUDGET_DAY": "0.5",
            "BUDGETS_ALLOW_UNKNOWN_PRICES": "1",
        }
        async with built(Settings.model_validate({"PERSONAE_HOME": settings.home, **given})) as services:
            house = services.ledger.house
        assert (house.each.day.hard, house.each.day.alert, house.each.month.hard) == (500_000, 400_000, None)
        assert (house.all.day.hard, house.all.month.hard) == (None, 200_000_000)
        assert house.each.allows_unknown and house.all.allows_unknown

    @pytest.mark.parametrize("amount", ["-1", "a lot", "NaN", "1000001"])
    def test_refuses_a_limit_that_is_no_amount(self, amount: str) -> None:
        with pytest.raises(ValidationError, match="USER_BUDGET_DAY"):
            Settings.model_validate({"USER_BUDGET_DAY": amount})

    async def test_shares_bus_and_cache_over_redis_when_there_is_one(
        self, settings: Settings, stack: dict[str, str]
    ) -> None:
        if not stack:
            pytest.skip("Redis is tested on the servers stack")
        wish = {"PERSONAE_HOME": settings.home, "REDIS_URL": stack["REDIS_URL"]}
        async with built(Settings.model_validate(wish)) as services:
            assert isinstance(services.cache, RedisCache)
            assert isinstance(services.bus, RedisBus)
            await services.cache.put("key", b"value", ttl_s=5)
            assert await services.cache.get("key") == b"value"


class TestRunning:
    def test_marks_a_reply_whose_writer_was_killed_and_keeps_everything_else(
        self, settings: Settings
    ) -> None:
        """In processes of their own, since there is one queue in a process and this one's is taken."""
        killed = play("be_killed_in_a_reply", settings.home)
        assert killed.returncode == KILLED, killed.stderr
        found = play("see_what_is_kept", settings.home)
        assert found.returncode == 0, found.stderr
        said = [line for line in found.stdout.splitlines() if line.startswith("kept: ")]
        assert said == ["kept: Well? complete None", "kept: So far interrupted crashed"]


def play(scene: str, home: Path) -> "subprocess.CompletedProcess[str]":
    paths = (str(TESTS), str(TESTS.parent / "src"))
    return subprocess.run(
        [sys.executable, "-c", SCENE, str(home), *paths, scene],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


async def be_killed_in_a_reply(home: str) -> None:
    """Ask a character, and die when the reply has been kept half written."""
    settings = Settings.model_validate({"PERSONAE_HOME": home})
    prepare(settings)
    silent = ScriptedProvider(["So far", Pause(60)])
    async with running(build(settings, provider=silent)) as services:
        signed_in = await accounts.register(
            services.database.begin,
            services.passwords,
            email="ada@example.org",
            password="a few random words",
            name="Ada",
            session_days=1,
        )
        async with services.database.begin() as tx:
            keeper = await characters.create(
                tx, signed_in.actor, name="Keeper", gender="M", description="x", sayings="Aye."
            )
            conversation = await conversations.start(tx, signed_in.actor, keeper.id)
        async with services.bus.subscribe(conversations.topic(conversation.id)) as news:
            await services.turns.ask(signed_in.actor, conversation.id, text="Well?")
            while [text for text, *_ in await kept(services)] != ["Well?", "So far"]:
                await anext(news)
        os.kill(os.getpid(), signal.SIGKILL)


async def see_what_is_kept(home: str) -> None:
    """Start again and print every message."""
    services = build(Settings.model_validate({"PERSONAE_HOME": home}), provider=ScriptedProvider())
    async with running(services):
        for message in await kept(services):
            sys.stdout.write(" ".join(("kept:", *map(str, message))) + "\n")


async def kept(services: Services) -> list[tuple[str, str, str | None]]:
    async with services.database.begin(write=False) as tx:
        found = await tx.scalars(select(Message).order_by(Message.depth))
        return [(message.text, message.state, message.reason) for message in found]
