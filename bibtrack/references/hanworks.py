"""Chinese works to make strings of: GB/T 7714-2015 and the free styles of Chinese footnotes.

Names, journals, presses and newspapers are facts; the titles are combined from word lists and
only train.
"""

import random

from bibtrack.references.corpora import Labelled
from bibtrack.references.synthesis import MissingFact, labelled, render

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀兰霞平刚桂英华玉萍红建国志学文海波晓东春生永新宏林云飞鹏宇浩然子轩雨辰思远嘉诚立德守仁维民世昌庆荣光耀祖"
_FIRST = "一带一路 中国 全球 国际 绿色 新时代 区域 环境 海外 农村 城市 数字经济 人民币 能源 非洲 东南亚 拉美 气候变化 生态文明 近代 明清 民国 改革开放 法律 金融 对外投资 外交 南海 民族 社会 教育 文化遗产 水资源 生物多样性 碳排放".split()
_SECOND = "建设 投资 治理 发展 合作 政策 制度 改革 监管 风险 转型 贸易 援助 标准 责任 伦理 史 思想 关系 安全 法 体系 市场 企业 银行 基础设施 移民 话语".split()
_LAST = "研究 的影响 分析 与对策 问题探析 的路径选择 :理论与实践 ——以非洲为例 述评 的实证研究 初探 的历史考察 概论 导论 及其启示 现状与展望 的逻辑 报告 新论".split()
_JOURNALS = "中国社会科学 世界经济与政治 国际问题研究 经济研究 管理世界 法学研究 历史研究 中国法学 环境保护 中国人口·资源与环境 现代国际关系 外交评论 国际经济评论 金融研究 社会学研究 政治学研究 北京大学学报(哲学社会科学版) 清华法学 亚太安全与海洋研究 西亚非洲 拉丁美洲研究 文史哲 开放时代 读书 财经".split()
_PRESSES = "北京:人民出版社 北京:中国社会科学出版社 北京:社会科学文献出版社 北京:商务印书馆 北京:中华书局 上海:上海人民出版社 北京:北京大学出版社 北京:法律出版社 上海:复旦大学出版社 北京:科学出版社 南京:江苏人民出版社 台北:联经出版公司 广州:广东人民出版社 北京:世界知识出版社 北京:中信出版社 杭州:浙江大学出版社".split()
_PAPERS = "人民日报 光明日报 经济日报 中国环境报 南方周末 21世纪经济报道 第一财经日报 环球时报 中国青年报 新京报 参考消息 解放日报 文汇报 法制日报".split()
_BODIES = "国家发展和改革委员会 商务部 外交部 生态环境部 国务院 中国人民银行 国家统计局 中国进出口银行 国家开发银行 中国五矿化工进出口商会 新华社 财政部 世界银行 国务院新闻办公室 中国银行业监督管理委员会 自然资源部 国家林业和草原局 最高人民法院 全国人民代表大会常务委员会 推进一带一路建设工作领导小组办公室 中国对外承包工程商会".split()
_SCHOOLS = "北京大学 清华大学 复旦大学 中国人民大学 南京大学 武汉大学 中国政法大学 外交学院 厦门大学 浙江大学".split()
_SITES = "新华网 人民网 中国政府网 财新网 中国一带一路网 澎湃新闻 商务部网站 外交部网站".split()
_LAWS = "环境保护法 森林法 矿产资源法 银行业监督管理法 公司法 对外贸易法 海洋环境保护法 民法典 刑法 劳动合同法 野生动物保护法".split()

