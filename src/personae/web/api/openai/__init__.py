"""Characters as models, as OpenAI's clients ask for them. Nobody of OpenAI's is asked."""

from fastapi import APIRouter

from personae.web.api.openai import completions, models

router = APIRouter(prefix="/v1", include_in_schema=False)
router.include_router(models.router)
router.include_router(completions.router)
