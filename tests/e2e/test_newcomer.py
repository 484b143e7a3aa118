"""What a newcomer does, in a real browser."""

import secrets
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, ViewportSize, expect

from e2e.browsing import DESKTOP, PHONE, Watched, log_in
from makers import PASSWORD, STORY, Person, cast_of, read_story, talk_with
from personae.llm import Chunk, Finish, Notice, Pause, ScriptedProvider, Wait, saying
from stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.once]


def story_file(folder: Path) -> Path:
    """A story that nobody has uploaded before."""
    path = folder / "the_lamp.txt"
    path.write_text(f"{STORY}\n{secrets.token_hex(8)}\n", encoding="utf-8")
    return path


class TestNewcomer:
    async def test_comes_from_the_first_page_to_a_conversation(
        self, desktop: BrowserContext, tmp_path: Path
    ) -> None:
        watched = Watched(await desktop.new_page())
        page = watched.page
        await page.goto("/")
        await page.click("text=Make an account")
        await page.fill("[name=email]", f"new-{secrets.token_hex(5)}@example.org")
        await page.fill("[name=password]", PASSWORD)
        await page.click("button:has-text('Register')")
        await expect(page.get_by_text("Your library is empty")).to_be_visible()
        await page.set_input_files("input[type=file]", story_file(tmp_path))
        await page.wait_for_selector(".grid .person")
        await page.click(".person:has-text('Mira')")
        await expect(page.get_by_role("heading", name="In her own words")).to_be_visible()
        await page.click("button:has-text('Talk')")
        await page.fill("#text", "What do you fear?")
        await page.keyboard.press("Enter")
        reply = page.locator(".msg:not(.me)")
        await expect(reply).to_have_attribute("data-state", "complete")
        await expect(reply).to_contain_text("stairs")
        await expect(page.locator("#text")).to_have_value("")
        await page.click(".sources a")
        await expect(page.locator(".reader p:target")).to_contain_text("I fear the stairs")
        await page.go_back()
        await expect(page.locator(".msg")).to_have_count(2)
        assert watched.complaints == []

    async def test_gets_all_the_way_without_scripts(
        self, browser: Browser, base_url: str, tmp_path: Path
    ) -> None:
        context = await browser.new_context(java_script_enabled=False, base_url=base_url)
        page = await context.new_page()
        await page.goto("/register")
        await page.fill("[name=email]", f"plain-{secrets.token_hex(5)}@example.org")
        await page.fill("[name=password]", PASSWORD)
        await page.click("button:has-text('Register')")
        await page.set_input_files("input[type=file]", story_file(tmp_path))
        await page.click("button:has-text('Upload and read')")
        for _ in range(100):
            if await page.locator(".person").count():
                break
            await page.wait_for_timeout(200)
            await page.reload()
        await page.click(".person:has-text('Mira')")
        await page.click("button:has-text('Talk')")
        await page.fill("#text", "What do you fear?")
        await page.click("button:has-text('Send')")
        for _ in range(50):
            if await page.locator(".msg:not(.me)[data-state=complete]").count():
                break
            await page.reload()
        await expect(page.locator(".msg:not(.me)")).to_contain_text("stairs")
        await context.close()


class TestReading:
    async def test_shows_its_progress_after_a_reload_and_can_be_cancelled_and_retried(
        self, desktop: BrowserContext, ada: Person, tmp_path: Path
    ) -> None:
        page = await desktop.new_page()
        await log_in(page, ada)
        book = tmp_path / "long.txt"
        book.write_text("\n".join(f"{STORY.replace('Mira', f'Mira{n}')}" for n in range(700)))
        await page.set_input_files("input[type=file]", book)
        await page.wait_for_url("**/documents/*")
        await expect(page.locator("#progress progress")).to_be_visible()
        await page.reload()
        await expect(page.locator("#progress progress")).to_be_visible()
        await page.click("button:has-text('Cancel')")
        await expect(page.get_by_text("Reading was cancelled")).to_be_visible()
        await page.click("button:has-text('Read again')")
        await expect(page.locator("#progress progress")).to_be_visible()
        await page.click("button:has-text('Cancel')")
        await expect(page.get_by_text("Reading was cancelled")).to_be_visible()

    async def test_says_at_once_what_is_wrong_with_a_file(
        self, desktop: BrowserContext, ada: Person, tmp_path: Path
    ) -> None:
        page = await desktop.new_page()
        await log_in(page, ada)
        empty = tmp_path / "empty.txt"
        empty.touch()
        await page.set_input_files("input[type=file]", empty)
        await expect(page.get_by_role("alert")).to_contain_text("empty")