TEMPLATES: tuple[tuple[str, str], ...] = (
    ("article-journal", "{[⟦citation-number $n⟧] }⟦author $author⟧. ⟦title $title⟧[J]. ⟦container-title $journal⟧, ⟦date $year⟧{, ⟦volume $volume⟧}(⟦issue $issue⟧): ⟦pages $pages⟧."),
    ("article-journal", "{[⟦citation-number $n⟧]}⟦author $author⟧.⟦title $title⟧[J].⟦container-title $journal⟧,⟦date $year⟧{,⟦volume $volume⟧}(⟦issue $issue⟧):⟦pages $pages⟧."),
    ("article-journal", "⟦author $author⟧：《⟦title $title⟧》，《⟦container-title $journal⟧》⟦date $year年⟧⟦issue 第$issue期⟧{，⟦pages 第$pages页⟧}。"),
    ("article-journal", "⟦author $author⟧：《⟦title $title⟧》，载《⟦container-title $journal⟧》，⟦date $year年⟧⟦issue 第$issue期⟧{，⟦pages 第$pages页⟧}。"),
    ("article-journal", "⟦author $author⟧(⟦date $year⟧). ⟦title $title⟧. ⟦container-title $journal⟧, ⟦volume $volume⟧(⟦issue $issue⟧), ⟦pages $pages⟧."),
    ("book", "{[⟦citation-number $n⟧] }⟦author $author⟧. ⟦title $title⟧[M]. ⟦location $place⟧: ⟦publisher $press⟧, ⟦date $year⟧{: ⟦pages $pages⟧}."),
    ("book", "⟦author $author⟧：《⟦title $title⟧》，⟦location $place⟧：⟦publisher $press⟧，⟦date $year年版⟧{，⟦pages 第$page页⟧}。"),
    ("book", "⟦author $author著⟧：《⟦title $title⟧》，⟦publisher $press⟧⟦date $year年版⟧{，⟦pages 第$page页⟧}。"),
    ("book", "⟦editor $author主编⟧：《⟦title $title⟧》，⟦location $place⟧：⟦publisher $press⟧，⟦date $year年⟧{，⟦pages 第$pages页⟧}。"),
    ("book", "⟦author [$nation]$foreign⟧：《⟦title $title⟧》，⟦translator $author译⟧，⟦location $place⟧：⟦publisher $press⟧，⟦date $year年⟧。"),
    ("book", "⟦author $author⟧，《⟦title $title⟧》（⟦location $place⟧：⟦publisher $press⟧，⟦date $year⟧）{，⟦pages 頁$pages⟧}。"),
    ("book", "⟦author $foreign⟧. ⟦title $title⟧[M]. ⟦translator $author, 译⟧. ⟦location $place⟧: ⟦publisher $press⟧, ⟦date $year⟧."),
    ("chapter", "⟦author $author⟧. ⟦title $title⟧[M]//⟦editor $other⟧. ⟦container-title $collection⟧. ⟦location $place⟧: ⟦publisher $press⟧, ⟦date $year⟧: ⟦pages $pages⟧."),
    ("chapter", "⟦author $author⟧：《⟦title $title⟧》，载⟦editor $other主编⟧《⟦container-title $collection⟧》，⟦publisher $press⟧⟦date $year年版⟧，⟦pages 第$pages页⟧。"),
    ("thesis", "⟦author $author⟧. ⟦title $title⟧[D]. ⟦location $place⟧: ⟦publisher $school⟧, ⟦date $year⟧."),
    ("thesis", "⟦author $author⟧：《⟦title $title⟧》，⟦genre 博士学位论文⟧，⟦publisher $school⟧，⟦date $year年⟧。"),
    ("report", "⟦author $body⟧. ⟦title $title⟧[R]. ⟦location $place⟧: ⟦publisher $press⟧, ⟦date $year⟧."),
    ("report", "⟦author $body⟧：《⟦title $title⟧》，⟦date $year年$month月⟧{，⟦url $url⟧}。"),
    ("article-newspaper", "⟦author $author⟧. ⟦title $title⟧[N]. ⟦container-title $paper⟧, ⟦date $iso⟧(⟦pages $n⟧)."),
    ("article-newspaper", "⟦author $author⟧：《⟦title $title⟧》，《⟦container-title $paper⟧》⟦date $year年$month月$day日⟧{，⟦pages 第$n版⟧}。"),
    ("webpage", "⟦author $body⟧. ⟦title $title⟧[EB/OL]. (⟦date $iso⟧)[⟦note $later⟧]. ⟦url $address⟧."),
    ("webpage", "⟦author $body⟧：《⟦title $title⟧》，⟦date $year年$month月$day日⟧，⟦url $address⟧{，⟦note 访问日期：$later⟧}。"),
    ("webpage", "《⟦title $title⟧》，⟦container-title $site⟧，⟦date $year年$month月$day日⟧，⟦url $address⟧。"),
    ("legislation", "《⟦title 中华人民共和国$law⟧》（⟦date $year年⟧）{，⟦pages 第$n条⟧}。"),
    ("legislation", "⟦author $body⟧：《⟦title 关于$title的通知⟧》（⟦genre $docket〔$year〕$page号⟧），⟦date $year年$month月$day日⟧。"),
    ("standard", "⟦author $body⟧. ⟦title $title规范⟧: ⟦genre GB/T $page-$year⟧[S]. ⟦location $place⟧: ⟦publisher 中国标准出版社⟧, ⟦date $year⟧."),
    ("patent", "⟦author $author⟧. ⟦title 一种$title装置⟧: ⟦genre CN$year$page⟧[P]. ⟦date $iso⟧."),
)  # fmt: skip
_FOREIGN = "亚当·斯密 卡尔·马克思 马克斯·韦伯 米歇尔·福柯 约翰·罗尔斯 塞缪尔·亨廷顿 费正清 基辛格 约瑟夫·奈 埃莉诺·奥斯特罗姆 列维-斯特劳斯".split()


