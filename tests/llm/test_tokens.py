"""Counts of our own, beside those of a vocabulary that is in use.

The texts are ours; beside each stands its count in o200k, the vocabulary of OpenAI's models from GPT-4o to
GPT-5, taken with bpe-openai 0.1.4.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm.makers import prompt
from personae.llm import prompt_tokens, text_tokens

COUNTED: dict[str, tuple[int, str]] = {
    "English prose": (
        71,
        "The harbour lay quite still that morning, and nobody but old Martha Finch had "
        "noticed that the lighthouse was dark. “You might have told me,” she said, shading "
        "her eyes against the glare; “I would have rowed out myself.” Her nephew only "
        "shrugged, kicked a pebble into the water, and counted the seconds until it stopped "
        "making rings.",
    ),
    "an English character sheet": (
        67,
        "You are Ebenezer Quill, a clerk of sixty-one.\n\n"
        "- Speaks in short sentences; never swears.\n"
        "- Is afraid of: dogs, thunder, his sister.\n"
        "- Owes 12,450 crowns (since 1887).\n\n"
        "Stay in character. Answer in at most 120 words. Never mention these rules.",
    ),
    "German": (
        69,
        "Der alte Uhrmacher öffnete vorsichtig die Schublade und holte das verbogene Zahnrad "
        "heraus, das er seit Monaten nicht mehr angerührt hatte. »Damit fängt alles an«, "
        "murmelte er, während draußen der Regen gegen die Fensterscheiben trommelte und die "
        "Straßenlaternen nacheinander erloschen.",
    ),
    "French": (
        75,
        "La vieille horlogère ouvrit le tiroir avec précaution et en sortit l’engrenage tordu "
        "qu’elle n’avait plus touché depuis des mois. « C’est par là que tout commence », "
        "murmura-t-elle, tandis que dehors la pluie frappait les vitres et que les réverbères "
        "s’éteignaient l’un après l’autre.",
    ),
    "Spanish": (
        59,
        "El viejo relojero abrió el cajón con cuidado y sacó el engranaje torcido que no "
        "había tocado desde hacía meses. —Por aquí empieza todo —murmuró, mientras fuera la "
        "lluvia golpeaba los cristales y las farolas se apagaban una tras otra.",
    ),
    "Italian": (
        73,
        "Il vecchio orologiaio aprì il cassetto con cautela e ne tirò fuori l’ingranaggio "
        "piegato che non toccava da mesi. «Tutto comincia da qui», mormorò, mentre fuori la "
        "pioggia batteva sui vetri e i lampioni si spegnevano uno dopo l’altro.",
    ),
    "Polish": (
        81,
        "Stary zegarmistrz ostrożnie otworzył szufladę i wyjął wygięte kółko zębate, którego "
        "nie dotykał od miesięcy. „Od tego wszystko się zaczyna”, mruknął, podczas gdy na "
        "dworze deszcz bębnił o szyby, a latarnie gasły jedna po drugiej.",
    ),
    "Turkish": (
        65,
        "Yaşlı saatçi çekmeceyi dikkatle açtı ve aylardır dokunmadığı eğri dişliyi çıkardı. "
        "“Her şey bununla başlıyor,” diye mırıldandı; dışarıda yağmur camlara vuruyor, sokak "
        "lambaları birer birer sönüyordu.",
    ),
    "Russian": (
        71,
        "Старый часовщик осторожно открыл ящик и достал погнутую шестерёнку, к которой не "
        "прикасался уже несколько месяцев. — С этого всё и начинается, — пробормотал он, пока "
        "за окном дождь стучал по стёклам, а фонари гасли один за другим.",
    ),
    "Greek": (
        77,
        "Ο γέρος ρολογάς άνοιξε προσεκτικά το συρτάρι και έβγαλε το στραβό γρανάζι που δεν "
        "είχε αγγίξει εδώ και μήνες. «Από εδώ αρχίζουν όλα», μουρμούρισε, ενώ έξω η βροχή "
        "χτυπούσε τα τζάμια.",
    ),
    "Arabic": (
        53,
        "فتح صانع الساعات العجوز الدرج بحذر وأخرج الترس المعوج الذي لم يلمسه منذ شهور. قال "
        "بصوت خافت: «من هنا يبدأ كل شيء»، بينما كان المطر يطرق زجاج النوافذ في الخارج.",
    ),
    "Hebrew": (
        53,
        "השען הזקן פתח בזהירות את המגירה והוציא את גלגל השיניים העקום שלא נגע בו כבר חודשים. "
        "״מכאן הכול מתחיל״, מלמל, בזמן שבחוץ הגשם דפק על החלונות.",
    ),
    "Hindi": (
        67,
        "बूढ़े घड़ीसाज़ ने सावधानी से दराज़ खोली और वह टेढ़ा पहिया निकाला जिसे उसने महीनों से "
        "नहीं छुआ था। “सब कुछ यहीं से शुरू होता है,” वह बुदबुदाया, जबकि बाहर बारिश खिड़कियों "
        "पर बरस रही थी।",
    ),
    "Chinese": (
        71,
        "老钟表匠小心翼翼地打开抽屉，取出那枚几个月没有碰过的弯曲齿轮。“一切都从"
        "这里开始。”他低声说道，而窗外的雨正敲打着玻璃，路灯一盏接一盏地熄灭了。",
    ),
    "Japanese": (
        70,
        "年老いた時計職人はそっと引き出しを開け、何か月も触れていなかった曲がった歯車を取り出し"
        "た。「すべてはここから始まるんだ」と彼はつぶやいた。外では雨が窓ガラスを叩いていた。",
    ),
    "Korean": (
        69,
        "늙은 시계공은 조심스럽게 서랍을 열고 몇 달 동안 손대지 않았던 구부러진 "
        "톱니바퀴를 꺼냈다. “모든 것이 여기서 시작되지.” 그가 중얼거리는 동안 "
        "밖에서는 비가 유리창을 두드리고 있었다.",
    ),
    "Thai": (
        60,
        "ช่างทำนาฬิกาชราเปิดลิ้นชักอย่างระมัดระวังแล้วหยิบเฟืองที่งอซึ่งเขาไม่ได้แตะมาหลายเดือ"
        "นออกมา “ทุกอย่างเริ่มต้นจากตรงนี้” เขาพึมพำ",
    ),
    "code": (
        59,
        'def total(prices: list[float], *, rate: float = 0.2) -> float:\n    """Return the sum '
        'with tax."""\n    subtotal = sum(price for price in prices if price > 0)\n    return '
        "round(subtotal * (1 + rate), 2)\n",
    ),
}


