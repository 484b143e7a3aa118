"""The pages for admins about the studio itself: they say what is so, and nothing that is somebody's own."""

import asyncio
import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from makers import Person, ended, upload
from personae.bootstrap import Services
from personae.platform.ids import new_id
from personae.upkeep import FileCheck, checking
from web.browser import browser_of, parsed
from web.route_table import A, failed_job, fresh_job

pytestmark = pytest.mark.once


class TestSettings:
    async def test_show_each_setting_under_its_name_and_no_secret(self, admin: Person, address: str) -> None:
        async with browser_of(admin, address) as tab:
            page = await tab.get("/admin/settings")
        names = [each.text() for each in parsed(page).css(".held dt code")]
        api = (await admin.client.get(f"{A}/admin/settings")).json()["items"]
        assert names == [each["name"] for each in api]
        values = {each["name"]: (each["value"], each["source"]) for each in api}
        assert values["UPLOAD_MAX_SIZE"] == ("3145728", "program")
        assert "self_harm=flag" in values["MODERATION"][0]
        assert values["SECRET_KEY"][0] in ("set", "not set")


class TestUsage:
    async def test_gives_everybodys_calls_as_a_sheet_with_the_names_of_people(
        self, admin: Person, owner: Person, owned: dict[str, str], address: str
    ) -> None:
        sheet = await admin.client.get(f"{A}/admin/usage/sheet.csv")
        assert sheet.headers["content-disposition"].startswith('attachment; filename="personae-everybody-')
        rows = list(csv.DictReader(sheet.text.splitlines()))
        assert "Owner" in {row["person"] for row in rows}
        people, after = list[dict[str, str]](), ""
        while after is not None:
            answer = (await admin.client.get(f"{A}/admin/usage/people{after and f'?after={after}'}")).json()
            people, after = [*people, *answer["items"]], answer["next"]
        assert owner.actor.user_id in {each["person_id"] for each in people}
        async with browser_of(admin, address) as tab:
            page = await tab.get("/admin/usage")
        shown = [each.text() for each in parsed(page).css(".by-person tbody th")]
        assert shown == [each["name"] or "gone" for each in people][: len(shown)] != []
        assert parsed(page).css_first("nav.tabs a[aria-current]").text() == "Usage"


class TestJobs:
    async def test_tell_whose_a_failure_is_in_a_sentence_and_no_name_of_a_document(
        self, ada: Person, admin: Person, address: str
    ) -> None:
        broken = {"file": ("notes-for-my-divorce.pdf", b"%PDF-1.4 of " + ada.actor.user_id.encode())}
        made = (await ada.client.post(f"{A}/documents", files=broken)).raise_for_status().json()
        found = await ended(ada, made["id"])
        async with browser_of(admin, address) as tab:
            for _ in range(100):  # the queue writes it down after the document
                page = await tab.get("/admin/jobs", params={"state": "failed", "kind": "reading"})
                if made["id"] in page.text:
                    break
                await asyncio.sleep(0.05)
        [card] = [each for each in parsed(page).css(".jobs > li") if made["id"] in each.text()]
        assert found["error"] in card.text() and "Ada" in card.text()
        assert "divorce" not in page.text

    async def test_are_tried_again_and_cancelled_by_the_acts_of_their_room(self, admin: Person) -> None:
        ids = await failed_job(admin, {})
        again = f"{A}/admin/jobs/{ids['job_id']}/retry"
        assert (await admin.client.post(again)).status_code == 202
        jobs = (await admin.client.get(f"{A}/admin/jobs")).json()["items"]
        assert f"reading:{ids['document_id']}:2" in {each["id"] for each in jobs}
        ids = await fresh_job(admin, {})
        stop = f"{A}/admin/jobs/{ids['job_id']}/cancel"
        assert (await admin.client.post(stop)).status_code == 202
        document = (await admin.client.get(f"{A}/documents/{ids['document_id']}")).json()
        assert document["status"] == "cancelled"
        log = (await admin.client.get(f"{A}/admin/audit", params={"act": "job"})).json()["items"]
        assert [(each["act"], each["about"]) for each in log[:1]] == [("job.cancelled", ids["document_id"])]

    async def test_are_not_begun_again_when_they_have_not_failed(
        self, admin: Person, owned: dict[str, str]
    ) -> None:
        for act, code in (("retry", "job_not_failed"), ("cancel", "job_not_stoppable")):
            answer = await admin.client.post(f"{A}/admin/jobs/{owned['job_id']}/{act}")
            assert (answer.status_code, answer.json()["code"]) == (409, code)

    async def test_come_in_pages_without_a_gap(self, ada: Person, admin: Person) -> None:
        for number in range(3):
            await upload(ada, f"Rain, {number}, {ada.actor.user_id}.")
        whole = (await admin.client.get(f"{A}/admin/jobs", params={"limit": 6})).json()["items"]
        paged: list[str] = []
        after = None
        for _ in whole:
            query = {"limit": "1", **({"after": after} if after else {})}
            answer = (await admin.client.get(f"{A}/admin/jobs", params=query)).json()
            paged += [each["id"] for each in answer["items"]]
            after = answer["next"]
        assert paged == [each["id"] for each in whole]


