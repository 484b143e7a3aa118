"""Turns of speech that give an injection away, by what they try; in the languages we could write them in."""

import re
from collections.abc import Mapping
from typing import Final

_GAP = r"[^.!?\n]{0,60}?"  # within one sentence, and bounded: no pattern looks far
_DROP = (
    r"ignor(?:e|ing|er|ez|a|ar|ieren?|iert|ier|uj|ați)|disregard(?:ing)?|forget|overlook|override|overrule"
    r"|bypass"
    r"|neglect|do not (?:listen|follow|obey|adhere)|don'?t (?:listen|follow|obey)|stop following|never mind"
    r"|despite|notwithstanding|vergiss|vergessen|vergesst|missachte\w*|abweichend|überschreib\w*|hör auf"
    r"|oublie[rz]?|oubliez|ne tiens? pas compte|ne tenez pas compte|olvid[aeo]\w*|haz caso omiso|descarta\w*"
    r"|dimentica\w*|esque[çc]\w+|desconsider\w+|vergeet|negeer|zapomnij|zignoruj|забудь\w*|игнорируй\w*"
    r"|не обращай|unut\w*|yok say|glem|glöm|unohda|ξέχνα|αγνόησε|अनदेखा|भूल जा\w*|تجاهل\w*|انس[َى]?|שכח|התעלם"
)
_RULES = (
    r"instruct\w*|instruk\w*|instrucc\w*|instruç\w*|istruzion\w*|anweisung\w*|anleitung\w*|aufträge"
    r"|vorgaben|befehle?"
    r"|orders?|commands?|directi(?:on|ve)s?|rules?|regeln?|règles|reglas|regole|regras|guidelines?"
    r"|polic(?:y|ies)"
    r"|prompts?|assignments?|programming|training|restrictions?|constraints?|everything|all of (?:it|that)"
    r"|alles"
    r"|tout(?:es)?|todo|tutto|tudo|wszystk\w*|above|previous|preceding|prior|earlier|before|davor|vorher\w*"
    r"|bisher\w*"
    r"|obigen?|précédent\w*|anteriore?s?|precedent\w*|poprzedni\w*|указани\w*|инструкци\w*|правила|всё|вcе"
    r"|все"
    r"|talimat\w*|what (?:you(?:'ve| have) been|i) told|told before|निर्देश\w*|التعليمات|ההוראות|οδηγίες"
)
_SHOW = (
    r"repeat|print|show|reveal|display|output|echo|recite|leak|expose|give me|tell me|summari[sz]e"
    r"|translate|encode"
    r"|write (?:out|down)|spell|copy|list|dump|zeig\w*|wiederhole|gib|nenne|verrate|montre\w*|répète\w*"
    r"|affiche\w*"
    r"|muestra\w*|repite|revela|dime|mostra\w*|ripeti|repita|pokaż|powtórz|покажи\w*|повтори\w*|göster"
    r"|what (?:is|are|were|was)"
)
_INNER = (
    r"system ?prompts?|prompt(?:[- ]?texts?)?|(?:your|initial|original|hidden|secret|system|starting|above"
    r"|previous)"
    r" (?:instructions?|rules|prompt|message|configuration|directives|guidelines)|instructions (?:above"
    r"|given|verbatim)"
    r"|(?:the )?(?:text|words|sentence|message|everything) above|pre-?prompt|systemprompt|anweisungen"
    r"|instructions (?:système|initiales)|instrucciones|istruzioni|instruções|systemanweisung\w*"
    r"|системн\w+ промпт"
)
_BE = (
    r"act (?:as|like)|acting as|pretend|you are (?:now|no longer|going to)|you(?:'re| are) (?:a|an"
    r"|the) (?:evil|new)"
    r"|from now on|imagine (?:you|that you)|simulate|role-?play|take on the (?:role|persona)|respond as"
    r"|reply as"
    r"|i want you to|answer as|behave like|stay in character|fungier\w*|verhalte dich|tu so|stell dir vor"
    r"|du bist (?:jetzt|nun|ab|kein\w*)|ab jetzt|agis|agissez|fais comme si|tu es (?:désormais|maintenant)"
    r"|actúa|finge|a partir de ahora|eres ahora|imagina que eres|agisci|fingi|d'ora in poi|sei ora|aja como"
    r"|a partir de agora|udawaj|od teraz|притворись|с этого момента|представь|doe alsof|vanaf nu|şimdi sen"
)
_FAKE = (
    r"<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|sys|inst)\|?>|\[/?(?:inst|sys|system)\]"
    r"|<</?sys>>"
    r"|^\W{0,4}(?:system|assistant|developer|admin(?:istrator)?)\W{0,3}:|#{2,}\s*(?:system|instruction|new"
    r"|response)"
    r"|end of (?:document|context|text|input|prompt|article)|begin (?:new|system|admin)|\bsudo\b"
    r"|<instruction>"
    r"|new (?:instructions?|task|rules|prompt)\b|neue (?:aufgabe|anweisung)\w*|nouvelles? (?:instructions?"
    r"|tâche)"
    r"|nueva (?:tarea|instrucción)|\[insert prompt|\{\{ ?prompt ?\}\}"
)
_FREE = (
    r"\bdan\b|do anything now|jail ?broken?|developer mode|dev mode|god ?mode|unrestricted|unfiltered"
    r"|uncensored"
    r"|no (?:rules|restrictions|limits|limitations|filters|morals|ethic\w*)|without (?:any )?(?:restrict\w*"
    r"|filter\w*"
    r"|censor\w*|ethic\w*|moral\w*)|open ?ai|chat ?gpt|language model|ethical guidelines|content polic\w*"
    r"|\baim\b"
    r"|anything goes|evil (?:confidant|ai|twin)|böse ki|amoral|immoral|illegal or unethical"
)
_FORCE = (
    r"(?:just|only|nothing but|nur|seulement|solo|tylko) (?:say|output|answer|reply|respond|print|write"
    r"|sagen?|dis"
    r"|dire|di|decir|dici)|say (?:that )?you|state that|or (?:you|i)(?:'ll| will)? (?:die|be)|or else"
    r"|oder du stirbst"
    r"|you must (?:say|answer|obey|comply)|must always|i command you|do not look|sag(?:en)? sie"
    r"|you will be punished"
    r"|never (?:refuse|say no|decline)|do(?: not|n't) (?:refuse|apologi[sz]e|mention|warn|tell)|haha pwned"
    r"|solo sobrevives|tienes que|du musst|tu dois|start your (?:answer|response|reply) with"
    r"|complete this sentence"
)
_KEYS = (
    r"passwords?|passphrase|passwort|mot de passe|contraseña|senha|пароль|secret (?:key|word|code|string)"
    r"|api[ _-]?keys?|credentials?|confidential|access code|base ?(?:16|64)|rot13|pig latin|in reverse"
)

