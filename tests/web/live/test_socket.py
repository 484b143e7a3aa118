"""The live channel: starts with how things stand, tells every change, and tells it to nobody else."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from selectolax.lexbor import LexborHTMLParser
from websockets.exceptions import InvalidStatus

from makers import Person, read_story, upload
from personae.llm import Chunk, Finish, Notice, ScriptedProvider, Wait, saying
from personae.platform.ids import new_id
from stage import Stage
from web.browser import assert_inert, browser_of
from web.live.listening import Frame, Listener, listening, state_of, text_of
from web.route_table import SOCKETS, Ids, fresh_conversation
from web.slow import WHOLE, Slow

sockets = pytest.mark.parametrize("path", sorted(SOCKETS))
sockets_of_things = pytest.mark.parametrize("path", sorted(path for path in SOCKETS if "{" in path))


@pytest.fixture
async def talk(owner: Person) -> str:
    """A new conversation of the owner's."""
    return (await fresh_conversation(owner, {}))["conversation_id"]


@pytest.fixture
async def page(owner: Person, address: str, talk: str) -> AsyncIterator[Listener]:
    """The page of that conversation, which has heard how things stand: nothing was said."""
    async with listening(address, f"/live/conversations/{talk}", owner.token) as listener:
        yield listener


async def say(owner: Person, talk: str, text: str = "Is it lit?") -> asyncio.Task[dict[str, str]]:
    """Say something in the background; the task ends with the reply."""

    async def post() -> dict[str, str]:
        wish = {"text": text}
        answer = await owner.client.post(f"/api/v1/conversations/{talk}/messages", json=wish)
        reply: dict[str, str] = answer.raise_for_status().json()["reply"]
        return reply

    return asyncio.create_task(post())


async def reply_id(page: Listener) -> str:
    """The id of the reply that is being written."""
    await page.until(lambda frames: any('data-state="writing"' in frame.get("html", "") for frame in frames))
    return next(f["id"][2:] for f in page.frames if 'data-state="writing"' in f.get("html", ""))


class TestWho:
    @sockets
    async def test_must_be_signed_in(self, address: str, owned: Ids, path: str) -> None:
        for token in (None, "made-up", ""):
            async with listening(address, path.format(**owned), token) as listener:
                assert await listener.closed() == 4401
            assert listener.frames == []

    @sockets_of_things
    async def test_hears_nothing_of_somebody_else(
        self, address: str, owned: Ids, other: Person, path: str
    ) -> None:
        reasons = set()
        for ids in (owned, dict.fromkeys(owned, new_id())):
            async with listening(address, path.format(**ids), other.token) as listener:
                assert await listener.closed() == 4404
                reasons.add(listener.connection.close_reason)
            assert listener.frames == []
        assert len(reasons) == 1

    async def test_hears_nothing_later_either(
        self, address: str, other: Person, owner: Person, talk: str
    ) -> None:
        async with listening(address, f"/live/conversations/{talk}", other.token) as listener:
            reply = await say(owner, talk)
            await reply
            assert await listener.closed() == 4404
        assert listener.frames == []

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
    async def test_is_no_page_of_another_site(
        self, address: str, owner: Person, talk: str, origin: str
    ) -> None:
        with pytest.raises(InvalidStatus) as refusal:
            async with listening(address, f"/live/conversations/{talk}", owner.token, origin=origin):
                pass
        assert refusal.value.response.status_code == 403

    async def test_may_be_a_page_of_ours(self, address: str, owner: Person, owned: Ids) -> None:
        path = f"/live/conversations/{owned['conversation_id']}"
        async with listening(address, path, owner.token, origin=address) as listener:
            assert (await listener.next())["kind"] == "upsert"

    @pytest.mark.parametrize("path", ["/live/documents/%00", "/live/documents/..%2F", "/live/", "/library"])
    async def test_finds_no_socket_at_other_addresses(self, address: str, owner: Person, path: str) -> None:
        with pytest.raises(InvalidStatus) as refusal:
            async with listening(address, path, owner.token):
                pass
        assert refusal.value.response.status_code == 403

    async def test_is_closed_out_when_the_session_ends(self, address: str, ada: Person) -> None:
        talk = (await fresh_conversation(ada, {}))["conversation_id"]
        async with listening(address, f"/live/conversations/{talk}", ada.token) as listener:
            await (await say(ada, talk))
            await listener.until(bool)
            await ada.client.post("/api/v1/auth/logout")
            assert await listener.closed() == 4401


