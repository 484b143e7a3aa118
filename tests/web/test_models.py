"""The page Models and the API beside it: keys that are never shown again, and orders that can be changed."""

from collections.abc import AsyncIterator, Awaitable

import httpx2
import pytest

from makers import Person, talk_with
from servers.model_list import listed, model_list
from servers.scripted_llm import scripted_llm
from servers.scripted_replies import Reply
from web.browser import alert, browser_of, parsed, problem, send
from web.route_table import API, PAGES, QUOTATION, Ids, fresh_character

pytestmark = pytest.mark.once

SENTINEL = "sk-sentinel-9876543210-QRST"
NOWHERE = "http://127.0.0.1:9/v1"


@pytest.fixture
async def mine(ada: Person, address: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Ada's browser."""
    async with browser_of(ada, address) as client:
        yield client


async def key_of(person: Person, base_url: str = NOWHERE) -> str:
    """The id of a new key."""
    wish = {"vendor": "compatible", "key": SENTINEL, "base_url": base_url, "name": "Home"}
    answer = await person.client.post("/api/v1/models/keys", json=wish)
    return str(answer.raise_for_status().json()["id"])


async def order(person: Person, *items: object, path: str = "/api/v1/models/order") -> None:
    """Set an order over the API."""
    (await person.client.put(path, json={"items": items})).raise_for_status()


async def models_on(tab: httpx2.AsyncClient, path: str) -> list[str]:
    """The models of the order that a page shows."""
    return [node.text(strip=True) for node in parsed(await tab.get(path)).css(".order .name")]


class TestKey:
    async def test_is_never_seen_again(
        self, ada: Person, mine: httpx2.AsyncClient, capfd: pytest.CaptureFixture[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:  # fmt: skip
        """On no page, in no answer, no error and no log, whatever is done with it."""
        echo = Reply(status=401, body=f'{{"error": "the key {SENTINEL} is wrong"}}'.encode())
        shown: list[httpx2.Response] = []
        async with (
            scripted_llm(otherwise=echo) as server,
            model_list(SENTINEL.encode(), status=401) as lister,
        ):
            form = {"vendor": "compatible", "secret": SENTINEL}
            shown.append(await send(mine, "/models", "/models/keys", base_url="nonsense", **form))
            assert alert(shown[0]).startswith("That is no address")
            key_id = await key_of(ada, f"{server.url}/v1")
            again = {"key": SENTINEL, "base_url": lister.url, "name": "n" * 99}
            shown.append(await ada.client.put(f"/api/v1/models/keys/{key_id}", json=again))
            tried = await key_of(ada, lister.url)
            shown.append(await ada.client.post(f"/api/v1/models/keys/{tried}/test"))
            shown.append(await send(mine, "/models", f"/models/keys/{tried}/test"))
            assert "does not accept this key" in shown[-1].text
            ids = await fresh_character(ada, {})
            await order(ada, {"model": "large", "key_id": key_id})
            talk = await talk_with(ada, {"id": ids["character_id"]})
            messages = f"/api/v1/conversations/{talk}/messages"
            shown.append(await ada.client.post(messages, json={"text": "Well?"}))
            assert shown[-1].json()["reply"]["reason"] == "model_key_wrong"
        known = ids | {"conversation_id": talk, "key_id": key_id}
        shown += [await each async for each in reads(ada, mine, known)]
        assert len(shown) > 15
        assert not [answer.url for answer in shown if SENTINEL in answer.text]
        written = capfd.readouterr()
        assert SENTINEL not in written.out + written.err + caplog.text

    async def test_is_named_by_its_last_characters(self, ada: Person, mine: httpx2.AsyncClient) -> None:
        key_id = await key_of(ada)
        [found] = (await ada.client.get("/api/v1/models/keys")).json()
        assert (found["id"], found["hint"], found["is_readable"]) == (key_id, "QRST", True)
        assert "…QRST" in parsed(await mine.get("/models")).css_first(f"#key-{key_id}").text()

    async def test_is_tested_with_one_click_and_offers_what_it_may_use(
        self, ada: Person, mine: httpx2.AsyncClient
    ) -> None:
        async with model_list(listed("small", "large")) as lister:
            key_id = await key_of(ada, lister.url)
            page = await send(mine, "/models", f"/models/keys/{key_id}/test")
            headers = {"hx-request": "true"}
            csrf = str(parsed(page).css_first("input[name=csrf]").attributes["value"])
            part = await mine.post(f"/models/keys/{key_id}/test", data={"csrf": csrf}, headers=headers)
        assert "It works, for 2 models." in parsed(page).css_first(f"#trial-{key_id}").text()
        assert parsed(page).css_first("nav") is not None and parsed(part).css_first("nav") is None
        form = parsed(part).css_first(f"#trial-{key_id} form")
        assert [each.text() for each in form.css("option")] == ["small", "large"]
        moved = await mine.post("/models/order", data={"csrf": csrf, "key_id": key_id, "model": "large"})
        assert moved.status_code == 303
        assert await models_on(mine, "/models") == ["large"]

    async def test_keeps_what_was_typed_but_the_key_when_it_is_refused(
        self, mine: httpx2.AsyncClient
    ) -> None:
        wish = {"vendor": "anthropic", "secret": "", "base_url": "https://example.org", "name": "Work"}
        page = parsed(await send(mine, "/models", "/models/keys", **wish))
        form = page.css_first("form[action='/models/keys']")
        assert form.css_first("option[selected]").attributes["value"] == "anthropic"
        assert form.css_first("input[name=name]").attributes["value"] == "Work"
        assert "value" not in form.css_first("input[name=secret]").attributes

    async def test_says_when_it_is_deleted_what_goes_with_it(
        self, ada: Person, mine: httpx2.AsyncClient
    ) -> None:
        key_id = await key_of(ada)
        await order(ada, {"model": "large", "key_id": key_id}, QUOTATION)
        asked = parsed(await mine.get("/models")).css_first(f"form[action='/models/keys/{key_id}/delete']")
        assert "1 place in your orders goes with it" in asked.text()
        await send(mine, "/models", f"/models/keys/{key_id}/delete")
        assert await models_on(mine, "/models") == ["Quotations"]


class TestOrder:
    async def test_is_changed_by_forms(self, ada: Person, mine: httpx2.AsyncClient) -> None:
        key_id = await key_of(ada)
        await order(ada, *({"model": model, "key_id": key_id} for model in ("a", "b")))
        await send(mine, "/models", "/models/order", pick="|quotation|quotation")
        assert await models_on(mine, "/models") == ["a", "b", "Quotations"]
        items = (await ada.client.get("/api/v1/models/order")).json()["items"]
        await send(mine, "/models", f"/models/order/{items[2]['id']}/move", to="up")
        await send(mine, "/models", f"/models/order/{items[0]['id']}/move", to="down")
        assert await models_on(mine, "/models") == ["Quotations", "a", "b"]
        await send(mine, "/models", f"/models/order/{items[1]['id']}/remove")
        assert await models_on(mine, "/models") == ["Quotations", "a"]

    async def test_of_a_character_is_set_on_its_page_and_holds_for_it_alone(
        self, ada: Person, mine: httpx2.AsyncClient
    ) -> None:
        key_id = await key_of(ada)
        page = f"/characters/{(await fresh_character(ada, {}))['character_id']}"
        moved = await send(mine, page, f"{page}/models", key_id=key_id, model="large")
        assert moved.headers["location"] == f"{page}#who-answers"
        assert await models_on(mine, page) == ["large"]
        assert (await ada.client.get(f"/api/v1{page}/models/order")).json()["source"] == "character"
        assert (await ada.client.get("/api/v1/models/order")).json()["source"] == "studio"
        [place] = (await ada.client.get(f"/api/v1{page}/models/order")).json()["items"]
        back = await send(mine, page, f"/models/order/{place['id']}/remove")
        assert back.headers["location"] == f"{page}#who-answers"
        assert await models_on(mine, page) == ["Quotations"]

    async def test_says_who_answers_in_a_conversation(self, ada: Person, mine: httpx2.AsyncClient) -> None:
        character = {"id": (await fresh_character(ada, {}))["character_id"]}
        talk = await talk_with(ada, character)
        assert "answers in their own words" in parsed(await mine.get(f"/conversations/{talk}")).text()
        wish = {"model": "large", "key_id": await key_of(ada)}
        await order(ada, wish, path=f"/api/v1/characters/{character['id']}/models/order")
        assert "large" in parsed(await mine.get(f"/conversations/{talk}")).css_first("header").text()

    async def test_takes_no_strangers_character_or_key(self, ada: Person, ben: Person) -> None:
        theirs = (await fresh_character(ada, {}))["character_id"]
        path = f"/api/v1/characters/{theirs}/models/order"
        for answer in (
            await ben.client.get(path),
            await ben.client.put(path, json={"items": [QUOTATION]}),
            await ben.client.put(
                "/api/v1/models/order", json={"items": [{"model": "m", "key_id": await key_of(ada)}]}
            ),
        ):
            assert answer.status_code == 404 and problem(answer)
        assert (await ada.client.get(path)).json()["source"] == "studio"


async def reads(
    person: Person, tab: httpx2.AsyncClient, ids: Ids
) -> AsyncIterator[Awaitable[httpx2.Response]]:
    """Every address that can be read with the ids there are, over the API and as a page."""
    for route in (*API, *PAGES):
        if route.method == "GET" and all(
            part[1:-1] in ids for part in route.path.split("/") if part[:1] == "{"
        ):
            client = person.client if route.path.startswith("/api") else tab
            yield client.get(route.path.format(**ids))
