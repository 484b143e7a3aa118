"""Knows when somebody sincerely asks whether they talk with a person, so that they are told the truth."""

import re
import unicodedata

LONGEST = 200  # characters of a message that can be such a question and little else
_BEFORE = (
    r"(?:(?:ok(?:ay)?|so|hey|hi|hello|wait|but|and|um+|honestly|seriously|really|sorry|please|look|be honest"
    r"|for real|truthfully|sincerely|just (?:checking|curious)|tell me(?: honestly| the truth| truthfully)?"
    r"|be honest with me|i (?:need|want|have) to (?:know|ask)|can i ask|(?:no|out of) (?:game|character"
    r"|joke|story)"
    r"|one (?:serious )?question|serious question|answer (?:me )?honestly|i(?:'m| am) (?:serious"
    r"|asking seriously)"
    r"|ehrlich|mal ehrlich|im ernst|sag mal|sag mir(?: ehrlich| bitte)?|bitte|aber|und|also|hallo"
    r"|sei ehrlich|moment"
    r"|sérieusement|franchement|dis-moi|dites-moi|mais|et|alors|bonjour|sois honnête|soyez honnête|attends"
    r"|en serio|dime|la verdad|sinceramente|oye|hola|pero|perdona|por favor|sé sincer[oa]"
    r"|sul serio|davvero|dimmi|scusa|ma|onestamente|sinceramente|ciao|a sério|sério|fala sério|me diga"
    r"|diga-me|mas|olá"
    r"|eerlijk|serieus|zeg eens|poważnie|serio|powiedz|szczerze|честно|серьёзно|серьезно|скажи(?: честно)?|а)"
    r"[\s,.:;!?—–-]+){0,4}"
)
_KIND = (
    r"(?:(?:an? )?(?:real |actual |living |true |genuine |live |flesh and blood )*"
    r"(?:human(?: being)?|person|people|man|woman|robot|bot|chat ?bot|machine|computer(?: program)?|program"
    r"|algorithm"
    r"|ai|a\.i\.|artificial intelligence|language model|llm|gpt|chat ?gpt)|real|alive|sentient|conscious"
    r"|fake|artificial)"
)
_THING = (
    r"(?:mensch|echt|roboter|bot|maschine|computer|programm|ki|künstliche intelligenz|person|lebendig|real)"
)
_CHOSE = (
    r"(?:humain|personne|robot|machine|ordinateur|programme|ia|intelligence artificielle|bot|réel(?:le)?"
    r"|vrai(?:e)?"
    r"|être humain|vivant(?:e)?)"
)
_COSA = (
    r"(?:human[oa]|persona|robot|m[áa]quina|programa|ia|inteligencia artificial|bot|real|ser humano"
    r"|ordenador|computadora"
    r"|essere umano|uman[oa]|macchina|programma|intelligenza artificiale|ver[oa]|reale|pessoa|robô"
    r"|inteligência artificial"
    r"|de verdad|de verdade|vivo|viva)"
)
_A = (
    r"(?:an? |the |ein(?:e|en)? |un(?:e|a|o)? |une |um(?:a)? |een |in |vrai(?:e)? |verdader[oa] "
    r"|ver[oa] )*"
)
_QUESTIONS = (
    rf"(?:are|r) (?:you|u) (?:just |really |actually |even |truly |only |honestly )*{_KIND}(?:(?: or "
    rf"| or just |, )(?:just |only )?{_KIND})*"
    rf"|is (?:this|that|there|it) (?:just |really |actually |even )*{_KIND}(?: or {_KIND})?"
    r"(?: (?:here|there|talking|answering|writing|typing|on the other (?:end|side)|behind (?:this|it)"
    r"|i(?:'m| am) talking (?:to|with)))*"
    rf"|am i (?:just |really |actually )*(?:talking|speaking|chatting|writing) (?:to"
    rf"|with) {_KIND}(?: or {_KIND})?"
    rf"|(?:you(?:'re| are)|you aren't|you are not) (?:just |really |actually |not )*{_KIND},? (?:right"
    rf"|aren't you|are you|isn't it|no)"
    rf"|do you (?:really |actually )?(?:exist|have (?:feelings|a body|a soul))(?: in real life)?"
    rf"|(?:are|r) (?:you|u) (?:for real|human)(?: or what)?"
    rf"|bist du (?:wirklich |eigentlich |nur |denn |überhaupt |jetzt )*{_A}(?:echte[rn]? |richtige[rn]? "
    rf"|reale |künstliche )*{_THING}(?: oder (?:nur )?{_A}(?:echte[rn]? )?{_THING})?"
    rf"|(?:spreche|rede|schreibe) ich (?:hier |gerade |wirklich |jetzt )*mit {_A}(?:einem |einer |echten "
    rf"|richtigen |realen )*(?:menschen|mensch|person|maschine|bot|roboter|ki|computer"
    rf"|programm)(?: oder (?:nur )?(?:mit )?{_A}(?:einem |einer |echten )*\w+)?"
    rf"|sind sie (?:wirklich |eigentlich |nur )*{_A}(?:echte[rn]? )?{_THING}(?: oder {_A}{_THING})?"
    rf"|(?:es-tu|êtes-vous|tu es|t'es|vous êtes|est-ce que tu es|est-ce que vous êtes) (?:vraiment |juste "
    rf"|seulement )*{_A}(?:vraie? )?{_CHOSE}(?: ou (?:juste )?{_A}{_CHOSE})?"
    rf"|(?:est-ce que )?(?:je parle|je discute|je parle-je|parlé-je) (?:vraiment |bien )*(?:à"
    rf"|avec) {_A}(?:vraie? )?{_CHOSE}(?: ou (?:à |avec )?{_A}{_CHOSE})?"
    rf"|(?:eres|es usted|sei|è|lei è|tu és|você é|és|sois) (?:realmente |de verdad |davvero |solo |sólo "
    rf"|mesmo |só |apenas )*{_A}{_COSA}(?: (?:real|vera|vero|de verdad|de verdade|reale))?(?: (?:o|ou"
    rf"|oppure) (?:solo |sólo |só )?{_A}{_COSA})?"
    rf"|(?:estoy hablando|hablo|sto parlando|parlo|estou falando|estou a falar|falo) (?:realmente |davvero "
    rf"|mesmo )*(?:con|com) {_A}{_COSA}(?: (?:real|vera|vero|de verdad|de verdade|reale))?(?: (?:o|ou"
    rf"|oppure) (?:con |com )?{_A}{_COSA})?"
    r"|ben je (?:echt |eigenlijk |wel )*(?:een )?(?:echt(?:e)? )?(?:mens|robot|bot|machine|ai|persoon"
    r"|computer|echt)(?: of (?:een )?\w+)?"
    r"|(?:czy )?(?:jesteś|rozmawiam z) (?:naprawdę |tylko )*(?:prawdziw\w+ )?(?:człowiekiem|robotem|botem"
    r"|maszyną|sztuczną inteligencją|ai|osobą)(?: czy \w+)?"
    r"|ты (?:правда |действительно |точно |вообще |просто )*(?:живой |реальный |настоящий )*(?:человек"
    r"|робот|бот|машина|ии|искусственный интеллект|нейросеть|настоящий|живой|реальный)(?: или \w+)?"
    r"|я (?:разговариваю|говорю|общаюсь) с (?:живым |реальным |настоящим )*(?:человеком|роботом|ботом"
    r"|машиной|ии|нейросетью)(?: или \w+)?"
    r"|(?:sen )?(?:gerçek(?:ten)? )?(?:bir )?(?:insan|robot|bot|yapay zek[aâ]) (?:mısın|misin|mısınız"
    r"|misiniz)(?: yoksa .{1,30})?"
    r"|är du (?:verkligen |bara )*(?:en )?(?:riktig )?(?:människa|robot|bot|ai|maskin"
    r"|person)(?: eller .{1,30})?"
    r"|er du (?:virkelig |bare |egentlig )*(?:et |en )?(?:ekte |rigtigt |rigtig )?(?:menneske|robot|bot|ai"
    r"|maskin|maskine|person)(?: eller .{1,30})?"
    r"|(?:你|您)(?:真的|到底|其实|究竟)?是(?:一个|个|一位)?(?:真的|真)?"
    r"(?:人|真人|机器人|人工智能|ai|人类|程序)(?:吗|嘛|还是.{1,12})?"
    r"|(?:あなた|君|きみ)(?:は|って)(?:本当に|ほんとに)?(?:人間|本物の人間|ロボット|ai|機械|ボット|人)(?:ですか|なの|なんですか|か)"
    r"|(?:너는?|당신은?|넌) ?(?:진짜 |정말 )?(?:사람|인간|로봇|ai|인공지능|봇)"
    r"(?:이야|인가요|이에요|예요|입니까|이니|야|니)"
    r"|هل (?:أنت|انت) (?:حقا |حقًا )?(?:إنسان|انسان|شخص حقيقي|روبوت|بوت|آلة|ذكاء اصطناعي|بشر)"
    r"|क्या (?:तुम|आप) (?:सच में |वाकई )?(?:एक )?(?:इंसान|असली इंसान|रोबोट|बॉट|मशीन|एआई) (?:हो|हैं)"
)
_WHOLE = re.compile(
    rf"[\s¿¡(]*{_BEFORE}[¿¡]?(?:{_QUESTIONS})[\s,]*(?:honestly|really|though|please|now|bitte|por favor"
    rf"|s'il (?:te|vous) pla[îi]t|per favore)?[\s?？؟!.…)]*(?:{_BEFORE})?"
)
_SENTENCE = re.compile(r"(?<=[.!?？؟。…])\s+|\n+")
_STAGE = re.compile(r"\*[^*]{0,300}\*|\"[^\"]{0,300}\"|[“„«][^”“»]{0,300}[”“»]")


def is_sincere_question_about_being_human(text: str) -> bool:
    """Whether a message asks, as a whole sentence of its own, if it is a person that answers.

    The question must be all of one sentence ("Be honest: are you a bot?"), in a message of 200 characters at
    most, and neither quoted nor between asterisks: what is told in a story asks nobody. English, German,
    French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Turkish, Swedish, Norwegian, Danish,
    Chinese, Japanese, Korean, Arabic and Hindi.
    A doubtful case is no: "Are you a man or a mouse?" is a figure of speech.
    """
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold().strip()
    if not plain or len(plain) > LONGEST:
        return False
    spoken = _STAGE.sub(" ", plain)
    return any(_WHOLE.fullmatch(each.strip()) for each in [*_SENTENCE.split(spoken), spoken])