class TestStorage:
    async def test_finds_files_without_a_row_and_rows_without_their_file(
        self, services: Services, ada: Person, admin: Person, address: str, tmp_path: Path
    ) -> None:
        lost = (await upload(ada, f"Rain, {ada.actor.user_id}.")).json()["id"]
        kept = (await upload(ada, f"Snow, {ada.actor.user_id}.")).json()["id"]
        await ended(ada, lost)
        await ended(ada, kept)
        await services.files.delete(f"originals/{lost}")
        (tmp_path / "stray").write_text("left over")
        stray = f"originals/{new_id()}"
        await services.files.put(stray, tmp_path / "stray")
        async with services.database.begin() as tx:
            check = FileCheck(asked_by=None)
            tx.add(check)
        later = pytest.MonkeyPatch()
        later.setattr(checking, "YOUNG", timedelta(seconds=-1))
        await services.checking.run({"check_id": check.id})
        later.undo()
        found = (await admin.client.get(f"{A}/admin/storage")).json()
        assert lost in {each["document_id"] for each in found["last"]["missing"]}
        assert kept not in {each["document_id"] for each in found["last"]["missing"]}
        assert stray in {each["key"] for each in found["last"]["strays"]}
        people = (await admin.client.get(f"{A}/admin/storage/people", params={"limit": 200})).json()["items"]
        [held] = [each for each in people if each["person_id"] == ada.actor.user_id]
        assert held["documents"] == 2 and held["readings_bytes"] > 0
        async with browser_of(admin, address) as tab:
            page = await tab.get("/admin/storage")
        assert lost in page.text and stray in page.text and "Rain" not in page.text
        await services.files.delete(stray)

    async def test_begins_one_check_at_a_time_and_tells_how_it_ended(self, admin: Person) -> None:
        first, second = [
            (await admin.client.post(f"{A}/admin/storage/check")).raise_for_status().json()["id"]
            for _ in range(2)
        ]
        found: dict[str, Any] = {}
        for _ in range(200):
            found = (await admin.client.get(f"{A}/admin/storage")).json()
            if found["last"] and found["last"]["id"] >= first and found["going"] is None:
                break
            await asyncio.sleep(0.05)
        assert found["last"]["figures"]["originals"] > 0
        assert second >= first


class TestDue:
    @pytest.mark.parametrize(
        ("written", "due_at"),
        [("10:00", "10:17"), ("10:17", "10:17"), ("10:18", "11:17"), ("23:30", "00:17")],
    )
    def test_is_the_first_sweep_after_a_day(self, written: str, due_at: str) -> None:
        found = checking.due(datetime.fromisoformat(f"2026-11-25T{written}+00:00"))
        assert f"{found:%H:%M}" == due_at
        assert found.day == (27 if written == "23:30" else 26)
