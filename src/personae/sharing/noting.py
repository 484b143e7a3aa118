"""What the log says of shares.

No link, no address, nor whose it is: an owner may read what they did, and not who has an account.
"""

from personae.accounts import Actor, audit
from personae.platform.db import Tx
from personae.sharing.tables import Share


def note(tx: Tx, act: str, actor: Actor, held: Share, *, to: str | None = None) -> None:
    """Write down an act on a share. to: its owner's id, where somebody else did it."""
    audit.note(
        tx,
        act,
        by=actor,
        to=to,
        about=held.thing.id,
        share=held.id,
        thing=held.thing.kind.value,
        right=str(held.right),
        way="link" if held.is_link else "person",
    )
