"""A river's place is its mouth: at the sea or at another river's line on the basemap."""

from pathlib import Path

import geopandas as gpd
import pytest

from korea_map import load_places

BASEMAP = Path(__file__).resolve().parent.parent / "data" / "basemap"
METRES = "EPSG:5179"
NEAR_M = 3_000

RIVERS = sorted(one.id for one in load_places().values() if one.feature_code == "STM")


@pytest.fixture(scope="module")
def coast() -> gpd.GeoSeries:
    land = gpd.read_file(BASEMAP / "land.geojson").to_crs(METRES)
    return land.geometry.buffer(50).union_all().boundary


@pytest.fixture(scope="module")
def lines() -> gpd.GeoSeries:
    rivers = gpd.read_file(BASEMAP / "rivers.geojson").to_crs(METRES)
    return rivers.set_index("id").geometry


@pytest.mark.parametrize("river", RIVERS)
def test_a_river_is_at_the_sea_or_where_it_joins_another(river, coast, lines):
    place = load_places()[river]
    mouth = gpd.GeoSeries.from_xy([place.lon], [place.lat], crs=4326).to_crs(METRES).iloc[0]
    near = set(lines.index[lines.distance(mouth) <= NEAR_M])
    # its own line ends there too, if the basemap has it
    assert coast.distance(mouth) <= NEAR_M or near - {river, river.removesuffix("-river")}


def test_the_tumen_reaches_the_sea_and_not_paektu():
    tumen = load_places()["tumen-river"]
    assert (tumen.lat, tumen.lon) == pytest.approx((42.3, 130.7), abs=0.05)
