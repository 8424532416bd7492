"""What is exported: the records of a document, perhaps changed, as rows by the names of fields.

A row has every field of its table in `fields.csv`; a format takes those that it has.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, TypeAlias

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from korea_map.dataset import Dataset
from korea_map.errors import ChoiceError, KoreaMapError
from korea_map.exports.label_sides import place_sides
from korea_map.gazetteer import to_points
from korea_map.geodesy import distance_m
from korea_map.given import take_points
from korea_map.model import Mile, Place, Plan, PlanKind, Proposal, Status, Toponym
from korea_map.moves import argue
from korea_map.proposals import proposed_radius_m, take_proposals
from korea_map.putting import Move
from korea_map.sources import Source, in_words
from korea_map.styles import default_plans
from korea_map.webmap.content import Content, read_content
from korea_map.webmap.language import Language
from korea_map.webmap.point_data import cite
from korea_map.webmap.radii import Length, Tried, read_radii, try_radius
from korea_map.zones import refuse_unit_alone, zones

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Records:
    """A document and what follows from it.

    Attributes
    ----------
    content
        Of the data folder, as it stands there.
    dataset
        The same with the points and lists that are exported.
    zones
        As `zones` gives them.
    language
        Of titles and descriptions.
    tried
        The radius of each plan that is drawn with another than its lists state.
    """

    content: Content
    dataset: Dataset
    zones: gpd.GeoDataFrame
    language: Language
    tried: Mapping[str, Tried] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the map is called."""
        return self.language.text("document-title")

    @property
    def sources(self) -> Mapping[str, Source]:
        """The bibliography of the page."""
        return self.content.sources

    @property
    def plans(self) -> Sequence[Plan]:
        """The plans, in the order of the page; new ones at the end."""
        return self.dataset.plans

    def title_of(self, plan: str) -> str:
        """Return what a plan is called."""
        key = f"plan.{plan}.title"
        if self.language.has(key):
            return self.language.text(key)
        titles = [one.title for one in self.dataset.proposals if one.plan == plan and one.title]
        return titles[0] if titles else plan

    @cached_property
    def lists(self) -> list[Proposal]:
        """The lists, by plan and half in the order of the page."""
        plans = [plan.id for plan in self.plans]
        sides = [half.id for half in self.dataset.basemap.halves]

        def order(one: Proposal) -> tuple[int, int]:
            half = sides.index(one.territory) if one.territory in sides else len(sides)
            return plans.index(one.plan), half

        return sorted(self.dataset.proposals, key=order)

    def say_tried(self, one: Proposal) -> str:
        """Return that a radius is tried, and what the list states; nothing where none is."""
        tried = self.tried.get(one.plan)
        if tried is None:
            return ""
        told = {"tried": self.language.length(tried.value, tried.unit.name)}
        if one.radius is None or one.radius_unit is None:
            return self.language.text("export.tried.alone", **told)
        stated = self.language.length(one.radius, one.radius_unit)
        return self.language.text("export.tried", **told, stated=stated)

    def toponyms_of(self, one: Proposal) -> list[Toponym]:
        """Return the toponyms of a list, by position."""
        own = [toponym for toponym in self.dataset.toponyms if toponym.list == one.id]
        return sorted(own, key=lambda toponym: toponym.position)

    @cached_property
    def toponyms(self) -> list[Toponym]:
        """The toponyms of all lists, in the order of the page."""
        return [toponym for one in self.lists for toponym in self.toponyms_of(one)]

    @cached_property
    def discs(self) -> dict[str, BaseGeometry]:
        """The zones by the id of their point."""
        return dict(zip(self.zones["id"], self.zones.geometry, strict=True))

    def in_words(self, text: str) -> str:
        """Return a text with each `key[locus]` by the short name of its source."""
        shorts = {key: one.short for key, one in self.dataset.sources.items()}
        return in_words(cite(text), shorts)

    def place_of(self, toponym: Toponym) -> Place | None:
        """Return the place that was decided for a toponym; None where none was."""
        return self.dataset.places.get(toponym.place_id or "")

    @cached_property
    def place_rows(self) -> list[Row]:
        """The table `places`: a row for each toponym of a list."""
        lists = {one.id: one for one in self.dataset.proposals}
        radii = dict(zip(self.zones["id"], self.zones["radius_m"], strict=True))
        rows = [self._place_row(one, lists[one.list], radii.get(one.id)) for one in self.toponyms]
        drawn = [row for row in rows if row["radius_m"] is not None] or rows
        sides = place_sides([_named(row) for row in drawn if row["lon"] is not None])
        for row in rows:
            row["label_side"] = sides.get(_named(row))
        return rows

    def _place_row(self, toponym: Toponym, one: Proposal, radius_m: float | None) -> Row:
        stated_m = proposed_radius_m(one, miles=self.content.miles)
        own = {
            name: getattr(toponym, name)
            for name in (
                *("id", "document", "list", "position", "toponym", "toponym_lang", "place_id"),
                *("title", "hangul", "hanja", "reading", "reading_lang", "lat", "lon"),
                *("location_tolerance_km", "geo_source", "geo_id", "evidence", "citation"),
            )
        }
        sign = self.language.sign(toponym.certainty)
        return own | {
            "plan": one.plan,
            "date": _written(one.date),
            "territory": one.territory,
            "certainty": str(toponym.certainty) if toponym.certainty else None,
            "rivals": "|".join(toponym.rivals) or None,
            "radius_m": None if radius_m is None else float(radius_m),
            "radius_document_m": stated_m,
            "radius_document": one.radius,
            "unit": one.radius_unit,
            "points_claimed": one.points_claimed,
            "label": " ".join(filter(None, (toponym.toponym, sign))),
        }

    @cached_property
    def zone_rows(self) -> list[Row]:
        """The table `zones`: a row for each zone, in the order of `zones`."""
        lists = {one.id: one for one in self.dataset.proposals}
        miles = self.content.miles
        plain = self.zones.drop(columns=self.zones.geometry.name).astype(object)
        rows: list[Row] = plain.where(plain.notna(), None).to_dict("records")
        for row in rows:
            one = lists[row["list"]]
            row["date"] = _written(one.date)
            row["radius_document_m"] = proposed_radius_m(one, miles=miles)
        return rows

    @cached_property
    def list_rows(self) -> list[Row]:
        """The table `lists`."""
        return [self._list_row(one) for one in self.lists]

    def _list_row(self, one: Proposal) -> Row:
        toponyms = self.toponyms_of(one)
        drawn = self.zones["radius_m"][self.zones["list"] == one.id]
        stated_m = proposed_radius_m(one, miles=self.content.miles)
        own = {
            name: getattr(one, name)
            for name in (
                *("id", "plan", "title", "party", "territory", "document", "radius"),
                *("radius_unit", "points_claimed", "teams", "citation", "note"),
            )
        }
        return own | {
            "plan_title": self.title_of(one.plan),
            "date": _written(one.date),
            "status": str(one.status) if one.status else None,
            "radius_m": float(drawn.iloc[0]) if len(drawn) else stated_m,
            "points_listed": len(toponyms),
            "points_located": sum(toponym.lat is not None for toponym in toponyms),
        }

    @cached_property
    def rival_rows(self) -> list[Row]:
        """The table `rivals`, with `lon` and `lat` of each."""
        lists = {one.id: one for one in self.dataset.proposals}
        rows = []
        for toponym in self.toponyms:
            for place in (self._known(rival, toponym) for rival in toponym.rivals):
                km = None
                if toponym.lon is not None and toponym.lat is not None:
                    km = distance_m(toponym.lon, toponym.lat, place.lon, place.lat) / 1000
                rows.append(
                    {
                        "id": f"{toponym.id}/{place.id}",
                        "point": toponym.id,
                        "plan": lists[toponym.list].plan,
                        "toponym": toponym.toponym,
                        "place_id": place.id,
                        "title": place.title,
                        "hangul": place.hangul,
                        "hanja": place.hanja,
                        "distance_km": None if km is None else round(km, 1),
                        "lon": place.lon,
                        "lat": place.lat,
                    }
                )
        return rows

    def _known(self, rival: str, toponym: Toponym) -> Place:
        if rival not in self.dataset.places:
            raise ChoiceError(f"no place has the id {rival!r}, a rival of {toponym.id!r}")
        return self.dataset.places[rival]

    def of_place(self) -> dict[str, list[Toponym]]:
        """Return the toponyms of each place by its id; those without one by their own."""
        groups: dict[str, list[Toponym]] = {}
        for toponym in self.toponyms:
            key = toponym.place_id if self.place_of(toponym) else toponym.id
            groups.setdefault(str(key), []).append(toponym)
        return groups


