"""What stands beside and below the map, and the program that moves both."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from markupsafe import Markup

from korea_map.model import Certainty
from korea_map.rounding import LEAST_KM2, is_apart
from korea_map.webmap.content import Content
from korea_map.webmap.document import put, put_scripts, put_styles
from korea_map.webmap.figure import draw_figure, say_tried
from korea_map.webmap.first_map import draw_first_map
from korea_map.webmap.inspection_map import PagePart
from korea_map.webmap.language import Language
from korea_map.webmap.lists import order_lists
from korea_map.webmap.looks import patterns_of, plan_looks
from korea_map.webmap.marks import place_marks
from korea_map.webmap.matrix import describe_matrix
from korea_map.webmap.opening import SIDE
from korea_map.webmap.packing import pack
from korea_map.webmap.page_data import describe_page
from korea_map.webmap.radii import slider_step
from korea_map.webmap.rows import group_points, list_doubtful, split_groups
from korea_map.webmap.settlements import tell_settlements
from korea_map.webmap.templating import read_script, read_style, render
from korea_map.webmap.towns import pack_towns

PAGE = "korea_map.html"
"""The file that a build writes it to."""


class Panel(PagePart):
    """What stands beside and below the map, and the program that moves both.

    Parameters
    ----------
    content
        The records to show.
    language
        Of the words that are there before any script runs.
    tile_host
        Host of a background map that the reader is told about; None for none.
    """

    def __init__(self, content: Content, *, language: Language, tile_host: str | None) -> None:
        super().__init__()
        self._name = "Panel"
        self._id = "korea"
        self.content = content
        self.language = language
        self.tile_host = tile_host
        self.data = describe_page(content, language.tag)
        self.figure = draw_figure(content, language)

    def render(self, **kwargs: Any) -> None:
        """Write masthead, stage, panel and program into the document."""
        del kwargs
        document = self.get_root()
        language = self.language
        values = self._values()
        _, _, wide, high = values["first"]["view"]
        put(document.html, "masthead", render("masthead.html.j2", language, **values), index=0)
        put(document.html, "frame", render("embed_bar.html.j2", language, **values), index=0)
        put(
            document.html,
            self._parent.get_name(),
            render("stage.html.j2", language, map=self._parent, panel=True, **values),
        )
        put(document.html, "panel", render("panel.html.j2", language, **values))
        put(document.tail, "panel", render("article.html.j2", language, **values))
        style = read_style(values["looks"], round(wide / high, 4))
        put_styles(document.header, "panel_css", [style])
        put_scripts(document, "panel_js", [read_script(crowded=self.content.crowded)])
        opens = self.content.dataset.document.lang
        if language.tag == opens:
            document.languages = list(self.content.languages)
        lang = None if language.tag == opens else language.tag
        options = json.dumps({"lang": lang, "opens": self.content.opening.link})
        start = f"koreaMap.start({self._parent.get_name()}, {options});\n"
        put(document.script, "panel", start)

    def _values(self) -> dict[str, Any]:
        content, language, data = self.content, self.language, self.data
        plans = data["plans"]
        zoned = [plan for plan in plans if plan["built_m"] is not None]
        dataset = content.dataset
        built = {one: _covered(content, one, content.drawn_m(one)) for one in content.radii}
        told = _reached(dataset.beyond, list(built.values()))
        of_zones = [
            _with_coverage({**plan, **built[plan["id"]]}, content, language, told, data["slider"])
            for plan in zoned
        ]
        readings = [reading for plan in of_zones for reading in plan["readings"]]
        matrix = describe_matrix(content, data)
        certainties = {toponym.certainty for toponym in dataset.toponyms}
        return {
            "languages": [(tag, one.text("language")) for tag, one in content.languages.items()],
            "miles": content.miles,
            "tile_host": self.tile_host,
            "plans": plans,
            "sides": dataset.sides,
            "beyond": _reached(dataset.beyond, readings),
            "elsewhere": _reached(("sea", "outside"), readings),
            "certainties": [one for one in Certainty if one in certainties],
            "name_of": language.side,
            "zone_plans": of_zones,
            "about": of_zones or plans,
            "matrix": matrix,
            "told": {plan["id"]: language.shares(plan["spans"]) for plan in of_zones},
            "applied": {plan["id"]: say_tried(content, plan["id"], language) for plan in zoned},
            "alone_of": {plan["id"]: plan["alone"] for plan in of_zones},
            "ranges": any(plan["range"] for plan in of_zones),
            "small_apart": any(plan["small_apart"] for plan in of_zones),
            "told_apart": any(
                is_apart(plan["coasts"][side])
                for plan in of_zones
                for side in dataset.sides
                if side in plan["coasts"]
            ),
            "doubts": any(plan["alone"] for plan in of_zones),
            "start": content.shown,
            "side": content.opening.view == SIDE,
            "rivals": content.opening.rivals,
            "compares": len(plans) > 1,
            "others": zoned[1:] or plans[1:],
            "steps": data["steps"],
            "slider": _slider(data["slider"], content),
            "looks": plan_looks(content),
            "patterns": patterns_of(content),
            "ground_lines": dataset.basemap.of_kind("line"),
            "figure": self.figure.inline,
            "first": draw_first_map(content, language),
            "settled": tell_settlements(
                data["settled"], {one: content.drawn_m(one) for one in content.radii}, language
            ),
            "towns": pack_towns(content),
            "emblem": _emblem(content),
            "named": any(point["lat"] is not None for point in data["points"]),
            "lists": order_lists(content, data),
            "doubtful": list_doubtful(content, language, data),
            "places": data["places"],
            "written": data["written"],
            "written_in": language.text(
                "table.written-in", language=language.name_of_language(data["written"])
            ),
            "crowded": content.crowded,
            "tables": split_groups(group_points(content, data), crowded=content.crowded),
            "references": [{"key": key, **source} for key, source in data["sources"].items()],
            "document": content.sources[dataset.document.source],
            "citation": data["citation"],
            "snippet": str(render("embed.html.j2", language, src=PAGE)),
            "data_block": Markup(_to_json(pack(data))),  # noqa: S704
        }


def _to_json(value: object) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _reached(grounds: Iterable[str], readings: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the grounds that some zone reaches: of these it is told of every plan."""
    return [
        ground
        for ground in grounds
        if any(reading["areas"][ground] >= LEAST_KM2 for reading in readings)
    ]


