"""Newspapers, news agencies and magazines by name: what they print is no journal article."""

from functools import lru_cache

from bibtrack.text import Late


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split("|"))


#: Lower case, without "the" and points.
NEWSPAPERS = _names(
    "new york times|nytimes|washington post|guardian|observer|wall street journal|financial times|los angeles times|la times|chicago tribune|boston globe|usa today|miami herald|"
    "san francisco chronicle|houston chronicle|philadelphia inquirer|star tribune|seattle times|denver post|dallas morning news|new york post|daily news|christian science monitor|"
    "times|times of london|sunday times|daily telegraph|telegraph|sunday telegraph|independent|daily mail|daily mirror|evening standard|scotsman|herald|irish times|irish independent|"
    "le monde|le figaro|libération|la croix|les échos|le parisien|l’humanité|ouest-france|mediapart|le soir|la libre belgique|le temps|tribune de genève|le devoir|la presse|"
    "die zeit|frankfurter allgemeine zeitung|frankfurter allgemeine|faz|süddeutsche zeitung|die welt|die tageszeitung|taz|handelsblatt|frankfurter rundschau|tagesspiegel|der tagesspiegel|"
    "neue zürcher zeitung|nzz|der standard|die presse|tages-anzeiger|el país|el mundo|abc|la vanguardia|el periódico|la razón|clarín|la nación|página/12|el mercurio|la tercera|el comercio|"
    "el universo|el telégrafo|la república|el tiempo|el espectador|reforma|el universal|excélsior|la jornada|milenio|prensa libre|el faro|folha de s paulo|folha de são paulo|o estado de s paulo|"
    "estado de são paulo|o globo|valor econômico|público|diário de notícias|expresso|jornal de notícias|corriere della sera|la repubblica|la stampa|il sole 24 ore|il manifesto|il messaggero|"
    "de volkskrant|volkskrant|nrc|nrc handelsblad|trouw|het parool|de standaard|de morgen|dagens nyheter|svenska dagbladet|aftenposten|politiken|berlingske|jyllands-posten|helsingin sanomat|"
    "gazeta wyborcza|rzeczpospolita|izvestia|pravda|kommersant|vedomosti|novaya gazeta|hürriyet|cumhuriyet|haaretz|jerusalem post|al-ahram|asharq al-awsat|gulf news|the national|dawn|"
    "times of india|hindu|the hindu|indian express|hindustan times|economic times|business standard|mint|telegraph india|daily star|prothom alo|kathmandu post|straits times|jakarta post|"
    "kompas|bangkok post|nation|phnom penh post|cambodia daily|myanmar times|irrawaddy|vietnam news|manila times|philippine daily inquirer|rappler|south china morning post|china daily|global times|"
    "people’s daily|people's daily|shanghai daily|caixin|taipei times|japan times|asahi shimbun|yomiuri shimbun|mainichi shimbun|nikkei|nikkei asia|nikkei asian review|korea herald|korea times|"
    "hankyoreh|joongang ilbo|chosun ilbo|sydney morning herald|age|australian|new zealand herald|globe and mail|toronto star|national post|vancouver sun|mail & guardian|business day|daily maverick|"
    "sunday times (johannesburg)|daily nation|the east african|east african|standard|citizen|daily monitor|new vision|daily graphic|vanguard|punch|premium times|guardian (nigeria)|herald (zimbabwe)|"
    "reuters|associated press|ap|ap news|afp|agence france-presse|bloomberg|bloomberg news|upi|xinhua|xinhua news agency|tass|dpa|efe|ansa|kyodo news|yonhap|pti|bbc|bbc news|cnn|nbc news|abc news|"
    "cbs news|fox news|pbs newshour|npr|voa|voice of america|deutsche welle|dw|france 24|rfi|al jazeera|al jazeera english|sky news|itv news|cnbc|politico|axios|vox|slate|salon|huffpost|"
    "huffington post|buzzfeed news|vice|quartz|propublica|the intercept|intercept|mongabay|inside climate news|climate home news|e&e news|the hill|roll call|business insider|sixth tone|the wire"
)
MAGAZINES = _names(
    "economist|new yorker|time|time magazine|newsweek|atlantic|atlantic monthly|harper’s|harper's|harper’s magazine|harper's magazine|nation|new republic|national review|mother jones|rolling stone|"
    "foreign policy|diplomat|wired|national geographic|scientific american|new scientist|smithsonian|smithsonian magazine|forbes|fortune|businessweek|bloomberg businessweek|der spiegel|spiegel|"
    "stern|focus|profil|l’express|l’obs|le nouvel observateur|nouvel observateur|le point|marianne|l’espresso|panorama|proceso|veja|época|istoé|carta capital|semana|the week|week|spectator|"
    "new statesman|private eye|london review of books|new york review of books|times literary supplement|sight and sound|vogue|vanity fair|esquire|gq|playboy|life|reader’s digest|outlook|india today|"
    "caravan|frontline|economic and political weekly|caijing|china newsweek|the monthly|walrus|maclean’s|maclean's|jeune afrique|africa confidential|the africa report|chemical & engineering news"
)
_PAPER_ENDS = tuple(
    "日报 日報 晚报 时报 時報 周报 新华社 早报 晨报 商报 都市报 参考消息 新聞 zeitung tageblatt shimbun".split()
)
_MAGAZINE_ENDS = tuple("周刊 週刊 magazine magazin".split())


@lru_cache(maxsize=8192)
def periodical(name: str) -> tuple[bool, bool]:
    """Tell whether a container is a newspaper or a news agency, online ones among them, and whether it is a magazine."""
    lower = name.lower()
    bare = lower.replace(".", "").removeprefix("the ").removesuffix(" online").strip()
    return bare in NEWSPAPERS or lower.endswith(_PAPER_ENDS), bare in MAGAZINES or lower.endswith(
        _MAGAZINE_ENDS
    )


def is_newspaper(name: str) -> bool:
    """Tell whether a container is a newspaper or a news agency, online ones among them."""
    return periodical(name)[0]


def is_magazine(name: str) -> bool:
    """Tell whether a container is a magazine."""
    return periodical(name)[1]


_NEWS_HOST = Late(
    r"//(?:[\w-]+\.)*?(?:nytimes|washingtonpost|theguardian|guardian|wsj|ft|latimes|lemonde|lefigaro|liberation|elpais|elmundo|zeit|faz|sueddeutsche|nzz|spiegel|corriere|repubblica|"
    r"telegraph|independent|thetimes|reuters|apnews|bloomberg|bbc|cnn|aljazeera|dw|france24|xinhuanet|news\.cn|chinadaily|globaltimes|scmp|caixin|caixinglobal|people|nikkei|straitstimes|"
    r"jakartapost|thejakartapost|bangkokpost|phnompenhpost|mmtimes|irrawaddy|thehindu|indiatimes|dawn|folha|globo|estadao|clarin|lanacion|elcomercio|eluniverso|elespectador|eltiempo|"
    r"usatoday|politico|npr|cnbc|forbes|time|newsweek|economist|theatlantic|newyorker|vox|slate|huffpost|huffingtonpost|mongabay|smh|abc|cbc|theglobeandmail|nation|allafrica|"
    r"theconversation|volkskrant|nrc|standaard|dn|svd|thepaper|yicai|sina|sohu|ifeng)\.(?:com|co|org|net|de|fr|es|it|nl|ch|cn|br|ar|pe|uk|in|au|ca|se|africa)\b"
)


def is_news_address(url: str) -> bool:
    """Tell whether an address is that of a newspaper or a news agency."""
    return _NEWS_HOST.search(url.lower()) is not None
