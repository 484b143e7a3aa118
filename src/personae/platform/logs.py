"""Structured logs: JSON lines in a file that rotates, plain lines on the terminal."""

import logging
import logging.handlers
import sys
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from personae.platform.settings import Settings

FILE_BYTES = 10 * 1024**2
FILES_KEPT = 5
# Some tell of every request; aiosqlite and the SDKs tell what people wrote, where LOG_LEVEL is DEBUG.
CHATTY = (
    *("httpx2", "httpcore2", "websockets", "uvicorn.access", "dbos", "alembic"),
    *("aiosqlite", "openai", "anthropic"),
)

Logger = structlog.stdlib.BoundLogger


def get_logger(name: str) -> Logger:
    """A logger for one module. Log facts: `log.info("document.ready", document_id=…)`, never text."""
    logger: Logger = structlog.stdlib.get_logger(name)
    return logger


def configure(settings: "Settings") -> None:
    """Send what is logged, ours and the libraries', to the terminal and to `logs/personae.jsonl`."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    folder = settings.home / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(
        folder / "personae.jsonl", maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True
    )
    file.setFormatter(_formatter(shared, structlog.processors.JSONRenderer()))
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setFormatter(_formatter(shared, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())))
    terminal.setLevel(logging.WARNING)  # the terminal is for people: what went wrong, not every request
    logging.raiseExceptions = False  # a line that a full disk does not take is no news for the terminal
    root = logging.getLogger()
    root.handlers = [file, terminal]
    root.setLevel(settings.log_level.upper())
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _formatter(
    shared: list[structlog.typing.Processor], renderer: structlog.typing.Processor
) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _on_one_line,
            renderer,
        ],
    )


def _on_one_line(_: object, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """What libraries say may repeat what a stranger sent: nothing in it may pass for a line, or colour it."""
    said = str(line.get("event", ""))
    if not said.isprintable():
        line["event"] = "".join(each if each.isprintable() else repr(each)[1:-1] for each in said)
    return line
