"""A character that answers in its own quotations; the characters here are made up for the tests."""

import asyncio
import re

import pytest

from llm.makers import everything, line, prompt
from personae.llm import Finish, Line, QuotationProvider, Usage
from personae.llm.providers.quotation import NOTHING_SAID, answer

MARA = (
    line("My name is Mara, and I keep the light on this rock.", "And who might you be?"),
    line("The lamp burns a gallon of oil every night, and I carry it up myself.", "She patted the rail."),
    line("Captain Brandt is a liar and a drunkard.", "What do you make of the captain?"),
    line("I love the sea as other women love their husbands.", "Do you never tire of it?"),
    line("Because nobody else would stay.", "Why did you take the post?"),
    line("Good evening, and mind the third step.", "There was a knock."),
    line("Good-bye, then, and keep the rocks to your left.", "He took up his hat."),
    line("Certainly not. I never learned to swim.", "Can you swim?"),
    line("I am tired to the bone, thank you for asking.", "How are you, Mara?"),
    line("Forty-one years, come the autumn.", "How long have you lived here?"),
    line("My brother Tom went down with the Petrel.", "You have no family?"),
    line("Storms do not frighten me; the quiet does.", "The wind rose."),
)
HARBOUR = (
    line("The harbour froze hard once."),
    line("That harbour froze over twice in my father's time."),
)


def reply(*turns: str, lines: tuple[Line, ...] = MARA, seed: str = "") -> str:
    """Return the first line of the answer."""
    return answer(prompt(*turns, lines=lines, seed=seed))[0].text


class TestAnswer:
    @pytest.mark.parametrize(
        ("message", "start"),
        [
            ("Hello there!", "Good evening"),
            ("Who are you?", "My name is Mara"),
            ("How are you today?", "I am tired"),
            ("Goodbye!", "Good-bye"),
            ("What do you think of Captain Brandt?", "Captain Brandt"),
            ("Do you love the ocean?", "I love the sea"),
            ("Why did you take this post?", "Because"),
            ("Can you swim?", "Certainly not"),
            ("What are you afraid of?", "Storms"),
            ("Do you have a brother?", "My brother Tom"),
            ("how long have you lived here", "Forty-one years"),
            ("Tell me about your lamp", "The lamp"),
        ],
    )
    def test_picks_the_line_that_fits(self, message: str, start: str) -> None:
        assert reply(message).startswith(start)

    @pytest.mark.parametrize("message", ["", "   ", "?!", "Bitcoin derivatives?", "привет", "x" * 9000])
    def test_always_has_something_to_say(self, message: str) -> None:
        assert reply(message) in {each.text for each in MARA}

    def test_answers_even_before_anything_was_said(self) -> None:
        assert answer(prompt(lines=MARA))

    def test_goes_on_with_the_topic_when_only_asked_why(self) -> None:
        said = reply("What do you think of Captain Brandt?")
        lines = (*MARA, line("Brandt sold the lifeboat, that is why.", "They sat in silence."))
        assert reply("What do you think of Captain Brandt?", said, "Why?", lines=lines).startswith(
            "Brandt sold"
        )

    def test_does_not_repeat_itself(self) -> None:
        turns: list[str] = []
        for _ in range(6):
            turns.append("Do you love the sea?")
            turns.append("\n\n".join(each.text for each in answer(prompt(*turns, lines=MARA))))
        said = [part for turn in turns[1::2] for part in turn.split("\n\n")]
        assert len(set(said)) == len(said)

    def test_repeats_itself_when_there_is_nothing_else(self) -> None:
        only = (line("I never saw the sea."),)
        assert reply("Hail", "I never saw the sea.", "Hail again", lines=only) == "I never saw the sea."

    def test_uses_a_line_again_once_it_is_long_ago(self) -> None:
        said = [turn for place in range(7) for turn in (f"Question {place}", f"Reply {place}")]
        assert reply("Can you swim?", MARA[7].text, *said, "Can you swim?") == MARA[7].text

    def test_follows_a_very_short_line_with_another_on_the_same_topic(self) -> None:
        lines = (*HARBOUR, *MARA)
        assert len(answer(prompt("Tell me about the harbour", lines=lines))) == 2

    def test_gives_the_same_answer_for_the_same_seed(self) -> None:
        assert reply("Hm.", seed="a") == reply("Hm.", seed="a")

    def test_lets_the_seed_choose_between_equally_good_lines(self) -> None:
        lines = tuple(line(f"There is nothing to be seen from window {place} today.") for place in range(9))
        found = {reply("Hm.", lines=lines, seed=str(seed)) for seed in range(40)}
        assert len(found) > 3

    def test_never_lets_the_seed_override_a_clear_answer(self) -> None:
        found = {reply("What do you think of Captain Brandt?", seed=str(seed)) for seed in range(40)}
        assert found == {"Captain Brandt is a liar and a drunkard."}

    def test_prefers_a_whole_sentence_to_a_shred(self) -> None:
        lines = (line("and the harbour,"), line("The harbour is no place for a child."), line("Harbour?"))
        assert reply("Tell me about the harbour", lines=lines).startswith("The harbour is")

    def test_passes_over_lines_without_words(self) -> None:
        assert reply("Hail", lines=(line("  ", key="blank"), line("Well met."))) == "Well met."

    @pytest.mark.parametrize(
        ("message", "lines", "start"),
        [
            (
                "Que pensez-vous de la liberté ?",
                (
                    "Je n'ai pas faim ce soir.",
                    "Les libertés se perdent sans bruit.",
                    "Le vent est dans la rue.",
                ),
                "Les libertés",
            ),
            (
                "Warum hast du Angst?",
                ("Das Brot ist für dich.", "Ich fürchte mich, weil es dunkel ist.", "Er ist nicht zu Hause."),
                "Ich fürchte",
            ),
            (
                "¿Amas a tu hermana?",
                (
                    "No hay pan en la casa.",
                    "Mi hermana es todo mi corazón.",
                    "El camino es largo y el sol está alto.",
                ),
                "Mi hermana",
            ),
            (
                "Chi sei?",
                (
                    "La notte è lunga e non c'è pane.",
                    "Mi chiamo Nino, e sono il figlio del mugnaio.",
                    "Il mare è di tutti.",
                ),
                "Mi chiamo",
            ),
            (
                "Bonjour !",
                ("Il est tard.", "Bonsoir, entrez donc.", "Je ne sais pas qui est dans la cour."),
                "Bonsoir",
            ),
        ],
    )
    def test_speaks_other_languages(self, message: str, lines: tuple[str, ...], start: str) -> None:
        assert reply(message, lines=tuple(map(line, lines))).startswith(start)

    def test_comes_to_an_end_on_text_made_to_be_slow(self) -> None:
        hostile = (
            line("my dear sir " * 4000),
            line("oh well " * 4000),
            line("I " * 9000 + "am"),
            line("'" * 9000),
        )
        assert answer(prompt("Hello, who are you, how are you? " * 300, lines=hostile))


