"""Spanish: dashes round what the teller says in between."""

from personae.cast.lang.es_names import GIVEN, NICKNAMES
from personae.cast.lang.rules import Rules, gendered, words

SPEECH = words("""
dijo dice decía dijeron dicen respondió responde respondía preguntó pregunta preguntaba contestó contesta
contestaba exclamó exclama exclamaba gritó grita gritaba murmuró murmura murmuraba añadió añade añadía
replicó replica repuso repone susurró susurra susurraba continuó continúa prosiguió prosigue explicó explica
explicaba pensó piensa pensaba interrumpió ordenó ordena suplicó insistió insiste insistía observó afirmó
aseguró repitió repite repetía suspiró suspira balbuceó balbució declaró anunció concluyó agregó advirtió
confesó comentó propuso prometió protestó razonó chilló rugió bramó gruñó rezongó refunfuñó masculló
tartamudeó sollozó lloró gimió rió rio sonrió bromeó ironizó apuntó señaló indicó puntualizó precisó aclaró
matizó corrigió rectificó recordó contó relató narró informó reveló admitió reconoció concedió asintió negó
mintió juró rogó imploró pidió pide pedía exigió exigía mandó dispuso aconsejó sugirió recomendó avisó
amenazó desafió retó regañó reprochó acusó lamentó quejó disculpó excusó saludó agradeció felicitó consoló
tranquilizó animó intervino terció saltó soltó espetó lanzó dejó cortó atajó zanjó sentenció dictaminó opinó
supuso calculó reflexionó meditó caviló inquirió interrogó indagó quiso llamó voceó vociferó clamó proclamó
recitó leyó cantó canturreó tarareó rezó maldijo blasfemó jadeó resopló bufó carraspeó titubeó vaciló acertó
alcanzó volvió comenzó empezó terminó acabó siguió invitó ofreció brindó farfulló musitó bisbiseó cuchicheó
objetó rebatió discrepó argumentó argüyó alegó adujo convino aceptó rechazó rehusó aprobó confirmó corroboró
apostilló remachó recalcó subrayó enfatizó dijeran dije digo pregunté respondí contesté repliqué murmuré
grité exclamé añadí
""")
TITLES = gendered(
    M="""
    doctor dr profesor juez señor sr don d padre fray hermano tío rey príncipe duque conde barón marqués
    capitán coronel maestro comandante general teniente sargento cabo alférez inspector comisario licenciado
    maese compadre
    """,
    F="""
    señora sra señorita srta doña dña madre hermana tía reina princesa duquesa condesa baronesa marquesa
    doctora profesora maestra sor comadre
    """,
    both="san santa",
)
PEOPLE = gendered(
    M="""
    hombre niño muchacho joven padre hermano hijo tío marido esposo rey príncipe cura médico viejo soldado
    capitán maestro criado señor caballero amigo escudero ventero barbero chico mozo anciano abuelo nieto
    sobrino primo cuñado suegro yerno novio viudo padrino compadre sacerdote fraile obispo abad monje
    sacristán boticario farmacéutico doctor abogado notario escribano juez alcalde alguacil guardia policía
    comisario inspector sargento teniente coronel general marinero pescador patrón barquero cochero arriero
    pastor labrador campesino jardinero molinero panadero carnicero tabernero posadero cocinero camarero
    mesonero zapatero sastre carpintero herrero albañil minero tendero mercader comerciante banquero vecino
    forastero desconocido extranjero viajero huésped pasajero mendigo ladrón bandido prisionero preso pintor
    poeta músico actor cantante escritor periodista estudiante profesor director secretario conde duque
    marqués barón lazarillo amo gigante ciego cojo maquinista cartero sereno portero
    """,
    F="""
    mujer niña muchacha madre hermana hija tía esposa reina princesa señora señorita criada vieja amiga ama
    sobrina chica moza anciana abuela nieta prima cuñada suegra nuera novia viuda madrina comadre doncella
    dama monja abadesa priora maestra profesora enfermera costurera lavandera cocinera panadera pescadera
    tabernera posadera vecina forastera desconocida extranjera viajera gitana bruja hada condesa duquesa
    marquesa baronesa actriz cantante bailarina pintora directora secretaria portera nodriza
    """,
    both="voz testigo criatura guía intérprete paciente",
)
RULES = Rules(
    code="es",
    speech=SPEECH,
    subjects=gendered(F="ella", M="él", both="usted"),
    gendered=gendered(F="ella", M="él"),
    titles=TITLES,
    people=PEOPLE,
    determiners=words(
        "el la los las un una su sus mi mis tu este esta ese esa aquel aquella nuestro nuestra"
    ),
    articles=words("el la los las un una este esta ese esa aquel aquella"),
    stop=words("""
    yo tú él ella usted nosotros vosotros ellos ellas ustedes el la los las lo un una unos unas y e o u pero
    mas sino ni que qué quien quién quienes cual cuál cuando cuándo como cómo cuánto cuánta donde dónde
    adónde porque por para con sin sobre bajo en de del a al ante desde hasta entre hacia según tras durante
    si sí no mi mis tu tus su sus nuestro nuestra vuestra este esta esto estos estas ese esa eso esos esas
    aquel aquella aquello aquellos muy más menos tan tanto tanta todo toda todos todas nada nadie nunca
    jamás siempre ya aún todavía también tampoco así entonces luego después antes ahora hoy ayer mañana aquí
    ahí allí allá ah oh ay eh uy bien mal pues vamos vaya venga ven mire mira oiga oye deje deja diga dime
    calla cállate espera espere pase toma tome dios jesús cristo cielo diablo demonio capítulo libro parte
    tomo acto escena lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo
    junio julio agosto septiembre setiembre octubre noviembre diciembre navidad pascua nochebuena gracias
    adiós hola buenos buenas buen bueno buena señores señoras es era ha había se le me te nos les cada otro
    otra otros algo alguien algún alguna soy eres somos son está están estaba hay tengo tiene tienes quiero
    quiere quieres puede puedo sabe sé español española francés inglés españa europa américa norte sur oeste
    virgen iglesia aunque mientras apenas sólo solo quizá quizás tal vez acaso además cierto claro perdón
    perdone primero segundo tercero dos tres cuatro cinco seis siete ocho nueve diez cien mil veinte treinta
    pobre querido querida
    """),
    places=words("en hacia desde hasta"),
    boundary=words("""
    de del a al en con sin que y e pero por para se le les su sus mientras como cuando desde hacia sobre
    tras ante era estaba había muy
    """),
    adverbs=words("""
entonces luego así por fin después al cabo también otra vez de pronto en voz baja alta muy saber
    """),
    adverb_ending="mente",
    kin=words("""
    padre madre hermano hermana hijo hija tío tía marido mujer esposa esposo abuelo abuela nieto nieta primo
    prima sobrino sobrina cuñado cuñada suegro suegra amigo amiga
    """),
    generic=words("""
    hombre mujer niño niña muchacho muchacha joven voz viejo vieja señora señor caballero chico chica mozo
    moza anciano anciana desconocido desconocida forastero extranjero amigo amiga vecino vecina criatura
    dama esposo esposa marido señorita
    """),
    first_person=words("yo"),
    own=words("mi mis"),
    relatives=words("que quien"),
    particles=words("de del la las los y"),
    given=GIVEN,
    nicknames=NICKNAMES,
    endearments=words("mi querido querida señor buen pobre sí no oh ay adiós gracias hola"),
    spouses=words("mujer marido esposa esposo"),
    parents=words("padre madre"),
    siblings=words("hermano hermana"),
    addresses=gendered(M="señor caballero", F="señora señorita"),
    abbreviations={
        "sr": "señor",
        "sra": "señora",
        "srta": "señorita",
        "dr": "doctor",
        "d": "don",
        "dña": "doña",
    },
    noble=words("duque duquesa conde condesa príncipe princesa rey reina marqués marquesa barón baronesa"),
    clitics=words("le les se me nos lo la"),
    weak_past=("ó", "aba", "ía"),
    endings={"a": "F", "o": "M"},
    small_titles=True,
    speech_inside=True,
    apposed=words("el la"),
    article_gender=gendered(F="la una esta aquella", M="el un este aquel"),
    head_first=True,
    close_nicknames=True,
    drops_subject=True,
)
