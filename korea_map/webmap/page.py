"""The finished page: map, panel, table and sources in one file."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd

from korea_map.errors import ChoiceError, KoreaMapError, shown
from korea_map.gazetteer import OnePlace
from korea_map.model import Mile, Proposal, Toponym
from korea_map.outputs import write_all
from korea_map.putting import Move
from korea_map.webmap.cell import Still
from korea_map.webmap.content import Content, read_content
from korea_map.webmap.inspection_map import InspectionMap
from korea_map.webmap.panel import Panel
from korea_map.webmap.radii import Length


def build_map(
    data: str | os.PathLike[str] | None = None,
    *,
    points: gpd.GeoDataFrame | Mapping[str, Move] | None = None,
    proposals: Iterable[Proposal] | pd.DataFrame | None = None,
    show: str | Sequence[str] | None = None,
    radius: float | Length | Mapping[str, float | Length] | None = None,
    unit: str = "km",
    miles: Mile | None = None,
    step: int | str | None = None,
    present: bool = False,
    place: "OnePlace | Toponym | None" = None,
    find: "OnePlace | None" = None,
    rivals: bool = False,
    view: str | Sequence[float] | None = None,
    panel: bool | None = None,
    height: int | str | None = None,
    width: int | str | None = None,
    lang: str | None = None,
    tiles: str | None = None,
) -> InspectionMap:
    """Build the map of the proposals, with its panel.

    What a link of the page can say can be said here, and the page, its figure and its words
    follow. A reader of the page may still change it.

    Parameters
    ----------
    data
        Data folder; None for the one that came with the package.
    points
        Points as `read_gazetteer` returns them, perhaps changed, or moves as `move_points`
        takes them: `{"unc-north-05": "pyongyang"}`; None for the document's.
    proposals
        The lists as `read_proposals` returns them, perhaps changed; None for the document's.
    show
        The plans that are drawn, by id: `["unc", "march-1952"]`; None for those with zones.
    radius, unit
        A radius to try instead of what the documents state: a number in `unit`, a number
        with a unit of its own, `(12.5, "mile")`, or one of them for each of some plans,
        `{"unc": (12.5, "mile")}` (a Series by plan too). The page says that it is tried.
    miles
        What a mile is taken for where the document does not specify it; None for what
        document.toml says.
    step
        A step of the walk, by its number from 1 or its id. A step decides itself what is
        shown.
    present
        Whether that step, or the first, has the whole screen, in letters for a class.
    place
        The place whose card is open: the id of a row of the gazetteer, or of a place that
        some list has; or the row, the place or the candidate itself.
    find
        A town of the ground to look up, in any spelling (`"panmunjom"`, `"板門店"`), or the id
        of a place, its record or its row: the page says in which zones it lies.
    rivals
        Whether the places are drawn that doubtful names might mean.
    view
        `"side"` for the first plan beside the others, or (latitude, longitude, zoom).
    panel
        What a cell of a notebook shows: None, a compact map with its legend, and a button
        that opens the whole page; True, the whole page. False makes a page that is compact
        wherever it is opened.
    height, width
        Of the map in a cell, in pixels or as CSS writes a length.
    lang
        Language of the words that are there before any script runs, and of the page for
        readers who ask for none: a BCP 47 tag; None for that of document.toml.
    tiles
        Name of an online background (`osm`, or any that xyzservices knows); None, the
        default, for a page that asks nothing of the network. The page says which host it
        asks, and `save_html` writes it without `online`, since it was asked for here.

    Returns
    -------
    InspectionMap
        A `folium.Map`, to which more layers can be added.

    Raises
    ------
    DataError
        With every problem that `check` finds.
    ChoiceError
        If there is no such plan, step, place, town, view, language, mile, unit or background;
        the message names those that there are, of a town the nearest spellings.
    KoreaMapError
        If points, lists, lengths or sizes are none, or do not fit one another.

    Examples
    --------
    >>> page = build_map(show=["unc"], radius=12.5, unit="mile", height=400)
    >>> page.opens
    'show=unc&radius=unc:12.5mi,cpv:12.5mi&unit=mi'
    """
    content = read_content(
        data,
        points=points,
        proposals=proposals,
        show=show,
        radius=radius,
        unit=unit,
        miles=miles,
        step=step,
        present=present,
        place=place,
        find=find,
        rivals=rivals,
        view=view,
    )
    made = draw_map(content, tiles=tiles, lang=lang)
    made.set_frame(panel=panel, height=height, width=width)
    return made


def draw_map(
    content: Content, *, tiles: str | None = None, lang: str | None = None
) -> InspectionMap:
    """Build the map of records that are in memory; see `build_map`."""
    language = content.language(lang)
    background, host = _background(tiles)
    west, south, east, north = content.view
    middle = (round((south + north) / 2, 2), round((west + east) / 2, 2))
    made = InspectionMap(middle, tiles=background, lang=language)
    panel = Panel(content, language=language, tile_host=host)
    made.add_child(panel)
    if content.shown:  # of no plan there is nothing to draw
        made.set_still(Still(panel.figure.standalone, panel.figure.alt))
    made.opens = content.opening.link
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
        message names the hosts. If a layer cannot work in the page at all; if `page` is no
        such map, or `path` no path.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_html(build_map(), f"{folder}/my_map.html").name
    'my_map.html'
    """
    if not isinstance(page, InspectionMap):
        raise KoreaMapError(f"{shown(page)} is no map; give what build_map() returns")
    if not isinstance(path, str | os.PathLike) or "\0" in str(path):
        raise KoreaMapError(f"{shown(path)} is no path; give that of a file to write")
    target = Path(path)
    write_all({target: render_html(page, online=online).encode("utf-8")})
    return target


def render_html(page: InspectionMap, *, online: bool = False) -> str:
    """Return a map as the text of one HTML file; see `save_html`."""
    document = page.get_root()
    html = str(document.render())
    hosts = sorted({*document.hosts, *page.added_hosts})
    if hosts and not online:
        raise KoreaMapError(
            f"the page would load from {', '.join(hosts)}; take out the layer that needs it, "
            "or pass online=True"
        )
    return html


def _background(tiles: str | None) -> tuple[folium.TileLayer | None, str | None]:
    """Return the layer of a background, and the host that serves it."""
    if tiles is None:
        return None, None
    try:
        layer = folium.TileLayer({"osm": "OpenStreetMap"}.get(tiles, tiles))
    except (AttributeError, TypeError, ValueError):
        raise ChoiceError(f"no background {shown(tiles)}; try osm") from None
    return layer, layer.tiles.split("/")[2].replace("{s}", "*")
