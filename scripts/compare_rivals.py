"""Print, for each name of the telegram, the rivals of gazetteer.csv and the engine's next.

A rival's number is its place among the candidates; "-" where it is not among the first
ten, and then tests/rivals_explained.csv says why.
"""

import csv
from pathlib import Path

from korea_map.gazetteer import load_places, load_toponyms
from korea_map.names import Reconciler

EXPLAINED = Path(__file__).resolve().parent.parent / "tests" / "rivals_explained.csv"


def main() -> None:
    """Print the table."""
    with EXPLAINED.open(encoding="utf-8", newline="") as stream:
        why = {(row["toponym"], row["rival"]): row["why"] for row in csv.DictReader(stream)}
    reconciler = Reconciler(load_places().values())
    for toponym in load_toponyms():
        if not toponym.place_id or not toponym.list.startswith(("unc-", "cpv-")):
            continue
        found = [c.place.id for c in reconciler.candidates(toponym.toponym, limit=10)]
        rank = found.index(toponym.place_id) + 1 if toponym.place_id in found else "-"
        others = ", ".join(place for place in found[:4] if place != toponym.place_id)
        print(f"{toponym.id}  {toponym.toponym}: {toponym.place_id} is {rank}; next {others}")
        for rival in toponym.rivals:
            place = found.index(rival) + 1 if rival in found else "-"
            print(f"    {place:>2} {rival}  {why.get((toponym.id, rival), '')}".rstrip())


if __name__ == "__main__":
    main()
