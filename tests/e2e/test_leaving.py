"""What a browser keeps of somebody who has logged out."""

import pytest
from playwright.async_api import BrowserContext, Page

from e2e.browsing import log_in
from makers import Person

pytestmark = [pytest.mark.browser, pytest.mark.once]


async def kept(page: Page) -> int:
    """How many drafts the tab holds."""
    return int(await page.evaluate("sessionStorage.length"))


class TestLogOut:
    async def test_leaves_no_draft_behind_by_the_page_itself_and_by_the_studios_answer(
        self, desktop: BrowserContext, ada: Person
    ) -> None:
        page = await desktop.new_page()
        await log_in(page, ada)
        await page.goto("/account")  # a page that nothing leads away from when the session has ended
        write = "sessionStorage.setItem('draft:/conversations/1', 'half a thought')"
        await page.evaluate(write)
        # Told but not sent, as when the studio does not answer.
        event = "new Event('submit', {bubbles: true})"
        await page.evaluate(f"document.querySelector('form.leave').dispatchEvent({event})")
        assert await kept(page) == 0
        await page.evaluate(write)
        # Sent without the form, so that only the answer's header can have cleared it.
        form = "new URLSearchParams(new FormData(document.querySelector('form.leave')))"
        await page.evaluate(
            f"fetch('/logout', {{method: 'POST', body: {form}}}).then((answer) => answer.text())"
        )
        assert await kept(page) == 0
