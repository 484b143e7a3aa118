"""English: the language the reader knows best."""

from personae.cast.lang.en_names import GIVEN, NICKNAMES
from personae.cast.lang.rules import Rules, gendered, words

SPEECH = words("""
said say says saying replied reply replies replying answered answer answers answering asked ask asks
asking cried cry cries crying exclaimed exclaim exclaims exclaiming continued continue continues
continuing added add adds adding repeated repeat repeats returned rejoined observed remarked inquired
enquired whispered murmured muttered shouted called calls demanded declared announced began begins
suggested explained interrupted interposed protested pleaded begged urged insisted agreed assented
admitted confessed acknowledged allowed objected retorted responded remonstrated gasped sighed sobbed
groaned moaned laughed chuckled giggled smiled snapped snarled growled grunted hissed roared bellowed
yelled screamed shrieked squealed squeaked stammered stuttered faltered ventured hinted wondered thought
thinks thinking mused reflected reasoned soliloquised concluded resumed pursued proceeded persisted
corrected echoed commented ejaculated vociferated articulated pronounced uttered spoke speaks speaking
stated told tells tell telling related reported read quoted recited sang sings hummed breathed panted
puffed wheezed croaked rasped drawled purred cooed bawled barked thundered boomed piped chimed prompted
pressed persuaded coaxed soothed consoled reassured warned cautioned threatened commanded ordered
directed bade instructed invited offered promised swore vowed lied joked teased mocked sneered jeered
scoffed complained grumbled whined wailed lamented apologised apologized thanked greeted welcomed
blurted interjected finished ended quoth hailed countered conceded affirmed asserted maintained
contended argued reminded informed advised counselled confided disclosed revealed mumbled implored
entreated besought challenged queried questioned guessed supposed speculated volunteered nodded shrugged
grinned frowned
""")
ADVERBS = words("""
out on in up back again forth at last once then now only presently softly quietly also always often
never had have has was were is would could did do not just even still quickly slowly suddenly gently
coldly sharply simply almost soon here there too very more most again afterwards forth so half thus
instantly immediately
""")
BOUNDARY = words("""
in with to of who whom whose which that as and or but from at by for on upon into over under after
before when while where if because than then now again very so too not was were is are had has have did
would could should will shall may might must be been being looking turning taking without about against
through towards toward between her him them it he she they i we you me us himself herself themselves
itself
""")
STOP = words("""
i a an the of take tell give get put call speak none anyhow exactly nay ay aye hurrah thou thee thy
possibly excuse people life having being doing saying thinking it'll and but or nor for so yet if then
than that this these those there here he she it we you they him her them us me my his its our your their
who whom whose which what when where why how is are was were be been am do does did has have had will
would shall should can could may might must not no yes oh ah o alas well now never ever still only even
just as at by in into on upon off to from with without within after before about above below under over
through during since until till again once twice first second third last next more most much many some
any every each all both either neither one two three four five six seven eight nine ten another other
such same own very too also indeed perhaps certainly surely really suddenly presently meanwhile however
therefore though although because while whether let come go good poor dear see look hush hullo hello
hallo hey ha pray please thank thanks stop wait listen nonsense good-bye goodbye good-night farewell
bless heaven heavens god lord's lord-a christmas easter sunday monday tuesday wednesday thursday friday
saturday january february march april june july august september october november december spring summer
autumn winter english french german italian spanish american british indian irish scotch scottish welsh
russian greek roman latin dutch chinese turkish european african christian christians jew jewish
catholic protestant bible englishman englishmen englishwoman frenchman frenchmen americans indians
germans italians chapter book part volume letter mr. mrs. esq north south east west northern southern
eastern western nothing something anything everything somebody nobody anybody everybody everyone anyone
someone whatever whoever whenever wherever besides moreover otherwise instead thus hence accordingly
finally lastly secondly yours sincerely truly faithfully ma'am madam sir sirs gentlemen ladies mama
mamma papa are't ain't don't can't won't i'm i've i'll i'd it's that's what's there's he's she's you're
we're they're you've you'll let's isn't wasn't didn't doesn't don won didn wouldn couldn shouldn isn
wasn aren doesn hadn hasn haven ain shan tis twas miss mrs mr right left quite rather so-called ought
unless whereas except like near beyond behind beside between among across along around against towards
toward down up out back away far long short little great old young new half several few fewer less least
enough nearly almost always often sometimes seldom usually soon later earlier early late today to-day
tomorrow to-morrow yesterday tonight to-night morning evening afternoon night day
""")
SUBJECTS = gendered(F="she", M="he", both="it")
GENDERED = gendered(F="she her hers herself", M="he him his himself")
TITLES = gendered(
    M="""
    mr mister sir lord master monsieur signor signore senor señor don herr uncle father brother
    king prince duke earl baron count viscount marquis
    reverend rev bishop pope
    emperor squire grandfather grandpa esquire friar rabbi mullah nawab
    bishop archbishop dean parson pastor sheriff cardinal abbot deacon
    """,
    F="""
    mrs miss ms lady madame madam mme mademoiselle mlle dame signora signorina senora señora
    senorita señorita dona frau fraulein aunt auntie mother sister queen princess duchess countess
    baroness viscountess marchioness empress grandmother grandma granny nurse
    """,
    both="""
    dr doctor captain capt colonel col major general gen admiral lieutenant lieut sergeant
    corporal commander commodore inspector constable private professor prof saint st judge
    justice president cousin detective agent officer farmer shepherd governor senator mayor
    marshal chancellor warden
    """,
)
PEOPLE = gendered(
    M="""
    man gentleman boy lad fellow chap father papa dad brother son uncle nephew husband grandfather
    grandson king prince duke lord baron count earl priest clergyman vicar parson curate monk
    friar captain colonel major general admiral lieutenant sergeant soldier sailor mariner
    policeman constable inspector detective butler footman coachman cabman driver porter waiter
    barman landlord innkeeper host merchant lawyer solicitor attorney judge squire blacksmith
    farmer miller butcher baker tailor gardener groom fisherman painter actor poet philosopher
    tutor schoolmaster master headmaster sheriff bishop emperor wizard magistrate collector
    frenchman englishman irishman scotchman italian bridegroom widower bachelor stepfather
    godfather youth father-in-law son-in-law brother-in-law navvy tramp hatter lover
    """,
    F="""
    woman lady girl mother mamma mama mum sister daughter aunt niece wife grandmother
    granddaughter queen princess duchess countess baroness maid housemaid maidservant chambermaid
    housekeeper nurse governess landlady hostess actress widow bride mistress schoolmistress nun
    abbess lass damsel witch spinster stepmother godmother matron mother-in-law daughter-in-law
    sister-in-law washerwoman ladyship seamstress
    """,
    both="""
    doctor physician surgeon stranger visitor servant child baby cousin friend companion person
    guest teacher professor clerk secretary voice other neighbour patient artist writer author
    novelist student traveller prisoner witness speaker creature animal mouse cat dog rabbit bird
    caterpillar gryphon footman pigeon owner boss manager chief officer engineer scientist editor
    reporter nobleman parent twin orphan messenger guide interpreter chaplain thief robber pirate
    giant ghost king's cook turtle dormouse duck frog knight former latter intruder lodger
    passenger bystander host pupil minister president agent guard soldier shopkeeper assistant
    """,
)
GENERIC = words("""
man woman boy girl lad lass gentleman lady fellow chap other one person voice stranger friend companion
creature youth child speaker former latter visitor guest animal
""")
KIN = words("""
father papa dad brother son uncle nephew husband grandfather grandson mother mamma mama mum sister
daughter aunt niece wife grandmother granddaughter cousin parent mother-in-law father-in-law
sister-in-law brother-in-law son-in-law daughter-in-law stepmother stepfather bride friend companion
lover mistress master host hostess guest visitor servant maid neighbour
""")

