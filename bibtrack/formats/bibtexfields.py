"""The words of BibTeX and BibLaTeX beside CSL's: types, fields, languages; read both ways."""

from bibtrack.values.reference import ItemType, Role

#: entry type → CSL type (BibLaTeX 3.20 manual, section 2.1; BibTeX; common aliases)
TYPES: dict[str, ItemType] = {
    "article": ItemType.ARTICLE_JOURNAL, "suppperiodical": ItemType.ARTICLE_JOURNAL,
    "book": ItemType.BOOK, "mvbook": ItemType.BOOK, "bookinbook": ItemType.CHAPTER, "proceedings": ItemType.BOOK,
    "mvproceedings": ItemType.BOOK, "collection": ItemType.BOOK, "mvcollection": ItemType.BOOK,
    "reference": ItemType.BOOK, "mvreference": ItemType.BOOK,
    "inbook": ItemType.CHAPTER, "incollection": ItemType.CHAPTER, "suppbook": ItemType.CHAPTER,
    "suppcollection": ItemType.CHAPTER, "inreference": ItemType.ENTRY_ENCYCLOPEDIA,
    "inproceedings": ItemType.PAPER_CONFERENCE, "conference": ItemType.PAPER_CONFERENCE,
    "techreport": ItemType.REPORT, "report": ItemType.REPORT, "manual": ItemType.REPORT,
    "phdthesis": ItemType.THESIS, "mastersthesis": ItemType.THESIS, "thesis": ItemType.THESIS,
    "online": ItemType.WEBPAGE, "electronic": ItemType.WEBPAGE, "www": ItemType.WEBPAGE,
    "webpage": ItemType.WEBPAGE, "misc": ItemType.DOCUMENT, "unpublished": ItemType.MANUSCRIPT,
    "booklet": ItemType.PAMPHLET, "patent": ItemType.PATENT, "dataset": ItemType.DATASET, "data": ItemType.DATASET,
    "software": ItemType.SOFTWARE, "legislation": ItemType.LEGISLATION, "jurisdiction": ItemType.LEGAL_CASE,
    "legal": ItemType.TREATY, "standard": ItemType.STANDARD, "periodical": ItemType.PERIODICAL,
    "review": ItemType.REVIEW, "movie": ItemType.MOTION_PICTURE, "video": ItemType.MOTION_PICTURE,
    "audio": ItemType.SONG, "music": ItemType.SONG, "image": ItemType.GRAPHIC, "artwork": ItemType.GRAPHIC,
    "letter": ItemType.PERSONAL_COMMUNICATION, "performance": ItemType.PERFORMANCE,
}  # fmt: skip
#: CSL type → (BibLaTeX entry type, BibTeX entry type); the reader must know both
WRITTEN: dict[ItemType, tuple[str, str]] = {
    ItemType.ARTICLE: ("unpublished", "unpublished"), ItemType.ARTICLE_JOURNAL: ("article", "article"),
    ItemType.ARTICLE_MAGAZINE: ("article", "article"), ItemType.ARTICLE_NEWSPAPER: ("article", "article"),
    ItemType.BILL: ("legislation", "misc"), ItemType.BOOK: ("book", "book"),
    ItemType.CHAPTER: ("incollection", "incollection"), ItemType.CLASSIC: ("book", "book"),
    ItemType.COLLECTION: ("collection", "book"), ItemType.DATASET: ("dataset", "misc"),
    ItemType.ENTRY: ("inreference", "incollection"), ItemType.ENTRY_DICTIONARY: ("inreference", "incollection"),
    ItemType.ENTRY_ENCYCLOPEDIA: ("inreference", "incollection"), ItemType.FIGURE: ("image", "misc"),
    ItemType.GRAPHIC: ("image", "misc"), ItemType.LEGAL_CASE: ("jurisdiction", "misc"),
    ItemType.LEGISLATION: ("legislation", "misc"), ItemType.MANUSCRIPT: ("unpublished", "unpublished"),
    ItemType.MAP: ("image", "misc"), ItemType.MOTION_PICTURE: ("movie", "misc"),
    ItemType.MUSICAL_SCORE: ("book", "book"), ItemType.PAMPHLET: ("booklet", "booklet"),
    ItemType.PAPER_CONFERENCE: ("inproceedings", "inproceedings"), ItemType.PATENT: ("patent", "misc"),
    ItemType.PERFORMANCE: ("performance", "misc"), ItemType.PERIODICAL: ("periodical", "misc"),
    ItemType.PERSONAL_COMMUNICATION: ("letter", "misc"), ItemType.POST: ("online", "misc"),
    ItemType.POST_WEBLOG: ("online", "misc"), ItemType.REGULATION: ("legislation", "misc"),
    ItemType.REPORT: ("report", "techreport"), ItemType.REVIEW: ("review", "article"),
    ItemType.REVIEW_BOOK: ("review", "article"), ItemType.SOFTWARE: ("software", "misc"),
    ItemType.SONG: ("audio", "misc"), ItemType.STANDARD: ("standard", "misc"), ItemType.THESIS: ("thesis", "phdthesis"),
    ItemType.TREATY: ("legal", "misc"), ItemType.WEBPAGE: ("online", "misc"),
}  # fmt: skip
for _kind in ItemType:
    WRITTEN.setdefault(_kind, ("misc", "misc"))
