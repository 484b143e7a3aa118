"""What others may do with what somebody shares: a stranger, a reader, a talker and the owner at every act."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from makers import PASSWORD, Person, cast_of, client_at, ended, new_email, register, share, talk_with, upload
from personae.llm import ScriptedProvider, saying
from stage import Stage
from web.browser import browser, browser_of, parsed, send
from web.live.listening import listening
from web.route_table import fresh_character
from web.slow import Slow

A = "/api/v1"
WISH = {"text": "What do you fear?"}


@dataclass(frozen=True, slots=True)
class Lent:
    """A document of the lender's, somebody in it, and people with each right to it."""

    document_id: str
    character_id: str
    people: Mapping[str, Person]
    conversations: Mapping[str, str]


@pytest.fixture(scope="module")
async def people(address: str) -> AsyncIterator[Mapping[str, Person]]:
    """Somebody for each place in the tree of rights."""
    async with (
        register(address, "Lender") as owner,
        register(address, "Rita") as reader,
        register(address, "Tom") as talker,
        register(address, "Sam") as stranger,
    ):
        yield {"owner": owner, "reader": reader, "talker": talker, "stranger": stranger}


@pytest.fixture(scope="module")
async def lent(people: Mapping[str, Person]) -> Lent:
    """The lamp's story, shared."""
    owner = people["owner"]
    document = await ended(owner, (await upload(owner)).raise_for_status().json()["id"])
    [first, *_] = await cast_of(owner, document)
    thing = {"document_id": document["id"]}
    await share(owner, thing, right="read", email=people["reader"].email)
    await share(owner, thing, right="talk", email=people["talker"].email)
    talks = {name: await talk_with(people[name], first) for name in ("owner", "talker")}
    return Lent(document["id"], first["id"], people, talks)


@pytest.fixture
async def nell(ada: Person) -> str:
    """A character of Ada's."""
    return (await fresh_character(ada, {}))["character_id"]


async def shares_of(person: Person, thing: dict[str, str]) -> list[dict[str, Any]]:
    """What somebody shares of a thing."""
    answer = await person.client.get(f"{A}/shares", params=thing)
    found: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
    return found


LOOKS = (
    "documents/{d}",
    "documents/{d}/characters",
    "documents/{d}/characters?chapter=0",
    "documents/{d}/chapters",
    "documents/{d}/passages?chapter=0",
    "characters/{c}",
    "characters/{c}?chapter=1",
    "characters/{c}/quotations",
    "characters/{c}/relations",
)
TALKS = (
    ("GET", "characters/{c}/memories", None),
    ("POST", "characters/{c}/memories", {"text": "I keep bees."}),
    ("GET", "characters/{c}/evolution", None),
    ("GET", "characters/{c}/evolution/records", None),
    ("GET", "characters/{c}/evolution/trends", None),
    ("GET", "characters/{c}/evolution/timeline", None),
    ("GET", "characters/{c}/evolution/why/humor", None),
    ("GET", "characters/{c}/evolution/settings", None),
    ("PUT", "characters/{c}/evolution/settings", {"version": 0, "pace": 0.5}),
    ("POST", "characters/{c}/evolution/therapy", {"days": 3}),
    ("POST", "characters/{c}/evolution/reset", {}),
    ("GET", "characters/{c}/models/order", None),
    ("PUT", "characters/{c}/models/order", {"items": []}),
    ("POST", "conversations", {"character_id": "{c}"}),
)
OWNS = (
    ("POST", "documents/{d}/cancel", {}),
    ("POST", "documents/{d}/retry", {}),
    ("GET", "documents/{d}/enrichment", None),
    ("POST", "documents/{d}/enrichment", {}),
    ("GET", "documents/{d}/notices", None),
    ("DELETE", "characters/{c}/enrichment", None),
    ("DELETE", "characters/{c}", None),
    ("DELETE", "documents/{d}", None),
    ("GET", "shares?document_id={d}", None),
    ("POST", "shares", {"document_id": "{d}", "right": "read"}),
    ("POST", "shares", {"character_id": "{c}", "right": "talk", "email": "me@example.org"}),
)
ACTS = [*(("GET", each, None, "reader") for each in LOOKS), *((*each, "talker") for each in TALKS)]
RANKS = ("stranger", "reader", "talker", "owner")


async def act(lent: Lent, who: str, method: str, path: str, body: dict[str, Any] | None) -> httpx2.Response:
    """Somebody's try at an act on what is lent."""
    ids = {"d": lent.document_id, "c": lent.character_id}
    sent = body and {k: v.format(**ids) if isinstance(v, str) else v for k, v in body.items()}
    return await lent.people[who].client.request(method, f"{A}/{path.format(**ids)}", json=sent)


