"""Tells the operator, once a period, that a soft limit has been reached."""

from collections.abc import Iterable, Mapping

from personae.platform import metrics
from personae.platform.db import Tx, after_commit
from personae.platform.logs import get_logger
from personae.usage import store
from personae.usage.limits import Account, Limit
from personae.usage.store import Spent

log = get_logger(__name__)


async def alert(tx: Tx, limits: Iterable[Limit], spent: Mapping[Account, Spent]) -> None:
    """Log and count each soft limit that is reached and of which nothing was said in its period.

    A person's pages show it anyway, for as long as it is so: see `service.warnings`.
    """
    for limit in limits:
        soft, found = limit.cap.alert, spent[limit.account]
        if soft is not None and found.micros >= soft and found.warned_micros != soft:
            await store.note_alert_unscoped(tx, limit.account, soft)
            _tell_after(tx, limit, found.micros)


def _tell_after(tx: Tx, limit: Limit, spent_micros: int) -> None:
    account = limit.account

    async def tell() -> None:
        metrics.BUDGET_ALERTS.labels(account.purse.value, account.period.value).inc()
        log.warning(
            "budget.nearly_reached",
            purse=account.purse.value,
            holder=account.holder,
            period=account.period.value,
            spent_micros=spent_micros,
            soft_micros=limit.cap.alert,
            hard_micros=limit.cap.hard,
        )

    after_commit(tx, tell)
