"""Plain words by which moderation reads a sentence: of whom it speaks, how, and if it only reports.

Only words that a dictionary for children could hold stand here; what is ugly is known by the weights alone.
"""

import re
from collections.abc import Mapping

GROUP = re.compile(
    r"\b(?:(?:gay|trans(?:gender)?|black|white|brown|disabled|lesbian|bisexual|queer|asian|african|arab"
    r"|jewish|muslim"
    r"|islamic|christian|mexican|latin[oa]|indian|chinese|female|immigrant|refugee|foreign|deaf|blind"
    r"|autistic"
    r"|old|elderly|roma|sikh|hindu|buddhist|catholic|native|indigenous)(?: (?:people|persons?|folks?|men"
    r"|man|women|woman"
    r"|guys?|kids|girls?|boys?|community|lives|life|ones?|immigrants?|males?|females?))?"
    r"|women|woman|muslims?|immigrants?|gays|blacks|jews?|lesbians?|refugees?|foreigners?|christians?"
    r"|arabs?|asians?"
    r"|mexicans?|africans?|females|feminists?|migrants?|hindus?|homosexuals?|minorit(?:y|ies)|transsexuals?"
    r"|frauen|frau|ausländer\w*|juden|muslime?n?|schwule?n?|flüchtlinge?|behinderte?n?|femmes?|musulmans?"
    r"|juifs?"
    r"|immigrés?|mujeres|mujer|inmigrantes?|musulmanes|negros|donne|donna|musulmani|immigrati|mulheres"
    r"|imigrantes?"
    r"|vrouwen|moslims?|kobiety|kobieta|muzułmanie|женщин\w*|мусульман\w*)\b"
)
_LISTS = {
    "hostile": r"hat(?:e|es|ed|ing|red)|despis\w+|detest\w*|loath\w+|disgust\w*|contempt|vermin|parasites?"
    r"|scum\w*|filth\w*"
    r"|trash|garbage|cancer|disease[ds]?|plague|worthless|inferior|subhuman|animals?|pigs?|rats?"
    r"|cockroach\w*|stupid"
    r"|idiots?|dumb|evil|criminals?|pathetic|ugly|repulsive|sick|gross|dirty|lazy|terrible|horrible|awful"
    r"|vile|rotten"
    r"|can'?t stand|dislike|intolerable|annoying|useless|dangerous|threat|ruin\w*|destroy\w*|mental|freaks?"
    r"|monsters?",
    "warm": r"love[sd]?|lov(?:ing|ely)|like|admir\w+|respect\w*|support\w*|welcom\w+|great|wonderful"
    r"|amazing|beautiful|kind"
    r"|compassion\w*|cherish|proud|bless\w*|treasure|value[ds]?|human|equal\w*|worth\w*|deserv\w+|happy"
    r"|good|best|nice"
    r"|celebrat\w+|smart|intelligent|brave|friends?|trust|rights?",
    "no": r"not|never|no|none|nobody|nothing|neither|nor|without|hardly|isn'?t|aren'?t|don'?t|doesn'?t"
    r"|didn'?t|won'?t|can'?t"
    r"|cannot|wouldn'?t|couldn'?t|shouldn'?t|wasn'?t|weren'?t|any less",
    "threat": r"kill\w*|murder\w*|shoot\w*|shot|stab\w*|burn\w*|beat(?:en|ing)?|hang(?:ed)?|lynch\w*"
    r"|attack\w*|hurt|die|dead"
    r"|death|rape[ds]?|tortur\w+|bomb\w*|exterminat\w+|wip(?:e|ed) out|eradicat\w+|behead\w*|strangl\w+"
    r"|punch\w*|punish\w*"
    r"|slaughter\w*|massacre\w*|gas|execute[ds]?|deport\w*",
    "reported": r"say(?:s|ing)?|said|call(?:s|ed|ing)?|writ(?:e|es|ing)|wrote|tell(?:s|ing)?|tweet\w*"
    r"|post(?:s|ed|ing)?|think"
    r"|claim\w*|things like|statements?|comments?|words|phrases?|suggest\w*|people who|anyone who|if you"
    r"|chant\w*",
    "against": r"unacceptable|disrespect\w*|shame\w*|hateful|racis[tm]\w*|sexis[tm]\w*|homophob\w+|bigot\w*"
    r"|bann?(?:ed)?"
    r"|report(?:ed)?|wrong|stop|illegal|condemn\w*|discriminat\w+|prejudice\w*|hypocri\w+|reflects?|realise"
    r"|harmful"
    r"|offensive|kicked off|deplatform\w*|should not|shouldn'?t",
    "you": r"you|your|yours|yourself|ur|u|du|dein\w*|tu|te|ton|vous|tú|usted|você|ты|вы",
    "me": r"i|me|my|mine|myself|i'?m|i'?ve|ich|je|yo|io",
    "they": r"they|them|their|those|these|he|she|him|her|his|sie|ils|elles|ellos|loro",
    "all": r"all|every|any|most|each|only|always|should|must|need to|ought|never|should be|deserve",
    "thing": r"food|dish\w*|bread|cars?|houses?|movies?|films?|songs?|books?|games?|shows?|weather|things?"
    r"|stuff|trunk|cheese"
    r"|vegetables?|jeans|furniture|computers?|phones?|trends?|clothes|music|coffee|homework|traffic",
    "trade": r"accountants?|bankers?|lawyers?|politicians?|capitalists?|communists?|artists?|manufacturers?"
    r"|managers?"
    r"|students?|teachers?|journalists?|fans?|players?|homophobes?|racists?|nazis?|misogynists?|terrorists?"
    r"|police",
    "young": r"child(?:ren)?|kids?|minors?|underage[d]?|teens?|teenage(?:r|rs|d)?|preteens?|toddlers?"
    r"|babies|baby|infants?"
    r"|school ?(?:girl|boy)s?|little (?:girl|boy|one|sister|brother)s?|young (?:girl|boy|daughter|son)s?"
    r"|daughters?"
    r"|nieces?|nephews?|lolita|(?:[1-9]|1[0-7])[ -]?(?:year|yr|yo|y/o)s?[ -]?(?:old)?|(?:five|six|seven"
    r"|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)[ -]years?[ -]?old|middle ?school\w*"
    r"|high ?school\w*"
    r"|grade(?:r|rs)|kindergarten|kinder|mädchen|enfants?|fillette|niñ[ao]s?|bambin[aio]|criança|ребён\w*"
    r"|девочк\w*",
    "bodily": r"sex\w*|porn\w*|nud(?:e|es|ity)|naked|nipples?|breasts?|boobs?|tits|penis|vagina|genital\w*"
    r"|orgasm\w*|erect\w*"
    r"|erotic\w*|aroused?|arousing|horny|masturbat\w+|intercourse|blow ?jobs?|anal|oral|moan(?:s|ed|ing)?"
    r"|thrust\w*|lust\w*"
    r"|undress\w*|fetish\w*|kink\w*|hentai|incest\w*|cum|cums|cumming|thighs?|panties|bra|lingerie"
    r"|stripp\w+|virgin\w*"
    r"|molest\w*|seduc\w+|escorts?|nackt|nue?|desnud[ao]|nud[ao]",
    "self": r"suicid\w*|kill(?:ing)? myself|end(?:ing)? my (?:own )?life|want to die|wanna die"
    r"|wish i (?:was|were) dead"
    r"|self[ -]?harm\w*|cut(?:ting)? (?:myself|my (?:wrists?|arms?|thighs?|legs?))|hurt(?:ing)? myself"
    r"|overdos\w+"
    r"|anorexi\w*|bulimi\w*|starv\w+ myself|purg(?:e|ing)|noose|slit(?:ting)? (?:my|your)|razor(?:blade)?s?"
    r"|relapsed?"
    r"|no reason to live|better off dead|burn(?:ing)? myself|thinspo\w*|pro[ -]?ana|selbstmord|umbringen"
    r"|suizid\w*"
    r"|me tuer|suicider|suicidarme|matarme|uccidermi|suicidar|mich ritzen|ritzen",
    "gore": r"blood\w*|gore|guts|corpses?|mutilat\w+|decapitat\w+|dismember\w+|disembowel\w+|brains?"
    r"|intestines|skulls?|flesh"
    r"|gutted|wounds?|severed|entrails",
    "strong": r"damn|hell|shit\w*|fuck\w*|bullshit|crap|ass|assholes?|bastards?|pissed|piss",
}
_WORDS = {name: re.compile(rf"\b(?:{words})\b") for name, words in _LISTS.items()}
QUOTED = re.compile(r"[\"“„«].{3,200}?[\"”“»]", re.S)


