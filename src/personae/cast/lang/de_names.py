"""German given names with their gender, and the short forms people use for them."""

from personae.cast.lang.rules import gendered, long_forms

GIVEN = gendered(
    F="""
    ada adele adelheid agathe agnes alexandra alice alma alwine amalia amalie amelie andrea angelika anita
    anja anke anna annchen anne anneliese annemarie annette anni antonia antonie astrid auguste barbara
    bärbel beate beatrice benigna berta bertha bettina betty bianca birgit birte brigitte britta brunhilde
    cäcilie carla carola charlotte christa christel christiane christina christine clara claudia clementine
    cordula corinna cornelia dagmar daniela doris dora dorothea dorothee edeltraud edith effi eleonore
    elfriede elisa elisabeth elise elke ella elli elsa elsbeth else emilie emma emmi erika erna ernestine
    esther eugenie eva evelyn felicitas feodora franziska frida frieda friederike gabriele gerda gerlinde
    gertraud gertrud gerti gesine gisela gitta greta gretchen grete gretel gudrun gundula hanna hannah hanne
    hannelore hedda hede hedi hedwig heide heidemarie heidi heidrun heike helene helga henriette hermine
    herta hertha hilde hildegard hulda ida ilona ilse ina inge ingeborg ingrid irene iris irma irmgard
    isabella isolde jana jette johanna josefa josefine josephine judith jutta julia juliane julie karin
    karla karoline käte käthe katharina käthchen kathi kathrin katja katrin klara klothilde konstanze
    kriemhild kunigunde laura lea lena lene leni lenore leonie leonore liddy liesbeth liesel lieselotte lili
    lilli lina linde lisa lisbeth lisette lore lotte lottchen louise lucia lucie luise lydia magda magdalena
    magdalene malwine mareike margarete margarethe margot margret maria marianne marie marieluise marietta
    marlene marlies marta martha martina mathilde mechthild melanie melitta meta mia michaela mina minna
    minchen mirjam monika nadine natalie nele nelly nora notburga olga ottilie paula pauline petra
    philippine rebekka regina regine renate resi ricarda ricke rita rosa rosalie rosemarie rosi rosina
    roswitha ruth sabine sabina sandra sara sarah selma sibylle sieglinde sigrid silke silvia sonja sophia
    sophie stefanie stephanie stine susanna susanne svenja sybille tatjana thea thekla theodora therese
    theresia thusnelda tilda tilde tilly tine toni trude trudi ulla ulrike ursel ursula uschi ute valerie
    vera verena veronika viktoria waltraud wanda wilhelmine wilma zenzi
    """,
    M="""
    achim adalbert adam adolf albert albrecht alexander alfons alfred alois alwin ambros andreas anselm
    anton armin arno arnold artur arthur august axel balthasar balduin bartholomäus bastian benedikt
    benjamin benno bernd bernhard berthold bertram björn bodo bruno burkhard carl caspar cäsar christian
    christoph claus clemens conrad cornelius cuno daniel david detlef detlev dieter dietmar dietrich dirk
    eberhard eckhard edgar edmund eduard egon ekkehard elias emanuel emil emmerich engelbert erasmus erhard
    erich erik ernst erwin eugen ewald fabian felix ferdinand florian frank franz fred friedel friedemann
    frieder friedhelm friedrich fridolin fritz fritzchen fürchtegott gabriel gebhard georg gerald gerd
    gerhard gero gilbert götz gottfried gotthard gotthelf gotthold gottlieb gregor günter günther guido
    gustav hannes hans hansel hänsel harald hartmut hartwig hasso heiner heini heinrich heinz helmut helmuth
    henning henrik herbert heribert hermann hieronymus hilmar hinrich holger horst hubert hugo ignaz igor
    ingo isidor jakob jan janosch jens jeremias jiri joachim jobst jochen johann johannes jonas jonathan
    josef joseph jost julian julius jürg jürgen justus kai karl karlchen kaspar kasimir kilian klaus klemens
    knut konrad konstantin korbinian kuno kunz kurt lambert laurenz leander lenz leo leonhard leopold lorenz
    lothar lucas ludwig lukas lutz magnus malte manfred manuel marius markus martin mathias matthäus
    matthias max maxl maximilian meinhard melchior michael michel moritz nathanael niklas nikolaus nils
    norbert olaf oliver oskar oswald otmar ottfried otto ottokar patrick paul peer peter philipp pius quirin
    raimund rainer ralf ralph reiner reinhard reinhold richard robert roderich roland rolf roman rudi
    rüdiger rudolf rupert rupprecht ruprecht samuel sebald sebastian sepp severin siegbert siegfried
    siegmund sigismund sigmund silvester simon sören stefan stephan sven tassilo theo theobald theodor thilo
    thomas thorsten till tilman tim timm tobias torsten traugott udo ulrich urban uwe valentin veit viktor
    vinzenz volker vollrath waldemar walter walther wendelin wenzel werner wieland wilfried wilhelm willi
    willy winfried wolf wolfgang wolfram xaver zacharias
    """,
)

NICKNAMES = long_forms(
    """
    friedrich: fritz fritzchen frieder friedel
    mathilde: tilde tilda tilly
    hedwig: hede hedi
    johannes: hans hannes jan
    johann: hans hannes
    margarete: grete gretchen gretel greta
    katharina: käthe käte kathi käthchen katrin trine
    elisabeth: else elsbeth lisbeth liesbeth liesel elli lisa sissi
    wilhelm: willi willy
    wilhelmine: mine minna minchen
    charlotte: lotte lottchen
    liselotte: lilo lotte
    karl: karlchen
    heinrich: heini heiner heinz hinz
    josef: sepp jupp
    joseph: sepp jupp
    maximilian: max maxl
    michael: michel
    maria: mariechen mimi mizzi
    marie: mariechen mieze
    anna: annchen anni änne
    gertrud: trude trudi gerti
    gertrude: trude trudi gerti
    theresia: resi
    therese: resi
    susanne: suse sanne
    ursula: ulla ursel uschi
    rosa: rosi röschen
    rudolf: rudi
    ludwig: lutz luis
    konrad: kurt kuno kunz
    sebastian: bastian wastl
    nikolaus: klaus niklas
    christine: stine tine
    christian: christel
    albert: bert
    eduard: ede
    georg: schorsch
    helene: lene leni
    magdalena: lena leni magda
    franziska: franzi
    ferdinand: ferdi
    theodor: theo
    antonia: toni
    anton: toni
    ulrich: uli ulli
    johanna: hanna hanne hannchen
    luise: lulu lieschen
    barbara: bärbel
    benjamin: ben
    creszentia: zenzi
    """
)
