"""What stands around a word: that a place follows, of which kind, or that it is no place at all."""

import pytest
from read_texts import named, only, places, read

from korea_map.reading.cues import AND, AT, KIND, TITLE, UNIT, cues_of, reformed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fishing boats were seen off Sokcho and near Wonsan.", ["sokcho", "wonsan"]),
        ("The column moved towards Wonju through Chechon.", ["wonju", "jecheon"]),
        ("Les jonques vont de Mokpo vers Cheju.", ["mokpo", "jeju"]),
        ("On va jusqu'à Séoul, puis à Fousan.", ["seoul", "busan"]),
        ("Der Konsul wohnt in Gensan und reist nach Mokpo.", ["wonsan", "mokpo"]),
        ("Von Söul nach Gensan reist man sechs Tage.", ["seoul", "wonsan"]),
        ("Рыбаки вышли из Мокпхо к острову Чечжудо.", ["mokpo", "jeju-do"]),
        ("Консулъ живетъ въ Гензанѣ, а торговецъ въ Мокпо.", ["wonsan", "mokpo"]),
        ("Изъ Сеула въ Гензанъ везутъ рисъ.", ["seoul", "wonsan"]),
        ("我们在平壤休息，随后前往元山。", ["pyongyang", "wonsan"]),
        ("我們在平壤休息，隨後前往元山。", ["pyongyang", "wonsan"]),
        ("列车从新义州开到汉城。", ["sinuiju", "seoul"]),
        ("列車從新義州開到漢城。", ["sinuiju", "seoul"]),
        ("船は釜山から仁川へ向かった。", ["busan", "incheon"]),
        ("ピョンヤンからシンウィジュへ行く。", ["pyongyang", "sinuiju"]),
        ("平壌の駅で待つ。", ["pyongyang"]),
        ("우리는 평양에서 쉬고 원산으로 갔다.", ["pyongyang", "wonsan"]),
        ("배가 부산에서 인천까지 간다.", ["busan", "incheon"]),
        ("기차는 신의주를 떠나 함흥에 닿았다.", ["sinuiju", "hamhung"]),
    ],
)
def test_a_word_of_place_in_each_language_goes_before_a_name(text, names):
    assert places(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("В Сеуле идёт дождь.", ["seoul"]),
        ("У Вонсана тихо. К Пхеньяну подходит поезд.", ["wonsan", "pyongyang"]),
        ("С Чечжудо пришла лодка.", ["jeju-do"]),
        ("О. Чеджудо лежит на юге.", ["jeju-do"]),
        ("A Séoul il neige.", ["seoul"]),
        ("A Pusan newspaper reported rain.", ["busan"]),
        ("ПОЕЗД ВЫШЕЛ ИЗ СЕУЛА В ПУСАН ТЧК МОСТ У СУВОНА ПОВРЕЖДЕН", ["seoul", "busan", "suwon"]),
    ],
)
def test_a_word_of_one_letter_that_begins_a_sentence_is_no_initial(text, names):
    assert places(text) == names


def test_the_reason_names_the_word_that_speaks_for_the_name():
    for text, word in (
        ("Boats lie at Mokpo.", "at"),
        ("Бумаги пришли изъ Мокпо.", "изъ"),
        ("我们在木浦休息。", "在"),
    ):
        assert f"“{word}”" in only(text).why[0], text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("大邱、釜山、仁川三地。", ["daegu", "busan", "incheon"]),
        ("我军经安州、定州到新义州。", ["anju", "chongju", "sinuiju"]),
        ("我軍經安州、定州到新義州。", ["anju", "chongju", "sinuiju"]),
        ("驻扎于铁原、平康一带。", ["cheorwon", "pyonggang"]),
        ("敌在水原、利川之间。", ["suwon", "icheon"]),
        ("木浦、群山、仁川の三港。", ["mokpo", "gunsan", "incheon"]),
        ("咸興と元山の間。", ["hamhung", "wonsan"]),
        ("ピョンヤン、シンウィジュ。", ["pyongyang", "sinuiju"]),
        ("평양과 원산.", ["pyongyang", "wonsan"]),
        ("Pusan, Masan and Chinhae are ports.", ["busan", "masan", "jinhae"]),
        ("Les villes de Taikou et de Fousan sont calmes.", ["daegu", "busan"]),
        ("Отрядъ вышелъ къ Анчжу и Пеньяну.", ["anju", "pyongyang"]),
    ],
)
def test_names_in_a_row_are_each_a_name(text, names):
    assert places(text) == names


