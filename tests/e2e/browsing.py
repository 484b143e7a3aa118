"""Windows, logging in, and a page that is listened to."""

from playwright.async_api import Page, ViewportSize

from makers import PASSWORD, Person

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=860)


async def log_in(page: Page, person: Person) -> None:
    """Enter as a person does."""
    await page.goto("/login")
    await page.fill("[name=email]", person.email)
    await page.fill("[name=password]", PASSWORD)
    await page.click("button:has-text('Log in')")
    await page.wait_for_url("**/library")


class Watched:
    """A page whose console and failed requests are kept."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)
