"""No page and no answer shows what stands behind the point that is asked for."""

import httpx2
import pytest

from makers import TALE, Person, cast_of, ended, upload
from personae.bootstrap import Services
from spoiling import SPOILER, spoil
from web.browser import browser_of, parsed, problem
from web.route_table import API, PAGES, A, Ids

pytestmark = pytest.mark.once

# Every address that shows something of a document's characters. A new one belongs in one of these.
TAKE_A_POINT = {
    f"{A}/documents/{{document_id}}/characters",
    f"{A}/characters/{{character_id}}",
    f"{A}/characters/{{character_id}}/quotations",
    f"{A}/characters/{{character_id}}/relations",
    f"{A}/characters/{{character_id}}/evolution",
    *(f"{A}/characters/{{character_id}}/evolution/{path}" for path in ("records", "timeline", "trends")),
    f"{A}/characters/{{character_id}}/evolution/why/{{trait}}",
    "/documents/{document_id}",
    "/characters/{character_id}",
    "/characters/{character_id}/memory",
    "/characters/{character_id}/evolution",
    "/characters/{character_id}/evolution/why",
}
STAND_AT_A_POINT = {  # the end of the page that is read, or the point where a conversation was begun
    "/documents/{document_id}/read",
    "/documents/{document_id}/read/{chapter}",
    f"{A}/conversations",
    f"{A}/conversations/{{conversation_id}}",
    f"{A}/conversations/{{conversation_id}}/messages",
    f"{A}/conversations/{{conversation_id}}/branches",
    f"{A}/conversations/{{conversation_id}}/moods",
    "/conversations",
    "/conversations/{conversation_id}",
    "/conversations/{conversation_id}/branches",
}
COME_FROM_MANY_BOOKS = {
    f"{A}/characters",
    f"{A}/search",
    "/characters",
    "/conversations/search",
    "/usage",
}  # which have no point in common
NAME_NOBODY = {
    "/documents/{document_id}/at/{offset}",  # leads to a page of the reader
    "/conversations/{conversation_id}/at/{message_id}",  # leads to the conversation
    "/personas",
    f"{A}/documents",
    f"{A}/documents/{{document_id}}",
    f"{A}/documents/{{document_id}}/chapters",
    f"{A}/documents/{{document_id}}/passages",
    f"{A}/openapi.json",
    f"{A}/auth/me",
    f"{A}/personas",
    f"{A}/personas/{{persona_id}}",
    # What was decided about words, each with the conversation it was said in.
    *(f"{A}/moderation", f"{A}/admin/moderation", "/account/decisions", "/admin/moderation"),
    # Where passages stand that seem to instruct a model, none of their words.
    *(f"{A}/documents/{{document_id}}/notices", "/documents/{document_id}/notices"),
    *(f"{A}/notices", f"{A}/admin/notices", "/admin/notices"),
    f"{A}/models",
    f"{A}/models/keys",
    f"{A}/models/order",
    f"{A}/characters/{{character_id}}/models/order",
    # What was said in the person's own conversations, each of which had its point.
    f"{A}/characters/{{character_id}}/memories",
    f"{A}/characters/{{character_id}}/memories/{{memory_id}}",
    f"{A}/characters/{{character_id}}/evolution/settings",
    *(f"{A}/usage{path}" for path in ("", "/by/{by}", "/calls", "/calls.csv", "/budget")),
    "/usage/calls",
    "/characters/new",
    # These tell of the whole document's main characters, whom a model would be asked about.
    f"{A}/documents/{{document_id}}/enrichment",
    "/documents/{document_id}/enrich",
    "/library",
    "/models",
    # Accounts, and who looks after them.
    *(f"{A}/account{path}" for path in ("", "/sessions", "/export")),
    *(f"{A}/admin/{path}" for path in ("audit", "invites", "people", "people/{user_id}")),
    *(f"{A}/admin/storage{path}" for path in ("", "/people")),
    *(f"{A}/admin/usage{path}" for path in ("", "/by/{part}", "/people", "/sheet.csv")),
    *(
        f"{A}/admin/jobs",
        "/admin/jobs",
        f"{A}/admin/settings",
        "/admin/settings",
        "/admin/storage",
        "/admin/usage",
    ),
    *(f"{A}/keys", f"{A}/keys/{{api_key_id}}", f"{A}/models/keys/{{key_id}}"),
    f"{A}/admin/invites/{{invite_id}}",
    # Who shares what with whom; a shared thing is then asked for as one's own is.
    *(f"{A}/shares{path}" for path in ("", "/received", "/{share_id}")),
    *("/documents/{document_id}/shares", "/characters/{character_id}/shares", "/shared/{secret}"),
    *(f"/account{path}" for path in ("", "/identities/join", "/keys", "/second-factor/picture.svg")),
    *("/admin/audit", "/admin/people", "/forgot", "/reset", "/verify"),
    *("/login/oidc", "/login/oidc/callback", "/login/second"),
    *("/", "/login", "/register", "/healthz", "/readyz", "/metrics", "/static/{name}"),
}
ASKED = sorted(TAKE_A_POINT | STAND_AT_A_POINT)


