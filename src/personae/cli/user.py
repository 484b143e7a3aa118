"""Helping somebody back in from the shell."""

import asyncio

from personae.accounts import operating
from personae.bootstrap import build, prepare
from personae.platform.settings import Settings


def help_in(settings: Settings, email: str, *, admin: bool, no_second_factor: bool) -> int:
    """Print a link for a new password, and do what else is wished. Returns the exit code.

    The studio may be running meanwhile. Raises PersonNotFound, EmailInvalid.
    """
    prepare(settings)
    print(asyncio.run(_help_in(settings, email, admin=admin, no_second_factor=no_second_factor)))
    return 0


async def _help_in(settings: Settings, email: str, *, admin: bool, no_second_factor: bool) -> str:
    services = build(settings)
    try:
        async with services.database.begin() as tx:
            user = await operating.find_person(tx, email)
            if admin:
                await operating.make_admin(tx, user)
            if no_second_factor:
                await operating.forget_second_factor(tx, user)
            return await operating.new_password_link(tx, user, address=settings.address)
    finally:
        for part in (services.models, services.bus, services.database):
            await part.close()
