"""OpenAI's moderation endpoint, which costs nothing."""

import json
from typing import Final

from personae.llm.errors import ModelFailed, ModelUnreachable
from personae.llm.judging import Judgement
from personae.llm.refusals import Refusal, meaning, seconds
from personae.platform.errors import PersonaeError
from personae.platform.outbound import fetch

MODEL: Final = "omni-moderation-latest"
URL: Final = "https://api.openai.com/v1"
ANSWER_BYTES: Final = 64 * 1024
WAIT_S: Final = 2.0


class OpenAIJudge:
    """Asks `POST /moderations`. The key is kept here alone."""

    name = "openai"

    def __init__(self, *, key: str, base_url: str | None = None, wait_s: float = WAIT_S) -> None:
        """base_url: of the server that answers too; one without the endpoint says so, and is not believed."""
        self._key, self._url, self._wait_s = key, f"{(base_url or URL).rstrip('/')}/moderations", wait_s

    async def judge(self, text: str) -> Judgement:
        """Ask about one text; see Judge. Never waits longer than wait_s."""
        try:
            answer = await fetch(
                "POST",
                self._url,
                headers={"authorization": f"Bearer {self._key}", "content-type": "application/json"},
                content=json.dumps({"model": MODEL, "input": text}).encode(),
                limit_bytes=ANSWER_BYTES,
                wait_s=self._wait_s,
                reach=None,  # the operator's own address
            )
        except PersonaeError:  # the cause is dropped on purpose: it may repeat the key
            raise ModelUnreachable(vendor=self.name, model=MODEL) from None
        if answer.status != 200:
            wait = seconds(answer.headers.get("retry-after"))
            words = answer.body[:4096].decode(errors="replace")
            raise meaning(Refusal(answer.status, words, wait), vendor=self.name, model=MODEL)
        return _read(answer.body)


def _read(body: bytes) -> Judgement:
    try:
        [found] = json.loads(body)["results"]
        scores = {str(name): float(score) for name, score in found["category_scores"].items()}
        flagged = frozenset(str(name) for name, is_so in found["categories"].items() if is_so is True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ModelFailed(vendor=OpenAIJudge.name, model=MODEL) from None
    if not all(0 <= score <= 1 for score in scores.values()):
        raise ModelFailed(vendor=OpenAIJudge.name, model=MODEL)
    return Judgement(scores, flagged)