class TestRights:
    @pytest.mark.parametrize(
        ("method", "path", "body", "least"), ACTS, ids=[f"{each[0]} {each[1]}" for each in ACTS]
    )
    async def test_begin_where_they_are_given(
        self, lent: Lent, method: str, path: str, body: dict[str, Any] | None, least: str
    ) -> None:
        for who in RANKS:
            answer = await act(lent, who, method, path, body)
            if RANKS.index(who) < RANKS.index(least):
                assert answer.status_code == 404, (who, answer.text)
                assert answer.json()["code"] in ("document_not_found", "character_not_found")
            else:
                assert answer.status_code in (200, 201, 409), (who, answer.text)

    @pytest.mark.parametrize(("method", "path", "body"), OWNS, ids=[f"{each[0]} {each[1]}" for each in OWNS])
    async def test_never_reach_to_what_only_an_owner_does(
        self, lent: Lent, method: str, path: str, body: dict[str, Any] | None
    ) -> None:
        for who in RANKS[:-1]:
            assert (await act(lent, who, method, path, body)).status_code == 404, who

    async def test_show_the_owners_pages_without_what_only_an_owner_does(
        self, lent: Lent, address: str
    ) -> None:
        pages = (f"/documents/{lent.document_id}", f"/characters/{lent.character_id}")
        for who, deletes in (("owner", True), ("talker", False), ("reader", False)):
            async with browser_of(lent.people[who], address) as tab:
                for page in pages:
                    tree = parsed(await tab.get(page))
                    assert bool(tree.css_first(f"form[action='{page}/delete']")) is deletes
                    assert bool(tree.css_first(f"form[action='{page}/shares']")) is deletes
                    assert ("Shared with you" in tree.css_first("main").text()) is not deletes
                talks = tree.css_first(f"form[action='{pages[1]}/talk']")
                assert bool(talks) is (who != "reader")
        async with browser_of(lent.people["stranger"], address) as tab:
            assert {(await tab.get(page)).status_code for page in pages} == {404}

    async def test_are_seen_in_the_lists_of_who_has_them(self, lent: Lent, address: str) -> None:
        for who, sees in (("reader", True), ("stranger", False), ("owner", False)):
            async with browser_of(lent.people[who], address) as tab:
                for page in ("/library", "/characters"):
                    main = parsed(await tab.get(page)).css_first("main").text()
                    assert ("shared by Lender" in main) is sees
            found = (await lent.people[who].client.get(f"{A}/shares/received")).json()["items"]
            assert [each["thing_id"] for each in found] == ([lent.document_id] if sees else [])
            assert (await lent.people["reader"].client.get(f"{A}/documents")).json()["items"] == []

    async def test_of_one_character_say_nothing_of_the_rest_of_the_document(
        self, lent: Lent, ada: Person, address: str
    ) -> None:
        made = await share(lent.people["owner"], {"character_id": lent.character_id}, email=ada.email)
        for path in LOOKS:
            answer = await ada.client.get(f"{A}/{path.format(d=lent.document_id, c=lent.character_id)}")
            assert answer.status_code == (404 if path.startswith("documents") else 200), path
        async with browser_of(ada, address) as tab:
            page = parsed(await tab.get(f"/characters/{lent.character_id}?chapter=1"))
        assert page.css_first("h1").text()
        assert not page.css(f"a[href*='{lent.document_id}']")
        await lent.people["owner"].client.delete(f"{A}/shares/{made['share_id']}")


