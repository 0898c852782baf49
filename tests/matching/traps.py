"""Works that look alike: what a reference prints, a record, and whether both are the same work.

Bibliographic facts only.  `same` is True: the record is the work (and must be accepted), False:
it must never be accepted by itself; a person may still be asked.
"""

from typing import Any

J, B, C, P, PR = "journal-article", "book", "book-chapter", "posted-content", "peer-review"
Trap = tuple[str, str, bool, dict[str, Any]]


def r(
    kind: str, title: str, authors: str = "", year: int | None = None, container: str = "", volume: str = "",
    page: str = "", **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """Give a Crossref record; authors as "Family, Given; Family, Given"."""
    people = [name.partition(", ") for name in authors.split("; ") if name]
    record: dict[str, Any] = {
        "DOI": "10.5555/candidate", "type": kind, "title": [title],
        "author": [{"family": family, "given": given} if given else {"family": family} for family, _, given in people],
        "container-title": [container] if container else [], "volume": volume, "page": page, **more,
    }  # fmt: skip
    if year:
        record["issued"] = {"date-parts": [[year]]}
    return {key: value for key, value in record.items() if value}


OSTROM = "Ostrom, Elinor. Governing the Commons: The Evolution of Institutions for Collective Action. Cambridge: Cambridge University Press, 1990."
HARDIN = "Hardin, G. (1968). The tragedy of the commons. Science, 162(3859), 1243–1248."
CRICK = "Watson JD, Crick FHC. Molecular structure of nucleic acids. Nature. 1953;171:737–8."
KUHN2 = "Thomas S. Kuhn, The Structure of Scientific Revolutions, 2nd ed. (Chicago: University of Chicago Press, 1970)."
WAKEFIELD = "Wakefield AJ, Murch SH, Anthony A, et al. Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children. Lancet 1998;351:637-41."
ROGOFF = "Reinhart, Carmen M., and Kenneth S. Rogoff. 2010. “Growth in a Time of Debt.” American Economic Review 100 (2): 573–78."
PUTNAM = "Putnam, Robert D. “Bowling Alone: America's Declining Social Capital.” Journal of Democracy 6, no. 1 (1995): 65–78."
LECUN = "LeCun Y, Bengio Y, Hinton G. Deep learning. Nature 2015; 521: 436–444."
HE = "K. He, X. Zhang, S. Ren, J. Sun, Deep residual learning for image recognition, in: Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition, 2016, pp. 770–778."
PRISMA = "Moher D, Liberati A, Tetzlaff J, Altman DG. Preferred reporting items for systematic reviews and meta-analyses: the PRISMA statement. PLoS Med. 2009;6:e1000097."
SHANNON = "C. E. Shannon, A mathematical theory of communication, Bell Syst. Tech. J. 27, 379–423 (1948)."
STIGLITZ = "Joseph E. Stiglitz, Globalization and Its Discontents (New York: W. W. Norton, 2002)."
GEERTZ = "Geertz, Clifford. “Thick Description: Toward an Interpretive Theory of Culture.” In The Interpretation of Cultures, 3–30. New York: Basic Books, 1973."
TVERSKY = "Kahneman, D., & Tversky, A. (1979). Prospect theory: An analysis of decision under risk. Econometrica, 47(2), 263–291."
COASE = "Coase RH (1937) The nature of the firm. Economica 4:386–405"
RAWLS = "Rawls, J. (1971). A Theory of Justice. Cambridge, MA: Harvard University Press."
GBD = "Lozano R, Naghavi M, Foreman K, et al. Global and regional mortality from 235 causes of death for 20 age groups in 1990 and 2010. Lancet 2012;380:2095–128."
COX = "Hippisley-Cox J, Coupland C. Symptoms and risk factors to identify women with suspected cancer in primary care. Br J Gen Pract 2013;63:e11–21."
LI = "Li Wei (2011), Land reform and rural collective action in China. The China Quarterly 205: 101–120."

TRAPS: tuple[Trap, ...] = (
    ("same author, title and volume, another page", "Hardin, G. (1968). The tragedy of the commons. Science, 162(3859), 999.", False,
     r(J, "The tragedy of the commons", "Hardin, Garrett", 1968, "Science", "162", "1243-1248", issue="3859")),
    ("same author, title and volume, another page, a single one", "Hardin G. The tragedy of the commons. Science. 1968;162:2001.", False,
     r(J, "The tragedy of the commons", "Hardin, Garrett", 1968, "Science", "162", "1243", issue="3859")),
    # the same work, printed in many ways: these must still be accepted
    ("book", OSTROM, True, r(B, "Governing the Commons", "Ostrom, Elinor", 1990, publisher="Cambridge University Press", subtitle=["The Evolution of Institutions for Collective Action"])),
    ("missing subtitle in the reference", "Ostrom, E. (1990). Governing the Commons. Cambridge University Press.", True, r(B, "Governing the Commons: The Evolution of Institutions for Collective Action", "Ostrom, Elinor", 1990, publisher="Cambridge University Press")),
    ("missing subtitle in the record", OSTROM, True, r(B, "Governing the Commons", "Ostrom, Elinor", 1990, publisher="Cambridge University Press")),
    ("article", HARDIN, True, r(J, "The Tragedy of the Commons", "Hardin, Garrett", 1968, "Science", "162", "1243-1248")),
    ("capitals", HARDIN, True, r(J, "THE TRAGEDY OF THE COMMONS", "HARDIN, G.", 1968, "Science", "162", "1243-1248")),
    ("no title", "G. Hardin, Science 162, 1243 (1968).", True, r(J, "The Tragedy of the Commons", "Hardin, Garrett", 1968, "Science", "162", "1243-1248")),
    ("online first", LECUN, True, r(J, "Deep learning", "LeCun, Yann; Bengio, Yoshua; Hinton, Geoffrey", 2015, "Nature", "521", "436-444")),
    ("abbreviated journal", SHANNON, True, r(J, "A Mathematical Theory of Communication", "Shannon, C. E.", 1948, "Bell System Technical Journal", "27", "379-423")),
    ("initials", TVERSKY, True, r(J, "Prospect Theory: An Analysis of Decision under Risk", "Kahneman, Daniel; Tversky, Amos", 1979, "Econometrica", "47", "263")),
    ("chapter", GEERTZ, True, r(C, "Thick Description: Toward an Interpretive Theory of Culture", "Geertz, Clifford", 1973, "The Interpretation of Cultures", page="3-30")),
    ("pinyin, name order", LI, True, r(J, "Land Reform and Rural Collective Action in China", "Li, Wei", 2011, "The China Quarterly", "205", "101-120")),
    ("pinyin for characters", "Wang Ming. Zhongguo shui ziyuan zhengce yanjiu [in Chinese]. Shui Li Xue Bao, 2005, 36: 12–20.", True, r(J, "中国水资源政策研究", "王, 明", 2005, "水利学报", "36", "12-20")),
    ("characters for pinyin", "王明. 中国水资源政策研究. 水利学报, 2005, 36: 12–20.", True, r(J, "Zhongguo shui ziyuan zhengce yanjiu", "Wang, Ming", 2005, "Shuili Xuebao", "36", "12-20")),
    ("accents", "Perez A, Munoz J. Evaluacion de la politica hidrica. Rev Geogr 2010;45:5-20.", True, r(J, "Evaluación de la política hídrica", "Pérez, Ana; Muñoz, Juan", 2010, "Revista de Geografía", "45", "5-20")),
    ("markup", "Bell ML et al. CO2 emissions and H2O in cities. Environ Res 2015;140:12-19.", True, r(J, "CO<sub>2</sub> emissions and H<sub>2</sub>O in cities", "Bell, M. L.", 2015, "Environmental Research", "140", "12-19")),
    ("erratum that is cited as such", "Turing AM. On computable numbers, with an application to the Entscheidungsproblem. A correction. Proc Lond Math Soc 1938;s2-43:544–546.", True, r(J, "On Computable Numbers, with an Application to the Entscheidungsproblem. A Correction", "Turing, A. M.", 1938, "Proceedings of the London Mathematical Society", "s2-43", "544-546")),
    ("journal called Review of", "Welch, S. W. (1977). Planning and labour. Review of Radical Political Economics, 9, 97–98.", True, r(J, "Planning and labour", "Welch, S. W.", 1977, "Review of Radical Political Economics", "9", "97-98")),
    # a book and what is written about it
    ("review of the book, with its title", OSTROM, False, r(J, "Governing the Commons: The Evolution of Institutions for Collective Action", "Ostrom, Elinor; Baland, Jean-Marie", 1992, "American Political Science Review", "86", "248-249")),
    ("review of the book, the same year", OSTROM, False, r(J, "Governing the Commons: The Evolution of Institutions for Collective Action", "Ostrom, Elinor", 1990, "Southern Economic Journal", "57", "600")),
    ("review, marked in the title", STIGLITZ, False, r(J, "Book Review: Globalization and Its Discontents", "Stiglitz, Joseph E.", 2002, "Journal of Development", "12", "77-79")),
    ("review, marked behind the title", STIGLITZ, False, r(J, "Globalization and Its Discontents (review)", "Stiglitz, Joseph", 2002, "SAIS Review", "22", "229-232")),
    ("review by somebody else", STIGLITZ, False, r(J, "Globalization and Its Discontents, by Joseph E. Stiglitz", "Dreher, Axel", 2003, "Economic Journal", "113", "F99-F100")),
    ("review essay", RAWLS, False, r(J, "A Theory of Justice", "Barry, Brian; Rawls, John", 1972, "British Journal of Political Science", "2", "1-20")),
    ("front matter of the book", OSTROM, False, r(C, "Front matter", "Ostrom, Elinor", 1990, "Governing the Commons: The Evolution of Institutions for Collective Action", page="i-vi")),
    ("index of the book", OSTROM, False, r(C, "Index", "Ostrom, Elinor", 1990, "Governing the Commons: The Evolution of Institutions for Collective Action", page="271-280")),
    ("chapter of the book", OSTROM, False, r(C, "Reflections on the commons", "Ostrom, Elinor", 1990, "Governing the Commons: The Evolution of Institutions for Collective Action", page="1-28")),
    ("book for its chapter", GEERTZ, False, r(B, "The Interpretation of Cultures", "Geertz, Clifford", 1973, publisher="Basic Books")),
    ("another chapter of the book", GEERTZ, False, r(C, "Deep Play: Notes on the Balinese Cockfight", "Geertz, Clifford", 1973, "The Interpretation of Cultures", page="412-453")),
    ("chapter with the book's title", "Putnam, Robert D. Bowling Alone. New York: Simon & Schuster, 2000.", False, r(C, "Bowling Alone", "Putnam, Robert D.", 2006, "The City Reader", page="120-128")),
    ("article that became the book", PUTNAM, False, r(B, "Bowling Alone: The Collapse and Revival of American Community", "Putnam, Robert D.", 2000, publisher="Simon & Schuster")),
    ("book that grew from the article", "Putnam, Robert D. Bowling Alone: The Collapse and Revival of American Community. New York: Simon & Schuster, 2000.", False, r(J, "Bowling Alone: America's Declining Social Capital", "Putnam, Robert D.", 1995, "Journal of Democracy", "6", "65-78")),
    ("book from an essay's question", "Huntington, S. P. The Clash of Civilizations and the Remaking of World Order. New York: Simon & Schuster, 1996.", False, r(J, "The Clash of Civilizations?", "Huntington, Samuel P.", 1993, "Foreign Affairs", "72", "22")),
    # editions and reprints
    ("other edition, numbered", KUHN2, False, r(B, "The Structure of Scientific Revolutions", "Kuhn, Thomas S.", 1996, publisher="University of Chicago Press", **{"edition-number": "3"})),
    ("other edition, in the title", KUHN2, False, r(B, "The Structure of Scientific Revolutions: 50th Anniversary Edition, 4th ed.", "Kuhn, Thomas S.", 2012, publisher="University of Chicago Press")),
    ("first edition for the second", KUHN2, False, r(B, "The Structure of Scientific Revolutions", "Kuhn, Thomas S.", 1962, publisher="University of Chicago Press")),
    ("revised edition", RAWLS, False, r(B, "A Theory of Justice: Revised Edition", "Rawls, John", 1999, publisher="Harvard University Press")),
    ("edition in words", "Anderson, Benedict. Imagined Communities, third edition. London: Verso, 2006.", False, r(B, "Imagined Communities, Second Edition", "Anderson, Benedict", 1991, publisher="Verso")),
    ("same year, other edition", "Hosmer DW, Lemeshow S. Applied logistic regression. 3rd ed. Hoboken: Wiley; 2000.", False, r(B, "Applied Logistic Regression", "Hosmer, David W.; Lemeshow, Stanley", 2000, publisher="Wiley", **{"edition-number": "2"})),
    ("reprint in a reader", COASE, False, r(C, "The Nature of the Firm", "Coase, R. H.", 1995, "Essential Readings in Economics", page="37-54")),
    ("reprint in a journal years later", "Coase RH (1960) The problem of social cost. J Law Econ 3:1–44", False, r(J, "The Problem of Social Cost", "Coase, R. H.", 2013, "The Journal of Law and Economics", "56", "837-877")),
    ("republished after retraction", "Séralini GE et al. Long term toxicity of a Roundup herbicide. Food Chem Toxicol 2012;50:4221–31.", False, r(J, "Republished study: long-term toxicity of a Roundup herbicide", "Séralini, Gilles-Eric", 2014, "Environmental Sciences Europe", "26", "14")),
    # notices
    ("retraction notice", WAKEFIELD, False, r(J, "Retraction—Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children", "The Editors of The Lancet", 2010, "The Lancet", "375", "445")),
    ("retraction of an interpretation", WAKEFIELD, False, r(J, "Retraction of an interpretation", "Murch, Simon H; Anthony, Andrew", 2004, "The Lancet", "363", "750")),
    ("notice told by the record only", HARDIN, False, r(J, "The Tragedy of the Commons", "Hardin, Garrett", 1968, "Science", "162", "1243", **{"update-to": [{"DOI": "10.5555/other", "type": "correction"}]})),
    ("erratum", ROGOFF, False, r(J, "Errata: “Growth in a Time of Debt”", "Reinhart, Carmen M.; Rogoff, Kenneth S.", 2010, "American Economic Review", "100", "573")),
    ("erratum, the same page and year", ROGOFF, False, r(J, "Erratum: Growth in a Time of Debt", "Reinhart, Carmen M.; Rogoff, Kenneth S.", 2010, "American Economic Review", "100", "573")),
    ("corrigendum to", LECUN, False, r(J, "Corrigendum to “Deep learning”", "LeCun, Yann; Bengio, Yoshua; Hinton, Geoffrey", 2015, "Nature", "521", "436")),
    ("author correction", COX, False, r(J, "Author Correction: Symptoms and risk factors to identify women with suspected cancer in primary care", "Hippisley-Cox, Julia; Coupland, Carol", 2013, "British Journal of General Practice", "63", "e11")),
    ("publisher correction", GBD, False, r(J, "Publisher Correction: Global and regional mortality from 235 causes of death for 20 age groups in 1990 and 2010", "Lozano, Rafael", 2012, "The Lancet", "380", "2095")),
    ("expression of concern", GBD, False, r(J, "Expression of concern: Global and regional mortality from 235 causes of death for 20 age groups in 1990 and 2010", "Lozano, Rafael", 2012, "The Lancet", "380", "2095")),
    ("article for its erratum", "Reinhart CM, Rogoff KS. Erratum: Growth in a Time of Debt. Am Econ Rev 2010;100:573.", False, r(J, "Growth in a Time of Debt", "Reinhart, Carmen M.; Rogoff, Kenneth S.", 2010, "American Economic Review", "100", "573-578")),
    # replies, comments, recommendations, reports
    ("reply", TVERSKY, False, r(J, "Reply to: Prospect theory: An analysis of decision under risk", "Kahneman, Daniel; Tversky, Amos", 1979, "Econometrica", "47", "500")),
    ("comment", HARDIN, False, r(J, "Comment on “The tragedy of the commons”", "Hardin, Garrett", 1968, "Science", "162", "1500")),
    ("response", LECUN, False, r(J, "Response: Deep learning", "LeCun, Yann", 2015, "Nature", "521", "436")),
    ("authors' reply", COX, False, r(J, "Symptoms and risk factors to identify women with suspected cancer in primary care: authors' reply", "Hippisley-Cox, Julia; Coupland, Carol", 2013, "British Journal of General Practice", "63", "11")),
    ("article for the comment on it", "Barro R. Comment on “Growth in a time of debt”. Am Econ Rev 2010;100:579.", False, r(J, "Growth in a Time of Debt", "Reinhart, Carmen M.; Rogoff, Kenneth S.", 2010, "American Economic Review", "100", "573-578")),
    ("Faculty Opinions", LECUN, False, r("other", "Faculty Opinions recommendation of Deep learning.", "LeCun, Yann; Bengio, Yoshua", 2015, "Faculty Opinions – Post-Publication Peer Review of the Biomedical Literature")),
    ("F1000Prime", COX, False, r("dataset", "Faculty Opinions recommendation of Symptoms and risk factors to identify women with suspected cancer in primary care.", "Cox, Hippisley", 2013)),
    ("peer review", COX, False, r(PR, "Review for \"Symptoms and risk factors to identify women with suspected cancer in primary care\"", "", 2013)),
    ("peer review under the same title", LECUN, False, r(PR, "Deep learning", "LeCun, Yann; Bengio, Yoshua; Hinton, Geoffrey", 2015)),
    ("decision letter", COX, False, r(PR, "Decision letter: Symptoms and risk factors to identify women with suspected cancer in primary care", "Hippisley-Cox, Julia", 2013)),
    ("data of the article", COX, False, r("dataset", "Data from: Symptoms and risk factors to identify women with suspected cancer in primary care", "Hippisley-Cox, Julia; Coupland, Carol", 2013)),
    ("supplement of the article", LECUN, False, r("component", "Supplementary information for Deep learning", "LeCun, Yann", 2015, "Nature", "521")),
    ("component without a title", HARDIN, False, {"DOI": "10.5555/candidate", "type": "component", "container-title": ["Science"], "volume": "162", "page": "1243"}),
    ("the journal", HARDIN, False, r("journal", "Science", "", 1968)),
    ("the issue", HARDIN, False, r("journal-issue", "Science", "", 1968, "Science", "162", issue="3859")),
    # preprints
    ("preprint for the article", COX, False, r(P, "Symptoms and risk factors to identify women with suspected cancer in primary care", "Hippisley-Cox, Julia; Coupland, Carol", 2013)),
    ("preprint, one year before", LECUN, False, r(P, "Deep learning", "LeCun, Yann; Bengio, Yoshua; Hinton, Geoffrey", 2014)),
    ("article for the preprint", "He K, Zhang X, Ren S, Sun J. Deep residual learning for image recognition. arXiv:1512.03385 [preprint]. 2015.", False, r("proceedings-article", "Deep Residual Learning for Image Recognition", "He, Kaiming; Zhang, Xiangyu; Ren, Shaoqing; Sun, Jian", 2016, "2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)", page="770-778")),
    ("other paper of the proceedings", HE, False, r("proceedings-article", "Identity mappings in deep residual networks", "He, Kaiming; Zhang, Xiangyu; Ren, Shaoqing; Sun, Jian", 2016, "European Conference on Computer Vision", page="630-645")),
    # same authors, same year, same journal
    ("same authors, journal and year", CRICK, False, r(J, "Genetical Implications of the Structure of Deoxyribonucleic Acid", "Watson, J. D.; Crick, F. H. C.", 1953, "Nature", "171", "964-967")),
    ("second part", SHANNON, False, r(J, "A Mathematical Theory of Communication", "Shannon, C. E.", 1948, "Bell System Technical Journal", "27", "623-656")),
    ("part I and part II", "Smith A. Water law in Ghana: part I. Water Policy 2010;12:100–110.", False, r(J, "Water law in Ghana: part II", "Smith, A.", 2010, "Water Policy", "12", "211-220")),
    ("other number in the title", GBD, False, r(J, "Global and regional mortality from 240 causes of death for 20 age groups in 1990 and 2013", "Lozano, Rafael; Naghavi, Mohsen", 2013, "The Lancet", "385", "117-171")),
    ("one word differs: women, men", COX, False, r(J, "Symptoms and risk factors to identify men with suspected cancer in primary care", "Hippisley-Cox, Julia; Coupland, Carol", 2013, "British Journal of General Practice", "63", "e1-e10")),
    ("sequel", TVERSKY, False, r(J, "Advances in prospect theory: Cumulative representation of uncertainty", "Tversky, Amos; Kahneman, Daniel", 1992, "Journal of Risk and Uncertainty", "5", "297-323")),
    ("same author and journal, no title printed", "G. Hardin, Science 162, 1243 (1968).", False, r(J, "Extensions of “The Tragedy of the Commons”", "Hardin, Garrett", 1998, "Science", "280", "682-683")),
    ("same journal, volume and page of another author", "G. Hardin, Science 162, 1243 (1968).", False, r(J, "A study of cells", "Miller, R.", 1968, "Science", "162", "1243")),
    # same title
    ("same title, other author", STIGLITZ, False, r(B, "Globalization and Its Discontents", "Sassen, Saskia", 1998, publisher="New Press")),
    ("same title, other author, same year", STIGLITZ, False, r(B, "Globalization and Its Discontents", "Sassen, Saskia", 2002, publisher="New Press")),
    ("same short title, a book", LECUN, False, r(B, "Deep Learning", "Goodfellow, Ian; Bengio, Yoshua; Courville, Aaron", 2016, publisher="MIT Press")),
    ("title that begins the same", LECUN, False, r(J, "Deep learning in neural networks: An overview", "Schmidhuber, Jürgen", 2015, "Neural Networks", "61", "85-117")),
    ("title within the title", "Feeny, D., Berkes, F. (1990). The tragedy of the commons: Twenty-two years later. Human Ecology, 18, 1–19.", False, r(J, "The Tragedy of the Commons", "Hardin, Garrett", 1968, "Science", "162", "1243-1248")),
    ("longer title", HARDIN, False, r(J, "The Tragedy of the Commons: Twenty-two years later", "Feeny, David; Berkes, Fikret", 1990, "Human Ecology", "18", "1-19")),
    ("guideline in four journals at once", PRISMA, False, r(J, "Preferred reporting items for systematic reviews and meta-analyses: the PRISMA statement", "Moher, D.; Liberati, A.; Tetzlaff, J.; Altman, D. G.", 2009, "BMJ", "339", "b2535")),
    ("guideline, later version", PRISMA, False, r(J, "The PRISMA 2020 statement: an updated guideline for reporting systematic reviews", "Page, Matthew J.; McKenzie, Joanne E.; Moher, David", 2021, "BMJ", "372", "n71")),
    ("yearly report", "World Health Organization. Global tuberculosis report 2015. Geneva: WHO; 2015.", False, r("report", "Global tuberculosis report 2016", "World Health Organization", 2016)),
    ("introduction of another book", "Scott, James C. “Introduction.” In Seeing Like a State, 1–8. New Haven: Yale University Press, 1998.", False, r(C, "Introduction", "Scott, James C.", 1998, "Domination and the Arts of Resistance", page="1-16")),
    ("editorial of another issue", "Barrett S. Editorial. Fuel Cells Bulletin 2013;2013(11):1.", False, r(J, "Editorial", "Barrett, Steve", 2013, "Fuel Cells Bulletin", "2013", "3", issue="4")),
    ("same family name, other person", "Zhang, L. (2012). Water pricing in Beijing. Water Policy, 14, 20–33.", False, r(J, "Water markets in Gansu", "Zhang, Wei", 2012, "Water Policy", "14", "120-133")),
    ("translated title", "Beck, Ulrich: Risikogesellschaft. Frankfurt am Main: Suhrkamp, 1986.", False, r(B, "Risk Society: Towards a New Modernity", "Beck, Ulrich", 1992, publisher="Sage")),
    ("translation under another title", "Foucault, M. Surveiller et punir. Paris: Gallimard, 1975.", False, r(B, "Discipline and Punish: The Birth of the Prison", "Foucault, Michel", 1977, publisher="Pantheon")),
    ("another DOI is printed", HARDIN + " doi:10.1126/science.162.3859.1243", False, r(J, "The Tragedy of the Commons", "Hardin, Garrett", 1998, "Science", "162", "1243-1248")),
    ("only names and year", "Ostrom 1990.", False, r(J, "Crafting institutions", "Ostrom, Elinor", 1990, "Some Journal", "3", "1-9")),
    ("opposite word", "Miller R. Hypotension in early pregnancy. BJOG 2011;118:12.", False, r(J, "Hypertension in early pregnancy", "Miller, Ruth", 2011, "BJOG", "118", "301-309")),
    ("title says more", "Olson M. The logic of collective action. Am Econ Rev 1986.", False, r(J, "The logic of collective action revisited", "Olson, Mancur", 1986, "American Economic Review", "76", "33-40")),
    ("letter about the article", COX, False, r(J, "Letter: Symptoms and risk factors to identify women with suspected cancer in primary care", "Hippisley-Cox, Julia", 2013, "British Journal of General Practice")),
    ("abstract of the article", "Hinder SJ, Lowe C. Intercoat adhesion failure. Prog Org Coat 2005.", False, r(J, "ChemInform Abstract: Intercoat adhesion failure", "Hinder, S. J.; Lowe, C.", 2005, "ChemInform")),
    ("thesis of the author", COX, False, r("dissertation", "Symptoms and risk factors to identify women with suspected cancer in primary care", "Hippisley-Cox, Julia", 2013)),
    ("article for the thesis", "Miller R. Water law in Ghana. PhD thesis, University of Ghana, 2011.", False, r(J, "Water law in Ghana", "Miller, Ruth", 2011, "Water Policy", "13", "1-20")),
    ("retracted, the same article", WAKEFIELD, True, r(J, "RETRACTED: Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children", "Wakefield, AJ; Murch, SH; Anthony, A", 1998, "The Lancet", "351", "637-641")),
    ("pinyin of another title", "Wang Ming. Zhongguo shui ziyuan zhengce yanjiu. Shui Li Xue Bao, 2005.", False, r(J, "农村土地制度改革与发展", "王, 明", 2005, "水利学报", "36", "112-120")),
    ("statute", "Water Act 1991, s. 24.", False, r(J, "The Water Act 1991", "Macrory, Richard", 1991, "Journal of Environmental Law", "3", "1")),
)  # fmt: skip