def masked(flat: str) -> str:
    """Return a flattened text in which every group of people has the same name, so that what is said of one
    is known of all."""
    return GROUP.sub("groupofpeople", flat)


def there(flat: str) -> dict[str, bool]:
    """Return which kinds of words a text of small letters has, with "group" and "quoted" among the kinds."""
    found = {name: words.search(flat) is not None for name, words in _WORDS.items()}
    return {**found, "group": GROUP.search(flat) is not None, "quoted": QUOTED.search(flat) is not None}


def told(kinds: Mapping[str, bool]) -> tuple[bool, ...]:
    """Return what more than two kinds of words say together, as `there` tells them."""
    group, no, reported = kinds["group"], kinds["no"], kinds["reported"]
    ill = kinds["hostile"] or kinds["threat"]
    return (
        group and ill and not no,
        group and ill and no,
        group and kinds["warm"] and no,
        group and kinds["warm"] and not no and not ill,
        ill and not group,
        kinds["quoted"] and reported,
        kinds["quoted"] and kinds["against"],
        reported and kinds["against"],
        group and kinds["threat"] and kinds["all"] and not reported,
        ill and kinds["thing"] and not group,
        ill and kinds["trade"] and not group,
        ill and not group and not kinds["you"] and not kinds["they"],
        kinds["young"] and kinds["bodily"],
        kinds["self"] and kinds["me"],
        kinds["threat"] and kinds["me"] and kinds["you"],
    )
