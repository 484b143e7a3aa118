"""What the studio writes to people. Every link begins with the studio's own address."""

from personae.accounts.tables import Purpose
from personae.platform.mail import Letter

FOOT = "\n\nPersonae at {address}\nIf you did not ask for this, do nothing: nothing has changed."


def link(address: str, purpose: Purpose, secret: str) -> str:
    """Where a ticket is used."""
    path = {Purpose.VERIFY: "verify", Purpose.RESET: "reset"}[purpose]
    return f"{address}/{path}?ticket={secret}"


def confirm(address: str, to: str, secret: str) -> Letter:
    """Asks whoever reads this address to confirm it."""
    where = link(address, Purpose.VERIFY, secret)
    text = f"Confirm that this is your e-mail address by opening:\n\n{where}\n\nThe link works for two days."
    return _letter(address, to, "Confirm your e-mail address", text)


def known_already(address: str, to: str) -> Letter:
    """Tells somebody who has an account that it was asked for again."""
    text = (
        "Somebody, probably you, asked for a new account with this e-mail address. There is one already:\n"
        f"log in at {address}/login, or choose a new password at {address}/forgot"
    )
    return _letter(address, to, "You have an account already", text)


def new_password(address: str, to: str, secret: str) -> Letter:
    """Lets the reader choose a new password."""
    where = link(address, Purpose.RESET, secret)
    text = f"Choose a new password at:\n\n{where}\n\nThe link works once, and for an hour."
    return _letter(address, to, "Choose a new password", text)


def changed(address: str, to: str, what: str) -> Letter:
    """Tells of a change that its owner should know of. what: a sentence."""
    text = (
        f"{what}\n\nIf that was not you, choose a new password at {address}/forgot and tell an admin of this "
        "studio."
    )
    return Letter(to, "Your account was changed", f"{text}\n\nPersonae at {address}")


def invitation(address: str, to: str, secret: str) -> Letter:
    """Invites somebody to make an account."""
    text = f"You are invited to Personae. Make your account at:\n\n{address}/register?invite={secret}"
    return _letter(address, to, "You are invited to Personae", text)


def _letter(address: str, to: str, subject: str, text: str) -> Letter:
    return Letter(to, subject, text + FOOT.format(address=address))
