"""Spanish: dashes round what the teller says in between."""

from personae.cast.lang.rules import Rules, gendered, words

RULES = Rules(
    code="es",
    speech=words("""
    dijo dice decía respondió responde preguntó pregunta contestó contesta exclamó exclama gritó grita
    murmuró murmura añadió añade replicó replica repuso susurró susurra continuó continúa prosiguió explicó
    pensó piensa interrumpió ordenó suplicó insistió observó afirmó aseguró repitió suspiró balbuceó declaró
    anunció concluyó agregó advirtió confesó comentó propuso prometió
    """),
    subjects=gendered(F="ella", M="él", both="usted"),
    gendered=gendered(F="ella", M="él"),
    titles=gendered(
        M="señor sr don padre fray hermano tío rey príncipe duque conde barón marqués capitán coronel",
        F="""
        señora sra señorita srta doña madre hermana tía reina princesa duquesa condesa baronesa
        marquesa
        """,
        both="doctor doctora dr profesor san santa juez",
    ),
    people=gendered(
        M="""
        hombre niño muchacho joven padre hermano hijo tío marido esposo rey príncipe cura médico
        viejo soldado capitán maestro criado señor caballero amigo escudero ventero barbero
        """,
        F="""
        mujer niña muchacha madre hermana hija tía esposa reina princesa señora criada vieja amiga
        ama sobrina
        """,
        both="voz",
    ),
    determiners=words("el la los las un una su sus mi mis tu este esta aquel aquella"),
    stop=words("""
    yo tú él ella usted nosotros vosotros ellos ellas ustedes el la los las lo un una unos unas y e o u pero
    mas sino ni que qué quien quién cual cuál cuando cuándo como cómo donde dónde porque por para con sin
    sobre bajo en de del a al ante desde hasta entre si sí no mi mis tu tus su sus nuestro vuestra este esta
    esto ese esa eso aquel aquella aquello muy más menos tan tanto todo toda todos todas nada nadie nunca
    siempre ya aún también tampoco así entonces luego después antes ahora hoy ayer mañana aquí allí allá ah
    oh ay bien pues vamos venga dios capítulo libro parte lunes martes miércoles jueves viernes sábado
    domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gracias
    adiós buenos buenas señores es era ha había se le me te nos les cada otro otra algo alguien
    """),
    places=words("en hacia"),
    boundary=words("de del a al en con sin que y pero por para se le su mientras"),
    adverbs=words("entonces luego así por fin después"),
    kin=words("padre madre hermano hermana hijo hija tío tía marido mujer esposa esposo"),
    generic=words("hombre mujer niño niña muchacho muchacha joven voz viejo vieja señora señor caballero"),
    first_person=words("yo"),
    particles=words("de del la las los y"),
    given=gendered(
        F="""
        maría ana isabel carmen teresa juana dolores elena rosa lucía marta laura sofía clara inés
        beatriz cristina julia mercedes pilar dulcinea fortunata jacinta ángela
        """,
        M="""
        juan josé antonio manuel francisco pedro luis carlos miguel rafael fernando diego alonso
        sancho ramón andrés pablo jorge enrique martín tomás vicente joaquín gabriel santiago
        """,
    ),
    endearments=words("mi querido querida señor buen pobre sí no oh ay"),
)
