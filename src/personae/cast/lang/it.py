"""Italian: guillemets, double marks or dashes."""

from personae.cast.lang.it_names import GIVEN, NICKNAMES
from personae.cast.lang.rules import Rules, gendered, words

SPEECH = words("""
disse dice diceva dissero dicono rispose risponde rispondeva domandò domanda domandava chiese chiede
chiedeva esclamò esclama esclamava gridò grida gridava mormorò mormora mormorava aggiunse aggiunge
aggiungeva replicò replica ripeté ripete ripeteva sussurrò sussurra sussurrava continuò continua riprese
riprende spiegò spiega spiegava pensò pensa pensava interruppe ordinò ordina supplicò insistette insisté
insiste insisteva osservò osserva affermò assicurò sospirò sospira sospirava balbettò dichiarò annunciò
annunziò concluse soggiunse fece faceva urlò urla strillò borbottò borbotta confessò propose promise decise
commentò ribatté obiettò protestò confermò ammise riconobbe concesse negò mentì giurò pregò implorò comandò
impose esortò consigliò suggerì raccomandò avvertì avvisò minacciò sfidò rimproverò accusò lamentò scusò
salutò ringraziò consolò rassicurò incoraggiò intervenne sbottò tagliò sentenziò giudicò opinò suppose
calcolò rifletté meditò inquisì interrogò chiamò vociferò proclamò declamò recitò lesse cantò canticchiò
canterellò bestemmiò imprecò ansimò sbuffò tossì esitò tentennò cominciò incominciò iniziò finì terminò
proseguì seguitò invitò offrì farfugliò biascicò bisbigliò sibilò ringhiò grugnì ruggì tuonò sbraitò abbaiò
singhiozzò pianse gemette gemé rise ridacchiò sorrise sogghignò scherzò ironizzò canzonò motteggiò precisò
chiarì corresse rettificò ricordò raccontò narrò informò rivelò svelò notò constatò rilevò sottolineò ribadì
convenne acconsentì accettò rifiutò approvò assentì annuì contestò argomentò volle accennò azzardò arrischiò
balzò saltò lanciò buttò lasciò mugolò mugugnò brontolò bofonchiò piagnucolò frignò cinguettò gorgheggiò
esalò spirò dissi risposi chiesi domandai esclamai gridai mormorai aggiunsi replicai
""")
TITLES = gendered(
    M="""
    dottor dottore dott dr professor professore prof giudice avvocato ingegner ingegnere signor signore sor
    don padre fra frate fratello zio re principe duca conte barone marchese mastro maestro capitano
    colonnello generale tenente sergente maresciallo commissario ispettore cavalier cavaliere compare messer
    ser nonno monsignor monsignore
    """,
    F="""
    signora signorina sora donna madre suor sorella zia regina principessa duchessa contessa baronessa
    marchesa dottoressa professoressa maestra comare madonna nonna
    """,
    both="san sant santo santa",
)
PEOPLE = gendered(
    M="""
    uomo ragazzo giovane padre fratello figlio zio marito re principe prete curato medico vecchio soldato
    capitano maestro servo signore amico burattino oste nonno nipotino cugino cognato suocero genero sposo
    fidanzato vedovo padrino compare frate monaco abate vescovo cardinale sagrestano parroco dottore dottor
    avvocato notaio giudice sindaco podestà brigadiere maresciallo carabiniere poliziotto commissario
    ispettore sergente tenente colonnello generale marinaio pescatore barcaiolo cocchiere carrettiere
    pastore contadino giardiniere mugnaio fornaio macellaio locandiere cuoco cameriere calzolaio sarto
    falegname fabbro muratore minatore bottegaio mercante banchiere vicino forestiero sconosciuto straniero
    viaggiatore ospite passeggero mendicante ladro brigante prigioniero pittore poeta musicista attore
    scrittore giornalista studente professore direttore segretario conte duca marchese barone padrone
    gigante cieco postino portiere custode farmacista speziale ingegnere orologiaio garzone bambino
    vecchietto vecchino
    """,
    F="""
    donna ragazza bambina madre sorella figlia zia moglie regina principessa signora signorina serva vecchia
    amica fata nonna nipotina cugina cognata suocera nuora sposa fidanzata vedova madrina comare monaca
    badessa maestra professoressa infermiera sarta lavandaia cuoca fornaia cameriera ostessa locandiera
    vicina forestiera sconosciuta straniera contadina pastora strega contessa duchessa marchesa baronessa
    attrice cantante ballerina pittrice direttrice segretaria portinaia balia dama padrona fanciulla
    vecchietta
    """,
    both="voce nipote testimone creatura guida paziente",
)
RULES = Rules(
    code="it",
    speech=SPEECH,
    subjects=gendered(F="ella lei essa", M="egli lui esso"),
    gendered=gendered(F="ella lei", M="egli lui"),
    titles=TITLES,
    people=PEOPLE,
    determiners=words(
        "il lo la i gli le l un uno una suo sua mio mia tuo tua nostro questo questa quel quello quella"
    ),
    articles=words("il lo la i gli le l un uno una questo questa quel quello quella"),
    stop=words("""
    io tu egli ella lui lei noi voi essi loro il lo la i gli le l un uno una e ed ma o od però né che chi
    cui quale quali quando come dove perché per con senza su sopra sotto in di del dello della dei degli
    delle a al allo alla ai agli alle da dal dallo dalla dai dalle nel nello nella nei nelle sul sullo sulla
    sui sulle tra fra se sì no mio mia tuo tua suo sua nostro nostra vostro vostra questo questa questi
    queste quello quella quelli quel quei molto molta più meno tanto tutto tutta tutti tutte nulla niente
    nessuno mai sempre già ancora anche così allora poi dopo prima ora adesso oggi ieri domani stasera qui
    qua là lì ah oh eh uh ehi bene male ebbene dunque andiamo andate vieni venga venite va vada guarda
    guardi guardate senti senta sentite ascolta aspetta aspetti lascia lasci dimmi dica prendi prenda dio
    gesù cristo diavolo cielo capitolo libro parte atto scena lunedì martedì mercoledì giovedì venerdì
    sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre
    dicembre natale pasqua grazie prego addio ciao buon buona buono buongiorno buonasera buonanotte signori
    signore è era sono sei siamo siete ha ho hai aveva avevo si mi ti ci vi ne ogni altro altra altri
    qualche qualcuno qualcosa non certo forse magari mentre appena finché benché sebbene siccome dato due
    tre quattro cinque sette otto nove dieci cento mille vent trenta primo secondo terzo italiano italiana
    francese inglese tedesco italia europa comune chiesa nord sud est ovest povero povera caro cara scusi
    scusa permesso ecco eccolo eccola d dell all dall nell sull quell quest c s m t v com dov cos quant
    """),
    places=words("in verso presso"),
    boundary=words("""
    di del dello della dei a al allo alla ai in con senza che e ed ma per si gli le mentre da dal dalla nel
    nella sul sulla come era aveva
    """),
    adverbs=words("""
allora poi così infine finalmente subito piano forte ancora anche sottovoce adagio intanto lui lei
    """),
    adverb_ending="mente",
    kin=words("""
    padre madre fratello sorella figlio figlia zio zia marito moglie nonno nonna nipote cugino cugina
    cognato cognata suocero suocera amico amica
    """),
    generic=words("""
    uomo donna ragazzo ragazza giovane voce vecchio vecchia signora signore bambino bambina signorina
    sconosciuto sconosciuta forestiero straniero amico amica vicino vicina creatura fanciulla vecchietto
    vecchietta sposo sposa marito moglie
    """),
    first_person=words("io"),
    own=words("mio mia"),
    relatives=words("che"),
    particles=words("de di del della dei da la lo"),
    given=GIVEN,
    nicknames=NICKNAMES,
    endearments=words("mio mia caro cara buon povero povera sì no oh addio grazie ciao"),
    spouses=words("moglie marito"),
    parents=words("padre madre"),
    siblings=words("fratello sorella"),
    addresses=gendered(M="signore", F="signora signorina"),
    abbreviations={
        "signore": "signor",
        "dottore": "dottor",
        "dott": "dottor",
        "dr": "dottor",
        "professore": "professor",
        "prof": "professor",
        "ingegnere": "ingegner",
        "cavaliere": "cavalier",
    },
    noble=words(
        "duca duchessa conte contessa principe principessa re regina marchese marchesa barone baronessa"
    ),
    clitics=words("gli le si mi ci lo la"),
    elisions=words(
        "l d s m t n c v un dell all dall nell sull coll quell quest sant dov com cos quant tutt mezz gl"
    ),
    trailing=words("che il la con senza mentre"),
    weak_past=("ò", "ì", "eva", "ava"),
    endings={"a": "F", "o": "M"},
    small_titles=True,
    speech_inside=True,
    apposed=words("il la lo l"),
    article_gender=gendered(F="la una questa quella", M="il lo un uno questo quel quello"),
    head_first=True,
    close_nicknames=True,
    drops_subject=True,
)
