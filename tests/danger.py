"""Messages that must show 192 and 112, and messages that must not; for tests of rules, tripwire and model."""

__all__ = ["RINGS", "SILENT", "lines"]

RINGS = {
    "sq": """
lamtumirë të gjithëve, nuk mundem më
        burri pom rreh
        burri po më rreh
        pomrreh burri ejani
        ndihm jom n rrezik
        nihm shpejt
        po gjun me arm nlagje
        pom kercnon me thik
        hajnat jon n'shpi
        smunem me ndeju ma gjall
        po e rreh gruen komshija
        osht tu m'rreh baba
        po me mbyt
        mbreme me ka rreh dhe tash po me ndjek
        dikush po mundohet me hy n'shpi
        po e thejn deren
        dikush ka hy n'shpi, jam fsheh nen krevat
        nji burre me pushke para shkolles
        po ndihen krisma te sheshi
        zjarr ne pallat
        po digjet shtepia e komshiut
        po vjen era gaz n'krejt hyrjen
        babi nuk merr frymë
        s'po merr frym nana
        ra pa vetedije dhe i shkon gjak
        aksident te rrethi, ka t'lendum
        du me vra veten
        dua të vdes
        dikush pom njek me kerr
        e kan fut nji vajz n'kerr me zor
        nuk po me len me dal prej shpise
        djali ra n'lum
        nji çantë po bën tik tak te stacioni
        smunem me fol, ai po ndegjon
        ndihmoooo!!!
        POLICI SHPEJT
    """,
    "sr": """
        muz me tuce pomoc
        муж ме туче помоћ
        upomoc ubice me
        cujem pucnje kod crkve
        dete mi se nije vratilo iz skole
        saobracajka kod gracanice ima povredjenih
        otac bije majku dođite
        tepa me
        hoće da me ubije
        napadaju nas
        pomozite brzo
        neko razvaljuje vrata
        lopovi su u kući
        neko mi je u stanu
        preti mi nožem
        čovjek s puškom ispred škole
        naoružan čovek je u bolnici
        pucaju po selu
        požar u zgradi
        гори кућа
        oseća se gas u ulazu
        tata ne diše
        мајка је без свести
        krvari mnogo
        hoću da se ubijem
        ne želim više da živim
        skočiću sa mosta
        prati me neko od stanice
        ugurali devojku u kombi
        zaključao me i ne da mi da izađem
        dijete upalo u bunar
        torba otkucava na autobuskoj
        ne mogu da pričam, čuje me
        pomooooć
        pas napada dete
    """,
    "en": """
the baby is blue and not breathing
my father turned blue, he is choking
        pls help someone following me ne prishtine
        someone is breaking in
        my husband is beating me
        he has a knife and wants to kill me
        hes choking me
        they are shooting near the school
        i hear gunshots
        there is a man with a gun in the market
        HELP HELP please
        help!!!
        my house is on fire
        strong smell of gas in the building
        my baby is not breathing
        he is unconscious and bleeding
        car crash, people injured
        i want to kill myself
        I dont want to live anymore
        my friend is on the bridge and wants to jump
        took all my pills
        they pushed a girl into a van
        he locked me in and wont let me leave
        child locked in hot car
        my son fell in the river
        a bag is ticking at the bus station
        hiding in bathroom he is in the house
        cant talk he can hear me
        we are in danger
        dog is attacking a child
        he came to kill me
        last night he hit me and now he is at the door with a knife
        somone is tryng to break into my apartment
        send police quick
        what should i do someone is breaking in
        somebody poured petrol and wants to burn the house
        sos
    """,
}

SILENT = {
    "sq": """
Lamtumirë dhe gjithë të mirat
Lamtumirë, faleminderit për ndihmën
        ndihmë
        me ndihmo me gjet stacionin
        tung
        flm shum pershnd
        qysh me raportu nji vjedhje
        qysh me raportu dhunë në familje
        ma kan vjedh veturen
        ma ka vjedh kerrin dikush mbrem
        dje më rrahën dy veta te parku
        para dy muajsh më ka goditur një veturë
        ka pas krisma mbrëmë në qendër
        nese dikush me ndjek cka me bo
        sa është dënimi për mbajtje të armës
        a më duhet leje për armë gjuetie
        kam gjetur një granatë të vjetër në arë
        djali so kthy n shpi 2 dit
        osht zhduk gruja
        ni aksident te rrethi
        kam bërë aksident, askush nuk është lënduar
        komshija lshon muzik tnalt naten
        a lejohen fishekzjarret tash
        nji shofer i dehur po vozit n'magjistrale
        nji njeri shet drog te shkolla
        pom shantazhojn me foto ninstagram
        mka sha pulici nrrug
        vdiqa se qeshuri
        po vdes prej vapes ne zyre
        zjarr muzika mbrëmë
        po bie shi a jan rruget e hapura
        stacioni ne gjakove ku o
        cili është numri i zjarrfikësve
    """,
    "sr": """
        pomoć
        pomoc oko formulara
        hvala na brzoj pomoći
        dobar dan
        kako da prijavim kradju
        kako se prijavljuje nasilje u porodici
        ukrali su mi auto ispred kuce
        sinoć su nam provalili u kuću
        juče su me pretukla dvojica
        pre dva meseca udario me auto
        šta da radim ako me neko prati
        kolika je kazna za nošenje oružja
        lovačka puška, koja dozvola treba
        našao sam staru granatu na njivi
        sudar kod Gračanice, nema povređenih
        ucenjuju me preko fb slika
        komšija pušta muziku preko noći
        pijan vozač vozi po magistrali
        neko prodaje drogu kod škole
        zelim da se zalim na policajca
        umirem od vrućine
        umro sam od smeha
        ubi me vrućina
        ubija me ovo čekanje
        vatromet da li je dozvoljen
        puca mi film od papirologije
        izgubio sam licnu kartu
        izgubio mi se pas
        где је полицијска станица у сев митровици
        da li je sinoć bilo pucnjave
        ljudi, radi li danas šalter
    """,
    "en": """
my bicycle is blue
my car is blue as the sky
a boy with a blue jacket stole it
the boy is wearing blue jeans
        help
        help with the form
        can you help me
        thanks for the quick help
        hello
        how do i report a theft
        how can i report domestic violence
        they stole my car last night
        yesterday two men beat me in the park
        a week ago thieves entered our house
        there was gunfire last week
        what should i do if someone is following me
        in case of fire which number do i call
        what is the penalty for carrying a gun
        i need a licence for a hunting rifle
        i found an old grenade in the field
        small crash, nobody is injured
        someone sells drugs near the school
        my neighbour plays loud music
        a drunk driver is on the highway
        my husband beats me every weekend when he drinks
        i lost my pasport in kosova
        this queue is killing me
        i am dying of boredom
        shots of rakija all night
        fire the officer
        this song is fire
        my phone is dying
        the officer was rude to me
        are fireworks allowed
        polic station near me pristina
    """,
}


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    """Language and text of each message of a table."""
    return [(language, line.strip()) for language, text in table.items() for line in text.strip().splitlines()]