# kinds


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Han River was frozen.", [("Han River", "han-river")]),
        ("Boats crossed the Naktong river by night.", [("Naktong", "nakdong-river")]),
        ("На реке Тэдонган стоит лёд.", [("Тэдонган", "taedong-river")]),
        ("Лодки на реке Ялуцзян.", [("Ялуцзян", "yalu-river")]),
        ("Рѣка Ялу глубока.", [("Ялу", "yalu-river")]),
        ("La rivière Nakdong déborde.", [("Nakdong", "nakdong-river")]),
        ("大同江边有渡口。", [("大同江", "taedong-river")]),
        ("鸭绿江上有桥。", [("鸭绿江", "yalu-river")]),
        ("漢江と洛東江は凍っている。", [("漢江", "han-river"), ("洛東江", "nakdong-river")]),
        ("압록강은 길다.", [("압록강", "yalu-river")]),
    ],
)
def test_a_river_is_meant_where_the_text_says_river(text, names):
    assert named(text) == names


def test_the_village_is_part_of_a_name_in_characters():
    assert named("部队到军隅里。") == [("军隅里", "kunu")]
    assert named("軍は軍隅里に着いた。") == [("軍隅里", "kunu")]


def test_of_two_places_with_one_name_the_one_of_the_kind_is_meant():
    assert places("The Taedong River is wide.") == ["taedong-river"]
    assert places("The village of Taedong is small.") != ["taedong-river"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The ice on Wonsan Harbor was thin.", [("Wonsan", "wonsan")]),
        ("The ice in Inchon harbor was thin.", [("Inchon", "incheon")]),
        ("The port of Fusan is busy.", [("Fusan", "busan")]),
        ("The village of Sinanju lies near.", [("Sinanju", "sinanju")]),
        ("В районе Чхорвона сухо.", [("Чхорвона", "cheorwon")]),
        ("Города Пусан и Сеул спят.", [("Пусан", "busan"), ("Сеул", "seoul")]),
        ("Остров Чечжудо велик.", [("Чечжудо", "jeju-do")]),
        ("Die Stadt Pjöngjang liegt am Fluss.", [("Pjöngjang", "pyongyang")]),
        ("大邱駅から釜山港へ。", [("大邱", "daegu"), ("釜山", "busan")]),
        ("平壤市和元山港。", [("平壤", "pyongyang"), ("元山", "wonsan")]),
        ("청진항에 배가 있다.", [("청진", "chongjin")]),
        ("수원역에서 기다렸다.", [("수원", "suwon")]),
        ("서울특별시와 인천광역시.", [("서울", "seoul"), ("인천", "incheon")]),
    ],
)
def test_the_word_of_a_settlement_or_harbor_is_no_part_of_the_name(text, names):
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mount Paektu is high.", [("Mount Paektu", "paektu-san")]),
        ("The Chosin Reservoir froze.", [("Chosin Reservoir", "changjin-reservoir")]),
        ("The ship passed Kanghwa Island.", [("Kanghwa Island", "ganghwa-do")]),
        ("Chagang Province is cold.", [("Chagang Province", "chagang-do")]),
        ("Province of Hwanghae has rice.", [("Hwanghae", "hwanghae-do")]),
        ("La province de Hoang-hai est riche.", [("Hoang-hai", "hwanghae-do")]),
        ("Провинция Хамгён-Пукто холодная.", [("Хамгён-Пукто", "hamgyong-bukto")]),
        ("在黃海道和咸鏡北道種田。", [("黃海道", "hwanghae-do"), ("咸鏡北道", "hamgyong-bukto")]),
        ("在黄海道和咸镜北道种田。", [("黄海道", "hwanghae-do"), ("咸镜北道", "hamgyong-bukto")]),
        (
            "경상남도와 평안도를 지났다.",
            [("경상남도", "gyeongsangnam-do"), ("평안도", "pyongan-do")],
        ),
        ("금강산은 높다.", [("금강산", "kumgang-san")]),
        ("在長津湖畔。", [("長津湖", "changjin-reservoir")]),
        ("在狼林山脉。", [("狼林山脉", "nangnim-sanmaek")]),
    ],
)
def test_mountains_islands_and_provinces_are_printed_with_the_word_that_belongs_to_them(
    text, names
):
    assert named(text) == names


