"""Servers to measure the studio against: a vendor that streams a script, and a bare pass-through."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import aiohttp
import psutil  # type: ignore[import-untyped]
from aiohttp import web

from benches.studio import ROOT, environment, free_port

TOKENS = tuple(f"word{number} " for number in range(75))
GAP_S = 0.04
PATH = "/v1/chat/completions"
READY = "ready"
EVENT_STREAM = "text/event-stream"


class Server:
    """A server process, its address and the processor time that it has used."""

    def __init__(self, url: str, process: psutil.Process) -> None:
        self.url, self._process = url, process

    def cpu_s(self) -> float:
        """Seconds of processor time so far."""
        used = self._process.cpu_times()
        return float(used.user + used.system)


@contextmanager
def vendor(*, cores: Sequence[int] | None = None) -> Iterator[Server]:
    """A vendor that says TOKENS to everybody, one every GAP_S seconds, by OpenAI's protocol."""
    with _spawned("serve_vendor", cores=cores) as server:
        yield server


@contextmanager
def pass_through(upstream: Server, *, cores: Sequence[int] | None = None) -> Iterator[Server]:
    """A server that hands every request on and every piece of its answer back, and does nothing else."""
    with _spawned("serve_pass_through", upstream.url, cores=cores) as server:
        yield server


def serve_vendor(port: int) -> None:
    """Be the vendor; runs in a process of its own."""
    app = web.Application()
    app.router.add_post(PATH, _say)
    _serve(app, port)


def serve_pass_through(port: int, upstream: str) -> None:
    """Be the pass-through; runs in a process of its own."""
    app = web.Application()

    async def session(_: web.Application) -> None:
        app[SESSION] = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))

    async def close(_: web.Application) -> None:
        await app[SESSION].close()

    async def hand_on(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"content-type": EVENT_STREAM})
        async with app[SESSION].post(upstream + PATH, data=await request.read()) as found:
            await answer.prepare(request)
            async for piece in found.content.iter_any():
                await answer.write(piece)
        return answer

    app.on_startup.append(session)
    app.on_cleanup.append(close)
    app.router.add_post(PATH, hand_on)
    _serve(app, port)


SESSION: web.AppKey[aiohttp.ClientSession] = web.AppKey("session", aiohttp.ClientSession)


async def _say(request: web.Request) -> web.StreamResponse:
    await request.read()
    answer = web.StreamResponse(headers={"content-type": EVENT_STREAM})
    await answer.prepare(request)
    clock = asyncio.get_running_loop().time
    began = clock()
    for number, token in enumerate(TOKENS):
        await asyncio.sleep(max(0.0, began + GAP_S * (number + 1) - clock()))
        await answer.write(_event({"choices": [_choice({"content": token}, None)]}))
    await answer.write(_event({"choices": [_choice({}, "stop")]}))
    counts = {"prompt_tokens": 100, "completion_tokens": len(TOKENS), "total_tokens": 100 + len(TOKENS)}
    await answer.write(_event({"choices": [], "usage": counts}))
    await answer.write(b"data: [DONE]\n\n")
    return answer


def _choice(delta: dict[str, str], finish: str | None) -> dict[str, object]:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def _event(fields: dict[str, object]) -> bytes:
    head = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
    return b"data: " + json.dumps({**head, **fields}).encode() + b"\n\n"


def _serve(app: web.Application, port: int) -> None:
    web.run_app(app, host="127.0.0.1", port=port, print=lambda *_: print(READY, flush=True), backlog=1024)


@contextmanager
def _spawned(function: str, *arguments: str, cores: Sequence[int] | None) -> Iterator[Server]:
    port = free_port()
    code = f"import sys; from benches.upstream import {function}; {function}({port}, *sys.argv[1:])"
    env = environment() | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        if READY not in process.stdout.readline():
            raise SystemExit(f"{function} did not start.")
        found = psutil.Process(process.pid)
        if cores is not None:
            found.cpu_affinity(list(cores))
        yield Server(f"http://127.0.0.1:{port}", found)
    finally:
        process.terminate()
        process.wait()
