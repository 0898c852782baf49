"""What family names tell about order: Chinese, Korean and Vietnamese surnames, Spanish doubles.

Facts from national name statistics (most frequent first): PRC Ministry of Public Security,
Statistics Korea, common Vietnamese surnames; given names from Spanish and Portuguese registers.
"""

import re
from collections.abc import Sequence

_CHINESE = (
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han "
    "tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai "
    "xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng "
    "long wan duan zhang qian yin chang qiao lai gong wen pang lan ou tao hong xi lei ge mo hua bo ouyang sima zhuge "
    "hsu hsieh chang wong chan cheung lau leung ng lam kwok chow tsai"
).split()
_RANK = {name: n for n, name in reversed(list(enumerate(_CHINESE)))}
_KOREAN = frozenset(
    "kim lee park choi jung chung jeong kang cho jo yoon yun jang chang lim im han shin seo suh kwon hwang ahn song yoo yu hong moon bae baek noh roh".split()
)
_VIETNAMESE = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý".split()
)
COMPOUND = frozenset(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 夏侯 皇甫 尉迟 公孙 慕容 令狐 东方 西门 南宫 独孤 端木".split()
)
_HAN = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂"
    "苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鐘汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万"
    "萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐"
    "梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强"
)
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|üe|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|o|e|i|u|ü)"
)
_GIVEN = frozenset(
    "josé jose luis luís maría maria juan carlos jorge pedro antonio antónio manuel francisco miguel ángel angel javier fernando alejandro andrés "
    "andres rafael alberto roberto ricardo eduardo enrique ramón ramon sergio pablo mario víctor victor julio césar cesar óscar oscar raúl raul "
    "gabriel daniel david diego ana carmen isabel rosa teresa marta laura elena patricia cristina gloria beatriz silvia joão joao paulo mário rui "
    "john james robert michael william richard joseph thomas charles christopher mark donald steven paul andrew kenneth george joshua kevin brian "
    "edward ronald timothy jason jeffrey ryan jacob gary nicholas eric stephen jonathan larry justin scott brandon frank benjamin gregory samuel "
    "raymond patrick alexander jack dennis jerry mary jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra "
    "ashley kimberly emily donna michelle carol amanda dorothy melissa deborah peter hans klaus jürgen wolfgang günter helmut karl heinz werner "
    "walter franz martin stefan christian thomas andreas frank anna anne marie jean pierre jacques philippe michel alain bernard françois claude "
    "andré louis henri nicolas giovanni giuseppe marco luca francesco paolo pietro jan pieter johannes willem hendrik hernán gonzalo ignacio joaquín".split()
)


def is_given(word: str) -> bool:
    """Tell whether a word is a common given name in Western languages."""
    return word.lower().rstrip(".") in _GIVEN


def is_han_surname(character: str) -> bool:
    """Tell whether a character is a common Chinese surname."""
    return character in _HAN


def _pinyin(word: str) -> bool:
    parts = re.split(r"[-’']", word.lower())
    return 0 < len(word) <= 10 and all(
        re.fullmatch(rf"(?:{_SYLLABLE.pattern}){{1,2}}", part) for part in parts
    )


def family_first(words: Sequence[str]) -> bool:
    """Tell whether a name in Latin script without comma has its family name first.

    Chinese: a surname, then pinyin that is a rarer surname or none.  Korean: a surname, then two
    syllables joined by a hyphen.  Vietnamese: a surname and two or more words.
    """
    first, rest = words[0].lower(), [word.lower() for word in words[1:]]
    if first in _VIETNAMESE and len(rest) >= 2 and not any("." in word for word in rest):
        return not is_given(rest[0])
    if len(rest) > 2 or any("." in word for word in words):
        return False
    if first in _KOREAN and len(rest) == 1 and "-" in rest[0]:
        return True
    if first not in _RANK or is_given(rest[-1]) or not all(_pinyin(word) for word in rest):
        return False
    return _RANK[first] <= _RANK.get(rest[-1], 10_000)


def double(words: Sequence[str], language: str | None) -> bool:
    """Tell whether the last two words are one Spanish double family name ("Gabriel García Márquez")."""
    middle = words[-2]
    if "." in middle or len(middle) < 3 or is_given(middle):
        return False
    spanish = language == "es" or re.search(r"(?:ez|[íáóúéñ]\w*)$", words[-1]) is not None
    return (
        spanish
        and is_given(words[0])
        and middle[0].isupper()
        and (language == "es" or re.search(r"[áéíóúñ]|ez$", middle) is not None)
    )