def _name(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2))))


def _title(chance: random.Random) -> str:
    parts = [chance.choice(_FIRST), chance.choice(_SECOND), chance.choice(_LAST)]
    if chance.random() < 0.4:
        parts.insert(0, f"{chance.choice(_FIRST)}{chance.choice(('与', '视野下的', '背景下', '视角下'))}")
    return "".join(parts)


def _facts(chance: random.Random) -> dict[str, str]:
    place, press = chance.choice(_PRESSES).split(":")
    first, year, month, day = (
        chance.randint(1, 300),
        chance.randint(1955, 2024),
        chance.randint(1, 12),
        chance.randint(1, 28),
    )
    names = [_name(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    found = {
        "author": chance.choice((", ", "，", "、")).join(names) + (", 等" if len(names) == 3 and chance.random() < 0.5 else ""),
        "other": _name(chance), "title": _title(chance), "collection": _title(chance) + "文集", "journal": chance.choice(_JOURNALS),
        "place": place, "press": press, "paper": chance.choice(_PAPERS), "body": chance.choice(_BODIES), "school": chance.choice(_SCHOOLS), "site": chance.choice(_SITES),
        "law": chance.choice(_LAWS), "foreign": chance.choice(_FOREIGN), "nation": chance.choice("美英德法日"), "docket": chance.choice(("国发", "银监发", "环发", "商合发", "发改外资")),
        "year": str(year), "month": str(month), "day": str(day), "iso": f"{year}-{month:02d}-{day:02d}", "later": f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "volume": str(chance.randint(1, 60)), "issue": str(chance.randint(1, 12)), "page": str(first), "pages": f"{first}{chance.choice('-–—')}{first + chance.randint(1, 30)}",
        "n": str(chance.randint(1, 60)), "address": f"http://www.{chance.choice(('gov.cn', 'mofcom.gov.cn', 'xinhuanet.com', 'ndrc.gov.cn', 'yidaiyilu.gov.cn'))}/{year}/{chance.randint(100, 99999)}.{chance.choice(('htm', 'shtml', 'html'))}",
    }  # fmt: skip
    found["url"] = found["address"]
    for name in ("volume", "n", "url", "pages"):
        if chance.random() < 0.45:
            del found[name]
    return found


def string(chance: random.Random, name: str) -> Labelled:
    """Give one labelled Chinese string; half of those with Western punctuation get it full-width."""
    while True:
        kind, template = chance.choice(TEMPLATES)
        try:
            pieces = render(template, _facts(chance))
        except MissingFact:
            continue
        if "[" in template and chance.random() < 0.4:
            wide = str.maketrans({",": "，", ":": "：", "(": "（", ")": "）", ";": "；"})
            pieces = [(label, text if label == "url" else text.translate(wide)) for label, text in pieces]
        return labelled(pieces, name, kind, "zh")
