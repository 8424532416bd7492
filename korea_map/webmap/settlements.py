"""How many settlements of the ground lie within the zones of each plan, at every radius.

They are the seats of the cities and counties of 1945, each once, however many villages the
authority has beside them. Of a ground that says no such ranks they are the rows of the feature
class P: cities, towns and villages. They say nothing of how many people lived there.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from korea_map.geodesy import WGS84
from korea_map.model import Place, Toponym
from korea_map.names.rank_1945 import rank_of
from korea_map.webmap.content import Content
from korea_map.webmap.language import Language

STEP_M: Final = 250
"""Between the radii of the documents the count is that of the last step below."""
_SETTLED: Final = "P"
_SEATS: Final = ("府", "郡", "島")
"""Ranks of 1945: cities, counties, island districts; together they were the whole country."""
_BLOCK: Final = 500_000
"""Pairs that are measured at once."""

Floats = NDArray[np.float64]


def list_settlements(places: Iterable[Place]) -> tuple[str, list[Place]]:
    """Return the places that are counted, after the key of the sentence that tells of them."""
    listed = list(places)
    seats = [one for one in listed if rank_of(one) in _SEATS]
    if seats:
        return "settled.seats", seats
    return "settled", [one for one in listed if one.feature_class == _SETTLED]


def describe_settlements(content: Content) -> dict[str, Any]:
    """Return how many settlements there are, and how many each plan has within a radius.

    `said` is the key of the sentence that tells it. `steps` of a plan are how many come with
    each step of the radius, from 0, parted by commas, a blank for none; `exact` is how many
    there are at each radius that a document states or that is tried.
    """
    said, settled = list_settlements(content.dataset.places.values())
    plans = {}
    for plan in content.zone_plans:
        metres = nearest_m(settled, content.located_of(plan))
        radii = {content.drawn_m(plan.id), *content.radii[plan.id].readings.values()}
        steps = np.ceil(metres[metres <= content.reach_m] / STEP_M).astype(int)
        plans[plan.id] = {
            "steps": ",".join(str(n or "") for n in np.bincount(steps).tolist()),
            "exact": [[radius, int((metres <= radius).sum())] for radius in sorted(radii)],
        }
    return {"said": said, "count": len(settled), "step_m": STEP_M, "plans": plans}


def nearest_m(places: Sequence[Place], points: Sequence[Toponym]) -> Floats:
    """Return how far each place is from the nearest point, on the ellipsoid, in metres.

    The nearest is that with the shortest straight line through the ground: for all lengths that
    a zone can have, that of the shortest way above it.
    """
    if not places or not points:
        return np.full(len(places), np.inf)
    here = np.array([(one.lon, one.lat) for one in places], dtype=float)
    there = np.array([(one.lon, one.lat) for one in points], dtype=float)
    from_centre, to_centre = _from_centre(here), _from_centre(there)
    size = max(1, _BLOCK // len(there))
    nearest = np.concatenate(
        [
            np.argmin(
                np.sum((from_centre[at : at + size, None] - to_centre[None]) ** 2, axis=2), axis=1
            )
            for at in range(0, len(here), size)
        ]
    )
    return np.asarray(WGS84.inv(*here.T, *there[nearest].T)[2], dtype=float)


def _from_centre(degrees: Floats) -> Floats:
    """Return longitudes and latitudes as x, y and z from the centre of the earth."""
    lon, lat = np.radians(degrees).T
    along = WGS84.a / np.sqrt(1 - WGS84.es * np.sin(lat) ** 2)
    x, y = along * np.cos(lat) * np.cos(lon), along * np.cos(lat) * np.sin(lon)
    return np.stack([x, y, (1 - WGS84.es) * along * np.sin(lat)], axis=1)


def count_within(of_plan: Mapping[str, Any], radius_m: float) -> int:
    """Return how many settlements a plan has within a radius, as the page counts them."""
    for metres, count in of_plan["exact"]:
        if abs(metres - radius_m) < 0.01:
            return int(count)
    sums = list(accumulate(int(n or 0) for n in of_plan["steps"].split(",")))
    return sums[min(int(radius_m / STEP_M + 1e-6), len(sums) - 1)]


def tell_settlements(
    described: Mapping[str, Any], radii: Mapping[str, float], language: Language
) -> str:
    """Return in a sentence how many settlements lie within the zones of each plan."""
    count = described["count"]
    if not count or not described["plans"]:
        return ""
    told = []
    for plan, one in described["plans"].items():
        within = count_within(one, radii[plan])
        figures = language.text("find.aside", one=within, other=language.percent(within / count))
        told.append(f"{language.text(f'plan.{plan}.short')} {figures}")
    return language.text(
        described["said"], count=count, plans=language.text("list.join").join(told)
    )
