"""What becomes of a document whose reader fails."""

import pytest

from makers import Person, ended, read_story, upload
from novel import novel
from personae.characters import reader


class TestCasting:
    async def test_fails_a_document_that_costs_too_much_and_reads_the_next(
        self, ada: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(reader, "CPU_S", 1)
            patched.setattr(reader, "CPU_S_PER_MB", 0)
            sent = (await upload(ada, f"“Hush,” said {ada.email}.\n\n{novel(words=150_000)}")).json()
            failed = await ended(ada, sent["id"])
        assert (failed["status"], failed["error_code"]) == ("failed", "cast_too_costly")
        assert "Split it" in failed["error"]
        assert (await read_story(ada))["status"] == "ready"