@pytest.fixture
async def tale(ada: Person) -> Ids:
    """A longer story of Ada's, read: she may spoil it."""
    document = await ended(ada, (await upload(ada, TALE, filename="tale.txt")).json()["id"])
    return {"document_id": document["id"], "chapter": "1", "trait": "humor"}


@pytest.fixture
async def chapters(ada: Person, tale: Ids) -> list[dict[str, int]]:
    """The chapters of the story."""
    answer = await ada.client.get(f"/api/v1/documents/{tale['document_id']}/chapters")
    found: list[dict[str, int]] = answer.raise_for_status().json()
    return found


async def shown(person: Person, tab: httpx2.AsyncClient, path: str) -> str:
    """What an address answers, less what differs from one time to the next."""
    if path.startswith("/api/"):
        return (await person.client.get(path)).text
    page = parsed(await tab.get(path))
    for field in page.css("input[name=csrf]"):
        field.decompose()
    return page.html or ""


class TestEveryAddress:
    def test_is_known_here(self) -> None:
        known = TAKE_A_POINT | STAND_AT_A_POINT | COME_FROM_MANY_BOOKS | NAME_NOBODY
        assert {route.path for route in (*API, *PAGES) if route.method == "GET"} == known

    async def test_says_in_the_description_that_it_takes_a_point(self, stranger: httpx2.AsyncClient) -> None:
        described = (await stranger.get("/api/v1/openapi.json")).json()
        taking = {
            path
            for path, methods in described["paths"].items()
            if {"until", "chapter"} <= {each["name"] for each in methods.get("get", {}).get("parameters", [])}
        }
        assert taking == {path for path in TAKE_A_POINT if path.startswith(A)}

    @pytest.mark.parametrize("path", ASKED)
    async def test_shows_the_same_whatever_stands_behind_the_point(
        self,
        path: str,
        services: Services,
        ada: Person,
        tale: Ids,
        chapters: list[dict[str, int]],
        base_url: str,
    ) -> None:
        until = chapters[2]["start"]
        ids = {**tale, "character_id": (await cast_of(ada, {"id": tale["document_id"]}))[0]["id"]}
        wish = {"character_id": ids["character_id"], "until": until}
        talk = (await ada.client.post("/api/v1/conversations", json=wish)).raise_for_status().json()
        assert talk["until"] == until
        asked = path.format(**ids, conversation_id=talk["id"])
        asked += f"?chapter={chapters[1]['seq']}" if path in TAKE_A_POINT else ""
        async with browser_of(ada, base_url) as tab:
            before = await shown(ada, tab, asked)
            async with services.database.begin() as tx:
                await spoil(tx, ids["document_id"], until=until)
            after = await shown(ada, tab, asked)
            whole = await shown(ada, tab, asked.partition("?")[0])
        assert after == before
        assert SPOILER not in after
        assert (whole != after) == (path in TAKE_A_POINT)


