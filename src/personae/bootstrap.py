"""Settings in, services out: which class does what."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from personae import accounts, cast, conversations, llm, upkeep, usage
from personae.accounts import Accounts, Actor, Passwords
from personae.background import Workers, reactions, removal_of_documents, schedules
from personae.characters import Casting, Enriching, Knowing, version
from personae.conversations import Briefs, Elsewhere, Feeling, Turns, characters_in_use_unscoped
from personae.encoder import Encoder
from personae.jobs import Jobs
from personae.library import Extracting, Sweeping
from personae.memory import Consolidating, Meanings, Recalling, Weights
from personae.models import MAX_TOKENS, Chains, Keyring, Models, Opened
from personae.moderation import Moderation, Noticing, Opinions
from personae.platform.bus import Bus, LocalBus
from personae.platform.cache import Cache, LocalCache
from personae.platform.db import Database, upgrade
from personae.platform.described import Described, described
from personae.platform.files import Files, open_files
from personae.platform.limits import Limiter
from personae.platform.logs import get_logger
from personae.platform.mail import Post, open_post
from personae.platform.seal import Seal
from personae.platform.settings import Settings
from personae.safety import Policy
from personae.upkeep import Checking, Work

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the doors need, each thing once."""

    settings: Settings
    database: Database
    files: Files
    cache: Cache
    bus: Bus
    passwords: Passwords
    limiter: Limiter
    post: Post
    seal: Seal
    accounts: Accounts
    ledger: usage.Ledger
    models: Models
    moderation: Moderation
    noticing: Noticing
    feeling: Feeling
    turns: Turns
    elsewhere: Elsewhere
    enriching: Enriching
    sweeping: Sweeping
    recalling: Recalling
    jobs: Jobs
    work: Work
    checking: Checking

    @property
    def newest_reading(self) -> str:
        """How documents are read now."""
        return version(self.settings.reading_mode)


def prepare(settings: Settings) -> bool:
    """Make the folders and bring the database to this version. Returns True when anything changed."""
    settings.spool.mkdir(parents=True, exist_ok=True)
    database = Database(_database_url(settings), home=settings.home)
    changed = upgrade(database)
    if changed:
        Jobs.migrate(database)
    database.reserve.keep()
    return changed


