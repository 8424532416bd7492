"""The finished page: map, panel, table and sources in one file."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import folium
from markupsafe import Markup

import korea_map
from korea_map.errors import ChoiceError, KoreaMapError
from korea_map.files import write_all
from korea_map.geodesy import DEFAULT_MILE, Mile
from korea_map.sources import CITATION
from korea_map.webmap import content as layers
from korea_map.webmap.document import Verbatim
from korea_map.webmap.figure import draw_figure
from korea_map.webmap.inspection_map import InspectionMap, PagePart
from korea_map.webmap.messages import load_messages
from korea_map.webmap.policy import find_hosts
from korea_map.webmap.templating import read_script, read_style, render

TITLE = "Thirty miles or five kilometres?"
LICENCE = "CC BY 4.0"
MARKS = tuple(zip(("5km", "30mi", "30nmi"), layers.MARKS_M, strict=True))


class Panel(PagePart):
    """What stands beside and below the map, and the program that moves both.

    Parameters
    ----------
    content
        The records to show.
    lang
        Language of the words that are there before any script runs.
    tile_host
        Host of a background map that the reader is told about; None for none.
    """

    def __init__(self, content: layers.Content, *, lang: str, tile_host: str | None) -> None:
        super().__init__()
        self._name = "Panel"
        self._id = "korea"
        self.lang = lang
        self.tile_host = tile_host
        self.miles = content.miles
        self.data = _page_data(content)
        self.figure = draw_figure(content, self.data)
        self.telegram = content.sources.get("mao-1952-01-31")

    def render(self, **kwargs: Any) -> None:
        """Write masthead, stage, panel and program into the document."""
        del kwargs
        document = self.get_root()
        messages = load_messages()[self.lang]
        values = self._values()
        _put(document.html, "masthead", render("masthead.html.j2", messages, **values), index=0)
        _put(
            document.html,
            self._parent.get_name(),
            render("stage.html.j2", messages, map=self._parent, panel=True, **values),
        )
        _put(document.html, "panel", render("panel.html.j2", messages, **values))
        _put(document.tail, "panel", render("article.html.j2", messages, **values))
        _put(document.header, "panel_css", f"<style>{read_style()}</style>\n")
        _put(document.header, "panel_js", f"<script>{read_script()}</script>\n")
        options = json.dumps({"lang": self.lang if self.lang != "en" else None})
        start = f"koreaMap.start({self._parent.get_name()}, {options});\n"
        _put(document.script, "panel", start)

    def _values(self) -> dict[str, Any]:
        plans = self.data["plans"]
        words = {tag: dict(messages) for tag, messages in load_messages().items()}
        data = {**self.data, "lang": self.lang, "messages": words}
        return {
            "lang": self.lang,
            "languages": [(tag, words["language"]) for tag, words in load_messages().items()],
            "miles": self.miles,
            "tile_host": self.tile_host,
            "plans": plans,
            "zone_plans": [
                _with_coverage(plan, self.data["coverage"])
                for plan in plans
                if plan["radius_m"] is not None
            ],
            "point_plans": [plan for plan in plans if plan["radius_m"] is None],
            "marks": MARKS,
            "figure": Markup(self.figure.inline),  # noqa: S704
            "doubtful": _doubtful(self.data),
            "places": self.data["places"],
            "groups": _table_groups(self.data),
            "references": [{"key": key, **source} for key, source in self.data["sources"].items()],
            "telegram": self.telegram or {"text": "", "url": None},
            "citation": self.data["citation"],
            "snippet": str(
                render("embed.html.j2", load_messages()[self.lang], src="korea_map.html")
            ),
            "data_block": Markup(_to_json(data)),  # noqa: S704
        }


def build_map(
    data: str | os.PathLike[str] | None = None,
    *,
    miles: Mile = DEFAULT_MILE,
    tiles: str | None = None,
    lang: str = "en",
) -> InspectionMap:
    """Build the map of the proposals, with its panel.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.
    miles
        What a mile is taken for where the document does not specify it.
    tiles
        Name of an online background (`osm`, or any that xyzservices knows); None, the
        default, for a page that asks nothing of the network. The page says which host it
        asks, and `save_html` writes it without `online`, since it was asked for here.
    lang
        Language of the words that are there before any script runs, and of the page for
        readers who ask for none: a catalogue in `messages/`.

    Returns
    -------
    InspectionMap
        A `folium.Map`, to which more layers can be added.

    Raises
    ------
    DataError
        If a table or the basemap cannot be read.
    KoreaMapError
        If there is no such language or background.
    """
    return draw_map(layers.read_content(data, miles=miles), tiles=tiles, lang=lang)


def draw_map(
    content: layers.Content, *, tiles: str | None = None, lang: str = "en"
) -> InspectionMap:
    """Build the map of records that are in memory; see `build_map`."""
    if lang not in load_messages():
        known = ", ".join(load_messages())
        raise ChoiceError(f"no messages in language {lang!r}; there are {known}")
    background, host = _background(tiles)
    made = InspectionMap(tiles=background, lang=lang)
    panel = Panel(content, lang=lang, tile_host=host)
    made.add_child(panel)
    made.svg = panel.figure.standalone
    return made


def save_html(page: InspectionMap, path: str | os.PathLike[str], *, online: bool = False) -> Path:
    """Write a map as one HTML file.

    Parameters
    ----------
    page
        The map.
    path
        Where to write. The file appears whole or not at all.
    online
        True to allow that layers added to the map load libraries, pictures or backgrounds
        from the network. A background that the map was made with (`tiles`) needs no such
        leave.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    KoreaMapError
        If an added layer would load something from the network and `online` is False; the
        message names the hosts. If a layer cannot work in the page at all.
    """
    target = Path(path)
    write_all({target: render_html(page, online=online).encode("utf-8")})
    return target


def render_html(page: InspectionMap, *, online: bool = False) -> str:
    """Return a map as the text of one HTML file; see `save_html`."""
    html = str(page.get_root().render())
    hosts = sorted({*find_hosts(html), *page.added_hosts})
    if hosts and not online:
        raise KoreaMapError(
            f"the page would load from {', '.join(hosts)}; take out the layer that needs it, "
            "or pass online=True"
        )
    return html


def _page_data(content: layers.Content) -> dict[str, Any]:
    citation = (
        f"{TITLE} Inspection points proposed for Korea, 1952. korea-map {korea_map.__version__}"
    )
    return {
        "citation": citation,
        "license": LICENCE,
        "credit": f"{citation}. Coordinates: GeoNames, {LICENCE}",
        "miles": content.miles,
        "plans": layers.plan_layers(content),
        "points": layers.point_layers(content),
        "places": layers.rival_layers(content),
        "sources": layers.source_layer(content.sources),
        "grounds": layers.ground_layers(content),
        "coverage": layers.coverage_layer(content),
        "basemap": layers.basemap_layer(content.basemap),
    }


def _to_json(value: object) -> str:
    """Return JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _with_coverage(plan: Mapping[str, Any], coverage: Mapping[str, Any]) -> dict[str, Any]:
    built = _covered(plan["id"], plan["built_m"], coverage)
    radii = {"statute": plan["radius_m"], "nautical": plan["radius_nautical_m"]}
    readings = [
        {**_covered(plan["id"], radius_m, coverage), "mile": mile, "radius_m": radius_m}
        for mile, radius_m in radii.items()
        if plan["unit"] == "mile"
    ] or [{**built, "mile": None}]
    return {**plan, **built, "readings": readings, "china_km2": built["areas"]["china"]}


