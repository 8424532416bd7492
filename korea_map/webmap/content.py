"""What a map shows: the records of a document, and what is computed from them, once.

Zones, curves and figures follow from the records that are in memory. Whoever replaces a
record gets another content, and with it other zones, figures and words.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

import korea_map
from korea_map.chain import SpellingRule
from korea_map.comparisons import find_reach
from korea_map.coverage_curve import interpolate
from korea_map.dataset import Dataset, load_dataset
from korea_map.facts import ALL, Fact, count_points
from korea_map.gazetteer import to_points
from korea_map.geodesy import WIDEST_ZONE_M, Unit, find_unit, to_metres
from korea_map.languages import choose_language
from korea_map.model import (
    Bounds,
    Certainty,
    Mile,
    Plan,
    PlanKind,
    Proposal,
    Toponym,
)
from korea_map.moves import argue
from korea_map.names.attested import spelling_rules
from korea_map.putting import Move
from korea_map.sources import Source, find_citations, read_sources
from korea_map.spans import Span, are_certain, count_open, span
from korea_map.webmap.chains import Link, chain_links
from korea_map.webmap.ground import Ground, draw_ground
from korea_map.webmap.language import Language
from korea_map.webmap.measuring import list_nodes, measure_curve, pair_coasts
from korea_map.webmap.opening import Opening, open_at
from korea_map.webmap.radii import Radius, read_stated, try_radius
from korea_map.webmap.wording import compose
from korea_map.zones import zones

MANY_POINTS = 400
"""Above this the page draws on a canvas, and zones get fewer vertices."""

_REACH = 2
"""The slider ends at so many times the longest radius that is stated."""
_SMALL = 1 / 100
"""Zones with a radius below this part of the view are drawn with a mark that can be seen."""
_MARGIN_KM = 10.0
_AROUND = 0.15


@dataclass(frozen=True)
class Content:
    """Everything that a map shows.

    Attributes
    ----------
    dataset
        The records, checked.
    miles
        What an unspecified mile is taken for.
    opening
        What is shown when the map is opened.
    """

    dataset: Dataset
    miles: Mile
    opening: Opening = field(default_factory=Opening)

    @property
    def crowded(self) -> bool:
        """Whether there are more points than can be named and drawn one by one."""
        return len(self.dataset.toponyms) > MANY_POINTS

    @property
    def zone_plans(self) -> list[Plan]:
        """The plans with a radius."""
        return [plan for plan in self.dataset.plans if plan.kind is PlanKind.ZONES]

    @property
    def point_plans(self) -> list[Plan]:
        """The plans without one."""
        return [plan for plan in self.dataset.plans if plan.kind is PlanKind.POINTS]

    def lists_of(self, plan: Plan) -> dict[str, Proposal]:
        """Return the lists of a plan by the half they are for, in the order of the page."""
        lists = [one for one in self.dataset.proposals if one.plan == plan.id]
        order = [*self.dataset.sides, None]
        lists.sort(key=lambda one: order.index(one.territory))
        return {one.territory or ALL: one for one in lists}

    def toponyms_of(self, lists: Proposal) -> list[Toponym]:
        """Return the toponyms of a list, by position."""
        own = [toponym for toponym in self.dataset.toponyms if toponym.list == lists.id]
        return sorted(own, key=lambda toponym: toponym.position)

    def located_of(self, plan: Plan) -> list[Toponym]:
        """Return the toponyms of a plan that have a position, list by list."""
        return [toponym for toponym in self._listed(plan) if toponym.lat is not None]

    @cached_property
    def points(self) -> gpd.GeoDataFrame:
        """Every toponym as a point."""
        return to_points(self.dataset.toponyms)

    @cached_property
    def radii(self) -> dict[str, Radius]:
        """The radius of each plan that has one."""
        return {
            plan.id: read_stated(one.radius, one.radius_unit, self.miles)
            for plan in self.zone_plans
            for one in list(self.lists_of(plan).values())[:1]
            if one.radius is not None and one.radius_unit is not None
        }

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of the plans that are drawn at first: those with zones, unless others are asked."""
        if self.opening.step is not None:
            return self.dataset.stops[self.opening.step - 1].show
        if self.opening.show is not None:
            return self.opening.show
        return tuple(plan.id for plan in self.zone_plans or self.point_plans)

    def drawn_m(self, plan: str) -> float:
        """Return the radius that a plan is drawn with at first: tried, or as it states it."""
        tried = self.opening.tried.get(plan)
        return self.radii[plan].built_m if tried is None else tried.metres

    def is_tried(self, plan: str) -> bool:
        """Return whether a plan is drawn with another radius than its document states."""
        return plan in self.radii and abs(self.drawn_m(plan) - self.radii[plan].built_m) >= 1

    @cached_property
    def zones(self) -> gpd.GeoDataFrame:
        """The zone of every located point of a list with a radius, as it is drawn at first."""
        tried = self.opening.tried
        return zones(
            self.points,
            proposals=[try_radius(one, tried.get(one.plan)) for one in self.dataset.proposals],
            miles=self.miles,
            vertices=60 if self.crowded else 360,
        )

    @cached_property
    def reach_m(self) -> float:
        """The end of the slider, in metres."""
        mile = self.dataset.document.mile
        stated = (to_metres(one.value, one.unit, miles=mile) for one in self.radii.values())
        longest = _REACH * max(stated, default=0.0)
        read = (metres for one in self.radii.values() for metres in one.readings.values())
        tried = (tried.metres for tried in self.opening.tried.values())
        return max(min(longest, WIDEST_ZONE_M), *read, *tried, 0.0)

    @property
    def slider_unit(self) -> Unit:
        """The unit in which the radius is changed at first: that of the widest zones."""
        widest = max(self.radii.values(), key=lambda radius: radius.built_m, default=None)
        return find_unit(widest.unit if widest else "km", miles=self.dataset.document.mile)

    @cached_property
    def curves(self) -> dict[str, pd.DataFrame]:
        """The coverage of each plan with a radius, up to the end of the slider.

        There is a node at every radius that the page can name, so that those are exact.
        """
        return {plan.id: self._measure(plan, self.points) for plan in self.zone_plans}

    @cached_property
    def certain_curves(self) -> dict[str, pd.DataFrame]:
        """The same with the certain names alone, of each plan that draws others too."""
        certain = self.points[self.points["certainty"] == Certainty.CERTAIN]
        return {
            plan.id: self._measure(plan, certain)
            for plan in self.zone_plans
            if not are_certain(self._listed(plan))
        }

    def _listed(self, plan: Plan) -> list[Toponym]:
        return [t for one in self.lists_of(plan).values() for t in self.toponyms_of(one)]

    @cached_property
    def second_curves(self) -> dict[str, pd.DataFrame]:
        """The same on another coastline, at the stated radii; none where there is no other."""
        second = self.dataset.second
        if second is None:
            return {}
        return {
            plan: measure_curve(self.dataset, plan, self.points, one.readings.values(), second)
            for plan, one in self.radii.items()
        }

    def _measure(self, plan: Plan, points: gpd.GeoDataFrame) -> pd.DataFrame:
        nodes = list_nodes(self.reach_m, self.radii.values(), self.opening.tried.values())
        return measure_curve(self.dataset, plan.id, points, nodes, self.dataset.basemap)

    @cached_property
    def open_points(self) -> dict[str, dict[str, int]]:
        """How many points each plan with zones claims for a side and does not draw."""
        dataset = self.dataset
        return {
            plan.id: count_open(list(self.lists_of(plan).values()), dataset.toponyms, dataset.sides)
            for plan in self.zone_plans
        }

    @cached_property
    def lands_km2(self) -> dict[str, float]:
        """The area of each half, and of all of them."""
        measured = self.dataset.basemap.halves_km2
        halves = {half.id: measured[half.id] for half in self.dataset.basemap.halves}
        return {**halves, ALL: sum(halves.values())}

    def cover(self, plan: str, radius_m: float) -> "pd.Series[float]":
        """Return the coverage of a plan at a radius: columns of `coverage_curve`."""
        return interpolate(self.curves[plan], radius_m)

    def spans(self, plan: str, radius_m: float) -> dict[str, Span]:
        """Return how much of each side a plan covers at a radius, at least and at most."""
        sides = self.dataset.sides
        at = self.cover(plan, radius_m)
        certain = None
        if plan in self.certain_curves:
            alone = interpolate(self.certain_curves[plan], radius_m)
            certain = {side: float(alone[f"{side}_share"]) for side in sides}
        least = {side: float(at[f"{side}_share"]) for side in sides}
        return span(least, certain, self.open_points[plan], self.lands_km2, radius_m)

    def coasts(self, plan: str, radius_m: float) -> dict[str, tuple[float, float]]:
        """Return what `pair_coasts` does for a plan; nothing where it states another radius."""
        stated = self.radii[plan].readings.values()
        if plan not in self.second_curves or not any(abs(radius_m - one) < 1 for one in stated):
            return {}
        second = interpolate(self.second_curves[plan], radius_m)
        return pair_coasts(self.dataset, self.cover(plan, radius_m), second)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """What sentences may name."""
        return self.dataset.facts(
            self._figure, lambda plan, land: self.coasts(plan, self.radii[plan].built_m).get(land)
        )

    def _figure(self, plan: str, column: str) -> float | None:
        """Return a figure of a plan for a sentence, at its radius or that of another."""
        side, half, _ = column.rpartition("_half")
        if half:
            curve = self.curves[plan]
            return find_reach(curve["radius_m"], curve[f"{side}_share"], 0.5)
        name, _, other = column.partition("@")
        radius_m = self.radii[other or plan].built_m
        side, _, kind = name.rpartition("_")
        if kind == "most":
            return self.spans(plan, radius_m)[side].most
        if kind == "certain":
            of_side = self.spans(plan, radius_m)[side]
            return of_side.least if of_side.certain is None else of_side.certain
        return float(self.cover(plan, radius_m)[name])

    @cached_property
    def languages(self) -> dict[str, Language]:
        """The languages that the page offers, by tag: the document's first."""
        made = {}
        for tag in self.dataset.languages:
            messages = self.dataset.messages[tag]
            texts = compose(self.dataset, messages, tag, self.facts)
            texts["version"] = korea_map.__version__
            made[tag] = Language(tag, texts, self.facts)
        return made

    def language(self, tag: str | None) -> Language:
        """Return a language of the page; None for that in which the document opens.

        Raises
        ------
        ChoiceError
            If the page has no such language; the message names those that it has.
        """
        tag = self.dataset.document.lang if tag is None else tag
        return self.languages[choose_language(tag, self.languages)]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The document's own sources, and those of the ground that its tables or words cite."""
        dataset = self.dataset
        cited = dataset.cited | {dataset.document.source}
        own = {
            key: source
            for key, source in dataset.sources.items()
            if key in cited or (key in dataset.own_sources and not source.of_ground)
        }
        # a habit of spelling is attested by a source of the package, whatever the document
        attesting = {key for rule in self.rules for key, _ in find_citations(rule.source)}
        known = read_sources() if attesting - own.keys() else own
        return own | {key: known[key] for key in sorted(attesting)}

    @cached_property
    def chains(self) -> dict[str, list[Link]]:
        """How each name probably came about, by the id of the toponym."""
        dataset = self.dataset
        return {
            toponym.id: chain_links(toponym, dataset.places, explained=not self.crowded)
            for toponym in dataset.toponyms
        }

    @cached_property
    def rules(self) -> list[SpellingRule]:
        """The spelling habits that some reconstructed form follows."""
        links = [link for chain in self.chains.values() for link in chain]
        followed = {link["rule"] for link in links if link["rule"]}
        return [rule for rule in spelling_rules() if rule in followed]

    @cached_property
    def ground(self) -> Ground:
        """The ground, drawn."""
        return draw_ground(self.dataset.basemap)

    @cached_property
    def view(self) -> Bounds:
        """What the page shows first: as the document says, else all zones and points."""
        return self.dataset.document.view or self._around

    @cached_property
    def frame(self) -> Bounds:
        """What the drawn figure shows."""
        return self.dataset.document.figure or self.view

    @cached_property
    def _around(self) -> Bounds:
        located = self.points.geometry[self.points.geometry.notna()]
        shapes = pd.concat([self.zones.geometry, located])
        if shapes.empty:
            lands = self.dataset.basemap.lands
            shapes = gpd.GeoSeries([lands[half.id] for half in self.dataset.basemap.halves])
        west, south, east, north = shapes.total_bounds
        across = max(_AROUND * (east - west), _MARGIN_KM / 90)
        up = max(_AROUND * (north - south), _MARGIN_KM / 110)
        return west - across, south - up, east + across, north + up

    def is_small(self, plan: str) -> bool:
        """Whether the zones of a plan are too small in the view to be found without a mark."""
        _, south, _, north = self.view
        height_m = to_metres((north - south) * 111, "km")
        return self.radii[plan].built_m < _SMALL * height_m

    def count(self, lists: Sequence[Proposal]) -> dict[str, int]:
        """Count the points of lists; see `facts.count_points`."""
        ids = {one.id for one in lists}
        return count_points(lists, [t for t in self.dataset.toponyms if t.list in ids])


def read_content(
    data: str | os.PathLike[str] | None = None,
    *,
    miles: Mile | None = None,
    points: gpd.GeoDataFrame | Mapping[str, Move] | None = None,
    proposals: Iterable[Proposal] | pd.DataFrame | None = None,
    **opening: Any,
) -> Content:
    """Read a document and the ground that it stands on.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.
    miles
        What an unspecified mile is taken for; None for what document.toml says.
    points, proposals
        What a caller brings in the place of the document's; see `moves.argue`.
    **opening
        What is shown when the map is opened; see `opening.open_at`.

    Raises
    ------
    DataError
        With every problem that `check` finds.
    ChoiceError
        If there is no such mile, plan, step or place.
    KoreaMapError
        If what is brought or asked for is none.
    """
    if miles is not None:
        find_unit("mile", miles=miles)
    dataset = load_dataset(data)
    if points is not None or proposals is not None:
        dataset = argue(dataset, points, proposals)
    of_mile = miles or dataset.document.mile
    return Content(dataset, of_mile, open_at(dataset, miles=of_mile, **opening))