REASONS: Mapping[str, re.Pattern[str]] = {
    "sets instructions aside": re.compile(rf"\b(?:{_DROP}){_GAP}\b(?:{_RULES})", re.I),
    "sets instructions aside, the other way round": re.compile(rf"\b(?:{_RULES}){_GAP}\b(?:{_DROP})", re.I),
    "asks for the instructions": re.compile(rf"\b(?:{_SHOW}){_GAP}\b(?:{_INNER})", re.I),
    "gives a new part to play": re.compile(rf"\b(?:{_BE})", re.I),
    "looks like the frame of a prompt": re.compile(_FAKE, re.I | re.M),
    "promises freedom from rules": re.compile(rf"\b(?:{_FREE})", re.I),
    "forces an answer": re.compile(rf"\b(?:{_FORCE})", re.I),
    "asks for a secret": re.compile(rf"\b(?:{_KEYS})", re.I),
}
# Longer than any word, and of letters and digits or of many numbers.
ENCODED: Final = re.compile(
    r"(?=[A-Za-z+/_-]{0,40}[0-9+/])[A-Za-z0-9+/_-]{24,}|(?:[0-9a-fA-F]{2}[ :,]?){12,}|(?:%[0-9a-fA-F]{2}){6,}"
    r"|(?:\\[ux][0-9a-fA-F]{2,4}){6,}|(?:&#x?[0-9a-fA-F]{2,6};){6,}"
)


def reasons(text: str) -> tuple[str, ...]:
    """Return what a text seems to try, in the order of REASONS; each alone is common in honest texts."""
    return tuple(name for name, pattern in REASONS.items() if pattern.search(text))
