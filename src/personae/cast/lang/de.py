"""German: every noun has a capital, so a name needs better proof than that."""

from personae.cast.lang.rules import Rules, gendered, words

RULES = Rules(
    code="de",
    speech=words("""
    sagte sagt sprach spricht fragte fragt antwortete antwortet rief ruft erwiderte erwidert meinte meint
    entgegnete entgegnet flüsterte flüstert schrie schreit murmelte murmelt bemerkte erklärte fuhr fügte
    versetzte begann dachte denkt wiederholte unterbrach seufzte stammelte brummte lachte rief befahl bat
    bestätigte gestand behauptete verkündete keuchte zischte knurrte stöhnte hauchte warf ergänzte
    """),
    subjects=gendered(F="sie", M="er", both="es"),
    gendered=gendered(F="sie ihr ihre ihrer ihrem ihren", M="er ihm ihn sein seine seiner seinem seinen"),
    titles=gendered(
        M="""
        herr herrn graf baron könig prinz kaiser meister onkel vater bruder junker ritter freiherr
        hauptmann
        """,
        F="frau fräulein gräfin baronin königin prinzessin kaiserin tante mutter schwester",
        both="doktor dr professor",
    ),
    people=gendered(
        M="""
        mann junge knabe vater bruder sohn onkel könig prinz herr alte arzt bauer wirt müller soldat
        jäger diener freund pfarrer fremde richter lehrer kutscher
        """,
        F="""
        frau mädchen mutter schwester tochter tante königin prinzessin dame magd wirtin hexe
        freundin großmutter
        """,
        both="kind stimme",
    ),
    determiners=words("der die das den dem ein eine einen einem einer sein seine ihr ihre mein meine"),
    stop=words("""
    ich du er sie es wir ihr der die das den dem des ein eine einen einem einer und aber oder denn doch so
    da dann wenn als wie was wer wo warum ja nein ach oh nun nur noch nicht kein keine mein meine dein sein
    seine unser euer ihre ihren ihrem im in an am auf aus bei mit nach von vor zu zum zur über unter durch
    für gegen ohne um bis seit während weil dass daß ob auch schon sehr mehr viel alle alles jeder jede
    jedes dieser diese dieses jener man hier dort jetzt heute morgen gestern gott himmel kapitel buch teil
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni
    juli august september oktober november dezember guten gute guter bitte danke herren damen
    """),
    places=words("in nach aus bei"),
    boundary=words("in mit zu von der die das und aber aus auf an bei nach sich den dem"),
    adverbs=words("dann da nun leise laut endlich wieder darauf schließlich ruhig er"),
    kin=words("vater mutter bruder schwester sohn tochter onkel tante frau mann"),
    generic=words("mann frau junge mädchen stimme alte fremde kind"),
    first_person=words("ich"),
    particles=words("von van zu der"),
    given=gendered(
        F="""
        anna maria elisabeth margarete gretchen grete käthe luise johanna clara charlotte emma
        frieda gertrud helene hedwig ida julia katharina lotte marie martha mathilde sophie ursula
        effi heidi lena hanna
        """,
        M="""
        hans karl heinrich friedrich wilhelm johann otto ludwig paul peter franz georg hermann josef
        max moritz ernst fritz emil gustav hugo jakob konrad martin michael nikolaus oskar rudolf
        stefan thomas walter gregor
        """,
    ),
    endearments=words("lieber liebe mein meine guter gute ja nein ach"),
    nouns_capitalised=True,
)
