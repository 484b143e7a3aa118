"""What the operator sets otherwise is in the log at the next start, once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from personae.accounts import Filter, audit
from personae.platform.db import Tx
from personae.platform.described import Described
from personae.platform.settings import Source
from personae.upkeep import note_settings, store


def settings(**values: str) -> Sequence[Described]:
    return [
        Described(name, "", value, Source.DEFAULT, "", is_shared=name != "PERSONAE_PORT")
        for name, value in values.items()
    ]


class TestNoteSettings:
    async def test_notes_what_has_changed_since_the_last_start(self, tx: Tx) -> None:
        @asynccontextmanager
        async def open_tx(*, write: bool = True) -> AsyncIterator[Tx]:
            yield tx

        await store.keep_unscoped(tx, {})
        assert await note_settings(open_tx, settings(REGISTRATION="open", PERSONAE_PORT="1")) == 0
        assert await note_settings(open_tx, settings(REGISTRATION="open", PERSONAE_PORT="2")) == 0
        later = settings(REGISTRATION="closed", PERSONAE_PORT="2", SMTP_URL="set")
        assert await note_settings(open_tx, later) == 1
        assert await note_settings(open_tx, later) == 0
        await tx.flush()
        lines, _ = await audit.lines(tx, Filter(act="setting"))
        assert (lines[0].entry.actor_id, lines[0].entry.facts) == (
            None,
            {"way": "the operator", "name": "REGISTRATION", "before": "open", "after": "closed"},
        )
        assert await store.noted_unscoped(tx) == {"REGISTRATION": "closed", "SMTP_URL": "set"}