def build(
    settings: Settings, *, provider: llm.Provider | None = None, chains: Chains | None = None
) -> Services:
    """Choose every part by the settings.

    For tests, provider is the only one that the studio offers, and chains join it as they like.
    """
    database = Database(_database_url(settings), home=settings.home)
    files = open_files(settings)
    cache, bus = _shared_memory(settings)
    database.info["bus"] = bus
    ledger = usage.Ledger(database.begin, llm.price, house=_house(settings), free=llm.FREE_VENDORS)
    studio = [provider] if provider else _studio_models(settings)
    seal, passwords, limiter, post = (
        Seal(settings.secret),
        Passwords(),
        _limiter(settings),
        open_post(settings),
    )
    keys = Keyring(database.begin, seal, allows_private=settings.allows_private_models)
    models = Models(database.begin, keys, ledger, studio, connect=_client, chains=chains or _chains(settings))
    feeling = Feeling(database.begin, cast.appraise)
    enriching = Enriching(database.begin, _writer_of(models), llm.price, asked=models.writers_of)
    sweeping = Sweeping(database.begin, files, spool=settings.spool)
    extracting = Extracting(database.begin, files, bus, spool=settings.spool)
    casting = _casting(database, files, bus, extracting, settings)
    leaving = accounts.Leaving(database.begin, removal_of_documents(database, casting, sweeping))
    encoder = Encoder()
    recalling = Recalling(database.begin, encoder, Weights.of(settings.recall_weights))
    meanings = Meanings(database.begin, encoder)
    noticing = Noticing(database.begin)
    briefs = Briefs(
        database.begin,
        knowing=Knowing(database.begin),
        recalling=recalling,
        models=models,
        secret=settings.secret,
        noticing=noticing,
    )
    moderation = Moderation(
        database.begin,
        Policy.parse(settings.moderation),
        region=settings.region,
        opinions=_opinions(settings),
    )
    turns = Turns(database.begin, bus, cache, models, feeling, briefs=briefs, moderation=moderation)
    keeping = conversations.Keeping(database.begin, feeling)
    elsewhere = Elsewhere(database.begin, cache, models, briefs, keeping, moderation)
    consolidating = Consolidating(database.begin)
    checking = Checking(database.begin, files)
    workers = Workers(
        database=database,
        seal=seal,
        ledger=ledger,
        extracting=extracting,
        casting=casting,
        sweeping=sweeping,
        leaving=leaving,
        noticing=noticing,
        feeling=feeling,
        turns=turns,
        enriching=enriching,
        meanings=meanings,
        consolidating=consolidating,
        checking=checking,
    )
    jobs = Jobs(
        database,
        executor_id=settings.worker_id,
        at_once=settings.readers,
        reactions=reactions(workers),
        schedules=schedules(workers),
    )
    return Services(
        settings=settings,
        database=database,
        files=files,
        cache=cache,
        bus=bus,
        passwords=passwords,
        limiter=limiter,
        post=post,
        seal=seal,
        accounts=Accounts.of(
            database.begin,
            passwords,
            limiter,
            post,
            seal,
            _rules(settings),
            provider=_provider(settings),
            links_email=settings.oidc_links_email,
        ),
        ledger=ledger,
        models=models,
        moderation=moderation,
        noticing=noticing,
        feeling=feeling,
        turns=turns,
        elsewhere=elsewhere,
        enriching=enriching,
        sweeping=sweeping,
        recalling=recalling,
        jobs=jobs,
        work=Work(database.begin, jobs),
        checking=checking,
    )


def house_settings(services: Services) -> Sequence[Described]:
    """Every setting with what holds; where a default is worked out, what was worked out."""
    models = ", ".join(f"{each.name}:{each.model}" for each in services.models.studio)
    return described(services.settings, PERSONAE_MODELS=models, MODERATION=str(services.moderation.policy))


@asynccontextmanager
async def running(services: Services) -> AsyncIterator[Services]:
    """The studio at work: jobs run while the context is open, and everything is closed after it."""
    # With SQLite this is the only process, so whatever is still under way has lost whoever was at it.
    alone = services.database.is_sqlite
    for mend in (services.turns.mend, services.enriching.mend):
        await mend(**({"grace": timedelta()} if alone else {}))
    await services.ledger.settle_dead(at_once=alone)
    await upkeep.note_settings(services.database.begin, house_settings(services))
    services.jobs.start()
    log.info("studio.started", providers=[each.name for each in services.models.studio])
    async with AsyncExitStack() as ending:
        parts = (services.database, services.bus, services.models, services.limiter, services.post)
        for close in (
            *(part.close for part in parts),
            services.recalling.close,
            services.jobs.stop,
            services.enriching.close,
            services.noticing.close,
            services.turns.close,
        ):
            ending.push_async_callback(close)  # the last first, and each whatever becomes of the others
        yield services
    log.info("studio.stopped")


def _database_url(settings: Settings) -> str | None:
    return settings.database_url.get_secret_value() if settings.database_url else None


def _shared_memory(settings: Settings) -> tuple[Cache, Bus]:
    if settings.redis_url is None:
        return LocalCache(), LocalBus()
    # A laptop without Redis need not load its client.
    from redis.asyncio import Redis

    from personae.platform.redis_bus import RedisBus
    from personae.platform.redis_cache import RedisCache

    redis = Redis.from_url(settings.redis_url.get_secret_value())
    return RedisCache(redis), RedisBus(redis)


def _limiter(settings: Settings) -> Limiter:
    return Limiter(settings.redis_url.get_secret_value() if settings.redis_url else None)