class TestLibrary:
    async def test_follows_every_reading_in_every_tab(
        self, desktop: BrowserContext, ada: Person, tmp_path: Path
    ) -> None:
        first, second = await desktop.new_page(), await desktop.new_page()
        await log_in(first, ada)
        await second.goto("/library")
        await expect(second.get_by_text("Your library is empty")).to_be_visible()
        await read_story(ada)
        for page in (first, second):
            await expect(page.locator(".shelf li")).to_contain_text("quotations")
            await expect(page.get_by_text("Your library is empty")).to_be_hidden()

    async def test_shows_at_once_what_was_accepted_and_says_what_was_not(
        self, desktop: BrowserContext, ada: Person, tmp_path: Path
    ) -> None:
        page = await desktop.new_page()
        await log_in(page, ada)
        empty = tmp_path / "empty.txt"
        empty.touch()
        await page.set_input_files("input[type=file]", [story_file(tmp_path), empty])
        await expect(page.locator(".shelf li")).to_contain_text("quotations")
        await expect(page.get_by_role("alert")).to_contain_text("empty.txt: This file is empty.")


class TestConversation:
    async def test_goes_on_in_two_tabs_with_a_reply_that_was_broken_off(
        self, desktop: BrowserContext, ada: Person, stage: Stage
    ) -> None:
        conversation = await talk_with(ada, (await cast_of(ada, await read_story(ada)))[0])
        first, second = Watched(await desktop.new_page()), Watched(await desktop.new_page())
        late = Chunk(notice=Notice(Wait.RETRY, "v", "large", "model_busy", 60))
        model = ScriptedProvider(["The kettle is pro"], [late, Pause(60)], saying("proud."), model="large")
        await log_in(first.page, ada)
        with stage.playing(model):
            for page in (first.page, second.page):
                await page.goto(f"/conversations/{conversation}")
                await expect(page.locator("#link-state")).to_have_text("connected")
            await first.page.fill("#text", "Well?")
            await first.page.keyboard.press("Enter")
            await first.page.click("button:has-text('Continue')")
            for page in (first.page, second.page):
                await expect(page.locator(".waiting")).to_contain_text("large was busy: trying again in")
            await second.page.click("button:has-text('Stop')")
            await expect(first.page.locator(".msg:last-child .said")).to_have_text("The kettle is pro")
            await second.page.click("button:has-text('Continue')")
            for page in (first.page, second.page):
                await expect(page.locator(".msg:last-child")).to_have_attribute("data-state", "complete")
                await expect(page.locator(".msg:last-child .said")).to_have_text("The kettle is proud.")
                await expect(page.locator("button:has-text('Continue')")).to_have_count(0)
        assert first.complaints == second.complaints == []

    async def test_grows_in_two_tabs_and_stops_in_both(
        self, desktop: BrowserContext, ada: Person, stage: Stage
    ) -> None:
        document = await read_story(ada)
        conversation = await talk_with(ada, (await cast_of(ada, document))[0])
        first, second = await desktop.new_page(), await desktop.new_page()
        await log_in(first, ada)
        for page in (first, second):
            await page.goto(f"/conversations/{conversation}")
            await expect(page.locator("#link-state")).to_have_text("connected")
        slow = ScriptedProvider(
            [Chunk(text="One. "), Chunk(text="Two. "), Pause(60), Chunk(finish=Finish.DONE)]
        )
        with stage.playing(slow):
            await first.fill("#text", "Count for me.")
            await first.keyboard.press("Enter")
            for page in (first, second):
                await expect(page.locator(".msg:not(.me) .said")).to_have_text("One. Two. ")
            await second.click("button:has-text('Stop')")
            for page in (first, second):
                await expect(page.locator(".cut")).to_have_text("You stopped this reply.")
                await expect(page.locator(".msg:not(.me) .said")).to_have_text("One. Two. ")

    @pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
    async def test_shows_the_last_reply_whole_above_the_box_to_write_in(
        self, browser: Browser, base_url: str, ada: Person, size: ViewportSize
    ) -> None:
        document = await read_story(ada)
        conversation = await talk_with(ada, (await cast_of(ada, document))[0])
        context = await browser.new_context(viewport=size, base_url=base_url)
        page = await context.new_page()
        await log_in(page, ada)
        await page.goto(f"/conversations/{conversation}")
        for count in range(1, 5):
            await page.fill("#text", "What do you fear?")
            await page.keyboard.press("Enter")
            await expect(page.locator(".msg:not(.me)[data-state=complete]")).to_have_count(count)
        for _ in range(2):
            sources = await page.locator(".sources").last.bounding_box()
            box = await page.locator(".composer").bounding_box()
            assert sources and box and sources["y"] + sources["height"] <= box["y"]
            await page.reload()
        await context.close()

    async def test_keeps_a_reply_whose_tab_was_closed(
        self, desktop: BrowserContext, ada: Person, stage: Stage
    ) -> None:
        document = await read_story(ada)
        conversation = await talk_with(ada, (await cast_of(ada, document))[0])
        page = await desktop.new_page()
        await log_in(page, ada)
        await page.goto(f"/conversations/{conversation}")
        script = [Chunk(text="Not "), Pause(0.5), Chunk(text="lost."), Chunk(finish=Finish.DONE)]
        with stage.playing(ScriptedProvider(script)):
            await page.fill("#text", "Are you there?")
            await page.keyboard.press("Enter")
            await expect(page.locator(".msg:not(.me) .said")).to_contain_text("Not")
            await page.close()
            again = await desktop.new_page()
            await again.goto(f"/conversations/{conversation}")
            await expect(again.locator(".msg:not(.me)")).to_have_attribute("data-state", "complete")
            await expect(again.locator(".msg:not(.me) .said")).to_have_text("Not lost.")


