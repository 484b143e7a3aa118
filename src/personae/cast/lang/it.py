"""Italian: guillemets, double marks or dashes."""

from personae.cast.lang.rules import Rules, gendered, words

RULES = Rules(
    code="it",
    speech=words("""
    disse dice diceva rispose risponde domandò domanda chiese chiede esclamò esclama gridò grida mormorò
    mormora aggiunse aggiunge replicò replica ripeté ripete sussurrò continuò continua riprese spiegò pensò
    pensa interruppe ordinò supplicò insistette osservò affermò assicurò sospirò balbettò dichiarò annunciò
    concluse soggiunse fece urlò strillò borbottò confessò propose promise
    """),
    subjects=gendered(F="ella lei essa", M="egli lui esso"),
    gendered=gendered(F="ella lei", M="egli lui"),
    titles=gendered(
        M="""
        signor signore don padre fra frate fratello zio re principe duca conte barone marchese
        mastro capitano
        """,
        F="""
        signora signorina donna madre suor sorella zia regina principessa duchessa contessa
        baronessa marchesa
        """,
        both="dottor dottore dottoressa dr professor professore san santa giudice",
    ),
    people=gendered(
        M="""
        uomo ragazzo giovane padre fratello figlio zio marito re principe prete curato medico
        vecchio soldato capitano maestro servo signore amico burattino oste
        """,
        F="""
        donna ragazza bambina madre sorella figlia zia moglie regina principessa signora serva
        vecchia amica fata
        """,
        both="bambino voce",
    ),
    determiners=words("il lo la i gli le l un uno una suo sua mio mia questo questa quel quella"),
    stop=words("""
    io tu egli ella lui lei noi voi essi loro il lo la i gli le l un uno una e ed ma o od però né che chi
    cui quale quando come dove perché per con senza su sopra sotto in di del della dei delle a al alla ai da
    dal dalla tra fra se sì no mio mia tuo suo sua nostro vostro questo questa questi quello quella quel
    molto più meno tanto tutto tutta tutti tutte nulla niente nessuno mai sempre già ancora anche così
    allora poi dopo prima ora oggi ieri domani qui qua là lì ah oh eh bene ebbene dunque andiamo dio
    capitolo libro parte lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo
    aprile maggio giugno luglio agosto settembre ottobre novembre dicembre grazie addio buon buona
    buongiorno signori è era ha aveva si mi ti ci vi ogni altro altra qualche qualcuno non
    """),
    places=words("in a verso"),
    boundary=words("di del della a al alla in con senza che e ma per si gli le mentre"),
    adverbs=words("allora poi così infine finalmente"),
    kin=words("padre madre fratello sorella figlio figlia zio zia marito moglie"),
    generic=words("uomo donna ragazzo ragazza giovane voce vecchio vecchia signora signore bambino"),
    first_person=words("io"),
    particles=words("di de del della dei da"),
    given=gendered(
        F="""
        maria anna lucia agnese perpetua francesca giulia laura chiara elena rosa caterina teresa
        angela margherita elisabetta beatrice gertrude
        """,
        M="""
        giovanni giuseppe antonio francesco luigi pietro paolo carlo marco lorenzo renzo andrea
        matteo giorgio alessandro roberto stefano vincenzo tommaso pinocchio geppetto rodrigo
        abbondio cristoforo
        """,
    ),
    endearments=words("mio mia caro cara buon povero povera sì no oh"),
)
