"""Helping somebody back in from the shell."""

import asyncio
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from accounts.parts import TICKET, house
from makers import PASSWORD
from personae.accounts import Filter, SignedIn, User, audit
from personae.bootstrap import Services
from personae.platform.clock import now

SRC = Path(__file__).parents[2] / "src"


async def user(
    services: Services, *arguments: str, stack: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run the command on the studio's data, while the studio runs."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SRC),
        "PERSONAE_HOME": str(services.settings.home),
        **stack,
    }
    command = [sys.executable, "-m", "personae.cli", "user", *arguments]
    # In a thread: a studio that stood still might hold the very lock that the command waits for.
    run = partial(subprocess.run, env=environment, capture_output=True, text=True, check=False)
    return await asyncio.to_thread(run, command, cwd=services.settings.home)


class TestUser:
    async def test_prints_a_link_and_does_what_else_is_wished(
        self, services: Services, stack: dict[str, str]
    ) -> None:
        home = house(services)
        ada = await home.newcomer()
        async with services.database.begin() as tx:
            (await tx.get_one(User, ada.actor.user_id)).suspended_at = now()
            await home.accounts.second.begin(tx, ada.actor)
        said = await user(services, ada.actor.email, "--admin", "--no-second-factor", stack=stack)
        assert said.returncode == 0, said.stderr
        found = TICKET.search(said.stdout)
        assert found is not None
        await home.accounts.door.reset_password(found.group(1), password="seven small green kettles")
        again = await home.accounts.door.log_in(email=ada.actor.email, password="seven small green kettles")
        assert isinstance(again, SignedIn) and again.actor.is_admin
        async with services.database.begin() as tx:
            lines, _ = await audit.lines(tx, Filter(person_id=ada.actor.user_id))
            ways = {line.entry.act for line in lines if line.entry.facts.get("way") == "the shell"}
            assert ways == {"password.reset_asked", "role.changed", "second_factor.off"}
            (await tx.get_one(User, ada.actor.user_id)).role = "member"

    @pytest.mark.parametrize("email", ["nobody@example.org", "nonsense"])
    async def test_says_when_there_is_nobody(
        self, services: Services, stack: dict[str, str], email: str
    ) -> None:
        said = await user(services, email, stack=stack)
        assert said.returncode == 1 and said.stdout == ""
        assert said.stderr.strip().endswith(".")
        async with services.database.begin(write=False) as tx:
            assert await tx.scalar(select(User).where(User.email == email)) is None
        assert PASSWORD not in said.stderr
