"""Fields for passwords: masked, pasted into, filled in by a password manager, long enough for anybody."""

import httpx2
import pytest

from personae.accounts import PASSWORD_LONGEST
from personae.web.render import SCRIPTS
from web.browser import parsed

pytestmark = pytest.mark.once

FILLED_IN_AS = {"current-password", "new-password"}


class TestPasswordFields:
    @pytest.mark.parametrize("path", ["/login", "/register", "/reset?ticket=x", "/account"])
    async def test_are_masked_and_filled_in_by_whatever_helps(
        self, tab: httpx2.AsyncClient, stranger: httpx2.AsyncClient, path: str
    ) -> None:
        page = parsed(await (tab if path == "/account" else stranger).get(path))
        fields = [
            each for each in page.css("input") if "password" in (each.attributes.get("autocomplete") or "")
        ]
        assert fields
        assert [each.html for each in fields] == [each.html for each in page.css("input[type=password]")]
        for field in fields:
            assert field.attributes["autocomplete"] in FILLED_IN_AS
            assert field.attributes["maxlength"] == str(PASSWORD_LONGEST)
            assert not {"readonly", "pattern", "value"} & set(field.attributes)

    def test_are_pasted_into_undisturbed(self) -> None:
        scripts = [path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")]
        assert scripts and not any("paste" in script for script in scripts)
