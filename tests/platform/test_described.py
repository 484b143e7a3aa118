"""Settings as they may be shown: each has words, and no secret is told."""

from pathlib import Path

import pytest

import personae
from personae.platform.described import FOLLOWS, OF_ONE_PROCESS, PARTS, described, in_words
from personae.platform.settings import Settings, Source

pytestmark = pytest.mark.usefixtures("empty_room")

DOCS = Path(personae.__file__).parents[2] / "docs" / "admin" / "settings.md"


def told(**given: object) -> dict[str, tuple[str, Source]]:
    return {each.name: (each.value, each.source) for each in described(Settings.model_validate(given))}


class TestDescribed:
    def test_has_words_for_every_setting_and_so_have_the_docs(self) -> None:
        docs = DOCS.read_text(encoding="utf-8")
        for each in described(Settings()):
            assert each.meaning and each.part, each.name
            assert f"`{each.name}`" in docs, f"{each.name} is missing in {DOCS.name}"

    def test_names_no_setting_that_there_is_not(self) -> None:
        assert {*PARTS, *FOLLOWS, *OF_ONE_PROCESS} <= set(Settings.model_fields)

    def test_tells_of_a_secret_only_that_it_is_set(self) -> None:
        secret = "sk-never-to-be-shown-0123456789-abcdef"
        names = [
            str(field.alias)
            for field in Settings.model_fields.values()
            if "SecretStr" in str(field.annotation)
        ]
        oidc = {"OIDC_ISSUER": "https://id.example.org", "OIDC_CLIENT_ID": "studio"}
        found = told(**dict.fromkeys(names, secret), **oidc)
        assert names and all(found[name][0] == "set" for name in names)
        assert secret not in repr(found)

    def test_leaves_out_who_is_let_in_at_an_address(self) -> None:
        found = told(OPENAI_BASE_URL="https://maya:hunter2@models.example.org/v1")
        assert found["OPENAI_BASE_URL"][0] == "https://…@models.example.org/v1"

    def test_says_what_holds_where_nothing_is_set(self) -> None:
        assert told()["REGISTRATION"] == ("open", Source.DEFAULT)
        prod = {
            "PERSONAE_PROFILE": "prod",
            "SECRET_KEY": "s" * 32,
            "PERSONAE_PUBLIC_URL": "https://personae.example.org",
        }
        assert told(**prod)["REGISTRATION"] == ("invite", Source.DEFAULT)
        [policy] = [
            each for each in described(Settings(), MODERATION="hate=flag") if each.name == "MODERATION"
        ]
        assert policy.value == "hate=flag"

    def test_says_where_a_value_comes_from(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("SESSION_DAYS=7\nregion=GB\nLOGIN_TRIES=5\n")
        (tmp_path / "key").write_text("sk-0123456789")
        monkeypatch.setenv("LOGIN_TRIES", "6")
        monkeypatch.setenv("OPENAI_API_KEY_FILE", str(tmp_path / "key"))
        found = told(UPLOAD_MAX_SIZE="3MB")
        assert found["LOGIN_TRIES"] == ("6", Source.ENVIRONMENT)
        assert found["SESSION_DAYS"] == ("7", Source.DOTENV)
        assert found["REGION"] == ("GB", Source.DOTENV)
        assert found["OPENAI_API_KEY"] == ("set", Source.SECRET_FILE)
        assert found["UPLOAD_MAX_SIZE"] == ("3145728", Source.PROGRAM)
        assert found["SMTP_URL"] == ("not set", Source.DEFAULT)


class TestInWords:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (None, "not set"), ("", "not set"), ((), "not set"), (True, "yes"), (False, "no"), (0, "0"),
            ((("openai", "gpt-5"), ("quotation", "quotation")), "openai:gpt-5, quotation:quotation"),
            ({"recency": 0.3}, "recency:0.3"),
        ],
    )  # fmt: skip
    def test_says_it_as_people_read_it(self, value: object, words: str) -> None:
        assert in_words(value) == words
