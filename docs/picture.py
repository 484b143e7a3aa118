"""Takes the README's picture of the running demo: `.venv/bin/python docs/picture.py` after `./run test`."""

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from personae.cli.demo import EMAIL, PASSWORD  # noqa: E402
from servers import chromium  # noqa: E402
from servers.process import free_ports  # noqa: E402

QUESTION = "What do you love?"


async def take(address: str, folder: Path) -> None:
    """Log in to the demo at address and write cast.png and chat.png to folder."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, base_url=address)
        await page.goto("/login")
        await page.fill("[name=email]", EMAIL)
        await page.fill("[name=password]", PASSWORD)
        await page.click("button:has-text('Log in')")
        await page.click(".shelf a")
        await page.wait_for_selector(".person")
        await page.screenshot(path=folder / "cast.png")
        await page.click(".person >> nth=0")
        await page.click("button:has-text('Talk')")
        await page.click(f"button:has-text('{QUESTION}')")
        await page.wait_for_selector(".msg:not(.me)[data-state=complete]")
        await page.screenshot(path=folder / "chat.png")
        await browser.close()


def main() -> None:
    """Start the demo on a data folder of its own, take the pictures, stop it."""
    [port] = free_ports(1)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PERSONAE_HOME": home, "PERSONAE_PORT": str(port)}
        command = [str(ROOT / "run"), "demo"]
        demo = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
        assert demo.stdout is not None
        for line in demo.stdout:
            if line.startswith("Stop it"):
                break
        try:
            asyncio.run(take(f"http://127.0.0.1:{port}", ROOT / "docs"))
        finally:
            demo.terminate()
            demo.wait()


if __name__ == "__main__":
    main()
