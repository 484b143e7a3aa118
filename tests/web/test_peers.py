"""How peers failed, each a test of ours: those that stand elsewhere by name, the rest below."""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import httpx2
import pytest

from makers import Person
from web.browser import SESSION
from web.route_table import PERSONA, A, Ids, fresh_character

TESTS: Final = Path(__file__).parents[1]
HERE, KEYS, DOOR = "web/test_peers.py", "web/test_keys.py", "web/live/test_doorkeeper.py"
BODIES, NESTED = "web/test_bodies.py", "web/test_nested.py"
ROLES, ODD, SOCKETS = "web/test_roles.py", "web/test_odd_input.py", "web/live/test_socket.py"
FORMS, UPLOADS, ESCAPING = "web/test_forms.py", "web/test_uploads.py", "web/test_escaping.py"
SHARING = "web/test_sharing.py"
OUTBOUND, ADDRESSES = "platform/test_outbound.py", "platform/test_addresses.py"

FLAWS: Final[Mapping[str, tuple[str, ...]]] = {
    "another's chat continued by its id through the completions door": (
        f"{HERE}::TestCompletions::test_continue_no_chat_by_its_id",
        f"{ROLES}::TestMatrix::test_holds_for_characters_as_models",
    ),
    "a shared thing deleted by who may only read it": (
        f"{SHARING}::TestRights::test_never_reach_to_what_only_an_owner_does",
        f"{ROLES}::TestMatrix::test_holds",
    ),
    "a batch endpoint that overwrites by id": (
        f"{BODIES}::TestBodies::test_name_nothing_that_is_decided_here",
    ),
    "a nested id not tied to its parent": (f"{NESTED}::TestNested::test_is_bound_to_its_parent",),
    "a socket event that asks for membership, not for the right": (
        f"{SOCKETS}::TestConversation::test_lets_go_by_what_a_page_says",
        f"{ROLES}::TestMatrix::test_holds_for_sockets",
    ),
    "somebody suspended, demoted or revoked, still active on what is open": (
        f"{DOOR}::TestOpenSocket::test_closes_at_once_when_its_person_is",
        f"{DOOR}::TestOpenSocket::test_closes_in_time_when_the_news_is_lost",
        f"{DOOR}::TestStream::test_of_a_reply_is_cut_off_when_its_person_is_suspended",
        f"{SHARING}::TestEnding::test_closes_open_sockets_and_stops_replies",
        f"{KEYS}::TestEnd::test_shuts_a_key_out_at_once",
        f"{KEYS}::TestEnd::test_cuts_off_a_reply_that_is_under_way",
        "accounts/test_people.py::TestRights::test_end_with_the_role_in_the_very_next_act",
        "accounts/test_keys.py::TestIdentify::test_takes_an_admins_key_for_a_members_without_the_scope",
    ),
    "a stream bound to nobody, whose first frame tells": (
        f"{SOCKETS}::TestWho::test_hears_nothing_of_somebody_else",
        f"{SOCKETS}::TestWho::test_hears_nothing_later_either",
    ),
    "create-with-id takes over": (f"{BODIES}::TestMaking::test_takes_no_id_owner_or_time_from_outside",),
    "mass assignment of role, scopes, owner": (
        f"{BODIES}::TestBodies::test_name_nothing_that_is_decided_here",
        f"{BODIES}::TestBodies::test_of_forms_name_nothing_that_is_decided_here",
        "web/test_sessions.py::TestRegister::test_takes_no_id_or_role_from_outside",
        f"{ODD}::TestJson::test_decides_nothing_but_what_was_asked_for",
    ),
    "a key's restriction for one spelling of a header": (
        f"{HERE}::TestKey::test_is_held_to_its_scopes_however_it_is_sent",
        f"{KEYS}::TestHeader::test_takes_a_key_nowhere_else",
    ),
    "a cache keyed by a part of a token": (f"{HERE}::TestKey::test_is_known_by_all_of_its_letters",),
    "asking addresses for others, by redirects, two parsers, mapped numbers, other schemes": (
        f"{OUTBOUND}::TestFetch::test_asks_only_web_servers",
        f"{OUTBOUND}::TestRedirects::test_lead_to_no_private_number",
        f"{OUTBOUND}::TestRedirects::test_lead_to_nothing_but_web_servers",
        f"{OUTBOUND}::TestFetch::test_is_not_led_by_a_name_that_changes_between_look_and_use",
        f"{ADDRESSES}::TestPlaceOf::test_refuses_what_programs_may_read_differently",
        f"{ADDRESSES}::TestCheckPublic::test_refuses_every_form_that_others_have_used",
    ),
    "stored scripts: markup, pictures, error pages": (
        f"{ESCAPING}::TestPages::test_show_it_as_text",
        f"{ESCAPING}::TestPages::test_do_not_run_what_stands_in_an_address",
        f"{ESCAPING}::TestApi::test_hands_it_over_as_json_that_no_browser_reads_as_a_page",
        "web/test_headers.py::TestFiles::test_that_are_pictures_run_nothing_when_opened_by_themselves",
        f"{SOCKETS}::TestConversation::test_hands_over_nothing_that_runs",
    ),
    "paths in names of uploads, members of archives and exports": (
        f"{UPLOADS}::TestFilename::test_is_a_name_and_never_a_path",
        "library/extract/test_epub.py::TestBlocks::test_reads_nothing_outside_of_the_archive",
        "library/extract/test_docx.py::TestBlocks::test_refuses_a_main_part_outside_of_the_archive",
    ),
    "SQL through an error": (
        f"{ODD}::TestText::test_of_an_id",
        f"{ODD}::TestText::test_of_a_message",
        "web/test_headers.py::TestCrash::test_is_a_problem_for_programs",
    ),
    "formulas in a sheet": ("usage/test_asking.py::TestSheetOf::test_is_harmless_to_spreadsheets",),
    "parents that make a circle": (f"{NESTED}::TestNested::test_is_bound_to_its_parent_in_a_body_too",),
    "a missing field that ends the process": (
        f"{ODD}::TestJson::test_of_a_wrong_shape_is_refused",
        "web/api/test_schemathesis.py::TestDescription::test_is_kept_by_every_operation",
    ),
    "an expired form that loses what was typed": (
        f"{FORMS}::TestToken::test_that_is_old_keeps_the_message",
        f"{FORMS}::TestToken::test_that_is_old_keeps_a_new_character",
    ),
    "keys in addresses, logs or pages": (
        f"{KEYS}::TestHeader::test_takes_a_key_nowhere_else",
        "web/test_models.py::TestKey::test_is_never_seen_again",
        "web/test_models.py::TestKey::test_keeps_what_was_typed_but_the_key_when_it_is_refused",
        "models/test_keyring.py::TestAdd::test_keeps_a_key_sealed_with_a_hint_of_it",
        "platform/test_logs.py::TestAWholeMainJob::test_leaves_ids_in_the_logs_and_no_word_of_anybodys",
    ),
}