class TestPoint:
    async def test_is_an_offset_or_a_chapter(
        self, ada: Person, tale: Ids, chapters: list[dict[str, int]]
    ) -> None:
        path = f"/api/v1/documents/{tale['document_id']}/characters"
        by_chapter = (await ada.client.get(f"{path}?chapter={chapters[1]['seq']}")).json()
        by_offset = (await ada.client.get(f"{path}?until={chapters[2]['start']}")).json()
        assert by_chapter == by_offset
        assert by_offset["items"][0]["until"] == chapters[2]["start"]
        for both in (
            f"chapter={chapters[-1]['seq']}&until={chapters[2]['start']}",
            f"chapter={chapters[1]['seq']}&until={chapters[-1]['start']}",
        ):
            assert (await ada.client.get(f"{path}?{both}")).json() == by_offset  # the earlier holds
        last = (await ada.client.get(f"{path}?chapter={chapters[-1]['seq']}")).json()
        assert last == (await ada.client.get(f"{path}?chapter=&until=")).json()

    async def test_is_one_and_is_there(self, ada: Person, tale: Ids) -> None:
        path = f"/api/v1/documents/{tale['document_id']}/characters"
        assert problem(await ada.client.get(f"{path}?chapter=99"))["code"] == "chapter_not_found"
        for odd in ("until=-1", "until=x", "chapter=1.5", f"until={2**31}"):
            assert problem(await ada.client.get(f"{path}?{odd}"))["code"] == "request_invalid"

    async def test_may_be_before_a_character_comes_in(
        self, ada: Person, tale: Ids, chapters: list[dict[str, int]], base_url: str
    ) -> None:
        cast = await cast_of(ada, {"id": tale["document_id"]})
        early = f"/api/v1/documents/{tale['document_id']}/characters?chapter={chapters[0]['seq']}"
        here = {each["id"] for each in (await ada.client.get(early)).json()["items"]}
        late = next(each["id"] for each in cast if each["id"] not in here)
        asked = f"characters/{late}?chapter={chapters[0]['seq']}"
        assert problem(await ada.client.get(f"/api/v1/{asked}"))["code"] == "character_unseen"
        async with browser_of(ada, base_url) as tab:
            page = await tab.get(f"/{asked}")
        assert page.status_code == 200
        assert "comes in later" in page.text
        assert parsed(page).css_first("select[name=chapter]") is not None

    async def test_is_kept_by_links_and_by_the_form_that_begins_a_talk(
        self, ada: Person, tale: Ids, chapters: list[dict[str, int]], base_url: str
    ) -> None:
        until = chapters[2]["start"]
        async with browser_of(ada, base_url) as tab:
            cast = parsed(await tab.get(f"/documents/{tale['document_id']}?chapter={chapters[1]['seq']}"))
            link = str(cast.css_first("a.person").attributes["href"])
            assert link.endswith(f"?until={until}")
            page = parsed(await tab.get(link))
            form = page.css_first("form[action$='/talk']")
            fields = {
                str(each.attributes["name"]): str(each.attributes["value"]) for each in form.css("input")
            }
            opened = await tab.post(str(form.attributes["action"]), data=fields)
            talk = await tab.get(opened.headers["location"])
        assert "knows the book as far as" in talk.text
        made = await ada.client.get(f"/api/v1{opened.headers['location']}")
        assert made.json()["until"] == until

    async def test_is_nothing_to_somebody_of_no_document(self, ada: Person) -> None:
        wish = {"name": "Nell", "description": "A miller.", "sayings": "Grain first, then talk."}
        made = (await ada.client.post("/api/v1/characters", json=wish)).raise_for_status().json()
        answer = await ada.client.get(f"/api/v1/characters/{made['id']}?until=5")
        assert (answer.json()["name"], answer.json()["until"]) == ("Nell", None)
