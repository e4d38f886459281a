namespace Alongside.Features.Sealing;

/// <summary>
/// Words and sentences that many people take for a passphrase, in English and French: each is compared without spaces,
/// accents and case. Short ones only count when little else remains.
/// </summary>
internal static class CommonPassphrases
{
    public static IEnumerable<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private const string Text = """
        correct horse battery staple
        correct horse battery
        horse battery staple
        battery staple
        password
        passphrase
        passwort
        mot de passe
        motdepasse
        phrase de passe
        contrasena
        this is my password
        this is my passphrase
        this is a passphrase
        this is a secret
        this is a very long password
        my password is
        my passphrase is
        my very secure password
        my secret password
        i forgot my password
        i always forget my password
        dont forget this password
        ceci est mon mot de passe
        voici mon mot de passe
        mon mot de passe secret
        mon mot de passe est
        jai oublie mon mot de passe
        letmein
        let me in
        please let me in
        open sesame
        sesame ouvre toi
        changeme
        change me
        default
        secret
        private
        confidential
        administrator
        admin
        welcome
        welcome back
        bienvenue
        bonjour
        hello world
        hello
        iloveyou
        i love you
        i love you so much
        i love you forever
        i love my mom
        i love my dad
        i love my dog
        i love my cat
        i love my life
        i love my family
        i love my husband
        i love my wife
        i love chocolate
        i love coffee
        i love jesus
        je taime
        je taime pour toujours
        je taime mon amour
        mon amour
        jaime mon chat
        jaime mon chien
        jaime le chocolat
        jaime ma famille
        te quiero mucho
        trustno1
        trust no one
        monkey
        dragon
        football
        baseball
        sunshine
        princess
        superman
        batman
        starwars
        whatever
        qwerty
        qwertyuiop
        azerty
        azertyuiop
        asdf
        asdfgh
        zxcvbn
        1q2w3e4r
        1qaz2wsx
        abc123
        abcdef
        123456789
        12345678
        123456
        12345
        1234
        123
        987654321
        111111
        000000
        summer
        autumn
        winter
        spring
        january
        february
        september
        october
        november
        december
        printemps
        automne
        monday
        tuesday
        wednesday
        thursday
        friday
        saturday
        sunday
        montreal
        toronto
        vancouver
        new york
        canada
        quebec
        america
        alongside
        therapy
        therapist
        therapists
        psychotherapy
        psychotherapist
        psychologist
        psychology
        counselling
        counseling
        counsellor
        counselor
        mental health
        self care
        selfcare
        practice
        collective
        the collective
        mutual aid
        solidarity
        solidarity forever
        solidarite
        therapie
        therapeute
        psychotherapie
        psychologue
        sante mentale
        entraide
        collectif
        no justice no peace
        pas de justice pas de paix
        black lives matter
        power to the people
        the people united will never be defeated
        el pueblo unido jamas sera vencido
        le peuple uni ne sera jamais vaincu
        workers of the world unite
        proletaires de tous les pays unissez vous
        the personal is political
        nothing about us without us
        rien sur nous sans nous
        another world is possible
        un autre monde est possible
        be the change you wish to see in the world
        the quick brown fox jumps over the lazy dog
        quick brown fox
        portez ce vieux whisky au juge blond qui fume
        lorem ipsum dolor sit amet consectetur adipiscing elit
        lorem ipsum
        to be or not to be that is the question
        etre ou ne pas etre telle est la question
        it was the best of times it was the worst of times
        call me ishmael
        once upon a time in a land far far away
        once upon a time there was
        il etait une fois
        il etait une fois dans un pays lointain
        and they lived happily ever after
        ils vecurent heureux et eurent beaucoup denfants
        a long time ago in a galaxy far far away
        may the force be with you
        que la force soit avec vous
        que la force soit avec toi
        live long and prosper
        winter is coming
        you shall not pass
        one ring to rule them all one ring to find them
        not all those who wander are lost
        all happy families are alike
        it is a truth universally acknowledged
        in the beginning god created the heaven and the earth
        in the beginning god created the heavens and the earth
        in the beginning was the word
        in the beginning
        au commencement dieu crea les cieux et la terre
        au commencement dieu crea le ciel et la terre
        au commencement etait le verbe
        au commencement
        the lord is my shepherd i shall not want
        the lord is my light and my salvation
        the lord is my rock
        i will lift up mine eyes unto the hills
        i lift up my eyes to the mountains
        make a joyful noise unto the lord
        the earth is the lords and the fulness thereof
        bless the lord o my soul
        my god my god why hast thou forsaken me
        my god my god why have you forsaken me
        god is our refuge and strength
        the heavens declare the glory of god
        blessed is the man that walketh not in the counsel of the ungodly
        have mercy upon me o god
        out of the depths i cry to you
        be still and know that i am god
        by the rivers of babylon
        leternel est mon berger je ne manquerai de rien
        le seigneur est mon berger je ne manque de rien
        le seigneur est mon berger rien ne saurait me manquer
        leternel est ma lumiere et mon salut
        je leve mes yeux vers les montagnes
        dieu est pour nous un refuge et un appui
        mon dieu mon dieu pourquoi mas tu abandonne
        les cieux racontent la gloire de dieu
        du fond de labime je crie vers toi
        mon ame benis leternel
        our father who art in heaven hallowed be thy name
        our father which art in heaven
        notre pere qui es aux cieux
        que ton nom soit sanctifie
        je vous salue marie pleine de grace
        hail mary full of grace the lord is with thee
        for god so loved the world
        love is patient love is kind
        lamour est patient
        jesus is my lord and savior
        jesus loves me this i know
        god bless america
        in god we trust
        god grant me the serenity to accept the things i cannot change
        mon dieu donne moi la serenite daccepter
        bismillah ir rahman ir rahim
        bismillahirrahmanirrahim
        allahu akbar
        alhamdulillah
        shema yisrael adonai eloheinu adonai echad
        om mani padme hum
        om namah shivaya
        hare krishna hare krishna
        amazing grace how sweet the sound
        we shall overcome someday
        we shall overcome
        o canada our home and native land
        o canada terre de nos aieux
        oh say can you see by the dawns early light
        allons enfants de la patrie
        le jour de gloire est arrive
        liberte egalite fraternite
        je me souviens
        god save the king
        god save the queen
        i have a dream
        we the people of the united states
        we hold these truths to be self evident
        four score and seven years ago
        ask not what your country can do for you
        i think therefore i am
        je pense donc je suis
        know thyself
        connais toi toi meme
        happy birthday to you
        bon anniversaire
        joyeux anniversaire
        joyeux noel
        merry christmas
        twinkle twinkle little star how i wonder what you are
        mary had a little lamb
        row row row your boat gently down the stream
        humpty dumpty sat on a wall
        itsy bitsy spider
        you are my sunshine my only sunshine
        somewhere over the rainbow
        let it be
        imagine all the people
        all you need is love
        dont worry be happy
        dont stop believing
        i will always love you
        i will survive
        never gonna give you up never gonna let you down
        never gonna give you up
        is this the real life is this just fantasy
        we will rock you
        bohemian rhapsody
        stairway to heaven
        hakuna matata
        let it go
        frere jacques dormez vous
        frere jacques
        au clair de la lune mon ami pierrot
        au clair de la lune
        alouette gentille alouette
        sur le pont davignon on y danse
        il etait un petit navire
        une souris verte qui courait dans lherbe
        ah vous dirai je maman
        vive le vent
        petit papa noel
        non je ne regrette rien
        la vie en rose
        ne me quitte pas
        gens du pays cest votre tour
        mon pays ce nest pas un pays cest lhiver
        longtemps je me suis couche de bonne heure
        aujourdhui maman est morte
        maitre corbeau sur un arbre perche
        rien ne sert de courir il faut partir a point
        la cigale ayant chante tout lete
        demain des laube
        sous le pont mirabeau coule la seine
        heureux qui comme ulysse a fait un beau voyage
        on ne voit bien quavec le coeur
        lessentiel est invisible pour les yeux
        les sanglots longs des violons de lautomne
        two roads diverged in a yellow wood
        shall i compare thee to a summers day
        do not go gentle into that good night
        still i rise
        an apple a day keeps the doctor away
        early to bed and early to rise
        a penny saved is a penny earned
        actions speak louder than words
        practice makes perfect
        better late than never
        all that glitters is not gold
        the early bird catches the worm
        when life gives you lemons make lemonade
        what doesnt kill you makes you stronger
        live laugh love
        carpe diem
        keep calm and carry on
        one day at a time
        this too shall pass
        everything happens for a reason
        follow your dreams
        the sky is the limit
        mieux vaut tard que jamais
        petit a petit loiseau fait son nid
        pierre qui roule namasse pas mousse
        lavenir appartient a ceux qui se levent tot
        qui vivra verra
        tout vient a point a qui sait attendre
        cest la vie
        vive la liberte
        vive la vie
        ferme la porte
        ouvre la porte
        mailcreated
        polniypizdec
        momsanaladventure
        hd764nw5d7e1vb
        djivanfros
        zqjphsyf6ctifg
        lhbjkjubz
        xyheqdd5oqxyxy
        passwordstandard
        bpgjldsgjldthnf
        aksjdlasdakj
        lytdybrbdfvgbhf
        neepodchehyl
        bhrh0h2oof6xbq
        """;
}