def gather(
    data: str | os.PathLike[str] | None = None,
    *,
    points: gpd.GeoDataFrame | Mapping[str, Move] | None = None,
    proposals: Iterable[Proposal] | pd.DataFrame | None = None,
    radius: float | Length | Mapping[str, float | Length] | None = None,
    unit: str = "km",
    miles: Mile | None = None,
    lang: str | None = None,
) -> Records:
    """Read a document and make of it what is exported; see `export` for the parameters."""
    content = read_content(data, miles=miles)
    dataset = content.dataset
    language = content.language(lang)
    if proposals is not None:
        lists = take_proposals(proposals)
        of_lists = [toponym.list for toponym in dataset.toponyms]
        if points is not None and not isinstance(points, Mapping):
            table = take_points(points)
            points = table[table["list"].isin([one.id for one in lists])]
            of_lists = list(table["list"])
        counts = Counter(of_lists)
        dataset = _with_lists(dataset, [_fill(one, dataset, counts[one.id]) for one in lists])
    if points is not None:
        dataset = argue(dataset, points, None)
    tried = _read_radii(dataset, radius, unit, content.miles)
    drawn = zones(
        to_points(dataset.toponyms),
        proposals=[try_radius(one, tried.get(one.plan)) for one in dataset.proposals],
        miles=content.miles,
    )
    return Records(content, dataset, drawn, language, tried)


