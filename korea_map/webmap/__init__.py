"""The interactive page: a folium map with its panel, in one file that needs no network."""

from korea_map.webmap.files import render_files
from korea_map.webmap.inspection_map import InspectionMap
from korea_map.webmap.page import build_map, save_html

__all__ = ["InspectionMap", "build_map", "render_files", "save_html"]
