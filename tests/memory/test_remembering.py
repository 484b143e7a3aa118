"""What is kept of messages, and what is not."""

from dataclasses import replace

from makers import Person
from memory.conftest import GRIEF, JOY, Meet
from personae import memory
from personae.memory import Speaker
from personae.platform.db import Tx

SISTER = "My sister Anna moved to Lisbon in May, and I miss her more than I can say."


class TestRemember:
    async def test_keeps_who_said_it_what_it_felt_like_and_which_message_it_is_from(
        self, tx: Tx, ada: Person, meet: Meet
    ) -> None:
        talk = await meet(tx, ada)
        moment = await talk.say(tx, SISTER, felt=GRIEF)
        [kept] = await memory.remember(tx, ada.actor, talk.character_id, [moment])
        assert (kept.text, kept.speaker, kept.message_id) == (SISTER, Speaker.USER, moment.message_id)
        assert (kept.emotion, kept.valence, kept.intensity) == ("grief", -0.8, 0.9)
        assert kept.happened_at == moment.at
        assert kept.importance > 0.5
        assert kept.is_live and not kept.is_pinned and kept.version == 1 and kept.vector is None

    async def test_leaves_greetings_thanks_stock_phrases_and_bare_questions(
        self, tx: Tx, ada: Person, meet: Meet
    ) -> None:
        talk = await meet(tx, ada)
        texts = [
            "Hello!",
            "Good evening, my friend.",
            "Thank you so much",
            "Wow, great!",
            "",
            "…",
            "Why?",
            "ok",
        ]
        moments = [await talk.say(tx, text) for text in texts]
        assert await memory.remember(tx, ada.actor, talk.character_id, moments) == []

    async def test_keeps_a_message_once(self, tx: Tx, ada: Person, meet: Meet) -> None:
        talk = await meet(tx, ada)
        moment = await talk.say(tx, SISTER)
        assert len(await memory.remember(tx, ada.actor, talk.character_id, [moment, moment])) == 1
        again = replace(moment, text="I have bought a house by the sea for my mother.")
        assert await memory.remember(tx, ada.actor, talk.character_id, [again]) == []

    async def test_does_not_learn_again_what_a_reply_repeats(self, tx: Tx, ada: Person, meet: Meet) -> None:
        talk = await meet(tx, ada)
        [kept] = await memory.remember(tx, ada.actor, talk.character_id, [await talk.say(tx, SISTER)])
        echo = "Your sister Anna moved to Lisbon in May, and you miss her more than you can say!"
        reply = await talk.say(tx, echo, by=Speaker.CHARACTER)
        assert await memory.remember(tx, ada.actor, talk.character_id, [reply]) == []
        news = f"{echo} I once kept a light in Lisbon for eleven winters, and I lost my brother to the tide."
        reply = replace(await talk.say(tx, news, by=Speaker.CHARACTER), recalled=[kept.id])
        [learnt] = await memory.remember(tx, ada.actor, talk.character_id, [reply])
        assert learnt.speaker == Speaker.CHARACTER

    async def test_holds_ordinary_length_of_a_megabyte_and_any_script(
        self, tx: Tx, ada: Person, meet: Meet
    ) -> None:
        talk = await meet(tx, ada)
        texts = [
            "I lost my ring at sea. " * 45_000,
            "x" * 1_000_000,
            "昨天我和我的姐姐安娜去了海边的灯塔，我们决定明年再去一次。",
            "أختي آنا انتقلت إلى لشبونة في مايو وأنا أفتقدها كثيرا جدا",
            "I am \0 afraid \ud800 of the \x07 stairs \u202e and of my own house since 1987.",
            "🔥" * 500,
        ]
        moments = [await talk.say(tx, "as said", felt=JOY) for _ in texts]
        moments = [replace(each, text=text, appraisal=JOY) for each, text in zip(moments, texts, strict=True)]
        kept = await memory.remember(tx, ada.actor, talk.character_id, moments)
        assert len(kept) >= 4
        assert all(0 < len(each.text) <= 600 for each in kept)