class TestTalking:
    async def test_is_each_persons_own(self, lent: Lent) -> None:
        tom, owner = lent.people["talker"], lent.people["owner"]
        memories = f"{A}/characters/{lent.character_id}/memories"
        timeline = f"{A}/characters/{lent.character_id}/evolution/timeline"
        before = [len((await each.client.get(timeline)).json()["items"]) for each in (owner, tom)]
        (await tom.client.post(memories, json={"text": "Tom keeps bees."})).raise_for_status()
        said = f"{A}/conversations/{lent.conversations['talker']}/messages"
        (await tom.client.post(said, json={"text": "You are wonderful, thank you!"})).raise_for_status()
        found = [each["text"] for each in (await tom.client.get(memories)).json()["items"]]
        assert "Tom keeps bees." in found
        theirs = [each["text"] for each in (await owner.client.get(memories)).json()["items"]]
        assert not {"Tom keeps bees.", "You are wonderful, thank you!"} & set(theirs)
        after = [len((await each.client.get(timeline)).json()["items"]) for each in (owner, tom)]
        assert (after[0], after[1] > before[1]) == (before[0], True)
        for person, talk in ((owner, "talker"), (tom, "owner")):
            path = f"{A}/conversations/{lent.conversations[talk]}"
            assert (await person.client.get(path)).status_code == 404

    async def test_is_paid_for_by_who_talks(self, lent: Lent, stage: Stage) -> None:
        tom = lent.people["talker"]
        before = {name: (await lent.people[name].client.get(f"{A}/usage")).json() for name in lent.people}
        with stage.playing(ScriptedProvider(saying("Grain first."))):
            said = f"{A}/conversations/{lent.conversations['talker']}/messages"
            (await tom.client.post(said, json=WISH)).raise_for_status()
            await asyncio.sleep(0.2)
        after = {name: (await lent.people[name].client.get(f"{A}/usage")).json() for name in lent.people}
        assert [name for name in before if after[name] != before[name]] == ["talker"]

    async def test_is_told_to_the_owner_before_they_delete(self, lent: Lent, address: str) -> None:
        async with browser_of(lent.people["owner"], address) as tab:
            for page in (f"/documents/{lent.document_id}", f"/characters/{lent.character_id}"):
                form = parsed(await tab.get(page)).css_first(f"form[action='{page}/delete']")
                assert "1 other person has conversations there, and would lose them." in form.text()

    async def test_leads_to_the_pages_that_a_reply_is_from_where_one_may_look_at_them(
        self, lent: Lent, ada: Person, address: str
    ) -> None:
        owner, thing = lent.people["owner"], {"character_id": lent.character_id}
        made = await share(owner, thing, right="talk", email=ada.email)
        talks = {
            "talker": lent.conversations["talker"],
            "ada": await talk_with(ada, {"id": lent.character_id}),
        }
        for who, leads in (("talker", True), ("ada", False)):
            person = {**lent.people, "ada": ada}[who]
            said = await person.client.post(f"{A}/conversations/{talks[who]}/messages", json=WISH)
            assert said.raise_for_status().json()["reply"]["sources"]
            async with browser_of(person, address) as tab:
                page = parsed(await tab.get(f"/conversations/{talks[who]}"))
            assert "CHAPTER" in page.css_first(".sources").text()
            assert bool(page.css(f".sources a[href*='{lent.document_id}']")) is leads
        await owner.client.delete(f"{A}/shares/{made['share_id']}")


class TestEnding:
    async def test_refuses_the_next_message_and_keeps_what_was_said(
        self, ada: Person, ben: Person, nell: str, address: str
    ) -> None:
        made = await share(ada, {"character_id": nell}, right="talk", email=ben.email)
        talk = await talk_with(ben, {"id": nell})
        said = f"{A}/conversations/{talk}/messages"
        (await ben.client.post(said, json=WISH)).raise_for_status()
        (await ada.client.patch(f"{A}/shares/{made['share_id']}", json={"right": "read"})).raise_for_status()
        async with browser_of(ben, address) as tab:
            page = parsed(await tab.get(f"/conversations/{talk}"))
            assert "is shared with you to read only" in page.css_first("main").text()
            assert page.css(f"h1 a[href='/characters/{nell}']")
        (await ada.client.delete(f"{A}/shares/{made['share_id']}")).raise_for_status()
        refused = await ben.client.post(said, json=WISH)
        assert (refused.status_code, refused.json()["code"]) == (404, "character_not_found")
        again = await ben.client.post(
            "/v1/chat/completions", json={"model": nell, "messages": [{"role": "user", "content": "Hi"}]}
        )
        assert again.status_code == 404
        assert (await ben.client.get(said)).json()["items"][0]["text"] == WISH["text"]
        async with browser_of(ben, address) as tab:
            page = parsed(await tab.get(f"/conversations/{talk}"))
            assert "is no longer shared with you" in page.css_first("main").text()
            assert "Nell" in page.css_first("h1").text()
            assert not page.css(f"a[href*='/characters/{nell}']")
            assert page.css_first("form.composer") is None
            offered = [button.text(strip=True) for button in page.css(".msg button, .msg a.btn")]
            assert offered and set(offered) <= {"Delete, with what follows"}
            assert page.css_first("live-channel").attributes.get("off", "none") != "none"
            assert (await tab.get("/conversations")).status_code == 200

    @pytest.mark.parametrize("way", ["ended", "only read", "owner suspended"])
    async def test_closes_open_sockets_and_stops_replies(
        self, ada: Person, ben: Person, admin: Person, nell: str, address: str, slow: Slow, way: str
    ) -> None:
        made = await share(ada, {"character_id": nell}, right="talk", email=ben.email)
        talk = await talk_with(ben, {"id": nell})
        said = f"{A}/conversations/{talk}/messages"
        async with listening(address, f"/live/conversations/{talk}", ben.token) as socket:
            reply = asyncio.create_task(ben.client.post(said, json=WISH))
            await socket.until(lambda frames: any('data-state="writing"' in str(each) for each in frames))
            if way == "ended":
                await ada.client.delete(f"{A}/shares/{made['share_id']}")
            elif way == "only read":
                await ada.client.patch(f"{A}/shares/{made['share_id']}", json={"right": "read"})
            else:
                await admin.client.post(f"{A}/admin/people/{ada.actor.user_id}/suspend")
            assert await asyncio.wait_for(socket.closed(), 5) == 4404
        found = (await asyncio.wait_for(reply, 5)).raise_for_status().json()["reply"]
        assert (found["state"], found["reason"]) == ("interrupted", "share_ended")

    async def test_by_who_it_is_shared_with_takes_it_from_their_lists(
        self, ada: Person, ben: Person, nell: str
    ) -> None:
        await share(ada, {"character_id": nell}, email=ben.email)
        [theirs] = (await ben.client.get(f"{A}/shares/received")).json()["items"]
        assert (theirs["owner"], theirs["thing_id"], theirs["right"]) == ("Ada", nell, "read")
        assert (await ben.client.delete(f"{A}/shares/received/{theirs['id']}")).status_code == 204
        assert (await ben.client.get(f"{A}/characters/{nell}")).status_code == 404
        assert await shares_of(ada, {"character_id": nell}) == []


