"""Strings that programs take for more than strings: put into every place of a studio, and shown."""

import asyncio
import json
import secrets
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import httpx2

from benches.studio import empty_home, serving, visitor
from evals.trials import carrying
from evals.trials.asking import Asker
from evals.trials.places import Places
from evals.trials.reading import CRASH
from evals.trials.sets import Payload, arguments, payloads_in
from evals.trials.showing import show

PASSWORD = secrets.token_hex(8)
NAMES = ("filenames_own", "path_traversal", "unicode_smuggling_own", "blns")
CELLS = 40  # models that are called like payloads, each asked once
SHOWN = 400  # strings that a browser is shown

Trial = Callable[[str, Asker], Awaitable[None]]


def run(argv: Sequence[str]) -> dict[str, object]:
    """Put every string everywhere and show some; return what `--json` prints."""
    wish = arguments("payloads", __doc__, argv, every="take one of N strings of each large set")
    payloads = payloads_in(wish.data, every=wish.every)
    print(f"{len(payloads)} strings")
    with empty_home() as home, serving(home, API_KEY_REQUESTS="1000000") as studio:
        found: dict[str, object] = {"strings": len(payloads)}
        with visitor(studio) as admin:  # who comes first looks after the studio
            found["shown"] = show(admin, payloads[:: max(1, len(payloads) // SHOWN)])
        found["places"] = asyncio.run(_everywhere(studio.url, payloads))
        log = (home / "bench.log").read_text(errors="replace")
        found["crashes"] = [line for line in log.splitlines() if CRASH.search(line)][:20]
        print(f"crashes in the studio's log: {len(found['crashes'])}")  # type: ignore[arg-type]
    if wish.json:
        print(json.dumps(found))
    return found


async def _everywhere(url: str, payloads: Sequence[Payload]) -> dict[str, object]:
    """Put strings into every place at once, each place's by somebody of its own."""

    async def put(name: str, asker: Asker) -> None:
        place = Places().all[name]
        for payload in payloads:
            await place(asker, payload)
        if name == "character":
            await carrying.take_out(asker, payloads)

    async def send(_: str, asker: Asker) -> None:
        await carrying.send_names(asker, [each for each in payloads if each.set in NAMES])

    async def tabulate(_: str, asker: Asker) -> None:
        await carrying.sheet(asker, payloads[:: max(1, len(payloads) // CELLS)])

    async def tried(name: str, trial: Trial) -> tuple[str, dict[str, object]]:
        async with _somebody(url) as asker:
            await trial(name, asker)
            return name, _told(name, asker)

    trials = {**dict.fromkeys(Places().all, put), "file names": send, "sheet": tabulate}
    return dict(await asyncio.gather(*(tried(name, trial) for name, trial in trials.items())))


@asynccontextmanager
async def _somebody(url: str) -> AsyncIterator[Asker]:
    wish = {"email": f"{secrets.token_hex(8)}@example.org", "password": PASSWORD, "name": "Ada"}
    async with httpx2.AsyncClient(base_url=url, timeout=120) as client:
        made = await client.post("/api/v1/auth/register", json=wish)
        client.cookies.clear()
        client.headers["authorization"] = f"Bearer {made.raise_for_status().json()['token']}"
        yield Asker(client)


def _told(name: str, asker: Asker) -> dict[str, object]:
    asked, refused = sum(asker.asked.values()), sum(asker.refused.values())
    print(
        f"{name}: {asked} asked, {refused} refused, {len(asker.wrong)} wrong, {asker.slowest_s:.1f} s at most"
    )
    for line in asker.wrong[:20]:
        print(f"  {line}")
    sys.stdout.flush()
    return {"asked": asked, "refused": refused, "slowest_s": asker.slowest_s, "wrong": asker.wrong}


if __name__ == "__main__":
    run(sys.argv[1:])
