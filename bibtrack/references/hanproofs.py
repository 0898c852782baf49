"""Stretches whose label a pattern proves in Chinese and Korean references, whatever the model thinks.

Sources: GB/T 7714-2015; notes as Chinese journals of the social sciences print them (社会科学文献注释规范).
"""

from bibtrack.text import Late

#: A cheap look, and the pattern; groups are named after labels, "-" as "_"; "other" is outside any field.
PATTERNS: tuple[tuple[str, Late], ...] = (
    # 作者：《题》，载《刊》
    ("》，", Late(r"[：:]《(?P<title>[^《》]{2,160})》，(?:[载載见見]|收入)?《(?P<container_title>[^《》]{2,60})》")),
    # 机构：《关于“一带一路”的意见》: a quotation within the title is no end of it.
    ("《", Late(r"^[^《》“]{2,80}[：:]\s?《(?P<title>[^《》]{0,100}“[^《》]{1,160})》(?!，?[载载见見]?《)")),
    # 作者：《书》第1卷，某某译，
    ("》第", Late(r"[：:]《(?P<title>[^《》]{2,120})》(?P<other>第)(?P<volume>[一二三四五六七八九十\d]{1,3})")),
    ("译，", Late(r"》(?:第[^，卷册辑]{1,4}(?P<other>[卷册辑]))?，(?P<translator>[^，。：《》]{2,40}[译譯])，")),
    ("，载", Late(r"，(?P<other>载)(?P<container_title>[^，。：《》]{2,20}(?:网站|网|官网))(?=，|。|$)")),
    # 访问日期：2022年3月1日
    ("访问", Late(r"(?P<note>(?:最后)?访问(?:日期|时间)?[：:为于]?\s?\d{4}\s?[年.-]\s?\d{1,2}\s?[月.-]\s?\d{1,2}日?)")),
    ("引用日期", Late(r"(?P<note>引用日期[：:为于]?\s?\d{4}\s?[年.-]\s?\d{1,2}\s?[月.-]\s?\d{1,2}日?)")),
    ("同", Late(r"^\s*(?P<other>同上|同前)(?=[，,。]|$)")),
    # [C]//编者. 论文集. 天津:
    ("]//", Late(r"\]//(?P<editor>[㐀-鿿][㐀-鿿、，, ]{1,40})[.．]\s?(?P<container_title>[^.．\[\]:：]{3,80})[.．\[]")),
    # 제59집 2호
    ("집", Late(r"제?(?P<volume>\d{1,4})집(?:\s?제?(?P<issue>\d{1,3})호)?")),
    ("권", Late(r"제?(?P<volume>\d{1,4})권(?:\s?제?(?P<issue>\d{1,3})호)?")),
)  # fmt: skip
