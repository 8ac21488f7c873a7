"""The words that tell of danger now, in Albanian, Serbian and English; read by `danger.py` alone.

How to read and change the tables. Letters may stand with or without their marks, in Latin or Cyrillic; leave out
apostrophes. Doubled letters count as one, and a slip of the finger in a long word is forgiven. One phrase a line:

    po me rreh*           the words as they stand; `*` stands for any ending (`*ing`: for any beginning)
    tuce/bije me          `/` parts words of which one must stand there; a line that ends in `/` goes on in the next
    <thief> .. <home_sq>  a list of words from LISTS; `..` lets up to five words stand between, `...` up to eight
    benzin* ~ zapali*     `~` lets the parts stand in any order, up to seven words between them
    <po> me? rreh*        `?` marks a word that may be missing

Each sign has phrases of up to four strengths:

    "always"      ring, unless only supposed ("if ...") or said of every day
    "unless past" ring, unless the message tells of the past, asks, supposes, or says "every day"
    "only now"    ring near a word of now, or with a cry for help
    "in short"    ring when they are nearly the whole message

`!!` stands at the end of a message with several exclamation marks or with a drawn-out cry (heeelp).
After a change, run `pytest tests/nlu/text/test_danger.py` and add the message that led to it.
"""

__all__ = ["CUES", "DOUBTS", "GLUED", "IDIOMS", "LISTS", "NOT_TYPOS", "SIGNS"]

# What words around it make doubtful: a death threat only told or written, a weapon only kept, an attacker who is gone.
DOUBTS: dict[str, frozenset[str]] = {
    "told": frozenset({"death_threat"}),
    "kept": frozenset({"weapon", "bomb"}),
    "gone": frozenset({"intruder", "violence_now", "weapon", "shots"}),
}

LISTS: dict[str, str] = {
    # Albanian
    "po": "po tu tuj tui duke",
    "whom_sq": "me mu ma na neve e i ia ja te ta u ju",
    "us_sq": "me mu ma na neve",
    "beat_sq": (
        "rreh* rref* rrah* shqelm* godas* godet godit sulm* grusht* malltret* keqtrajt* tortur* dhuno* dhunu* "
        "perdhun* mshon mshojn* mshoj shqyen shqyej* perplas* gris grisin terhek* terheq* zhvarit* shkelm*"
    ),
    "kill_sq": (
        "vret vrasin vras vrasi vrase vrasesh vrasen vra vrau mbyt* mbys mbysin mbyse myt myti mytin mys mysin mytet "
        "therr therrin therre theri ngulfat* masakr* eliminoj*"
    ),
    "shoot_sq": (
        "gjun gjuj gjujn gjujne gjujt gjujten gjuan gjuaj gjuajn gjuajne gjuajten gjuejn gjuen shtin shtien shtine "
        "shtie shtij shtijn shtijne qellojn* qellon krisin krisi kris kriset kerset kersasin kercet kercasin krrset"
    ),
    "gun_sq": (
        "arme arm armen armet armve armes arma pistolet* pistol pistolt* revol* pushk* kallash* automatik* koburr* "
        "allti* snajper* mitraloz*"
    ),
    "blade_sq": (
        "thik* sopat* brisk* satir* shpat* bicak* kacavid* kaqavid* levi leva shkop* hekur* sharre qekiq* cekic* "
        "kazm* lopat* bajonet* sqepar* shat bejzboll*"
    ),
    "shots_sq": "krism* krizm* krisem* gjuajtj* gjujtj* gjuejtj* shtena shtenat rafal* gjusht* plumba plumbat",
    "home_sq": (
        "shpi shpija shpise shpin shpine shpis shpia shpit shtepi shtepin* shtepis* shtepia shtpi shtpin* banes* "
        "dhom* oborr* bodrum* podrum* garazh* ballkon* dyqan* lokal* apartament* kuzhin* sallon* hyrje hyrjen "
        "korridor* papafingo bahqe kullë shtpija"
    ),
    "building_sq": (
        "ndertes* pallat* shkoll* spital* fabrik* magazin* depo depoja restorant* hotel* kulm* catia cati qati cerdh* "
        "qerdh* treg* shitor* market* zyr* xhami* kish* kontejner* mal pyll pyje pyjet mali kat kati katin furr* "
        "pomp* stall* ahur* hambar* konvikt*"
    ),
    "car_sq": "kerr* makin* vetur* auto autobus* kombi kombin kamion* taksi taksin furgon* bagazh*",
    "thief": "hajn* hajdut* hajd cub* plackites* grabites* kusar*",
    "someone_sq": (
        "dikush dikushi disa njerz* njerez* persona* njeri njeriu panjohur* panjoft* maskuar* maskum* maskun burra dy "
        "tre kater"
    ),
    "door_sq": "der deren dera deres dyer* dyr* dritar* xham* porten porta portes brav* dryn* qelqat qelqin",
    "is_sq": "jan jane jon osht asht esht eshte ashte ka kan kane o osh",
    "am_sq": "jam jom jemi jena jem jomi",
    "child_sq": (
        "femij* fmij* femin femia fmin femi fmi fmia fmit djal* vajz* goc* cuni cun cunin cuna cunat qik* cik* bebe "
        "beba beben foshnj* thmi* kalama* voglush*"
    ),
    "person_sq": (
        "burr* gru* nan* nen* bab* vlla* vell* motr* njeri njeriu gjysh* plak* shok* komshi* fqinj* shoqe shoqja "
        "kalimtar* pasagjer* shofer* punetor* puntor* femij* fmij* fmi femi djal* vajz* goc* cun cuni cunin qik* cik* "
        "beb* foshnj* halla hallen dajen daja axha axhen dikush njerz* njerez* kembesor* dikend ata vozites* nxanes* "
        "nxenes* mamin mami mama mamen nusja nusen kusheri* dashnor* kasier* nuse cifti"
    ),
    "fire_sq": "zjarr* flak*",
    "shtyp_sq": "shtyp* shkel*",
    "kill_self_sq": "vra vras vrase vrasi vret mbys mbyt vre",
    "help_sq": "ndihm ndihme ndihmo* nihm nihme nihmo* nimo ndimo nimoni ndimoni ndim ndime nime nim nimom",
    "quick_sq": (
        "shpejt shpejte shpejto* urgjent urgjente urgjentisht menjeher* mjeher* mnjeher* tash tani tashti qitash "
        "tasht shpetoni"
    ),
    "come_sq": "ejani hajdeni vini eni ejni hajde dilni arrini",
    "locked_sq": "mbyll* myll* mshel* kyc* qels* lidhur lidhun lidh ngujua* ngujum peng* robnuar",
    "force_sq": "zor forc* dhun* pahir",
    "water_sq": (
        "lum* liqen* pus pusin uj ujin ujit uje det pishin* basen* kanal* greme* grop* humner* iber ibrin drin drinin "
        "sitnice"
    ),
    # Serbian
    "whom_sr": "me mene nas ga njega je ju nju ih njih gu gi",
    "us_sr": "me mene nas",
    "beat_sr": (
        "tuce tuku tucu bije biju udara udaraju mlati mlate lema lemaju davi dave gusi guse napada napadaju napadju "
        "siluje siluju ubija ubijaju kolje kolju bode bodu sutira sutiraju tepa tepaju utepuje utepuju bijev tucev "
        "biev mlatiju prebija prebijaju premlacuje premlacuju cipelari cipelare gadja gadjaju sece gazi gaze pali "
        "sprzi ujeda ujedaju guraju cereci ubode"
    ),
    "folk_sr": (
        "zen* majk* mater mamu mama dete dijete decu djecu sina cerk* kcer* cer sestr* brata oca tatu babu dedu djeda "
        "coveka covjeka komsij* komsinic* devojk* djevojk* momka decaka djecaka starca starij* staric* ljude mladic* "
        "klinc* prijatelj* druga drugaric* drugara musterij* vozaca putnik* lekar* konobar* snaju snahu taksist* "
        "radnik* unuka dvojicu trojicu cetvoricu prolaznik* nekog nekoga djevojcic* devojcic* muza starce pesaka "
        "pjesaka mladjeg ucenik*"
    ),
    "kill_sr": (
        "ubi ubit ubiti ubije ubiju ubijem ubij zaklati zakolje zakolju zaklat izbode izbodu izbosti zapali zapale "
        "zapaliti udavi udave udaviti zadavi zadave utepa utepaju utepat pobije pobiju pregazi pregaze pregaziti "
        "prebije prebiju upuca upucaju siluje siluju silovati zakla rokne roknu ubode"
    ),
    "will_kill_sr": (
        "ubice zaklace upucace zapalice utepace udavice zadavice silovace pobice izbosce prebice pregazice roknuce "
        "ubiste"
    ),
    "shoot_sr": "puca pucaju pucav pucaji pucase",
    "gun_sr": "pistolj* pusk* oruzj* revolver* kalas* automatsk* naoruzan* utok* snajper* pitolj* pucom automatom",
    "blade_sr": (
        "noz* sekir* makaz* macet* palic* bejzbol* satar* sekac* skalpel* sjekir* motk* lopat* cekic* sipk* kamen* "
        "srafciger*"
    ),
    "shots_sr": "pucanj* pucnj* rafal* hici hitac hitci hitce hica",
    "home_sr": (
        "kuc* stan stanu stana dvorist* podrum* garaz* sobi sobu terasu terasi balkon* hodnik* lokal* radnj* "
        "prodavnic* zgrad* ulaz ulazu vikendic* stal* tavan* kuhinj* avlij*"
    ),
    "building_sr": (
        "kuc* zgrad* stan stanu krov* fabrik* magacin* skol* bolnic* sum* vrtic* hotel* restoran* kafic* kafan* "
        "trafik* selo selu stal* garaz* pijac* trzni* ambar* seno podrum* sprat* radnj* prodavnic* dimnjak* tavan* "
        "kuhinj* crkv* balkon* teras*"
    ),
    "car_sr": "auto automobil* kola kolima kombi kombija autobus* kamion* gepek* taksi* vozil* traktor*",
    "thief_sr": "lopov* provaln* razbojni* pljackas* kradljiv* maskiran*",
    "someone_sr": (
        "neko neki nepoznat* ljudi covek covjek tip lik momak dvojica trojica muskarac musko maskiran* grupa neku dva"
    ),
    "door_sr": "vrata vrati vratima prozor* brav* kapij* rolet* vratanca",
    "child_sr": (
        "dete dijete djete decu djecu deca djeca deteta djeteta sin sina sinu sincic* cerk* kcer* cer beb* decak* "
        "djecak* devojcic* djevojcic* unuk* klinac klinci mali mala malog malu malisan*"
    ),
    "person_sr": (
        "muz muza zen* majk* otac oca ocu mama mami mamu tata tati tatu baba babi babu deda dedi covek* covjek* brat* "
        "sestr* komsij* komsin* prijatelj* drug drugu druga drugar* radnik* starac starc* staric* putnik* vozac* "
        "pesak* pjesak* dete* dijete djete* beb* sin sina cerk* kcer* deca djeca dedu djed* neko ljudi ljude osob* "
        "mladic* devojk* djevojk* lekar* on ona njega majstor* koleg* cer"
    ),
    "quick_sr": "brzo hitno odmah odma sad sada smesta pozuri* trenutno upravo",
    "locked_sr": "zakljuc* zatvor* zatoc* zarob* veza* zatvar* taoc* taok*",
    "water_sr": (
        "rijeku reci rijeci rek* bunar* jezer* vodu vodi more moru bazen* kanal* jam* provalij* ibar ibru sitnic* "
        "ponor*"
    ),
    "come_sr": "dodjite dodji dodite dolazite dojdite dojdi doc dodjte stizite dojte",
    "send_sr": "posalji* saljite salji posaljte posalite",
    # English
    "whom_en": (
        "me us him her them my his our their a an the someone somebody somone people woman women man men kid kids "
        "child* girl* boy* mother father mom mum dad wife husband brother sister friend daughter son neighbour* "
        "neighbor* lady guy person baby passenger* driver each two three old pedestrian*"
    ),
    "us_en": "me us my our",
    "is_en": (
        "is are am hes shes theyre im someones somebodys theres whos its iz ar he she they someone somebody man men "
        "guys people husband"
    ),
    "beat_en": (
        "beating hitting punching kicking attacking assaulting stabbing strangling choking raping killing hurting "
        "slapping torturing murdering suffocating abusing beeting attaking robbing mugging dragging grabbing "
        "molesting stoning shooting smothering drowning throwing"
    ),
    "beat_now_en": (
        "beat beats hit hits punch punches kick kicks attack attacks stab stabs strangle* choke chokes rape rapes "
        "kill kills slap slaps hurts"
    ),
    "someone_en": (
        "someone somone sombody somebody he they men guy guys strangers stranger thieves thief burglar* robber* "
        "intruder* man masked unknown"
    ),
    "gun_en": "gun guns pistol* rifle* weapon* firearm* shotgun kalashnikov* ak47 revolver",
    "blade_en": "knife knifes knives axe machete* hammer hatchet sword screwdriver bat",
    "shots_en": "shots gunshot gunshots gunfire",
    "home_en": (
        "house home flat apartment* room garden yard basement garage balcony building shop store hallway bedroom "
        "kitchen property cellar attic stairs hous"
    ),
    "place_en": (
        "building house home school forest factory hotel kitchen market hospital restaurant center centre street "
        "warehouse apartment* flat roof garage barn shop room floor balcony basement car bus neighbour* neighbor* "
        "mall mosque church cafe village"
    ),
    "door_en": "door doors window windows gate lock locks",
    "child_en": (
        "child children kid kids son daughter baby toddler boy girl brother sister infant grandson granddaughter "
        "newborn babys"
    ),
    "person_en": (
        "he she they man woman child children kid kids son daughter baby boy girl husband wife mother father mom mum "
        "dad brother sister friend person people someone somebody neighbour* neighbor* grandmother grandfather "
        "grandma grandpa driver passenger* pedestrian* guy lady worker* student* him"
    ),
    "quick_en": "now quick quickly fast hurry asap immediately urgent urgently emergency rn",
    "water_en": "river well lake pool sea water canal hole pit cliff ravine",
    "car_en": "car van vehicle taxi truck trunk cab bus",
}

# Words often typed as one: (what stands in front, how it reads, how what follows begins; nothing: it stands alone).
_CLITIC_VERBS = (
    "rreh reh rrah rref vret vras vra mbyt myt mbys mys ther therr sulmo sulmu godet godit shtyp kercn kercen kerqn "
    "kerqen kcen kanos ndjek njek ndiek percjell percjel perndjek gjun gjuj gjuan gjuaj dhun perdhun shqelm shti nxj "
    "merr marr mar maltr malltr ndih nih nimo ndimo shpeto len lan lejo lejn mban mbaj majn maj man digj djeg mbyll "
    "myll mshel terheq tort vjen vin kap zen lidh kidnap rrem bjen bie bijn hyn hin thej thyj plack"
)
_PLACES = (
    "shpi shtepi shtpi banes rrug rrezik rrzik rezik lagj shkoll dor qafe tok fyt gjak lum liqen ballkon dhom der kerr "
    "vetur makin xhami park qark qend oborr bodrum bagazh tualet banj"
)
_NEGATED = (
    "munem munet munen mundem mundet mujm muj mujna mund du dua don po merr marr frym ka kan jep osht asht esht kam "
    "kom jet jam jom levi kthy pergj reagon"
)
GLUED: tuple[tuple[str, str, str], ...] = (
    ("n", "ne", ""),
    ("m", "me", ""),
    ("t", "te", ""),
    ("s", "nuk", ""),
    ("su", "nuk u", ""),
    ("so", "nuk osht", ""),
    ("spo", "nuk po", ""),
    ("spom", "nuk po me", ""),
    ("spona", "nuk po na", ""),
    ("spoe", "nuk po e", ""),
    ("spoi", "nuk po i", ""),
    ("pe", "po e", ""),
    ("poe", "po e", ""),
    ("poi", "po i", ""),
    ("pou", "po u", ""),
    ("pom", "po me", ""),
    ("pome", "po me", ""),
    ("pomi", "po me i", ""),
    ("pona", "po na", ""),
    ("pma", "po ma", ""),
    ("poma", "po ma", ""),
    ("mka", "me ka", ""),
    ("mkan", "me kan", ""),
    ("mkane", "me kan", ""),
    ("pom", "po me", _CLITIC_VERBS),
    ("pome", "po me", _CLITIC_VERBS),
    ("pona", "po na", _CLITIC_VERBS),
    ("poe", "po e", _CLITIC_VERBS),
    ("po", "po", "digj kall gjujn gjuajn rrihen vdes mbytem pelc krisin"),
    ("m", "me", _CLITIC_VERBS),
    ("n", "ne", _PLACES),
    ("s", "nuk", _NEGATED),
)

# Turns of speech that only sound like danger; they are taken out before the signs are looked for.
IDIOMS: dict[str, str] = {
    "sq": """
        vdiq*/vdes*/vdeq* .. qesh*/uri/uria/urie/vap*/merzi*/bezdi*/inat*/mall/marre/gjumi/lodhj*/dashuri*/pritj*/
        kureshtj*/turp*/etje/meraku
        me? vrau/vrane/vret/vrasin/vrajn .. koka/koken/vapa/pritja/merzia/kepuc*/muzik*/dhembj*/dhimbj*/shpina
        zjarr .. muzik*/kang*/feste*/tallava/lojtar*/foto*/ndeshj*/festa/djali/goca/kenga/ekip*/je/jeni/puna/hit
        muzik*/kang*/kenga/ndeshj* .. zjarr
        fishekzjar*
        arm* te? zjarrit
        arm* gazi
        armpushim*
        po me bie/bjen/bje ndermen*/nermen*/ne mendje
        leje*/liqenc* .. arm*
        rreh* telefon*
        ka/ke/kemi vra/vras mendjen/men
        vras*/vra/vret mendjen/men
        rradha/kolona/rruga/trafiku .. nuk leviz
        linj* ndihm*
        kam/kom nevoj* per ndihm*
        numr* i? emergjenc*
        rrezik* per? rrezik*
        gjuajt* top*/fundi/basket*
        zjarrfik*
        merr*/mirr* vesh
        nuk osht/eshte/asht/o? urgjent*/emergjenc*
        askush/asnjeri/asnje/asni .. lendu*/lanu*/plagos*/lonu*
        nuk ka/kem/kemi/pati/pat/eshte/u te? lendu*/lanu*/plagos*/lonu*/viktim*/vdek*
        nuk u? lendu*/lanu* asku*/asnj*/kush/kurrkush
        pa te? lendu*/lanu*/viktim*
        gjun/gjuan/gjuajn/gjujn .. 80/90/100/110/120/130/140/150/160/180/200
        helm* .. qen*/qejt/mac*/lop*/bagti*/blet*
        qen*/mac*/kafsh* .. helm*/plagos*
        mac*/qen* e? i? plagos*
        e? premte*
        po me len/lan ne baft
        sulm* kibernetik*/kibertik*
        duhan*/cigar*/hashash .. tym*
        tym* .. cigar*/duhan*
        nuk .. po .. len .. te? qete/fle/flej
        nese muni*/mund*/munesh/keni/ka/mujni/mujn
        radha/kolona/trafiku/rruga/rreshti/kerret/veturat nuk po? leviz*/lviz*
        tash/tani osht/jan/jon/eshte/kan/ka .. mir/qet/qete/shku/kalu/shkuar/spital
        keng*/kang* .. zjarr
        ekip*/skuadr* .. digj*
        faleminder*/falemnder*/flm/rrofsh* per .. ndihm*/shpejt*
        <help_sq> .. formular*/aplikim*/gjet/gjej*/plotes*/kuptu/kuptoj*
        a muj*/mun* me? ardh/qu/cu/dergu/ardhe
        a mund* te vini/dergoni/ejani
        vet/une .. nuk kam asgj*
        por un/une .. jam mir*
    """,
    "sr": """
        umir*/umro*/crko*/crkav*/umrije* .. smeh*/smej*/smij*/glad*/dosad*/vrucin*/zedj*/stid*/sramo*/srece/zelj*/
        ljubav*/umor*/znatizelj*/ceka*
        ubi* .. vrucin*/dosad*/cekanj*/glav*/vreme/vrijeme/red/redu/pojam/guzv*/stres/posao/skol*/papirolog*/lenj*/
        procedur*
        glav*/vrucin*/cekanj*/birokratij*/papirologij*/guzva/nesanic*/stres/dosad*/posao/sunce/vetar .. ubi*/tuce/
        bije/davi/gusi
        tuce/bije/davi/gusi .. nesanic*/vetar/sunce/dosad*/pms/mamurluk
        bije glas/sat/sunce
        vatra .. muzika/pesma/utakmica/ekipa/si/ste
        muzika/pesma .. vatra
        igra* .. vatrom
        dozvol* .. oruzj*
        vatrogas*
        vatromet*
        gas pistolj*
        gas do daske
        davi/dave u? papir*/pitanj*/prica*
        prva/pravna/hitna/socijaln*/neka/kakva/novcana/besplatn* pomoc
        broj .. hitn*
        puca signal/mreza/internet/program/veza/ledj*/glava
        signal/mreza/internet/program/veza/zvuk/led/guma/gume/asfalt .. puca*
        puca mi film
        gori .. od zelj*/ljubav*/nestrplj*
        lampica/svetlo/sijalica .. gori
        gori .. lampic*/svetl*/sijalic*
        nije/nisu/neje .. hitno/hitan/opasno
        niko/nitko/nema/bez/nije/nisu .. povredj*/povreden*/povrijedj*/ranjen*/zrtava/mrtv*
        otrov* .. psa/pse/mack*/pcel*/psi
        uje/zakon* .. oruzj*
        legaliz* .. oruzj*
        mrtvo pile/pace/psa/macka/mace/zivotinj*
        mrtav pas/macak
        mrtva stvar*/priroda/trka/mack*
        najhitnij*
        sto je hitnije
        napad* hakera/hakersk*
        ne gori
        ako mozete/mozes/moze/hocete/ikako
        ako je moguce
        ce .. zapali*/ubi*/spali* .. ako
        sad/sada je/su .. mirno/dobro/tiho/stabiln*/otisl*/bolnic*
        ubi* .. radoznalost/dosada/nervoz*/rok/rokovi
        radoznalost .. ubi*
        pomozi/pomozite .. nadj*/popun*/razum*/izaber*/proveri*/zakaz*/posalj*/prijav*/formular*/domac*/oko/napis*
        hval* na/za/sto .. pomoc*/brz*
        puca mi? .. telefon/ekran/glava/film/mreza
        telefon/ekran/staklo .. puca
        gori mi dupe/rok
        moze/mozete/mozes li? patrol*/brzo/neko/da/doci/hitno
        da li moze/mozete patrol*/brzo/neko/da
        bombon*
        da bacam
    """,
    "en": """
        killing me with/softly
        queue/traffic/heat/weather/waiting/boredom/headache/head/back/music/bureaucracy/suspense/line/noise/
        paperwork/stress/feet/shoes/heels/price/prices/bill/taxes/wait .. kill*
        kill* .. time
        kill* it
        kill* for a/some
        dying .. laugh*/hunger/thirst/heat/boredom/curiosity/know/see/visit/try/hear/tired
        die/died .. laugh*/boredom/embarras*/happ*
        dead tired/serious/line/end
        shot/shots of/glass*
        shot/shots .. rakija/tequila/vodka/espresso/vaccine*/raki
        shots rakija/tequila/vodka/espresso/vaccine*
        flu/vaccine/job/long/screen/big/photo shot/shots
        shoting .. photo*/video*/film/movie/hoops/wedding/range/club/sport*/licen*/scene
        shoting range/club/sport*
        fire the/this/that/your/an .. officer*/policeman/chief/guy/minister/staff/director/worker*/cop
        fire officer*/policeman/him/her/them
        fired from/by/for/him/her/the/and
        was/got/been/be/were/is/getting fired
        fire works/work/drill/department/brigade/extinguish*/safety/alarm/service/station/fighter*/exit
        firework*/fireman/firemen/firefight*/fireplace
        music/song/party/playlist/team/dj/lyrics/outfit .. fire
        on fire today/lately/tonight
        camp/bbq fire
        under fire for/from
        heart attack .. price*/bill/fine
        gave/had/have/almost/nearly .. heart attack .. when
        gun/guns/weapon*/shotgun/pistol/firearm* permit*/licence/license/shop/law/laws/control
        licence*/license*/permit* .. gun/weapon*/pistol/firearm*/rifle
        dying/die for a
        beat* traffic/around
        hit the road/button/link/spot
        stress/noise .. killing
        blood donation/type/test/group/feud/pressure/donor*/bank
        donat* blood
        help desk
        killer app
        knife shop/set
        no/nobody/noone/not/without/nothing .. injur*/hurt/wounded/casualties
        emergency number/numbers/call/calls/contact/contacts/services/service/exit/room/phone/line/lane/brake
        not .. emergency/urgent/urgently
        poisoned .. tree*/dog*/cat*/cow*/bees/animals/sheep
        dog/cat/dogs/cats .. poisoned/injured
        shell/shells of
        help me with/to/understand/find/choose/click/fill/write
        can/could you/u help
        cyber attack*
        panic attack*
        asked .. fire
        if you/u can/could/are/want/please/possible
        if possible
        now .. stable/calm/quiet/fine/ok/gone/safe/hospital/work
        hospital now
        stable
        not making
        adress and number
        curiosity/deadline*/exam*/work/job/pain/tooth/stomach/knee/allerg*/internet/app/site/website/form/forms/
        silence/song/joke/rent/inflation/legs/neck/hunger/thirst/smell .. killing
        phone/battery/laptop/plant*/tree*/engine/car .. dying/died/dead
        thank*/thx/tnx for .. help/response/quick*/fast/saving/rescu*/coming
        was murder
        can/could/will you/u/someone/somebody please? come/send/help/hurry
        driver/everyone/everybody is? ok/fine
    """,
}

