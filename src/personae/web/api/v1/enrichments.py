"""Letting a model add to portraits, over the API."""

from dataclasses import asdict
from datetime import datetime
from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel

from personae.characters import Enrichment, Offer, Outlook
from personae.usage import Totals
from personae.web.deps import ActorDep, ServicesDep, WriteTx

router = APIRouter(tags=["enrichment"])


class EnrichmentOfferOut(BaseModel):
    """What it takes at most. `micros`: micro-dollars, null when the model's price is not known.

    `models`: by their names. `seconds`: about how long. What was answered before is not paid for again.
    """

    models: list[str]
    input_tokens: int
    output_tokens: int
    micros: int | None
    seconds: int

    @classmethod
    def of(cls, offer: Offer) -> Self:
        """The offer as programs see it."""
        return cls(**asdict(offer))


class EnrichmentOut(BaseModel):
    """How far a model is with one character: asked, done or failed, and then why (`reason`).

    `kept`, `dropped`: claims whose words were found in the text, and those that were not.
    `spent_micros`: what asking about them has really cost so far, as far as prices are known; `unknown`:
    how many calls have no known price.
    """

    character_id: str
    state: str
    reason: str | None
    vendor: str
    model: str
    kept: int
    dropped: int
    asked_at: datetime
    spent_micros: int
    unknown: int

    @classmethod
    def of(cls, row: Enrichment, spent: Totals) -> Self:
        """The enrichment as programs see it."""
        told = {"spent_micros": spent.micros, "unknown": spent.unknown}
        return cls(**{name: getattr(row, name) for name in cls.model_fields if name not in told}, **told)


class EnrichmentsOut(BaseModel):
    """Whom it is about, what it would take or why nobody can be asked (`unavailable`), and what was done."""

    character_ids: list[str]
    offer: EnrichmentOfferOut | None
    unavailable: str | None
    items: list[EnrichmentOut]

    @classmethod
    def of(cls, outlook: Outlook) -> Self:
        """The outlook as programs see it."""
        return cls(
            character_ids=[each.id for each in outlook.characters],
            offer=EnrichmentOfferOut.of(outlook.offer) if outlook.offer else None,
            unavailable=outlook.problem.code if outlook.problem else None,
            items=[
                EnrichmentOut.of(row, outlook.spent.get(id, Totals())) for id, row in outlook.states.items()
            ],
        )


@router.get("/documents/{document_id}/enrichment")
async def look(
    actor: ActorDep, services: ServicesDep, document_id: str, character_id: str | None = None
) -> EnrichmentsOut:
    """What it would take to let a model add to the portraits of the main characters, or of one of them."""
    return EnrichmentsOut.of(await services.enriching.look(actor, document_id, character_id))


@router.post("/documents/{document_id}/enrichment", status_code=202)
async def start(
    actor: ActorDep, services: ServicesDep, document_id: str, character_id: str | None = None
) -> EnrichmentsOut:
    """Let a model add to these portraits. It goes on in the background; ask again how far it is."""
    await services.enriching.start(actor, document_id, character_id)
    return EnrichmentsOut.of(await services.enriching.look(actor, document_id, character_id))


@router.delete("/characters/{character_id}/enrichment", status_code=204)
async def remove(tx: WriteTx, actor: ActorDep, services: ServicesDep, character_id: str) -> None:
    """Take back what a model has added to a portrait."""
    await services.enriching.remove(tx, actor, character_id)