class TestLink:
    async def test_gives_what_it_says_to_who_opens_it_while_it_stands(
        self, ada: Person, ben: Person, other: Person, nell: str, address: str
    ) -> None:
        made = await share(ada, {"character_id": nell}, right="talk")
        async with browser(address) as tab:
            answer = await tab.get(f"/shared/{made['secret']}")
            assert answer.status_code == 303 and answer.headers["location"].startswith("/login?next=")
        async with browser_of(ben, address) as tab:
            page = f"/shared/{made['secret']}"
            assert "Ada shares a character with you" in (await tab.get(page)).text
            assert (await ben.client.get(f"{A}/characters/{nell}")).status_code == 404
            assert (await send(tab, page, page)).headers["location"] == f"/characters/{nell}"
        assert (await ben.client.get(f"{A}/characters/{nell}")).status_code == 200
        assert (await other.client.get(f"{A}/characters/{nell}")).status_code == 404
        [shown] = await shares_of(ada, {"character_id": nell})
        assert (shown["email"], shown["opened_by"]) == (None, ["Ben"])

    async def test_waits_for_who_makes_an_account_first(self, ada: Person, nell: str, address: str) -> None:
        page = f"/shared/{(await share(ada, {'character_id': nell}))['secret']}"
        wish = {"name": "New", "password": PASSWORD}
        async with browser(address) as tab:
            door = parsed(await tab.get((await tab.get(page)).headers["location"]))
            way = str(door.css_first("a[href^='/register']").attributes["href"])
            form = parsed(await tab.get(way)).css_first("form[action='/register']")
            kept = {
                str(each.attributes["name"]): each.attributes["value"] for each in form.css("[type=hidden]")
            }
            made = await tab.post("/register", data={**kept, **wish, "email": new_email("new")})
            assert made.headers["location"] == page
            assert "Ada shares a character with you" in (await tab.get(page)).text
        async with browser(address) as tab:
            fields = {**wish, "email": new_email("far"), "next": "https://evil.example/"}
            assert (await send(tab, "/register", "/register", **fields)).headers["location"] == "/library"

    async def test_ends_for_who_has_it_when_it_is_renewed(self, ada: Person, ben: Person, nell: str) -> None:
        made = await share(ada, {"character_id": nell})
        (await ben.client.post(f"{A}/shares/open", json={"link": made["secret"]})).raise_for_status()
        renewed = (await ada.client.post(f"{A}/shares/{made['share_id']}/renew")).raise_for_status().json()
        assert (await ben.client.get(f"{A}/characters/{nell}")).status_code == 404
        old = await ben.client.post(f"{A}/shares/open", json={"link": made["secret"]})
        assert (old.status_code, old.json()["code"]) == (404, "share_link_spent")
        (await ben.client.post(f"{A}/shares/open", json={"link": renewed["link"]})).raise_for_status()
        assert (await ben.client.get(f"{A}/characters/{nell}")).status_code == 200


