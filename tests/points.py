"""Points of one list, as `load_points` gives them, at positions of a test's own."""

import geopandas as gpd
import shapely


def points_at(*positions: tuple[float, float], which: str = "unc-south") -> gpd.GeoDataFrame:
    """Points of one list at positions (lon, lat)."""
    return gpd.GeoDataFrame(
        {
            "id": [f"point-{number}" for number in range(len(positions))],
            "list": which,
            "toponym": "a name",
            "title": "a place",
            "certainty": "certain",
        },
        index=range(len(positions)),
        geometry=[shapely.Point(position) for position in positions],
        crs=4326,
    )