# Harmless words that a slip of the finger could make of a sign.
NOT_TYPOS: dict[str, str] = {
    "sr": (
        "bombona bombone cuva jedna koju krave kupim kuva mozda nazalost petka placa plate plati platim posalje posla "
        "poslalje posle posto potok pozivaju pozivam prava prave pravi prima prose prosi radno radnu ranije secam "
        "stare staru stenca svaka teraju udavaju"
    ),
    "en": (
        "close later light match plates plumber report scooter shopping short show shows sound start stone these "
        "think words"
    ),
    "sq": "dasem dasma dasme droge fasaden fundit gjasht klase larte lenda lenden lendes neser noten prape prish",
}

# Words around a sign that make it stronger or weaker. "now" counts near the sign, "supposed" and "asked" reach to the
# end of the sentence, the others count wherever they stand.
CUES: dict[str, dict[str, str]] = {
    "now": {
        "sq": """
            tash/tani/tashti/qitash/tasht
            ne kete/ket moment/qast/cast/minut*
            momentalisht/aktualisht/ende/hala
            para pak/5/2/3/10 minut*/sekonda*
            jam/jom/jemi/jena vet*
            vet me femij*/fmi/femi
            njerz*/njerezit/populli/fmit/femijt <po> ikin/qajn/bertasin/vrapo*
            nuk guxo* me? dal*
            para syve/synve/sy/meje
            ne sy te/tem/tim
        """,
        "sr": """
            sad/sada/sadek/trenutno/upravo/odma/odmah/smesta
            ovog/ovom trenutka/trenutku/casa/momenta/momentu
            jos uvek/uvijek/je/su
            evo ga/ih/sad/opet
            sam/sama/smo sam/sami/sama/same
            sama/sam kod/u/sa kuc*/decom/djecom/detetom/stanu
            ljudi beze/vriste/trce
            ne smem/smemo/smijem/smijemo napolje/izaci
            deca/djeca placu/vriste
            pred ocima/mojim/nama/mnom
        """,
        "en": """
            now/nw/rn
            at the/this moment
            currently/presently
            still here/inside/going/beating/there/in/outside/burning/on/trapped/shoting/screaming
            just now
            right now/away
            as i type/write/speak
            alone at/in/with home/house/kids/children/baby/my
            im/am/i alone
            people run/running/runs/scream*
            kids/children/baby are crying/screaming
            dont/not/cant dare .. out/leave
            before my/our eyes
            in front of me/us
            next door
        """,
    },
    "cry": {
        "sq": """
            <help_sq>
            ju lutem/lutna shpejt*/ejani/hajdeni
            <come_sq> .. <quick_sq>
            <come_sq>
            <quick_sq> .. <come_sq>
            dergo*/cojeni/niseni/qojeni/coni/qoni .. polic*/patroll*/ambulanc*/ekip*/dik*
            sos/🆘
            shpejtoni/urgjent/mjeher*/menjeher*
            rrezik* .. jet*
            dergo*/cojeni/niseni/qojeni/coni/qoni ~ patroll*/polic*/ambulanc*
        """,
        "sr": """
            upomoc*/pomozi/pomozite/pomagaj*/pomoc
            brzo/pozuri*/hitno
            <send_sr>
            <come_sr>
            spasite/spasavaj*/spasi
            sos/🆘
        """,
        "en": """
            help/hlp/halp/hepl
            hurry/quick/quickly/asap/immediately/urgent*
            send someone/somebody/police/help/an/a/patrol/car/ambulance/officers/them/cops
            come quick*/fast/now/immediately/please/here/asap
            please come/send/hurry
            sos/🆘
            save me/us
        """,
    },
    "past": {
        "sq": """
            dje/djeper/mbreme/mbrem/mbremen/pardje/parmbreme/mram/mrame/mrom/mbram/sinatet/simbjet/vjet
            javen/jav/muajin/muaj/vitin/naten/nat/diten/veren/dimrin/fundjav* te? e? kaluar/shkume/shkuar/kalum/
            shkum/kalun/shkun/kalume*
            para ni/nji/nje/dy/tri/tre/kater/pes/pese/disa/shum/do/1/2/3/4/5/6/7/8/9/10/20/30 dit*/jav*/muaj*/mujsh/
            muj/vit*/vjet*/or/ore/oresh/orve
            para dit*/jav*/muaj*/vit*/vjet*/disa/luft*/do
            dit/dite/jav/jave/muaj/muj/vjet/vite/ore/or ma? me? pare/perpara/heret/maheret
            dikur/njeher/atehere/athere/atbote/qemoti
            ne vitin/maj/qershor/korrik/gusht/shtator/tetor/nentor/dhjetor/janar/shkurt/mars/prill
            te henen/marten/merkuren/enjten/premten/shtunen/dielen/hanen
            kur isha/ishim/ishte/shkova/dola/po/jam
            isha/ishim/ishin/ishte/kishte/kishin/ishe
            sot ne/mengjes/mengjez
            sot mengjes
            tash osht/jan/jon/eshte/kan/ka mir/qet/qetë/shku/kalu/shkuar/spital
            ka ndodh*
            ne 2008/2009/2010/2012/2014/2015/2016/2017/2018/2019/2020/2021/2022/2023/2024/2025
            ne kamera/kameren/kamerat/incizim*/video
            kamera/kamerat/kameren .. shoh/shihet/tregon/pash*
        """,
        "sr": """
            juce/jucer/jucerasnj*/sinoc/prekjuce/prekjucer/onomad/nekidan/lani/preksinoc/jutros
            prosl* nedelj*/sedmic*/mesec*/mjesec*/godin*/noc*/petak/sub*/vikend*/pon*/utor*/sred*/cet*/put/leto/
            zime/zimu/jesen*
            pre/prije nekoliko/par/neki/jedan/dva/dve/dvije/tri/cetiri/pet/sest/sedam/deset/mnogo/1/2/3/4/5/6/7/8/9/
            10/20 dan*/mesec*/mjesec*/nedelj*/godin*/sat/sata/sati/noc*/h
            pre/prije mesec*/godin*/nedelj*/podne/dan*/nekidan/sat
            u ponedeljak/utorak/sredu/cetvrtak/petak/subotu/nedelju/nedjelju
            nekad/nekada/jednom/tada/ranije
            dok sam/smo
            kad/kada sam/smo
            sad/sada je/su mirno/dobro/tiho/stabiln*/otisl*/bolnic*
            desilo/dogodilo/desila/dogodila se
            2008/2009/2010/2012/2014/2015/2016/2017/2018/2019/2020/2021/2022/2023/2024/2025
            na kamerama/kameri/snimku/snimcima
            kamera .. snimila/pokazuje
        """,
        "en": """
            yesterday/yesteday/yestarday/yday
            last night/week/month/year/monday/tuesday/wednesday/thursday/friday/saturday/sunday/weekend/summer/
            winter/time/evening
            days/day/week/weeks/month/months/year/years/hour/hours/nights ago
            on/since/this monday/tuesday/wednesday/thursday/friday/saturday/sunday/morning/march/april/may/june/july
            the other day/night/week
            earlier/previously/once/today
            used to
            back in
            the day before
            had been/a
            was/were/been *ing
            in 2008/2009/2010/2012/2014/2015/2016/2017/2018/2019/2020/2021/2022/2023/2024/2025/january/february/
            march/april/may/june/july/august/september/october/november/december
            is in/out hospital/of .. hospital
            now stable/calm/quiet/fine/ok/gone/safe
            he/she/they is/are/s? gone
            it happened
            after he/she/they
            few/some/many/couple years/months/weeks/days/hours
            camera/cameras/cctv/footage shows/show/caught/recorded
            on camera/cctv/video
        """,
    },
    "habit": {
        "sq": """
            perdite/perdit/perher/gjithmone/gjithmon/vazhdimisht/nganjehere/rregullisht/shpesh/zakonisht/shpeshher*
            gjithe kohen/jeten/ditën
            cdo/qdo/sa/per dit*/nat/nate/naten/jav*/here/her/mbremje/mramje/fundjav*/muj/muaj
            sa here/her
            kur pin/pine/pi/deh*/pihet/merr
            prej/me/qe/tash vitesh/vite/vjetesh/muajsh/muaj/vjet
            qe/prej/tash/ka dy/tri/tre/disa/shum/ni/nji/nje/pes/kater/2/3/4/5/6/7/8/10/15/20/nja vit*/vjet*/muaj*/
            muj/jav*/dit*
            me vite/muaj
        """,
        "sr": """
            svaki/svako/svake/svakog/svaku dan*/noc*/vece/vecer/put/nedelj*/nedjelj*/sedmic*/jutro/vikend*/leto/
            mesec*/subot*
            svakodnevno/stalno/konstantno/cesto/uvek/uvijek/ponekad/redovno/neprestano/povremeno
            kad* god/popije/dodje/se/pije/napije/mu/joj/pijan/ne/nema
            godinama/mesecima/mjesecima/nedeljama/danima/sedmicama
            vec/vise od? dve/dva/tri/pet/deset/nekoliko/cetiri/sedam godin*/mesec*/mjesec*/nedelj*/dana
            vec duze/dugo/danima/godin*/mesec*/nedelj*
            nekoliko/vise puta
            od malih/detinjstva/kad/pocetka/kada/braka
        """,
        "en": """
            every day/night/time/week/weekend/evening/other/morning/month/single
            each day/night/time/week/evening
            everyday/always/often/constantly/regularly/sometimes/usually/frequently/whenever/repeatedly
            for years/months/weeks/days
            for two/three/four/five/many/several/some/a/the/2/3/4/5/6/7/8/10/long years/months/weeks/last/past/year/
            month/days
            when/if he/she drinks/gets/is/drink
            all the time
            keeps/keep
            since years/marriage/childhood/2019/2020/2021/2022/2023/2024/2025
        """,
    },
    "supposed": {
        "sq": """
            nese/nqs/neqoftese/nqoftese
            ne qofte/qoft
            po qe se
            ne rast/raste
            rast se
            sikur te
            denimi/denim/gjoba/gjobe per
            a lejohet/guxon/guxoj
            cka/qka/cfare/qfare bon/ban/ben/thot polic*/ligji
            cilin/cili/cilit numer/numri/nr
            ku/ke te/me thirr*/telefon*/lajmro*
        """,
        "sr": """
            ako/ukoliko/ukolko
            kad bi
            u slucaju
            sta/sto ako/bi
            kazna/kazne/kaznu za
            da li je/se dozvoljen*/zabranjen*/kaznj*/sme/smem/kazniv*
            jel/je li? dozvoljen*/kazniv*
            sta/sto radi/kaze policija/zakon
            koji/koj/kojim broj/brojevi
            na koji broj
            broj za
        """,
        "en": """
            if/whether/incase
            in case
            penalty/fine/punishment/sentence/law/procedure/rules for/on/of/when
            what would/happens/if
            is it illegal/legal/allowed/a
            number to call
            what/which is? the? number
            which/what number
        """,
    },
    "asked": {
        "sq": """
            a ka/kan/kane/pati/pat/kishte/osht/eshte/asht/mundem/munem/mund/muj/duhet/jan/jane/e/i/u/kam/kom/jeni/
            jep
            qysh/qish/si/ku me/te/mund/mundem/munem/muj/duhet/bohet/raport*/lajm*/denonc*
            cili/cila/kush/qfare/cfare/cilin numer/numri/numrin/nr/linj*
            ku ndodhet/gjendet
            sa zgjat/kushton/osht/eshte
            pyetje
        """,
        "sr": """
            da li
            dali/jeli/jel/imal
            koji/kojim/koja/koje broj*/linij*/je
            kako/gde/gdje/kude/kada/kome da/se/mogu/moze
            sta/sto je/se/znaci/treba
            kolika/koliko/zasto
            ima/postoji/moze/smem/smemo/smijem/smijemo/sme/smije li
            pitanje
        """,
        "en": """
            do/does/did/can/may/could/should i/we/you/the/they
            is there/it/that/this
            are there/you/we
            was/were there
            how do/can/to/long/much/many/should/does
            where is/are/do/can/should
            what is/are/number/does/do/should
            which
            who do/to/should/can/is/investigates
            question/info/information
        """,
    },
    "told": {
        "sq": """
            kercen*/kercn*/kerqen*/kerqn*/kanos*/thot/thote/tha/thojn/thon/thone/than/thane/mesazh*/sms/shkru*/
            viber/instagram/facebook/fb/whatsapp/premto*/frik*
        """,
        "sr": """
            preti/prete/prijeti/prijete/pretio/prijetio/pretili/pretnj*/prijetnj*/kaze/kazu/rekao/rekla/rekli/
            poruk*/poruci*/pise/viber/instagram*/fejs*/fb/obecao/obecava/bojim/strah/plasim
        """,
        "en": """
            threat*/threten*/says/said/told/message*/text*/wrote/writes/sms/viber/instagram/facebook/fb/whatsapp/
            promised/online/afraid/worried/scared/say
        """,
    },
    "kept": {
        "sq": """
            leje/lejen/leja/lejes/dozvol*
            podrum*/bodrum*/tavan*/papafing*/fsheh*/msheh*/mshef*
            story/foto/fotografi/postoi/postim*/publik*/video/tiktok
            shet/shesin/shiten/blen/shitet/ble
            luft*/vjeter*/trashigu*/gjyshi/gjyshit/ligj*/paleje/pa leje/legal*/ilegal*/dorzu*/dorez*
            gjet*
            regjistru*/letra/emrin/trashegu*
        """,
        "sr": """
            dozvol*/papir*/legaliz*/zakon*/legaln*/ilegaln*/registr*
            podrum*/tavan*/skriva/sakrio/krije/stal*/ormar*
            prodaje/prodaju/kupio/prodaja/slika/slike/stori/story/tiktok/objavi*/video
            stara/stari/rat/rata/ratne/pokojn*/nasledi*/nasao/nasla/nasli/predam/predati/preda/umro
        """,
        "en": """
            licen*/permit*/papers/paper/legal*/law*/illegal*/registered/unlicen*
            hides/hidden/hiding/keeps/keep/cellar/attic/basement
            sells/sell/selling/bought/buy/photo*/video*/story/stories/instagram/tiktok/posts/posted
            old/war/inherited/grandfather*/handing/surrender/found/brags/bragging
            hand in/over
            brought/brings
        """,
    },
    "gone": {
        "sq": """
            <us_sq>/i/ja ka/kan/kane vjedh*/marr/grabit*/plackit*
            vodhi/vodhen/moren
            ka/kan/kane vjedh*
            ka/kan/kane ik/iku/ikur/hik/hiku
            iku/iken/hiku/hiken
        """,
        "sr": """
            ukra*/odnel*/odneo/odnijel*/pokra*/opljackal*/uzel*/uzeo/nestal*/fali/pobeg*/pobjeg*
            otisao/otisli/otisla
        """,
        "en": """
            stole/stolen/took/taken/missing/gone/robbed/left/ran/escaped/fled
            ran/went/drove/got away
            failed
        """,
    },
}

