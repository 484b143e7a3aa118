"""What strangers wrote runs in no page of ours, though the very same runs where nothing stops it."""

import pytest
from playwright.async_api import BrowserContext

from e2e.browsing import log_in
from evals.trials.screen import ALIVE, SENTINEL
from makers import Person, talk_with

pytestmark = [pytest.mark.browser, pytest.mark.once]

EVIL = [
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(2)></svg>",
    '"><script>alert(3)</script>',
    "</textarea></title><details open ontoggle=alert(4)>",
    "![x](http://elsewhere.test/p.png) <img src=http://elsewhere.test/q.png>",
]


class TestSentinel:
    async def test_fires_where_nothing_stops_it_and_nowhere_else(
        self, desktop: BrowserContext, ada: Person
    ) -> None:
        fired: list[str] = []
        calls: list[str] = []
        await desktop.expose_binding("__fired", lambda _, said: fired.append(said))
        await desktop.expose_binding("__stopped", lambda _, said: fired.append(said))
        await desktop.add_init_script(SENTINEL)
        raw = f"<!doctype html><body>{''.join(EVIL)}</body>"
        await desktop.route("**/control", lambda route: route.fulfill(body=raw, content_type="text/html"))
        await desktop.route("http://elsewhere.test/**", lambda route: route.abort())
        desktop.on("request", lambda request: calls.append(request.url))
        page = await desktop.new_page()
        await page.goto("/control")
        wanted = {"alert: 1", "alert: 2", "alert: 3", "alert: 4"}
        for _ in range(300):
            if wanted <= set(fired):
                break
            await page.wait_for_timeout(20)
        assert wanted <= set(fired)
        assert any("elsewhere.test" in url for url in calls)

        wish = {"name": EVIL[0], "description": " ".join(EVIL), "sayings": "\n".join(EVIL)}
        made = (await ada.client.post("/api/v1/characters", json=wish)).raise_for_status().json()
        memories = f"/api/v1/characters/{made['id']}/memories"
        (await ada.client.post(memories, json={"text": " ".join(EVIL)})).raise_for_status()
        talk = await talk_with(ada, made)
        said = {"text": "\n\n".join(EVIL)}
        (await ada.client.post(f"/api/v1/conversations/{talk}/messages", json=said)).raise_for_status()
        await log_in(page, ada)
        fired.clear()
        calls.clear()
        person = f"/characters/{made['id']}"
        for path in (
            f"/conversations/{talk}",
            "/conversations",
            person,
            f"{person}/memory",
            "/conversations/search?q=img",
        ):
            await page.goto(path)
            await page.wait_for_timeout(30)
            assert await page.evaluate(ALIVE) == [], path
            assert "alert(1)" in await page.inner_text("body"), path
        assert fired == []
        assert not [url for url in calls if "elsewhere" in url]
