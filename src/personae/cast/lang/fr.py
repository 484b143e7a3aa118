"""French: guillemets and dashes, "dit-il" inside the marks."""

from personae.cast.lang.fr_names import GIVEN, NICKNAMES
from personae.cast.lang.rules import Rules, gendered, words

# First each verb as it stands behind speech in a story (passé simple), then in the present and imperfect.
SPEECH = words("""
dit dis dirent répondit répondis demanda demandai cria criai écria reprit ajouta ajoutai murmura murmurai
continua répliqua fit fis déclara annonça expliqua pensa songea interrompit observa balbutia bégaya soupira
gémit hurla ordonna supplia insista interrogea questionna chuchota affirma protesta avoua conclut poursuivit
lança grommela grogna répéta remarqua assura promit proposa acheva commença souffla rétorqua objecta exclama
bougonna ronchonna marmonna marmotta grinça siffla susurra glissa jeta lâcha risqua hasarda avança admit
concéda convint reconnut confia confirma corrigea rectifia précisa compléta renchérit approuva acquiesça
accorda consentit céda refusa nia mentit jura gronda tonna tempêta rugit aboya vociféra beugla brailla clama
proclama prononça articula récita lut chanta chantonna fredonna plaisanta railla ironisa ricana rit sourit
pleura sanglota geignit haleta hoqueta suffoqua bredouilla bafouilla coupa trancha conseilla suggéra
recommanda avertit prévint menaça commanda enjoignit intima pria implora adjura appela héla salua remercia
félicita rassura consola encouragea plaida argumenta raisonna calcula médita rêva voulut intervint enchaîna
rappela raconta narra informa apprit révéla reprocha accusa gémissait constata nota releva ponctua plaignit
inquiéta étonna indigna emporta excusa enquit informait récria esclaffa impatienta lamenta moqua disait
disent disaient répond répondait demande demandait crie criait écrie écriait reprend reprenait ajoute
ajoutait murmure murmurait continue continuait réplique répliquait faisait déclare explique expliquait pense
pensait interrompt observe soupire soupirait hurle hurlait ordonne supplie insiste insistait interroge
chuchote chuchotait affirme proteste protestait avoue poursuit lance lançait grogne grognait répète répétait
remarque assure promet propose achève commence souffle exclame exclamait objecte rétorque admet précise
confirme annonce
""")
SUBJECTS = gendered(F="elle", M="il", both="on")
TITLES = gendered(
    M="""
    m monsieur messire sieur père abbé frère oncle roi prince duc comte baron marquis vicomte chevalier
    docteur dr professeur juge président maître capitaine colonel commandant général amiral lieutenant
    sergent caporal inspecteur commissaire cardinal évêque curé don
    """,
    F="""
    mme madame mlle mademoiselle dame sœur tante reine princesse duchesse comtesse baronne marquise
    vicomtesse mère
    """,
    both="saint sainte",
)
PEOPLE = gendered(
    M="""
    homme garçon père frère fils oncle mari roi prince prêtre curé abbé médecin vieillard soldat capitaine
    maître marchand paysan valet étranger inconnu ami voisin notaire maire boulanger boucher meunier
    forgeron pêcheur marin cocher berger jardinier aubergiste domestique serviteur gendarme commissaire
    inspecteur brigadier lieutenant colonel général juge avocat pharmacien instituteur professeur directeur
    patron facteur épicier libraire horloger cordonnier tailleur menuisier charpentier bûcheron vigneron
    chasseur gardien portier concierge huissier prisonnier voleur mendiant moine évêque cardinal ermite
    poète peintre musicien comédien journaliste neveu cousin grand-père beau-père gendre beau-frère époux
    fiancé veuf parrain vieux bonhomme gamin jeunet gosse mousse matelot passeur greffier comte baron
    marquis duc vicomte chevalier sergent caporal commandant banquier
    """,
    F="""
    femme fille mère sœur tante épouse reine princesse dame demoiselle servante bonne vieille amie voisine
    fillette cousine nièce grand-mère belle-mère belle-sœur bru marraine fiancée veuve mariée nourrice
    cuisinière gouvernante couturière lavandière boulangère épicière fermière paysanne bergère institutrice
    infirmière religieuse abbesse duchesse comtesse baronne marquise maîtresse hôtesse patronne ouvrière
    directrice chanteuse danseuse comédienne sorcière gamine étrangère inconnue prisonnière
    """,
    both="enfant docteur voix témoin élève secrétaire camarade malade",
)
RULES = Rules(
    code="fr",
    speech=SPEECH,
    subjects=SUBJECTS,
    gendered=SUBJECTS,
    titles=TITLES,
    people=PEOPLE,
    determiners=words("le la les l un une son sa ses mon ma mes notre leur ce cet cette"),
    articles=words("le la les l un une ce cet cette"),
    stop=words("""
    je tu il elle on nous vous ils elles le la les l un une des du de d et mais ou où donc or ni car si ce c
    cet cette ces cela ça ceci mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs que qui quoi
    quel quelle quels quelles quand comme comment combien pourquoi avec sans dans sur sous pour par en à au
    aux oui non ah oh eh ô hé hein bah bien puis alors enfin ainsi aussi après avant pendant depuis jusque
    jusqu tout toute tous toutes rien personne jamais toujours encore déjà ici là voilà voici allons allez
    venez viens chapitre livre partie tome acte scène premier première deuxième troisième lundi mardi
    mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
    octobre novembre décembre noël pâques toussaint carême français française anglais anglaise allemand
    allemande italien espagnol dieu diable ciel même plus moins très trop peu beaucoup quelque quelques
    quelqu chaque autre autres est était c'est y a j'ai n'est qu'est s'il qu'il d'abord quant lorsque lorsqu
    puisque puisqu merci bonjour bonsoir bonne bon adieu pardon mesdames messieurs mesdemoiselles seigneur
    m'a l'on soudain cependant pourtant toutefois néanmoins maintenant aujourd aujourd'hui demain hier parce
    cher chère pauvre petit petite vieux vieille jeune grand grande beau belle vite attends attendez regarde
    regardez écoute écoutez tiens tenez dites dis voyons voyez entrez entre sortez asseyez assieds laisse
    laissez prenez prends donne donnez faites fais soyez sois croyez crois savez sais avez as est-ce
    peut-être certes chez vers contre derrière devant près loin dehors dedans lui moi toi eux soi deux trois
    quatre cinq six sept huit neuf dix cent mille point pas ne n se s t j m qu église république état océan
    nord sud ouest messe paris europe france
    """),
    places=words("à en vers"),
    boundary=words("""
    de du des d à au aux en avec sans dans sur sous qui que qu et mais ou pour par se s ne lui l' y devant
    derrière vers comme tandis pendant était avait a est fut eut
    """),
    adverbs=words("""
    alors encore enfin aussi donc soudain aussitôt ensuite puis bientôt seulement simplement vite bas tout
    très remarquer observer savoir entendre à voix presque même déjà toujours
    """),
    adverb_ending="ment",
    kin=words("père mère frère sœur fils fille oncle tante mari femme épouse neveu nièce cousin cousine"),
    generic=words("""
    homme femme jeune garçon fille voix inconnu inconnue étranger étrangère dame ami amie vieux vieille
    enfant vieillard demoiselle voisin voisine gamin gamine bonhomme fillette époux épouse
    """),
    first_person=words("je j"),
    own=words("mon ma mes"),
    relatives=words("qui"),
    particles=words("de du des la le d"),
    given=GIVEN,
    nicknames=NICKNAMES,
    endearments=words(
        "mon ma cher chère bon bonne pauvre petit petite oui non ô ah oh eh bonjour adieu merci"
    ),
    born=words("née"),
    spouses=words("mari femme épouse époux"),
    parents=words("père mère"),
    siblings=words("frère sœur"),
    addresses=gendered(M="monsieur", F="madame mademoiselle"),
    abbreviations={
        "m": "monsieur",
        "mme": "madame",
        "mlle": "mademoiselle",
        "dr": "docteur",
        "me": "maître",
    },
    groups=words("messieurs mesdames mesdemoiselles"),
    noble=words("duc duchesse comte comtesse prince princesse roi reine marquis marquise baron baronne"),
    clitics=words("s se lui leur m me nous vous t te"),
    elisions=words("l d s m n t c j qu jusqu lorsqu puisqu quelqu aujourd presqu"),
    trailing=words("qui dont en d’une d’un d'une d'un tandis pendant sans"),
    weak_past=("ait", "a", "it", "ut"),
    small_titles=True,
    speech_inside=True,
    apposed=words("le la l"),
    article_gender=gendered(F="la une cette", M="le un ce cet"),
    head_first=True,
    close_nicknames=True,
)
