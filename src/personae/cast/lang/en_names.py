"""English given names with their gender, and the short forms people use for them."""

from personae.cast.lang.rules import gendered

GIVEN = gendered(
    F="""
    abigail ada adele adelaide agatha agnes alice amanda amelia amy angela angelina ann anna anne
    annie arabella augusta barbara beatrice becky bella bertha bessie betsy betty blanche bridget
    camilla caroline carol catherine cecilia cecily charlotte chloe christina clara clarissa
    claire constance cordelia cynthia daisy deborah diana dinah dolly dora dorothea dorothy edith
    edna eleanor elinor eliza elizabeth ella ellen elsie emily emma emmeline estella esther ethel
    eugenia eva evelyn fanny fiona flora florence frances georgiana gertrude gladys gloria grace
    greta gwendolen hannah harriet hatty helen henrietta hester hilda ida irene irma isabel
    isabella ivy jane janet jean jemima jennifer jenny jessica jessie joan joanna josephine judith
    julia juliet kate katherine kathleen kitty laura lavinia leonora letitia lilian lily linda
    lizzy lizzie lois louisa louise lucinda lucy lydia mabel madeline maggie mamie margaret maria
    marian marianne marie martha mary matilda maud may meg mercy mildred millicent minnie miranda
    miriam molly muriel nancy nell nelly nora olive olivia ophelia pamela patricia patty pauline
    peggy penelope phoebe phyllis polly priscilla rachel rebecca rhoda rosa rosamond rose ruth
    sally sarah selina sibyl sophia sophie sophy stella susan susannah sybil sylvia teresa
    theodora theresa tina tilly ursula vera veronica victoria viola violet virginia wendy
    wilhelmina winifred zoe hermione molly sandra lisa karen sharon amber tracy samantha kelly
    olga natasha
    """,
    M="""
    aaron abel abraham adam adrian albert alan alec alexander alfred algernon allan ambrose andrew
    angus anthony archibald archie arnold arthur aubrey augustus austin barnaby bartholomew basil
    ben benjamin bernard bertie bertram bill billy bob bobby boris brian cecil cedric charles
    charley charlie christopher clarence claude clement clive colin cuthbert cyril daniel danny
    david denis dennis dick dominic donald douglas duncan ebenezer edgar edmund edward edwin eric
    ernest eugene ezra felix ferdinand francis frank fred freddy frederic frederick geoffrey
    george gerald gerard gilbert giles godfrey gordon graham gregory guy hal harold harry hector
    henry herbert hercule herman horace horatio howard hubert hugh humphrey ian isaac ivan jack
    jacob jake james jasper jeffrey jeremiah jeremy jerome jerry jim jimmy joe john johnny jonas
    jonathan joseph joshua julian julius keith kenneth kevin lambert laurence lawrence leo leonard
    leopold lewis lionel luke malcolm marcus mark martin matthew maurice max maximilian michael
    miles montague mortimer moses nathan nathaniel ned neil nicholas nick nigel noah norman oliver
    oscar oswald patrick paul percival percy peter philip phil pip quentin ralph randolph randall
    raymond reginald rex richard robert robin roderick rodney roger roland ronald rory rupert sam
    samuel sandy sebastian septimus sherlock sidney silas simon solomon stanley stephen steve
    steven stuart sydney ted teddy terence thaddeus theodore theobald thomas timothy toby tobias
    tom tommy tony ulysses victor vincent wallace walter wilfred will william winston dorian ethan
    jason kyle ryan sean scott harvey carl karl
    """,
)

SHORT_FORMS = {
    "elizabeth": "lizzy lizzie eliza beth betsy betty bessie bess libby liza",
    "catherine": "kitty kate cathy katie katy",
    "katherine": "kitty kate kathy katie katy",
    "margaret": "meg maggie peggy margie madge",
    "mary": "molly polly may minnie",
    "ann": "nancy nan annie",
    "anne": "nancy nan annie",
    "frances": "fanny",
    "francis": "frank",
    "susan": "susie sukey sue susy",
    "sarah": "sally sadie",
    "martha": "patty matty",
    "harriet": "hatty hattie",
    "charlotte": "lottie lotty",
    "dorothy": "dolly dora dot",
    "eleanor": "nell nelly nellie",
    "helen": "nell nelly nellie",
    "jane": "jenny janey",
    "isabella": "bella",
    "rebecca": "becky",
    "sophia": "sophy",
    "theresa": "tess tessa",
    "theobald": "tibby",
    "william": "will bill billy willy willie",
    "robert": "bob bobby rob robin",
    "richard": "dick dickie rick",
    "edward": "ned ted teddy eddy eddie",
    "thomas": "tom tommy",
    "james": "jim jimmy jem",
    "john": "jack johnny jock",
    "henry": "harry hal",
    "charles": "charley charlie",
    "frederick": "fred freddy freddie",
    "joseph": "joe",
    "samuel": "sam",
    "daniel": "dan danny",
    "benjamin": "ben",
    "alexander": "alec alex sandy",
    "anthony": "tony",
    "christopher": "kit chris",
    "nicholas": "nick",
    "peter": "pete",
    "michael": "mike mick",
    "matthew": "matt",
    "walter": "wat",
    "albert": "bertie bert",
    "herbert": "bertie bert",
    "leonard": "len",
    "andrew": "andy",
    "david": "dave davy",
    "theodore": "ted teddy theo",
    "archibald": "archie",
    "timothy": "tim",
    "stephen": "steve",
}

NICKNAMES: dict[str, tuple[str, ...]] = {}
for _name, _shorts in SHORT_FORMS.items():
    for _short in _shorts.split():
        NICKNAMES[_short] = (*NICKNAMES.get(_short, ()), _name)
