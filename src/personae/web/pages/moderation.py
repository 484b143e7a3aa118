"""The page Decisions, for whose words they are about, and Moderation, for admins."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from personae import conversations, moderation
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.moderation import AppealInvalid, Shelf
from personae.moderation.wording import NAMES
from personae.platform.errors import PersonaeError
from personae.web.deps import ActorDep, ReadTx, ServicesDep, WriteTx
from personae.web.errors import STATUS
from personae.web.render import render
from personae.web.security import FORM, check_token
from personae.web.typed import FormText, Text

router = APIRouter()
DECISIONS, QUEUE = "/account/decisions", "/admin/moderation"


@router.get(DECISIONS)
async def decisions(
    request: Request, actor: ActorDep, services: ServicesDep, after: str | None = None
) -> Response:
    """What was decided about one's own words."""
    return await _decisions(request, actor, services, after=after)


@router.post(f"{DECISIONS}/{{decision_id}}/appeal")
async def appeal(
    request: Request,
    actor: ActorDep,
    services: ServicesDep,
    decision_id: str,
    words: FormText = "",
    csrf: FormText = "",
) -> Response:
    """Ask an admin to look at a decision."""
    try:
        check_token(request, services.settings, csrf)
        async with services.database.begin() as tx:
            await moderation.appeal(tx, actor, decision_id, words=words)
    except AppealInvalid as error:
        return await _decisions(request, actor, services, error=error, words=words, of=decision_id)
    return RedirectResponse(f"{DECISIONS}#d-{decision_id}", status_code=303)


@router.get(QUEUE)
async def queue(
    request: Request,
    tx: ReadTx,
    actor: ActorDep,
    services: ServicesDep,
    shelf: Shelf = Shelf.OPEN,
    category: Text = "",
    after: str | None = None,
) -> Response:
    """Decisions about everybody's words, to be upheld or overturned."""
    rows, next_page = await moderation.queue(tx, actor, shelf=shelf, category=category, before=after)
    return render(
        request,
        "moderation.html",
        actor=actor,
        rows=rows,
        next_page=next_page,
        shelf=shelf.value,
        category=category,
        names=NAMES,
        policy=services.moderation.policy.actions,
    )


@router.post(f"{QUEUE}/{{decision_id}}/uphold", dependencies=[FORM])
async def uphold(tx: WriteTx, actor: ActorDep, decision_id: str) -> Response:
    """Let a decision stand."""
    await conversations.uphold(tx, actor, decision_id)
    return RedirectResponse(QUEUE, status_code=303)


@router.post(f"{QUEUE}/{{decision_id}}/overturn", dependencies=[FORM])
async def overturn(tx: WriteTx, actor: ActorDep, decision_id: str) -> Response:
    """Let the words pass."""
    await conversations.let_stand(tx, actor, decision_id)
    return RedirectResponse(QUEUE, status_code=303)


async def _decisions(
    request: Request,
    actor: Actor,
    services: Services,
    *,
    after: str | None = None,
    error: PersonaeError | None = None,
    words: str = "",
    of: str = "",
) -> Response:
    async with services.database.begin(write=False) as tx:
        rows, next_page = await moderation.mine(tx, actor, before=after)
    return render(
        request,
        "decisions.html",
        actor=actor,
        status=STATUS[error.kind] if error else 200,
        error=error.sentence if error else None,
        rows=rows,
        next_page=next_page,
        names=NAMES,
        limit=moderation.APPEAL_LIMIT,
        words=words,
        of=of,
    )
