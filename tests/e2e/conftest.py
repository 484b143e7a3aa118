"""A real browser on the studio under test."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright

from e2e.browsing import DESKTOP
from servers import chromium


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, or a skip that says why there is none."""
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium on this machine: `./run test` installs one where it can")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
async def desktop(browser: Browser, base_url: str) -> AsyncIterator[BrowserContext]:
    """A wide window of its own, nobody signed in."""
    context = await browser.new_context(viewport=DESKTOP, base_url=base_url)
    yield context
    await context.close()