SIGNS: dict[str, dict[str, dict[str, str]]] = {
    "violence_now": {
        "always": {
            "sq": """
                <po> .. <whom_sq> <beat_sq>/<kill_sq>
                <po> <beat_sq>/<kill_sq> .. <person_sq>
                <po> <whom_sq> .. bie/bje/bjen/bin/bijn/bien .. <force_sq>/grusht*/shqelm*/shkop*/me/fort/keq/koke/
                kok/<person_sq>
                <po> me/na bie/bje/bjen/bin/bijn/bien
                <po> me/na/ma/e/i ze/zen/zan/shtreng*/kap/kapin .. fyt*/qaf*/gryk*
                <po> <whom_sq> kap*/zen/terhek* .. zvarr*/flok*/<force_sq>
                <po> rrihen/rrahen/mshohen/grushtohen/theren/vriten/kacafyten/perleshen/rrehen/mshojn
                <po> .. gjun/gjuj*/gjuan/gjuaj*/qellon*/hedh*/hudh*/hudin .. gur/gure/gura/molotov*
                <po>? don/dojn/duan/deshiron/provon*/mundohet/mundohen/tenton*/orvatet/perpiqet/munohet .. <us_sq>/
                e/ta <beat_sq>/<kill_sq>/<shoot_sq>
                <po> <whom_sq> djeg/djegin/kall/kallin
                <po>? <whom_sq> shtyp*/shkel* me kerr/makin*/vetur*
                <po>? .. don/do/dojn .. me me? e? <shtyp_sq> .. kerr/makin*/vetur*
                <po> gjun/gjuan/gjuaj* kerr*/makin*/vetur* .. njerz*/njerez*/femij*/fmi/kalimtar*/turm*
                qen* .. <po> .. sulm*/kafsho*/han/hane/hajn/shqy*
                <po> .. sulm*/kafsho*/hajn/han/shqyejn .. qen*/ariu/ujku
                dikush/ai/burri/njeri/djali/komshiu <po> .. rreh/rrah/vra
                pi rreh/rrah/vret/shqelmon
                <po> .. vriten/vritemi/theren/therin
                <po> .. don/dojn me? e? djeg/kall .. veten/veteveten/shpi*/njeri/njerz*
                qen* ~ kap*/kafsh*/sulm* ~ femij*/fmi/gru*/njeri/plak*
                turm*/grup* <po> .. sulm*/vjen/vin/gjun*
                <po> .. thyn/thyen/then/thyej/thyejn .. krejt/gjithcka/cdo/shpi*/dritar*/xham*
                <po> na rrethojn*/rrethuan/rrethon
                <po> <whom_sq> shtrydh*/shtrengo*
                <po> i? shqyejn/gris*/heqin .. rroba*/tesha*
                vjen/vin/vien .. me? <blade_sq>/<gun_sq> .. kah/mbi/drejt/ke/te une/mu/neve/meje
                <us_sq> .. kan/ka rrethu*
                fillo*/nis* .. me? te? <us_sq> .. godas*/rreh*/rrah*/gjuaj/mbys
                <po>/pi <whom_sq>? kercen*/kcen*/kcno*/kercn*/kerqen*/kanos* .. me jet*/vdek*/vra/vras/mbyt
                <po> .. vrasin/vrasim/vritna
                <po> na? shtyn/shtyjn .. rrug*/humner*/uj*/ure*
                <po> <us_sq> zhduk*
                vriten/theren .. ktu/ketu
                <po> <whom_sq> shtyn/shtyjn/shtyjne/hedh/hudh/gjun .. ballkon*/dritar*/shkall*/kat*/ure*
                <po> e lan/len pa shpirt
                <po> .. shkelm*/shqelm*
                <po> .. djeg/djegin/djegim .. gjall
                <po> .. don/dojn/kerkoj* .. me me? na/me djeg/vra/mbyt
                bertet/bertas*/thot ~ pres/vras/ther/vret ~ gjith*/krejt*
                <po> .. qet/qesin/hudh/shtyn .. njerz*/njerez*/femij* .. shkall*/dritar*/ballkon*
                <po> don/do/dojn .. e? pre/pres/therr <person_sq>
                ka ardh* .. me? me? vra/vras/rreh
                <po> na? vran/vrane/vranen
                na vran/vrane/po vrasin
                <po> e? ndez/ndezin/ndizin/kallin .. kerr*/makin*/vetur*/shpi*
                <po> .. leshon/lshon .. rrym*
            """,
            "sr": """
                <quick_sr>/opet/evo .. <beat_sr> .. <whom_sr>/se/<folk_sr>
                <beat_sr> .. <folk_sr>/<us_sr>/<whom_sr> .. <quick_sr>/pomoc/upomoc
                <beat_sr> <folk_sr>/<us_sr> .. nozem/pistoljem/palicom/palicama/motkom/sekirom/letvom/kaisem/nogama/
                pesnicama/lancem
                pokusava*/hoce/oce/hoc/krenuo/krenuli/probava/ocu .. <whom_sr> .. <kill_sr>
                psi/pas/kerovi/cukovi/medved/medvjed/kuce .. napada*/ujeda*/grizu/grize/rastrza*/kolju/napao/
                napali .. <whom_sr>/<folk_sr>
                napada*/ujeda*/grizu/napali .. <whom_sr>/<folk_sr> .. psi/pas/kerovi/medved
                zaleteo/zalece/zalijece/ulece se? .. u ljude/masu/decu/gomilu
                gadja* nas/me/nam .. kamen*/cigl*
                naleteo/nalece/naleti* .. ljude/decu/gomilu/masu
                rastrg*/rastrza* .. dete/dijete/coveka/zenu/decu
                poubija*/pobice/potuci/izboscese se
                <kill_sr> .. se .. ljudi/braca/medjusobno
                vuce/vuku/vucu ~ kos*/devojk*/djevojk*/zenu/devojcic*
                gazi/gaze .. prolaznik*/ljude/pesak*/decu/kolima/autom
                pas/psi ~ zgrabio/zgrabili/grize/ujeda/drzi ~ dete/dijete/decu/zenu/coveka/me
                kamenuj*
                rulja/gomila/masa/grupa ~ napada*/kamen*/ide/krenula/krenuli
                pokusava*/hoce/oce .. udavi/ubije/zakolje/zadavi/zapali .. <folk_sr>
                izleteti/izletece ~ provalij*/put*
                gura/guraju .. nas/me/ih .. put*/provalij*/reku
                ubise se
                ubijaju .. jednog/coveka/covjeka/se/nas/me
                hoce/oce/hteli .. nas/me .. spale/zapale/pobiju/ubiju
                zaklace/poklace/pobice .. <whom_sr>/sve/svi
                ce .. zaklati/pobiti/poklati sve/nas
                ubise/ubis/ubi me/nas
                kolju/kolje/izbodose/bodu me/nas
                zakolje/zakolju/zaklati .. <folk_sr>/me/nas
                gura/guraju nas/me/ih
            """,
            "en": """
                <is_en> .. <beat_en> .. <whom_en>
                trying/tries/tryin/attempting to? .. kill/stab/rape/murder/strangle/shot/burn/hurt/hit/
                run .. <us_en>/<whom_en>/over
                <is_en> .. beating/fighting/hitting/stabbing .. <blade_en>/<gun_en>/chains/bottles/sticks/bats/
                stick/chain
                dog/dogs/bear/wolf/wolves .. attacking/biting/mauling/attacked/attack/bite .. <whom_en>
                <is_en> .. driving/drives .. into .. people/crowd/children/kids/protesters/pedestrians
                run/running/runs .. me/us/people/him/her .. over .. <car_en>/now
                <is_en> running .. over .. people/pedestrians/children
                drags/draging/pulls/drag me/her/him/a/my/us .. hair/bushes/car/flat/house/into/in/by
                drags/dragging/pulling .. girl/woman/child/me ..
                strangles/stabs/rapes/chokes/strangle .. <whom_en>
                kill/killing/stab/stabbing each other
                throw/throws/throwing .. stones/rocks/bricks/molotov*/bottles .. at/on .. <whom_en>/bus/house/
                <car_en>
                coming/comes/running/runs at/to/towards me/us with
                they beat me/us now
                holding/holds me/us/her down
                <is_en> .. beating/beats .. doctors/police*/driver/staff/teacher*
                want/wants to? burn/kill/hurt us/me/him/her/them
                slaughter*/massacre
            """,
        },
        "unless past": {
            "sq": """
                <beat_sq> .. me <blade_sq>/<gun_sq>
                ngul* .. thik*/brisk*
                <whom_sq> .. therr/therri .. me? thik*
                rrah*/perleshj*/sherr* .. <blade_sq>/<gun_sq>
                rrahj* mas*
                <is_sq> tu u rreh/rrah/vra/ther/mshu
                plas*/filloi .. sherr*/rrahj*/perleshj*
                sherr*/rrahj*/perleshj* ~ thik*/arm*/pistolet*/hekura/shkop*/gjak
                <us_sq> ka zan/zane/kap/kapur .. flok*/fyt*/qaf*
                <beat_sq> .. <person_sq> .. hekur*/shkop*/thik*/shqelma
                mshu/godit*/shkel*/perplas* .. kerr*/makin*/vetur* .. njeri/plak*/femij*/kalimtar*/grua*/fmi/
                kembsor*
                <home_sq> ~ sulm*
                mledh*/mbledh*/jan ~ shkop*/hekura/levi/thika/arm* ~ shpi*/para/rrug*/oborr*/veta/njerz*
                luft*/rrah*/sherr* ~ thik*/shkop*/armë/hekura
                goditi/godit/mshoi/mshu/rra/gjuajti .. <us_sq>? .. me? cekan*/cekic*/shkop*/hekur*/gur/
                sopat* .. kok*
                <us_sq> .. goditi/godit/mshoi/mshu .. kok*
                tifoz* ~ perlesh*/rrah*/flakad*/shkop*
                shiring* ~ sulm*/droguar*
                bie/bi/bin/pret/prej .. brisk*/xhilet*
                <po> .. lsho*/lesho* .. qen*
                <po> bahet vrasj*/luft*/gjak
                kan/ka vra* .. njeri/burr*/grua*/cun/djal* .. ktu/ketu/rrug*/tash
                zan/zen/zane/bllokuan ~ rrug* ~ kercen*/kcenojn*/kercn*/<us_sq>
                <po> .. thyn/thyen/then/thej/thyej .. pjat*/gota/xham*/gjera/orendi/mobil*
                e ka radhen .. une/mu
                grup*/turm* ~ gjujt/gjuajt*/gur*/mbledh*/mledh* ~ gur*/ure*
                fillu*/nis* .. me u? gjujt/rreh/rrah/vra .. gur*/shkop*/njeri*/thik*
                kan/ka rreth/rrethu* .. <person_sq>/me/na
                krejt naten .. rreh/rrah/mbyt
                <us_sq> ~ qit*/gjujt*/hudh* ~ kerr*/makin*/vetur* ~ rrug*/kthe*
            """,
            "sr": """
                <beat_sr> <us_sr>
                <beat_sr> .. <folk_sr>
                <folk_sr> <beat_sr>
                <us_sr>/ga/je/ju/ih .. <beat_sr>
                <beat_sr> ga/je/ju/ih
                tuku/biju/bodu/kolju/ubijaju se
                se tuku/biju/kolju/bodu
                masovna tuc*
                napad u toku
                izvukao/izvadio/vadi/poteg* .. <blade_sr>/<gun_sr>
                udario/udarili/napao/napali/nasrnuo .. <whom_sr> .. nozem/macet*/sekir*/palic*/motk*/sipk*/flas*
                ubo*/izbo* .. nozem/nozom/noza/makaz*
                kamen* .. nas/autobus*/decu/djecu/kucu
                ubise/ubili/zaklase/ubis .. coveka/covjeka/zenu/momka/dete/ga/je
                gadja* .. kamen*/kuc*/cigl*/molotov*
                udario/udarili/udari .. me/ga/je/nas .. <blade_sr>/macet*
                izbil* .. tuc*
                tuca ~ noz*/pistolj*/krv*/palic*/masovn*/velik*/flas*/sipk*/povredj*
                napada* ~ kuc*/nas/nam/porodic*/autobus
                uhvatio/uhvatili/zgrabio/scepao .. me .. kos*/vrat*/grl*/ruk*
                davi/dave/siluju/siluje ~ zen*/devojk*/djevojk*/sestr*
                razbija/razbijaju ~ kola/auta/izloge ~ ljud*/beze/cekic*
                lomi/lome/razbija/razbijaju ~ preti/sve/nam/pijan*/kuc*/prozor*/stan*
                skupil*/okupil*/stoje/dosli ~ palic*/motk*/noz*/sipk*/oruzj* ~ kuc*/ispred/ljud*
                rat/tuca ~ noz*/dvorist*/palic*
                opkol*/okruz* ~ nas/kuc*/nam
                cepaju/skidaju/kidaju .. odec*/garderob*
                poceo/pocela/krenuo .. me/nas/ga/je .. udara/bije/davi/tuce/gadja
                ide/idu/krenuo/nasrce ~ nozem/sekirom/palicom/pistoljem ~ mene/nas/na
                udario .. me .. glav*/<blade_sr>/cekic*
                navijaci ~ tuku/bij*/baklj*/motk*
                spric* ~ napada*/narkoman*
                biju/tuku/bije/tuce .. jer/zato
                pretresa*/reketira* ~ bij*/starc*
                bice .. ubistv*/krvi/mrtvih
                opkolil*/okruzil* ~ tuku/bij*/momka/coveka/nas/me
                pustaju/pustio/pustili/hucka .. pse/psa/kerove .. na
                vuku/vuce/vucu me/nas
                dig* .. ruku .. na
                razvaljuj*/razbija*/lomi* .. vrata/prozor*/kuc*
                ubili/ubise/ubio .. coveka/covjeka/momka/zenu/ljude
                zatvorio/zakljucao/zatvorila .. me .. kupatil*/sob*/stan*/podrum*
                preprec*/presrel* ~ put/nas/me/prete
                <beat_sr> .. doktor*/lekar*/medicin*/policajc*/vozac*
                gura/guraju .. ljude/ljudi/decu/putnik* .. niz/stepen*/pod
                pobise/ubise/pobis/pobili nas/ih
                patrol* ~ tuku/bij*
                tuku/biju se .. palic*/motk*/sekir*/sjekir*/noz*
                dosao/dosli/dolazi/dolaze .. da .. ubij*/pobij*/zakolj*
                pale/zapalili/zapalio .. nam/mi .. auto/kola/kuc*
                razbija/lomi/baca .. tanjir*/stvari/namestaj/prozor*/sve
                ja na redu
                poceli/krenuli .. gadja*/tuku/bij*
                gadja* ~ kamen*
                opkol*/okruz* ~ brat*/sin*/druga/muz*/coveka/palic*/noz*
                ide/krenuo/nasrce ~ kaisem/palicom/nozem/motkom/sekirom/flasom ~ na
                celu/cijelu noc .. tukao/tuko/bije/tuce
                izbacio/izbacili .. me/nas .. kola/auto/kombi/stana
            """,
            "en": """
                <beat_en> .. <us_en>/<whom_en>
                <beat_now_en> me/us now/again/right
                fight* .. <blade_en>/<gun_en>
                being beaten/attacked/stabbed/raped/strangled/robbed/assaulted/mugged/kicked/beat/choked
                getting beaten/attacked/stabbed/beat/robbed/jumped
                under attack
                attack in progress
                big/mass/huge fight/brawl
                gonna/going to hit/beat/hurt me/us
                grab/grabbed/grabs .. me/her/girl .. hair/neck/throat
                <someone_en> hits/beats/kicks/hit .. boys/girl/boy/woman/man/people/kids/her/wife/child*
                dog/dogs/bear .. grabbed/bit/bites/attack*/has .. <whom_en>
                mob/crowd/group .. attack*/coming/throwing
                attacking our/my .. house/home/village/bus
                smashing/breaking .. cars/shops/everything .. people
                <beat_now_en> .. <child_en>/her/my .. now/again/help
                they rob/robs/robbing
                breaks/breaking/smashing/smashes everything/all/windows/house
                started/starts/began to? hit/hitting/beat/beating/attack/punch .. me/us/her
                gathered/gathering/people/men ~ sticks/bats/knives/guns/rods ~ house/front/coming
                war/fight/fighting ~ knives/sticks/knife/bats/chains
                hit me .. hammer/head/bat/stick/bottle/rod
                surround* ~ house/us/our/me
                tear*/ripping .. clothes
                they/he beat .. boy/girl/man/woman/him/her/old .. because/now
                fans ~ fighting/sticks/flares
                attack* .. people/kids/children/passengers
                tries/try/trying to? .. strangle/kill/choke/drown/stab/rape
                crazy/mad ~ knife/gun/axe
                breaking the? windows .. house/our/my
                they/somebody/someone/he/man/people/guy stab/stabs/rape/rapes/strangle/strangles/choke/chokes/
                attack/drag .. <whom_en>
                fight/fights/fighting ~ <blade_en>/<gun_en>/bars/chains/rods/axes
                circled/surrounded ~ boy/girl/man/beat/hit/him
                set/sets/setting/let/release dogs/dog on
                he hurts/hurt me now
                there will be murder/killing/blood
                blocked ~ way/road ~ me/us/threat*
                <is_en> pushing/pushes/forcing .. off the? road
                pushing us/me
                kill/kills/killing each
                in prison ~ kill*/beat*/stab*
                beats/beat/beating/kick/kicks/attacks .. doctor*/homeless/nurse*/driver/teacher*/staff
                hit/hits/hitting .. a woman/man/child/girl/boy .. traffic/street/now/lights
                kick/kicks .. a/the .. homeless/man/boy/woman
                harass* ~ girl*/woman/women/bus ~ knife/help/now
                shouts/screams/says ~ kill/slaughter ~ all/us/everybody
                pushes/pushing/throws/throwing .. people/kids/children/him/her .. stairs/window/balcony/train/down
                want/wants to? cut/stab/kill my/his .. sister/wife/mother/brother
                came/comes/coming .. to kill/beat/hurt/stab me/us
                beating each other
                has/have/ve/been/got/just stabbed/run/electrocuted/poisoned/bitten/crushed
                smashing/smashes/breaking/throwing .. plates/things/furniture/dishes/windows
                he/she/they/husband/father/dad/ex .. smashing
                about to? hurt/hit/attack/rape
                hit/hitting/hits me again .. here/still/now/help
                throwing stones/rocks .. each/windows/us/house/at
                people being crushed
                stampede
                stalker/ex .. at/outside .. my/door/house/window/home
                he/she/they/someone .. at/outside my/our door/window .. leave/knock*/shout*/bang*/drunk/scared/with
                turned up .. with .. <blade_en>/<gun_en>
                i am next
                being shot/chased/followed/held/dragged/broken
                surrounded .. my/me/him/us/her
                beaten me .. all/night/day/again
                beat me all night
                threw/pushed .. me .. out of .. car/van/house/flat/window
                have .. baseball/bats/sticks/chains ~ surround*/brother/us/him
            """,
        },
        "only now": {
            "sq": """
                <us_sq>/e/i <beat_sq>/<kill_sq>
                <person_sq> .. <beat_sq>
                rrahj*/perleshj*/kacafyt*/sherr
                rrah
                sulm*
                kercen*/kcen*/kcno*/kercn*/kerqen*/kerqn*/kanos*
            """,
            "sr": """
                <beat_sr> .. <whom_sr>/<folk_sr>
                tuca
                napad*
                ubi* .. <whom_sr>/<folk_sr>
                nasilje
                gadjaju
                prebil*/pretukl*/istukl*/pretuko*/premlati*
                maltretira*/zlostavlja*
                preti/prete/prijeti/prijete
            """,
            "en": """
                <beat_now_en> me/us/him/her/my
                fight/fighting/brawl
                attack*/assault*
                violence/violent
                beating
                threatening/threatens/thretening
                break the? door
            """,
        },
        "in short": {
            "sq": """
                rrahje
                vrasje
            """,
            "sr": """
                <beat_sr> <us_sr>
                ubistvo
            """,
            "en": """
                fight
                murder
            """,
        },
    },
    "death_threat": {
        "unless past": {
            "sq": """
                do/don/dojn/desht/duan te/ta/me me? <us_sq>/te/ta/e? <kill_sq>
                do me/na/ta/te vras*/mbys*/ther*/djeg*/vret*/mbyt*
                ka/kan/kane me? me/na <kill_sq>/djeg
                ka/kan/kane me me/na/e <kill_sq>/djeg
                djeg*/kall ~ shpi* ~ neve/mrena/benzin*
                me/na vret/vrasin/vras ~ sonte/sot/ai/fmi*/femij*
            """,
            "sr": """
                <kill_sr>/<will_kill_sr> me/nas/ga/je/ih/ju
                ubi/ubit/zakla*/upuc*/zapal*/izbos*/pretuc*/prebi*/silova*/udavi*/zadavi ce me/nas/ga/je/ih
                ce/oce/hoce .. me/nas/ga/je/ih/mene <kill_sr>
                ce da me/nas/je/ga/ih <kill_sr>
                <will_kill_sr> <whom_sr>/<folk_sr>
            """,
            "en": """
                will/gonna/ll/hell kill/stab/shot/murder/rape/burn me/us/him/her/my/them/the
                going/goin/about to kill/stab/shot/murder/rape/burn/jump me/us/him/her/my/them/the
                want/wants to? kill/stab/shot/murder/rape/burn/beat me/us/him/her/my/them
            """,
        },
    },
    "weapon": {
        "always": {
            "sq": """
                <po> .. kercen*/kcen*/kcno*/kercn*/kerqen*/kerqn*/kanos* ... <gun_sq>/<blade_sq>/bomb*/granat*
                <po> .. mban/mbajn*/maj/drejto*/nxjer*/nxerr*/nxjr*/tregon/valvit* .. <gun_sq>/<blade_sq>/granat*
                <po> .. vjen/vjene/vin/vrapon/sillet/ec/ecen/hyn/rri/rrin/shetit/vertitet/leviz/
                rruj* ... me? <gun_sq>/<blade_sq>/granat*
                <gun_sq>/<blade_sq>/granat* ne? dore/dor/duar/koke/kok/fyt/qafe/ball/balle/bark/doren
                <gun_sq>/<blade_sq> te? fyti/koka/balli/barku
                ma/na ka/kan .. drejtu*/vu/vene/vendos* .. <gun_sq>/<blade_sq>
                granat*/bomb* ~ lujn/lujne/luan/loz*/femij*/fmi/cunat
                <gun_sq>/<blade_sq> ~ fyt*/qaf*/koke/kok/balle ~ vu/ven/vendos*/mban/mbaj*
                <us_sq>/mi .. vu/vene/ven/vendos* .. thik*/pistolet*/arm*
            """,
            "sr": """
                preti/prete/prijeti/prijete ... <gun_sr>/<blade_sr>/bomb*
                <gun_sr>/<blade_sr> .. preti/prete/prijeti
                drzi/drze/mase/masu/uperio/uperil*/nisani/juri/jure/trci/seta/hoda/stoji/trce/mlatara/
                vitla ... <gun_sr>/<blade_sr>
                <gun_sr>/<blade_sr>/bomb* .. u ruci/rukama/ruke/rukom
                <gun_sr>/<blade_sr> .. pod/na/uz grl*/glav*/vrat*/celo/celu/stomak
                granat*/bomb* ~ igra*/deca/djeca/dete
                <gun_sr>/<blade_sr> ~ vuce/stavi*/stavlj*/prisl*/drzi ~ grl*/vrat*/glav*/celo
            """,
            "en": """
                <is_en> .. threatening/pointing/waving/holding/carrying/swinging/aiming/thretening/
                waiving ... <gun_en>/<blade_en>/bomb/grenade
                <is_en> .. chasing/running/walking/coming/standing/shouting .. with .. <gun_en>/<blade_en>
                <gun_en>/<blade_en> .. <is_en>? threatening/pointing/waving/chasing/attacking
                <gun_en>/<blade_en> .. to/on/against/at my/his/her/our/the throat/head/neck
                playing with .. grenade/gun/bomb
                outside/door/here with .. <gun_en>/<blade_en>
                <gun_en> .. i/he/will shot
                come out or
                grenade/bomb/gun ~ play/plays/playing/kids/children
                knife/gun/blade ~ throat/head/neck
            """,
        },
        "unless past": {
            "sq": """
                <someone_sq>/<person_sq>/ai .. <is_sq>/<po> me? <gun_sq>/<blade_sq> .. ketu/ktu/qitu/mrena/brenda/
                para/te
                <someone_sq>/<person_sq>/ai ka/kan/me .. marr/kap/nxjerr/rrok? <blade_sq>/<gun_sq>
                ka/kan <gun_sq>/thik*/sopat*
                eshte/osht/asht/esht/jan/jon me <gun_sq>/<blade_sq>
                <is_sq> nxjer*/nxerr*/nxjr*/drejtu* .. <gun_sq>/<blade_sq>
                armatos*
                <someone_sq>/<person_sq> ~ <gun_sq>/sopat* ~ shkoll*/spital*/rrug*/oborr*/hy/hi/para/sillet/bertet/
                mshel*/myll*/shesh*/kafe*
                cmend*/qmend*/pijan*/dehur ~ thik*/sopat*/arm*/pistolet*/pushk*
                cuna*/femij*/nxenes*/djem me thika
                shkrep* .. arm*/pistolet*/pushk*
                dol*/dal/dalin .. me arm*/pushk*/thik*/sopat*
                dal/dol/dalin/dolen .. me <blade_sq>/<gun_sq>
                <gun_sq> ~ tok/toke/mi/ajr/qender/kafe ~ njerz*/shtrihen
                me? <gun_sq>/<blade_sq> .. hy/hi/hyri ne?
            """,
            "sr": """
                <someone_sr>/<person_sr> .. sa/s/ima/nosi .. <gun_sr>/<blade_sr>
                <someone_sr>/<person_sr> <gun_sr>/<blade_sr>
                naoruzan* .. ljud*/covek/covjek/lik*/grup*/momc*/muskar*/osob*
                <someone_sr>/<person_sr> .. naoruzan*
                ima/imaju .. pistolj*/pusku/puske/noz/sekiru/oruzje/bombu/kalas*
                izvadi*/izvukl*/potez*/vade/trg* .. <gun_sr>/<blade_sr>
                uso/usao/upo/upao/usli/upali .. <gun_sr>/<blade_sr>
                <someone_sr>/<person_sr> ~ <gun_sr>/sekir*/macet* ~ seta/hoda/skol*/ulic*/usao/uso/vice/ide/trci/
                bolnic*/dvorist*/ispred/zakljuc*/preti
                uze*/zgrab*/dohvat* .. <gun_sr>/noz*/sekir*
                naoruzan*
                poludeo/poludio/pijan*/besan ~ noz*/sekir*/pistolj*/pusk*
                deca/djeca/ucenici/momci .. sa/s noz*
                izasli/izasao/izlaze/stoji/ceka* ~ oruzj*/pistolj*/pusk*/noz*/sekir*
                ima noz/pistolj*/pusku ~ preti/skol*/ucenic*/drzi
                usao/uso/upao/uleteo/upo .. naoruzan*/pistolj*/pusk*/noz*
                napast*/bij*/preti ~ noz*/pistolj*
            """,
            "en": """
                <someone_en>/<person_en> .. with a? .. <gun_en>/<blade_en> .. in/at/outside/near/here/front/inside
                <someone_en> with a? big/long/huge? <gun_en>/<blade_en>
                he/she/man/guy/they/someone/husband/son has/have/got/pulled/took a? .. knife/gun/axe/pistol
                is/are armed
                armed men/man/people/person/guy/guys/gang/group/robber*
                gunman/gunmen
                pulled/pulls/drew/pulling out? a gun/knife
                <person_en>/<someone_en> ~ <gun_en>/axe/machete* ~ school/hospital/street/walks/yard/shouting/
                locked/room/market/square/cafe/outside/church
                took/take/takes/got/grabbed .. gun/rifle/knife/axe/pistol/shotgun
                armed
                boys/kids/teens/students with knives
                call police ~ knife/gun/axe
                has knife/gun/axe/pistol ~ threat*/school/students/people
                came out with weapons/guns/knives/axes
                <someone_en> .. stands/standing/waiting/waits ~ gun/knife/pistol/weapon
                has a? gun/knife/rifle/pistol/machete/axe
                gunpoint/knifepoint
                knife point
                with .. kalashnikov*/rifle*/guns/machete* ~ bank/pharmacy/entered/came
                hes/shes/theyve/ive/who/passenger/student/customer .. got/has/have/took/pulled .. <blade_en>/
                <gun_en>
                took/pulled/takes out .. knife/gun
                <blade_en>/<gun_en> .. coming/upstairs/classroom/locked/hiding
            """,
        },
        "only now": {
            "sq": "<gun_sq>/thik*/sopat*/bomb*/granat*",
            "sr": "<gun_sr>/nozem/noz/sekir*/bomb*/granat*",
            "en": "<gun_en>/knife/axe/machete*/bomb*/grenade*",
        },
        "in short": {
            "sq": "thik*/pistolet*/granat*",
            "sr": "noz/nozem/pistolj*/bomba",
            "en": "knife/gun/bomb",
        },
    },
    "shots": {
        "always": {
            "sq": """
                <po> <whom_sq>? <shoot_sq>
                <po> .. <shoot_sq> .. <gun_sq>
                <po> .. nihen/ndihen/degjo*/ngjo*/ndegjo*/ngoj/nin/ndjohen/ngohen/nigj*/nij/nihet/nejna/nijm/ngojm/
                nime .. <shots_sq>/arm*
                <shots_sq> .. <po>
                <shots_sq> .. tash/tani/qitash/tashti/ende
                <po> gju/gjun/gjujt/gjuejt
                osht/jan/jon tu gju/gjun/gjujt
            """,
            "sr": """
                <shoot_sr> .. <quick_sr>/ovde/jos/opet
                <quick_sr>/ovde/jos/evo .. <shoot_sr>
                neko/ljudi/oni/komsija/covek/on/mnogo <shoot_sr>
                cujem/cuju/cujemo/cuje/cujes .. <shots_sr>/pucanje/<shoot_sr>
                <shots_sr> .. cuju/cuje/odjekuj*
                <shoot_sr> na/po <whom_sr>/<folk_sr>/kuc*/policij*/ljude/nas/svasta
                odjekuj*/odjeknu* .. <shots_sr>
            """,
            "en": """
                <is_en> .. shoting/shotin/firing .. at/in/on/from/near/outside/with/around/<gun_en>/now/people/
                someone
                hear/hearing/here .. <shots_en>/shoting
                active shoter
                shots being fired
                <shots_en> now/outside/nearby/right/coming
                shoting at .. <whom_en>/<place_en>
            """,
        },
        "unless past": {
            "sq": """
                <shots_sq> .. lagj*/afer/rrug*/shkoll*/qend*/park*/kafe*/spital*/pallat*/banes*/fshat*/ketu/ktu/te
                <us_sq>/e ka/kan/kane .. qellu*/plagos*
                ka/kan nis* me gju*/shti*
                <shoot_sq> .. <gun_sq>
                <shoot_sq> .. <gun_sq> .. ne/te
                <us_sq>/u kan/ka .. shtene/shtine/shti/shtin/gju .. makin*/kerr*/shpi*/vetur*
                rafal*/breshn* ~ fshat*/lagj*/ni/nigj*/degj*/dal
                zan/zene prit .. <po>?
                <shots_sq>/<shoot_sq> ~ ikin/iken/ikim/guxojm/dal
                plumb* ~ kamb*/kemb*/dor*/bark*/kok*/gju*/shti* ~ <us_sq>/jam/e
                <us_sq> .. shtini/shtiu/qelloi/gjuajti/gjujti .. plumb*/kamb*/kemb*/dor*/arm*
                plumbat/plumba ~ fluturo*/kok*/shpi*
                u plagos/plagosur/plagosun ~ arm*/gju*/shkrep*/dasm*
                gjun/gjuan/gjuajt ~ shtrihen/tok/njerz*
                fillu/fillo*/nis* me? shti/shtie/gju/gjuajt .. dritar*/ballkon*/makin*/kulm*/rrug*
            """,
            "sr": """
                <shots_sr> .. u/kod/iz/ispred/blizu/oko/na/iza
                <shoot_sr>
                ranjen*/upucan*/pogodjen*/pogoden* .. sam/je/covek/covjek/momak
                pucali/pucano/zapucali/pripucali ~ auto/nas/kuc*/nam/ljud*
                rafal*/pucnjav*/paljb*
                zased* ~ puc*
                <shots_sr> ~ beze/ljud*/trg*
                metak ~ pogodi*/ranjen*
                pucaju/puca ~ kuc*/nas/po/komsij*
                meci/metci ~ lete/zuje/fijucu/glav*/kuc*
                pucalo/pucali ~ ranjen*/mrtv*/pogodjen*
            """,
            "en": """
                <shots_en> .. in/near/at/from/around/behind/outside
                shots fired
                sounds like .. <shots_en>/shoting
                people/they/someone/man/somebody/guys shoting/shots
                been/got/is/was shot
                shot me/him/her/my
                shot/shots/shoting ~ at our/us/my .. car/house/us
                shot at our/us/my/me
                <shots_en> ~ people/running/run/village/square/hear/heavy/out
                ambush*
                they/he/she/someone/somebody/people shot/shots .. with/in/at/from .. <gun_en>/us/neighbourhood/
                village/street/air
                <is_en> shoting
                bullet ~ hit/leg/arm/stomach/head/shot
                automatic/heavy/rifle/machine fire
                <shots_en>
                bullets ~ flying/head/house/window
                shots/shoting ~ wounded/dead/hit/injured
                shoting ~ people/lie/lying/floor/cafe/air ~ people/drunk/floor
            """,
        },
        "only now": {
            "sq": "<shots_sq>",
            "sr": "<shots_sr>",
            "en": "<shots_en>/shoting",
        },
        "in short": {
            "sq": "<shots_sq>/<shoot_sq>",
            "sr": "<shots_sr>/<shoot_sr>",
            "en": "<shots_en>/shoting/shots",
        },
    },
    "intruder": {
        "always": {
            "sq": """
                <thief> <is_sq> .. brenda/mrena/mbrenda/<home_sq>/<door_sq>
                <thief>/<someone_sq> .. <is_sq> .. brenda/mrena/mbrenda ne? <home_sq>
                <po> <whom_sq>? thejn/then/thej/thyn/thyej*/thyjn/thyjne/shperthe*/shkall*/shembin/qelin/qelni/qel/
                hap/hapin/shkyejn/thyen/gris .. <door_sq>
                <po> .. mundohet/mundohen/provon*/tenton*/perpiqet/perpiqen/don/dojn/orvat*/munohet/munohen/
                do .. hy/hyj/hyje/hyjn*/hi/hin/hij/futet/futen/fut <home_sq>/mrena/brenda/ne/nga/ka/prej/te
                <po> .. mundohet/mundohen/provon*/tenton*/perpiqet/perpiqen/don/dojn/orvat*/munohet/munohen .. hap*/
                qel/qele/qeli/qelin/thy*/thej*/shperth* .. <door_sq>/<home_sq>
                <po> .. hyn/hyjn*/hin/hijn/hi/hy/futet/futen/kcen/kercen/ngjitet .. ne? <home_sq>/dritar*
                <po> i/u/ja/ma/na? bjen/bie/bin/bijn/bje/rreh*/trokas*/rras* .. deres/der/dera/deren .. shqelm*/
                fort/thy*/gur*/<force_sq>/<gun_sq>
                <po> .. plackit*/plaqkit*/grabit*
                <po> <whom_sq> .. vjedh/vjedhin/vjedhe/marrin/merr <force_sq>/<gun_sq>/<blade_sq>
                plackitj*/grabitj* .. <po>
                <po> .. grabis*/grabit*/plackis*/plackit*/vjedhin
                <thief> .. duke/tuj/tu/po .. hyre/hi/hyr/ngjit*
                <po> <whom_sq> .. marrin/merr/heq/heqin/vjedh*/rremben .. <force_sq>/canten/telefonin/kerrin/
                veturen/parat
                <po>/pi .. thyn/thy/then/thej/thyj .. <door_sq>/shpi*/banes*
                grabitj*/plackitj*/vjedhj* .. tash/tani/po/momentin
                <po> .. celin/cel/qel/qelin .. <door_sq>
                <po> mundohen/mundohet/provojn/provon/perpiqen/tentojn me hi/hy
                bjen/bie/bi/rreh .. deres/der/dera .. me <blade_sq>/sqepar*
            """,
            "sr": """
                <thief_sr>/neko .. provaljuj*/obija*/razbija*/razvaljuj*/upada*/preskac*/ulazi/ulaze .. <home_sr>/
                <door_sr>/mi/preko
                obija*/razbija*/razvaljuj*/provaljuj*/lomi/lome/ruse/valja*/cacka*/probija* .. <door_sr>/<home_sr>
                probava*/proba/probaju/hoce/oce/pokusav* .. udje/udju/provali/provale/uleti/uletu/upadne/upadnu/
                razvali/obije/obiju/otvori/otvore/vrata
                ulazi/ulaze/uleceu/upadaju/penje/penju/ulece/uvlaci .. kroz/preko/na/u .. prozor*/teras*/balkon*/
                kuc*/stan/ograd*
                <quick_sr> .. kradu/pljackaju/provaljuju/obijaju/otimaju
                kradu/pljackaju/provaljuju/obijaju/otimaju/pljacka .. <quick_sr>
                pljacka/provala/kradja u toku
                pljackaju/pljacka .. <building_sr>/bank*/<whom_sr>/benzin*/pump*/kladionic*/menjac*
                <thief_sr> .. unutra/jos/tu
                pajser* ~ otvara/vrata/prozor*/obija*
                krad*/otim*/pljack* .. nas/mi/me .. pred/torb*/auto/sad
                pljackaju/otimaju nas/me/mi
                pljacka/pljacke/provala/kradja ~ toku/sad/upravo/trenutno
            """,
            "en": """
                <is_en> .. breaking/braking/forcing/climbing/entering/smashing/kicking/sneaking/brekaing/
                brakeing .. in/into/inside/<door_en>/<home_en>/through
                trying/tries/try/tryin/attempting to? .. break/enter/get/force/open/come/brake/climb .. in/into/
                inside/<door_en>/<home_en>
                <is_en> .. in/inside my/our <home_en> .. now/still
                breaking/braking into/in .. my/our/now/<home_en>
                robbery/burglary/breakin in progress
                <is_en> robbing
                thieves/thief/burglar*/robber*/intruder*/stranger/strangers <is_en> .. inside/in/upstairs/
                downstairs/outside
                intruder* .. in/inside
                home invasion
                have/has us/me on the? floor
                robbing us/me
                robber* in/inside .. bank/shop/store
            """,
        },
        "unless past": {
            "sq": """
                dikush <is_sq>? ne? <home_sq>/mrena/brenda
                <thief> <is_sq>
                dikush/njerz*/njerez*/burra .. <po> .. rrotull*/sillen/sillet/sjellet .. <home_sq>
                dikush/njeri* .. <home_sq> tim/tem/time/teme/tone
                <is_sq> mrena/brenda .. <thief>/dikush
                <thief>/dikush/maska/maskuar/maskum .. kan/ka/o/u hy/hi/hyr/fut/futur .. <home_sq>/<building_sq>/
                mrena/brenda
                <someone_sq> .. <is_sq>/o hy/hi/hyr/hin/fut/futur <home_sq>/ne
                maska/maskuar/maskum/maskun ~ <home_sq>/<building_sq>/hy/hi/mrena/vijn/vin
                hapa/zhurm*/hap/dikush ~ posht*/papafingo/bodrum*/katin/oborr* ~ vet/vetem/shpi/nat/fsheh*/ndegjoj/
                ndi/nij
                hy/hi/hyri/erdh/ka .. me <gun_sq>/<blade_sq> .. <home_sq>
                <thief>/maskuar/maskum ~ kasier*/duart/bank*/pomp*
                <thief> .. ne? <home_sq>/bank*/<building_sq>
                mask*/me mask ~ <home_sq>
                kom/kam <thief>/dikend ne? <home_sq>/oborr*
                ka/kan/qe hi/hy ~ plaka/gjysh*/nana/vet/vetem
                dikush .. shpi*/banes ~ der*/hap*/zhurm*/frik*
                then/thy/thye* ~ <door_sq> ~ mrena/brenda/jan/jon
                kan/ka hy/hi ~ kerkoj*/krevat*/fsheh*/mshef*/nen/pare*
                <someone_sq> .. oborr* me levi/leve/lev/hekur*/shkop*
                <someone_sq>/veta jon/jan/janë/o ne? <home_sq>
                veta <is_sq> ne? <home_sq>
                kapuc*/mask*/panjoh* ~ dritar*/rreth*/der*/oborr* ~ shpi*/vet/vetem
                provo* .. dritar*/deren/dyert .. shpi*/vet/vetem
                futur/hy/hi/hyr .. bank*/dyqan*/barnator*/market* .. me <gun_sq>
                <gun_sq> ~ bank*/barnator*/argjendar*
                der* .. hapur/qel*/hap ~ dikush/mrena/brenda/hapa*
                dikush .. ende/hala .. mrena/brenda
                dikush .. mrena/brenda
                hapat/hapa ~ kati*/nalt/siperm*/posht*/shkall*
            """,
            "sr": """
                <thief_sr> .. u/mi/na .. <home_sr>
                neko/neki/nepoznat* .. u <home_sr>
                neko mi? je? u <home_sr>
                neko .. hoda/seta/sunja/vrzma/mota .. <home_sr>/<door_sr>
                neko .. proba/probava/drma/cima/lupa/udara/sutira .. <door_sr>
                lupa*/udara*/bije/nasrce/sutira*/razvaljuje .. na/u/po <door_sr>
                maskiran*/fantomk*/maskam* ~ kuc*/prodavnic*/radnj*/bank*/pump*/usli/usla/ulaze/idu/vrat*
                korak*/koraci/neko ~ dole/tavan*/podrum*/hodnik*/dvorist* ~ sam/sama/cujem/cuje/lupa*
                neko je .. na tavanu/podrumu
                bivsi/muz/pijan .. razval*/razbi*/provali* .. vrat*
                pljackaju/pljacka ~ <building_sr>/pump*/bank*
                imam/imamo/ima <thief_sr> .. <home_sr>/dvorist*
                otima/otimaju/krade/kradu mi/joj/mu/nam
                maska/maskom/maske ~ dvorist*/vrat*/kuc*/stan*
                upali/upao/provalili ~ komsinic*/sam/sama/baba
                <thief_sr> ~ bank*/prodavnic*/naoruz*
                vrata ~ otvor*/sama ~ neko
                neko je .. u .. <home_sr>
                obili/razvalili/provalili ~ unutra/jos/vrata
                usli/upali ~ traze/krevet*/krijem/ispod/pare
                u kuci su lopov*/neko
                <thief_sr>/neko/dvojica/ljudi .. u .. <home_sr>
                kapuljac*/maskom/nepoznat* ~ prozor*/kuc*/vrat*/dvorist* ~ sam/sama/proba/obilazi
                sekir*/macem/cekicem ~ vrat*
                vrata ~ otvorena ~ neko/unutra/koraci*
                neko je jos unutra
                neko .. jos? unutra
                korak* ~ sprat*/gore/dole/tavan*/stepen*
            """,
            "en": """
                someone/somebody/somone/stranger/intruder/man <is_en>? in/inside my/our <home_en>
                <someone_en> .. banging/pounding/kicking/hitting .. <door_en>
                <someone_en> broke/break/came/come/coming/comes/entered/enter/got in/into/inside? my/
                our? <home_en> .. now/still/help
                someone/somebody/stranger inside
                theres/is someone/somebody/stranger/man in/inside .. <home_en>
                they are inside/in .. <home_en>
                masked ~ <place_en>/<home_en>/bank/coming/men/people/inside/market/entered
                steps/footsteps/noise/noises/someone/somebody ~ downstairs/attic/basement/upstairs ~ alone/hear/im/
                break/breaks/broke .. door/window .. now/ex/come/coming/he/me
                cashier ~ hands/gun/knife/masked
                they/men rob/robbing .. bank/station/shop/store/market
                entered/enters .. my/our .. yard/house/home/flat .. <blade_en>/<gun_en>
                thieves/thief/burglar*/robber* ~ enter/balcony/yard/house/roof/bank/garden/inside
                crowbar ~ door/window
                <is_en> stealing my/our
                pulling/taking/snatching my .. bag/phone/purse .. force/now
                mask ~ yard/house/door/window
                armed ~ robber*/bank
                brakin/breakin/braking .. in/my/hous/house/door
                broke in at/the/my .. alone
                someone/somebody is in the? house/home/flat/room/yard
                steal/steals/stealing .. car/now/right ~ now
                robbery/burglary ~ now/progress
                in the house/flat/home now
                broke/broken .. door .. inside
                they/he came/come in .. look*/money/bed/help
                yard .. with .. crowbar/axe/knife/gun
                hoodie/stranger/man ~ windows/doors ~ house/trying/alone
                masked ~ pharmacy/bank/shop/store
                enter* .. bank/shop/store/pharmacy .. with .. <gun_en>
                hits/hitting/chopping .. door .. axe/hammer/bat
                found/find .. door .. open ~ inside/somebody/someone/steps
                somebody/someone is still inside
                steps .. upper/floor/upstairs/downstairs/stairs
                kicking .. door .. down
                forcing .. door
                we/i have an? intruder
                intruder* ... window/door/kitchen/house
                came through .. window
            """,
        },
        "only now": {
            "sq": """
                <thief>
                plackit*/plaqkit*/grabit*
                dikush .. <door_sq>
                ka/kan hy .. <home_sq>
                <po> .. vjedh/vjedhin/vjedhe
            """,
            "sr": """
                <thief_sr>
                pljack*/opljack*
                provala/provaljuj*/provalili
                neko .. vrat*/prozor*/<home_sr>
                kradu/krade
            """,
            "en": """
                broke/break/breaking in/into
                thief/thieves/robber*/burglar*/intruder*
                someone .. <door_en>/<home_en>
            """,
        },
        "in short": {
            "sr": "provalnik*/pljacka",
            "en": "intruder*/burglar*/robbery",
        },
    },
    "fire": {
        "always": {
            "sq": """
                <po> .. digjet/digjen/digjem/digjemi/kallet/kallen/digjt/digj/diget/digen/djegim/digjena
                <po> na? merr/marrin/marr/merret .. flak*/zjarr
                <po> .. u djeg/kall/digj/djegur
                <po> .. tym .. <home_sq>/<building_sq>/<car_sq>/mrena/shum
                <po> .. er* .. gaz*
                gaz* .. <po> .. rrjedh*/del/dal/dale
                rrjedhj* .. gaz*
                <po> .. <fire_sq>
                bllok*/mbet*/ngec*/mbyll* .. zjarr*/tym*
                zjarr* .. mrena/brenda/bllok*/ngujua*
                <po> digjna/digjemi
                hyrj*/shkall* ~ tym*
                tym* ~ pushtu*/mbush*/frym*
                mbet*/bllok* ~ digjet/zjarr*/flak*
                digjna
            """,
            "sr": """
                gori/gore/goru/gorimo/gorim .. <building_sr>/<car_sr>/nam/mi/komsij*/komsin*/sve/kontejner*/plamen*/
                do/cela/cijela/ceo
                <building_sr>/<car_sr>/sve .. gori/gore
                zapalil* se .. <building_sr>/<car_sr>/krov*/instalacij*
                zapalio se .. <building_sr>/<car_sr>
                izbio/izbila/buknuo/buknula/izbija/siri .. pozar/vatra/se
                pozar/vatra se .. siri
                <building_sr>/<car_sr> se .. zapali*
                osec*/osjec*/osjet*/mirise/smrdi/curi/oset* .. gas/plin/gasa/plina
                gas/plin .. curi/osec*/osjec*/smrdi/istice
                dim/dima .. iz/kulja/gust* .. <building_sr>/<car_sr>/prozor*/dimnjak*
                kulja .. dim/dima
                pun* dima
                guse/gusimo/gusim/ugusi*/gusicemo .. dim*
                dim* .. ne mozemo/mogu/gusi*/sprat/stepenist*/hodnik*
                zarobljen*/zaglavljen*/ostal* .. vatr*/pozar*/dim*
                pozar/vatra .. unutra/ljudi/sad/zarobljen*
                gorimo
                ostal* ~ gori/pozar*/vatr*/stan*
            """,
            "en": """
                <place_en>/<car_en> .. burning/burns/burnin
                <is_en> .. burning .. <place_en>/<car_en>/down/inside/trapped
                caught/catching/catch/took/started fire
                fire is/started/spreading/inside/near
                theres/is/big/huge/large a? fire .. in/at/near/here/outside
                smell/smelling/smells .. gas
                gas leak*
                smoke coming/everywhere/filling/inhal*/from/inside/in/all
                <is_en> .. smoke .. <place_en>
                trapped .. fire/smoke/burning
                lot/lots/full of smoke
                on fire .. highway/road/tunnel/house/building/now/help/people
                <is_en> taken by fire
                fire ... !!
                we are burning
                burning apartment*/house/building/flat/car
                left/stuck/inside ~ burning/fire/smoke
                setting our/my/his .. on fire
            """,
        },
        "unless past": {
            "sq": """
                zjarr*/flak* .. ne? <home_sq>/<building_sq>/<car_sq>
                zjarr ne/te/afer
                u/ka/kan? ndez/ndezur/ndezun/kap/kapur/kall/kalli/shperthy*/kapi/kallen/perfshi* .. <fire_sq>/
                <home_sq>/<building_sq>/<car_sq>
                ka/kan marr* flak*/zjarr
                <home_sq>/<building_sq>/<car_sq> .. u? marr*/kap/ndez/kall* flak*/zjarr
                ka/osht/asht/eshte/kem/kemi zjarr
                zjarr i? madh/math
                tym i? zi/madh/shum/dendur
                tym .. <home_sq>/<building_sq>
                shperthim*/eksplod*/eksploz* .. ne/te/gaz*/<building_sq>
                zjarri ka/po/ne/u kapur/kap/perfshi*/perhap*/zgjer*/afr*
                zjarri .. dal*/dil*/banes*
                benzin* ~ derdh*/dor*/veten/vete/djeg*/kall/flak*/shkreps*
                digjet/digjen .. <home_sq>/<building_sq>/<car_sq>
                tym .. <po> .. del/dal
                tym* <po> .. del/dal/vjen/mbush*
                er* gaz* .. hyrj*/banes*/shpi*/pallat*/krejt/fort/shum
                vjen era? gaz*
                shkendi*/shkndi* ~ flak*/zjarr*/trafo*
                plas*/pelci*/shperthe* .. bombol*/bojler*/gaz*/kazan*/trafo*
                digjet/digjen/digjem
                <home_sq>/<building_sq>/<car_sq>/gomat ~ digjet/digjen/flak*/zjarr*
                zjarr* ... !!
                gaz/gazi/stuf*/monoksid ~ mbyt*/mytem/sillet/alivan*/koka/vjell*
                ka/ke gaz .. <home_sq>/hyrj*
                gaz* ~ mbyll*/rrjedh*/fort/er*/del
                era/er e? gaz*
                u? kall/ndez/kalle .. <building_sq>/<home_sq>/<car_sq>/komshi*
                zjarr te/afer komshi*/fqinj*
                u kall/kalle
                gjujt*/hedh*/hudh* ~ ndezun/ndezur/zjarr*/molotov*
            """,
            "sr": """
                pozar/pozara .. u/na/kod/iznad/pored
                veliki/izbio pozar
                vatra .. <building_sr>/<car_sr>
                eksplozij* .. u/kod/na/gas*/zgrad*
                zapalil*/zapalis*/zapalio .. <building_sr>/<car_sr>/komsij*
                <building_sr> .. zapaljen*
                benzin* ~ polio/polila/poliva*/zapal*/upalj*/upali
                plamen* .. izlazi/izbija/se/kulja/do
                varnic*/iskri ~ plamen*/trafo*/dim
                eksplodira*/explodira*
                zapali* .. se .. ispred/opstin*/zivog
                oceja/hoce/oce .. da? se zapali
                <building_sr>/<car_sr>/gume ~ zapali*/vatr*/gori/plamen*
                hvata/uhvatila .. vatra
                vatra ... !!
                pozar ... !!
                pec*/gas/plin/monoksid ~ truj*/vrti/guse/nesvest*/otrov*
                miris* ~ gas*/plin*
                curi ~ gas/plin
                plamti*/bukti*
                plamt* .. <building_sr>
                dim ~ sprat/zgrad*/stan*/prozor*/unutra/deca/ide/kulja
                pali/pale/palili nam/mi .. <building_sr>/<car_sr>
                baci* ~ zapaljen*/baklj*/molotov*
            """,
            "en": """
                fire in/at/near/next/on .. <place_en>/<car_en>
                big/huge/massive fire
                explosion in/at/near/just
                wildfire
                exploded/exploding
                flames .. coming/from/<place_en>/everywhere
                gasoline/petrol/benzin/benzine ~ poured/burn/himself/herself/hand/lighter/pouring/set
                set/setting himself/herself/myself/us/house .. fire
                <place_en>/<car_en>/its ~ flames
                sparks ~ flames/fire/transformer
                black/thick/heavy smoke
                smell/smells/smelling ~ gas
                gas ~ faint*/unconscious/exploded/bottle
                smoke coming/out/from .. <place_en>
                floor/roof/kitchen/house ~ fire
                fire .. come/help/street/spreading/people
                gas/stove ~ dizzy/poisoning/faint*/unconscious/headache
                gas ~ leak*/smell*/strong/flat
                there/theres is? a? fire
                fire in the? building
                fire next to
                on fire/fir
                set/sets/setting .. flat/house/apartment/building .. on? fire
                explosion
                will/wants/going .. set .. fire
                petrol/gasoline ~ flat/house/can/around/neighbour*
                carbon monoxide
                gas alarm
                has been .. explosion
                fire ~ <place_en> ~ smoke/broke*/out/spread*/now/people/burning
                fire has/broke/broken .. out
                smoke is? rising/spreading/entering
                threw/throwing/thrown ~ burning/molotov*/torch
            """,
        },
        "only now": {
            "sq": """
                zjarr*/flak*
                shperthim*/eksplod*/pelcit*
            """,
            "sr": """
                pozar*/vatra/gori
                eksploz*
            """,
            "en": "fire/smoke/gas/explosion*/burning",
        },
        "in short": {
            "sq": "zjarr*/digjet/digjen/kallet/tym/flak*/shperthim*",
            "sr": "pozar*/vatra/gori/eksplozija",
            "en": "fire/fier/flames/explosion/burning",
        },
    },
    "injured": {
        "always": {
            "sq": """
                nuk/as .. frymo*
                nuk .. mer/mar/mir .. frym*
                nuk .. mun*/muj* .. frym*
                <po> .. ngulfat*/mbytet/mbyten/mbytem/mytet/myten/mytem/mbyet/asfiks*/hupet
                <po> <whom_sq>? rrjedh*/shkon/del/derdh*/dal/ik/humb*/shkojn .. gjak/gjaku/gjakun/gjakut/gjakra/
                gjakderdh*/gjakos*
                <po> gjakos*
                gjak/gjaku .. <po>
                <po> <whom_sq>? vdes/vdesin/vdesim/vdese/vdek/vdekje
                <is_sq>/ra/gjet*/<person_sq> .. pa vetdij*/ndjenj*/vetije/vetedi*
                pavetedij*/pandjenj*/pavetdij*
                ka/ke/e/i .. humb*/hup*/hum .. vetedij*/ndjenj*/vetdij*
                nuk .. jep/ep .. shenja/shenje .. jet*
                nuk .. kthjellet/zgjoh*/cohet/qohet
                <person_sq>/ra/vet* .. nuk po? leviz/reagon/pergjigjet/levizin/reagojne
                <po> lind gru*/nusja/motra/ne
                infarkt/sulm .. zemr*
                infarkt
                <po>/i/e ka? ra/bie/bje/bjen/kap .. fiket/fikt/pika/epileps*/tfikt
                gjak .. shum*/gjithkun*/gjithandej/toke/tok/krejt/koka/koke/barku
                mbyt*/myt* .. ne? <water_sq>
                ka/e .. kap*/goditi .. rryma/rrym/korrent*
                <us_sq>/e ka/kan <person_sq>? pre/prere/preme venat/damaret
                nuk po? leviz/lviz/levizin/lvizin/reagon/reagojn*
                rrenoj*/germadh*
                <water_sq> ~ <po> .. mbytet/kthen/merr/rremben/kthe
                <po> .. kthen/merr/rrembeu .. lumi/uji
                <am_sq> .. bllok*/ngec*/ngujua*/mbet*/humb*/hup* .. bor*/mal*/bjesh*/gryk*/shpell*/kulm*/ashensor*/
                lift*
                bllok*/ngec*/mbet* .. ashensor*/lift*
                <po> mbytet/mbytemi/permbytet .. shpi*/shtepi*
                njerz*/njerez*/jemi/jena ~ kulm* ~ uj*/vershim*/lum*
                gjarp* ~ kafsh*/pick*/hongr*
                mbidoz*/overdoz*
                gjoks* ~ dhimb*/dhemb*/mban/mba
                <person_sq> ~ alivan*/te fikt
                alivan*
                u be/bo/bere/ban blu
                buz* ~ blu/kaltra/mavi
                nuk .. ka/kishte .. puls/frym*
                shkum* ~ goj*
                <po> ka dridhj*
                dridhj* .. shkum*
                <am_sq> .. zan/zane/zene/ngec*/bllok* .. nen/ne/mes <car_sq>/traktor*/makin*/mur/rrenoj*/dor
                humb*/hup* ndjenjat
                plas* .. ujnat/uji
                ujnat .. plas*
                krah*/dora/dor .. mpi*
                <us_sq> .. mpi* .. krah*/dora/an
                sulm epilept*/epilepsi*
                u? permbys* .. bark*/varka/anij*
                dheu ~ shpi*/rreshqit*/njerz*
                pa shenj* jet*
                shenj* jet*
                nuk .. mun*/muj* .. cohem/qohem/ngrit*/leviz*/ngrihem
                nuk po? levize/levis/leviz/lviz
                kap*/zan/zane ~ rrym*
                krah*/kamb*/kemb*/dor* ~ mbet*/ngec*/zan*/kapi ~ makin*/masin*/presa
                akull* ~ ra/rane/thy* ~ femij*/fmi*/mrena/brenda/njeri/djal*
                <po> e? mbytet/myt/mbyt .. kafshat*/koc*/kokr*/uj*
                kafshat* ~ mbyt*/ngec*/fyt
                gjakun/gjaku/gjak ~ nal*/ndal*
                gjak ne? kok*/fytyr*/dor*/kamb*
                fikt/fiket/fikte
                mbytj* ne
                vark*/barka/anij* ~ uj*/fundos*/permbys*
                <person_sq> .. <po> dridhet/dridhen
                mine/mina ~ shkel*/plas*/shperth*/kamb*
                nuk .. ndjen/ndien/ndje/ndin .. kamb*/kemb*/dor*/trup*
                humb*/hup* ~ rrug*/bjeshk*/mal ~ nat*/err*/ftoht*/bor*/shok*
                shkamb*/gur/druni/druri/lis* ~ ra/rane ~ kerr*/vetur*/shpi* ~ mrena/brenda/burri/nuk/njerz*
                ngec*/mbet* ~ shina*/binar*/hekurudh*
                treni <po> vjen
                treni vjen .. pak/shpejt
            """,
            "sr": """
                ne/nije/neje/prestao/prestala .. dise/disem/disu/disati
                ne moze/mogu/moz .. dis*/udahn*/vazduh*
                jedva/tesko dise/disem
                krvari/krvare/krvarim
                je? bez svesti/svijesti/svesi
                nije/nema/izgub*/gubi .. svest*/svesn*/svijest*/svjest*
                onesvest*/onesvijest*/obeznani*
                gusi/guse/gusim/davi/dave/utapa/utapaju/davim se
                se gusi/guse/gusim/davi/dave/utapa/davim
                umire/umirem/umiru/umrece .. <person_sr>/mi/nam/brzo/hitno/molim
                <person_sr> .. umire/umiru
                srcani* udar/napad/zastoj
                mozdani udar
                infarkt/slog
                poradja/poradjam se
                se poradja/poradjam
                udarila/tresla .. struja
                <person_sr>/pao/pala .. ne reaguje/reagira/budi/odgovara/pomera/pomjera/mrda/mice/ustaje
                ne reaguje/mrda/mice/pomera se?
                ne reaguje/budi/mrda/mice/pomera
                lezi/leze .. krv*/nepomic*/mrtav/mrtva/povred*/povrijed*
                krv .. svuda/svud/lije/sva/puno/sve/curi/tece/sikti
                puno/sav/mnogo/svuda/sva krv*
                ima/imaju/imamo .. povredjen*/povreden*/povrijedj*/ranjen*/mrtv*/poginul*/zarobljen*/prikljesten*/
                zrtava
                tesko/mnogo/jako/ozbiljno povred*/povrijedj*/ranjen*
                zatrpan*/prikljesten*
                <person_sr>/smo/sam/ljudi .. zaglavljen*/zarobljen*/ukljesten*
                zaglavljen*/zarobljen*/ukljesten* .. <person_sr>/smo/sam/ljud*/<car_sr>/lift*
                popio/popila/progut*/popije/pije .. otrov*/lekov*/ljekov*/tablet*/kiselin*/varikin*/pilul*/bromazep*
                otrovao/otrovala/otrovali se
                odnela/odnijela/odnese/nosi/odneo .. voda/reka/rijeka/struja/dete/dijete/covek*/bujica
                ode mi prst/ruka/noga
                odsek*/otkin* .. prst*/ruk*/nog*
                rusevin*
                reka/rijeka/voda/bujica ~ odne*/nosi/odni*
                smo .. zavejan*/zatrpan*/zaglavlj*/izgubljen*/zarobljen*
                zavejan*
                overdoz*/predozi*
                zmija ~ ujel*/ujede/ugriz*
                zmij* ~ ujed*
                grud* ~ drzi/boli/bol/bole/steze
                poplave*/plave/pomod* ~ usn*/beb*/dete/dijete/ne
                prsti/ruka/noga .. odsecen*
                nema pulsa/puls
                puls ~ nema
                pen* ~ ust*
                trese .. pen*
                vodenjak ~ pukao/puko
                vodenjak
                lavina
                zatrpal* nas/ga/je/ljude
                utrnul*/trne/trnu .. ruk*/leva
                ruka .. trne/utrnul*
                trujemo/guse se
                srusio/srusila/srusi .. se .. puls*/svest*/utakmic*/ulic*/dise
                epilepti* napad
                napad epilepsij*
                camac ~ prevrn*/jezer*/potonu*
                led ~ pukao/puko/propa*
                propa* .. led*
                tonemo/potonu*
                bez znakova zivota
                znak* zivota
                ne mogu da? ustan*/pomer*/makn*/pomjer*
                prevrnut* auto*/kola
                zaustav* .. krv*
                krv ~ zaustav*/prestaje/stane
                utapanj*/utopi*/utaplja*
                davi se/mi .. dete/dijete/zalog*
                zalogaj* ~ davi/guši
                camac ~ pun*/voda/vodom/tone
                camc* ~ tone/vodom
                trese se ~ minut*/pao/pala/epileps*
                epilepsi* ~ pao/pala/trese/napad
                mina/minu/minom ~ stao/nagazi*/eksplod*/noga
                ne oseca/osjeca .. nog*/ruk*
                zaluta* ~ planin*/sum*/noc/mrak/prokletij*
                voz ~ sinama/pruzi/pruga/samo/dolazi/ide ~ auto/dete/stao/covek
                stao na sinama/pruzi
            """,
            "en": """
                not/isnt/stopped/cant/cannot/barely/hardly/doesnt/dont/no .. breath*/breth*
                <is_en> .. bleding/bleading/breeding ..
                bleding/bleading
                <is_en>/<person_en> .. unconscious/unconcious/unconsious/unresponsive/drowning/suffocating/choking/
                dying/diying/convulsing/drownig
                unconscious/unconcious/unconsious/unresponsive
                heart/hart attack
                having/has/had a stroke/seizure/heart
                lot/lots/pool of blood
                blood everywhere
                covered in blood
                <person_en> .. not/isnt/doesnt/wont .. responding/moving/wake/waking/answering/respond/move
                not moving
                wont wake/move
                electrocuted
                giving birth
                water broke
                going into labour/labor
                <is_en>/<person_en>/we .. trapped/stuck .. car/fire/inside/under/elevator/lift/rubble/vehicle/snow/
                water/building/well/mountain
                is/are/am trapped
                drowning
                collapsed .. not/unconscious/street/floor/and
                badly/seriously/severely/heavily/very injured/hurt/wounded/injuried
                <is_en> .. injured/wounded/injuried/bleding .. need/needs/ambulance/people/badly
                swallowed/drank .. pills/poison/bleach/battery/acid/chlorine
                cant/not/cannot/wont wake .. him/her/up
                cant/cannot wake
                broke/broken .. leg/arm .. mountain/dark/snow/cold
                lost in .. mountain*/rugova/forest/woods/snow
                under .. rubble/ruins/debris/avalanche
                rubble
                turned/turning/is/are/lips blue
                blue lips
                river/flood/water ~ took/taking/takes/carried ~ car/people/child/house
                stuck/lost/trapped ~ snow/mountain/mountains/forest/blizzard ~ we/fuel/dark/cold/friend/leg
                snake ~ bit/bite/bitten
                chest ~ pain/hurts/holds/holding/pressure
                in labour/labor
                bleed/bleeds/bleeding
                overdos*
                doesnt/not/doesn wake/waking
                no pulse
                foam* ~ mouth
                water ~ broke ~ wife/labor/labour/sister/contractions
                stuck/trapped/caught .. under/in tractor/machine/rubble/wall/car/truck
                avalanche
                losing/lost/lose conscious*
                throat/tongue ~ swelling/swollen/swells
                arm/hand ~ numb
                dizzy ~ gas/stove/family/all
                epileptic/epilepsy
                seizure
                boat ~ capsiz*/sink*/overturned/lake
                ice ~ broke/cracked/fell
                carrying us
                sinking
                signs of life
                cant/cannot/not get/stand/move up/legs/body
                took/take/drank/swallowed .. poison
                plane/helicopter crash*
                crashed plane
                arm/hand/leg/finger* .. stuck/caught/trapped
                hit by electric*/lightning
                stop .. bleeding/blood
                blood ~ stop
                fainted
                water is taking/carrying
            """,
        },
        "unless past": {
            "sq": """
                ka/kem/kemi/me/jan/jane/jon/ma te? lendu*/lanum*/lonum*/lonun/vdekur/vdekun/plagos*/viktim*
                te? lenduar*/lendum*/lanu*/lendun/plagosur/plagosun .. rend*/aksident*/rrug*/ka/jan*
                aksident .. lanu*/plagos*/ngec*/ngujua*/vdek*/gjak/gjaku/gjakun/gjakut/gjakra/gjakderdh*/gjakos*/
                lonu*/lendu*
                lenduar/lendum*/plagos* rand*/rend*
                ra/rane/ran/rame .. nga/prej/ne .. kati/kat/balkon*/skel*/ures/shkall*/kulmi/<water_sq>
                <is_sq> .. shtri/shtrir*/shtrim* .. toke/tok/rrug*/gjak
                helmua*/helmum*/helmu/helmuem
                ka/ke pi/piru/pire/perpi*/gelltit/pir .. helm*/hapa/hape/tableta*/ilac*/barna/acid/varekin*/zorko
                <person_sq>/jam/jemi/jom/jena/dikush .. ngec*/ngujua*/bllok*/zan/zane/zene .. ne .. <car_sq>/
                ashensor*/lift*/<water_sq>/bor/dor*/mal
                goditur/godit/shkel*/perplas*/shtyp* .. kembsor*/femij*/plak*/kalimtar*/grua*/fmi*
                <am_sq>/osht/eshte/asht plagos*/lendu*/pergjak*/lanum*/rand/rend
                shemb* ~ <building_sq>/njerz*/njerez*/muri/puntor*
                ra .. muri/murit/skela/ashensor*/lift*/vinqi .. mbi/me/njerz*/punt*
                vershim*/permbyt* ~ shpi*/shtepi*/kulm*/jemi/jena/njerz*
                uji ~ dritar*/kulm*/shpi*/hyn/hin
                tel*/kabl*/kabell* rrym* ~ rrug*/tok*/femij*/fmi*/ra/cop*
                rryma ~ kap/kapi/puntor*/zan
                pi/piu/pir/gelltit* ~ detergj*/varikin*/acid*/helm*/bateri*/hapa/barna ~ femij*/fmi*/djal*/vajz*/
                burri/gruja/shok*
                <child_sq> .. ka? pi/piu/pir .. deterg*/varikin*/acid*/vaj*/helm*/barna
                nis* me lind*
                <person_sq> ~ ngec*/zan ~ vetur*/kerr*/aksident*/perplas*/makin*/shoferi
                humb*/hup* ~ bjeshk*/mal/pyll
                thy* .. kamb*/kemb* ~ mal/bjeshk*/bor*
                asfalt*/tok*/rrug* ~ plak*/njeri/shtri*
                vjell*/villin ~ helm*/uj*
                helmim*
                ra/rrezua*/rrxu* .. prej/nga/ne shkall*/kulm*/dritar*
                ra ~ nuk .. flet/fol/qohet/cohet
                rrokullis*/permbys*/rrotullu* ~ autobus*/kombi*/vetur*/kerr*/kamion*/traktor*/nxanes*
                treni ~ mshu*/godit*/perplas*/vetur*/kerr*/njeri/shkel*
                dy/tri/tre/3/4/5/2/disa/shum .. te? vdekur/vdekun/plagosur/lenduar
                vdekur/vdekun/plagosur/lenduar .. te? .. magjistral*/rrug*/autostrad*/aksident*
                <child_sq>/dikush/gruja/burri ~ ngren*/hongr*/pi/piu/pir/gelltit* ~ miell/helm/varik*/deterg*/
                bateri/acid/ilace/hapa/barna
                pi/piu/pir/ka pi .. varik*/acid/helm
                u? pre/preu .. ne banj*/venat/dor/krah
                u fik .. ndeshj*/djali/papritur
                termet* ~ nen/shemb*/mur*
                lavin*/ortek*
                uj*/ariu ~ rreth*/sulm*
                frena/frenat ~ kamion*/autobus*/teposht*/pa
                dehur/pijan*/dehun ~ autobus*/jem/jemi/jena ~ humner*/vdes*/na/rrug*
                enjt* ~ fyt*/gjuh*/pick*/blet*
                pick* ~ fyt*/frym*/alergji*
                alergji* ~ frym*/fyt*/enjt*
                mbyt* .. ne? gjak
                shtri* ~ njeri*/trotuar*/rrug*/tok*/burr*/gru*
                <us_sq> .. shkel*/shtyp*/mshu kerr*/makin*/vetur*
                njerz*/veta/femij*/fmi/dikush ~ mbet*/ngec* ~ permbys*/kerr*/vetur*
                aeroplan*/avion*/helikopter* ~ ra/rrezua*/rane
                kabllo*/tel* ~ bijn/ra/rane/varur* ~ rrug*/rrym*
                shperthe*/plas*/pelci* ~ transformator*/trafo*/bombol*/boiler*
                ka/i ra infarkt*/pika
                ra ~ uj*/<water_sq> ~ nuk/del
                ra/rash* ~ hendek*/grop*/kanal* ~ kamb*/dor*/mrena/ngec*/ngeli/shtatzan*/motor*
                kamb*/dor*/kemb* .. thy* ~ askush/vet/vetem/bjesh*/mal/hendek*
                kamion*/autobus*/treni/tren/kombi ~ ra/mshu*/perplas*/godit* ~ femij*/fmi/njerz*/udhetar*/nxanes*/
                nxenes*/shum
                rreshqit* .. dheu
                kerr*/vetur*/makin*/autobus* ~ ra/ran/rane ~ <water_sq>
                <us_sq> ~ hudh*/hedh*/shti* ~ pije/gote/kafe
                me/na ka/kan drogu*
                nuk .. di/dij ku jam/jom/jemi/jena
            """,
            "sr": """
                povredjen*/povreden*/povrijedj*/ranjen*/mrtv*/poginul* .. ima/lezi/na/covek/zena/ljudi/dete
                <person_sr> .. povredjen*/povreden*/povrijedj*/ranjen*/krvav*
                pao/pala/upao/upala/upalo/palo/skocio/skocila .. sa/s/u/niz .. krov*/sprat*/zgrad*/teras*/balkon*/
                skel*/most*/stepenic*/<water_sr>
                pregazi*/pregazen*/udario/oborio/zgazi*/pokosi* .. pesak*/pjesak*/dete/dijete/zenu/coveka/staric*/
                devojc*/biciklist*/decak*/djete
                sletel*/prevrnu* .. unutra/ljudi/povred*
                sudar/udes/nesreca/saobracajka .. povredjen*/povreden*/mrtv*/tezak/tezi/teska/stras*
                <person_sr> .. lezi/leze .. ulic*/put*/cest*/zemlj*/trotoar*/krv*
                srusi*/urusi* ~ zgrad*/zid/radnik*/ljud*/krov/skela/kuc*
                pao/pala/palo ~ zid/skela/lift/kran/strujni/drvo ~ ljud*/radnik*/auto/kola/dete
                poplav* ~ kuc*/krov*/smo/okruzil*
                voda ~ ulazi/do/prozor*/krov* ~ kuc*/prozor*
                zica/kabl*/dalekovod ~ pala/pao/ulic*/deca/struj*
                struja ~ udaril*/ubil*/tresla/trese
                popi*/progut* ~ deterdz*/deterdj*/varikin*/kiselin*/sircet*/otrov*/benzin*
                izgubil*/izgubljen* ~ planin*/sum*/magl*
                slomi* .. nog* ~ planin*/sneg*/sum*/ne
                poradja*/porod* ~ put*/zavejan/hitn*/kolima
                lift ~ ljud*/pao/zaglavi*/unutra/zaglavljen*
                povrac* ~ otrov*
                udario/udarila/oborio/pregazi* ~ starc*/dete/dijete/zenu/coveka/pesak*/staric* ~ lezi/pobeg*/krv*/
                put*
                pao/pala ~ govori/prica/mrda/ustaje/svest* ~ ne
                baba/deda/mama/tata/majka/otac ~ pao/pala ~ ne
                autobus*/kombi/auto/kamion/traktor ~ prevrn*/sletel*/sleteo ~ ljud*/skolsk*/reku/put*/deca/unutra/
                voz/autobus*
                sleteo/sletela/sleteli ~ reku/jezero/provalij*/kanal/ambis
                voz ~ udario/udari/pregazi*/auto
                dete/dijete/beba ~ pojelo/popilo/progutal* ~ otrov*/bateri*/lek*/ljek*/tablet*/mis*
                popi*/pije ~ varikin*/kiselin*/sonu/sona/otrov*
                isekl*/isekao/isece se
                noga/ruka ~ zaglav*/masin*/traktor*
                vukovi/medved/vuk ~ opkol*/napada*/okruz*
                kocnic* ~ kamion/autobus/bez/nizbrdo
                pijan ~ vozac ~ autobus*/smo
                otice/otek* ~ grlo/jezik/lice/osa/pcela
                osa/pcela/strsljen ~ ujel*/ubol* ~ grlo/dise/otice
                zemljotres* ~ srusi*/ispod/rusevin*
                troje/dvoje/cetvoro/nekoliko/vise .. mrtv*/ranjen*/povredj*/poginul*
                krv .. ide/curi/tece/lipti
                <person_sr> se? isek*/posek*
                krv .. vrat*/podu/zid*/ulic*/ispred/stepenis*
                <us_sr> ~ zgazi*/pregazi* ~ auto/kola
                ostal* ~ prevrn*/auto*
                kliziste/odron ~ kuc*/nas/zatrpal*/ljud*/auto
                avion*/helikopter* ~ pao/srusi*
                ruka/ruku/noga/nogu/prst* ~ ostal*/zaglav*/uvukl* ~ masin*/pres*
                zmij* ~ ugriz*/ujel*/ujed*
                trafo*/boca/bojler ~ eksplod*
                kabl*/zice ~ pada*/pao/pala/ulic*
                gas/gasa/plin* ~ oseca*/osjeca*/otvara/komsi*
                jarak/jarku/provalij*/kanal* ~ trudn*/zena/noga/motor*/zaglavlj*/unutra
                nog*/ruk* slomljen* ~ nema/sam/sama/planin*
                krv ~ glav*/licu/lice/nosu/ruk*
                kamen/stena/drvo ~ pao/pala/palo ~ auto/kola/kucu/nas
                kamion/autobus/voz/kombi ~ udari*/zakuca*/naleteo/slupa* ~ deca/decom/djec*/putnic*/ljud*/skolsk*
                auto/kola/kombi/autobus ~ upao/upala/sleteo/skliznu* ~ <water_sr>
                <us_sr> ~ drogira*
                ne znam gde/gdje/kude sam/smo
                udario/udarila ~ nas/me ~ kamion/voz/autobus ~ javlja/reaguje/mama/majka/otac/zena/muz
                <person_sr> ~ umro/umrla ~ ne/smrdi/otvara/disa*
            """,
            "en": """
                <person_en>/two/three/one/many/several .. <is_en>? injured/wounded/dead/hurt .. road/street/here/on/
                at/need/accident/and/ambulance
                accident .. injured/blood/dead/hurt/trapped/people/wounded/injuried
                crash .. injured/blood/dead/hurt/trapped/people/wounded
                fell/fallen/falling .. from/of/into/in .. roof/balcony/floor/bridge/ladder/window/<water_en>
                hit/hitted/knocked .. pedestrian/child/kid/cyclist/person/woman/man .. lying/bleding/not/moving/
                injured/lies
                lying .. ground/road/street/floor/blood/sidewalk
                stabbed .. him/her/me/man/someone/brother/my/person/woman
                stabbed
                <is_en> blood
                allergic reaction
                poisoned .. <person_en>/i/himself
                broke .. leg .. mountain/snow/dark/cant
                having seizure
                building/wall/house/roof/bridge/scaffold* collapsed/fell/collapse ..
                wall/crane/tree/roof fell on .. people/worker*/car/child/man
                elevator/lift ~ people/fell/stuck/inside
                flood* ~ house/roof/surrounded/we/people
                water ~ coming/enter*/windows/up ~ house/window*/home
                cable/wire/wires ~ fell/street/ground ~ children/electric/people/power
                electric* ~ shock/shocked/worker
                drank/drunk/swallowed/ate ~ detergent/bleach/poison/acid/chemicals/petrol/pills/battery
                wounded
                vomiting ~ poison*/water/people
                <car_en>/driver/people/someone .. stuck/trapped inside/in/under
                hit .. old/man/woman/child/pedestrian/person ~ lying/asphalt/drove/road
                bit me .. snake
                fell/fallen ~ stairs/ladder/tree/floor ~ doesnt/not/talk/moving/cant
                bus/truck/van/car/tractor overturned/rolled/flipped/turned
                overturned ~ bus/truck/people
                train hit/ran
                dead/wounded ~ people/many/several/2/3/4/5/two/three ~ highway/road/accident
                collapsed
                ate/drank/swallowed/eaten ~ poison/bleach/battery/pills/rat/detergent
                cut/cutting himself/herself/myself/themselves
                wolves/bear/wolf ~ surround*/attack*/near
                without/no/lost brakes
                drunk ~ driver ~ bus/we/crash
                wasp/bee/stung ~ throat/swelling/breath*
                earthquake ~ under/collapsed/trapped
                in blood
                blood .. door/floor/wall/street/front
                killed .. a/man/woman/someone .. street/here/shot/now
                fell in a? hole/well/ice
                ran .. over .. car
                car ~ ran/run ~ over ~ me/him/her/child/man/woman
                overturned
                pregnant ~ fell/blood/pain
                fell down .. stairs
                landslide/mudslide ~ house/covered/people/us/buried/cars
                transformer ~ explod*/fire/cables
                cable*/wire* ~ falling/fell/street
                fell ~ water/lake ~ not/coming/out/drown*
                blood ~ head/face/floor/hand
                ditch ~ fell/car/pregnant/leg/inside
                leg/arm broken
                broken leg/arm .. nobody/alone/here/mountain
                stepped on .. mine/landmine
                mine/landmine .. exploded/leg/stepped
                rock/tree/wall ~ fell ~ car/house/us/people ~ inside/trapped/stuck/speaking
                shaking ~ minutes/epilep*/fell/convuls*
                boat ~ water/filling/sink*/jackets
                lost ~ way/mountain*/forest ~ night/dark/snow/feel/legs/cold
                live wire*
                power line* ~ down/fell/street
                bridge/building collapsing
                not/doesnt feel .. legs/arms/hand
                car ~ tracks/rails/railway ~ train
                has collapsed
                not speaking/talking ~ inside/fell/crash/car
                collided ~ trapped/injured/inside
                stuck on .. tracks/rails
                truck/bus/lorry/train/van ~ crash*/hit/smashed/collid* ~ kids/children/people/passengers/full
                not reacting/responsive
                swallowed/swallow/took/ate ~ medication/medicine/tablets ~ not/doesnt/wont/react*/wake/all
                car/van/bus/truck ~ went/fell/drove/crashed/skidded ~ <water_en>
                <is_en>/was drugged
                drugged me/us
                dont know where i/we am/are
                spiked my drink
            """,
        },
        "only now": {
            "sq": """
                gjak/gjaku/gjakun/gjakut/gjakra/gjakderdh*/gjakos*
                lenduar/lendum*/plagos*
                vdes*/vdek*
                frym*
            """,
            "sr": """
                krv*
                povred*/povrijed*/ranjen*
                mrtav/mrtva/umire
            """,
            "en": """
                blood/injured/wounded
                dying/dead/died
            """,
        },
        "in short": {
            "sq": "gjak/gjaku/gjakun/gjakut/gjakra/gjakderdh*/gjakos*/lenduar*/infarkt*",
            "sr": """
                krv/infarkt/ranjen*/umire*/gusim
                ne dise
            """,
            "en": "bleding/blood/dying/breath*/unconscious",
        },
    },
    "suicide": {
        "always": {
            "sq": """
                du/dua/don/deshiroj/deshiron/duaj/dojn/vendos*/doja .. me? vdes/vdek/vdeks
                <kill_self_sq> .. veten/vedin/veteveten/vehten/vetin
                vetvra*/vetevra*/vetevret*/vetvret*
                du/dua/don/do/kom/kam/ka me? u vra/var/mbyt/myt/hedh/hedhe/gjujt/gjuajt/hudh/gju/kall/djeg/varun
                du/dua/don/do/deshiroj .. ta/te vras/mbys/var veten/veteveten
                nuk .. deshiro*/du/dua/doj/don/do/dum/duam .. jeto*/jetu/gjall*/jeten
                nuk .. mun*/muj* .. gjall*/jetu/jetoj*/jeten
                jeta .. nuk ka/ja/vlen .. kuptim/vler*/jetu*
                nuk .. kuptim .. jet*
                jap/jep/dhan/dhon/jepi/dha .. fund jet*
                fund jet* .. time/tim/ime/tem/vet/sime/ksaj/kesaj
                merr/marr/marre me? e? jeten .. time/vetes/vet/tem/tim/vetit
                <po>/don/do/du/dua/kom/kam/desh .. kerc*/kcen/kcej/kce/hidhet/gjuhet/hudhet/hidhem/hudhem/hedh*/gju/
                gjujt/gjuaj .. ura/ure/ures/ballkon*/kat*/pallat*/kulm*/tarac*/<building_sq>/tren*
                ure/ura/ballkon*/kulm*/tarac* .. me? u gju/gjujt/hedh/hudh/kerc*/vra
                <po> .. pren/pres/preva/prej .. damar*/venat/vena/dej
                <po> <whom_sq>? varet/vare/varem
                mesazh/leter/lete lamtumir*/lametumir*
                lamtumir* .. gjith*/krejt*/jet*/te
                sot .. <kill_self_sq>
                ka/kom/kam pi/pir/piru .. krejt .. barna*/hapa*/hape/tableta*/ilac*
                <po> .. ure*/kulm*/ballkon* .. hidhet/hudhet/gjuhet/kercej/kcen
                thot* .. do te? hidhet/vras/vritet/kercen/varet
                <po> qendron/rri/rrin .. ure/ures/uren/kulm*/ballkon*/gardh*
                fal* ~ nane/mam/te/gjith ~ nuk .. mun*/iki/bote/bot
                iki/largohem/shkoj/largona .. nga? kjo/kesaj bot*
                larg* .. perher*/pergjithmon*
                sonte/sot ~ kryj/perfundoj/mbaroj/vras/kryjë ~ une/me/krejt/veten/cdo/jet*
                nuk kam/kom/ka .. arsye/forc*/qellim .. jet*
                pre/preu/prere/prese/prei ~ damar*/vena*/dejt
                <am_sq> .. mbi/mi/ne/te ure*/kulm*/ballkon* ~ jet*/arsye/vdek/hidh*/kerc*/kce*
                lodh* .. jet*
                nuk .. vlej .. asgj*/jet*
                litar* ~ gati/qaf*/varem/var/pergatit*
                hudh*/hedh*/gjuh*/gjujt* .. ne? tren*/binar*
                binar* ~ treni*/tren/ulem/ulur/rri/perfund*/shtri*
                <po>/ka/me e? mbaron/mbaroj/mbarun/kryj/kryn .. jeten
                mos me kerko*
                kam/kom pi .. kuti/krejt/shum .. ilac*/hapa/barna/tableta
                ilac*/hapa/barna/tableta ~ pi/piva/pire ~ gjum*/fle/fjet*
                i? jap/jep fund
                kam/kom marr/pi .. shum .. ilac*/hapa/barna/tableta
                dritar*/ballkon*/ure*/kat* ~ <po> kcej/kercej/hidhem/kercen/kcen/hidhet
                thot .. po kcej/kercej/hidhem
                u var/varur/varun/vari
                lamtumir* ~ ure*/ura/foto/mesazh*/thot/shkru*
                kcen*/kerc* ~ ure/ura ~ hidhet/hip/hyp*
                hip/hyp/hipi/hypi .. ne ure/kulm*/ballkon*/shtyll*
                kam/kom marr* .. hapa/barna/ilac*/tableta ~ frik*/shum
                nuk .. shoh/shof .. arsye
                iki/shkoj .. ju dua/du te? gjith*
                ju dua te? gjith*
                shina*/binar* ~ tren*/fmi/femij*
                nata/dita .. fundit ~ eshte/kjo/ime/tij/saj
                skaj*/buz*/maj* .. kulm*/pallat*/ures/ballkon*/humner*
                ulur ~ kulm*/ballkon*/ure*/skaj*
                nuk .. <po>? duroj ma
                ma mir* pa mu/mua
            """,
            "sr": """
                ubicu/ubit/ubi cu? se
                ubi/ubit/ubij cu se
                ubijem/ubije/ubijam/ubiti/ubit/ubija se
                se ubi*/obesi*/objesi*/roknem/upuca*
                da se .. baci/bacim/obesi*/objesi*/roknem/upucam
                da skoci/skocim
                obesicu/objesicu/bacicu/skocicu/roknucu
                samoubi*/samoubo*
                oduz* .. zivot
                zavrsava*/okonca*/prekin*/zavrsi* .. zivot*
                necu/nece .. da? zivim/zivi/postojim
                ne zivi* mi se
                hocu/ocu/oce/zelim/hoce/zeli .. umrem/umre/umrijeti/nestanem/umreti
                zivot .. nema/nije .. smisl*/vredn*/svrh*
                nema/ne .. smisl*/svrh*/razlog* .. ziv*
                dig* .. ruku na sebe
                presudi* .. sebi
                prese*/sece/secem/prerez*/rezem/reze/iseka*/iskasapi* .. ven*/zil*
                skace/skoci/skocit* .. sa/s/most*/zgrad*/krov*/teras*/prozor*/sprat*
                stoji/stojim/sedi/sedim/visi/popeo/popela .. na/ivic*/preko .. krov*/most*/ivic*/ogradi/ograde/
                simsu/terase
                bolje .. da .. umr*/mrtv*/nema
                zbogom .. svima/svet*/zivot*/svi
                oprast* .. od svih/svima/svi/zauvek
                necu/nema/ne .. zelim/mogu/cu/ocu/hocu/zeli .. zivim/zivjeti/ziveti/postojim/zivit/zivjet/zivi
                pu ca se
                odlazim/odem/odo/idem .. sa/zauvek/sveta/svijeta
                oprost* .. ne mogu/ne vise
                oprosti* ~ mama/svi/svima/tata ~ mogu/odlazim/vise
                nemam/nema .. razlog*/smisl*/snage .. ziv*
                veceras/nocas/danas/sutra ~ zavrsav*/okonc*/gotov* ~ svim/sve/zivot*/sa
                isek*/presek*/rasek*/rezala/reze/sece ~ ven*/zil*
                na mostu/krovu ~ sam/razlog*/skoc*/smisl*/ziv*
                umor* .. od zivota
                dosta mi je .. zivot*/svega .. zavrsa*
                nema vise smisla
                konopac ~ spremi*/vrat/imam/obesi*
                omc* ~ vrat/stavi*
                baci/bacim/bacit/skoci* .. pod voz
                sinama/sine/prug* ~ sedim/lezim/sedi/lezi/voz/zavrsi
                ne trazite me
                popi* .. kutij*/sve/sake/gomil* .. lek*/ljek*/tablet*/pilul*
                lek*/tablet*/ljek* ~ popi* ~ spava/zaspal*/zaspao
                napisao/napisala/pise .. da .. zavrsava/zavrsice/ubi* .. zivot*/se
                kaze .. skoci*/ubi* .. ce
                skocice
                ce skociti/skoci
                zavrsicu/zavrsit .. sve/svime/svim
                prozor*/most*/krov* ~ skoci*/skoce*
                obesi*/objesi* se
                opras* ~ most*/slik*/poruk*/se
                kaze da .. isec*/ubij*/skoci*
                krov* ~ popeo/popela/place/skoc*
                ce se iseci/ubiti/obesiti
                ne vidim .. razlog/smisao/izlaz
                odlazim .. volim vas
                volim vas sve
                sine/sinama/prug* ~ dete/voz
                popila/popio .. puno/mnogo .. tablet*/lek*
                poslednja noc/dan/poruka
                poslednj* ~ noc/noci ~ mu/joj/mi/ovo
                ivic* ~ krov*/zgrad*/most*/teras*
                svima bi .. bolje bez mene
                ne mogu vise .. izdrz*/ovako
                zilet*/konop* ~ opras*/zakljuc*/zbogom
                obesio/obesila/objesio/objesila
            """,
            "en": """
                suicid*
                kill/hang/hurt/harm/shot/drown/hanging/killing/hurting/harming/cutting/cut my/him/her self
                kill/hang/hurt/harm/shot/drown/hanging/killing/hurting/harming/cutting myself/himself/herself/
                themself/themselves/myslef
                end/ending/take/taking/took .. my/his/her/own life
                end it/everything .. all/tonight/now/today
                dont/not/cant/cannot/no/doesnt .. want/wanna/wants/wanting/can .. live/exist/alive/living
                not .. live anymore/any/more
                cant .. live .. anymore/like/any
                want/wanna/wish/wants/better to? .. die/dead/dye
                <is_en>/wants/going/threatens/want/threatening/gonna/ready .. jump/jumping .. off/from/bridge/roof/
                window/building/balcony
                on/over .. edge/ledge/railing/rail .. roof/bridge/building/balcony
                standing/sitting/climbing/climbed .. roof/bridge/rail/railing/ledge ..
                slit/cut/cutting/slitting .. wrist*/veins
                life .. no/not .. meaning/sense/worth
                tired of living/life
                goodbye .. everyone/world/forever/message/letter/note
                will/want/gonna/going .. end it
                end it .. tonight/now/pills/all
                took/taken/ate .. all .. pills/medicine*/tablets/medication/meds
                i .. have .. pills .. here/ready/hand
                says/said/saying/sent .. goodbye .. us/everyone/me/message/all
                rope .. goodbye/neck/room/locked
                leaving/leave/left this/the world
                sorry ~ mom/mum/everyone/all ~ cant anymore/leaving/world/goodbye
                go/going/leave/leaving/gone .. forever
                tonight/today ~ finish/end/do/over ~ everything/it/life/myself/all
                no .. reason/point/sense .. live/living/anymore
                on the? bridge/roof ~ reason/live/jump/over/point
                makes/no sense .. anymore/live
                will/want/wants .. jump .. floor/bridge/roof/window/balcony
                rope ~ ready/neck/hang*/have
                throw/jump/throwing/jumping .. under/front .. train/bus/car
                sitting/lying/standing on .. rails/tracks/railway
                dont look/search for me
                took/taken/swallowed/drank .. boxes/bottle/box/lot/many/all of? .. pills/tablets/medicine*/sleeping
                ends/ending/end .. life .. tonight/today/now
                ends his/her life
                says/said .. shell/hell/will/she/he/ll .. jump
                ill/i/will/gonna end it
                took many/lots/all/too .. pills/tablets
                hanged himself/herself/themselves
                hung himself/herself
                goodbye ~ bridge/roof/pictures/message
                will/gonna jump
                ending it
                says .. cut himself/herself
                dont see .. reason/point/way
                leaving .. love you all
                love you all
                rails/tracks ~ train ~ kid/child/coming/boy/girl
                his/her/my last night/day
                cant go on
                cant take it/this anymore
                better off without me
                nobody/noone .. miss me
                no way out
                decided to end
                edge .. roof/bridge/building/balcony/cliff
                sits/sitting/sit/standing/stands ~ edge/ledge/roof/railing
            """,
        },
        "unless past": {
            "sq": """
                mi/ne/te maj* .. ures/pallatit/kulm*
                <is_sq> mi/mbi/ne ure/uren/kulm*/ballkon*
                ka/kom/kam me u pre/var/hedh/mbyt
                kulm*/ballkon*/ure* ~ qan/qajn/ulur ~ dal/dol/hyp*/rri/nji/nje
            """,
            "sr": "na ivici .. zgrad*/most*/krov*/provalij*",
            "en": """
                on the roof/bridge .. jump*
                roof ~ cries/crying/climbed/jump
                razor/blade/rope/pills ~ goodbye/locked/bathroom
                locked herself/himself .. in
            """,
        },
        "only now": {
            "sq": "vdes/vdek",
            "sr": "umrem",
            "en": "die",
        },
        "in short": {
            "sq": "vdes/vdek",
            "sr": "umrem/umirem",
            "en": "die",
        },
    },
    "followed": {
        "always": {
            "sq": """
                <po> <us_sq>/e/i .. ndjek*/njek*/ndjec*/njec*/nejk/ndjk/ndiek*/percjell*/percell*/percjedh*/perjek*/
                perndjek*/pergjon*/ndek/ndekin
                <po> <us_sq> .. vjen/vin/vijn/vine/shkon/ec/ecin/vrapo* .. pas/mas/mrapa/prapa/mbrapa/mbas
                <po> .. vjen/vin/vijn/vine/ec/ecen/ecin/vrapo* .. mas/mbas/pas meje/nesh/neve/mej/neje
                <is_sq> mas/mbas/pas meje/nesh
                <us_sq> vjen/vin/vijn/ndjek* .. mas/pas/mbas/mrapa
                dikush <is_sq> mas/pas/mbas meje/nesh/mu
                kerr*/vetur*/makin* ~ mas/pas/mbas/ndjek*/njek* ~ na/neve/me ~ drit*/bjen/vjen/vazhd*
                ec/ecen/ecin/vjen/vin/vrapon .. mas/mbas/pas/mbrapa/mrapa/prapa meje/nesh/mej/mu/neje
                <us_sq> .. vjen/vin/ndjek/ndjekin .. mbas/pas/mas
                <us_sq> .. vjen/vin/ecen/ec .. mbrapa/mrapa/prapa/mas/mbas
                vetur*/kerr*/makin* ~ vjen/ardh/ardhur/ndjek* ~ mas/pas/mrapa/mbrapa/mbas
            """,
            "sr": """
                prati/prate .. me/nas/mene .. neko/covek/auto*/kol*/lik/tip/momak/muskarac/nepoznat*/do/od/ulic*/
                peske/<quick_sr>/vec
                <someone_sr>/auto*/kola/kombi .. me/nas .. prati/prate/juri/jure/ganja*/progon*/vija*/proganja*
                juri/jure/ganja/ganjaju/vija/vijaju/progoni/progone/jurca me/nas
                me/nas juri/jure/ganja/ganjaju/vija/vijaju
                ide/idu/trci/trce .. za mnom/nama/njom
                auto*/kola/kombi/dzip ~ za nama/mnom
                neko/covek/lik/tip/dvojica .. iza mene/nas
                vozi/voze .. za nama/mnom
                iza mene .. neko/ide/covek
                ide/hoda/idu/hodaju/trci/vozi .. za/iza mnom/mene/nama/nas
            """,
            "en": """
                <is_en> .. following/chasing/tailing/chaseing/folloing/followin/foling/fallowing .. me/us/my/her/him
                following/chasing/chaseing/tailing/folloing/followin/fallowing me/us
                being/am/im followed/chased
                follow/follows/chase/chases me/us .. now/street/home/car/from/since
                walks/walking/running/coming behind/after me/us
                someone/somebody/man/he/car/they ~ behind me/us ~ walking/drives/walk/home/driving/since/fast/
                follow*
                drives/driving/drive/comes/walks behind me/us
                walks/walk/walking/follows/drives/going behind/after me/us
                takes/taking/take pictures .. follow*
                follows/following ~ car/me/us ~ pictures/home/somebody/someone
                keeps following .. street/home/me now/street
                someone/somebody/man is? after me
                keeps following me on/in/now/street
            """,
        },
        "unless past": {
            "sq": """
                <us_sq> ndjek*/njek* .. dikush/njeri/nje/ni/rrug*/shpi*/qe/nga/prej
                dikush/njeri/burr* .. <us_sq> ndjek*/njek*/percjell*
            """,
            "sr": """
                prati/prate me/nas
                me/nas .. prati/prate
            """,
            "en": "follow/follows/chase/chases me/us",
        },
        "only now": {
            "sq": "ndjek*/njek*",
            "sr": "prati/prate/juri/jure",
            "en": "follow*/chas*",
        },
    },
    "kidnapping": {
        "always": {
            "sq": """
                <po> .. rrembe*/rrmbe*/kidnap*
                <po> <whom_sq> .. mar*/merr*/con*/qon*/fut*/terhek*/heq*/terheq*/shti* .. <force_sq>/<car_sq>/
                bagazh*
                <po> <whom_sq> mban*/mbajn*/majn*/man/maj .. <locked_sq>/<force_sq>/<home_sq>
                <po> <whom_sq> majn/mbajn/mban
                nuk .. me/na len/leshon*/lshon*/lejo*/lan/lene/lejn*/lshojn .. me? .. dal*/dil*/shku/shkoj/ik/iki/
                zbres*/dol/leviz
                mban*/mbajn* .. peng*
                <am_sq> .. <locked_sq>/rremby*/kidnap*
                <po> <whom_sq> ndal*/nal* .. rrug*
                me/na kan/ka .. mshel*/myll*/mbyll*/lidh
                nuk .. muj*/mun* .. dal/dol/dali/dil* <locked_sq>/<home_sq>
                taksist*/shofer* .. nuk .. nal*/ndal*
                qit*/fut*/shti* .. mrena/kerr/vetur*/makin* .. me zor/forc* .. vajz*/gru*/qik*/femij*/djal*
                me zor/forc* .. vajz*/gru*/qik*/femij*/goc* .. mrena/kerr/vetur*
                fut/futen/shtin/qit*/terhek*/terheq*/hypen ~ kerr/kerrin/vetur*/makin*/kombi/furgon ~ zor/forc*/
                dhun*
                <po> .. terhek*/terheq*/heq ~ vajz*/gru*/qik*/femij*/goc*
                taksi*/shofer* ~ nuk .. po? nal*/ndal*
                pasaport* ~ mshel*/mbyll*/myll*
                nuk .. po? ma/me/ja jep/len/lëshon .. telefonin/deren/qelsin
                me/na kan/ka pru/prure/cu/qu/sjell .. nuk .. muj*/mun* .. dal/iki/shkoj
                mban*/mbaj*/majn .. vajza/gra/qika/femij* .. shpi*/shtepi*/banes*/zor
                nuk .. po? me/na .. leshon/lshon/len .. mrena/dal/kerr*/rrug*
                ish* ~ marr/ka ~ fmi*/femij* ~ forc*/zor/kufi*/iken/ik
                lidh* ~ duart/duar/goj*/kambt/kembet
                <am_sq> ~ bagazh*/baule
                hyp/hypur/fut*/shti* ~ kerr/kerrin/makin*/vetur*/kombi ~ zor/forc*/dhun*
                <po> .. rremben/merr/marrin .. femij*/fmi*/vajz*/djal*/cun*
                <po> .. fusin/fut/shtin/hypin ~ <car_sq> ~ zor/forc*
                nuk .. me/na le/len .. dal*/dil*/iki/shkoj
                nuk .. leshon/lshon/leshojn ~ fmi*/femij*/vajz*/mu/na/neve
                rremb* ~ vetur*/kerr*/makin* ~ fmi*/femij*
                fut*/shti*/terheq*/terhek*/hyp* ~ vajz*/grua*/femij*/djal* ~ zvarr*/zor/forc*
                <po> e fut .. vajz*/grua*/femij* .. ne
                me/na ka/kan lidh*
                lidh* per radiator*/karrig*/shtrat*
                mbyll*/mshel*/myll* ~ bodrum*/dhom*/kontejn* ~ gra/vajza/telefon*/na/neve
                taksi*/shofer* ~ drejtim tjet*/rrug* tjet*
            """,
            "sr": """
                otima/otimaju/oteli/oteo/odvode/odvukli/uguravaju/uvlace/ubacuju/odvlace/kidnapuj*/odvlaci/ugurali/
                ubacili/uguraju .. me/nas/dete/dijete/devojk*/djevojk*/zenu/decu/ga/je/ju/sina/cerk*/kcer*/
                devojcic*/coveka/momka/silom
                devojk*/djevojk*/dete/dijete/zenu/me/nas .. silom/nasilno .. odvode/uguravaju/uvlace/ubacuju/odveli/
                ugurali/kola/kombi
                me/nas zakljuca*
                drzi/drze .. me/nas/je/ju/ih .. <locked_sr>/protiv/silom/prisil*
                <locked_sr> .. sam/smo/nas/me
                sam/smo <locked_sr>
                sam/smo otet*/kidnapovan*/kidnapirana*
                ne da/daju/dozvoljav*/pusta/pustaju/pusti .. mi/nam/me/nas .. iz*/odem/van/napol*/kuc*
                ne pusta/pustaju/pusti me/nas
                taoc*/taok*
                taksist*/vozac* .. nece .. stan*/zaustav*/pust*
                ugural*/uguraj*/uvlac*/uvukl*/ubacil* ~ devojk*/djevojk*/dete/dijete/zenu/me ~ kombi*/kola/auto
                taksist*/vozac* ~ nece .. stane/zaustavi/pusti/stanem
                pasos* ~ zakljuc*/zatvor*
                ne da/daju .. iz kola/auta/stana/sobe/kuce
                ne da/daju .. telefon/kljuc*/otklj*
                doveli/dovukli .. me/nas .. ne mogu/mozemo/daju
                drze/drzi ~ devojk*/djevojk*/nas/decu ~ kuc*/stan*/teraju/silom
                taksist*/vozac* .. ne/nece .. pust*/stan*/stat*
                oteo/oteli/otima/odveo ~ dete/dijete/decu ~ granic*/bezi/silom/bivsi
                veza* ~ ruke/usta/noge/stolic*
                <us_sr>/smo/sam ~ gepek*
                strpal*/ubacil*/ugural*/utrpal*/stavili/uvukl* ~ silom/kola/auto/kombi/gepek
                me/nas/je drzi/drze .. vezan*/zakljuc*/zatvor*/taoc*/taok*
                drzi/drze ~ zakljucan*/vezan*/zatvoren*
                ugurao/ugurali/uvukao/uvukli/ubacio .. devojku/dete/dijete/zenu/mene/me
                odvodi/odvode .. dete/dijete/decu/devojku/zenu
                oteli/oteo/ukrali ~ auto/kola ~ dete/detetom/deca
                zgrab*/uzeo/drzi ~ decu/dete/djecu ~ pusta/pijan*/ne
                uvlac*/uvuk*/ugur*/vuce/vuku ~ djevojk*/devojk*/dete/dijete/zenu ~ auto/kola/pasat*/kombi/golf
                oteli/kidnapovali/odveli ~ sad/upravo ~ drug*/brat*/sestr*/devojk*
                vezao/vezali/veze me/nas/je
                <us_sr> vezao/vezali
                zakljuc* ~ podrum*/hal*/kontejner* ~ nas/zena/telefon*
                vozac/taksist* ~ drug* pravc*/smer*
            """,
            "en": """
                <is_en> .. dragging/pulling/forcing/pushing/grabbing/taking .. into/car/van/force/away/vehicle/trunk
                <is_en> kidnap*
                forced/forcing/dragged/draging/pushed/pulled .. into .. car/van/vehicle/trunk
                wont/not/dont/doesnt/never/didnt let .. me/us/her .. go/leave/out/exit
                <is_en>/has/have/they/he/am .. locked .. me/us/in/inside ..
                locked me/us
                i/we/am/are/im locked/tied/held/kidnap*/trapped in/up/by/inside/against
                holding/keeping/hold/keep .. me/us/her .. hostage/captive/prisoner/locked/against/here/inside
                hostage*
                cant/cannot .. get/go out .. locked/basement/room
                driver/taxi .. wont/doesnt/dont/isnt stop/let/stoping
                took/taken/grabbed .. into .. car/van/vehicle/truck
                took/taken/grabbed .. sister/brother/daughter/son/girl/child/friend/wife .. van/force
                they .. lock/locked/keep us/me
                they .. want to? move/sell/take us/me
                pushed/pushing/forced/pulled/dragged/put/threw ~ girl/woman/child/her/him/me/boy ~ van/car/trunk/
                truck
                does/do/doesnt/not/dont .. let .. me/us/her .. out/go/leave
                taxi ~ not/doesnt/wont/refuses ~ stop/stopping/want
                passports/passport ~ locked
                doesnt/dont/wont give .. phone/key*/passport .. let/door/open
                brought/bring me/us here .. cant/guards/locked/out
                keep/keeps/keeping/hold .. girls/women/us/people .. house/force/locked
                guards ~ cant/out/leave
                took/takes/taking .. child/son/daughter/kids .. by? force/border/abroad
                tied/tying/bound ~ hands/mouth/feet/chair
                i/me/us/we/im ~ trunk
                put/push*/pull*/drag*/took/throw* ~ force ~ car/van/vehicle
                keeps/keep me/us locked/prisoner/inside
                hijack*
                keep/keeps/keeping me/us locked
            """,
        },
        "unless past": {
            "sq": """
                <us_sq>/e ka/kan/kane rremby*/kidnap*
                ka/kan/kane rremby*/kidnap* .. <child_sq>/vajz*/grua*/dikend/<person_sq>
                rremby*/kidnap*/morren/muren ~ femij*/fmi*/vajz*/djal*/motr*/gru*/qik*
                panjohur/panjoftun ~ femij*/fmi* ~ dore/dor/merr/qan/kerr*
                marr/moren ~ femi/femij*/fmi/vajz* ~ kombi/kerr/vetur*/makin*/forc*
                <us_sq> ka/kan .. mbyll*/myll*/mshel* .. banj*/dhom*/bodrum
                zan/kap/mor*/marr ~ djal*/vajz*/femij*/fmi* ~ pare*/vrasim/vrasin/zor
                vajz*/djal*/motr* ~ banes*/shpi*/vend* ~ panjohur*/panjoft* ~ frik*
                kap/zan ~ fmi*/femij* ~ lshon/leshon/pijan*/pijt/dehur
                mos me/na leni/len/lini/leri
                moren/muren/kapen/kapi ~ gru*/vajz*/femij* ~ kerr*/iken/makin*
            """,
            "sr": """
                kidnap* .. <folk_sr>/<whom_sr>
                oteli/otel/oteo/odveli/kidnap* ~ dete/dijete/devojk*/cerk*/kcer*/sina/sestr*/decu
                nepoznat* ~ vodi/vuce/odvodi/zove ~ dete/dijete/decu ~ place/silom/kola/ruku
                uhvat*/odveli/drze ~ sin*/cerk*/dete/brat* ~ pare/ubi*/traze
                cerk*/kcer*/sestr*/devojk* ~ nepoznat* ~ plasi/stan*/boji
                zatvorili/zatvorio/zakljucali .. me/nas .. podrum*/sob*/kuc*/gepek*/hal*
                zgrab*/uhvat*/odve* ~ zenu/devojku/dete/coveka ~ odvez*/kola/kombi/auto/pobeg*
            """,
            "en": """
                kidnap* .. <whom_en>/me
                abducted/abducting/abduct
                they/someone/man/he/somebody took/taken/grabbed/stole .. my child/daughter/son/sister/kid/baby/girl/
                children
                unknown/stranger ~ leads/takes/pulls/taking/leading ~ child/kid/girl/boy ~ crying/hand/car
                caught/have/took/hold ~ son/daughter/child/brother ~ money ~ kill/or
                daughter/girl/sister ~ unknown/strange ~ men/man ~ flat/house/afraid/car
                grabbed/grab/grabs .. kids/children/child/daughter/son/baby
                doesnt/wont/not let them/kids/children/us/him/her go
                tied me/us/her
                locked .. us/women/girls/workers/them/me .. basement/room/house/container/factory/inside
                took our phones/passports ~ locked/basement/let/hid*
                being held
                been kidnapped
                locked in .. boot/trunk/basement/cellar
                writes/texted/says ~ driver ~ not/doesnt/wont ~ stop/direction
                goes/going another/wrong direction
                they/he/someone closed/locked/shut me/us .. in
                masked/men/guys/they ~ grabbed/took ~ woman/girl/man/child/boy ~ drove/car/van
            """,
        },
        "only now": {
            "sq": "rremby*/kidnap*",
            "sr": "kidnap*/otmic*/otet*",
            "en": "kidnap*/abduct*",
        },
        "in short": {
            "sq": "kidnap*/rremby*",
            "sr": "kidnap*/otmica",
            "en": "kidnap*",
        },
    },
    "child": {
        "always": {
            "sq": """
                <po> ma? marr*/merr*/rremb* .. <child_sq> .. <force_sq>/tash
                <child_sq> .. ra/ka ra/rane .. <water_sq>
                <child_sq> .. <is_sq>? .. vet*/mbyll*/mbet*/ngec* .. kerr/kerrin/makin*/vetur*
                <child_sq> .. nuk/su .. kthy*/kthe*/ardh* .. shkoll*
                <child_sq> .. <is_sq>/<po>? .. ballkon*/dritar*/kulm* .. varet/varur/rrezik*/bie/bjen/hyp*/ngjit*
                <child_sq> .. mshel*/myll*/mbyll*/mbet* .. kerr*/vetur*/makin*
                <child_sq> ~ lum*/pus*/liqen*/uj* ~ gjej*/nuk/afer
                bebi/beba/bebja/bebe ~ mshel*/mbyll*/myll*/kerr*
                <child_sq> ~ dritar*/ballkon*/kulm* ~ kat*/varet/bie/trete
                <child_sq> ~ gjej*/humb*/hup* ~ kanal*/lum*/uj*/pus*
            """,
            "sr": """
                <child_sr> .. nije/nisu/neje/nema .. vrati*/dosl*/dosao .. skol*/vrtic*/igralist*
                nije/nisu/neje .. vratilo/vratio/vratila/doslo .. <child_sr> .. skol*/vrtic*
                <child_sr> .. pao/palo/pala/upalo/upao/upala/utop* .. <water_sr>
                <child_sr> .. zakljuc*/zatvor*/ostal* .. kol*/auto*
                <child_sr> .. visi/ivic*/penje .. prozor*/balkon*/teras*/krov*
                <child_sr> .. zaklju*/zatvor*/sam/sama/samo .. u kol*/auto*/autu
                <child_sr> ~ rek*/bunar*/jezer* ~ nema/nestal*/vid*/pao/upa*
                <child_sr> ~ prozor*/teras*/balkon*/krov* ~ sprat*/visi/stoji/pas*
                <child_sr> ~ nadj*/nema/nestal* ~ kanal*/rek*/bunar*/jezer*
            """,
            "en": """
                <child_en> .. <is_en>? locked/stuck/trapped/alone/closed/left .. car/hot/vehicle
                <child_en> .. fell/fallen .. <water_en>
                <child_en> .. not/didnt/hasnt/never/havent/didn .. come*/came/return*/back .. school/kindergarten/
                playground
                <is_en> taking/stealing/grabbing .. my/a/the <child_en>
                <child_en> .. climbing/hanging/standing .. balcony/window/rail/roof/ledge/over
                <child_en> ~ river/well/lake/pool ~ find/missing/fell/gone/cant
                <child_en> ~ window/balcony/roof/ledge ~ floor/hanging/stands/standing/climb*
                <child_en>/old ~ find/missing/lost ~ canal/river/lake/well/pool
            """,
        },
        "unless past": {
            "sq": """
                <child_sq> .. u/ka/ma .. zhduk*/humb*/hup* .. tash/para minut*
                nuk .. po? .. gjej* .. <child_sq> .. gjithkun*/asnikun/askund*/hiq
                <child_sq> ~ hup*/humb*/zhduk*/gjej*/larg* ~ minut*/lum*/park*/treg*
                <child_sq>/cun/vjeq/vjec ~ vet/vetem ~ magjistral*/rrug*/autostrad*
                autiz*/demenc*/alzheimer* ~ hup*/humb*/doli/gjej* ~ bora/bor/lum*/ftoht*
                vajz*/djal*/femij*/fmi* ~ kerr*/vetur*/makin* ~ burr*/panjoh*/internet/online ~ ndihm*/kah/tash/
                drejt
                <child_sq> ~ autostrad*/magjistral*/shina* ~ ec/vet/vetem/rri/ulur/lujn/vrapon
            """,
            "sr": """
                nema .. deteta/djeteta/djece/dece/sina/cerke .. nigde/nigdje/nidje
                vuce/vuku/odvlaci .. devojcic*/dete/dijete/decaka/devojku/djevojk*
                <child_sr> ~ nestal*/nestao/nema/izgub* ~ minut*/min/malo/park*/centr*/pijac*
                <child_sr> ~ sam/samo/sama ~ magistral*/putu/auto/ulici/pruzi
                autiz*/demenc*/alchajmer* ~ nadj*/nema/izasa*/nestal* ~ sneg/rek*/hladno
                cerk*/kcer*/devojcic* ~ kola/kolima/auto ~ nekim/nepoznat*/njim/internet*/dopis*
                <child_sr> ~ autoput*/magistral*/pruzi/sinama ~ hoda/ide/trci/stoji/seda/sam*
            """,
            "en": """
                cant/cannot find .. my .. <child_en> .. minutes/anywhere/mall/park/beach/market/crowd
                my .. <child_en> .. disappeared/vanished .. now/park/mall/beach/store/school/playground/minutes/
                market
                <child_en>/old ~ disappeared/missing/gone/find/lost/vanished ~ minutes/min/mall/park/market/minute
                <child_en>/old ~ alone ~ highway/road/street/railway/tracks
                autism/autistic/dementia/alzheimer* ~ find/lost/missing/out ~ snow*/river/cold/dark
                daughter/son/girl/child ~ car/van ~ him/someone/stranger/unknown ~ help/now/chatted/met/took
                <child_en> ~ motorway/highway/railway/tracks ~ walk*/run*/alone/cross*/sitting/standing
            """,
        },
        "only now": {
            "sq": """
                <child_sq> .. hup*/humb*/zhduk*
                zhduk*/humb*/hup* .. <child_sq>
                nuk .. gjej* .. <child_sq>
            """,
            "sr": """
                <child_sr> .. nestal*/nestao/nema/nije
                nestal*/nestao/nema .. <child_sr>
                ne mogu .. nadj* .. <child_sr>
            """,
            "en": """
                <child_en> .. missing/lost/disappeared/gone
                cant find .. <child_en>
            """,
        },
    },
    "sexual_violence": {
        "always": {
            "sq": """
                <po> .. <whom_sq> perdhun*
                <po> .. mundohet/provon/tenton/don .. perdhun*/dhuno*/zhvesh*/zhvish*
                <po> .. zhvesh*/zhvish* .. <force_sq>
                <po> .. prek* .. trup*/mua/mu/femij*/mes*
            """,
            "sr": """
                siluje/siluju
                pokusava*/hoce/oce .. siluje/siluju/skine/svuce
            """,
            "en": """
                <is_en> .. raping/molesting
                trying to rape/molest/undress
                being raped
            """,
        },
        "unless past": {
            "sr": "dira/pipa ~ zakljuc*/kupatil*/sakri*/pomoz*/sad",
            "en": "touching/touches me ~ locked/bathroom/help/hiding/now",
        },
        "only now": {
            "sq": "perdhun*/dhunim*",
            "sr": "silova*",
            "en": "rape*/raping",
        },
    },
    "bomb": {
        "always": {
            "sq": """
                bomb*/paket*/cant*/qant*/kuti*/valixh* .. <po> .. tik*/trok*/nxjerr*/nxerr*/lesho*/tym/tak/qet
                tiktak*
                tik tak
                <po> .. pelc*/shperthe*/plas
                <po> .. hedh*/hudh*/gjun* .. granat*/bomb*/molotov*/koktej*
            """,
            "sr": """
                otkucava/kuca/dimi/tik/tiktak* .. paket*/torb*/kutij*/kofer*/ranac
                paket*/torb*/kutij*/kofer*/ranac .. otkucava/kuca/dimi/tik/zuji
                tik tak
                baca/bacaju/bacio/bacili .. bomb*/granat*/molotov*
            """,
            "en": """
                bag/package/box/suitcase/parcel/backpack/luggage .. ticking/ticks/smoking/smoke
                ticking/smoking .. bag/package/box/suitcase/parcel/backpack
                <is_en> .. throwing/throw .. grenade*/molotov*/petrol/bomb*
                bomb threat
                bag/package/box/suitcase/parcel/backpack/luggage ... ticking/ticks/smoking
            """,
        },
        "unless past": {
            "sq": """
                ka/kan/osht/eshte/asht .. bomb* .. ne/brenda/mrena/<building_sq>/gjykat*/<car_sq>/aeroport*/dore
                bomb* ne <building_sq>/<car_sq>/<home_sq>
                met*/lan*/lon*/vendos*/vu .. bomb* .. te/ne/<building_sq>/gjykat*
                thirr*/telefon*/njoftu* .. bomb*
                hudh*/hedh*/gjuajt* .. granat*/bomb*/molotov*
                cant*/qant*/paket*/kuti* ~ tym
                cant/cante/canta/canten/qant* ~ tym/tela ~ <po>
            """,
            "sr": """
                bomba/bombu je? .. u/na/pod/unutra .. <building_sr>/<car_sr>/sud*/stanic*/unutra
                bomba .. unutra/eksplodir*
                podmetn*/postavi* .. bomb*/eksploziv*
                dojava* .. bomb*
                ostavi*/podmet* .. bomb*
                zvali/zvao/javili/javio/dojavi* .. bomb*
                torb*/kofer*/paket*/ranac ~ dimi/dim
                baci* .. bomb*/granat*
                bomb* ~ baci*
                torb*/kofer*/paket*/ranac ~ dimi/zuji/otkucava
            """,
            "en": """
                is/theres/has/planted .. bomb .. in/at/under/inside/here/school/building
                has a? bomb
                bomb in/at/under/inside
                left/put/placed/planted .. bomb
                threw/thrown .. grenade/molotov*/bomb
                called/call/caller/phoned/threat* ~ bomb
                bag/package/box/suitcase ~ smoke
            """,
        },
        "in short": {
            "sq": "bomb*",
            "sr": "bomb*",
            "en": "bomb*",
        },
    },
    "cry_for_help": {
        "always": {
            "sq": """
                <am_sq>/jan .. ne? rrezik*/rrzik*/rrezk*
                <am_sq> .. fshe*/msheh*/mshef*/strehu*
                nuk .. mun*/muj* .. fol/flas .. ngjon/ndegjo*/degjo*/ngon/nin/ni
                mos me? thirr*/telefon* .. ngjon/ndegjo*/degjo*/ngon/nin/ni
                <am_sq> ~ kuzhin*/banj*/dhom*/tualet* ~ mbyll*/kyc*/myll*/mshel*
                shkruaj/shkruj/po shkruj .. ze/fshehur*/heshtje/qet*/ngadal*
                vetem nji/nje fjal* ndihm*
                <po> presin/pret jasht*
            """,
            "sr": """
                u opasnosti
                krijem/skrivam/sakrila/sakrio/sakrili/krijemo/skriveni/skrivena .. se/sam/smo
                sam/smo se? sakri*/skriven*
                se krijem/krijemo/skrivam/skrivamo
                ne mogu/smem/smijem .. pric*/govor* .. cu*/tu
                ne/nemoj* .. zovi*/zovete/zvati .. cuje/cuce/cuju
                zakljucala/zakljucao/zakljucali se/sam/smo se
                sam/smo se zakljucal*
                pisem ~ tiho/krisom/potaj*/sapu*
                samo jednu rec pomoc
            """,
            "en": """
                in danger
                hiding .. bathroom/room/closet/under/in/from/basement/car/toilet/behind/desk/table
                i/we .. under/behind .. desk/bed/table
                cant/cannot talk/speak/call .. hear/here/hears/loud/he/they/text
                dont/not/no call .. hear/hears/here
                only text
            """,
        },
        "unless past": {
            "sq": """
                ish burr*/i/bashkshort*/fejuar*/dashur* .. dera/der/deres/para/poshte/hyrj*/jasht*
                <help_sq> .. ju? lutem
                tlutem/lutem .. <help_sq>
                <po> .. ulerin*/bertas*/bertet .. <quick_sq>
                jet* .. ne? rrezik*
                rrezik per? jet*
                ne rrezik vdekj*
                <help_sq> .. <quick_sq>/rrezik*/sos/emergj*
                <quick_sq> .. <help_sq>
                shpetom*/shpetona/shpetoni
                na/me shpetoni/shpeto/shpetoje
                <come_sq> .. <quick_sq>
                <quick_sq> .. <come_sq>/dergo*/coni/cojeni/niseni/qoni/qojeni
                dergo*/coni/cojeni/niseni/qoni/qojeni .. polic*/patroll*/ambulanc*/<help_sq> .. <quick_sq>
                bertet/bertasin/britma/bertit*/bertasim/vikat/gerthet/qan/piskat/therret/therrasin .. <help_sq>
                <po> .. bertet/bertasin/bertit*/piskat/klith/gerthet/ulerin .. per/keq/gru*/femij*/vajz*
                <po> vjen/vin .. me? me? vra/rreh/vras/therr
                <help_sq> ... !!
                shpejt shpejt
                <po> vjen/vijn/vin .. polic*/ndihm*/nihm*/kah/shpi*/frik*
                ai <po> vjen/ndegjo*/degjo*/ngjon
                nuk .. mun*/muj* .. fol/flas .. ejani/eja/hajde*/rr/rruga
                piskat/piskatin/bertet/klith*/ulerin/qan ~ gru*/vajz*/femij*/fmi*/dikush ~ thy*/goditj*/nalt/banes*/
                komshi*/ndihm*/<po>
                goditje ~ degjo*/ndegjo*/ngjo*/nij/gru*
                vjen/vin/hyn/hin .. ne dhom* teme/time/tem ~ frik*/nihm*/ndihm*/nat*
                polic* .. shpejt .. une/mu/shpi*/ketu/ktu/qitu
                <po> na? mytna/mbytna/vdesim/mbaron
                nuk .. muj*/mun* fol/flas .. shkru*
                nuk .. muj*/mun* .. thirr/telefon*/therras ~ osht/eshte/ktu/ketu/ai
                aman/kuku ejani/hajdeni
                emergjenc* .. kjo/eshte/osht
                kjo .. emergjenc*
                shpejt polic*
                <help_sq> ... <help_sq>
                <help_sq> bre/o/njerz*/popull*/vllazen/dikush
                hajde*/ejani se .. vran/vras*/vret
                polic* te shpi*/banes* ~ don/pre/vret/rreh
            """,
            "sr": """
                bivsi/bivseg/bivsa .. pred/ispred/na/kod vrat*/kuc*/stan*/zgrad*/prozor*
                pomozite/pomozi .. molim/mi/nam
                molim .. pomozite/pomozi
                upomoc*/zapomaz*
                u pomoc
                pomagajte/pomagaj
                pomozite/pomozi/pomoc .. brzo/hitno/odmah/sad/sada/opasnost*/pomozite/zivot*
                brzo/hitno/odmah .. pomoc/pomozi*
                pomoc pomoc
                spasite/spasavajte/spasi/spasavaj .. me/nas/mi/ga/je
                opasnost* .. po zivot
                zivot .. u? opasnost*/ugrozen*
                zivotn* .. opasnost*/ugrozen*
                vrist*/zapomaze .. zen*/komsi*/dete/dijete/devojk*/neko
                <folk_sr>/neko .. vristi/vriste/zapomaz*/doziva .. pomoc/upomoc/u/iz/kod/<home_sr>
                <send_sr> .. policij*/patrol*/hitn*/nekog*/pomoc .. odmah/hitno/brzo/sad/smesta/molim
                odmah/hitno/brzo .. <send_sr>/<come_sr>
                <come_sr> .. brzo/hitno/odmah/sad
                <come_sr> .. cuje/cuju .. me/nas/ce
                pomoc ... !!
                brze brze
                brzo brzo
                on/ona slusa
                ne mogu .. pric*/govor* .. <come_sr>/ul*
                vristi/vriste/vice/jauce/place ~ upomoc/zena/udar*/stan*/lom*/razbij*/iznad
                udarci/udarce ~ cuje/cuju/cujem/zena
                dolazi/ulazi u moju? sob* ~ bojim/pomoz*/noc*/strah
                policij* .. brzo/hitno .. mene/kuc*/nas/nama/ovde
                ne mogu .. pric*/govor* .. pis*
                hitan slucaj
                hitno je
                izvin* .. pisem ~ zov*/tu
                ne mogu da zovem/nazovem ~ tu/cuje/ovde/on
                aman/majko dodji*
                alo/halo policij* .. brzo/hitno
                policij* .. brzo/odmah/hitno .. ulica/ul
                brzo policij*
                ima li koga/nekog/iko .. ubi*/gori/pomoc
                pomozite/pomozi bre/ljudi
                hitno policij*
                molim .. hitno policij*
                policij*/pomoc .. odmah
                pomoc/molim odmah
                cekaju ~ napolju/vratima ~ me/nas/auto/prat*/usla/usao
                bivsi/on/muz .. na kapiji/vratima/prozoru
                bivsi .. nasao .. kuc*/me/adres*
            """,
            "en": """
                ex .. <is_en>? outside/at/infront/in .. <door_en>/<home_en>/work
                help help
                help .. quick/quickly/hurry/fast/emergency/danger/immediately/urgent/asap/now/im/dying
                hurry/quick/quickly/urgent .. help
                need/send/want .. help/police/ambulance/someone/patrol/cops/officers .. now/immediately/urgent*/
                asap/fast/quick*/right/hurry
                come quick/quickly/fast/hurry/immediately
                in grave/great/immediate/real/serious/big/mortal danger
                life/lifes/lives .. danger/risk/threat
                danger .. life
                save me/us
                hid in/under/myself
                scream*/crying/yelling/shouting .. help
                <is_en>/woman/girl/neighbour*/neighbor* .. screaming ..
                this is .. emergency
                its an? emergency
                fear/scared/afraid for my/our life/lives
                not safe here/now
                please find/save me/us
                help ... !!
                faster faster
                he/she/they is? listening/listen
                cant/cannot talk/speak/call .. come/street/address
                woman/girl/neighbour*/neighbor*/someone/child* scream*/crying/shouts
                he/they .. is/are coming .. me/us/now/help/please
                help me please/he
                please help me/us
                save me/us someone/please/somebody
                comes/coming in/into/to my room ~ afraid/scared/help/night
                police .. quick/hurry/fast .. me/here/us/house
                cant/cannot talk/speak .. writ*/typing/text*
                come .. im/i/we danger
                plz/pls/please hury
                cant/cannot call ~ here/he/hears/write/writing
                for gods? sake .. come
                hello police .. fast/quick/hurry
                police .. street/now
                quick police
                help .. people/somebody/someone .. help
                help people/somebody/anyone
                anyone/anybody there ~ kill*/help/hurry/dying
                help us
                help .. police/coming
                he/they is/are/s? coming
                hes/theyre coming
                please/help police/ambulance
                only one word help
                her/his phone is off ~ help
                write/writing/type/typing silently/quietly/secretly
                they are waiting outside
                waiting outside ~ followed/following/shop/car/afraid/hiding
                locked ~ kitchen/bathroom/bedroom/toilet/classroom
                kitchen/bathroom/bedroom/toilet ~ door ~ locked
                dont leave me/us
                ex/husband found .. shelter/me/us/address
                he .. will be back .. soon
                at the gate/door ~ ex/husband/he/knife/gun
            """,
        },
        "only now": {
            "sq": """
                rrezik*
                bertet/bertasin/britma/piskam*
            """,
            "sr": """
                opasn*
                vristi/vrisak/vriska/zapomag*
            """,
            "en": """
                danger*
                scream*
            """,
        },
        "in short": {
            "sq": """
                rrezik*/ndihmom*/nihmom*/nimom*/emergjenc*
                jom/jam ne? keq
                <help_sq> ... !!
                sos/🆘
                shpejt
                <help_sq> polic*
                polic* .. shpejt/ejani/hajdeni/ndihm*/nihm*
                tmerr*
                ejani/hajdeni
                nuk .. muj*/mun* fol/flas
                shpejt polic*
            """,
            "sr": """
                opasno*/brzo/hitno/pomagaj*/spas*
                pomozite/pomozi
                pomoc ... !!
                pomoc/pomozite/pomozi brate/ljudi/molim/vas
                brze
                pomoc policij*
                policij* .. pomoc/brzo/hitno/dodjite
                uzas
                dodjite/dojdite
                ne mogu .. pric*/govor*
                policij* .. ulica
            """,
            "en": """
                danger/emergency/hurry/urgent
                help/hlp me
                help/halp/hlp ... !!
                sos/🆘
                faster
                help police help
                police .. help/quick/hurry/fast/now/come
                horror come
                cant/cannot talk/speak
                help police
                quick police
            """,
        },
    },
}