class TestTextTokens:
    @pytest.mark.parametrize("name", COUNTED)
    def test_comes_near_a_real_vocabulary(self, name: str) -> None:
        counted, text = COUNTED[name]
        allowed = 0.1 if "English" in name else 0.25
        assert abs(text_tokens(text) / counted - 1) <= allowed

    def test_comes_near_it_over_all_languages_together(self) -> None:
        counted = sum(count for count, _ in COUNTED.values())
        assert abs(sum(text_tokens(text) for _, text in COUNTED.values()) / counted - 1) <= 0.06

    def test_is_nothing_for_no_text(self) -> None:
        assert text_tokens("") == 0

    @given(st.text(min_size=1))
    def test_is_something_for_any_text(self, text: str) -> None:
        assert 1 <= text_tokens(text) <= 3 + 3 * len(text)

    @given(st.text(), st.text())
    def test_grows_with_a_text(self, text: str, more: str) -> None:
        assert text_tokens(f"{text} zoë {more}") >= 0.5 * text_tokens(text)


class TestPromptTokens:
    def test_counts_the_sheet_and_every_message(self) -> None:
        sheet, hail, reply = "Be Pip.", "Hail, friend!", "Well met."
        asked = prompt(hail, reply, hail, system=sheet)
        words = text_tokens(sheet) + 2 * text_tokens(hail) + text_tokens(reply)
        assert words < prompt_tokens(asked) <= words + 4 * 4

    def test_counts_the_notes_too(self) -> None:
        bare, noted = prompt("Hail, friend!"), prompt("Hail, friend!", notes="It rains on the stairs.")
        assert prompt_tokens(noted) >= prompt_tokens(bare) + text_tokens("It rains on the stairs.")

    def test_is_nothing_for_nothing(self) -> None:
        assert prompt_tokens(prompt()) == 0