class TestConversation:
    async def test_starts_with_how_things_stand(self, address: str, owner: Person, owned: Ids) -> None:
        path = f"/live/conversations/{owned['conversation_id']}"
        async with listening(address, path, owner.token) as listener:
            first, second = await listener.next(), await listener.next()
        assert [first["into"], second["into"]] == ["thread", "thread"]
        assert second["id"] == f"m-{owned['message_id']}"
        assert "What do you fear?" in first["html"]

    async def test_hands_over_pieces_that_make_the_reply(
        self, owner: Person, talk: str, page: Listener, slow: Slow
    ) -> None:
        reply = await say(owner, talk)
        id = await reply_id(page)
        slow.finish()
        saved = await reply
        await page.until(lambda frames: state_of(frames, id) == "complete")
        assert text_of(page.frames, id) == saved["text"] == WHOLE
        pieces = [frame for frame in page.frames if frame["kind"] == "piece"]
        assert text_of(pieces, id) == WHOLE

    async def test_shows_two_pages_the_same(
        self, address: str, owner: Person, talk: str, page: Listener, slow: Slow
    ) -> None:
        async with listening(address, f"/live/conversations/{talk}", owner.token) as second:
            reply = await say(owner, talk)
            id = await reply_id(page)
            slow.finish()
            for each in (page, second):
                await each.until(lambda frames: state_of(frames, id) == "complete")
                assert text_of(each.frames, id) == WHOLE
        await reply

    async def test_tells_why_the_first_words_are_late(
        self, owner: Person, talk: str, page: Listener, stage: Stage
    ) -> None:
        late = Chunk(notice=Notice(Wait.FALLBACK, "v", "small", "model_busy"))
        with stage.playing(ScriptedProvider([late, *saying("It is lit.")], model="large")):
            reply = await (await say(owner, talk))
        await page.until(lambda frames: any(frame["kind"] == "notice" for frame in frames))
        await page.until(lambda frames: state_of(frames, reply["id"]) == "complete")
        [notice] = [frame for frame in page.frames if frame["kind"] == "notice"]
        assert notice == {
            "kind": "notice",
            "id": f"n-{reply['id']}",
            "at": 0,
            "number": 1,
            "text": "large was busy. small answers in its place.",
        }
        html = [frame["html"] for frame in page.frames if frame["id"] == f"m-{reply['id']}"][-1]
        assert "small in place of large, which was busy" in html

    async def test_shows_two_pages_how_a_broken_reply_goes_on_and_what_it_took(
        self, address: str, owner: Person, talk: str, page: Listener, stage: Stage
    ) -> None:
        model = ScriptedProvider(["The lamp is li"], saying("lit."))
        with stage.playing(model):
            async with listening(address, f"/live/conversations/{talk}", owner.token) as second:
                id = (await (await say(owner, talk)))["id"]
                for each in (page, second):
                    await each.until(lambda frames: state_of(frames, id) == "interrupted")
                path = f"/api/v1/conversations/{talk}/messages/{id}/continue"
                whole = (await owner.client.post(path)).raise_for_status().json()["reply"]
                for each in (page, second):
                    await each.until(lambda frames: state_of(frames, id) == "complete")
        for each in (page, second):
            ended = [frame["html"] for frame in each.frames if frame["id"] == f"m-{id}"]
            broken = [html for html in ended if 'data-state="interrupted"' in html]
            assert "The lamp is li<" in broken[-1] and "Continue" in broken[-1]
            assert "The lamp is lit.<" in ended[-1] and "Continue" not in ended[-1]
            assert "tokens in" in ended[-1]
        assert (whole["text"], whole["usage"]["calls"]) == ("The lamp is lit.", 2)

    async def test_completes_a_reply_whose_page_is_closed(
        self, address: str, owner: Person, talk: str, page: Listener, slow: Slow
    ) -> None:
        reply = await say(owner, talk)
        id = await reply_id(page)
        slow.go(2)
        await page.until(lambda frames: text_of(frames, id).startswith("The lamp"))
        await page.connection.close()
        slow.finish()
        assert (await reply)["state"] == "complete"
        async with listening(address, f"/live/conversations/{talk}", owner.token) as again:
            await again.until(lambda frames: state_of(frames, id) == "complete")
            assert text_of(again.frames, id) == WHOLE

    async def test_gives_who_comes_back_in_the_middle_what_they_missed(
        self, address: str, owner: Person, talk: str, page: Listener, slow: Slow
    ) -> None:
        reply = await say(owner, talk)
        id = await reply_id(page)
        slow.go(3)
        await page.until(lambda frames: text_of(frames, id) == "The lamp is")
        async with listening(address, f"/live/conversations/{talk}", owner.token) as late:
            await late.until(lambda frames: state_of(frames, id) == "writing")
            slow.finish()
            await late.until(lambda frames: state_of(frames, id) == "complete")
            assert text_of(late.frames, id) == WHOLE
        await reply

    async def test_goes_on_for_others_when_one_page_does_not_read(
        self, address: str, owner: Person, talk: str, stage: Stage
    ) -> None:
        path, word, count = f"/live/conversations/{talk}", "word " * 20_000, 10
        flood = [*[word] * count, Chunk(finish=Finish.DONE)]
        deaf = listening(address, path, owner.token, max_queue=1, ping_interval=None, close_timeout=0.1)
        wide = listening(address, path, owner.token, max_size=None)
        with stage.playing(ScriptedProvider(flood)):
            async with deaf, wide as page:
                reply = await say(owner, talk)
                await page.until(lambda frames: frames[-1:] != [] and _is_end(frames[-1]))
                assert len((await reply)["text"]) == len(word) * count

    @pytest.mark.parametrize("sent", ["hello", b"\x00\xff", "{}", "x" * 70_000])
    async def test_lets_go_by_what_a_page_says(
        self, owner: Person, talk: str, page: Listener, sent: str | bytes
    ) -> None:
        await page.connection.send(sent)
        await (await say(owner, talk))
        await page.until(lambda frames: any("Is it lit?" in frame.get("html", "") for frame in frames))

    async def test_carries_a_stop_button_that_works(
        self, address: str, owner: Person, talk: str, page: Listener, slow: Slow
    ) -> None:
        reply = await say(owner, talk)
        id = await reply_id(page)
        slow.go(1)
        await page.until(lambda frames: text_of(frames, id) == "The")
        html = next(frame["html"] for frame in page.frames if frame.get("id") == f"m-{id}")
        form = LexborHTMLParser(html).css_first("form")
        csrf = form.css_first("input[name=csrf]").attributes["value"]
        async with browser_of(owner, address) as tab:
            answer = await tab.post(str(form.attributes["action"]), data={"csrf": str(csrf)})
        assert answer.status_code == 303
        saved = await reply
        assert (saved["state"], saved["reason"], saved["text"]) == ("interrupted", "stopped", "The")
        await page.until(lambda frames: state_of(frames, id) == "interrupted")

    async def test_hands_over_nothing_that_runs(
        self, owner: Person, talk: str, page: Listener, slow: Slow
    ) -> None:
        evil = "\"><svg/onload=pwned()><script>pwned()</script><a href='javascript:pwned()'>"
        reply = await say(owner, talk, evil)
        id = await reply_id(page)
        slow.finish()
        await page.until(lambda frames: state_of(frames, id) == "complete")
        await reply
        html = [frame["html"] for frame in page.frames if frame["kind"] == "upsert"]
        for each in html:
            assert_inert(each)
        assert any(evil in LexborHTMLParser(each).text() for each in html)
        assert not any("<b>" in each for each in html)


