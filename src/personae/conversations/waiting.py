"""What a person is told while the first words of a reply are late."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from personae.llm import Notice, Wait
from personae.platform.bus import News


@dataclass(slots=True)
class Waiting:
    """Who answers one reply, and what those who wait for it were told last.

    instead_of, instead_code: the model that was asked first and why it did not answer, once another is asked.
    """

    vendor: str
    model: str
    clock: Callable[[], float] = time.monotonic
    instead_of: str | None = None
    instead_code: str | None = None
    _notice: Notice | None = None
    _asked: tuple[str, str] = ("", "")
    _number: int = 0
    _until: float = field(default=0.0)

    def take(self, notice: Notice) -> None:
        """Hear that words are late, and who is asked next."""
        self._asked, self._notice = (self.vendor, self.model), notice
        self._number += 1
        self._until = self.clock() + notice.wait_s
        if notice.wait is Wait.FALLBACK and self.instead_of is None:
            self.instead_of, self.instead_code = self.model, notice.code
        self.vendor, self.model = notice.vendor, notice.model

    def end(self) -> None:
        """The first words have come."""
        self._notice = None

    def news(self, message_id: str, at: int) -> News | None:
        """What to tell now, None when nobody waits. The same number is the same notice, told again.

        at: how many characters the reply has.  asked_vendor, asked_model: who failed.  wait_s: what is left.
        """
        if self._notice is None:
            return None
        vendor, model = self._asked
        return {
            "kind": "notice",
            "id": message_id,
            "at": at,
            "number": self._number,
            "wait": self._notice.wait.value,
            "code": self._notice.code,
            "asked_vendor": vendor,
            "asked_model": model,
            "vendor": self.vendor,
            "model": self.model,
            "wait_s": max(0.0, self._until - self.clock()),
        }
