"""The Chromium that browser tests drive: found on the machine, or fetched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium, and a serif and a sans type, so that pictures of pages look as they should.
PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-liberation")
# Asked in a process of its own: Playwright's blocking form does not run within an event loop.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find() -> str | None:
    """Return the path of a Chromium that runs: the one PERSONAE_CHROMIUM names, or any there is."""
    if named := os.environ.get("PERSONAE_CHROMIUM"):
        return named if _runs(named) else None
    for name in NAMES:
        path = shutil.which(name)
        if path and _runs(path):
            return path
    fetched = _output([sys.executable, "-c", ASK_PLAYWRIGHT]).strip()
    return fetched if fetched and Path(fetched).exists() else None


def fetch() -> str | None:
    """Install a Chromium from the system's packages, or else Playwright's own, and return its path."""
    if os.environ.get("PERSONAE_CHROMIUM"):
        return None
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _show(["apt-get", "update", "-qq"])
        _show(["apt-get", "install", "-qq", "--no-install-recommends", *PACKAGES])
        if found := find():
            return found
    _show([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


def _runs(path: str) -> bool:
    # Ubuntu's package of this name is a script that only says how to get the real one.
    return bool(_output([path, "--version"]))


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def _show(command: list[str]) -> None:
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=quietly)
