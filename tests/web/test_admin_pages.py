"""The pages for admins about the studio itself: they say what is so, and nothing that is somebody's own."""

import csv

from makers import Person
from web.browser import browser_of, parsed
from web.route_table import A


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
        people = (await admin.client.get(f"{A}/admin/usage/people")).json()["items"]
        assert owner.actor.user_id in {each["person_id"] for each in people}
        async with browser_of(admin, address) as tab:
            page = await tab.get("/admin/usage")
        assert "Owner" in [each.text() for each in parsed(page).css(".by-person tbody th")]
        assert parsed(page).css_first("nav.tabs a[aria-current]").text() == "Usage"
