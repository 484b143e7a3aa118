"""Writes down at each start what the operator has set otherwise since the last one."""

from collections.abc import Sequence
from typing import Final

from personae.accounts import audit
from personae.platform.db import OpenTx, hold_name
from personae.platform.described import Described
from personae.upkeep import store

CHANGED: Final = "setting.changed"
OPERATOR: Final = "the operator"
SHOWN: Final = 400


async def note_settings(open_tx: OpenTx, found: Sequence[Described]) -> int:
    """Put each change into the audit log, and keep what holds now for the next start. Returns how many.

    What may differ between processes is left out. The first start has nothing to compare with, nor has a
    setting that this version brought.
    """
    present = {each.name: each.value for each in found if each.is_shared}
    async with open_tx() as tx:
        await hold_name(tx, "noted_settings")
        before = await store.noted_unscoped(tx)
        changed = [name for name in present if name in before and before[name] != present[name]]
        for name in changed:
            audit.note(
                tx,
                CHANGED,
                by=None,
                way=OPERATOR,
                name=name,
                before=before[name][:SHOWN],
                after=present[name][:SHOWN],
            )
        if before != present:
            await store.keep_unscoped(tx, present)
    return len(changed)
