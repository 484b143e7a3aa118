"""What a vendor thinks of words that it answers: asked once, joined with our view, never waited for long."""

import json
from collections.abc import Iterator

import pytest

from makers import Person
from personae import characters, conversations, moderation
from personae.accounts import Actor
from personae.bootstrap import Services
from personae.llm import Judgement, ModelFailed, ModelUnreachable, OpenAIJudge, ScriptedProvider, saying
from personae.moderation import Moderation, Opinions
from personae.moderation.opinions import MEANT, joined, weighed_by
from personae.safety import CATEGORIES, Policy, moderate
from servers.model_list import ModelList, model_list
from stage import Stage

PLAIN = "The lamp is lit."
NONE = dict.fromkeys(MEANT, 0.01)


def said(**scores: float) -> bytes:
    """The vendor's answer; what scores more than a half is flagged."""
    all_scores = {**NONE, **{name.replace("__", "/"): score for name, score in scores.items()}}
    flags = {name: score > 0.5 for name, score in all_scores.items()}
    found = {"flagged": any(flags.values()), "categories": flags, "category_scores": all_scores}
    return json.dumps({"id": "m", "model": "omni-moderation-latest", "results": [found]}).encode()


def judge_at(server: ModelList, *, wait_s: float = 2.0) -> OpenAIJudge:
    return OpenAIJudge(key="sk-operators", base_url=f"{server.url}/v1", wait_s=wait_s)


class TestJudge:
    async def test_asks_the_endpoint_with_the_key(self) -> None:
        async with model_list(said(violence=0.9)) as server:
            found = await judge_at(server).judge(PLAIN)
        assert (found.scores["violence"], found.flagged) == (0.9, {"violence"})
        assert server.requests[0].startswith("POST /v1/moderations HTTP/1.1")
        assert "authorization: Bearer sk-operators" in server.requests[0]

    @pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"results": []}', said(hate=7.0)])
    async def test_believes_no_nonsense(self, body: bytes) -> None:
        async with model_list(body) as server:
            with pytest.raises(ModelFailed):
                await judge_at(server).judge(PLAIN)

    async def test_tells_what_went_wrong(self) -> None:
        with pytest.raises(ModelUnreachable) as failure:
            await OpenAIJudge(key="sk-operators", base_url="http://127.0.0.1:9/v1").judge(PLAIN)
        assert "sk-operators" not in str(failure.value)


class Judge:
    """A vendor that says always the same, or fails."""

    name = "openai"

    def __init__(self, found: Judgement | Exception) -> None:
        self.texts: list[str] = []
        self._found = found

    async def judge(self, text: str) -> Judgement:
        """Say it."""
        self.texts.append(text)
        if isinstance(self._found, Exception):
            raise self._found
        return self._found


VIOLENT = Judgement({**NONE, "violence/graphic": 0.93}, frozenset({"violence/graphic"}))
FAILED = ModelUnreachable(vendor="openai", model="m")


class TestOpinions:
    async def test_are_asked_once_for_a_text(self) -> None:
        judge = Judge(VIOLENT)
        opinions = Opinions(judge)
        for _ in range(3):
            await opinions.ask(PLAIN)
        assert judge.texts == [PLAIN]
        assert opinions.of(PLAIN) == VIOLENT
        assert opinions.of("Another.") is None

    async def test_leave_a_vendor_alone_that_fails(self) -> None:
        judge, time_s = Judge(FAILED), 0.0
        opinions = Opinions(judge, clock=lambda: time_s)
        for number in range(5):
            await opinions.ask(f"{PLAIN} {number}")
        assert len(judge.texts) == 3
        time_s = 61.0
        await opinions.ask(PLAIN)
        assert len(judge.texts) == 4


class TestJoined:
    def test_takes_the_higher_score_and_either_flag(self) -> None:
        ours = moderate("All immigrants are vermin and should be exterminated")
        both = joined(ours, VIOLENT)
        assert both.by_category["hate"] == ours.by_category["hate"]
        assert both.by_category["violence"].score == 0.93
        assert both.by_category["violence"].is_flagged
        assert weighed_by("openai", ("violence",), ours, VIOLENT) in ("openai", "studio, openai")
        assert weighed_by("openai", ("hate",), ours, VIOLENT) == "studio"

    def test_knows_a_meaning_for_every_name_of_the_vendors(self) -> None:
        assert set(MEANT.values()) == set(CATEGORIES) - {"profanity"}

    def test_never_takes_a_flag_of_ours_away(self) -> None:
        ours = moderate("I want to kill myself tonight.")
        both = joined(ours, Judgement(NONE, frozenset()))
        assert both.by_category["self_harm"] == ours.by_category["self_harm"]


@pytest.fixture
def judge(services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[Judge]:
    """A vendor that finds everything violent, and a studio that keeps violence out."""
    found = Judge(VIOLENT)
    monkeypatch.setattr(services.moderation, "opinions", Opinions(found))
    monkeypatch.setattr(services.moderation, "policy", Policy.parse("violence=flag"))
    yield found


class Answering(ScriptedProvider):
    """Answers by script under a vendor's name."""

    def __init__(self, name: str) -> None:
        super().__init__(saying("It shines."))
        self.name = name


class TestATurn:
    @pytest.mark.parametrize(("vendor", "asked"), [("openai", [PLAIN, "It shines."]), ("anthropic", [])])
    async def test_tells_its_words_to_no_vendor_but_the_one_that_answers(
        self, services: Services, stage: Stage, actor: Actor, judge: Judge, vendor: str, asked: list[str]
    ) -> None:
        async with services.database.begin() as tx:
            nell = await characters.create(
                tx, actor, name="Nell", gender="F", description="A miller.", sayings="Grain first."
            )
            talk = await conversations.start(tx, actor, nell.id)
        with stage.playing(Answering(vendor)):
            turn = await services.turns.ask(actor, talk.id, text=PLAIN)
            await services.turns.ended(turn.reply.id)
            again = await services.turns.regenerate(actor, talk.id, turn.reply.id)
            await services.turns.ended(again.reply.id)
        assert judge.texts == asked
        async with services.database.begin(write=False) as tx:
            rows, _ = await moderation.mine(tx, actor)
        assert {(each.category, each.weighed_by) for each in rows} == (
            {("violence", "openai")} if asked else set()
        )

    async def test_asks_nobody_without_a_key(self, services: Services, ada: Person) -> None:
        assert services.moderation.opinions is None
        made = Moderation(services.database.begin)
        await made.hear(PLAIN, "openai")
        assert await made.weigh(PLAIN) is None
