"""Tells people by letter when what opens their account has changed, so that they know if it was not they."""

from functools import partial

from personae.accounts import letters
from personae.accounts.rules import Rules
from personae.platform.db import Tx, after_commit
from personae.platform.mail import Post


class Notices:
    """Writes to the address that an account has now."""

    def __init__(self, post: Post, rules: Rules) -> None:
        self._post, self._rules = post, rules

    def send_later(self, tx: Tx, email: str, what: str) -> None:
        """Write once the change is committed, and only then. what: a sentence."""
        after_commit(tx, partial(self._post.take, letters.changed(self._rules.address, email, what)))
