"""The only reader of the environment: every setting, its default and what it means."""

import os
import secrets
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from dotenv import dotenv_values
from pydantic import Field, PrivateAttr, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from personae.platform.addresses import PORTS, AddressInvalid, place_of
from personae.platform.limits import Limit
from personae.platform.rates import USUAL, Rate, parse_rates

Dollars = Annotated[Decimal, Field(ge=0, le=1_000_000)] | None


class Profile(StrEnum):
    """How careful the studio must be: `prod` refuses settings that are only fit for a laptop."""

    DEV = "dev"
    STAGING = "staging"
    PROD = "prod"


ModelVendor = Literal["anthropic", "openai", "compatible", "gguf", "quotation"]


def cores() -> int:
    """How many processor cores this process may use, 1 or more."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Source(StrEnum):
    """Where the value of a setting comes from."""

    DEFAULT = "default"
    ENVIRONMENT = "environment"
    SECRET_FILE = "secret file"  # noqa: S105  (NAME_FILE)
    DOTENV = ".env"
    PROGRAM = "program"


class Settings(BaseSettings):
    """Settings, from the environment, then `.env`; `NAME_FILE` reads a secret from a file."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    profile: Profile = Field(
        Profile.DEV,
        alias="PERSONAE_PROFILE",
        description="how careful the studio is: prod refuses what is unsafe",
    )
    home: Path = Field(Path("var"), alias="PERSONAE_HOME", description="where data lives")
    host: str = Field("127.0.0.1", alias="PERSONAE_HOST", description="the address to listen on")
    port: int = Field(8000, alias="PERSONAE_PORT", ge=0, le=65535, description="the port to listen on")
    public_url: str | None = Field(
        None, alias="PERSONAE_PUBLIC_URL", description="the studio's address as browsers see it"
    )
    trusted_proxies: str = Field(
        "", alias="PERSONAE_TRUSTED_PROXIES", description="proxies whose X-Forwarded-* headers count"
    )

    database_url: SecretStr | None = Field(
        None, alias="DATABASE_URL", description="SQLite in the data folder, or postgresql://…"
    )
    redis_url: SecretStr | None = Field(
        None, alias="REDIS_URL", description="cache, live news and counts for several processes"
    )
    s3_bucket: str | None = Field(
        None, alias="S3_BUCKET", description="keeps files in S3, not in the data folder"
    )
    s3_endpoint: str | None = Field(None, alias="S3_ENDPOINT", description="of an S3 beside Amazon's")
    s3_region: str = Field("us-east-1", alias="S3_REGION", description="where the bucket is")
    s3_access_key_id: SecretStr | None = Field(
        None, alias="S3_ACCESS_KEY_ID", description="who asks for files"
    )
    s3_secret_access_key: SecretStr | None = Field(
        None, alias="S3_SECRET_ACCESS_KEY", description="the key that goes with it"
    )

    secret_key: SecretStr | None = Field(
        None, alias="SECRET_KEY", description="seals keys and signs forms; made and kept if unset"
    )
    metrics_token: SecretStr | None = Field(
        None, alias="METRICS_TOKEN", description="opens /metrics; made and kept if unset"
    )
    log_level: str = Field("INFO", alias="LOG_LEVEL", description="how much is written to the log")

    upload_max_size: Annotated[int, NoDecode] = Field(
        50 * 1024**2, alias="UPLOAD_MAX_SIZE", gt=0, description="the largest document, in bytes"
    )
    session_days: int = Field(30, alias="SESSION_DAYS", gt=0, description="how long a log-in lasts")
    session_idle_days: int = Field(
        14, alias="SESSION_IDLE_DAYS", gt=0, description="how long a log-in lasts that nobody uses"
    )
    registration: Literal["open", "invite", "closed"] | None = Field(
        None, alias="REGISTRATION", description="who may make an account"
    )
    email_verification: bool | None = Field(
        None, alias="EMAIL_VERIFICATION", description="must an address be confirmed before its first log-in?"
    )
    login_tries: int = Field(
        10, alias="LOGIN_TRIES", gt=0, description="wrong passwords, of an account, in 15 minutes"
    )
    login_tries_address: int = Field(
        50, alias="LOGIN_TRIES_ADDRESS", gt=0, description="log-ins from an address, in 15 minutes"
    )
    api_key_requests: int = Field(
        300, alias="API_KEY_REQUESTS", gt=0, description="requests of one API key in a minute"
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), alias="CORS_ORIGINS", description="sites whose pages may use the API, by comma"
    )
    rate_limits: Annotated[Mapping[Rate, Limit], NoDecode] = Field(
        USUAL, alias="RATE_LIMITS", description="how often what may be asked: name:times/seconds, by comma"
    )
    smtp_url: SecretStr | None = Field(
        None, alias="SMTP_URL", description="who sends letters: smtp://user:password@host:587"
    )
    mail_from: str | None = Field(None, alias="MAIL_FROM", description="whom letters come from")
    oidc_issuer: str | None = Field(
        None, alias="OIDC_ISSUER", description="the OpenID provider: https://…, as it says itself"
    )
    oidc_client_id: str | None = Field(
        None, alias="OIDC_CLIENT_ID", description="what the provider calls the studio"
    )
    oidc_client_secret: SecretStr | None = Field(
        None, alias="OIDC_CLIENT_SECRET", description="how the studio proves that to it"
    )
    oidc_name: str = Field("single sign-on", alias="OIDC_NAME", description="what the button says")
    oidc_links_email: bool = Field(
        False, alias="OIDC_LINKS_EMAIL", description="may the provider open accounts by a confirmed address?"
    )

    reading_mode: Literal["quick", "careful"] = Field(
        "careful", alias="READING_MODE", description="how closely turns of a dialogue are weighed"
    )
    readers: int = Field(
        default_factory=cores,
        alias="PERSONAE_READERS",
        gt=0,
        description="documents read at a time",
    )

    models: Annotated[tuple[tuple[ModelVendor, str], ...], NoDecode] = Field(
        (), alias="PERSONAE_MODELS", description="vendor:model, by comma, in the order they are asked"
    )
    model_private_addresses: bool | None = Field(
        None, alias="MODEL_PRIVATE_ADDRESSES", description="may people's keys lead into this network?"
    )
    model_replies_at_once: int = Field(
        256, alias="MODEL_REPLIES_AT_ONCE", gt=0, description="replies of everybody at a time"
    )
    model_replies_per_user: int = Field(
        4, alias="MODEL_REPLIES_PER_USER", gt=0, description="replies of one person at a time"
    )
    model_preferred: Literal["anthropic", "openai", "quotation"] | None = Field(
        None, alias="PERSONAE_MODEL_PROVIDER", description="the one vendor, where no models are named"
    )
    openai_api_key: SecretStr | None = Field(None, alias="OPENAI_API_KEY", description="the studio's key")
    openai_base_url: str | None = Field(None, alias="OPENAI_BASE_URL", description="where its API is")
    openai_model: str | None = Field(None, alias="OPENAI_MODEL", description="the model to ask there")
    anthropic_api_key: SecretStr | None = Field(
        None, alias="ANTHROPIC_API_KEY", description="the studio's key"
    )
    anthropic_base_url: str | None = Field(None, alias="ANTHROPIC_BASE_URL", description="where its API is")
    anthropic_model: str | None = Field(None, alias="ANTHROPIC_MODEL", description="the model to ask there")
    compatible_api_key: SecretStr | None = Field(
        None, alias="COMPATIBLE_API_KEY", description="the studio's key, if that server wants one"
    )
    compatible_base_url: str | None = Field(
        None, alias="COMPATIBLE_BASE_URL", description="a server that speaks OpenAI's protocol"
    )

    recall_weights: Annotated[Mapping[str, float], NoDecode] = Field(
        {}, alias="RECALL_WEIGHTS", description="sign:weight, by comma: what counts when memories are ranked"
    )

    moderation: str = Field(
        "", alias="MODERATION", description="what is done about words: category=off|flag|block"
    )
    moderation_vendor: Literal["off", "answering"] = Field(
        "answering", alias="MODERATION_VENDOR", description="may OpenAI judge words that it answers?"
    )
    region: str = Field("", alias="REGION", description="whose help lines are shown, as in GB or en-GB")

    deployment_budget_day: Dollars = Field(
        None, alias="DEPLOYMENT_BUDGET_DAY", description="dollars that everybody together may spend in a day"
    )
    deployment_budget_month: Dollars = Field(
        None, alias="DEPLOYMENT_BUDGET_MONTH", description="the same in a month"
    )
    user_budget_day: Dollars = Field(
        None, alias="USER_BUDGET_DAY", description="dollars that each person may spend in a day"
    )
    user_budget_month: Dollars = Field(None, alias="USER_BUDGET_MONTH", description="the same in a month")
    budgets_allow_unknown_prices: bool = Field(
        False,
        alias="BUDGETS_ALLOW_UNKNOWN_PRICES",
        description="may models answer whose price nobody knows, although there is a budget?",
    )

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, values: dict[str, object]) -> dict[str, object]:
        values = {key: value for key, value in values.items() if value != ""}
        for field in cls.model_fields.values():
            name = str(field.alias)
            path = os.environ.get(f"{name}_FILE") or values.get(f"{name.lower()}_file")
            if path and name not in values:
                values[name] = _read_secret_file(f"{name}_FILE", Path(str(path)))
        return values

    _sources: dict[str, Source] = PrivateAttr(default_factory=dict)

    def model_post_init(self, _: object) -> None:
        """Note where each value comes from, for whoever asks later."""
        given = {name.upper() for name, value in os.environ.items() if value}
        written = {name.upper() for name, value in dotenv_values(".env").items() if value}
        for name in self.model_fields_set:
            self._sources[name] = _source(str(type(self).model_fields[name].alias), given, written)

    def source(self, name: str) -> Source:
        """Where the value of a field comes from."""
        return self._sources.get(name, Source.DEFAULT)

    @field_validator("upload_max_size", mode="before")
    @classmethod
    def _read_size(cls, size: object) -> object:
        return parse_size(size) if isinstance(size, str) else size

    @field_validator("models", mode="before")
    @classmethod
    def _read_models(cls, models: object) -> object:
        return parse_models(models) if isinstance(models, str) else models

    @field_validator("recall_weights", mode="before")
    @classmethod
    def _read_weights(cls, weights: object) -> object:
        return parse_weights(weights) if isinstance(weights, str) else weights

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _read_origins(cls, origins: object) -> object:
        return parse_origins(origins) if isinstance(origins, str) else origins

    @field_validator("rate_limits", mode="before")
    @classmethod
    def _read_rates(cls, rates: object) -> object:
        return parse_rates(rates) if isinstance(rates, str) else rates

    @model_validator(mode="after")
    def _refuse_what_is_unsafe_in_prod(self) -> Self:
        if self.profile is not Profile.PROD:
            return self
        if self.secret_key is None or len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("PERSONAE_PROFILE=prod needs SECRET_KEY with 32 characters or more.")
        if self.public_url is None or not self.public_url.startswith("https://"):
            raise ValueError("PERSONAE_PROFILE=prod needs PERSONAE_PUBLIC_URL, starting with https://.")
        return self

    @model_validator(mode="after")
    def _refuse_half_a_sign_in(self) -> Self:
        needed = (self.oidc_issuer, self.oidc_client_id, self.oidc_client_secret)
        if any(needed) and not all(needed):
            raise ValueError("OIDC needs all of OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.")
        return self

    @model_validator(mode="after")
    def _refuse_letters_that_cannot_be_sent(self) -> Self:
        if self.email_verification and self.smtp_url is None and self.profile is not Profile.DEV:
            raise ValueError("EMAIL_VERIFICATION needs SMTP_URL, or nobody could ever confirm an address.")
        return self

    @property
    def registers(self) -> Literal["open", "invite", "closed"]:
        """Who may make an account: everybody on a laptop, elsewhere whom an admin invites."""
        return self.registration or ("open" if self.profile is Profile.DEV else "invite")

    @property
    def verifies_email(self) -> bool:
        """Must a new address be confirmed first? Where letters can be sent, unless it is set otherwise."""
        wish = self.email_verification
        return self.smtp_url is not None if wish is None else wish

    @property
    def address(self) -> str:
        """Where links lead: the public address, never what a request calls us. No slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @cached_property
    def secret(self) -> bytes:
        """The key that signs form tokens, and from which the one that seals people's keys is derived."""
        return self._kept_secret(self.secret_key, "secret_key").encode()

    @cached_property
    def metrics_secret(self) -> str:
        """The bearer token that opens `/metrics`."""
        return self._kept_secret(self.metrics_token, "metrics_token")

    @cached_property
    def worker_id(self) -> str:
        """What this data folder's process is called in the queue, the same after every start."""
        return self._kept_secret(None, "worker_id")[:16]

    def _kept_secret(self, given: SecretStr | None, name: str) -> str:
        if given is not None:
            return given.get_secret_value()
        path = self.home / name
        if not path.exists() or not path.stat().st_size:
            self.home.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(48))
            part.replace(path)  # whole or not at all: an empty secret would sign for anybody
        return path.read_text(encoding="utf-8").strip()

    @property
    def spool(self) -> Path:
        """Where bytes wait while they arrive or are worked on. Emptied of what is old by the clean-up."""
        return self.home / "spool"

    @property
    def is_private(self) -> bool:
        """True when only programs on this machine can reach the studio, and by its own names."""
        return self.host in ("127.0.0.1", "::1", "localhost") and self.public_url is None

    @property
    def allows_private_models(self) -> bool:
        """True when the keys that people bring may lead to addresses in the studio's own network."""
        wish = self.model_private_addresses
        return self.is_private if wish is None else wish

    @property
    def is_https(self) -> bool:
        """True when browsers reach the studio over TLS, so cookies may be marked Secure."""
        return bool(self.public_url and self.public_url.startswith("https://"))


