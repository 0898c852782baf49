"""What names tell about order: Chinese, Korean, Vietnamese and Japanese surnames, Spanish doubles, given names.

Facts from national name statistics (most frequent first): PRC Ministry of Public Security,
Statistics Korea, common Vietnamese and Japanese surnames, INE (Spain), INEGI (Mexico); given names
from European and American registers.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bibtrack.text import Late

_CHINESE = (
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han "
    "tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai "
    "xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng "
    "long wan duan zhang qian yin chang qiao lai gong wen pang lan ou tao hong xi lei ge mo hua bo ouyang sima zhuge "
    "hsu hsieh chang wong chan cheung lau leung ng lam kwok chow tsai chiang chou chu hsiao tseng tsui tung teng yeung yip"
).split()
_RANK = {name: n for n, name in reversed(list(enumerate(_CHINESE)))}
_KOREAN = frozenset(
    "kim lee park choi jung chung jeong kang cho jo yoon yun jang chang lim im han shin seo suh kwon hwang ahn song yoo yu hong moon bae baek noh roh rhee syngman pak yi ryu nam".split()
)
_VIETNAMESE = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý".split()
)
#: Surnames of Singapore, Malaysia and Hong Kong, which stand before two short given names.
_SOUTHERN = frozenset(
    "lee lim tan goh ong ng chua koh teo ang wong chan chia heng sim tay cheong yeo loh low".split()
)
#: Vietnamese surnames that are nothing else anywhere.
_SURELY_VIETNAMESE = frozenset("nguyen tran pham huynh nguyễn trần phạm huỳnh đặng bùi đỗ ngô võ vũ".split())
_JAPANESE = frozenset(
    "sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi matsumoto inoue kimura hayashi "
    "shimizu yamazaki mori abe ikeda hashimoto ishikawa ogawa fujita okada goto hasegawa murakami kondo ishii saito sakamoto endo aoki fujii "
    "nishimura fukuda miura fujiwara okamoto matsuda nakajima nakano harada ono tamura takeuchi kaneko wada nakayama ishida ueda morita hara "
    "shibata sakai kudo yokoyama miyazaki miyamoto uchida takagi ando taniguchi maruyama imai takada fujimoto takeda murata ueno sugiyama masuda "
    "sugawara hirano kojima otsuka chiba kubo matsui iwasaki sakurai kinoshita noguchi matsuo kikuchi nomura arai mishima kawabata tanizaki natsume "
    "akutagawa dazai oe kurosawa koizumi nakasone fukuzawa nitobe nishida okakura yanagita maruyama kishi hatoyama tojo ozawa aso suga kishida".split()
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
_SYLLABLE = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|üe|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|o|e|i|u|ü)"
_KOREAN_SYLLABLE = Late(
    r"(?:ch|kk|tt|pp|ss|jj|[bcdghjkmnprsty])?[yw]?(?:eui|ae|eo|oo|eu|ee|ou|ui|ie|a|e|o|u|i)(?:ng|rk|hn|[nklmpthbr])?"
)
_JAPANESE_WORD = Late(
    r"(?:(?:(?:ts|ch|sh|[kgnhbpmr]y|[kgsztdnhfbpmyrwj])?(?:[aeiouāēīōū]|ou|oo))|n(?![aeiou])|(?:[kstp](?=[kstpc])))+"
)
_JOINED = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{2,6}$")
_PINYIN = Late(rf"(?:{_SYLLABLE}){{1,2}}(?:[-’'](?:{_SYLLABLE}){{1,2}})*")
_GIVEN = frozenset(
    "josé jose luis luís maría maria juan carlos jorge pedro antonio antónio manuel francisco miguel ángel angel javier fernando alejandro andrés "
    "andres rafael alberto roberto ricardo eduardo enrique ramón ramon sergio pablo mario víctor victor julio césar cesar óscar oscar raúl raul "
    "gabriel daniel david diego ana carmen isabel rosa teresa marta laura elena patricia cristina gloria beatriz silvia joão joao paulo mário rui "
    "john james robert michael william richard joseph thomas charles christopher mark donald steven paul andrew kenneth george joshua kevin brian "
    "edward ronald timothy jason jeffrey ryan jacob gary nicholas eric stephen jonathan larry justin scott brandon frank benjamin gregory samuel "
    "raymond patrick alexander jack dennis jerry mary jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra "
    "ashley kimberly emily donna michelle carol amanda dorothy melissa deborah peter hans klaus jürgen wolfgang günter helmut karl heinz werner "
    "walter franz martin stefan christian andreas anna anne marie jean pierre jacques philippe michel alain bernard françois claude "
    "andré louis henri nicolas giovanni giuseppe marco luca francesco paolo pietro jan pieter johannes willem hendrik hernán gonzalo ignacio joaquín "
    "alex alan allan albert alfred alice alison allen amy angela anthony arthur adam aaron abraham adrian barry benedict bill bob bruce bryan calvin "
    "carl caroline catherine cathy chad charlotte chris claire clara clark craig cynthia dan dana dave dawn dean debra diana diane don doris douglas "
    "duncan earl edgar edith edmund edwin eleanor ella ellen ernest esther ethan eugene eva evan evelyn felix florence fred frederick gail geoffrey gerald "
    "gerard gilbert glenn gordon grace graham hannah harold harriet harry heather helen henry herbert howard hugh ian irene isaac ivan jane janet jean "
    "jeff jeremy jill jim joan joanna joe joel jon jordan josephine joyce judith judy julia julian julie kate katherine kathleen katie keith kelly ken kim "
    "kristin kyle lauren lawrence leah leo leon leonard leslie lewis lisa lori louise lucas lucy luke lynn marc marcus margot maria marianne marilyn marion "
    "marjorie martha marvin matthew maureen max megan melanie melvin mike miles milton miranda molly monica morris nathan neil nicole nigel nina noah norman "
    "oliver olivia owen pamela paula peggy phil philip phillip phyllis rachel ralph rebecca rick rita roger ron rose ross roy russell ruth sally sam sara "
    "sean sharon shawn sheila shirley simon sophia sophie spencer stanley stella steve stewart stuart sue suzanne sylvia ted theodore tim toby todd tom tony "
    "tracy trevor ursula valerie vanessa vera vernon veronica victoria vincent virginia vivian warren wayne wendy wilfred zachary "
    "dieter ernst friedrich fritz georg gerhard gertrud hannelore heike heinrich helga hermann horst ingrid joachim johann jörg josef katharina konrad kurt "
    "ludwig manfred martina matthias monika norbert otto petra rainer regina reinhard rolf rudolf sabine siegfried sigrid silke susanne theodor thorsten "
    "torsten ulrich ulrike uwe volker wilhelm brigitte cécile chantal christophe damien denis didier dominique émile emmanuel éric étienne fabrice fabien "
    "florian françoise frédéric georges gérard gilles guillaume guy hélène hervé hubert isabelle jérôme jeanne josette julien laurent lucien luc madeleine "
    "marcel marguerite mathieu maurice monique nathalie odile olivier pascal patrice raymond rené robert roland sébastien serge sylvain sylvie thierry "
    "thérèse valérie véronique yves yvonne xavier alfonso alfredo álvaro amparo armando arturo aurora benito bernardo camilo catalina claudia claudio concepción "
    "consuelo dolores domingo eliseo emilio ernesto esteban esperanza eugenia eugenio eva felipe félix germán gerardo gilberto graciela guadalupe guillermo "
    "gustavo héctor horacio hugo inés irma isabel jaime jesús josefina josefa juana juliana julián leonardo leticia lorenzo lourdes lucía magdalena marcela "
    "marcelo margarita mariana mariano martín mauricio mercedes mónica natalia nicolás octavio olga orlando pilar ramiro rocío rodolfo rodrigo rogelio rubén "
    "salvador santiago sara sebastián sofía soledad tomás verónica vicente ximena yolanda afonso alexandre aline artur augusto bruno cláudia cláudio edson "
    "fábio fátima fernanda flávio gonçalo helena henrique inês joana joaquim josé júlia lúcia luciana luiz márcia márcio marcos maria nuno otávio renata "
    "renato sílvia sônia teresa thiago tiago vitor alessandra alessandro alessia andrea angela antonella barbara carla carlo chiara claudia cristiano daniela "
    "davide domenico donatella elisa enrico enzo fabio fabrizio federica federico filippo franca franco gabriella giacomo gianni giorgio giulia giulio "
    "graziella guido laura lorenzo luciano luigi luisa marcello maria marina massimo matteo maurizio michele nicola paola pasquale raffaele renato riccardo "
    "rita roberta salvatore sergio silvana silvio simone stefania stefano tommaso umberto valeria vincenzo vittorio anton arie bart cees cornelis dirk "
    "erik frans gerrit hans henk herman jaap jacob joost joris kees koen lars maarten marijke marten niels paul peter rob ruud saskia sjoerd theo wim wouter "
    "anders bengt birgit bjørn björn carsten elin erik erling fredrik gunnar håkan hanne henrik ingrid jens johan jørgen karin kari kirsten kristian lars "
    "leif magnus marit mette mikael nils ole olof per rolf sigurd solveig sten sven tor ulf aleksandr aleksei alexei andrei andrzej anatoly boris dmitri dmitry "
    "ekaterina galina igor irina ivan jan jerzy joanna kazimierz krzysztof leonid maciej małgorzata marek mikhail natalia nikolai oleg olga paweł piotr "
    "sergei stanisław svetlana tatiana tomasz vladimir viktor yuri zbigniew jana jiří josef karel lukáš milan miroslav pavel petr václav zdeněk ahmed ali "
    "fatima hassan hussein ibrahim khalid mahmoud mohamed mohammad mohammed muhammad mustafa omar said yusuf amit anil arun deepak gita indira kumar "
    "meera priya rajesh ravi sanjay sunil suresh vijay vikram".split()
)
_SPANISH = frozenset(
    "garcía rodríguez gonzález fernández lópez martínez sánchez pérez gómez martín jiménez ruiz hernández díaz moreno muñoz álvarez romero alonso gutiérrez "
    "navarro torres domínguez vázquez ramos gil ramírez serrano blanco molina morales suárez ortega delgado castro ortiz rubio marín sanz núñez iglesias "
    "medina garrido cortés castillo santos lozano guerrero cano prieto méndez cruz calvo gallego vidal león herrera márquez peña flores cabrera campos vega "
    "fuentes carrasco diez reyes caballero nieto aguilar pascual santana herrero montero lorenzo hidalgo giménez ibáñez ferrer durán santiago benítez mora "
    "vargas arias carmona crespo román pastor soto sáez velasco soler moya esteban parra bravo gallardo rojas mendoza guzmán salazar juárez estrada ríos chávez "
    "contreras rivera sandoval figueroa cárdenas espinoza valenzuela tapia araya sepúlveda zapata osorio restrepo jaramillo henríquez zavala "
    "garcia rodriguez gonzalez fernandez lopez martinez sanchez perez gomez jimenez hernandez diaz munoz alvarez gutierrez dominguez vazquez ramirez suarez "
    "nunez cortes mendez marquez pena chavez rios guzman ibanez gimenez saez duran benitez roman".split()
)


#: Every surname that may stand first.
_EASTERN = _VIETNAMESE | _KOREAN | _SOUTHERN | _RANK.keys() | _JAPANESE


def is_given(word: str) -> bool:
    """Tell whether a word is a common given name in Western languages."""
    return word.lower().rstrip(".") in _GIVEN


def is_han_surname(character: str) -> bool:
    """Tell whether a character is a common Chinese surname."""
    return character in _HAN


def family_first(words: Sequence[str]) -> bool:
    """Tell whether a name in Latin script without comma has its family name first.

    Chinese: a surname, then pinyin that is a rarer surname or none.  Korean: a surname, then two
    syllables, often joined by a hyphen.  Vietnamese: a surname and two or more words.  Japanese: a
    surname, then a word of Japanese syllables that is none.
    """
    return words[0].lower() in _EASTERN and _family_first(tuple(words))


@lru_cache(maxsize=4096)
def _family_first(words: tuple[str, ...]) -> bool:
    first, rest = words[0].lower(), [word.lower() for word in words[1:]]
    if any("." in word for word in words) or len(rest) > 4:
        return False
    if first in _VIETNAMESE and (
        len(rest) >= 2 or (first in _SURELY_VIETNAMESE and rest[0] not in _VIETNAMESE)
    ):
        return rest[0] not in _GIVEN
    if len(rest) > 2 or rest[-1] in _GIVEN:
        return False
    if first in _KOREAN and _korean_given(words[1:]):
        return True
    if first in _SOUTHERN and len(rest) == 2 and all(2 < len(word) < 6 and word != "van" for word in rest):
        return rest[0] not in _GIVEN
    if first in _RANK:
        joined = len(rest) == 1 and _JOINED.match(words[1])
        return bool(joined) or (
            all(len(word) <= 10 and _PINYIN.fullmatch(word) for word in rest)
            and _RANK[first] <= _RANK.get(rest[-1], 10_000)
        )
    return (
        first in _JAPANESE
        and len(rest) == 1
        and rest[0] not in _JAPANESE
        and _JAPANESE_WORD.fullmatch(rest[0]) is not None
    )


def _korean_given(words: Sequence[str]) -> bool:
    if len(words) == 1:
        parts = words[0].split("-")
        return len(parts) == 2 and len(words[0]) > 4
    return all(len(word) <= 6 and _KOREAN_SYLLABLE.fullmatch(word.lower()) for word in words)


def double(words: Sequence[str], language: str | None) -> bool:
    """Tell whether the last two words are one Spanish double family name ("Gabriel García Márquez")."""
    middle, last, first = words[-2].lower(), words[-1].lower(), words[0].lower()
    if first not in _GIVEN or "." in middle or len(middle) < 3 or not words[-2][0].isupper():
        return False
    if middle in _GIVEN and middle not in _SPANISH:
        return False
    if middle in _SPANISH and (last in _SPANISH or language == "es" or first in _SPANISH_GIVEN):
        return len(words) > 3 or middle not in _GIVEN
    if language != "es" and not re.search(r"(?:ez|[íáóúéñ]\w*)$", last):
        return False
    return language == "es" or re.search(r"[áéíóúñ]|ez$", middle) is not None


def begins_double(word: str) -> bool:
    """Tell whether a word before "de" begins the family name: "Ponce de León", "Viveiros de Castro"."""
    lower = word.lower()
    return lower in _BEFORE_DE or (lower in _SPANISH and lower.endswith("ez"))


_BEFORE_DE = frozenset("viveiros ponce calderón vélez".split())
#: Given names of Spanish speakers: "Mario Vargas Llosa" has two surnames in any text.
_SPANISH_GIVEN = frozenset(
    "josé jose luis maría juan carlos jorge pedro manuel miguel javier fernando alejandro andrés ricardo eduardo enrique ramón sergio pablo mario víctor "
    "julio césar óscar raúl ana carmen isabel pilar mercedes consuelo guillermo gustavo héctor horacio jaime jesús julián lucía marcela mariano martín "
    "mauricio nicolás octavio rodolfo rodrigo rubén santiago sebastián sofía tomás verónica vicente álvaro germán gonzalo ignacio joaquín hernán felipe".split()
)
