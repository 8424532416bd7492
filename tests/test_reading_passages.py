"""Passages as documents of 1894 to 1953 have them, of the project's own making, read whole."""

import pytest
from read_texts import named, places

FOUND = {
    "a diplomat's letter": (
        (
            "Mr. Waeber writes from Seoul that the King has gone to the Russian Legation, and that "
            "Chemulpo is full of ships; Captain Pavlow has gone to Gensan. The road by Phyong-yang "
            "to Wiju is bad. Fusan has six thousand Japanese."
        ),
        ["seoul", "incheon", "wonsan", "pyongyang", "uiju", "busan"],
    ),
    "an army's report": (
        (
            "Our patrols reached Sinmak and Sariwon on the 15th while the ROK II Corps took "
            "Songchon. General Walker's headquarters remain at Taegu. Enemy troops north of the "
            "Chongchon River near Kunu-ri and Tokchon hold the heights. Weather bad over Kimpo "
            "airfield. Admiral Joy flew to Tokyo on Tuesday."
        ),
        ["sinmak", "sariwon", "songchon", "daegu", "chongchon-river", "kunu", "tokchon", "gimpo"],
    ),
    "a missionary's letter": (
        (
            "Le père Doucet quitta Séoul pour le Hoang-hai; à Hpyeng-yang il trouva des chrétiens. "
            "Le vapeur Chow-chow-foo touche à Tchemoulpo, Mokhpo et Fousan. M. Collin de Plancy "
            "revient de Ouen-san. Les Tonghaks sont à Tjyen-tjyou."
        ),
        ["seoul", "hwanghae-do", "pyongyang", "incheon", "mokpo", "busan", "wonsan", "jeonju"],
    ),
    "a Soviet telegram": (
        (
            "Наши части вышли на рубеж Анчжу, Сунчхон, Кандон и заняли Синмак. Противник отходит к "
            "Сувону, бросая технику. Товарищу Сталину доложено из Пекина, что корейские товарищи "
            "просят помощи. В районе Вонсана высажен десант, в Хыннаме идут бои. На юге, у Тэгу и "
            "Пусана, тихо."
        ),
        ["anju", "sunchon", "kangdong", "sinmak", "suwon", "wonsan", "hungnam", "daegu", "busan"],
    ),
    "a report of 1904": (
        (
            "Отрядъ генерала Мищенко дошелъ до Анчжу и Касана. Консулъ въ Фузанѣ сообщаетъ, что "
            "японцы строятъ желѣзную дорогу отъ Фузана на Тайку и Сеулъ. Въ Гензанѣ и на рѣкѣ "
            "Туменъ-ула спокойно. Крейсеръ «Варягъ» стоитъ въ Чемульпо."
        ),
        ["anju", "kasan", "busan", "busan", "daegu", "seoul", "wonsan", "tumen-river", "incheon"],
    ),
    "a Chinese telegram of 1950": (
        (
            "敌军自仁川登陆后，向汉城、水原方向进攻。我志愿军由长甸河口、辑安渡过鸭绿江，进至球场、"
            "德川、宁远一线。彭德怀到大榆洞。"
        ),
        ["incheon", "seoul", "suwon", "yalu-river", "kujang", "tokchon", "yongwon", "taeyudong"],
    ),
    "a Chinese memorial of 1894": (
        "敵軍自仁川登陸後，向漢城、水原方向進攻。清軍駐牙山，葉志超退公州，左寶貴守平壤玄武門。",
        ["incheon", "seoul", "suwon", "asan", "gongju", "pyongyang"],
    ),
    "a Japanese report of 1894": (
        (
            "混成旅団は仁川に上陸し、龍山に陣した。成歓の戦の後、牙山を占め、第五師団は元山と釜山か"
            "ら平壌に向ふ。大鳥公使は京城に在り。"
        ),
        ["incheon", "yongsan", "seonghwan", "asan", "wonsan", "busan", "pyongyang", "seoul"],
    ),
    "Korean news of 1950": (
        (
            "인민군은 춘천을 지나 서울로 들어갔고, 대전에서 싸웠다. 낙동강 앞에서 멈췄다. 맥아더 "
            "장군은 인천에 상륙했다. 이승만 대통령은 부산에 있었다."
        ),
        ["chuncheon", "seoul", "daejeon", "nakdong-river", "incheon", "busan"],
    ),
    "a German traveller": (
        (
            "Die Eisenbahn von Fusan über Taiku nach Söul ist fertig. Der deutsche Konsul in "
            "Chemulpo reiste nach Gensan, wo das Kloster steht. In Phöngjang leben viele Japaner."
        ),
        ["busan", "daegu", "seoul", "incheon", "wonsan", "pyongyang"],
    ),
}