def _with_coverage(
    plan: Mapping[str, Any],
    content: Content,
    language: Language,
    told: Sequence[str],
    slider: Mapping[str, Any],
) -> dict[str, Any]:
    radius = content.radii[plan["id"]]
    readings = [
        {
            **_covered(content, plan["id"], metres),
            "mile": mile,
            "length": language.text("unit.km.short", value=f"{metres / 1000:.1f}"),
        }
        for mile, metres in radius.readings.items()
    ]
    unit_m = content.slider_unit.metres
    return {
        **plan,
        "readings": readings,
        "small_apart": any(is_apart(two) for one in readings for two in one["coasts"].values()),
        "miles": [(one["mile"], one["length"]) for one in readings if one["mile"]],
        "beyond": language.beyond(plan["areas"], content.dataset.beyond, told),
        "range": any(content.open_points[plan["id"]].values()),
        "alone": language.alone(plan["spans"]),
        "at": round(content.drawn_m(plan["id"]) / unit_m, 3),
        "marks": _marks(slider, set(radius.readings.values())),
    }


def _covered(content: Content, plan: str, radius_m: float) -> dict[str, Any]:
    at = content.cover(plan, radius_m)
    sides, beyond = content.dataset.sides, content.dataset.beyond
    return {
        "areas": {land: float(at[f"{land}_km2"]) for land in (*sides, *beyond, "sea", "outside")},
        "shares": {side: float(at[f"{side}_share"]) for side in sides},
        "spans": content.spans(plan, radius_m),
        "coasts": content.coasts(plan, radius_m),
    }


def _marks(slider: Mapping[str, Any], own_m: Set[float]) -> list[dict[str, Any]]:
    """Return the marks for the slider of one plan; `own_m` are the lengths of its radius."""
    marks = slider["marks"]
    own = {
        index
        for index, mark in enumerate(marks)
        if any(math.isclose(mark["metres"], metres, abs_tol=0.001) for metres in own_m)
    }
    placed = place_marks([mark["metres"] / slider["reach_m"] for mark in marks], own)
    return [{**marks[index], "lean": lean} for index, lean in placed.items()]


def _emblem(content: Content) -> dict[str, Any] | None:
    """Return a zone of each plan to one scale, the widest first; None where there is one width."""
    stated = [radius.built_m for radius in content.radii.values()]
    if not stated or math.isclose(max(stated), min(stated), abs_tol=1):
        return None
    radii = {plan: content.drawn_m(plan) for plan in content.radii}
    widest, least = max(radii.values()), min(radii.values())
    if not least:
        return None
    times = (widest / least) ** 2
    return {
        "circles": [
            {"plan": plan, "r": f"{50 * radius / widest:.2f}"}
            for plan, radius in sorted(radii.items(), key=lambda item: -item[1])
        ],
        "ratio": float(f"{times:.2g}"),
    }


def _slider(slider: Mapping[str, Any], content: Content) -> dict[str, Any]:
    unit_m = content.slider_unit.metres
    most = slider["reach_m"] / unit_m if slider["reach_m"] else 1
    step = slider_step(most)
    return {**slider, "max": round(most / step) * step, "step": step}