ARTICLES = frozenset({
    ItemType.ARTICLE_JOURNAL, ItemType.ARTICLE_MAGAZINE, ItemType.ARTICLE_NEWSPAPER, ItemType.REVIEW,
    ItemType.REVIEW_BOOK, ItemType.PERIODICAL,
})  # fmt: skip
#: where the body behind a work is called so
INSTITUTION = frozenset({ItemType.REPORT, ItemType.THESIS})
ORGANIZATION = frozenset({ItemType.WEBPAGE, ItemType.POST, ItemType.POST_WEBLOG, ItemType.STANDARD})

#: fields that mean one CSL field whatever the type, canonical name first
TEXTS: dict[str, str] = {
    "shorttitle": "title_short", "origtitle": "original_title", "x-translated-title": "translated_title",
    "shortjournal": "container_title_short", "series": "collection_title", "location": "publisher_place",
    "address": "publisher_place", "type": "genre", "volume": "volume", "volumes": "number_of_volumes",
    "pagetotal": "number_of_pages", "numpages": "number_of_pages", "chapter": "chapter_number",
    "section": "section", "edition": "edition", "version": "version", "eventtitle": "event_title",
    "venue": "event_place", "archive": "archive", "archivelocation": "archive_location", "authority": "authority",
    "medium": "medium", "archiveurl": "archive_url", "abstract": "abstract", "note": "note", "url": "url",
    "journal": "container_title", "journaltitle": "container_title", "booktitle": "container_title",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
}  # fmt: skip
#: several fields that mean the same: the first that is present wins, the others are kept as they are
PREFERRED: dict[str, tuple[str, ...]] = {
    "container_title": ("journaltitle", "journal", "booktitle"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher_place": ("location", "address"),
    "number_of_pages": ("pagetotal", "numpages"),
}
NAMES: dict[str, Role] = {
    "author": Role.AUTHOR, "editor": Role.EDITOR, "translator": Role.TRANSLATOR,
    "bookauthor": Role.CONTAINER_AUTHOR, "x-collection-editor": Role.COLLECTION_EDITOR,
    "x-director": Role.DIRECTOR, "x-interviewer": Role.INTERVIEWER, "x-recipient": Role.RECIPIENT,
    "x-reviewed-author": Role.REVIEWED_AUTHOR, "x-original-author": Role.ORIGINAL_AUTHOR,
    "x-contributor": Role.CONTRIBUTOR,
}  # fmt: skip
#: values that LaTeX does not touch; never escaped, never decoded
VERBATIM = frozenset({
    "url", "doi", "file", "eprint", "verba", "verbb", "verbc", "pdf", "local-url", "bdsk-url-1", "bdsk-url-2",
    "bdsk-file-1", "bdsk-file-2", "archiveurl", "isbn", "issn", "pmid", "pmcid", "crossref", "xdata", "related",
    "ids", "x-csl",
})  # fmt: skip
LONG = frozenset({"abstract", "annote", "annotation", "note", "comment", "review"})
KEYWORDS = ("keywords", "keyword", "mendeley-tags")
#: fields that order the export (BBT's habit: what grows comes last)
ORDER: tuple[str, ...] = (
    "author", "editor", "translator", "bookauthor", "title", "titleaddon", "shorttitle", "origtitle",
    "x-translated-title", "journaltitle", "journal", "shortjournal", "booktitle", "series", "type", "date", "year",
    "month", "day", "origdate", "volume", "volumes", "number", "issue", "edition", "version", "chapter", "section",
    "pages", "pagetotal", "publisher", "institution", "school", "organization", "location", "address",
    "eventtitle", "venue", "authority", "medium", "archive", "archivelocation", "doi", "isbn", "issn", "eprint",
    "eprinttype", "eprintclass", "archiveprefix", "primaryclass", "pmid", "pmcid", "url", "urldate", "archiveurl",
    "langid", "language", "abstract", "note",
)  # fmt: skip
LAST: tuple[str, ...] = (
    "x-grade", "x-cited-in", "x-status", "x-updates", "x-themes-by-hand", "x-themes-refused", "x-csl",
    "keywords", "groups", "annote", "annotation",
)  # fmt: skip

#: babel's names (langid) → language tags
LANGUAGES: dict[str, str] = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "canadian": "en-CA", "australian": "en-AU", "german": "de", "ngerman": "de", "austrian": "de-AT",
    "swissgerman": "de-CH", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "brazilian": "pt-BR", "dutch": "nl", "swedish": "sv", "danish": "da", "norsk": "nb", "norwegian": "no",
    "finnish": "fi", "icelandic": "is", "polish": "pl", "czech": "cs", "slovak": "sk", "slovene": "sl",
    "croatian": "hr", "serbian": "sr", "bulgarian": "bg", "romanian": "ro", "hungarian": "hu", "russian": "ru",
    "ukrainian": "uk", "greek": "el", "turkish": "tr", "arabic": "ar", "hebrew": "he", "persian": "fa",
    "hindi": "hi", "chinese": "zh", "japanese": "ja", "korean": "ko", "vietnamese": "vi", "thai": "th",
    "indonesian": "id", "malay": "ms", "latin": "la", "catalan": "ca", "basque": "eu", "galician": "gl",
    "estonian": "et", "latvian": "lv", "lithuanian": "lt", "kazakh": "kk", "mongolian": "mn", "afrikaans": "af",
}  # fmt: skip
BABEL: dict[str, str] = {}
for _name, _tag in LANGUAGES.items():
    BABEL.setdefault(_tag, _name)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
