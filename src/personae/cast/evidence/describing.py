"""English words that describe people for good: what they are like, how they look, how old, what they do."""

from personae.cast.lang.rules import words

NATURE = words("""
    rich poor wealthy accomplished affable amiable ambitious arrogant artful bashful benevolent bold brave
    brilliant capable careful careless cautious charitable charming cheerful clever cold compassionate
    conceited conscientious considerate courageous courteous cowardly crafty cruel cunning curious
    deceitful delicate determined devoted devout diffident dignified diligent discreet dull eager earnest
    easy-going eccentric eloquent energetic excitable faithful fanatical fastidious fearless fickle fierce
    foolish forgiving frank frivolous frugal generous gentle genial gifted good-hearted good-humoured
    good-natured good-tempered grave greedy gruff haughty headstrong honest honourable hospitable
    hot-tempered humane humble humorous idle ignorant ill-natured ill-tempered impatient imperious
    impetuous impulsive incorruptible independent indolent indulgent industrious ingenious innocent
    insincere intelligent ironical irritable jealous jolly jovial judicious just kind kind-hearted kindly
    lazy learned liberal light-hearted lively loyal malicious mean melancholy merciful merry methodical
    mild miserly modest moody musical nervous noble obedient obstinate obliging open-hearted parsimonious
    passionate patient philosophical pious placid plain-spoken polite practical prejudiced prim proud
    polished prudent punctual rational quarrelsome quick-tempered quick-witted quiet rash reckless refined
    religious resolute respectable restless reserved romantic rude ruthless sagacious sarcastic saucy
    scrupulous self-willed selfish sensible sensitive sentimental serious severe shrewd shy silly simple
    sincere sly sociable solitary spirited stern stingy stubborn studious stupid superstitious surly
    suspicious sweet-tempered sympathetic taciturn talkative talented tender tender-hearted thoughtful
    thoughtless thrifty timid tiresome tolerant trustworthy truthful unaffected unassuming uncouth
    unfeeling unkind unprincipled unselfish unsociable untidy upright vain vindictive virtuous vulgar
    warm-hearted wayward weak weak-minded well-bred well-educated well-read whimsical wicked wild wilful
    wise witty worldly worthy vigorous well-informed zealous
""")
MOODS = words("""
    pale nervous weak suspicious curious eager careful quiet serious grave cheerful merry cold jealous
    severe restless determined fierce earnest impatient humble kind sensible grand sincere dull jolly mild
    frank idle mean independent modest patient polite practical prejudiced proud delicate stern surly
    timid shy worthy wild moody melancholy irritable insincere innocent ignorant honest gentle generous
    young foolish easy blind deaf heavy small plain unkind wise sympathetic silly rude
""")
LOOKS = words("""
    angular bald bald-headed bare-footed barrel-chested beardless bearded beautiful black black-eyed
    black-haired blind blonde blue-eyed bony bow-legged broad broad-shouldered brown brown-eyed burly
    clean-shaven comely corpulent crippled curly-haired dainty dapper dark dark-eyed dark-haired deaf
    dimpled dumb elegant emaciated fair fair-haired fat fine-looking florid frail freckled gaunt gigantic
    golden-haired graceful grey-eyed grey-haired grizzled hairy handsome heavy hunchbacked lame lanky lean
    little long-legged lovely middle-sized muscular neat one-eyed one-legged pale plain plump portly
    powerful pretty puny red-faced red-haired red-headed robust rosy round ruddy scrawny shabby shapely
    short short-sighted sinewy skinny slender slight slim small square squat stalwart stooped stout
    strapping striking strong sturdy swarthy tall tanned thick-set thickset thin tiny ugly uncomely wan
    weather-beaten well-built well-dressed well-made white-haired wiry wizened wrinkled yellow-haired
""")
AGES = words("""
    young old elderly aged middle-aged youthful ancient grown grown-up youngish oldish venerable infant
""")
TASKS = words("""
    accountant actor actress admiral alderman ambassador apothecary apprentice architect archbishop artist
    astronomer attorney author baker banker barber barrister bishop blacksmith boatman bookkeeper
    bookseller brewer broker builder butcher butler captain cardinal carpenter carrier cashier chaplain
    chemist clergyman clerk clockmaker coachman cobbler collector colonel commander composer constable
    cook corporal counsellor count countess cowboy cowherd curate dancer dean dentist detective diplomat
    doctor draper dressmaker driver duchess duke earl editor emperor empress engineer engraver explorer
    farmer ferryman fiddler fireman fisherman footman foreman forester fortune-teller gamekeeper gardener
    general goldsmith governess governor grocer groom guide gunner harbourmaster hatter headmaster
    herdsman historian horse-dealer housekeeper housemaid hunter huntsman innkeeper inspector interpreter
    jailer jeweller jockey journalist judge juggler juror keeper king knight labourer laundress lawyer
    lecturer librarian lieutenant lodging-house-keeper maid magician magistrate manager manufacturer
    marquis mason mayor mechanic merchant midwife miller milliner milkmaid miner minister missionary monk
    musician naturalist naval-officer novelist nun nurse officer optician orator ostler painter parson
    pastor patriot pedlar peer philanthropist philosopher photographer physician pianist pilot pirate
    planter ploughman poet policeman politician porter postman postmaster potter preacher priest prince
    princess printer professor publican publisher quack queen ranchman rector reporter sailor sailmaker
    scholar schoolmaster schoolmistress scientist sculptor seamstress seaman secretary senator sergeant
    servant sexton shepherd sheriff shoemaker shopkeeper shopman singer slave smith smuggler soldier
    solicitor spy squire statesman stationmaster steward stockbroker student surgeon surveyor tailor
    tax-collector teacher thief tinker tradesman trapper traveller tutor undertaker usher valet verger
    vicar violinist viscount waiter waitress washerwoman watchmaker watchman weaver wheelwright whaler
    woodcutter woodman wool-merchant workman writer
""")
PERSONS = words("""
    man woman boy girl lad lass fellow chap gentleman lady creature person child youth maiden damsel baby
    spinster bachelor native stranger orphan body soul spirit
""")
SINGLE = words("bachelor spinster orphan native widow widower")
FEATURES = words("""
    hair eyes eye face nose mouth lips chin forehead brow brows eyebrows cheeks cheek complexion skin
    beard moustache whiskers teeth hands hand figure head shoulders voice ears neck legs arms features
    countenance smile freckles curls ringlets dimples scar limp stoop
""")
DEGREES = words("""
    very so quite rather extremely exceedingly remarkably singularly uncommonly somewhat particularly
    truly really naturally certainly still always ever also now once
    indeed both
""")
NUMBERS = (
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|ten|eleven|twelve|"
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    "(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|"
    "four|five|six|seven|eight|nine|two|three|one|[1-9]\\d?"
)
