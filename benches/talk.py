"""A long conversation with the demo's main character, and a vendor that keeps what it is sent."""

import json
import random
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from aiohttp import web

from benches.studio import cast_of, free_port, read_to_end, serving, upload, visitor
from benches.texts import STORY
from personae.conversations import Author, Message, notes
from personae.llm import text_tokens

LONG = (20, 60), (80, 250)  # tokens of a question, and of a reply
SHORT = (8, 20), (20, 60)
PARAGRAPHS = [part for part in STORY.read_text(encoding="utf-8").split("\n\n") if len(part) > 40]
CHAPTER, SINCE = "CHAPTER ONE", datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = re.compile(r"[^.?!]+[.?!]+[”’]*\s*")


def conversation(turns: int, *, is_short: bool = False) -> list[Message]:
    """Questions and replies in turn, of our own story's sentences, their lengths drawn once for all."""
    lengths = SHORT if is_short else LONG
    chance = random.Random(5)
    sentences = cycle(SENTENCE.findall(STORY.read_text(encoding="utf-8")))
    said = []
    for depth in range(2 * turns):
        least, most = lengths[depth % 2]
        text = _words(sentences, chance.randint(least, most), most)
        author = (Author.USER, Author.CHARACTER)[depth % 2]
        said.append(Message(author=author, text=text, depth=depth, state="complete"))
    return said


def full_notes(history: Sequence[Message], turn: int) -> str:
    """All that a reply may be given for itself: passages of our story, memories and mood, other each turn."""
    told = PARAGRAPHS[turn % len(PARAGRAPHS) :] + PARAGRAPHS
    moments = [
        notes.Reminder(str(place), message.text, "joy", SINCE, 1.0) for place, message in enumerate(history)
    ]
    return notes.joined(
        notes.passages_part(notes.chosen([(CHAPTER, text) for text in told])),
        notes.memories_part(notes.fitting(moments[turn % 7 :]), SINCE + timedelta(days=turn)),
        notes.mood_part("Calm and a little wary; lately more open than they used to be."),
    )


def ask_main_character(home: Path, base_url: str) -> None:
    """Let a studio read our story, and its main character answer one question through a vendor."""
    settings = {
        "OPENAI_API_KEY": "scripted",
        "OPENAI_BASE_URL": base_url,
        "PERSONAE_MODEL_PROVIDER": "openai",
    }
    with serving(home, cores=None, **settings) as studio, visitor(studio) as client:
        document = read_to_end(client, upload(client, STORY))
        first = cast_of(client, str(document["id"]))[0]
        wish = {"character_id": first["id"]}
        opened = client.post("/api/v1/conversations", json=wish).raise_for_status().json()
        asked = client.post(f"/api/v1/conversations/{opened['id']}/messages", json={"text": "Who are you?"})
        asked.raise_for_status()


class Listener:
    """A vendor in the protocols of two, that has little to say and keeps the bodies it was sent."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}"
        self.bodies: list[dict[str, Any]] = []

    def base_url(self, vendor: str) -> str:
        """Its address as the provider of a vendor wants it."""
        return self._url if vendor == "anthropic" else f"{self._url}/v1"

    async def answer(self, request: web.Request) -> web.Response:
        """Keep the body and stream a word."""
        self.bodies.append(await request.json())
        text = "".join(f"data: {json.dumps(each)}\n\n" for each in _ANSWERS[request.path])
        return web.Response(text=text, content_type="text/event-stream")


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    """A listener on a port of this machine."""
    port = free_port()
    listener = Listener(port)
    app = web.Application(client_max_size=2**24)
    for path in _ANSWERS:
        app.router.add_post(path, listener.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield listener
    finally:
        await runner.cleanup()


_ANSWERS = {
    "/v1/chat/completions": [
        {"choices": [{"index": 0, "delta": {"content": "Aye"}, "finish_reason": "stop"}]},
        {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}},
    ],
    "/v1/messages": [
        {"type": "message_start", "message": {"usage": {"input_tokens": 1, "output_tokens": 1}}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Aye"}},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 1}},
        {"type": "message_stop"},
    ],
}


def _words(sentences: Iterator[str], least: int, most: int) -> str:
    """Whole sentences until there are at least so many tokens, cut where they would be too many."""
    text = ""
    while text_tokens(text) < least:
        text += next(sentences)
    words = text.split()
    while text_tokens(" ".join(words)) > most:
        words.pop()
    return " ".join(words)