class TestStream:
    async def test_gives_the_line_word_by_word_and_finishes(self) -> None:
        text, chunks = await everything(QuotationProvider().stream(prompt("Who are you?", lines=MARA)))
        assert text == MARA[0].text
        assert len(chunks) == len(text.split()) + 1
        assert chunks[-1].finish is Finish.DONE
        assert chunks[-1].usage == Usage(0, 0, 0)
        assert all(chunk.finish is None for chunk in chunks[:-1])

    async def test_names_its_sources_with_the_first_words(self) -> None:
        lines = (*HARBOUR, *MARA)
        text, chunks = await everything(
            QuotationProvider().stream(prompt("Tell me about the harbour", lines=lines))
        )
        assert chunks[0].sources == (lines[0].id, lines[1].id)
        assert not any(chunk.sources for chunk in chunks[1:])
        assert text == f"{lines[0].text}\n\n{lines[1].text}"

    async def test_says_plainly_when_the_character_never_speaks(self) -> None:
        text, chunks = await everything(QuotationProvider().stream(prompt("Who are you?")))
        assert text == NOTHING_SAID
        assert not any(chunk.sources for chunk in chunks)
        assert chunks[-1].finish is Finish.DONE

    async def test_answers_the_question_alone_whatever_the_notes_say(self) -> None:
        asked = "What do you think of the sea?"
        bare, _ = await everything(QuotationProvider().stream(prompt(asked, lines=MARA)))
        noted = prompt(asked, lines=MARA, notes=MARA[-1].text)
        found, _ = await everything(QuotationProvider().stream(noted))
        assert found == bare

    async def test_keeps_the_breaks_of_a_line(self) -> None:
        verse = line("Rock and rain,\n  rain and rock,\n\nand no one at the door.")
        text, _ = await everything(QuotationProvider().stream(prompt("Sing", lines=(verse,))))
        assert re.split(r"\S+", text) == re.split(r"\S+", verse.text)

    async def test_lets_others_work_between_words(self) -> None:
        turns: list[str] = []

        async def other() -> None:
            while len(turns) < 5:
                turns.append("other")
                await asyncio.sleep(0)

        stream = QuotationProvider().stream(prompt("Who are you?", lines=MARA))
        await anext(stream)
        work = asyncio.create_task(other())
        turns += ["word" async for _ in stream]
        await work
        assert "other" in turns[: len(MARA[0].text.split()) - 1]