NONE = {
    "ports of Japan and China": (
        "From Kobe, Moji, Nagasaki, Sasebo, Kure, Shimonoseki, Hiroshima, Osaka and Yokohama the "
        "ships went to Chefoo, Taku, Tientsin, Newchwang, Hankow, Foochow, Amoy and Canton."
    ),
    "towns of Manchuria": (
        "The armies met at Haicheng, Kaiping, Kinchow, Liaoyang, Fenghuangcheng, Kaiyuan, "
        "Tiehling, Kirin, Changchun, Hunchun and Takushan."
    ),
    "cities of Japan": (
        "Letters came from Kyoto, Nara, Nagoya, Sendai, Hakodate, Niigata, Kanazawa, Kumamoto, "
        "Kagoshima and Fukuoka."
    ),
    "the same in old Russian": (
        "Изъ Нагасаки, Симоносеки, Хиросимы, Сасебо, Іокогамы и Кобе вышли суда; въ Чифу, Таку и "
        "Инкоу стоятъ канонерки."
    ),
    "the war of 1904": (
        "Около Мукдена, Ляояна, Хайчена и Сюяня идут бои; из Порт-Артура, Талиенвана и Дагушаня "
        "вестей нет. В Хабаровске, Владивостоке, Никольске и Иркутске тихо."
    ),
    "ports in French": (
        "Les navires vont de Nagasaki, Chimonoseki, Kobé et Yokohama à Tchéfou, Takou, Tien-tsin, "
        "Niou-tchouang, Han-keou, Canton et Amoy."
    ),
    "a march through Manchuria": (
        "部队经沈阳、辽阳、鞍山、海城、凤城、通化、临江、集安、长春、吉林、四平、锦州开进。"
    ),
    "the same in traditional characters": (
        "部隊經瀋陽、遼陽、鞍山、海城、鳳城、通化、臨江、長春、吉林、四平、錦州開進。"
    ),
    "ports in Japanese": "大阪、廣島、下關、長崎、佐世保、門司、神戸、横浜から船が出た。",
    "the war of 1894 in China": "旅順、大連、營口、金州、海城、鳳凰城、九連城を占領した。",
    "American officers": (
        "Sherman, Patton, Hodge, Almond, Ridgway, Clark, Harrison, Muccio, Noble and Dulles."
    ),
    "Japanese statesmen": (
        "Ito, Inoue, Oyama, Yamagata, Kuroki, Nogi, Togo, Komura, Hayashi, Otori and Miura."
    ),
    "the same in Russian": "Ито, Ойяма, Куроки, Ноги, Того, Комура, Хаяси и Миура.",
    "Russian officers": (
        "Куропаткинъ, Ренненкампфъ, Мадритовъ, Засуличъ, Линевичъ, Алексѣевъ и Ламздорфъ."
    ),
    "Chinese leaders": "Mao, Zhou, Peng, Gao Gang, Nie Rongzhen, Li Kenong, Qiao Guanhua.",
    "the same in Cyrillic": "Мао, Чжоу, Пын, Гао Ган, Не Жунчжэнь, Ли Кэнун, Цяо Гуаньхуа.",
    "the same in characters": "毛泽东、周恩来、彭德怀、高岗、聂荣臻、乔冠华、邓华、洪学智、解方。",
    "Chinese officers of 1894": "李鴻章、袁世凱、葉志超、聶士成、左寶貴、馬玉崑、衛汝貴、豐升阿。",
    "Japanese officers of 1894": "伊藤博文、大鳥圭介、陸奥宗光、山県有朋、桂太郎、野津道貫。",
    "Korean leaders": "김구, 여운형, 조만식, 박헌영, 김두봉, 최용건, 무정, 허가이.",
    "Russian children": "Маша, Даша, Саня, Коля, Толя, Миша, Паша, Тоня, Оля, Аня, Женя и Соня.",
    "French names": "Jean, Paul, Marie, Anne, Henri, Louis, Simon, Yves, Sophie, Aimé.",
    "goods": (
        "The Company sold Tin, Rice, Beans, Silk, Ginseng, Hides, Gold, Copper and Cotton; the "
        "Privy Council, the Foreign Office and the Board of War sent Notes."
    ),
    "a call": "人民代表大会在人民大会堂开会，中央军委发出命令，前线后方团结一致，三千里江山。",
}


@pytest.mark.parametrize("kind", FOUND)
def test_every_place_of_a_passage_is_found_and_nothing_else(kind):
    text, expected = FOUND[kind]
    assert places(text) == expected


@pytest.mark.parametrize("kind", NONE)
def test_a_passage_without_a_place_of_korea_has_none(kind):
    assert named(NONE[kind]) == []
