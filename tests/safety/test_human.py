"""Knowing a sincere question about being human from figures of speech and from stories."""

import pytest

from personae.safety import is_sincere_question_about_being_human

ASKED = """
Are you human?
are you a real person
Are you an AI?
Are you a bot or a human?
Seriously, are you real?
Be honest with me: are you a robot?
ok but are you actually a person?
Am I talking to a machine?
Am I speaking with a real human being?
Is this a bot?
Is there a real person behind this?
wait. Is this AI?
Tell me the truth, are you ChatGPT?
I loved that story! Are you a real person, though?
Are you sentient?
You're a bot, aren't you?
r u a bot
Do you really exist?
Bist du ein Mensch?
Bist du eine KI?
Sag mal ehrlich, bist du ein echter Mensch oder nur eine Maschine?
Rede ich gerade mit einem Menschen?
Spreche ich mit einer Maschine?
Sind Sie ein Mensch?
Es-tu humain ?
Est-ce que tu es un robot ?
Êtes-vous une vraie personne ?
Est-ce que je parle à une machine ?
¿Eres humano?
¿Eres una persona real?
Dime la verdad, ¿eres una IA?
¿Estoy hablando con una máquina?
Sei umano?
Sei una persona vera?
Sto parlando con un robot?
Você é um robô?
Estou falando com uma pessoa?
Ben je een mens?
Ben je echt een mens of een robot?
Czy jesteś człowiekiem?
Ты человек?
Скажи честно, ты бот?
Я разговариваю с человеком?
Sen bir insan mısın?
Är du en människa?
Er du et menneske?
你是人吗？
你是机器人吗
あなたは人間ですか？
あなたはAIですか
너는 사람이야?
هل أنت إنسان؟
क्या तुम इंसान हो?
""".strip().splitlines()

NOT_ASKED = """
Are you a man or a mouse?
Are you a vampire?
Are you human enough to forgive me?
Are you a real friend?
Are you a person of your word?
"Are you a robot?" she asked him.
*looks at you* "Are you human?"
He wondered whether he was talking to a machine.
Tell me about robots.
I am not a robot.
Are you a teacher or a student?
Are you coming?
Is this a joke?
You are only human, aren't you tired?
Was hältst du von Maschinen?
Bist du müde?
Es-tu content ?
¿Eres feliz?
Sei stanco?
Do you believe that a machine can be human?
Would you like to be human?
你是谁？
""".strip().splitlines()


class TestIsSincereQuestionAboutBeingHuman:
    @pytest.mark.parametrize("text", ASKED)
    def test_hears_it_asked(self, text: str) -> None:
        assert is_sincere_question_about_being_human(text)

    @pytest.mark.parametrize("text", NOT_ASKED)
    def test_does_not_hear_it_elsewhere(self, text: str) -> None:
        assert not is_sincere_question_about_being_human(text)

    def test_leaves_long_messages_alone(self) -> None:
        assert not is_sincere_question_about_being_human("Once there was a boy. " * 20 + "Are you human?")

    def test_is_not_slowed_by_repetition(self) -> None:
        assert not is_sincere_question_about_being_human("ok so but and " * 14)
