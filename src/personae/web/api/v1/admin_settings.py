"""The studio's settings over the API, for admins. Nothing is changed here."""

from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel

from personae import accounts
from personae.bootstrap import house_settings
from personae.platform.described import Described
from personae.platform.settings import Source
from personae.web.deps import ActorDep, ReadTx, ServicesDep

router = APIRouter(prefix="/admin/settings", tags=["admin"])


class SettingOut(BaseModel):
    """A setting. `value`: what holds, in words; of a secret only whether it is set."""

    name: str
    part: str
    value: str
    source: Source
    meaning: str

    @classmethod
    def of(cls, setting: Described) -> Self:
        """The setting as programs see it."""
        return cls(**{name: getattr(setting, name) for name in cls.model_fields})


class SettingsOut(BaseModel):
    """Every setting there is, in the order of its parts."""

    items: list[SettingOut]


@router.get("")
async def list_settings(tx: ReadTx, actor: ActorDep, services: ServicesDep) -> SettingsOut:
    """What the operator has set, and what holds where nothing was set."""
    await accounts.check_admin(tx, actor)
    return SettingsOut(items=[SettingOut.of(each) for each in house_settings(services)])