@cache
def names_in(path: str) -> frozenset[str]:
    """The tests of a file: "TestWho::test_knows"."""
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(
        f"{each.name}::{one.name}" for each in classes for one in each.body if isinstance(one, kinds)
    )


class TestFlaws:
    @pytest.mark.parametrize("flaw", FLAWS)
    def test_have_tests_that_are_there(self, flaw: str) -> None:
        for name in FLAWS[flaw]:
            path, _, test = name.partition("::")
            assert test in names_in(path), name


class TestCompletions:
    async def test_continue_no_chat_by_its_id(self, owner: Person, owned: Ids, other: Person) -> None:
        path = f"{A}/conversations/{owned['conversation_id']}/messages"
        before = (await owner.client.get(path)).raise_for_status().json()
        mine = (await fresh_character(other, {}))["character_id"]
        theirs = owned["conversation_id"]
        wish = {
            "model": mine,
            "messages": [{"role": "user", "content": "Go on."}],
            **dict.fromkeys(("id", "chat_id", "conversation_id", "conversation", "parent_id"), theirs),
            "metadata": {"chat_id": theirs, "conversation_id": theirs},
        }
        answer = (await other.client.post("/v1/chat/completions", json=wish)).raise_for_status()
        assert "Mira" not in answer.text
        assert (await owner.client.get(path)).json() == before
        wish["model"] = owned["character_id"]
        assert (await other.client.post("/v1/chat/completions", json=wish)).status_code == 404


class TestKey:
    async def test_is_held_to_its_scopes_however_it_is_sent(
        self, owner: Person, visitor: httpx2.AsyncClient
    ) -> None:
        key = await secret_of(owner, "read")
        spellings = ("authorization", "AUTHORIZATION", "Authorization", "aUthOrization")
        headers = [[(name, f"{way} {key}")] for name in spellings for way in ("Bearer", "bearer", "BEARER")]
        headers += [
            [("authorization", f"Bearer {key}"), ("Authorization", f"Bearer {key}")],
            [("authorization", f"Bearer {key}"), ("authorization", "Bearer nobody's")],
            [("authorization", f"Bearer {key}"), ("cookie", f"{SESSION}={key}")],
            [("authorization", f"Bearer {key}, Bearer {key}")],
            [("x-api-key", key), ("authorization", f"Bearer {key}")],
        ]
        for each in headers:
            answer = await visitor.post(f"{A}/personas", json=PERSONA, headers=each)
            assert answer.status_code in (401, 403), each

    async def test_is_known_by_all_of_its_letters(self, owner: Person, visitor: httpx2.AsyncClient) -> None:
        for secret in (await secret_of(owner, "read"), owner.token):
            for _ in range(2):  # a cache would know it by now
                shown = {"authorization": f"Bearer {secret}"}
                assert (await visitor.get(f"{A}/auth/me", headers=shown)).status_code == 200
            for near in (
                secret[:-1],
                secret[:-1] + ("A" if secret[-1] != "A" else "B"),
                secret + "A",
                secret[:24],
            ):
                shown = {"authorization": f"Bearer {near}"}
                assert (await visitor.get(f"{A}/auth/me", headers=shown)).status_code == 401


async def secret_of(person: Person, scope: str) -> str:
    """A new key of somebody's."""
    wish = {"name": "A script", "scopes": [scope]}
    return str((await person.client.post(f"{A}/keys", json=wish)).raise_for_status().json()["secret"])
