"""Lists of names as printed → names as a list would sort them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.references import names
from bibtrack.references.draft import Draft, Field
from bibtrack.references.names import parse_names
from bibtrack.references.parse import parse_citation
from bibtrack.values.reference import Role

CASES = [
    ("Smith, John", "Smith, John"),
    ("John Smith", "Smith, John"),
    ("Smith J", "Smith, J"),
    ("Smith JA, Jones BC", "Smith, JA | Jones, BC"),
    ("Solon, G.", "Solon, G."),
    ("Smith, J., Jones, A. B., and Brown, C.", "Smith, J. | Jones, A. B. | Brown, C."),
    ("Smith, J., Jones, A. B., & Brown, C.", "Smith, J. | Jones, A. B. | Brown, C."),
    ("In: Hewstone M, Stroebe W, editors.", "Hewstone, M | Stroebe, W"),
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
    ("Von Dawans B, Kirschbaum C", "Von Dawans, B | Kirschbaum, C"),
    ("CASTLES, S., DE HAAS, H., & MILLER, M.J.", "Castles, S. | De Haas, H. | Miller, M.J."),
    ("Anderson, Robert C.", "Anderson, Robert C."),
    ("Takasu, M. , Tani, C. & Awai, K.", "Takasu, M. | Tani, C. | Awai, K."),
    ("In Hobbs JR, Moore RC", "Hobbs, JR | Moore, RC"),
    ("Skeaff CM", "Skeaff, CM"),
    ("Dionne Searcey, Michael Forsythe, and Eric Lipton", "Searcey, Dionne | Forsythe, Michael | Lipton, Eric"),
    ("Dionne Searcey, Michael Forsythe", "Searcey, Dionne | Forsythe, Michael"),
    ("HOGGART, Richard", "Hoggart, Richard"),
    ("Zwikker, C., C.W. Kosten", "Zwikker, C. | Kosten, C.W."),
    ("商务部、生态环境部", "商务部 | 生态环境部"),
    ("McIver KS, Scott JR", "McIver, KS | Scott, JR"),
    ("Peto R, Chen Z-M, Boreham J.", "Peto, R | Chen, Z-M | Boreham, J"),
    ("Alireza Shameli-Sendi , Michel Dagenais", "Shameli-Sendi, Alireza | Dagenais, Michel"),
    ("Zhou H*, Huang H*, Shi J, Zhao Y", "Zhou, H | Huang, H | Shi, J | Zhao, Y"),
    ("Schneider, O.D.; Parks, J.; & Kashyap. A.", "Schneider, O.D. | Parks, J. | Kashyap, A."),
    ("A. Slootmaker M. Scheffel K. Kreijns J. De Kraker and H. Drachsler", "Slootmaker, A. | Scheffel, M. | Kreijns, K. | De Kraker, J. | Drachsler, H."),
    ("MENG, X., ZHANG, Y., LAO, L., LI, A. & BACKMAN, C. M.", "Meng, X. | Zhang, Y. | Lao, L. | Li, A. | Backman, C. M."),
    ("Rodríguez García, María José", "Rodríguez García, María José"),
    ("World Bank and International Finance Corporation", "World Bank | International Finance Corporation"),
    ("UNEP, WHO and FAO", "UNEP | WHO | FAO"),
    ("Department of Economic and Social Affairs", "Department of Economic and Social Affairs"),
    ("Ministry of Finance and Economic Development", "Ministry of Finance and Economic Development"),
    ("Food and Agriculture Organization", "Food and Agriculture Organization"),
    ("Ibn Khaldun", "Ibn Khaldun"),
    ("Mahathir bin Mohamad", "bin Mohamad, Mahathir"),
    ("Augustine of Hippo", "Augustine of Hippo"),
    ("Boaventura de Sousa Santos", "Santos, Boaventura de Sousa"),
    ("DeBoom", "DeBoom"),
    ("Santos, Boaventura de Sousa", "Santos, Boaventura de Sousa"),
    ("King, Jr., Martin Luther", "King, Martin Luther, Jr."),
    ("Frank H. McCourt, Jr. and Michael J. Casey", "McCourt, Frank H., Jr. | Casey, Michael J."),
    ("Feng Li和James Evans", "Li, Feng | Evans, James"),
    ("Jacob Foster, Andrey Rzhetsky與James A. Evans", "Foster, Jacob | Rzhetsky, Andrey | Evans, James A."),
    ("Satya Nadella with Greg Shaw", "Nadella, Satya | Shaw, Greg"),
    ("Smith, Jr., J. A., Jones, B.", "Smith, J. A., Jr. | Jones, B."),
    ("Smith JA Jr, Jones B", "Smith, JA, Jr | Jones, B"),
    ("Vaisocherova-Lisalova H, Scott Lynn Jr N", "Vaisocherova-Lisalova, H | Scott Lynn, N, Jr"),
    ("LI Wei", "Li, Wei"),
    ("XI Jinping", "Xi, Jinping"),
    ("Smith, J., & World Bank", "Smith, J. | World Bank"),
    ("Smith, J. A. and World Health Organization", "Smith, J. A. | World Health Organization"),
    ("de la Cruz, Juan", "de la Cruz, Juan"),
    ("Juan de la Cruz", "de la Cruz, Juan"),
    ("Jan van 't Hof", "van 't Hof, Jan"),
    ("Vargas Llosa, Mario", "Vargas Llosa, Mario"),
    ("Mario Vargas Llosa", "Vargas Llosa, Mario"),
    ("Felicetti, L. A, C. C. Schwartz, R. O. Rye", "Felicetti, L. A | Schwartz, C. C. | Rye, R. O."),
    ("Ostrom, Elinor, James Walker, and Roy Gardner", "Ostrom, Elinor | Walker, James | Gardner, Roy"),
    ("Ed Conway and Ed Miliband", "Conway, Ed | Miliband, Ed"),
    ("Eduardo Viveiros de Castro", "Viveiros de Castro, Eduardo"),
    ("Juan Ponce de León and Ana Gómez de Silva", "Ponce de León, Juan | Gómez de Silva, Ana"),
    ("U. A. Wiedemann and U. W. Heinz", "Wiedemann, U. A. | Heinz, U. W."),
    ("P. B. Armentrout and B. L.Kickel", "Armentrout, P. B. | Kickel, B. L."),
    ("Ostrom, E.; Walker, J.; Gardner, R. et al.", "Ostrom, E. | Walker, J. | Gardner, R."),
    ("Ostrom, E., J. Walker, and Roy Gardner", "Ostrom, E. | Walker, J. | Gardner, Roy"),
    ("Ostrom, E., Walker, J. & Gardner, R.", "Ostrom, E. | Walker, J. | Gardner, R."),
    ("Smith, John, Jones, Mary, and Lee, Robert", "Smith, John | Jones, Mary | Lee, Robert"),
    ("John Smith, Mary Jones, Robert Lee", "Smith, John | Jones, Mary | Lee, Robert"),
    ("Walter W. Powell and Paul J. DiMaggio", "Powell, Walter W. | DiMaggio, Paul J."),
    ("Powell, Walter W., and Paul J. DiMaggio", "Powell, Walter W. | DiMaggio, Paul J."),
    ("Acemoglu, Daron, Simon Johnson, and James A. Robinson", "Acemoglu, Daron | Johnson, Simon | Robinson, James A."),
    ("B. Latour & S. Woolgar", "Latour, B. | Woolgar, S."),
    ("Latour B & Woolgar S", "Latour, B | Woolgar, S"),
    ("Nguyen Thi Minh Khai", "Nguyen, Thi Minh Khai"),
    ("Moon Jae-in", "Moon, Jae-in"),
    ("Chiang Kai-shek", "Chiang, Kai-shek"),
    ("Lee Kuan Yew", "Lee, Kuan Yew"),
    ("Tanaka Kakuei", "Tanaka, Kakuei"),
    ("Akira Kurosawa", "Kurosawa, Akira"),
    ("张三 李四", "张, 三 | 李, 四"),
    ("张三和李四", "张, 三 | 李, 四"),
    ("王建国译", "王, 建国"),
    ("陈光会", "陈, 光会"),
    ("環境省", "環境省"),
    ("環境省、外務省", "環境省 | 外務省"),
    ("한국은행", "한국은행"),
    ("문재인", "문, 재인"),
    ("Charles de Gaulle", "de Gaulle, Charles"),
    ("von Humboldt, Alexander", "von Humboldt, Alexander"),
    ("Humboldt, Alexander von", "Humboldt, Alexander von"),
    ("d’Alembert, Jean le Rond", "d’Alembert, Jean le Rond"),
    ("Dr. Jane Smith", "Smith, Jane"),
    ("Jane Smith, PhD, John Doe, M.D.", "Smith, Jane | Doe, John"),
    ("Hassard, B, Kazarinoff, N, Wan, Y", "Hassard, B | Kazarinoff, N | Wan, Y"),
    ("Sadruddin S, Shehzad S, Ibad-ul-Haque, Khan A, et al.", "Sadruddin, S | Shehzad, S | Ibad-ul-Haque | Khan, A."),
    ("AA. VV.", "AA. VV"),
    ("Marx, Karl y Friedrich Engels", "Marx, Karl | Engels, Friedrich"),
    ("Bourdieu, Pierre et Jean-Claude Passeron", "Bourdieu, Pierre | Passeron, Jean-Claude"),
    ("Eco, Umberto e Jean-Claude Carrière", "Eco, Umberto | Carrière, Jean-Claude"),
    ("Horkheimer, Max und Theodor W. Adorno", "Horkheimer, Max | Adorno, Theodor W."),
    ("Berger, P. L. en T. Luckmann", "Berger, P. L. | Luckmann, T."),
    ("Friedrich Ebert Stiftung", "Friedrich Ebert Stiftung"),
    ("Müller, Hans-Peter, Hrsg.", "Müller, Hans-Peter"),
    ("O’Brien, P., D’Souza, R., MacDonald, K.", "O’Brien, P. | D’Souza, R. | MacDonald, K."),
    ("Robert M. Solow", "Solow, Robert M."),
    ("J. R. R. Tolkien", "Tolkien, J. R. R."),
    ("W. E. B. Du Bois", "Du Bois, W. E. B."),
    ("Du Bois, W. E. B.", "Du Bois, W. E. B."),
    ("Gayatri Chakravorty Spivak", "Spivak, Gayatri Chakravorty"),
    ("Le Corbusier", "Le Corbusier"),
    ("Herold, N., Huber, M., Greenwood, D.R. Müller, R.D. and Seton, M.", "Herold, N. | Huber, M. | Greenwood, D.R. | Müller, R.D. | Seton, M."),
    ("Global Witness", "Global Witness"),
    ("Human Rights Watch", "Human Rights Watch"),
    ("Bonn Challenge", "Challenge, Bonn"),
    ("Frente Nacional Anti-Minera, Acción Ecológica", "Frente Nacional Anti-Minera, Acción Ecológica"),
    ("Smith, J., Jones, A. B., ... Brown, C.", "Smith, J. | Jones, A. B. | Brown, C."),
    ("Smith, J., Jones, A. B., … & Brown, C.", "Smith, J. | Jones, A. B. | Brown, C."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_names(text: str, expected: str) -> None:
    assert " | ".join(name.sort_form() for name in parse_names(text)) == expected


# "edd." is a role word (Italian for editors), not a name.
WORD = st.text("abcdefgäéñłMTŠ", min_size=3, max_size=8).filter(lambda word: word != "edd")
MARK = st.sampled_from(
    (", ", " ", "; ", " and ", " & ", ". ", " J. ", " AB, ", ", Jr., ", " de la ", " y ", "、")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(WORD, MARK), min_size=1, max_size=8))
def test_no_name_is_lost(parts: list[tuple[str, str]]) -> None:
    """Every word of three and more letters that was printed is in a name, in some case."""
    text = "".join(word + mark for word, mark in parts)
    found = " ".join(name.display() for name in parse_names(text)).lower()
    assert [word for word, _ in parts if word.lower() not in found] == []


def test_editors_are_told_by_what_closes_their_field() -> None:
    string = "Müller, Hans-Peter, Hrsg. Rohstoffpolitik."
    draft = Draft(string, (Field("author", 0, 25, string[:25]),))
    names.apply(draft)
    assert [(one.role, one.name.family) for one in draft.creators] == [(Role.EDITOR, "Müller")]


@pytest.mark.parametrize("text", ["", ",", "(eds.)", "&", "et al.", ";;", "...", "1", "等"])
def test_what_is_no_name_does_not_raise(text: str) -> None:
    parse_names(text)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Conway, Ed. Material World. London: WH Allen, 2023.", ["author"]),
        ("Tester, Keith, ed. The Flâneur. London: Routledge, 1994.", ["editor"]),
    ],
)
def test_ed_is_a_given_name_or_a_role(text: str, roles: list[str]) -> None:
    assert [creator.role.value for creator in parse_citation(text).reference.creators] == roles
