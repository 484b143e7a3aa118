"""Letters: over SMTP where it is set, on the terminal of a developer, else not at all."""

import asyncio
import ssl
import sys
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from personae.platform.logs import get_logger
from personae.platform.tasks import give_up

if TYPE_CHECKING:
    from email.message import EmailMessage
    from smtplib import SMTP

    from personae.platform.settings import Settings

log = get_logger(__name__)

PATIENCE_S: Final = 20
TRIES: Final = 3
PAUSE_S: Final = 2.0
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Letter:
    """One plain letter to one person."""

    to: str
    subject: str
    text: str


class Carrier(Protocol):
    """Brings one letter on its way, and raises when it cannot."""

    def carry(self, letter: Letter) -> None:
        """Hand the letter over. Blocks."""


class Smtp:
    """A mail server: `smtp://user:password@host:587`, or `smtps://…` where TLS stands from the first byte.

    With smtp:// the connection turns to TLS before anything is said, or nothing is sent; only a server on
    this machine, or `?tls=none`, goes without.
    """

    def __init__(self, url: str, *, sender: str | None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("SMTP_URL must look like smtp://user:password@host:587 or smtps://…")
        self._host, self._is_tls = parts.hostname, parts.scheme == "smtps"
        self._port = parts.port or (465 if self._is_tls else 587)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        wish = parse_qs(parts.query).get("tls", ["none" if self._host in LOOPBACK else "required"])[0]
        self._turns_to_tls = wish != "none" and not self._is_tls
        self._sender = sender or f"Personae <personae@{self._host}>"

    def carry(self, letter: Letter) -> None:
        """See Carrier. Raises OSError."""
        with self._open() as server:
            if self._turns_to_tls:
                server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
            server.send_message(self._written(letter))

    def _open(self) -> "SMTP":
        # Loaded with the first letter: most studios send none.
        import smtplib

        if self._is_tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=PATIENCE_S, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=PATIENCE_S)

    def _written(self, letter: Letter) -> "EmailMessage":
        from email.message import EmailMessage
        from email.utils import formatdate, make_msgid

        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, letter.to, letter.subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=self._host)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


class Terminal:
    """Shows letters to whoever runs the studio on their own machine."""

    def carry(self, letter: Letter) -> None:
        """See Carrier."""
        sys.stderr.write(f"\nTo: {letter.to}\nSubject: {letter.subject}\n\n{letter.text}\n")
        sys.stderr.flush()


class Post:
    """Takes letters and brings them on their way behind the request, which never waits for a mail server.

    So the answer takes as long for an address that is known as for one that is not.
    """

    def __init__(self, carrier: Carrier | None) -> None:
        self._carrier = carrier
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def is_open(self) -> bool:
        """True when letters arrive anywhere."""
        return self._carrier is not None

    async def take(self, letter: Letter) -> None:
        """Take a letter and return at once. Without a carrier it is let go."""
        if self._carrier is not None:
            self.behind(self._carry(self._carrier, letter))

    def behind(self, work: Coroutine[object, object, None]) -> None:
        """Do something behind the answer, such as finding out whether there is anything to send."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("letter.crashed", exc_info=error)

    async def _carry(self, carrier: Carrier, letter: Letter) -> None:
        for turn in range(TRIES):
            try:
                await asyncio.to_thread(carrier.carry, letter)
            except OSError as error:  # of which smtplib's own are children
                log.warning("letter.failed", error=type(error).__name__, turn=turn + 1)
                await asyncio.sleep(PAUSE_S * 2**turn if turn < TRIES - 1 else 0)
            else:
                log.info("letter.sent")
                return

    async def settled(self) -> None:
        """Return once nothing is under way, or after as long as one try takes at most."""
        while self._under_way:
            done, _ = await asyncio.wait(set(self._under_way), timeout=PATIENCE_S)
            if not done:
                return

    async def close(self) -> None:
        """Wait for the letters under way, then give those up that are late."""
        await self.settled()
        await give_up(self._under_way)


def open_post(settings: "Settings") -> Post:
    """The post that the settings name: a mail server, or the terminal while a studio is on a laptop."""
    if settings.smtp_url is not None:
        return Post(Smtp(settings.smtp_url.get_secret_value(), sender=settings.mail_from))
    return Post(Terminal() if settings.profile == "dev" else None)