# persons


@pytest.mark.parametrize(
    "text",
    [
        "General Wonju spoke first, and Colonel Taegu answered.",
        "Mr. Andong and Dr. Sinuiju came late.",
        "Captain Songjin was on board.",
        "Present were Kim Il-sung, Pak Hon-yong, Syngman Rhee and Nam Il.",
        "He met Song Jin Woo, Cho Man-sik and Yi Sung-man.",
        "I saw Kim, Pak, Yi and Chong at the market.",
        "Présents : le général Li, le consul Collin de Plancy et M. Pak.",
        "M. Tchang et Mme Yun sont partis.",
        "Присутствовали: Ким Ир Сен, Пак Хон Ен, Нам Ир, Пын Дэхуай.",
        "Генерал Сувон и полковник Ли говорили.",
        "Ян, Ли, Сон и Хан ушли.",
        "Генерал В. Апушкин прибыл.",
        "James C. Kanggye spoke.",
        "Mail from K. Andong, R. Mokpo and J. Wonsan came.",
        "It was Tom Masan.",
        "彭德怀同志和金日成首相在座。",
        "张平山在家。",
        "張平山在家。",
        "李承晚大統領と金九先生が来た。",
        "김일성 장군과 박헌영 동지가 말했다.",
    ],
)
def test_persons_are_no_places(text):
    assert named(text) == []


def test_a_person_beside_a_place_leaves_the_place():
    assert named("Mr. Kim and Dr. Sinuiju met at Seoul.") == [("Seoul", "seoul")]
    assert named("Kim Il Sung spoke at Pyongyang.") == [("Pyongyang", "pyongyang")]
    assert named("Mgr Mutel est à Séoul.") == [("Séoul", "seoul")]
    assert named("Генералъ Ли живетъ въ Сеулѣ.") == [("Сеулѣ", "seoul")]


@pytest.mark.parametrize(
    "text",
    [
        "The 7th Division and the 24th Infantry Regiment rested.",
        "7-я дивизия и 3-й полк отошли.",
        "第七师和第二十四团休息。",
        "제7사단이 쉬었다.",
        "La 2e division et le 5e régiment se reposent.",
    ],
)
def test_units_of_an_army_are_no_places(text):
    assert named(text) == []


# what is no place of Korea


@pytest.mark.parametrize(
    "text",
    [
        "In May and March, and on Sunday, the weather was mild.",
        "В январе, в феврале, в июне, в июле и в сентябре.",
        "En mai et en mars il faisait doux.",
        "Im Mai und im März war es mild.",
        "China, Japan, Russia and the United States wait.",
        "Le Japon, la Chine et la Russie attendent.",
        "Китай, Япония и Россия ждут.",
        "中国、日本和俄国在等。",
        "中國、日本和俄國在等。",
        "중국과 일본은 기다린다.",
    ],
)
def test_months_and_countries_are_none(text):
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Korea is a peninsula; North Korea and South Korea, Chosen and Corea are its names.",
        "Корея, Северная Корея и Южная Корея.",
        "По Корее и Корейскому полуострову.",
        "La Corée, la Corée du Nord.",
        "Korea und Nordkorea.",
        "朝鲜半岛和韩国。",
        "朝鮮と韓国の人。",
        "조선과 한국은 나라다.",
    ],
)
def test_korea_itself_is_none(text):
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Korean farmers and Japanese fishermen.",
        "Сеульское правительство и пусанский порт.",
        "Корейскіе крестьяне и японскіе рыбаки.",
        "Les paysans coréens et les pêcheurs japonais.",
        "Koreanische Bauern und japanische Fischer.",
    ],
)
def test_adjectives_are_none(text):
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The trains from Mukden and Antung go to Dairen and Port Arthur.",
        "Поезда из Мукдена и Ляояна идут в Дальний и Порт-Артур, а из Аньдуна в Харбин.",
        "Он был в Москве, во Владивостоке, в Токио, в Пекине и в Берлине.",
        "Войска стоят в Маньчжурии; от Москвы до Харбина далеко.",
        "Les trains de Moukden vont à Tokyo et Vladivostok.",
        "Die Züge von Mukden fahren nach Peking und Tientsin.",
        "汽車は奉天から大連、東京、大阪へ行く。",
        "기차는 심양에서 북경과 도쿄로 간다.",
        "火车从沈阳开往北京和上海。",
        "火車從瀋陽開往北京和上海。",
        "Washington, London, Moscow, Paris and Berlin are far; so are Manila and Shanghai.",
        "The Sea of Japan and the Yellow Sea are rough.",
    ],
)
def test_places_beyond_korea_are_none(text):
    assert named(text) == []


