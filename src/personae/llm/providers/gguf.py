"""A model out of a GGUF file, run by llama.cpp inside our own process."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event as Flag
from typing import Any, Final

from personae.llm.errors import ModelFileUnreadable, ModelRuntimeMissing
from personae.llm.port import Chunk, Prompt
from personae.llm.providers.chat import ChatReader, chat_messages
from personae.llm.providers.events import Event, SaidRefusal
from personae.llm.providers.relay import Patience, Relay
from personae.llm.refusals import Refusal

_MAGIC: Final = b"GGUF"
# One core reads some thirty tokens of a prompt a second, and other replies may come first.
_PATIENCE: Final = Patience(first_token_s=600, between_tokens_s=60)


class GgufProvider:
    """Streams replies of a model file, one at a time; the file is loaded when the first is asked for.

    A reply that is closed stops the model at its next token: one whose prompt is still being read is read
    to the end first.
    """

    name = "gguf"

    def __init__(
        self,
        *,
        path: Path,
        max_tokens: int = 1024,
        window_tokens: int = 8192,
        threads: int = 1,
        patience: Patience = _PATIENCE,
    ) -> None:
        """window_tokens: what prompt and reply may take together; memory grows with it.

        threads: cores to use; more than one make a small model slower.
        """
        self.model, self.max_tokens = path.stem, max_tokens
        self._path, self.window_tokens, self._threads = path, window_tokens, threads
        self._runner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="gguf")
        self._loading: asyncio.Future[Any] | None = None
        self._relay = Relay(vendor=self.name, model=self.model, patience=patience, refusal=_refusal)

    def stream(self, prompt: Prompt) -> AsyncGenerator[Chunk, None]:
        """Answer the last message; see Provider."""
        return self._relay.reply(lambda: self._request(prompt), ChatReader())

    async def _request(self, prompt: Prompt) -> "_Telling":
        body = {
            "messages": chat_messages(prompt),
            "stream": True,
            "stream_options": {"include_usage": True},
            "max_tokens": prompt.max_tokens or self.max_tokens,
        }
        telling = _Telling()
        server = await self._server()
        self._runner.submit(telling.run, server, body)
        return telling

    async def _server(self) -> Any:
        """Load the file once, whoever asks first; a failure is not kept, for the file may be mended."""
        if self._loading is None or (self._loading.done() and self._loading.exception()):
            loop = asyncio.get_running_loop()
            self._loading = loop.run_in_executor(self._runner, self._load)
        return await asyncio.shield(self._loading)

    def _load(self) -> Any:
        try:
            import xllamacpp
        except ImportError:
            raise ModelRuntimeMissing from None
        try:
            with self._path.open("rb") as file:
                is_gguf = file.read(len(_MAGIC)) == _MAGIC
        except OSError:
            is_gguf = False
        if not is_gguf:
            raise ModelFileUnreadable(model=self._path.name)
        try:
            return xllamacpp.Server(self._params(xllamacpp))
        except RuntimeError:
            raise ModelFileUnreadable(model=self._path.name) from None

    def _params(self, xllamacpp: Any) -> Any:
        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.n_ctx, params.n_parallel = self.window_tokens, 1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._threads
        params.warmup = False
        params.verbosity = -1
        # It opens a port as well, which nobody needs: on loopback, behind a key that nobody has.
        params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [secrets.token_urlsafe(32)]
        params.ui, params.endpoint_slots, params.n_threads_http = False, False, 1
        return params

    async def close(self) -> None:
        """Let the model go once its reply has ended."""
        self._loading = None
        self._runner.shutdown(wait=False, cancel_futures=True)


class _Telling:
    """One reply, told by a thread and read by the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._told: asyncio.Queue[Event | None] = asyncio.Queue()
        self._is_unwanted = Flag()

    def run(self, server: Any, body: dict[str, object]) -> None:
        """Let the model speak until it is done or nobody listens any more. Blocks."""
        try:
            if not self._is_unwanted.is_set():
                server.handle_chat_completions(body, self._take)
        except Exception as error:  # a thread has nobody to raise to: its reader hears of it
            self._tell({"error": type(error).__name__})
        finally:
            self._tell(None)

    def _take(self, event: Event) -> bool:
        self._tell(event)
        return self._is_unwanted.is_set()

    def _tell(self, event: Event | None) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._told.put_nowait, event)

    async def __aiter__(self) -> AsyncIterator[Event]:
        while (event := await self._told.get()) is not None:
            yield event

    async def close(self) -> None:
        """Stop the model."""
        self._is_unwanted.set()


def _refusal(error: Exception) -> Refusal | None:
    return error.refusal if isinstance(error, SaidRefusal) else None