def parse_size(text: str) -> int:
    """Bytes of a size such as "50MB", "1.5 GiB" or "4096". Units are powers of 1024.

    Raises ValueError.
    """
    digits = text.strip().upper().removesuffix("B").removesuffix("I").strip()
    power = "KMGT".find(digits[-1]) + 1 if digits and digits[-1] in "KMGT" else 0
    try:
        return int(float(digits.rstrip("KMGT")) * 1024**power)
    except (ValueError, OverflowError) as error:
        raise ValueError(f'"{text}" is no size; write one like 50MB or 1.5GB.') from error


def parse_origins(text: str) -> tuple[str, ...]:
    """The origins of a list such as "https://chat.example.org, http://localhost:3000".

    Raises ValueError for anything but an origin as browsers write it: "*" would be everybody, "null" every
    file and sandbox.
    """
    found = [each.strip() for each in text.split(",") if each.strip()]
    for origin in found:
        if not _is_origin(origin):
            raise ValueError(
                f'CORS_ORIGINS: "{origin}" is no origin. Write each as browsers do, in small letters and '
                "without a path, like https://chat.example.org; * and null are not taken."
            )
    return tuple(dict.fromkeys(found))


def _is_origin(text: str) -> bool:
    try:
        place = place_of(text)
    except AddressInvalid:
        return False
    host = f"[{place.host}]" if ":" in place.host else place.host
    port = "" if place.port == PORTS[place.scheme] else f":{place.port}"
    return text == f"{place.scheme}://{host}{port}"


