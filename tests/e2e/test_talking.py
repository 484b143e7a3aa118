"""What a person does with a conversation, its branches and what comes of them, in a real browser."""

import pytest
from playwright.async_api import BrowserContext, Page, expect

from e2e.browsing import Watched, log_in
from makers import Person, cast_of, read_story, talk_with
from personae.llm import ScriptedProvider, saying
from stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.once]

KIND = "Thank you so much, Mira! You are wonderful, and my sister Cora loves you dearly."
CRUEL = "I hate you, Mira. You are a liar, and you ruined everything my sister Cora ever loved."


async def say(page: Page, text: str, *, reply: str) -> None:
    """Write a message and wait for the whole reply."""
    await page.fill("#text", text)
    await page.keyboard.press("Enter")
    await expect(page.locator(".msg:last-child .said")).to_have_text(reply)
    await expect(page.locator(".msg:last-child")).to_have_attribute("data-state", "complete")


async def choose(page: Page, message: str, action: str) -> None:
    """Open the menu of the last of some messages and take something from it."""
    menu = page.locator(message).last.locator(".menu")
    await menu.locator("summary").click()
    await menu.locator(".choices").get_by_text(action).click()


class TestTalking:
    async def test_goes_through_branches_memories_and_moods(
        self, desktop: BrowserContext, ada: Person, stage: Stage
    ) -> None:
        mira = (await cast_of(ada, await read_story(ada)))[0]
        talk = await talk_with(ada, mira)
        watched, other = Watched(await desktop.new_page()), Watched(await desktop.new_page())
        page = watched.page
        await log_in(page, ada)
        replies = ["Good.", "Better.", "Why so?", "Best."]
        with stage.playing(ScriptedProvider(*(saying(reply) for reply in replies))):
            for each in (page, other.page):
                await each.goto(f"/conversations/{talk}")
                await expect(each.locator("#link-state")).to_have_text("connected")
            await say(page, KIND, reply="Good.")
            await expect(page.locator(".msg.me .felt")).not_to_be_empty()
            await expect(other.page.locator("#title")).to_have_text(KIND[:60])
            warm = await page.locator("#mind .mood .figure").first.text_content()

            await page.click("button:has-text('Regenerate')")
            for each in (page, other.page):  # the other tab follows
                await expect(each.locator(".msg:last-child .said")).to_have_text("Better.")
                await expect(each.locator(".msg:last-child .swipe .figure")).to_have_text("2/2")
            await page.fill("#text", "half a thought")
            await other.page.click(".msg:last-child [aria-label='The version before']")
            for each in (page, other.page):
                await expect(each.locator(".msg:last-child .said")).to_have_text("Good.")
            await expect(page.locator("#text")).to_have_value("half a thought")
            await page.reload()
            await expect(page.locator("#text")).to_have_value("half a thought")
            await page.fill("#text", "")

            await choose(page, ".msg.me", "Edit")
            await page.fill("#edit", CRUEL)
            await page.click("button:has-text('Save, and have it answered')")
            await expect(page.locator(".msg:last-child .said")).to_have_text("Why so?")
            await expect(page.locator(".msg:last-child")).to_have_attribute("data-state", "complete")
            await expect(page.locator("#mind .mood .figure").first).not_to_have_text(warm or "")
            await page.click(".msg.me [aria-label='The version before']")
            await expect(page.locator(".msg.me .said")).to_have_text(KIND)
            await expect(page.locator("#mind .mood .figure").first).to_have_text(warm or "")

            await choose(page, ".msg.me", "Branch from here")
            await say(page, "And the tea?", reply="Best.")
        await page.click("a[aria-label='Branches']")
        await expect(page.locator(".branch")).to_have_count(4)
        await page.go_back()

        await choose(page, ".msg.me", "Delete")
        await expect(page.locator(".msg.me")).to_have_count(1)
        await page.click(".undo button:has-text('Undo')")
        await expect(page.locator(".msg.me")).to_have_count(2)

        await page.goto(f"/characters/{mira['id']}/memory?q=Cora")
        best = page.locator(".memory").first
        await expect(best.locator(".text")).to_have_text(KIND)
        await best.locator("summary", has_text="Forget").click()
        await best.locator(".sure button").click()
        await expect(page.locator(".memory .text", has_text="Cora")).to_have_count(0)
        assert watched.complaints == other.complaints == []

    async def test_closes_a_menu_with_escape_and_a_click_elsewhere(
        self, desktop: BrowserContext, ada: Person
    ) -> None:
        talk = await talk_with(ada, (await cast_of(ada, await read_story(ada)))[0])
        page = await desktop.new_page()
        await log_in(page, ada)
        await page.goto(f"/conversations/{talk}")
        menu = page.locator(".head .menu")
        for leave in (lambda: page.keyboard.press("Escape"), lambda: page.click("#thread")):
            await menu.locator("summary").click()
            await expect(menu.locator("[name=title]")).to_be_visible()
            await leave()
            await expect(menu.locator("[name=title]")).to_be_hidden()