class TestEveryPage:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
    async def test_fits_its_window_and_complains_of_nothing(
        self, browser: Browser, base_url: str, ada: Person, scheme: str, size: dict[str, int]
    ) -> None:
        document = await read_story(ada)
        character = (await cast_of(ada, document))[0]
        conversation = await talk_with(ada, character)
        await ada.client.post(f"/api/v1/conversations/{conversation}/messages", json={"text": "Hello"})
        context = await browser.new_context(viewport=size, color_scheme=scheme, base_url=base_url)
        watched = Watched(await context.new_page())
        for path in ("/", "/register"):
            await self.check(watched, path)
        await log_in(watched.page, ada)
        for path in (
            "/library",
            f"/documents/{document['id']}",
            f"/documents/{document['id']}/read",
            "/characters",
            "/characters/new",
            f"/characters/{character['id']}",
            f"/characters/{character['id']}/memory",
            f"/characters/{character['id']}/evolution",
            f"/characters/{character['id']}/evolution/why?of=mood",
            "/personas",
            "/conversations",
            "/conversations/search?q=hello",
            f"/conversations/{conversation}",
            f"/conversations/{conversation}/branches",
            f"/conversations/{conversation}#side",
        ):
            await self.check(watched, path)
        await context.close()

    async def check(self, watched: Watched, path: str) -> None:
        await watched.page.goto(path)
        sizes = await watched.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert sizes[0] <= sizes[1], f"{path} is wider than its window: {sizes}"
        unnamed = await watched.page.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]), textarea, select, button')]"
            ".filter(each => !(each.labels?.length || each.ariaLabel || each.textContent.trim())).length"
        )
        assert unnamed == 0, f"{path} has {unnamed} fields or buttons without a name"
        assert watched.complaints == [], path
