"""French: guillemets and dashes, "dit-il" inside the marks."""

from personae.cast.lang.rules import Rules, gendered, words

RULES = Rules(
    code="fr",
    speech=words("""
    dit dis disait disent répondit répond répondait demanda demande demandait cria crie criait s'écria
    s'écrie reprit reprend ajouta ajoute murmura murmure continua continue répliqua réplique fit fait
    déclara annonça expliqua pensa pense songea interrompit observa balbutia bégaya soupira gémit hurla
    ordonna supplia insista interrogea questionna chuchota affirma protesta avoua conclut poursuivit lança
    grommela grogna répéta remarqua assura promit proposa acheva commença souffla rétorqua objecta écria
    exclama s'exclama
    """),
    subjects=gendered(F="elle", M="il", both="on"),
    gendered=gendered(F="elle", M="il"),
    titles=gendered(
        M="""
        m monsieur sieur père abbé frère oncle roi prince duc comte baron marquis maître capitaine
        colonel
        """,
        F="""
        mme madame mlle mademoiselle dame sœur tante reine princesse duchesse comtesse baronne
        marquise mère
        """,
        both="docteur dr professeur saint sainte juge",
    ),
    people=gendered(
        M="""
        homme garçon père frère fils oncle mari roi prince prêtre curé médecin vieillard soldat
        capitaine maître marchand paysan valet étranger inconnu jeune ami voisin notaire
        """,
        F="""
        femme fille mère sœur tante épouse reine princesse dame demoiselle servante bonne vieille
        amie voisine
        """,
        both="enfant docteur voix",
    ),
    determiners=words("le la les l un une son sa ses mon ma mes notre leur ce cet cette"),
    stop=words("""
    je tu il elle on nous vous ils elles le la les l un une des du de d et mais ou où donc or ni car si ce c
    cet cette ces cela ça mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs que qui quoi quel
    quelle quand comme comment pourquoi avec sans dans sur sous pour par en à au aux oui non ah oh eh bien
    puis alors enfin ainsi aussi après avant pendant depuis jusque tout toute tous toutes rien personne
    jamais toujours encore déjà ici là voilà voici allons allez venez viens chapitre livre partie lundi
    mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
    octobre novembre décembre français anglais allemand italien espagnol dieu même plus moins très trop peu
    beaucoup quelque quelques chaque autre autres est était c'est il y a j'ai n'est qu'est s'il qu'il
    d'abord quant lorsque puisque merci bonjour bonsoir adieu mesdames messieurs seigneur m'a l'on soudain
    cependant pourtant
    """),
    places=words("à en dans vers chez"),
    boundary=words("de du des à au aux en avec sans dans sur sous qui que et mais ou pour par se s ne lui"),
    adverbs=words("alors encore enfin aussi doucement donc vivement lentement gravement"),
    kin=words("père mère frère sœur fils fille oncle tante mari femme épouse"),
    generic=words("homme femme jeune garçon fille voix inconnu étranger dame ami amie"),
    first_person=words("je"),
    particles=words("de du des la le d"),
    given=gendered(
        F="""
        marie jeanne anne louise marguerite claire julie sophie camille charlotte élise hélène
        isabelle juliette lucie madeleine mathilde pauline suzanne thérèse valérie emma cosette
        fantine émilie amélie céline
        """,
        M="""
        jean pierre paul jacques louis henri charles françois antoine andré michel philippe nicolas
        georges gustave émile victor étienne julien lucien marcel maurice rené robert guillaume
        olivier thomas hugo
        """,
    ),
    endearments=words("mon ma cher chère bon bonne pauvre petit petite oui non ô"),
    speech_inside=True,
)
