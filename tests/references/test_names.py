"""Lists of names as printed → names as a list would sort them."""

import pytest

from bibtrack.references.names import parse_names

CASES = [
    ("Smith, John", "Smith, John"),
    ("John Smith", "Smith, John"),
    ("Smith J", "Smith, J"),
    ("Smith JA, Jones BC", "Smith, JA | Jones, BC"),
    ("Solon, G.", "Solon, G."),
    ("Smith, J., Jones, A. B., and Brown, C.", "Smith, J. | Jones, A. B. | Brown, C."),
    ("Smith, J., Jones, A. B., & Brown, C.", "Smith, J. | Jones, A. B. | Brown, C."),
    ("Smith, John, and Mary Jones", "Smith, John | Jones, Mary"),
    ("Smith, John, Mary Jones, and Robert Lee", "Smith, John | Jones, Mary | Lee, Robert"),
    ("J. A. Smith, M. Jones and R. Lee", "Smith, J. A. | Jones, M. | Lee, R."),
    ("J.A. Smith", "Smith, J.A."),
    ("Jane Perlez and Yufan Huang", "Perlez, Jane | Huang, Yufan"),
    ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
    ("van der Berg, Anna", "van der Berg, Anna"),
    ("Anna van der Berg", "van der Berg, Anna"),
    ("Simone de Beauvoir", "de Beauvoir, Simone"),
    ("Beauvoir, Simone de", "Beauvoir, Simone de"),
    ("Martin Luther King, Jr.", "King, Martin Luther, Jr."),
    ("King, Martin Luther, Jr.", "King, Martin Luther, Jr."),
    ("Gabriel García Márquez", "García Márquez, Gabriel"),
    ("García Márquez, Gabriel", "García Márquez, Gabriel"),
    ("José Ortega y Gasset", "Ortega y Gasset, José"),
    ("Xi Jinping", "Xi, Jinping"),
    ("Wang Jisi", "Wang, Jisi"),
    ("Yiping Huang", "Huang, Yiping"),
    ("Kim Jong-un", "Kim, Jong-un"),
    ("Nguyen Phu Trong", "Nguyen, Phu Trong"),
    ("张三", "张, 三"),
    ("张三, 李四", "张, 三 | 李, 四"),
    ("林毅夫、李永军", "林, 毅夫 | 李, 永军"),
    ("欧阳修", "欧阳, 修"),
    ("卡尔·马克思", "马克思, 卡尔"),
    ("[美]塞缪尔·亨廷顿", "亨廷顿, 塞缪尔"),
    ("山田 太郎", "山田, 太郎"),
    ("김정은", "김, 정은"),
    ("国家发展和改革委员会", "国家发展和改革委员会"),
    ("外交部", "外交部"),
    ("刘晓峰主编", "刘, 晓峰"),
    ("张三, 李四, 等", "张, 三 | 李, 四"),
    ("CCCMC", "CCCMC"),
    ("World Bank", "World Bank"),
    ("China Chamber of Commerce of Metals, Minerals and Chemicals Importers & Exporters",
     "China Chamber of Commerce of Metals, Minerals and Chemicals Importers & Exporters"),
    ("Ministry of Commerce of the People’s Republic of China", "Ministry of Commerce of the People’s Republic of China"),
    ("U.S. Government Accountability Office", "U.S. Government Accountability Office"),
    ("International Union for Conservation of Nature", "International Union for Conservation of Nature"),
    ("Smith, J. et al.", "Smith, J."),
    ("Smith J, Jones K, et al", "Smith, J | Jones, K"),
    ("ed. D. B. Redford", "Redford, D. B."),
    ("In: Spencer, B., Fox, M.S. (Eds.)", "Spencer, B. | Fox, M.S."),
    ("edited by Robert Singh", "Singh, Robert"),
    ("in Richard P. Holt and Steven Pressman (eds.)", "Holt, Richard P. | Pressman, Steven"),
    ("Translated by Robert Hurley, Helen R. Lane, and Mark Seem", "Hurley, Robert | Lane, Helen R. | Seem, Mark"),
    ("LEDUC, H.", "Leduc, H."),
    ("STAEHELIN Adrian et VISCHER Frank", "Staehelin, Adrian | Visscher, Frank".replace("Visscher", "Vischer")),
    ("Müller, Hans; Schmidt, Karl", "Müller, Hans | Schmidt, Karl"),
    ("Jean-Paul Sartre", "Sartre, Jean-Paul"),
    ("Plato", "Plato"),
    ("———", "———"),
    ("O’Neill, Onora", "O’Neill, Onora"),
    ("Acemoglu D., Robinson J.A.", "Acemoglu, D. | Robinson, J.A."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_names(text: str, expected: str) -> None:
    assert " | ".join(name.sort_form() for name in parse_names(text)) == expected


@pytest.mark.parametrize("text", ["", ",", "(eds.)", "&", "et al.", ";;", "...", "1", "等"])
def test_what_is_no_name_does_not_raise(text: str) -> None:
    parse_names(text)
