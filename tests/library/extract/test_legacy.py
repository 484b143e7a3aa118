"""Texts from before Unicode are read in the encoding they were written in, western ones above all."""

import codecs

import pytest

from personae.library.extract.legacy import legacy_encoding

TEXTS = {
    "english": "“We shan’t go,” said Zoë — “not before the café opens, at any rate…” It cost £3. " * 3,
    "cookery": "Take ½ lb of flour, ¼ pint of milk and ¾ oz of salt — then wait… “Is it done?” asked Zoë. "
    * 3,
    "french": "Élise a reçu la clé du phare à Noël. « Où étais-tu ? » demanda le gardien, déçu. " * 3,
    "german": "Jürgen hörte die Möwen über den Dächern. „Grüß Gott“, sagte Änne, „schöne Größe.“ " * 3,
    "swedish": "Åsa såg på fyren. ”Är du hemma på lördag?” frågade hon, och båten låg kvar i ån. " * 3,
    "portuguese": "João não voltou à ilha. “Põe as flores no chão”, disse a irmã: as lições, os serões. " * 3,
    "icelandic": "Það var kvöld og þau sátu við ána. „Hvað sástu, Rún?“ spurði hún. „Ekkert nýtt.“ " * 3,
    "polish": "Późnym wieczorem Łucja zgasiła światło. „Gdzie są łódki?” — spytał mąż, idąc brzegiem. " * 3,
    "czech": "Jiří řekl, že loď už připlula. „Kde je můj klíč?“ ptala se Věra. Děti běžely na břeh. " * 3,
    "hungarian": "Az őr megőrizte a tűz fényét. „Hová tűntél?” – kérdezte Győző, és ült a hűs kőre. " * 3,
    "turkish": "Işığı söndürdü ve kıyıya indi. “Kayığı gördün mü?” diye sordu Ayşegül, ağır ağır. " * 3,
    "russian": "Смотритель погасил лампу и спустился к воде. «Где лодка?» — спросила Вера. " * 3,
    "greek": "Ο φύλακας έσβησε το φως και κατέβηκε στη θάλασσα. «Πού είναι η βάρκα;» ρώτησε. " * 3,
    "hebrew": "השומר כיבה את האור וירד אל הים. איפה הסירה, שאלה רות, והלכה לאורך החוף. " * 3,
    "arabic": "أطفأ الحارس المصباح ونزل إلى البحر. أين القارب، سألت مريم، ومشت على الشاطئ. " * 3,
    "japanese": "灯台の番人は明かりを消して、海へ下りていった。「舟はどこですか」と彼女はたずねた。" * 3,
    "chinese": "守灯塔的人熄了灯，走到海边。“船在哪里？”她问道。没有人回答她，只有风在吹。" * 3,
    "korean": "등대지기는 불을 끄고 바다로 내려갔다. “배는 어디에 있어요?” 하고 그녀가 물었다. 아무도 "
    "대답하지 않았고 바람만 불었다. 그는 오래된 열쇠를 꺼내어 문을 열었다. 창문 너머로 파도가 보였다. ",
}


class TestLegacyEncoding:
    @pytest.mark.parametrize(
        ("language", "encoding"),
        [
            *((western, "cp1252") for western in list(TEXTS)[:7]),
            ("polish", "cp1250"),
            ("polish", "iso8859_2"),
            ("czech", "cp1250"),
            ("czech", "iso8859_2"),
            ("hungarian", "cp1250"),
            ("turkish", "cp1254"),
            ("russian", "cp1251"),
            ("russian", "koi8_r"),
            ("russian", "cp866"),
            ("greek", "cp1253"),
            ("hebrew", "cp1255"),
            ("arabic", "cp1256"),
            ("japanese", "cp932"),
            ("japanese", "euc_jp"),
            ("chinese", "gb18030"),
            ("chinese", "big5"),
            ("korean", "cp949"),
        ],
    )
    def test_is_the_one_that_a_text_was_written_in(self, language: str, encoding: str) -> None:
        written = TEXTS[language].encode(encoding, "ignore")
        assert written.decode(legacy_encoding(written), "replace") == written.decode(encoding)

    @pytest.mark.parametrize("sample", [b"", b"\x81\x8d\x8f", b"caf\xe9", b"\x80\xa4\xb6"])
    def test_is_western_where_there_is_too_little_to_tell(self, sample: bytes) -> None:
        assert legacy_encoding(sample) == "cp1252"

    def test_is_seen_through_markup(self) -> None:
        page = "<p class='line' id='a-long-name-of-a-line'>Где лодка?</p>\n" * 20
        assert legacy_encoding(page.encode("cp1251")) == "cp1251"

    @pytest.mark.parametrize(
        "sample", [b"a" * 65_000 + b" \xe9", bytes(range(256)) * 999, b"\xff" * 99_999, b"\xc1\x20" * 99_999]
    )
    def test_is_one_that_there_is_whatever_the_bytes(self, sample: bytes) -> None:
        assert codecs.lookup(legacy_encoding(sample))
