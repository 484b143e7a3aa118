"""English words that show what one person feels about another, compiled for this project."""

from personae.cast.lang.rules import words

# "X ... Y": what the verb between two names shows of the first one's feeling about the second.
WARM_VERBS = words("""
    loved loves love adored adores adore liked likes admired admires admire kissed kisses embraced hugged
    caressed married marry marries wed trusted trusts respected esteemed cherished comforted consoled
    thanked praised helped saved rescued protected defended nursed welcomed missed pitied forgave
    befriended soothed petted blessed rewarded
""")
COLD_VERBS = words("""
    hated hates hate loathed detested despised disliked dislikes feared fears dreaded envied distrusted
    suspected avoided shunned insulted struck hit beat slapped kicked attacked stabbed shot killed
    murdered betrayed deceived cheated threatened cursed abused mocked taunted scorned snubbed accused
    blamed robbed defied fought resented teased provoked tormented ruined abandoned deserted jilted
""")
WARM_NOW = words("love adore like admire trust respect esteem cherish pity thank forgive miss")
COLD_NOW = words("hate detest despise dislike loathe fear dread distrust envy suspect abhor scorn resent")
# "X was ... Y"
WARM_STATES = (
    "fond of",
    "in love with",
    "devoted to",
    "attached to",
    "kind to",
    "proud of",
    "grateful to",
    "good to",
)
COLD_STATES = (
    "afraid of", "angry with", "jealous of", "cruel to", "tired of", "ashamed of", "rude to", "suspicious of",
    "furious with", "disgusted with", "unkind to", "indignant with", "frightened of",
)  # fmt: skip
PROMISED = ("engaged to", "betrothed to")
WED = ("married to",)
# How a line is said.
WARM_MANNER = words("""
    tenderly fondly affectionately lovingly kindly warmly gently softly cordially heartily gratefully
    soothingly sweetly caressingly admiringly sympathetically gladly delightedly fervently earnestly
    pleasantly affection tenderness kindness sympathy love gratitude smile smiled smiling laughing laughed
    kissed kissing embracing caressing beaming
""")
COLD_MANNER = words("""
    angrily furiously coldly icily bitterly savagely fiercely sharply harshly scornfully contemptuously
    sarcastically sternly roughly rudely haughtily disdainfully sulkily sullenly crossly impatiently
    indignantly spitefully maliciously viciously brutally severely defiantly testily peevishly resentfully
    tartly curtly sneered sneering snapped snarled growled hissed thundered roared retorted stormed jeered
    taunted threatened anger rage fury scorn contempt disgust sneer indignation frown frowning glaring
    scowling scowled
""")
# What is said straight to somebody.
ENDEARMENTS = words("dear dearest darling beloved sweetheart sweet love precious angel old")
ABUSE = words("""
    fool idiot liar villain rascal scoundrel coward wretch brute beast devil traitor thief dog hound swine
    wicked wretched cruel false vile infernal damned impudent insolent hypocrite monster murderer rogue
    knave cur viper
""")
# What words count as warm and as hostile wherever they stand, and what turns them round.
GLAD = words("""
love loved loves loving like likes liked enjoy enjoyed enjoying delight delighted delightful delights glad
happy happily happiness joy joyful joyous pleased pleasure pleasant pleasing charming charmed charm lovely
beautiful wonderful splendid excellent admirable admire admired admiration good goodness better best kind
kindly kindness dear dearest darling sweet gentle tender tenderness fond fondness affection affectionate
friend friends friendly friendship grateful gratitude thank thanks thankful bless blessed blessing hope
hopeful brave noble generous honest faithful true trust trusted respect respected esteem proud pride laugh
laughed laughing laughter smile smiled smiling cheerful merry gay fun amusing amused agreeable comfort
comfortable comforting welcome perfect perfectly fortunate lucky fine nice pretty handsome clever capital
glorious magnificent adore adored cherish cherished treasure rejoice rejoiced sympathy warm warmly safe
peace
""")
SORE = words("""
hate hated hates hateful dislike disliked detest detested despise despised loathe loathed abhor scorn
scorned contempt disgust disgusted disgusting horrid horrible horribly horror terrible terribly dreadful
dreadfully awful awfully bad badly worse worst evil wicked wickedness cruel cruelty unkind vile wretched
wretch miserable misery unhappy unhappiness sad sadly sadness sorrow sorry grief grieve grieved pity tears
cry crying cried weep weeping suffer suffered suffering pain painful hurt hurts wound wounded afraid fear
fears feared fearful frightened fright terror terrified dread anxious anxiety worry worried nervous uneasy
distress distressed trouble troubled despair hopeless lonely alone ashamed shame disgrace guilt guilty
regret angry anger furious fury rage wrath annoyed vexed provoked offended insult insulted insolent
impertinent fool foolish stupid idiot ridiculous absurd nonsense liar lie lied false treacherous traitor
villain rascal scoundrel coward murder murdered kill killed death dead die died dying ruin ruined wrong
mad danger dangerous enemy enemies jealous jealousy envy selfish ungrateful mean ugly odious tiresome
weary sick ill
""")
ANGRY = words("""
hate hated detest despise loathe abhor scorn contempt angry anger furious fury rage wrath annoyed vexed
provoked insult insulted insolent impertinent fool fools idiot liar villain rascal scoundrel coward wretch
brute beast devil curse cursed revenge silence shut enough
""")
SWORN = words("""
damn damned dammit damnation hell devil devilish bloody blasted blast confound confounded curse cursed
bugger bastard bitch arse ass shit fuck fucking hang hanged deuce infernal
""")
FOND = words(
    "dear dearest darling love beloved sweetheart sweet friend thank thanks bless forgive treasure precious"
)
DENIED = words("no not never nor none nothing nobody neither nowhere cannot without")
TURNED = DENIED | words("hardly scarcely cease ceased refuse refused")
