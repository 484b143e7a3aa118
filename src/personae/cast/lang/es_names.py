"""Spanish given names with their gender, and the short forms people use for them."""

from personae.cast.lang.rules import gendered, long_forms

GIVEN = gendered(
    F="""
    adela adelaida adelina adriana águeda agustina aída alba albertina alejandra alejandrina alicia alma
    almudena amalia amanda amelia amparo ana anabel anastasia andrea ángela ángeles angélica angelina anita
    antonia antoñita ascensión asunción aurelia aurora azucena bárbara beatriz begoña belén benita berenice
    bernarda bernardina berta blanca brígida camila candela candelaria caridad carlota carmela carmen
    carmencita carolina casilda catalina cecilia celestina celia chelo clara claudia clementina clotilde
    concepción concha conchita constanza consuelo cristina cruz dalia daniela débora delfina delia diana
    dolores dominga dorotea dulcinea edelmira elena eleonora elisa elvira emilia emma encarna encarnación
    enriqueta ernestina esmeralda esperanza estefanía estela ester estrella eufemia eugenia eulalia eva
    fabiola fátima felicia felipa felisa fermina fernanda filomena flora florencia fortunata francisca
    gabriela genoveva georgina gertrudis gloria gracia graciela gregoria guadalupe guillermina herminia
    hortensia ignacia ildefonsa inés inmaculada irene isabel isabela isidora jacinta jerónima jimena
    joaquina jorgina josefa josefina juana juanita julia juliana julieta justa justina laura leandra
    leocadia leonor leticia lidia lola lorenza lorena lourdes lucía luciana lucrecia luisa lupe luz macarena
    magdalena maite manuela marcela margarita maría mariana maricarmen marina marisa marta martina matilde
    maruja máxima mercedes micaela milagros minerva miranda mónica montserrat natalia nati nieves noelia
    nuria obdulia ofelia olalla olga olivia oriana otilia paca paloma paquita pastora patricia patrocinio
    paula paulina paz penélope pepa pepita petra petronila pilar piedad prudencia pura purificación quiteria
    rafaela ramona raquel rebeca regina reme remedios rita rocío rosa rosalía rosario rosaura rosita rufina
    ruth sabina salomé salud sara serafina severina silvia simona socorro sofía sol soledad sonia susana
    tecla telma teodora teresa tomasa trinidad tula úrsula valentina valeria vanesa verónica vicenta
    victoria victorina violeta virginia virtudes visitación viviana yolanda zoraida
    """,
    M="""
    abel abelardo abrahán adán adolfo adrián agapito agustín alberto alejandro alfonso alfredo alonso álvaro
    amadeo ambrosio amador américo anacleto andrés ángel aniceto anselmo antonio antón aquiles arcadio ariel
    aristóbulo armando arsenio arturo atanasio augusto aureliano aurelio baldomero baltasar bartolomé
    basilio bautista benigno benito benjamín bernabé bernardo blas bonifacio braulio bruno calixto camilo
    cándido carlos casimiro cayetano ceferino celestino celso césar cipriano ciriaco claudio clemente
    conrado constantino cornelio cosme crisanto crispín cristian cristóbal curro dámaso damián daniel darío
    david demetrio desiderio diego dionisio domingo edmundo eduardo efraín eladio elías eliseo eloy emeterio
    emiliano emilio enrique epifanio ernesto esteban estanislao eugenio eusebio evaristo ezequiel fabián
    facundo faustino fausto federico felipe félix fermín fernando fidel florencio florentino francisco
    froilán fulgencio gabriel gabino gaspar genaro gerardo germán gervasio gil ginés gonzalo gregorio
    guillermo gumersindo gustavo héctor heriberto hermenegildo hernán higinio hilario hipólito homero
    honorio horacio hugo humberto ignacio ildefonso indalecio íñigo isaac isaías isidoro isidro ismael iván
    jacinto jacobo jaime javier jeremías jerónimo jesús joaquín jonás jorge josé josué juan juanito julián
    julio justino justo juvenal lázaro leandro leoncio leonardo leonel leopoldo lisandro lope lorenzo lucas
    luciano lucio luis macario manolo manuel marcelino marcelo marcial marcos mariano mario martín mateo
    matías mauricio mauro maximiliano máximo melchor melitón miguel modesto moisés narciso nazario nemesio
    nicanor nicasio nicolás nicomedes norberto octavio olegario omar orlando óscar osvaldo pablo paco pancho
    pancracio pascual patricio paulino pedro pelayo pepe perico plácido policarpo porfirio primitivo
    próspero prudencio quintín rafael raimundo ramiro ramón raúl ricardo rigoberto roberto rodolfo rodrigo
    rogelio román romualdo roque rosendo rubén rufino ruperto sabino salvador samuel sancho santiago santos
    saturnino saúl sebastián segismundo segundo serafín sergio severino silverio silvestre silvio simón
    sixto tadeo telesforo teodoro teófilo timoteo tobías tomás toribio toño tristán ubaldo urbano valentín
    valeriano vicente víctor victoriano vidal virgilio wenceslao xavier zacarías zenón
    """,
)

NICKNAMES = long_forms(
    """
    francisco: paco pancho curro paquito frasquito quico
    francisca: paca paquita curra
    josé: pepe pepito
    josefa: pepa pepita
    manuel: manolo manolito lolo
    manuela: manola manolita
    antonio: toño antón antoñito
    antonia: toña antoñita
    dolores: lola lolita
    concepción: concha conchita chelo
    consuelo: chelo
    remedios: reme
    encarnación: encarna
    maría: marica mariquita maruja
    mercedes: merche merceditas
    rosario: charo
    pilar: pili
    isabel: isa belita chabela
    teresa: tere teresita
    juan: juanito juancho
    juana: juanita
    pedro: perico pedrito
    luis: luisito lucho
    carlos: carlitos
    carmen: carmencita carmela
    guadalupe: lupe lupita
    jesús: chucho chus suso
    enrique: quique
    ignacio: nacho
    rafael: rafa
    fernando: nando
    federico: fede
    beatriz: bea
    alejandro: álex jandro
    sebastián: sebas
    vicente: chente
    santiago: santi
    eduardo: edu lalo
    ana: anita
    soledad: sole
    milagros: mila
    trinidad: trini
    asunción: asun
    tomás: tomasito
    miguel: miguelito
    rosa: rosita
    catalina: cata
    magdalena: magda malena
    """
)
