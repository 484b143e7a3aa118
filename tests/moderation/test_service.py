"""What is decided about words, who may have it looked at, and what comes of it."""

from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest

from makers import ADMIN, Person, log_in
from personae import characters, conversations, moderation
from personae.accounts import Actor, AdminNeeded, Filter, audit
from personae.bootstrap import Services
from personae.conversations import Conversation, Message, State
from personae.llm import ScriptedProvider, saying
from personae.moderation import (
    AlreadyReviewed,
    AppealInvalid,
    Decision,
    DecisionNotFound,
    MessageRefused,
    Outcome,
    Shelf,
)
from personae.safety import Policy
from stage import Stage
from web.browser import browser_of, form_token

HATE = "All immigrants are vermin and should be exterminated"
NEED = "I want to kill myself tonight."
PLAIN = "The lamp is lit."


@pytest.fixture
async def conversation(services: Services, actor: Actor) -> Conversation:
    """Ada's conversation with a character made by hand."""
    async with services.database.begin() as tx:
        keeper = await characters.create(
            tx,
            actor,
            name="The Keeper",
            gender="M",
            description="Keeps a light.",
            sayings="I keep the light.",
        )
        return await conversations.start(tx, actor, keeper.id)


@pytest.fixture
def strict(services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A studio that keeps hate out."""
    monkeypatch.setattr(services.moderation, "policy", Policy.parse("hate=block"))
    yield


@pytest.fixture
async def admin(base_url: str) -> AsyncIterator[Person]:
    """Who looks after the studio."""
    async with log_in(base_url, ADMIN) as person:
        yield person


async def said(services: Services, actor: Actor, talk: Conversation, text: str) -> tuple[Message, Message]:
    """A question and its reply as they are kept."""
    turn = await services.turns.ask(actor, talk.id, text=text)
    await services.turns.ended(turn.reply.id)
    async with services.database.begin(write=False) as tx:
        return (
            await conversations.get_message(tx, actor, talk.id, turn.question.id),
            await conversations.get_message(tx, actor, talk.id, turn.reply.id),
        )


async def decided(services: Services, actor: Actor) -> list[Decision]:
    """What was decided about somebody's words, the latest first."""
    async with services.database.begin(write=False) as tx:
        rows, _ = await moderation.mine(tx, actor)
    return list(rows)


class TestAQuestion:
    async def test_that_is_flagged_is_answered_and_noted(
        self, services: Services, actor: Actor, conversation: Conversation
    ) -> None:
        question, reply = await said(services, actor, conversation, NEED)
        [decision] = await decided(services, actor)
        assert (decision.message_id, decision.action, decision.category) == (question.id, "flag", "self_harm")
        assert decision.score > 0.5
        assert reply.state == State.COMPLETE

    async def test_that_is_ordinary_is_not_noted(
        self, services: Services, actor: Actor, conversation: Conversation
    ) -> None:
        await said(services, actor, conversation, "Did you murder the captain with the knife?")
        assert await decided(services, actor) == []

    @pytest.mark.usefixtures("strict")
    async def test_that_is_blocked_asks_nobody_and_is_kept_for_a_review(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation
    ) -> None:
        with pytest.raises(MessageRefused) as refused:
            await services.turns.ask(actor, conversation.id, text=HATE)
        assert "hate against a group" in refused.value.sentence
        assert "Account → Decisions" in refused.value.sentence
        with pytest.raises(MessageRefused):  # once more: the same decision, not another
            await services.turns.ask(actor, conversation.id, text=HATE)
        [decision] = await decided(services, actor)
        assert (decision.id, decision.text) == (refused.value.facts["decision_id"], HATE)
        assert decision.message_id is None
        async with services.database.begin(write=False) as tx:
            assert (await conversations.messages(tx, actor, conversation.id))[0] == []

    @pytest.mark.usefixtures("strict")
    async def test_cannot_be_edited_into_what_is_blocked(
        self, services: Services, actor: Actor, conversation: Conversation
    ) -> None:
        question, _ = await said(services, actor, conversation, PLAIN)
        with pytest.raises(MessageRefused):
            await services.turns.edit(actor, conversation.id, question.id, text=HATE)

    async def test_about_a_child_is_blocked_whatever_the_policy(
        self, services: Services, actor: Actor, conversation: Conversation
    ) -> None:
        with pytest.raises(MessageRefused):
            await services.turns.ask(
                actor,
                conversation.id,
                text="The schoolgirl, twelve years old, was naked and he had sex with her",
            )

    @pytest.mark.usefixtures("strict")
    async def test_can_be_sent_once_an_admin_let_it_pass(
        self, services: Services, actor: Actor, admin: Person, conversation: Conversation
    ) -> None:
        with pytest.raises(MessageRefused) as refused:
            await services.turns.ask(actor, conversation.id, text=HATE)
        async with services.database.begin() as tx:
            await conversations.let_stand(tx, admin.actor, str(refused.value.facts["decision_id"]))
        _, reply = await said(services, actor, conversation, HATE)
        assert reply.state == State.COMPLETE
        with pytest.raises(MessageRefused):
            await services.turns.ask(actor, conversation.id, text=f"{HATE} now")


class TestAReply:
    @pytest.mark.usefixtures("strict")
    async def test_that_is_blocked_has_no_words_until_an_admin_lets_it_pass(
        self, services: Services, stage: Stage, actor: Actor, admin: Person, conversation: Conversation
    ) -> None:
        with stage.playing(ScriptedProvider(saying(HATE))):
            _, reply = await said(services, actor, conversation, PLAIN)
        assert (reply.text, reply.state, reply.reason) == ("", State.INTERRUPTED, "withheld")
        [decision] = await decided(services, actor)
        assert (decision.what, decision.text, decision.message_id) == ("reply", HATE, reply.id)
        async with services.database.begin() as tx:
            await conversations.let_stand(tx, admin.actor, decision.id)
        async with services.database.begin(write=False) as tx:
            again = await conversations.get_message(tx, actor, conversation.id, reply.id)
        assert (again.text, again.state, again.reason) == (HATE, State.COMPLETE, None)

    async def test_that_is_flagged_keeps_its_words(
        self, services: Services, stage: Stage, actor: Actor, conversation: Conversation
    ) -> None:
        with stage.playing(ScriptedProvider(saying(HATE))):
            _, reply = await said(services, actor, conversation, PLAIN)
        [decision] = await decided(services, actor)
        assert (reply.text, reply.state, decision.action) == (HATE, State.COMPLETE, "flag")

    @pytest.mark.usefixtures("strict")
    async def test_out_of_a_book_is_never_asked_about(self, services: Services, actor: Actor) -> None:
        async with services.database.begin() as tx:
            villain = await characters.create(
                tx, actor, name="The Villain", gender="M", description="Bad.", sayings=HATE
            )
            talk = await conversations.start(tx, actor, villain.id)
        _, reply = await said(services, actor, talk, PLAIN)
        assert reply.text == HATE
        assert await decided(services, actor) == []


@pytest.fixture
async def decision(services: Services, actor: Actor, conversation: Conversation) -> Decision:
    """A decision about something that Ada said."""
    await said(services, actor, conversation, NEED)
    [found] = await decided(services, actor)
    return found


class TestAppeal:
    async def test_is_seen_in_the_queue(
        self, services: Services, actor: Actor, admin: Person, decision: Decision
    ) -> None:
        async with services.database.begin() as tx:
            await moderation.appeal(tx, actor, decision.id, words=" It is a line of a play. ")
            rows, _ = await moderation.queue(tx, admin.actor, shelf=Shelf.APPEALED, category="self_harm")
        [found] = [each for each, _ in rows if each.id == decision.id]
        assert (found.appeal, found.appealed_at is not None) == ("It is a line of a play.", True)

    async def test_is_for_whose_words_they_are(
        self, services: Services, admin: Person, decision: Decision
    ) -> None:
        async with services.database.begin() as tx:
            with pytest.raises(DecisionNotFound):
                await moderation.appeal(tx, admin.actor, decision.id)

    async def test_has_a_limit(self, services: Services, actor: Actor, decision: Decision) -> None:
        async with services.database.begin() as tx:
            with pytest.raises(AppealInvalid):
                await moderation.appeal(tx, actor, decision.id, words="x" * 1001)


class TestReview:
    async def test_is_done_once_and_goes_into_the_log(
        self, services: Services, actor: Actor, admin: Person, decision: Decision
    ) -> None:
        async with services.database.begin() as tx:
            reviewed = await conversations.uphold(tx, admin.actor, decision.id)
            assert (reviewed.outcome, reviewed.reviewer_id) == (Outcome.UPHELD, admin.actor.user_id)
        async with services.database.begin() as tx:
            with pytest.raises(AlreadyReviewed):
                await conversations.let_stand(tx, admin.actor, decision.id)
            with pytest.raises(AlreadyReviewed):
                await moderation.appeal(tx, actor, decision.id)
            lines, _ = await audit.lines(tx, Filter("moderation", actor.user_id))
        assert [(line.entry.act, line.entry.about) for line in lines] == [("moderation.upheld", decision.id)]

    async def test_is_for_admins(self, services: Services, actor: Actor, decision: Decision) -> None:
        async with services.database.begin() as tx:
            with pytest.raises(AdminNeeded):
                await conversations.let_stand(tx, actor, decision.id)
            with pytest.raises(AdminNeeded):
                await moderation.queue(tx, actor)


class TestThePages:
    async def test_show_whom_to_call_beside_a_message(
        self, ada: Person, base_url: str, conversation: Conversation, services: Services
    ) -> None:
        await said(services, ada.actor, conversation, NEED)
        async with browser_of(ada, base_url) as tab:
            page = (await tab.get(f"/conversations/{conversation.id}")).text
        assert "somebody is there to talk with you" in page
        assert services.moderation.help_lines[0].contact in page

    @pytest.mark.usefixtures("strict")
    async def test_keep_the_draft_of_what_was_not_sent(
        self, ada: Person, base_url: str, conversation: Conversation
    ) -> None:
        here = f"/conversations/{conversation.id}"
        async with browser_of(ada, base_url) as tab:
            csrf = await form_token(tab, here)
            answer = await tab.post(f"{here}/messages", data={"csrf": csrf, "text": HATE})
            assert answer.status_code == 403
            assert answer.text.count(HATE) == 1
            mine = (await tab.get("/account/decisions")).text
        assert "A message was not sent" in mine

    async def test_lead_an_admin_through_the_queue(
        self, admin: Person, base_url: str, decision: Decision, actor: Actor, services: Services
    ) -> None:
        async with browser_of(admin, base_url) as tab:
            csrf = await form_token(tab, "/admin/moderation")
            assert NEED in (await tab.get("/admin/moderation?category=self_harm")).text
            answer: httpx2.Response = await tab.post(
                f"/admin/moderation/{decision.id}/overturn", data={"csrf": csrf}
            )
        assert answer.status_code == 303
        [found] = await decided(services, actor)
        assert found.outcome == Outcome.OVERTURNED
