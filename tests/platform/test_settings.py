"""Settings: where they come from, what is refused, what is kept."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from personae.platform.settings import Profile, Settings, cores, parse_models, parse_size

pytestmark = pytest.mark.usefixtures("empty_room")

SECRET = "s" * 32
PROD = {
    "PERSONAE_PROFILE": "prod",
    "SECRET_KEY": SECRET,
    "PERSONAE_PUBLIC_URL": "https://personae.example.org",
}


class TestSettings:
    def test_needs_nothing_to_be_set(self) -> None:
        settings = Settings()
        assert (settings.host, settings.port, settings.home) == ("127.0.0.1", 8000, Path("var"))
        assert settings.profile is Profile.DEV
        assert settings.reading_mode == "careful"
        assert settings.readers == cores()
        assert settings.upload_max_size == 50 * 1024**2
        assert settings.database_url is settings.redis_url is settings.s3_bucket is None
        assert not settings.is_https

    def test_reads_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERSONAE_PORT", "8123")
        monkeypatch.setenv("UPLOAD_MAX_SIZE", "2 MB")
        assert (Settings().port, Settings().upload_max_size) == (8123, 2 * 1024**2)

    def test_takes_no_notice_of_variables_that_are_not_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in (("HOME", "/somewhere"), ("HOST", "0.0.0.0"), ("PORT", "1"), ("PROFILE", "prod")):
            monkeypatch.setenv(name, value)
        assert (Settings().host, Settings().port, Settings().home) == ("127.0.0.1", 8000, Path("var"))

    def test_reads_an_env_file_which_the_environment_overrules(
        self, monkeypatch: pytest.MonkeyPatch, empty_room: Path
    ) -> None:
        (empty_room / ".env").write_text("PERSONAE_PORT=8123\nPERSONAE_HOME=elsewhere\nSOMETHING_ELSE=1\n")
        monkeypatch.setenv("PERSONAE_PORT", "8124")
        assert (Settings().port, Settings().home) == (8124, Path("elsewhere"))

    def test_takes_a_blank_for_not_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("OPENAI_API_KEY", "UPLOAD_MAX_SIZE", "PERSONAE_PORT", "DATABASE_URL"):
            monkeypatch.setenv(name, "")
        assert Settings().openai_api_key is None
        assert Settings().database_url is None
        assert (Settings().port, Settings().upload_max_size) == (8000, 50 * 1024**2)

    @pytest.mark.parametrize("place", ["environment", ".env"])
    def test_reads_a_secret_from_the_file_that_is_named(
        self, monkeypatch: pytest.MonkeyPatch, empty_room: Path, place: str
    ) -> None:
        secret = empty_room / "secret"
        secret.write_text("from a file\n")
        if place == "environment":
            monkeypatch.setenv("OPENAI_API_KEY_FILE", str(secret))
        else:
            (empty_room / ".env").write_text(f"OPENAI_API_KEY_FILE={secret}\n")
        key = Settings().openai_api_key
        assert key is not None and key.get_secret_value() == "from a file"

    def test_prefers_a_secret_that_is_set_to_one_in_a_file(
        self, monkeypatch: pytest.MonkeyPatch, empty_room: Path
    ) -> None:
        (empty_room / "secret").write_text("from a file")
        monkeypatch.setenv("OPENAI_API_KEY_FILE", str(empty_room / "secret"))
        monkeypatch.setenv("OPENAI_API_KEY", "set")
        key = Settings().openai_api_key
        assert key is not None and key.get_secret_value() == "set"

    def test_says_which_secret_file_cannot_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET_KEY_FILE", "/nowhere/at/all")
        with pytest.raises(ValidationError, match="SECRET_KEY_FILE"):
            Settings()

    def test_shows_no_secret_in_its_text(self) -> None:
        settings = Settings.model_validate({**PROD, "DATABASE_URL": "postgresql://u:pass-word@host/db"})
        assert SECRET not in repr(settings)
        assert "pass-word" not in repr(settings)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"PERSONAE_PORT": "70000"},
            {"UPLOAD_MAX_SIZE": "0"},
            {"UPLOAD_MAX_SIZE": "much"},
            {"UPLOAD_MAX_SIZE": "inf"},
            {"PERSONAE_PROFILE": "careless"},
            {"PERSONAE_MODEL_PROVIDER": "somebody"},
            {"READING_MODE": "thorough"},
            {"PERSONAE_MODELS": "somebody:model"},
            {"PERSONAE_MODELS": "openai"},
            {"MODEL_PRIVATE_ADDRESSES": "perhaps"},
            {"MODEL_REPLIES_AT_ONCE": "0"},
            {"MODEL_REPLIES_PER_USER": "-1"},
            {"REGISTRATION": "everybody"},
            {"LOGIN_TRIES": "0"},
            {"OIDC_ISSUER": "https://id.example.org"},
            {"OIDC_CLIENT_ID": "personae", "OIDC_CLIENT_SECRET": "secret"},
            {"EMAIL_VERIFICATION": "true", "PERSONAE_PROFILE": "staging"},
        ],
    )
    def test_refuses_what_makes_no_sense(
        self, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]
    ) -> None:
        for name, value in wrong.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(ValidationError):
            Settings()


class TestProd:
    def test_accepts_a_long_secret_and_a_safe_address(self) -> None:
        assert Settings.model_validate(PROD).is_https

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("SECRET_KEY", None),
            ("SECRET_KEY", "short"),
            ("PERSONAE_PUBLIC_URL", None),
            ("PERSONAE_PUBLIC_URL", "http://personae.example.org"),
        ],
    )
    def test_refuses_what_is_only_fit_for_a_laptop(self, name: str, value: str | None) -> None:
        with pytest.raises(ValidationError, match=name):
            Settings.model_validate({**PROD, name: value})


class TestSecret:
    def test_is_made_once_and_kept_for_its_owner_alone(self, empty_room: Path) -> None:
        home = empty_room / "home"
        first = Settings.model_validate({"PERSONAE_HOME": home})
        secret, metrics = first.secret, first.metrics_secret
        assert len(secret) >= 32
        assert secret.decode() != metrics
        again = Settings.model_validate({"PERSONAE_HOME": home})
        assert (again.secret, again.metrics_secret) == (secret, metrics)
        for name in ("secret_key", "metrics_token"):
            assert stat.S_IMODE((home / name).stat().st_mode) == 0o600

    def test_is_the_one_that_is_set(self, empty_room: Path) -> None:
        settings = Settings.model_validate({"PERSONAE_HOME": empty_room, "SECRET_KEY": SECRET})
        assert settings.secret == SECRET.encode()
        assert list(empty_room.iterdir()) == []

    def test_is_made_anew_when_a_crash_left_an_empty_file(self, empty_room: Path) -> None:
        (empty_room / "secret_key").touch()
        assert len(Settings.model_validate({"PERSONAE_HOME": empty_room}).secret) >= 32


class TestCores:
    @pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds no process to a core")
    def test_are_those_the_process_may_use(self) -> None:
        code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})"
        code += "; from personae.platform.settings import cores; print(cores())"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "1\n"


class TestParseSize:
    @pytest.mark.parametrize(
        ("text", "size"),
        [
            ("4096", 4096),
            ("50MB", 50 * 1024**2),
            ("50 mb", 50 * 1024**2),
            ("1.5 GiB", 3 * 1024**3 // 2),
            ("10k", 10 * 1024),
            ("2T", 2 * 1024**4),
            (" 7 B ", 7),
        ],
    )
    def test_reads_numbers_with_a_unit(self, text: str, size: int) -> None:
        assert parse_size(text) == size

    @pytest.mark.parametrize("text", ["", "MB", "a lot", "1 furlong", "nan", "inf"])
    def test_refuses_anything_else(self, text: str) -> None:
        with pytest.raises(ValueError, match="size"):
            parse_size(text)


class TestParseModels:
    @pytest.mark.parametrize(
        ("text", "models"),
        [
            ("", ()),
            (" , ", ()),
            ("quotation", (("quotation", "quotation"),)),
            (
                "anthropic:claude-haiku-4-5, openai: gpt-5.4-mini,gguf:/models/a b.gguf,",
                (("anthropic", "claude-haiku-4-5"), ("openai", "gpt-5.4-mini"), ("gguf", "/models/a b.gguf")),
            ),
            ("compatible:llama3:8b,compatible:llama3:8b", (("compatible", "llama3:8b"),)),
        ],
    )
    def test_reads_vendors_and_models_in_order_each_once(
        self, text: str, models: tuple[tuple[str, str], ...]
    ) -> None:
        assert parse_models(text) == models

    @pytest.mark.parametrize("text", ["openai", "openai:", "OpenAI:gpt", ":model", "quotation, nobody:m"])
    def test_says_what_names_no_model(self, text: str) -> None:
        with pytest.raises(ValueError, match="vendor:model"):
            parse_models(text)


class TestAllowsPrivateModels:
    @pytest.mark.parametrize(
        ("given", "allows"),
        [
            ({}, True),
            ({"PERSONAE_HOST": "0.0.0.0"}, False),
            ({"PERSONAE_HOST": "0.0.0.0", "MODEL_PRIVATE_ADDRESSES": "yes"}, True),
            ({"MODEL_PRIVATE_ADDRESSES": "no"}, False),
        ],
    )
    def test_is_so_on_a_studio_of_ones_own_unless_it_is_set(
        self, given: dict[str, str], allows: bool
    ) -> None:
        assert Settings.model_validate(given).allows_private_models is allows


class TestAccounts:
    def test_are_open_on_a_laptop_and_by_invitation_elsewhere(self) -> None:
        assert Settings().registers == "open"
        assert Settings.model_validate({"PERSONAE_PROFILE": "staging"}).registers == "invite"
        assert Settings.model_validate(PROD).registers == "invite"
        assert Settings.model_validate({**PROD, "REGISTRATION": "open"}).registers == "open"

    def test_confirm_addresses_where_letters_can_be_sent(self) -> None:
        assert not Settings().verifies_email
        smtp = {"SMTP_URL": "smtp://mail.example.org"}
        assert Settings.model_validate(smtp).verifies_email
        assert not Settings.model_validate({**smtp, "EMAIL_VERIFICATION": "false"}).verifies_email

    def test_link_to_the_public_address_or_to_where_the_studio_listens(self) -> None:
        assert Settings().address == "http://127.0.0.1:8000"
        assert Settings.model_validate({"PERSONAE_HOST": "::1"}).address == "http://[::1]:8000"
        assert Settings.model_validate(PROD).address == "https://personae.example.org"

    def test_read_their_secrets_from_files_too(
        self, monkeypatch: pytest.MonkeyPatch, empty_room: Path
    ) -> None:
        (empty_room / "smtp").write_text("smtp://u:pass-word@mail.example.org\n")
        monkeypatch.setenv("SMTP_URL_FILE", str(empty_room / "smtp"))
        settings = Settings()
        assert settings.smtp_url is not None and "pass-word" not in repr(settings)
        assert settings.smtp_url.get_secret_value() == "smtp://u:pass-word@mail.example.org"
