"""Italian given names with their gender, and the short forms people use for them."""

from personae.cast.lang.rules import gendered, long_forms

GIVEN = gendered(
    F="""
    ada adalgisa addolorata adelaide adele adelina adriana agata agnese aida alba albertina alessandra
    alessia alice alida allegra alma amalia amanda ambra amelia amina angela angelica angelina anita anna
    annamaria annetta annunziata antonella antonia antonietta arianna armida assunta aurelia aurora barbara
    beatrice benedetta berenice bernardetta berta bettina bianca bice brigida bruna brunella camilla candida
    carla carlotta carmela carmen carola carolina caterina cecilia celeste celestina chiara cinzia clara
    claudia clelia clementina clotilde colomba concetta consolata cordelia cornelia corinna cosima costanza
    cristiana cristina dalia daniela daria debora delfina delia desdemona diana dina domenica domitilla
    donata donatella dora doralice dorina dorotea eba edda edvige elda elena eleonora elettra elia elisa
    elisabetta elsa elvira emanuela emilia emma enrica erica ermelinda ermengarda ermina ernesta ersilia
    ester eufemia eugenia eva evelina fabiana fabiola fabrizia federica felicita fernanda fiammetta filippa
    filomena fiorella fiorenza flaminia flavia flora fortunata franca francesca fulvia gabriella gaia gemma
    genoveffa gerarda germana gertrude gianna gigliola gilda gina ginevra gioconda giovanna giovannina
    gisella gioia giuditta giulia giuliana giulietta giuseppa giuseppina giustina gloria grazia graziella
    griselda ida ilaria ilda ines immacolata imelda iolanda irene iride irma isa isabella isotta italia
    ivana lara laura lauretta lavinia lea leda letizia lia licia lidia liliana lina linda lisa lisetta livia
    loredana lorena lorenza luana lucia luciana lucilla lucrezia luigia luigina luisa maddalena mafalda
    manuela mara marcella margherita maria mariangela marianna marietta marilena marina marinella marisa
    marta martina matilde melania melissa menica mercedes michela milena mina miranda mirella miriam moira
    monica morena nadia natalia nella nerina nicoletta nina nives noemi nora norma novella nunzia nunziata
    odetta ofelia olga olimpia olivia ombretta orietta ornella orsola ortensia ottavia palma palmira pamela
    paola paolina patrizia perla perpetua petronilla pia pierina placida priscilla quinta rachele raffaella
    rebecca regina renata rina rita roberta romana romilda rosa rosalba rosalia rosalinda rosanna rosaria
    rosetta rosina rossana rossella sabina sabrina samanta sandra santina sara savina sebastiana selvaggia
    serafina serena sibilla silvana silvia simona simonetta sofia sonia stefania stella susanna tamara tea
    tecla tatiana teodora teresa teresina tina titina tosca tullia ubalda valentina valeria vanda vanessa
    velia vera veronica vincenza viola violante violetta virginia vittoria viviana zaira zita zoe
    """,
    M="""
    abbondio abramo achille adalberto adamo adolfo adriano agostino alberico alberto alceste aldo alessandro
    alessio alfio alfonso alfredo alighiero alvise amadeo ambrogio amedeo amerigo amilcare anacleto andrea
    angelo anselmo antonello antonino antonio apollinare arcangelo ardito arduino arnaldo arrigo arturo
    astolfo attilio augusto aurelio baldassarre baldo barnaba bartolo bartolomeo basilio bastiano battista
    benedetto beniamino benito benvenuto beppe bernardino bernardo berto biagio bonaventura bonifacio brando
    bruno callisto calogero camillo candido carlo carmelo carmine casimiro cecco celestino celso cesare cino
    cirillo ciro claudio clemente consalvo corrado cosimo costante costantino costanzo cristiano cristoforo
    damiano daniele dante dario davide delfino demetrio diego dino dionigi domenico donato duccio duilio
    edmondo edoardo egidio egisto eliseo elio emanuele emiliano emilio ennio enrico enzo ercole ermanno
    ermenegildo ernesto eros ettore eugenio eusebio evaristo ezio fabiano fabio fabrizio faustino fausto
    federico fedele felice felino ferdinando fermo ferruccio filiberto filippo fiorenzo flaminio flavio
    folco fortunato francesco franco fulgenzio fulvio furio gabriele gaetano galeazzo gaspare gastone gavino
    gennaro geppetto geppo geremia gerardo germano gerolamo gervasio giacinto giacomo giampaolo giancarlo
    gianfranco gianluca gianni giano gigi gilberto gino gioacchino giobbe giona giordano giorgio giosuè
    giotto giovanni girolamo giuliano giulio giuseppe giustino goffredo graziano gregorio gualtiero guelfo
    guglielmo guido gustavo ignazio igino ilario innocenzo ippolito isacco isidoro italo ivan ivano jacopo
    lamberto lanfranco lapo lando lattanzio lauro lazzaro leandro leo leonardo leone leonida leopoldo lino
    lionello livio lodovico lorenzo luca luciano lucio ludovico luigi luigino manfredi manlio marcantonio
    marcello marco mariano marino mario martino marzio massimiliano massimo matteo mattia maurizio mauro
    melchiorre menico michelangelo michele mirko modesto moreno nando nanni nazario nello nereo nicola
    nicolò niccolò nino norberto nuccio nunzio oddone odoardo olindo oliviero omero onofrio orazio oreste
    orlando oronzo orso oscar osvaldo ottaviano ottavio ottone palmiro pancrazio paolino paolo paride
    pasquale patrizio pellegrino peppe peppino piero pierluigi pietro pino pinocchio pio placido pompeo
    primo prospero quintino quirino raffaele raimondo rainaldo raniero raul remigio remo renato renzo
    riccardo rinaldo rino roberto rocco rodolfo rodrigo rolando romano romeo romolo romualdo rosario ruggero
    rutilio sabatino sabino salvatore salvo samuele sandro santo sante saverio sebastiano serafino sergio
    severino severo sigismondo silvano silvestro silvio simone sisto stanislao stefano tancredi tazio
    teobaldo teodoro teofilo terenzio tiberio timoteo tito tiziano tobia tolomeo tommaso tonino tonio
    torquato toto totò tullio turi ubaldo ugo ulisse umberto urbano valentino valerio vasco venanzio
    vincenzo virgilio virginio vito vittore vittorio walter zaccaria zeno
    """,
)

