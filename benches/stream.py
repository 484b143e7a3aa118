"""What the studio adds to a vendor's stream: 1 to 200 replies at once, beside a bare pass-through."""

import asyncio
import json
import os
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from benches.figures import Report, share
from benches.studio import Studio, empty_home, serving
from benches.upstream import PATH, TOKENS, Server, pass_through, vendor

AT_ONCE = (1, 10, 50, 200)
SPREAD_S = 0.5  # within which all of them ask
WHOLE = "".join(TOKENS)
ADDED_MS, CPU_TIMES = 5.0, 2.0  # targets

Ask = Callable[[int], Awaitable["Stream"]]


@dataclass(frozen=True, slots=True)
class Stream:
    """One reply as somebody saw it: seconds to its first token, and all its text."""

    first_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """So many replies at once. cpu_s: processor time of the server that was asked, for 1,000 tokens."""

    first_ms: float
    cpu_s: float
    broken: int


def main() -> None:
    """Ask the vendor itself, the pass-through and the studio, one after another, at each number."""
    report = Report("stream", __doc__)
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    mine, others = ([cores[0]], cores[1:]) if len(cores) > 1 else (None, None)
    if others:
        os.sched_setaffinity(0, others)
    report.note(
        f"{len(TOKENS)} tokens, 40 ms apart; each server on one core, the vendor and the readers on the rest"
    )
    with vendor(cores=others) as upstream, pass_through(upstream, cores=mine) as bare, empty_home() as home:
        settings = {
            "OPENAI_API_KEY": "scripted",
            "OPENAI_BASE_URL": f"{upstream.url}/v1",
            "OPENAI_MODEL": "scripted",
            "PERSONAE_MODEL_PROVIDER": "openai",
        }
        with serving(home, cores=mine, **settings) as studio:
            asyncio.run(_compare(report, upstream, bare, studio))
    report.end()


async def _compare(report: Report, upstream: Server, bare: Server, studio: Studio) -> None:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        seats = [await _seat(session, studio) for _ in range(max(AT_ONCE))]

        async def talk(number: int) -> Stream:
            return await _ask_studio(session, studio, *seats[number])

        for count in AT_ONCE:
            direct = await _run(count, _asking(session, upstream), upstream)
            passed = await _run(count, _asking(session, bare), bare)
            found = await _run(count, talk, studio)
            _tell(report, count, direct, passed, found)


def _tell(report: Report, count: int, direct: Run, passed: Run, found: Run) -> None:
    is_most = count == max(AT_ONCE)
    what = f"{count} at once"
    report.add(f"{what}: replies with an error or a lost token", found.broken, "", target=0)
    report.add(f"{what}: first token, pass-through adds, p50", passed.first_ms - direct.first_ms, "ms")
    report.add(
        f"{what}: first token, studio adds, p50",
        found.first_ms - direct.first_ms,
        "ms",
        target=ADDED_MS if is_most else None,
    )
    report.add(f"{what}: pass-through, processor time for 1,000 tokens", passed.cpu_s, "s")
    report.add(f"{what}: studio, processor time for 1,000 tokens", found.cpu_s, "s")
    ratio = found.cpu_s / passed.cpu_s if passed.cpu_s else float("inf")
    report.add(
        f"{what}: studio to pass-through, processor time", ratio, "×", target=CPU_TIMES if is_most else None
    )


async def _run(count: int, ask: Ask, server: Server | Studio) -> Run:
    """So many replies, begun one after another within SPREAD_S."""

    async def late(number: int) -> Stream:
        await asyncio.sleep(SPREAD_S * number / count)
        return await ask(number)

    before = server.cpu_s()
    found = await asyncio.gather(*map(late, range(count)), return_exceptions=True)
    await asyncio.sleep(0.5)  # the last replies are still being saved
    used = server.cpu_s() - before
    whole = [each for each in found if isinstance(each, Stream) and each.text == WHOLE]
    first_ms = share([each.first_s for each in whole], 50) * 1000 if whole else float("inf")
    return Run(first_ms, used * 1000 / (count * len(TOKENS)), count - len(whole))


def _asking(session: aiohttp.ClientSession, server: Server) -> Ask:
    body = json.dumps({"model": "scripted", "stream": True, "messages": []}).encode()

    async def ask(_: int) -> Stream:
        began, first, text = time.perf_counter(), 0.0, ""
        async with session.post(server.url + PATH, data=body) as answer:
            async for line in answer.content:
                if not line.startswith(b"data: {"):
                    continue
                for choice in json.loads(line[6:])["choices"]:
                    if choice["delta"].get("content"):
                        first = first or time.perf_counter() - began
                        text += choice["delta"]["content"]
        return Stream(first, text)

    return ask


async def _seat(session: aiohttp.ClientSession, studio: Studio) -> tuple[str, dict[str, str]]:
    """Somebody new who has opened a conversation: its address, and the headers they send."""
    wish = {"email": f"{secrets.token_hex(8)}@example.org", "password": secrets.token_hex(8), "name": "Ada"}
    token = (await _post(session, studio, "auth/register", wish, {}))["token"]
    headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}
    nell = {"name": "Nell", "description": "A miller.", "sayings": "Grain first, then talk."}
    character = await _post(session, studio, "characters", nell, headers)
    opened = await _post(session, studio, "conversations", {"character_id": character["id"]}, headers)
    return f"{studio.url}/api/v1/conversations/{opened['id']}/messages", headers


async def _post(
    session: aiohttp.ClientSession,
    studio: Studio,
    path: str,
    wish: dict[str, str],
    headers: dict[str, str],
) -> dict[str, str]:
    async with session.post(f"{studio.url}/api/v1/{path}", json=wish, headers=headers) as answer:
        answer.raise_for_status()
        made: dict[str, str] = await answer.json()
        return made


async def _ask_studio(
    session: aiohttp.ClientSession, studio: Studio, url: str, headers: dict[str, str]
) -> Stream:
    began, first, text, event = time.perf_counter(), 0.0, "", b""
    async with session.post(url, json={"text": "What do you love?"}, headers=headers) as answer:
        answer.raise_for_status()
        async for line in answer.content:
            if line.startswith(b"event: "):
                event = line[7:].strip()
            elif event == b"piece" and line.startswith(b"data: "):
                first = first or time.perf_counter() - began
                text += json.loads(line[6:])["text"]
            elif event == b"done" and line.startswith(b"data: "):
                said = json.loads(line[6:])["reply"]
                text = text if (said["state"], said["text"]) == ("complete", text) else said["state"]
    return Stream(first, text)


if __name__ == "__main__":
    main()