def _read_radii(dataset: Dataset, radius: Any, unit: str, miles: Mile) -> Mapping[str, Tried]:
    """Return the radii that are tried: one for all is for the plans that draw zones.

    Whoever names a plan means it, also where its lists state no radius.
    """
    refuse_unit_alone(radius, unit)
    plans = {plan.id: plan.kind is PlanKind.ZONES for plan in dataset.plans}
    tried = read_radii(radius, unit, miles, plans)
    for one in tried.values():
        if not one.metres:
            raise KoreaMapError(
                f"a radius of {one.value:g} {one.unit.name} has no zone; give more than 0"
            )
    if radius is not None and not tried and not isinstance(radius, Mapping):
        raise KoreaMapError(
            f"no list states a radius; say for which plan one is tried, as {{plan: radius}}; "
            f"there are {', '.join(plans)}"
        )
    return tried


def _fill(one: Proposal, dataset: Dataset, points: int) -> Proposal:
    """Return a list in which nothing is missing that a file must have.

    What a table does not say is as the document's list of the same id has it.
    """
    own = {known.id: known for known in dataset.proposals}.get(one.id)
    missing = [field.name for field in fields(Proposal) if getattr(one, field.name) is None]
    said = {name: getattr(own, name) for name in missing} if own else {}
    wanted: dict[str, Any] = {
        "date": dataset.document.date,
        "title": one.plan,
        "party": "",
        "status": Status.REPORTED,
        "document": dataset.document.source,
        "points_claimed": points,
        "citation": "",
        "note": "",
    }
    wanted = {name: value for name, value in wanted.items() if name in missing and not own}
    # what a list is for and how far it reaches may be left out on purpose
    kept = {name: said[name] for name in said if name not in _MAY_LACK}
    return replace(one, **wanted, **kept)


_MAY_LACK = frozenset({"territory", "radius", "radius_unit"})


def _with_lists(dataset: Dataset, lists: Sequence[Proposal]) -> Dataset:
    """Return a document with these lists: plans that have none are left out, new ones added."""
    ids = {one.id for one in lists}
    zoned = {one.plan for one in lists if one.radius is not None}
    used = {one.plan for one in lists}
    kept = [plan for plan in dataset.plans if plan.id in used]
    new = [one for one in lists if one.plan not in {plan.id for plan in kept}]
    styles, symbols = list(dataset.styles), list(dataset.symbols)
    looks = range(len(kept), len(kept) + len(new))
    added = default_plans(
        new,
        [styles[at % len(styles)] for at in looks],
        [symbols[at % len(symbols)] for at in looks],
    )
    plans = [
        replace(plan, kind=PlanKind.ZONES if plan.id in zoned else PlanKind.POINTS)
        for plan in (*kept, *added)
    ]
    toponyms = tuple(one for one in dataset.toponyms if one.list in ids)
    return replace(dataset, proposals=tuple(lists), plans=tuple(plans), toponyms=toponyms)


def _named(row: Row) -> tuple[str, float, float]:
    """Return the label of a point as it is drawn, two names where it has two, and its position."""
    title = "" if row["title"] in (None, row["toponym"]) else f"\n{row['title']}"
    return row["label"] + title, row["lon"], row["lat"]


def _written(day: Any) -> str | None:
    """Return a date as far as it is known; a table may have a moment for a day."""
    return None if day is None else str(day.isoformat())[:10]
