"""Words that tell a field in a reference, by language, folded to lower case.

Sources: CSL 1.0.2 locale terms (editor, edition, page… in the eight languages), GB/T 7714-2015.
"""

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari",
            "february feb februar février févr fév febrero fevereiro fev febbraio febr februari",
            "march mar märz mrz mars marzo março maart mrt maerz",
            "april apr avril avr abril abr aprile",
            "may mai mayo maio maggio mag mei",
            "june jun juni juin junio junho giugno giu",
            "july jul juli juillet juil julio julho luglio lug",
            "august aug août aout agosto ago augustus",
            "september sept sep septembre septiembre setiembre setembro set settembre",
            "october oct oktober okt octobre octubre outubro out ottobre ott",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dic dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
SEASONS = frozenset(
    "spring summer autumn fall winter frühjahr frühling sommer herbst printemps été automne hiver "
    "primavera verano otoño invierno verão outono inverno estate autunno lente zomer herfst".split()
)

_CLASSES = {
    "ed": "ed eds edited editor editors edit edits hg hrsg hrg herausgegeben herausgeber édité édit éd éds dir dirs "
    "direction coord coords coordinador org orgs organizador cura ed(s) curatore redactie red onder",
    "tr": "trans transl translated translator translators übersetzt übers übersetzung traduit trad traduction "
    "traducción traducido traducteur traduzione tradotto vertaald vert tradução traduzido tr",
    "edn": "edition edn aufl auflage édition edición edição edizione druk editie ausg ausgabe reprint rev revised "
    "enlarged expanded ergänzte überarbeitete augmentée bearb",
    "vol": "vol vols volume volumes v bd bde band tome tomes t tomo jg jahrgang jrg deel vol.- nf",
    "no": "no nos number num nr n n° nº núm heft issue numéro numero número h iss fasc nummer numb",
    "pp": "p pp pg pgs page pages s seite seiten pág págs pag pagg paginas páginas pagina bl art стр с",
    "ch": "chapter chap ch kapitel kap chapitre capítulo cap capitolo hoofdstuk part pt teil",
    "in": "in dans en em nel im",
    "and": "and et und y e en and/or with & avec mit con",
    "al": "al alii",
    "pub": "press verlag publishers publisher publishing éditions editions ediciones editorial edizioni editore "
    "editora uitgeverij publications books presses wiley springer elsevier routledge sage blackwell macmillan "
    "harper penguin mcgraw hill pearson mit seuil gallimard puf cnrs suhrkamp gruyter brill nomos",
    "uni": "university universität université universidad universidade università universiteit univ college institute "
    "institut instituto istituto school department ministry bank council commission organization organisation "
    "association centre center office foundation government agency committee bureau society",
    "jour": "journal review revue revista rivista zeitschrift tijdschrift annals annales archives archiv bulletin "
    "quarterly studies studien letters transactions magazine newsletter cahiers journal's j rev ann bull arch trans "
    "nature science lancet acta forum annual monthly zeitung times post guardian herald tribune daily weekly news",
    "conf": "proceedings proc conference conf symposium workshop congress congreso congrès kongress tagung meeting "
    "conferência convegno colloque advances lecture notes",
    "ths": "thesis dissertation diss phd doctoral master's masters mémoire thèse tesis tese tesi habilitation msc "
    "proefschrift magisterarbeit diplomarbeit unpublished",
    "rep": "report reports working paper papers policy brief discussion technical tech rapport informe bericht "
    "relatório rapporto document arbeitspapier occasional memorandum bulletin",
    "acc": "accessed retrieved available cited consulted visited abgerufen zugriff consulté consultado acesso "
    "disponible disponível online geraadpleegd from url via zuletzt besucht archived last",
    "ser": "series serie série reihe schriftenreihe collection colección coleção collana reeks",
    "mus": "museum library archive archives fonds collection box folder nachlass ms mss",
    "law": "act statute stat code § art bill pub law regulation directive decree treaty convention convention "
    "resolution court v supreme u.s.c c.f.r cong sess hearing protocol gesetz verordnung loi décret ley lei",
    "un": "un u.n doc united nations assembly treaty unts oj ec eu iso din ansi rfc astm en standard patent",
    "nd": "n.d s.d o.j forthcoming press undated preprint submitted manuscript s.n s.l",
    "jr": "jr sr ii iii iv",
    "part": "van von de der den del della di da dos das du la le el al bin ibn ter ten zu zum af av",
    "med": "dir film video dvd cd television performance perf interview podcast documentary producer director",
}

#: word → class ("ed", "vol", …); a word has the first class that lists it.
CLASS_OF: dict[str, str] = {}
for _class, _words in _CLASSES.items():
    for _word in _words.split():
        CLASS_OF.setdefault(_word, _class)
for _word in MONTHS:
    CLASS_OF[_word] = "mon"
for _word in SEASONS:
    CLASS_OF[_word] = "sea"