NICKNAMES = long_forms(
    """
    caterina: nina rina cate
    giovanna: nina gianna vanna
    giovannina: nina
    antonina: nina
    giuseppe: beppe peppe peppino geppetto pino
    giuseppina: pina giusi peppina
    giovanni: gianni nanni vanni
    francesco: cecco franco ciccio checco
    francesca: cecca franca
    luigi: gigi gino luigino
    luigia: gina gigia
    antonio: tonio toni tonino totò
    antonia: tonia
    lorenzo: renzo enzo
    vincenzo: enzo cenzo
    domenico: menico mimmo nico
    domenica: menica mimma
    alessandro: sandro ale
    alessandra: sandra
    teresa: teresina
    beatrice: bice
    elisabetta: betta lisa bettina lisetta
    maria: mariuccia marietta mariella
    anna: annetta nina
    rosa: rosina rosetta
    salvatore: turi totò salvo
    ferdinando: nando
    raffaele: lello
    filippo: pippo
    giacomo: giacomino mino
    pietro: piero pierino
    carlo: carletto
    carolina: lina
    angela: angelina lina
    michele: michelino
    margherita: rita ghita
    eleonora: nora norina
    bartolomeo: bartolo meo
    ludovico: vico
    enrico: rico
    roberto: berto
    alberto: berto
    umberto: berto
    sebastiano: bastiano
    gabriella: lella
    concetta: titina
    virginia: ginia
    lucia: lucietta
    """
)