class TestAddress:
    async def test_is_answered_the_same_whether_or_not_it_has_an_account(
        self, ada: Person, ben: Person, nell: str
    ) -> None:
        for email in (ben.email, new_email("nobody")):
            wish = {"character_id": nell, "right": "read", "email": email}
            found = (await ada.client.post(f"{A}/shares", json=wish)).raise_for_status().json()
            assert found["link"] is None
            assert {**found["share"], "id": "", "created_at": "", "updated_at": ""} == {
                **{"id": "", "created_at": "", "updated_at": "", "document_id": None},
                **{"character_id": nell, "right": "read", "email": email, "opened_by": []},
            }

    async def test_that_nobody_has_waits_for_who_signs_in_with_it(
        self, ada: Person, nell: str, visitor: httpx2.AsyncClient
    ) -> None:
        wish = {"email": new_email("later"), "password": "a long enough password", "name": "Later"}
        await share(ada, {"character_id": nell}, email=wish["email"].upper())
        token = (await visitor.post(f"{A}/auth/register", json=wish)).raise_for_status().json()["token"]
        visitor.headers["authorization"] = f"Bearer {token}"
        assert (await visitor.get(f"{A}/characters/{nell}")).status_code == 200

    async def test_of_blanks_alone_makes_no_link(self, ada: Person, nell: str) -> None:
        wish = {"character_id": nell, "right": "read", "email": "  "}
        answer = await ada.client.post(f"{A}/shares", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (422, "email_invalid")
        assert await shares_of(ada, {"character_id": nell}) == []

    async def test_of_ones_own_is_refused(self, ada: Person, nell: str) -> None:
        wish = {"character_id": nell, "right": "read", "email": ada.email}
        answer = await ada.client.post(f"{A}/shares", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (422, "share_invalid")

    async def test_that_was_given_before_has_the_new_right(self, ada: Person, ben: Person, nell: str) -> None:
        first = await share(ada, {"character_id": nell}, email=ben.email)
        assert await share(ada, {"character_id": nell}, right="talk", email=ben.email) == first
        assert [each["right"] for each in await shares_of(ada, {"character_id": nell})] == ["talk"]


class TestChange:
    async def test_of_a_share_that_changed_meanwhile_is_refused(self, ada: Person, nell: str) -> None:
        path = f"{A}/shares/{(await share(ada, {'character_id': nell}))['share_id']}"
        seen = (await ada.client.get(path)).headers["etag"]
        assert (await ada.client.patch(path, json={"right": "talk"})).headers["etag"] != seen
        stale = await ada.client.delete(path, headers={"if-match": seen})
        assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")


class TestKeys:
    async def test_need_chat_to_talk_and_write_to_share(self, ada: Person, ben: Person, nell: str) -> None:
        await share(ada, {"character_id": nell}, right="talk", email=ben.email)
        for scopes, status in ((["read"], 403), (["chat"], 200)):
            wish = {"name": "Tavern", "scopes": scopes}
            secret = (await ben.client.post(f"{A}/keys", json=wish)).raise_for_status().json()["secret"]
            async with client_at(ben.client.base_url) as client:
                client.headers["authorization"] = f"Bearer {secret}"
                listed = await client.get("/v1/models")
                asked = {"model": nell, "messages": [{"role": "user", "content": "Who are you?"}]}
                told = await client.post("/v1/chat/completions", json=asked)
                made = await client.post(f"{A}/shares", json={"character_id": nell, "right": "read"})
            assert (listed.status_code, told.status_code, made.status_code) == (status, status, 403)
            if status == 200:
                assert [each["id"] for each in listed.json()["data"]] == [f"nell-{nell}"]


class TestLog:
    async def test_has_every_share_that_was_made_changed_opened_and_ended(
        self, ada: Person, ben: Person, admin: Person, nell: str
    ) -> None:
        made = await share(ada, {"character_id": nell})
        path = f"{A}/shares/{made['share_id']}"
        await ben.client.post(f"{A}/shares/open", json={"link": made["secret"]})
        await ada.client.patch(path, json={"right": "talk"})
        await ben.client.delete(f"{A}/shares/received/{made['share_id']}")
        await ada.client.post(f"{path}/renew")
        await ada.client.delete(path)
        found = (await admin.client.get(f"{A}/admin/audit", params={"act": "share"})).json()["items"]
        assert [each["act"] for each in found if each["about"] == nell] == [
            *("share.ended", "share.renewed", "share.left", "share.changed", "share.opened", "share.made")
        ]
        assert made["secret"] not in str(found)
