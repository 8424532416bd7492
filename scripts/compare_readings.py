"""Compare the Japanese readings of places.csv with those that others attest.

Run `python scripts/compare_readings.py`: it prints, for GeoNames and for the list printed in
1922, how many of the readings agree, and each that does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import build_places
import derive_readings as readings
from romanize_korean import romanize

from korea_map.names.letters import unmarked

# What a place is, at the end of a reading: village, town, island, prefecture, river.
_RANK = re.compile(r"(?<=\w)-?(ri|dō|dŏ|do|shi|fu|gun)$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reading of ours beside those that a witness has for the same place."""

    place_id: str
    hanja: str
    derived: str
    final: str
    attested: tuple[str, ...]

    @property
    def derived_agrees(self) -> bool:
        """Whether the reading before any correction is among those attested."""
        return _agrees(self.derived, self.attested)

    @property
    def final_agrees(self) -> bool:
        """Whether the reading in places.csv is among those attested."""
        return _agrees(self.final, self.attested)


def with_geonames() -> Iterator[Comparison]:
    """Compare every place for which GeoNames has a Japanese reading of its characters.

    A name that is the Korean one without its marks (Kaya of 伽倻) tells nothing.
    """
    unihan, rules = readings.read_unihan(), readings.read_rules()
    cities = build_places.read_cities()
    final = {row["id"]: row["reading_ja"] for row in build_places.read("places")}
    for row in build_places.read("raw/places_1945"):
        if row["hanja"] and row["feature_class"] == "P":
            possible = readings.possible(row["hanja"], unihan)
            city = cities.get(row["geo_id"], {})
            names = {*row["names"].split("|"), *city.get("alternatenames", [])}
            korean = readings.fold(unmarked(romanize(row["hangul"])))
            attested = {
                name
                for name in names
                if name[:1].isupper() and _folded(name) in possible and _folded(name) != korean
            }
            if attested:
                yield Comparison(
                    row["id"],
                    row["hanja"],
                    readings.japanese(row["hanja"], unihan, rules),
                    final[row["id"]],
                    tuple(sorted(attested)),
                )


def with_1922() -> Iterator[Comparison]:
    """Compare the places of the list printed in 1922."""
    unihan, rules = readings.read_unihan(), readings.read_rules()
    places = {row["id"]: row for row in build_places.read("places")}
    for row in build_places.read("raw/readings_1922"):
        place = places[row["place_id"]]
        derived = readings.japanese(place["hanja"], unihan, rules)
        final = place["reading_ja"]
        # The list leaves 島 (tō) off islands, and 江 (kō) off all rivers but two.
        printed = row["printed"].replace(" ", "")
        if readings.fold(final) != readings.fold(printed):
            kind = {"島": "tō", "江": "kō"}.get(place["hanja"][-1], "")
            derived, final = derived.removesuffix(kind), final.removesuffix(kind)
        yield Comparison(place["id"], place["hanja"], derived, final, (printed,))


def _folded(name: str) -> str:
    return readings.fold(_RANK.sub("", name))


def _agrees(reading: str, attested: tuple[str, ...]) -> bool:
    wanted = {_folded(name) for name in attested} | {readings.fold(name) for name in attested}
    return readings.fold(reading) in wanted or _folded(reading) in wanted


def main() -> None:
    """Print the two comparisons."""
    for title, compare in (("GeoNames", with_geonames), ("1922", with_1922)):
        rows = list(compare())
        derived = sum(row.derived_agrees for row in rows)
        final = sum(row.final_agrees for row in rows)
        print(f"{title}: {len(rows)} places, {derived} agree as derived, {final} as corrected")
        for row in rows:
            if not row.final_agrees:
                print(f"  {row.place_id} {row.hanja}: {row.final}, not {', '.join(row.attested)}")


if __name__ == "__main__":
    main()
