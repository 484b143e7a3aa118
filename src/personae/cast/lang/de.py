"""German: every noun has a capital, so a name needs better proof than that."""

from personae.cast.lang.de_names import GIVEN, NICKNAMES
from personae.cast.lang.rules import Rules, gendered, words

SPEECH = words("""
sagte sagt sagten sprach spricht fragte fragt antwortete antwortet rief ruft riefen erwiderte erwidert
meinte meint entgegnete entgegnet flüsterte flüstert schrie schreit murmelte murmelt bemerkte bemerkt
erklärte erklärt fuhr fügte versetzte begann dachte denkt wiederholte unterbrach seufzte stammelte brummte
lachte befahl bat bestätigte gestand behauptete verkündete keuchte zischte knurrte stöhnte hauchte warf
ergänzte äußerte berichtete erzählte erzählt teilte verriet gab räumte stimmte widersprach protestierte
beteuerte versicherte versprach schwor log scherzte spottete höhnte neckte kicherte grinste schmunzelte
lächelte weinte schluchzte heulte jammerte klagte wimmerte winselte jauchzte jubelte brüllte donnerte bellte
fauchte schimpfte fluchte tobte wetterte polterte krächzte piepste quiekte raunte tuschelte wisperte
nuschelte lallte stotterte stockte zögerte überlegte grübelte sinnierte wunderte erkundigte wollte forderte
verlangte drängte mahnte warnte drohte riet empfahl schlug vorschlug lud grüßte begrüßte verabschiedete
dankte tröstete beruhigte ermunterte stellte hob schloss schloß endete vollendete bekräftigte beharrte
betonte korrigierte berichtigte verbesserte folgerte befand urteilte las zitierte sang summte betete gebot
wehrte nickte bekannte beichtete prahlte brüstete stichelte triumphierte staunte machte ließ erinnerte
""")
TITLES = gendered(
    M="""
    doktor dr professor prof herr herrn graf grafen baron könig prinz kaiser meister onkel vater bruder
    junker ritter freiherr hauptmann pfarrer pastor pater inspektor kommissar oberst leutnant major general
    wachtmeister bürgermeister amtmann förster hofrat geheimrat konsul direktor rittmeister kapitän
    """,
    F="""
    frau fräulein gräfin baronin königin prinzessin kaiserin tante mutter schwester freifrau madame
    großmutter muhme
    """,
    both="",
)
PEOPLE = gendered(
    M="""
    mann junge knabe vater bruder sohn onkel könig prinz herr alte alter arzt bauer wirt müller soldat jäger
    diener freund pfarrer fremde fremder richter lehrer kutscher bursche bub kerl greis großvater enkel
    neffe vetter schwager schwiegersohn schwiegervater gatte ehemann bräutigam witwer ritter graf baron
    fürst kaiser knecht schmied schuster schneider bäcker metzger fleischer tischler zimmermann maurer
    gärtner hirte schäfer fischer seemann matrose kapitän steuermann schiffer offizier hauptmann leutnant
    oberst general wachtmeister polizist kommissar inspektor gendarm schaffner postbote briefträger
    apotheker händler kaufmann krämer makler notar anwalt staatsanwalt bürgermeister beamte beamter
    ingenieur baumeister maler dichter musiker schauspieler sänger spielmann student schüler lehrling
    geselle meister direktor professor pastor priester mönch abt bischof küster totengräber förster
    holzfäller köhler räuber dieb bettler zauberer riese zwerg teufel nachbar gast reisende reisender
    wanderer bote kellner pförtner hausmeister fuhrmann doktor
    """,
    F="""
    frau mädchen mutter schwester tochter tante königin prinzessin dame magd wirtin hexe freundin großmutter
    großmama mama alte enkelin nichte base kusine schwägerin schwiegermutter schwiegertochter gattin ehefrau
    braut witwe gräfin baronin fürstin kaiserin bäuerin müllerin lehrerin köchin krämerin händlerin
    wäscherin näherin schneiderin verkäuferin kellnerin krankenschwester nonne äbtissin sängerin
    schauspielerin tänzerin malerin dichterin nachbarin fremde zofe amme gouvernante haushälterin dienerin
    fee patin ärztin apothekerin direktorin sekretärin großtante
    """,
    both="kind stimme baby säugling zwilling zeuge gespenst",
)
RULES = Rules(
    code="de",
    speech=SPEECH,
    subjects=gendered(F="sie", M="er", both="es"),
    gendered=gendered(F="sie ihr ihre ihrer ihrem ihren", M="er ihm ihn sein seine seiner seinem seinen"),
    titles=TITLES,
    people=PEOPLE,
    determiners=words("""
    der die das den dem des ein eine einen einem einer eines sein seine seinen seinem seiner seines ihr ihre
    ihren ihrem ihrer ihres mein meine meinen meinem meiner dein deine deinen unser unsere unserem unserer
    euer eure kein keine keinen keinem keiner dieser diese dieses diesen diesem jener jene jenes jenen jenem
    jeder jede jedes jeden jedem welcher welche welches manche mancher im am zum zur vom beim ins ans aufs
    viel viele wenig mehr etwas nichts alle allen aller zwei drei vier fünf sechs sieben acht neun zehn
    hundert tausend beide beiden einige mehrere ohne voll aus mit
    """),
    articles=words("der die das den dem des ein eine einen einem einer dieser diese dieses jener jene jenes"),
    stop=words("""
    ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch sich der die das den dem des ein eine einen
    einem einer und aber oder denn doch so da dann wenn als wie was wer wen wem wo warum wieso weshalb wozu
    woher wohin ja nein ach oh ah na nun nur noch nicht nichts kein keine keiner mein meine dein deine sein
    seine unser unsere euer eure ihre ihren ihrem im in an am auf aus bei beim mit nach von vom vor zu zum
    zur über unter durch für gegen ohne um bis seit während weil dass daß ob auch schon sehr mehr viel viele
    alle alles jeder jede jedes dieser diese dieses jener jene man hier dort jetzt heute morgen gestern
    abends nachts gott himmel teufel kapitel buch teil band akt szene erstes zweites drittes viertes montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz april mai juni
    juli august september oktober november dezember frühling sommer herbst winter weihnachten ostern
    pfingsten guten gute guter gutes bitte danke herren damen leute hinter neben zwischen draußen drinnen
    drüben oben unten plötzlich endlich langsam leise einmal niemand jemand etwas manchmal immer nie wieder
    vielleicht natürlich gewiss sicher lange kommen komm geh gehen sehen sieh hör hören warten warte setzen
    setz nehmen nimm geben gib lass lassen bleib bleiben trinken wissen weißt ist sind war waren hat haben
    hatte wird werden kann können muss müssen soll sollen will wollen darf dürfen mag möchte bin bist seid
    deutsch deutsche deutscher deutschland europa norden süden osten westen obwohl trotzdem deshalb darum
    also sonst zuerst zuletzt dabei davon damit daran darauf dafür dagegen darin daraus zwei drei vier fünf
    sechs sieben acht neun zehn halt weiter weg los genau richtig unsinn verzeihung entschuldigung ruhe
    hilfe schade tja hm aha adieu servus grüß leb
    """),
    places=words("in nach aus bei bis über"),
    boundary=words("""
    in mit zu von der die das und aber aus auf an bei nach sich den dem im am zum zur vom beim ihm ihr ihn
    sie es ohne vor hinter unter über durch für gegen während als wie noch nicht
    """),
    adverbs=words("""
    dann da nun leise laut endlich wieder darauf schließlich ruhig ihm ihn sich mich mir uns jetzt sofort
    schnell langsam auch nur noch plötzlich also aber hinzu fort freundlich höflich streng ernst verlegen
    erstaunt lächelnd lachend zögernd ihnen eilig halblaut heiser müde spöttisch
    """),
    adverb_ending="lich",
    kin=words("""
    vater mutter bruder schwester sohn tochter onkel tante frau mann großvater großmutter neffe nichte
    vetter base schwager schwägerin freund freundin nachbar nachbarin
    """),
    generic=words("""
    mann frau junge mädchen stimme alte alter fremde fremder kind herr dame bursche kerl greis knabe bub
    freund freundin gast nachbar nachbarin reisende reisender
    """),
    first_person=words("ich"),
    own=words("mein meine"),
    relatives=words("der die"),
    particles=words("von van zu der vom"),
    given=GIVEN,
    nicknames=NICKNAMES,
    endearments=words("lieber liebe liebes mein meine guter gute ja nein ach oh na armer arme"),
    born=words("geborene geb"),
    spouses=words("frau mann gatte gattin"),
    parents=words("vater mutter"),
    siblings=words("bruder schwester"),
    ranks=words("hauptmann oberst leutnant major general kapitän"),
    abbreviations={"dr": "doktor", "prof": "professor", "herrn": "herr", "grafen": "graf"},
    noble=words("graf gräfin baron baronin könig königin prinz prinzessin"),
    weak_past=("te",),
    nouns_capitalised=True,
    adjectives=("en", "er", "es", "em", "ige", "iche", "sche", "ne", "le", "ße"),
    apposed=words("der die"),
    article_gender=gendered(F="die eine diese jene", M="der ein dieser jener"),
    head_first=True,
    close_nicknames=True,
)
