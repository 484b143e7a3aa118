"""Letters, to a real mail server on this machine."""

import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from personae.platform import mail
from personae.platform.mail import Letter, Post, Smtp, Terminal, open_post
from personae.platform.settings import Settings
from servers.process import free_ports

# The test server has no certificate, and says what it thinks of asking for passwords without one.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

LETTER = Letter(
    "ada@example.org", "A new password — for you", "Grüße,\n\nhttps://books.example.org/reset?ticket=x\n"
)


@dataclass
class Office:
    """Keeps what is sent."""

    received: list[Message] = field(default_factory=list)
    refusals: int = 0

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        """Take one letter, or refuse it for now."""
        if self.refusals:
            self.refusals -= 1
            return "451 come again"
        assert isinstance(envelope.content, bytes)
        self.received.append(message_from_bytes(envelope.content))
        return "250 taken"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """A server that asks for a name and a password."""
    [port] = free_ports(1)

    def knows(*seen: object) -> AuthResult:
        login = seen[-1]
        is_known = (login.login, login.password) == (b"us er", b"pass:word")  # type: ignore[attr-defined]
        return AuthResult(success=is_known, handled=False)  # or a refusal would never be said

    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=port,
        auth_required=True,
        auth_require_tls=False,
        authenticator=knows,
    )
    controller.start()
    yield f"smtp://us%20er:pass%3Aword@127.0.0.1:{port}"
    controller.stop()


class TestSmtp:
    def test_hands_a_letter_over(self, address: str, office: Office) -> None:
        Smtp(address, sender="Personae <books@example.org>").carry(LETTER)
        [found] = office.received
        assert (found["To"], found["From"]) == (LETTER.to, "Personae <books@example.org>")
        assert str(make_header(decode_header(found["Subject"]))) == LETTER.subject
        text = found.get_payload(decode=True)
        assert isinstance(text, bytes) and text.decode().replace("\r\n", "\n") == LETTER.text
        assert found["Message-ID"] and found["Date"]

    def test_says_when_it_is_not_known(self, address: str) -> None:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            Smtp(address.replace("word", "wrong"), sender=None).carry(LETTER)

    def test_sends_nothing_in_the_open_to_another_machine(self, address: str, office: Office) -> None:
        strict = Smtp(f"{address}?tls=required", sender=None)
        with pytest.raises((smtplib.SMTPException, ssl.SSLError)):
            strict.carry(LETTER)
        assert office.received == []

    def test_lets_no_second_header_in(self, address: str, office: Office) -> None:
        with pytest.raises(ValueError, match=r"newline|linefeed"):
            Smtp(address, sender=None).carry(Letter("a@example.org\nBcc: b@example.org", "s", "t"))
        assert office.received == []

    @pytest.mark.parametrize("url", ["http://host", "smtp://", "host:25"])
    def test_refuses_what_is_no_mail_server(self, url: str) -> None:
        with pytest.raises(ValueError, match="SMTP_URL"):
            Smtp(url, sender=None)


class TestPost:
    async def test_brings_letters_on_their_way_and_tries_again(
        self, address: str, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mail, "PAUSE_S", 0.01)
        office.refusals = 2
        post = Post(Smtp(address, sender=None))
        await post.take(LETTER)
        assert office.received == []
        await post.settled()
        assert len(office.received) == 1

    async def test_gives_up_in_the_end_and_lets_others_go_on(
        self, address: str, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mail, "PAUSE_S", 0.01)
        office.refusals = mail.TRIES
        post = Post(Smtp(address, sender=None))
        await post.take(LETTER)
        await post.settled()
        await post.take(LETTER)
        await post.close()
        assert len(office.received) == 1


class TestOpenPost:
    async def test_writes_on_the_terminal_while_developing_and_nowhere_else(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        dev = open_post(Settings.model_validate({}))
        await dev.take(LETTER)
        await dev.settled()
        assert LETTER.text in capsys.readouterr().err
        staging = open_post(Settings.model_validate({"PERSONAE_PROFILE": "staging"}))
        await staging.take(LETTER)
        await staging.settled()
        assert capsys.readouterr().err == ""
        assert (dev.is_open, staging.is_open) == (True, False)

    def test_takes_the_server_that_is_set(self) -> None:
        post = open_post(Settings.model_validate({"SMTP_URL": "smtps://mail.example.org"}))
        assert post.is_open
        assert not isinstance(post, Terminal)
