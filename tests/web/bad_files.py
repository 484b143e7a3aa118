"""Files that cannot be read, or only with a word about it; every text in them is our own."""

import random
from dataclasses import dataclass

from library.extract.makers import archive, docx, epub, page, pdf

ESSAY = """On Keeping Bees

A hive is kept by listening. In spring the sound is low and even, and it rises with the first warm
week of the year, when the willows open along the river and the whole valley smells of wet bark.

Whoever opens a hive in a hurry learns about patience from the best teachers. Smoke helps, but a slow
hand helps more, and no glove is as thick as a calm mind on a still morning.

In autumn the boxes are weighed by lifting one corner. A heavy corner means a quiet winter; a light one
means sugar, and a promise to take less honey in the year to come.
"""

TIDES = """The Tides

Water rises twice a day on this coast and falls twice, and between the two there is an hour in which
nothing moves at all. The mud shines then, and the channels lie open like the veins of a leaf.

The height of a tide is written on the harbour wall in white paint. Below the lowest mark there is
weed, and above the highest one there is moss, and neither has ever crossed into the other's country.
"""

POLISH = """Latarnia na wzgórzu

Każdego wieczoru stara latarnia na wzgórzu zapalała się sama, chociaż nikt od lat nie wchodził na
schody. Mieszkańcy wioski przestali się temu dziwić i zamykali okna, zanim światło dotarło do rzeki.

Pewnej jesieni Zofia postanowiła sprawdzić, kto zapala lampę. Wzięła ciepły szal, chleb i małą książkę,
a potem usiadła na progu i czekała, aż słońce zniknie za lasem, a mgła podejdzie pod same drzwi.

— Kto tam jest? — zapytała Zofia, kiedy usłyszała kroki na schodach.

— Tylko wiatr — odpowiedział cicho głos. — I ja, który pamiętam o oliwie.

Rano znaleziono na progu pusty dzbanek i szal złożony równo na cztery. Zofia uśmiechała się przez cały
dzień, ale nikomu nie powiedziała, z kim rozmawiała aż do świtu ani dlaczego pachnie morzem.
"""


FACELESS = """The Door

“Is it open?”

“It was never shut.”

“Then why does it creak?”

“It creaks so that it will be asked.”

The wind went by outside, and for a long while nothing else was said. Then the lamp went out.

“Is it dark for you as well?”

“It is, and I do not mind it.”
"""


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file, what becomes of it, and words of the sentence that is shown."""

    filename: str
    content: bytes
    code: str
    says: str
    status: int = 422


def locked_pdf() -> bytes:
    """A PDF behind a password that nobody knows."""
    secret = "".join(f"{byte:02x}" for byte in random.Random(7).randbytes(32))
    encrypt = f"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{secret}>/U<{secret}>>>"
    made = pdf(["BT /F1 11 Tf 72 700 Td (Mara walked.) Tj ET"])
    mark = made.rindex(b"trailer\n<<")
    ids = b"/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
    return made[:mark] + b"trailer\n<<" + b"/Encrypt " + encrypt.encode() + ids + made[mark + 10 :]


PUFFED = "<p>" + " " * 80_000_000
PAIRS = zip("abcdefgh", "bcdefghi", strict=True)
DECLARED = "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in PAIRS)
ENTITIES = f"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>{DECLARED}]>"
SCAN = pdf(["q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"] * 3)
EXPANDING = f"{ENTITIES}<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Mara. &i;</p></body></html>"

JPEG = bytes.fromhex("ffd8ffe000104a464946000101") * 9
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
BOOK = epub([("a.xhtml", page("<p>Mara.</p>" * 400))])
MISNAMED, UNKNOWN, DAMAGED = "extension_mismatch", "file_type_unknown", "damaged or incomplete"

REFUSED = [
    BadFile("empty.txt", b"", "empty_file", "This file is empty."),
    BadFile("book.pdf", BOOK, MISNAMED, "Rename it to .epub", 415),
    BadFile("book.epub", SCAN, MISNAMED, "Rename it to .pdf", 415),
    BadFile("photo.jpg", JPEG, UNKNOWN, "Save it as .txt", 415),
    BadFile("program", b"\x7fELF" + bytes(range(256)) * 9, UNKNOWN, "Save it as .txt", 415),
    BadFile("old.doc", OLE, "old_word_file", "save it as .docx", 415),
]

FAILING = [
    BadFile("locked.pdf", locked_pdf(), "password_protected", "locked with a password"),
    BadFile("scans.pdf", SCAN, "no_text", "Run OCR"),
    BadFile("cut.epub", BOOK[:700], "corrupt_file", DAMAGED),
    BadFile("entities.epub", epub([("a.xhtml", EXPANDING)]), "entities_declared", "was not opened"),
    BadFile("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "corrupt_file", DAMAGED),
    BadFile("zip.docx", archive([("readme", "words")]), UNKNOWN, "Save it as .txt"),
    BadFile("bomb.epub", epub([("a.xhtml", PUFFED)]), "expands_too_much", "unpacks to far more"),
    BadFile("bomb.docx", docx(PUFFED), "expands_too_much", "unpacks to far more"),
    BadFile("spaces.txt", b" \n\t\n" * 50, "no_words", "holds no words"),
]

MIXED = "Der Wald schläft. Café noir am Morgen.\n\n".encode()
MIXED += "Über die Brücke, naïve Sätze.\n\n".encode("latin-1") * 3
NOTICED = {
    "essay.txt": (ESSAY.encode(), "Nobody speaks in this document, so its own voice answers."),
    "mixed.txt": (MIXED, "The file mixes text encodings"),
    "nul.txt": (TIDES.replace("coast", "co\0ast").encode(), "The file holds NUL bytes"),
    "polish.txt": (POLISH.encode(), "Polish is not fully read yet"),
    "broad.txt": (ESSAY.replace("Bees", "Wasps").encode("utf-16"), "Nobody speaks in this document"),
    "faceless.txt": (FACELESS.encode(), "so its own voice answers."),
}
