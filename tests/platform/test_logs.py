"""What is logged, how, and what never is."""

import json
import logging
import logging.handlers
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from makers import PASSWORD, STORY, Person, cast_of, read_story, register, talk_with
from personae.bootstrap import Services
from personae.platform import metrics
from personae.platform.logs import FILE_BYTES, FILES_KEPT, configure, get_logger
from personae.platform.settings import Settings


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Logs as the studio keeps them, while a test runs."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure(Settings.model_validate({"PERSONAE_HOME": tmp_path}))
    yield tmp_path / "logs" / "personae.jsonl"
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def lines(log_file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log_file.read_text(encoding="utf-8").splitlines()]


class TestConfigure:
    def test_writes_one_json_object_a_line_with_the_facts_as_fields(self, log_file: Path) -> None:
        structlog.get_logger("a.module").info("document.ready", document_id="d", quotations=412)
        [line] = lines(log_file)
        assert line.pop("timestamp").endswith("Z")
        assert line == {
            "event": "document.ready",
            "document_id": "d",
            "quotations": 412,
            "level": "info",
            "logger": "a.module",
        }

    def test_writes_what_libraries_log_in_the_same_form(self, log_file: Path) -> None:
        logging.getLogger("a.library").warning("said %s", "so")
        [line] = lines(log_file)
        assert (line["event"], line["level"], line["logger"]) == ("said so", "warning", "a.library")

    def test_writes_an_exception_on_the_same_line(self, log_file: Path) -> None:
        try:
            raise ZeroDivisionError
        except ZeroDivisionError:
            get_logger("a.module").exception("it.broke")
        [line] = lines(log_file)
        assert "ZeroDivisionError" in line["exception"]

    def test_lets_nobody_forge_a_line(self, log_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        configure(Settings.model_validate({"PERSONAE_HOME": log_file.parents[1]}))
        forged = '\r\n\x1b[31m{"event": "person.made_admin"}\u2028'
        logging.getLogger("a.library").warning("no such path: %s", forged)
        structlog.get_logger("a.module").warning("it.was_odd", typed=forged)
        found = lines(log_file)
        assert [line["event"][:12] for line in found] == ["no such path", "it.was_odd"]
        assert found[1]["typed"] == forged
        told = capsys.readouterr().err.splitlines()
        assert len(told) == 2 and not any("\x1b[31m{" in line for line in told)

    def test_rotates_the_file_and_keeps_a_limited_number(self, log_file: Path) -> None:
        [file] = [each for each in logging.getLogger().handlers if hasattr(each, "maxBytes")]
        assert isinstance(file, logging.handlers.RotatingFileHandler)
        assert (file.maxBytes, file.backupCount) == (FILE_BYTES, FILES_KEPT)
        file.maxBytes = 500
        for n in range(100):
            structlog.get_logger("a.module").info("line", n=n)
        kept = sorted(path.name for path in log_file.parent.iterdir())
        assert kept == ["personae.jsonl", *(f"personae.jsonl.{n}" for n in range(1, FILES_KEPT + 1))]

    def test_shows_people_at_the_terminal_only_what_went_wrong(
        self, log_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        configure(Settings.model_validate({"PERSONAE_HOME": log_file.parents[1]}))
        structlog.get_logger("a.module").info("all.is.well")
        structlog.get_logger("a.module").error("something.broke")
        said = capsys.readouterr().err
        assert "something.broke" in said
        assert "all.is.well" not in said


class TestAWholeMainJob:
    async def test_leaves_ids_in_the_logs_and_no_word_of_anybodys(
        self, services: Services, base_url: str, log_file: Path
    ) -> None:
        logging.getLogger().setLevel("DEBUG")  # where libraries tell the most
        question = "Why do you never speak of the nineteenth stair?"
        async with register(base_url, "Ada") as ada:
            document = await read_story(ada)
            cast = await cast_of(ada, document)
            conversation = await talk_with(ada, cast[0])
            path = f"/api/v1/conversations/{conversation}/messages"
            reply = (await ada.client.post(path, json={"text": question})).json()["reply"]
            await fail_in_many_ways(ada)
            text = log_file.read_text(encoding="utf-8")
            written = lines(log_file)
        assert document["id"] in text and reply["id"] in text
        requests = [line for line in written if line["event"] == "request"]
        assert requests
        for request in requests:
            assert {"request_id", "method", "route", "status", "took_ms"} <= set(request)
        secrets = (PASSWORD, ada.token, ada.email, question, reply["text"][:20], "a wrong password")
        words = [line[:40] for line in STORY.splitlines() if len(line) > 40]
        assert [secret for secret in (*secrets, *words) if secret in text] == []


async def fail_in_many_ways(person: Person) -> None:
    """Requests that are refused, since refusals like to quote what they refuse."""
    client = person.client
    wrong = {"email": person.email, "password": "a wrong password", "name": "x"}
    assert (await client.post("/api/v1/auth/login", json=wrong)).status_code == 401
    assert (await client.post("/api/v1/auth/register", json=wrong)).status_code == 409
    assert (await client.post("/api/v1/auth/register", json={"password": PASSWORD})).status_code == 422
    assert (await client.post("/api/v1/auth/login", content=PASSWORD)).status_code == 422


class TestMetrics:
    def test_are_in_prometheus_own_format(self) -> None:
        metrics.DOCUMENTS.labels("ready").inc()
        body, kind = metrics.render()
        assert kind.startswith("text/plain")
        assert b'personae_documents_total{outcome="ready"}' in body

    async def test_count_replies_and_documents(self, ada: Person) -> None:
        before = metrics.REPLIES.labels("quotation", "complete")._value.get()
        document = await read_story(ada)
        conversation = await talk_with(ada, (await cast_of(ada, document))[0])
        await ada.client.post(f"/api/v1/conversations/{conversation}/messages", json={"text": "Hello?"})
        assert metrics.REPLIES.labels("quotation", "complete")._value.get() == before + 1