RULES = Rules(
    code="en",
    speech=SPEECH,
    subjects=SUBJECTS,
    gendered=GENDERED,
    titles=TITLES,
    people=PEOPLE,
    determiners=words("the a an his her my their our this that your its another one"),
    stop=STOP,
    places=words("in at near towards toward through across into around throughout within"),
    boundary=BOUNDARY,
    adverbs=ADVERBS,
    kin=KIN,
    generic=GENERIC,
    first_person=words("i"),
    particles=words("de du von van la le of der den della di da"),
    given=GIVEN,
    nicknames=NICKNAMES,
    endearments=words("dear dearest my oh o poor darling sweet good old little yes no ah well come"),
    landmarks=words(
        """
        house hall park lodge abbey castle cottage court street road lane square place terrace hill hills
        mountain mountains bay river lake sea ocean island isle islands bridge church chapel cathedral school
        college university club hotel inn station company office office's county shire town city village
        garden gardens grove wood woods forest field fields farm mill bank row row's avenue crescent caves
        valley heights walk works society empire kingdom states cove creek beach palace museum library
        hospital theatre tower gate wharf railway post times gazette review journal act bill day night
        """
    ),
    groups=words("misses mesdames messrs captains lords ladies sirs doctors colonels"),
    noble=words(
        "duke duchess earl countess count marquis marchioness prince princess king queen lord lady baron"
    ),
    phrasal=words("went goes go going broke breaks cut put puts burst struck chimed"),
    phrasal_ends=words("on in out off forth"),
    auxiliaries=words(
        """
        was had could did would is has will should might must may can does were felt saw knew took gave
        came went stood sat rose thought said made found left kept held began got heard told
        """
    ),
    being=words("was were is came comes followed"),
    sayings=words(
        """
        answer reply response remark remarks language reasoning exclamation question inquiry enquiry
        observation cry comment comments rejoinder retort whisper declaration words reflection thought
        conclusion verdict greeting salutation address speech
        """
    ),
    authors=words("by of from on"),
    relatives=words("who"),
    elders=words("old elder"),
    salutations=words("dear dearest"),
    own=words("my"),
    resuming=words(
        "added adds adding continued continues continuing resumed went proceeded pursued repeated"
    ),
    answering=words(
        "replied replies replying answered answers answering returned rejoined retorted responded "
        "assented agreed countered echoed interrupted interposed objected"
    ),
    becoming=words("now became become"),
    marrying=words("married"),
    born=words("née nee born formerly"),
    supposing=words("had if whether unless should were"),
    siblings=words("brother sister"),
    spouses=words("wife husband lady bride"),
    parents=words("father mother papa mamma mama mum dad"),
    addresses={
        **gendered(M="sir", F="madam ma'am miss"),
        **dict.fromkeys(
            ("my dear fellow", "my boy", "my dear boy", "old man", "old fellow", "old chap"), "M"
        ),
        **dict.fromkeys(("my dear sir", "my good sir", "my lad"), "M"),
        **dict.fromkeys(("my girl", "my dear girl", "my good woman", "dear lady", "my dear madam"), "F"),
    },
    ranks=words("captain colonel major general admiral lieutenant sergeant inspector constable"),
    abbreviations={
        "dr": "doctor",
        "capt": "captain",
        "col": "colonel",
        "gen": "general",
        "lieut": "lieutenant",
        "prof": "professor",
        "rev": "reverend",
        "mister": "mr",
        "master": "mr",
        "st": "saint",
    },
    weak_past=("ed",),
    articles=words("the a an another one"),
)
