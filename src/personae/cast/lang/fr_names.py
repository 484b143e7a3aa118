"""French given names with their gender, and the short forms people use for them."""

from personae.cast.lang.rules import gendered, long_forms

GIVEN = gendered(
    F="""
    adélaïde adèle adeline adrienne agathe agnès aimée albertine alexandra alexandrine alice alix aline
    alphonsine amandine amélie anaïs andrée angèle angélique anne annette anouk antoinette antonine apolline
    ariane arlette armande armelle astrid athénaïs aude augustine aurélie aurore axelle babette barbe
    béatrice bénédicte berthe bérénice bernadette blanche blandine brigitte camille capucine carole caroline
    catherine cécile céleste célestine céline chantal charlotte chloé christelle christiane christine claire
    clara clarisse claudette claudine clémence clémentine cléo clotilde colette coralie corinne cosette
    delphine denise diane dominique dorothée édith édmée églantine éléonore élisabeth élise élodie éloïse
    elsa emma émilie emmanuelle emmeline ernestine estelle esther étiennette eugénie eulalie eva ève fanny
    fantine félicie félicité fernande flavie fleur flora florence francine françoise gabrielle geneviève
    georgette germaine ghislaine gilberte gisèle hélène héloïse henriette hermine honorine hortense huguette
    inès irène iris isabelle jacqueline jeanne jeannette jeannine joséphine josette judith julie juliette
    justine laetitia laure laurence laurette léa léonie léontine lise lisette lorraine louise louison
    lucette lucie lucienne lucile ludivine lydie mado madeleine magali manon marceline marcelle margaux
    margot marguerite marianne marie mariette marinette marine marion marthe martine maryse mathilde maud
    mélanie mélisande micheline michèle mireille monique muriel nadine nathalie nicole ninette ninon noémie
    odette odile olympe ophélie pascale patricia paule paulette pauline perrette perrine philomène pierrette
    rachel raymonde régine reine renée rosalie rose roseline rosine sabine sandrine sarah séverine sibylle
    sidonie simone solange solène sophie stéphanie suzanne suzette suzon sylvie tatiana thérèse toinette
    valentine valérie véronique victoire victorine violette virginie viviane yolande yvette yvonne zélie zoé
    """,
    M="""
    abel achille adam adolphe adrien aimé alain alban albert albin alexandre alexis alfred alphonse amaury
    ambroise amédée anatole anselme andré antoine antonin aristide armand arnaud arsène arthur aubin auguste
    augustin aurélien baptiste barnabé barthélemy basile bastien baudouin benjamin benoît bernard bertrand
    blaise boniface bruno camille casimir cédric célestin césar charles charlot christian christophe clément
    clovis colas constant constantin corentin cyprien cyrille damien daniel david denis désiré didier
    dominique edgar edmond édouard éloi émile emmanuel ernest étienne eugène eustache évariste fabien
    fabrice félicien félix ferdinand fernand fiacre firmin florent florentin francis franck françois
    frédéric gabriel gaël gaëtan gaspard gaston gauthier gédéon geoffroy georges gérald gérard germain
    gervais ghislain gilbert gilles godefroy grégoire guillaume gustave guy hector henri herbert hercule
    hervé hilaire hippolyte honoré horace hubert hugues hyacinthe ignace isidore ivan jacques jean jeannot
    jérémie jérôme joachim joseph josselin jules julien justin lambert laurent lazare léandre léo léon
    léonard léopold loïc louis louison lubin luc lucas lucien ludovic marc marcel marcellin marius martial
    martin mathieu mathurin matthieu maurice maxence maxime maximilien médard michel modeste narcisse
    napoléon nestor nicolas noël norbert octave olivier onésime oscar pascal patrice patrick paul paulin
    philibert philippe pierre pierrot placide prosper quentin raoul raphaël raymond rémi rémy renaud rené
    richard robert robin roch rodolphe roger roland romain romuald samuel sébastien séraphin serge séverin
    siméon simon stanislas stéphane sylvain sylvestre tancrède théodore théophile thibault thibaut thierry
    thomas timothée toussaint tristan urbain valentin vianney victor vincent vivien vladimir xavier yann
    yannick yves yvon zacharie
    """,
)

NICKNAMES = long_forms(
    """
    jean: jeannot
    pierre: pierrot
    charles: charlot
    marguerite: margot
    jeanne: jeannette jeanneton
    louise: louison lison
    anne: annette nanette
    suzanne: suzette suzon
    élisabeth: babette lisette lise
    madeleine: mado madelon
    antoinette: toinette toinon
    antoine: toine titi
    marie: mariette manon marinette
    françoise: fanchon francine
    françois: fanfan
    solène: sol
    simone: momone
    nicolas: colas
    jacques: jacquot
    joseph: jojo
    catherine: cathie catin
    juliette: juju
    michel: michou
    étienne: tiennot
    émile: milou
    alexandre: alex
    frédéric: fred
    benjamin: ben
    isabelle: isa
    virginie: ginette
    geneviève: ginette
    henri: riton
    """
)