def parse_models(text: str) -> tuple[tuple[str, str], ...]:
    """Vendors and models of a list such as "anthropic:claude-haiku-4-5, compatible:llama3:8b, quotation".

    Raises ValueError for an unknown vendor, and for a missing model of any but "quotation".
    """
    found = []
    for entry in filter(None, map(str.strip, text.split(","))):
        vendor, _, model = (part.strip() for part in entry.partition(":"))
        if vendor == "quotation" and not model:
            model = vendor
        if vendor not in get_args(ModelVendor) or not model:
            known = ", ".join(get_args(ModelVendor))
            raise ValueError(f'"{entry}" names no model; write vendor:model, with one of {known} as vendor.')
        found.append((vendor, model))
    return tuple(dict.fromkeys(found))


def parse_weights(text: str) -> dict[str, float]:
    """Names and numbers of a list such as "recency:0.3, mood:0". Raises ValueError."""
    found = {}
    for entry in filter(None, map(str.strip, text.split(","))):
        name, _, number = (part.strip() for part in entry.partition(":"))
        try:
            found[name] = float(number)
        except ValueError as error:
            raise ValueError(f'"{entry}" is no weight; write sign:number, as in recency:0.3.') from error
    return found


def _source(alias: str, given: set[str], written: set[str]) -> Source:
    """Where a value that was set comes from. given: names in the environment.  written: names in `.env`."""
    if alias in given:
        return Source.ENVIRONMENT
    if alias in written:
        return Source.DOTENV
    return Source.SECRET_FILE if f"{alias}_FILE" in given | written else Source.PROGRAM


def _read_secret_file(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"{name}: {path} cannot be read ({error.strerror}).") from error