def _covered(plan: str, radius_m: float, coverage: Mapping[str, Any]) -> dict[str, Any]:
    curve = coverage["curve"][plan]
    at = curve["radius_m"].index(round(radius_m, 3))
    areas = {
        "south": curve["land_south_km2"][at],
        "north": curve["land_north_km2"][at],
        "china": curve["china_km2"][at],
        "russia": curve["russia_km2"][at],
        "sea": curve["sea_km2"][at],
    }
    shares = {side: areas[side] / coverage[f"land_{side}_km2"] for side in ("south", "north")}
    return {"areas": areas, "shares": shares}


def _doubtful(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the points of both plans whose place is not certain, each place once."""
    with_zones = {plan["id"] for plan in data["plans"] if plan["radius_m"] is not None}
    doubtful = {
        point["place_id"]: point
        for point in reversed(data["points"])
        if point["plan"] in with_zones and point["certainty"] not in (None, "certain")
    }
    return list(reversed(doubtful.values()))


def _table_groups(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    groups = []
    for plan in data["plans"]:
        for territory in ("south", "north"):
            numbers = plan["lists"].get(territory)
            if numbers is None:
                continue
            points = [p for p in data["points"] if p["list"] == numbers["id"]]
            groups.append(
                {
                    "plan": plan["id"],
                    "territory": territory,
                    "named": numbers["named"],
                    "claimed": numbers["claimed"],
                    "points": [_table_row(point, data) for point in points],
                    "unnamed": range(len(points) + 1, numbers["claimed"] + 1),
                }
            )
    return groups


def _table_row(point: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    rivals = [
        f"{data['places'][rival['id']]['title']} ({rival['km']:.0f} km)"
        for rival in point["rivals"]
        if rival["km"] is not None
    ]
    steps = [{**step, "pieces": _pieces(step)} for step in point["chain"]]
    evidence = CITATION.sub(lambda cited: _write_out(cited, data["sources"]), point["evidence"])
    return {**point, "chain": steps, "rival_names": ", ".join(rivals), "evidence": evidence}


def _write_out(cited: re.Match[str], sources: Mapping[str, Any]) -> str:
    """Return a `key[locus]` in words; a source that was just named is not named again."""
    short, locus = sources[cited["key"]]["short"], cited["locus"]
    said = cited.string[: cited.start()].rstrip().endswith(short)
    words = ["" if said else short, "" if locus == "text" else locus]
    return f"({', '.join(filter(None, words)) or short})"


def _pieces(step: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a word in pieces, by whether a rule gives their letters."""
    text, pieces, at = step["text"], [], 0
    for start, end in step["irregular"]:
        pieces += [
            {"text": text[at:start], "irregular": False},
            {"text": text[start:end], "irregular": True},
        ]
        at = end
    return [*pieces, {"text": text[at:], "irregular": False}]


def _background(tiles: str | None) -> tuple[folium.TileLayer | None, str | None]:
    """Return the layer of a background, and the host that serves it."""
    if tiles is None:
        return None, None
    try:
        layer = folium.TileLayer({"osm": "OpenStreetMap"}.get(tiles, tiles))
    except ValueError:
        raise ChoiceError(f"no background {tiles!r}; try osm") from None
    return layer, layer.tiles.split("/")[2].replace("{s}", "*")


def _put(parent: Any, name: str, text: str, *, index: int | None = None) -> None:
    parent.add_child(Verbatim(str(text)), name=name, index=index)
