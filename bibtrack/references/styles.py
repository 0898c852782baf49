"""Templates of the citation styles, by kind of work; `synthesis` fills them.

After the manuals: Chicago 17, APA 7, MLA 9, Harvard (Cite Them Right), Vancouver (ICMJE), OSCOLA 4,
Bluebook 21, ISO 690 as German, French, Spanish and Italian writers use it, GB/T 7714-2015.
Facts: author_lf "Smith, John; and Jones, Ann", author_fl "John Smith and Ann Jones", author_li
"Smith, J. and Jones, A.", author_va "Smith J, Jones A", author_sc "SMITH, John", body, title,
container, volume, issue, pages, year, date (day month year), date_us (month day, year),
date_iso, place, publisher, editor, number, url, doi, accessed, series, edition, …
"""

ARTICLE = (
    "⟦author $author_fl⟧, “⟦title $title⟧,” ⟦container-title $container⟧ ⟦volume $volume⟧{, ⟦issue no. $issue⟧} (⟦date $year⟧){: ⟦pages $pages⟧}.{ ⟦url $url⟧.}",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦container-title $container⟧ ⟦volume $volume⟧{, ⟦issue no. $issue⟧} (⟦date $year⟧){: ⟦pages $pages⟧}.{ ⟦doi $doi⟧.}",
    "⟦author $author_lf⟧. ⟦date $year⟧. “⟦title $title⟧.” ⟦container-title $container⟧ ⟦volume $volume⟧{ (⟦issue $issue⟧)}{: ⟦pages $pages⟧}.{ ⟦url $url⟧.}",
    "⟦author $author_apa⟧ (⟦date $year⟧). ⟦title $title⟧. ⟦container-title $container⟧, ⟦volume $volume⟧{(⟦issue $issue⟧)}{, ⟦pages $pages⟧}.{ ⟦url $url⟧}",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦container-title $container⟧, ⟦volume vol. $volume⟧{, ⟦issue no. $issue⟧}, ⟦date $year⟧{, ⟦pages pp. $pages⟧}.",
    "⟦author $author_li⟧ (⟦date $year⟧) ‘⟦title $title⟧’, ⟦container-title $container⟧, ⟦volume $volume⟧{(⟦issue $issue⟧)}{, ⟦pages pp. $pages⟧}.",
    "⟦author $author_li⟧ ⟦date $year⟧, ‘⟦title $title⟧’, ⟦container-title $container⟧, ⟦volume vol. $volume⟧{, ⟦issue no. $issue⟧}{, ⟦pages pp. $pages⟧}.",
    "⟦author $author_va⟧. ⟦title $title⟧. ⟦container-title $container⟧. ⟦date $year⟧;⟦volume $volume⟧{(⟦issue $issue⟧)}{:⟦pages $pages⟧}.{ ⟦doi doi:$doi⟧}",
    "⟦author $author_fl⟧, ‘⟦title $title⟧’ (⟦date $year⟧) ⟦volume $volume⟧{(⟦issue $issue⟧)} ⟦container-title $container⟧{ ⟦pages $first_page⟧}",
    "⟦author $author_fl⟧, ⟦title $title⟧, ⟦volume $volume⟧ ⟦container-title $container⟧ ⟦pages $first_page⟧ (⟦date $year⟧).",
    "⟦author $author_lf⟧ (⟦date $year⟧): ⟦title $title⟧. ⟦container-title In: $container⟧, ⟦volume Jg. $volume⟧{, ⟦issue H. $issue⟧}{, ⟦pages S. $pages⟧}.",
    "⟦author $author_lf⟧, ⟦title $title⟧, ⟦container-title in: $container⟧ ⟦volume $volume⟧{/⟦issue $issue⟧} (⟦date $year⟧){, ⟦pages S. $pages⟧}.",
    "⟦author $author_sc⟧, « ⟦title $title⟧ », ⟦container-title $container⟧, ⟦volume vol. $volume⟧{, ⟦issue n° $issue⟧}, ⟦date $year⟧{, ⟦pages p. $pages⟧}.",
    "⟦author $author_lf⟧ (⟦date $year⟧), “⟦title $title⟧”, ⟦container-title $container⟧, ⟦volume vol. $volume⟧{, ⟦issue núm. $issue⟧}{, ⟦pages pp. $pages⟧}.",
    "⟦author $author_scap⟧. ⟦title $title⟧. ⟦container-title $container⟧, ⟦volume v. $volume⟧{, ⟦issue n. $issue⟧}{, ⟦pages p. $pages⟧}, ⟦date $year⟧.",
    "[⟦citation-number $n⟧] ⟦author $author_if⟧, “⟦title $title⟧,” ⟦container-title $container⟧, ⟦volume vol. $volume⟧{, ⟦issue no. $issue⟧}{, ⟦pages pp. $pages⟧}, ⟦date $year⟧.",
    "⟦citation-number $n⟧. ⟦author $author_va⟧. ⟦title $title⟧. ⟦container-title $container⟧ ⟦date $year⟧;⟦volume $volume⟧{:⟦pages $pages⟧}.",
    "⟦author $author_if⟧, ⟦container-title $container⟧ ⟦volume $volume⟧{, ⟦pages $first_page⟧} (⟦date $year⟧).",
    "⟦author $author_va⟧. ⟦title $title⟧. ⟦container-title $container⟧. ⟦date $year $month⟧;⟦volume $volume⟧{(⟦issue $issue⟧)}{:⟦pages $pages⟧}.{ ⟦doi $doi⟧}",
    "⟦author $author_va⟧, et al. ⟦title $title⟧. ⟦container-title $container⟧. ⟦date $year $month $section⟧;⟦volume $volume⟧{(⟦issue $issue⟧)}{:⟦pages $pages⟧}. ⟦note Epub $accessed⟧.",
    "⟦author $author_va⟧. ⟦title $title⟧. ⟦container-title $container⟧ ⟦date $year⟧;⟦volume $volume⟧{(⟦issue $issue⟧)}{:⟦pages $pages⟧}.{ ⟦doi $doi⟧}",
    "⟦author $body⟧. ⟦title $title⟧. ⟦container-title $container⟧. ⟦date $year⟧;⟦volume $volume⟧{(⟦issue $issue⟧)}{:⟦pages $pages⟧}.",
    "⟦author $author_short⟧, “⟦title $short⟧,” ⟦pages $first_page⟧.",
)  # fmt: skip
BOOK = (
    "⟦author $author_fl⟧, ⟦title $title⟧ (⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $year⟧){, ⟦pages $first_page⟧}.",
    "⟦author $author_lf⟧. ⟦title $title⟧.{ ⟦edition $edition⟧.} ⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $year⟧.",
    "⟦author $author_lf⟧. ⟦date $year⟧. ⟦title $title⟧. ⟦location $place⟧: ⟦publisher $publisher⟧.",
    "⟦author $author_apa⟧ (⟦date $year⟧). ⟦title $title⟧{ (⟦edition $edition⟧)}. ⟦publisher $publisher⟧.",
    "⟦author $author_lf⟧. ⟦title $title⟧. ⟦publisher $publisher⟧, ⟦date $year⟧.",
    "⟦author $author_li⟧ (⟦date $year⟧) ⟦title $title⟧. ⟦location $place⟧: ⟦publisher $publisher⟧.",
    "⟦author $author_fl⟧, ⟦title $title⟧ ({⟦edition $edition⟧, }⟦publisher $publisher⟧ ⟦date $year⟧){ ⟦pages $first_page⟧}.",
    "⟦author $author_fl⟧, ⟦title $title⟧ (⟦date $year⟧).",
    "⟦author $author_va⟧. ⟦title $title⟧.{ ⟦edition $edition⟧.} ⟦location $place⟧: ⟦publisher $publisher⟧; ⟦date $year⟧.",
    "⟦author $author_lf⟧ (⟦date $year⟧): ⟦title $title⟧. ⟦location $place⟧: ⟦publisher $publisher⟧.",
    "⟦author $author_lf⟧, ⟦title $title⟧, ⟦location $place⟧ ⟦date $year⟧.",
    "⟦author $author_sc⟧, ⟦title $title⟧, ⟦location $place⟧, ⟦publisher $publisher⟧, ⟦date $year⟧{, ⟦pages $count p.⟧}.",
    "⟦editor $author_lf, ed.⟧ ⟦title $title⟧. ⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $year⟧.",
    "⟦author $author_lf⟧. ⟦title $title⟧. ⟦translator Translated by $editor⟧. ⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $year⟧.",
    "⟦author $author_short⟧, ⟦title $short⟧, ⟦pages $first_page⟧.",
)  # fmt: skip
CHAPTER = (
    "⟦author $author_fl⟧, “⟦title $title⟧,” ⟦container-title in $container⟧, ⟦editor ed. $editor⟧ (⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $year⟧){, ⟦pages $pages⟧}.",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦container-title In $container⟧, ⟦editor edited by $editor⟧{, ⟦pages $pages⟧}. ⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $year⟧.",
    "⟦author $author_apa⟧ (⟦date $year⟧). ⟦title $title⟧. ⟦editor In $editor (Eds.)⟧, ⟦container-title $container⟧{ (⟦pages pp. $pages⟧)}. ⟦publisher $publisher⟧.",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦container-title $container⟧, ⟦editor edited by $editor⟧, ⟦publisher $publisher⟧, ⟦date $year⟧{, ⟦pages pp. $pages⟧}.",
    "⟦author $author_li⟧ (⟦date $year⟧) ‘⟦title $title⟧’, ⟦editor in $editor (eds)⟧ ⟦container-title $container⟧. ⟦location $place⟧: ⟦publisher $publisher⟧{, ⟦pages pp. $pages⟧}.",
    "⟦author $author_fl⟧, ‘⟦title $title⟧’ ⟦editor in $editor (eds)⟧, ⟦container-title $container⟧ (⟦publisher $publisher⟧ ⟦date $year⟧){ ⟦pages $first_page⟧}.",
    "⟦author $author_lf⟧ (⟦date $year⟧): ⟦title $title⟧. ⟦editor In: $editor (Hrsg.)⟧: ⟦container-title $container⟧. ⟦location $place⟧: ⟦publisher $publisher⟧{, ⟦pages S. $pages⟧}.",
    "⟦author $author_sc⟧, « ⟦title $title⟧ », ⟦editor in $editor (dir.)⟧, ⟦container-title $container⟧, ⟦location $place⟧, ⟦publisher $publisher⟧, ⟦date $year⟧{, ⟦pages p. $pages⟧}.",
)  # fmt: skip
REPORT = (
    "⟦author $body⟧, “⟦title $title⟧,” ⟦genre $number⟧ (⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $year⟧){, ⟦url $url⟧}.",
    "⟦author $body⟧, ⟦title $title⟧ (⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $monthyear⟧){, ⟦url $url⟧}.",
    "⟦author $body⟧. ⟦date $year⟧. ⟦title $title⟧.{ ⟦genre $number⟧.} ⟦location $place⟧: ⟦publisher $publisher⟧.{ ⟦url $url⟧.}",
    "⟦author $body⟧. (⟦date $year⟧). ⟦title $title⟧{ (⟦genre $number⟧)}.{ ⟦publisher $publisher⟧.}{ ⟦url $url⟧}",
    "⟦author $author_apa⟧ (⟦date $year⟧). ⟦title $title⟧ (⟦genre $number⟧). ⟦publisher $publisher⟧.{ ⟦url $url⟧}",
    "⟦author $author_fl⟧, “⟦title $title⟧,” ⟦genre $number⟧, ⟦publisher $publisher⟧, ⟦date $monthyear⟧{, ⟦url $url⟧}.",
    "⟦author $author_fl⟧, ⟦title $title⟧, ⟦publisher $publisher⟧, ⟦date $date_us⟧{, ⟦url $url⟧}.",
    "⟦author $body⟧, ⟦title $title⟧, ⟦date $monthyear⟧{, ⟦pages p. $first_page⟧}{, ⟦url $url⟧}.",
    "⟦author $body⟧ (⟦date $year⟧) ⟦title $title⟧. ⟦note Available at:⟧ ⟦url $url⟧ (⟦note Accessed: $accessed⟧).",
    "⟦title $title⟧. ⟦location $place⟧: ⟦publisher $body⟧; ⟦date $year⟧.",
    "⟦author $author_lf⟧, and ⟦author $body⟧. ⟦title $title⟧. ⟦genre $number⟧. ⟦location $place⟧: ⟦publisher $publisher⟧, ⟦date $year⟧.",
)  # fmt: skip
WEB = (
    "“⟦title $title⟧,” ⟦container-title $site⟧, ⟦note accessed $accessed⟧, ⟦url $url⟧.",
    "⟦author $body⟧, “⟦title $title⟧,” ⟦date $date_us⟧, ⟦url $url⟧.",
    "⟦author $body⟧, “⟦title $title⟧,” ⟦note accessed $accessed⟧, ⟦url $url⟧.",
    "⟦author $body⟧. ⟦date $year⟧. “⟦title $title⟧.” ⟦date $monthday⟧. ⟦url $url⟧.",
    "⟦author $body⟧. (⟦date $year, $monthday⟧). ⟦title $title⟧. ⟦url $url⟧",
    "⟦author $body⟧. (⟦date n.d.⟧). ⟦title $title⟧. ⟦note Retrieved $accessed, from⟧ ⟦url $url⟧",
    "⟦author $author_apa⟧ (⟦date $year, $monthday⟧). ⟦title $title⟧. ⟦container-title $site⟧. ⟦url $url⟧",
    "⟦author $author_fl⟧, “⟦title $title⟧,” ⟦container-title $site⟧ (blog), ⟦date $date_us⟧, ⟦url $url⟧.",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦container-title $site⟧, ⟦date $date⟧, ⟦url $url⟧. ⟦note Accessed $accessed⟧.",
    "⟦author $author_fl⟧, ‘⟦title $title⟧’ (⟦container-title $site⟧, ⟦date $date⟧) <⟦url $url⟧> ⟦note accessed $accessed⟧.",
    "⟦author $body⟧: ⟦title $title⟧. ⟦url $url⟧ (⟦note abgerufen am $accessed⟧).",
    "⟦author $body⟧ (⟦date $year⟧). ⟦title $title⟧. ⟦url $url⟧, ⟦note Zugriff am $accessed⟧.",
)  # fmt: skip
NEWS = (
    "⟦author $author_fl⟧, “⟦title $title⟧,” ⟦container-title $paper⟧, ⟦date $date_us⟧{, ⟦url $url⟧}.",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦container-title $paper⟧, ⟦date $date_us⟧.{ ⟦url $url⟧.}",
    "⟦author $author_apa⟧ (⟦date $year, $monthday⟧). ⟦title $title⟧. ⟦container-title $paper⟧.{ ⟦url $url⟧}",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦container-title $paper⟧, ⟦date $date⟧{, ⟦pages p. A$first_page⟧}.",
    "⟦author $author_li⟧ (⟦date $year⟧) ‘⟦title $title⟧’, ⟦container-title $paper⟧, ⟦date $monthday⟧{, ⟦pages p. $first_page⟧}.",
    "“⟦title $title⟧,” ⟦container-title $paper⟧, ⟦date $date_us⟧{, ⟦url $url⟧}.",
    "⟦container-title $paper⟧. (⟦date $year, $monthday⟧). ⟦title $title⟧.{ ⟦url $url⟧}",
    "⟦author $author_fl⟧, ‘⟦title $title⟧’ ⟦container-title $paper⟧ (⟦location $place⟧, ⟦date $date⟧){ ⟦pages $first_page⟧}.",
    "⟦author $author_fl⟧, ⟦title $title⟧, ⟦container-title $paper⟧, ⟦date $date⟧.",
    "⟦author $author_lf⟧: ⟦title $title⟧. ⟦container-title In: $paper⟧, ⟦date $date_num⟧{, ⟦pages S. $first_page⟧}.",
)  # fmt: skip
THESIS = (
    "⟦author $author_fl⟧, “⟦title $title⟧” (⟦genre PhD diss.⟧, ⟦publisher $university⟧, ⟦date $year⟧){, ⟦pages $first_page⟧}.",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦genre PhD diss.⟧, ⟦publisher $university⟧, ⟦date $year⟧.",
    "⟦author $author_apa⟧ (⟦date $year⟧). ⟦title $title⟧ [⟦genre Doctoral dissertation⟧, ⟦publisher $university⟧].",
    "⟦author $author_apa⟧ (⟦date $year⟧). ⟦title $title⟧ (⟦genre Unpublished master’s thesis⟧). ⟦publisher $university⟧, ⟦location $place⟧.",
    "⟦author $author_li⟧ (⟦date $year⟧) ⟦title $title⟧. ⟦genre PhD thesis⟧. ⟦publisher $university⟧.",
)  # fmt: skip
PAPER = (
    "⟦author $author_apa⟧ (⟦date $year⟧). ⟦title $title⟧. ⟦container-title In Proceedings of the $conference⟧{ (⟦pages pp. $pages⟧)}. ⟦publisher $publisher⟧.",
    "⟦author $author_if⟧, “⟦title $title⟧,” ⟦container-title in Proc. $conference⟧, ⟦location $place⟧, ⟦date $year⟧{, ⟦pages pp. $pages⟧}.",
    "⟦author $author_lf⟧. “⟦title $title⟧.” ⟦note Paper presented at the $conference⟧, ⟦location $place⟧, ⟦date $monthyear⟧.",
)  # fmt: skip
STATUTE = (
    "⟦title $act⟧, ⟦genre Pub. L. No. $plaw⟧, ⟦volume $volume⟧ ⟦container-title Stat.⟧ ⟦pages $first_page⟧ (⟦date $year⟧).",
    "⟦title $act⟧, ⟦volume $volume⟧ ⟦container-title U.S.C.⟧ ⟦pages § $first_page⟧ (⟦date $year⟧).",
    "⟦title $act $year⟧ (⟦location UK⟧){, ⟦pages s $section⟧}.",
    "⟦title $act⟧, ⟦date $year⟧{, ⟦pages art. $section⟧}.",
    "⟦title $act⟧, ⟦genre Act No. $issue of $year⟧.",
    "⟦title $act⟧. ⟦genre Law No. $plaw⟧ of ⟦date $date_us⟧.{ ⟦url $url⟧}",
    "⟦author $body⟧, ⟦title $act⟧ (⟦date $date⟧){, ⟦url $url⟧}.",
    "⟦volume $volume⟧ ⟦container-title C.F.R.⟧ ⟦pages § $section.$first_page⟧ (⟦date $year⟧).",
    "⟦genre Regulation (EU) $issue/$year⟧ of ⟦date $date⟧ on ⟦title $topic⟧ [⟦date $year⟧] ⟦container-title OJ⟧ ⟦volume L$volume⟧/⟦pages $first_page⟧.",
)  # fmt: skip
TREATY = (
    "⟦title $treaty⟧, ⟦note opened for signature⟧ ⟦date $date⟧, ⟦volume $volume⟧ ⟦container-title UNTS⟧ ⟦pages $first_page⟧.",
    "⟦title $treaty⟧ (⟦note adopted⟧ ⟦date $date⟧, ⟦note entered into force $accessed⟧) ⟦volume $volume⟧ ⟦container-title UNTS⟧ ⟦pages $first_page⟧.",
    "⟦title $treaty⟧, ⟦date $date_us⟧, ⟦volume $volume⟧ ⟦container-title U.N.T.S.⟧ ⟦pages $first_page⟧.",
    "⟦author $body⟧, ⟦title $treaty⟧, ⟦location $place⟧, ⟦date $date⟧{, ⟦url $url⟧}.",
)  # fmt: skip
UN = (
    "⟦author $unbody⟧, ⟦title $title⟧, ⟦genre UN Doc. $symbol⟧ (⟦date $date⟧){, ⟦pages para. $section⟧}.",
    "⟦author $unbody⟧, “⟦title $title⟧,” ⟦genre $symbol⟧, ⟦date $date_us⟧{, ⟦url $url⟧}.",
    "⟦author $unbody⟧ ⟦genre Res $symbol⟧ (⟦date $date⟧).",
    "⟦author $unbody⟧. (⟦date $year⟧). ⟦title $title⟧ (⟦genre $symbol⟧).{ ⟦url $url⟧}",
    "⟦author $unbody⟧, ⟦genre Resolution $symbol⟧, ⟦title $title⟧, ⟦genre $symbol⟧ (⟦date $date_us⟧).",
)  # fmt: skip
CASE = (
    "⟦title $parties⟧, ⟦volume $volume⟧ ⟦container-title $reporter⟧ ⟦pages $first_page⟧ (⟦date $year⟧).",
    "⟦title $parties⟧ [⟦date $year⟧] ⟦container-title UKSC⟧ ⟦pages $section⟧.",
    "⟦title $parties⟧ (⟦genre Judgment⟧) [⟦date $year⟧] ⟦container-title ICJ Rep⟧ ⟦pages $section⟧.",
)  # fmt: skip
OTHER = (
    "⟦author $author_fl⟧, ⟦genre interview by author⟧, ⟦location $place⟧, ⟦date $date_us⟧.",
    "⟦author $author_fl⟧, “⟦title $title⟧,” ⟦genre $number⟧, ⟦publisher $archive⟧, ⟦location $place⟧.",
    "⟦author $author_fl⟧ to $editor, ⟦date $date⟧, ⟦note Box $section, Folder $issue⟧, ⟦publisher $archive⟧.",
    "⟦author $body⟧. ⟦title $title⟧ [⟦genre Data set⟧]. ⟦publisher $publisher⟧, ⟦date $year⟧. ⟦url $url⟧.",
    "⟦author $body⟧, “⟦title $title⟧,” ⟦genre press release⟧, ⟦date $date_us⟧{, ⟦url $url⟧}.",
    "⟦author $author_apa⟧ (⟦date $year⟧). ⟦title $title⟧ (⟦genre U.S. Patent No. $patent⟧). ⟦publisher U.S. Patent and Trademark Office⟧.",
    "⟦author $standards⟧. ⟦title $title⟧. ⟦genre $standard⟧. ⟦location $place⟧: ⟦publisher $standards⟧, ⟦date $year⟧.",
    "⟦author $author_fl⟧, “⟦title $title⟧,” ⟦genre speech⟧, ⟦location $place⟧, ⟦date $date_us⟧{, ⟦url $url⟧}.",
)  # fmt: skip

#: kind → (templates, share of the strings made)
STYLES: dict[str, tuple[tuple[str, ...], float]] = {
    "article-journal": (ARTICLE, 0.14), "book": (BOOK, 0.1), "chapter": (CHAPTER, 0.1), "report": (REPORT, 0.17),
    "webpage": (WEB, 0.13), "article-newspaper": (NEWS, 0.12), "thesis": (THESIS, 0.04), "paper-conference": (PAPER, 0.03),
    "legislation": (STATUTE, 0.06), "treaty": (TREATY, 0.03), "un": (UN, 0.04), "legal_case": (CASE, 0.02), "other": (OTHER, 0.05),
}  # fmt: skip