def _rules(settings: Settings) -> accounts.Rules:
    return accounts.Rules(
        registers=settings.registers,
        verifies=settings.verifies_email,
        session_days=settings.session_days,
        idle_days=settings.session_idle_days,
        address=settings.address,
        tries=settings.login_tries,
        tries_address=settings.login_tries_address,
        is_private=settings.is_private,
    )


def _provider(settings: Settings) -> accounts.Provider | None:
    if not (settings.oidc_issuer and settings.oidc_client_id and settings.oidc_client_secret):
        return None
    return accounts.Provider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret.get_secret_value(),
        name=settings.oidc_name,
        callback=f"{settings.address}/login/oidc/callback",
    )


def _chains(settings: Settings) -> Chains:
    return Chains(
        queue=llm.Queue(at_once=settings.model_replies_at_once, per_user=settings.model_replies_per_user)
    )


def _writer_of(models: Models) -> Callable[[Actor, str], Awaitable[llm.Provider | None]]:
    """Who adds to a character's portrait, at the expense of whoever asks."""

    async def writer(actor: Actor, character_id: str) -> llm.Provider | None:
        context = usage.Context(actor.user_id, usage.Purpose.PORTRAIT, character_id)
        return await models.writer_for(actor, character_id, context)

    return writer


def _client(key: Opened, model: str) -> llm.Provider:
    return llm.build_provider(
        key.vendor,
        key=key.secret,
        base_url=key.base_url,
        model=model,
        max_tokens=MAX_TOKENS,
        reach=key.reach,
    )


def _house(settings: Settings) -> usage.House:
    def allowance(day: Decimal | None, month: Decimal | None) -> usage.Allowance:
        return usage.Allowance(_cap(day), _cap(month), settings.budgets_allow_unknown_prices)

    return usage.House(
        each=allowance(settings.user_budget_day, settings.user_budget_month),
        all=allowance(settings.deployment_budget_day, settings.deployment_budget_month),
    )


def _cap(dollars: Decimal | None) -> usage.Cap:
    return usage.Cap(None if dollars is None else usage.whole_micros(dollars))


def _studio_models(settings: Settings) -> list[llm.Provider]:
    """What the settings offer to everybody, in their order. Raises ModelKeyRefused for a missing key."""
    named = settings.models or ((settings.model_preferred or _likely(settings), ""),)
    return [_studio_model(settings, vendor, model) for vendor, model in named]


def _studio_model(settings: Settings, vendor: llm.Vendor, model: str) -> llm.Provider:
    key, base_url, usual = {
        "anthropic": (settings.anthropic_api_key, settings.anthropic_base_url, settings.anthropic_model),
        "openai": (settings.openai_api_key, settings.openai_base_url, settings.openai_model),
        "compatible": (settings.compatible_api_key, settings.compatible_base_url, None),
    }.get(vendor, (None, None, None))
    secret = key.get_secret_value() if key else None
    return llm.build_provider(vendor, key=secret, base_url=base_url, model=model or usual)


def _likely(settings: Settings) -> llm.Vendor:
    """The one vendor that there is a key for, when nobody says which: Anthropic before OpenAI."""
    if settings.anthropic_api_key:
        return "anthropic"
    return "openai" if settings.openai_api_key else "quotation"


def _casting(
    database: Database, files: Files, bus: Bus, extracting: Extracting, settings: Settings
) -> Casting:
    return Casting(
        database.begin,
        files,
        bus,
        extracting,
        spool=settings.spool,
        mode=settings.reading_mode,
        in_use=characters_in_use_unscoped,
    )


def _opinions(settings: Settings) -> Opinions | None:
    """Who is asked about harm beside ourselves: OpenAI, where it answers with the studio's key."""
    key = settings.openai_api_key
    if key is None or settings.moderation_vendor == "off":
        return None
    return Opinions(llm.OpenAIJudge(key=key.get_secret_value(), base_url=settings.openai_base_url))