class TestDocument:
    async def test_tells_progress_until_the_page_shall_load_again(self, address: str, ada: Person) -> None:
        text = f"“Hush,” said {ada.email}.\n\n" + "“Well,” said Mira.\n\n" * 400
        document = (await upload(ada, text)).json()
        async with listening(address, f"/live/documents/{document['id']}", ada.token) as listener:
            frames = await listener.until(lambda frames: frames[-1:] == [{"kind": "reload"}])
        *before, _ = frames
        assert {frame["id"] for frame in before} <= {"progress"}
        for frame in before:
            assert_inert(frame["html"])
        shares = [_share(frame["html"]) for frame in before]
        assert shares == sorted(shares)

    async def test_sends_who_comes_late_to_the_page_itself(
        self, address: str, owner: Person, owned: Ids
    ) -> None:
        async with listening(address, f"/live/documents/{owned['document_id']}", owner.token) as listener:
            assert await listener.next() == {"kind": "reload"}


class TestLibrary:
    async def test_shows_every_tab_how_a_new_document_is_read(self, address: str, ada: Person) -> None:
        text = f"“Hush,” said {ada.email}.\n\n" + "“Well,” said Mira.\n\n" * 400
        first, second = (listening(address, "/live/library", ada.token) for _ in range(2))
        async with first as one, second as two:
            for tab in (one, two):
                assert "<li" not in (await tab.next())["html"]
            document = (await upload(ada, text)).json()
            for tab in (one, two):
                frames = await tab.until(lambda frames: "401 quotations" in _last(frames))
                for frame in frames:
                    assert_inert(frame["html"])
                came, *changed = frames[1:]
                assert (came["id"], document["id"] in came["html"]) == ("shelf", True)
                assert {frame["id"] for frame in changed} == {f"book-{document['id']}"}

    async def test_starts_with_how_things_stand(self, address: str, owner: Person, owned: Ids) -> None:
        async with listening(address, "/live/library", owner.token) as listener:
            frame = await listener.next()
        assert frame["id"] == "shelf"
        assert f"book-{owned['document_id']}" in frame["html"]

    async def test_tells_a_failure_a_cancellation_and_a_deletion(self, address: str, ada: Person) -> None:
        async with listening(address, "/live/library", ada.token) as tab:
            failed = (await upload(ada, b"%PDF-1.7\nbroken", filename="a.pdf")).json()
            await tab.until(lambda frames: "could not be read" in _last(frames))
            long = (await upload(ada, "“Well,” said Mira.\n\n" * 9000)).json()
            await ada.client.post(f"/api/v1/documents/{long['id']}/cancel")
            await tab.until(lambda frames: "cancelled" in _last(frames))
            for document in (failed, long):
                await ada.client.delete(f"/api/v1/documents/{document['id']}")
            await tab.until(lambda frames: frames[-1]["id"] == "shelf" and "<li" not in _last(frames))

    async def test_shows_a_stranger_nothing(self, address: str, ada: Person, ben: Person) -> None:
        async with listening(address, "/live/library", ben.token) as stranger:
            theirs = await read_story(ada)
            await ada.client.delete(f"/api/v1/documents/{theirs['id']}")
            own = await read_story(ben)
            frames = await stranger.until(lambda frames: "quotations" in _last(frames))
        assert any(own["id"] in frame["html"] for frame in frames)
        assert not any(theirs["id"] in frame["html"] for frame in frames)


def _last(frames: list[Frame]) -> str:
    return str(frames[-1]["html"]) if frames else ""


def _is_end(frame: Frame) -> bool:
    return 'data-state="complete"' in frame.get("html", "") and "word word" in frame["html"]


def _share(html: str) -> int:
    return int(LexborHTMLParser(html).css_first("progress").attributes["value"] or 0)