def test_a_place_of_korea_among_places_beyond_is_found():
    assert places("From Mukden by Antung to Seoul, then by sea to Tokyo.") == ["seoul"]
    assert places("火车从沈阳开往平壤。") == ["pyongyang"]
    assert places("Из Мукдена в Сеул и обратно в Харбин.") == ["seoul"]


# words that are names too


def test_german_nouns_are_no_names():
    text = (
        "Der Bauer bringt Reis und Salz vom Markt, die Frau trägt Wasser und Holz in das Haus am "
        "Rande der Stadt. Am Morgen kam der Regen, am Abend der Nebel, und in der Nacht fiel "
        "Schnee auf die Berge und Hütten. Der Schmied stand vor der Tür, der Hund lag im Hof, die "
        "Kinder spielten mit dem Ball auf der Wiese hinter der Schule, und der Lehrer las die "
        "Zeitung. Danach ging der Müller mit dem Esel zum Fluss."
    )
    assert named(text) == []
    assert named(text + " Von Gensan kam ein Brief.") == [("Gensan", "wonsan")]


@pytest.mark.parametrize(
    "text",
    [
        "His son sat on a song bench and ran to the gate.",
        "The Song of the Sun, a Yong tale, and Chang the cat.",
        "He sang an old song in a long yard.",
        "Son fils dort dans la maison; on mange du pain.",
        "Сон был долгим, и он ушёл в сад.",
        "中部地方的人民要和平，不要战争，光明在前面。",
        "人們在市場中央等候，公路北面是学校。",
        "東部と西部の道路は大半が土である。",
        "우리는 자유와 평화를 원하고 문화를 사랑한다. 정부는 안전을 지킨다.",
        "이 수도의 음성은 연기처럼 사라졌다.",
    ],
)
def test_common_words_are_no_names(text):
    assert named(text) == []


def test_small_letters_are_no_name_in_letters():
    assert named("they went from seoul to pusan") == []


def test_a_word_that_the_text_has_in_small_letters_too_is_no_name():
    assert named("Masan is big. A masan is a hill.") == []
    assert named("Masan is big. A hill is high.") == [("Masan", "masan")]


def test_a_name_that_is_sure_once_is_a_name_wherever_the_text_has_it():
    assert named("Chasan is small.") == []
    assert places("He went to Chasan. Chasan is small.") == ["chasan", "chasan"]
    assert places("They left Tosan. Tosan was dry. Then came Tosan rain.") == ["tosan"] * 3


# the words of the tables


def test_old_letters_and_capitals_make_no_other_word():
    assert reformed("Въ") == reformed("в") == "в"
    assert reformed("рѣки") == "реки"
    assert reformed("сѣвернѣе") == "севернее"
    assert reformed("Harbor") == "harbor"


def test_a_word_may_say_several_things():
    assert AT in cues_of("near")
    assert AND in cues_of("und")
    assert KIND in cues_of("рѣки")
    assert cues_of("river")[KIND].feature_class == "H"
    assert TITLE in cues_of("General")
    assert UNIT in cues_of("Division")
    assert cues_of("plough") == {}


def test_what_is_read_knows_its_text():
    text = "Boats lie at Mokpo."
    reading = read(text)
    assert (reading.text, reading.notes) == (text, ())
    assert (reading[0].end, reading[0].doubtful) == (len(text) - 1, False)
