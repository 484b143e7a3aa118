"""Small English word lists, compiled for this project, that stand for what published categories count."""

from personae.cast.lang.rules import words

UNEASY = words("""
afraid fear fears feared fearful frightened fright terror terrified dread dreadful anxious anxiety worry
worried nervous uneasy distress distressed trouble troubled despair hopeless lonely alone ashamed shame
guilt guilty regret miserable misery unhappy wretched tremble trembling faint ill sick suffer suffered
suffering weary cry crying tears doubt doubts danger ruined
""")
THINKING = words("""
think thought thinks know knew known understand understood believe believed consider considered suppose
reason reasons because idea ideas meaning mean means mind wonder wondered question perceive imagine
reflect reflected realise realize realised realized seem seems seemed sense truth principle nature effect
cause discover discovered explain theory opinion judgment judgement knowledge observe observed
""")
HEDGED = words("""
perhaps maybe possibly probably might may seem seems seemed appear appears rather somewhat almost suppose
guess fancy doubt doubtful uncertain think sort kind hardly scarcely could would should
""")
CERTAIN = words("""
always never must certainly surely indeed quite absolutely entirely completely definitely undoubtedly
every everything nothing all none sure certain positively utterly
""")
DUTIFUL = words("""
must ought duty duties work worked working task plan plans planned promise promised careful carefully
prepare prepared ready finish finished order ordered arrange arranged settle settled business effort try
tried trying endeavour attempt keep kept obey obliged obligation responsible responsibility time punctual
early proper properly right exactly account accounts list earn earned save saved learn study succeed
""")
SOCIAL = words("""
we us our ours together everybody everyone people friend friends family company party talk talked talking
tell told say said speak meet met visit visited call called invite invited come dance dinner tea guest
guests neighbour neighbours ladies gentlemen folks boys girls
""")
COURTEOUS = words("""
please thank thanks pardon excuse sorry forgive welcome pray kind kindly kindness obliged grateful beg
dear help helped share
""")
RESPECTFUL = words(
    "sir madam ma'am sirs ladies gentlemen mr mrs miss lordship ladyship honour majesty highness"
)
JESTING = words("""
ha haha hee ho joke joked joking jest jesting laugh laughed laughing laughable funny fun amusing amused
droll comical ridiculous absurd silly nonsense merry wit witty tease teasing trick tricks mischief clown
pun delicious preposterous
""")
FANCIED = words("""
imagine imagined imagination fancy fancied dream dreamed dreamt dreams invent invented invention story
stories tale tales poem poems poetry poet song songs sing music paint painted painting picture pictures
art artist beautiful beauty strange wonder wonders wonderful magic fairy ghost star stars moon soul vision
create created mystery secret world
""")
ARTICLES = words("a an the")
PREPOSITIONS = words("""
of in to for with on at by from into upon over under through between among against during before after
about without within towards toward beyond behind above below near beside
""")
SELF = words("i me my mine myself i'm i'll i've i'd")
OTHER = words("you your yours yourself thou thee thy you're you'll you've you'd")
PRONOUNS = (
    SELF
    | OTHER
    | words("""
he him his himself she her hers herself it its itself we us our ours they them their theirs this that
these those who whom what it's he's she's that's
""")
)
VERBS = words("""
is am are was were be been being have has had do does did will would shall should can could may might must
go went gone come came get got make made take took see saw know think say said tell told give gave let
want look
""")
ADVERBS = words("""
very so too just now then here there not never always only quite rather still yet again soon well really
almost ever even away back up down out off
""")
CALLS = words("oh ah ha eh hey hallo hullo hello well pooh pshaw alas dear why la lord heavens gracious hush")
CUT = ("n't", "'ll", "'ve", "'re", "'d", "'m")
SMALL = (
    ARTICLES
    | PREPOSITIONS
    | PRONOUNS
    | VERBS
    | ADVERBS
    | words(
        "and or but if because as than not no yes do don't any some all one what which who how when where why"
    )
)
