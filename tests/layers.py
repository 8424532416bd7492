"""Layers that a notebook adds to a map, for tests of the page that holds them."""

import html
import re

from korea_map.webmap import build_map

RED_DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AA"
    "AAMBAQD3A0FDAAAAAElFTkSuQmCC"
)
SEA = [35.5, 125.0]  # where no zone and no label of the page lies
BOUNDS = [[34, 124], [35, 125]]
SQUARE = [[[124.5, 35], [125.5, 35], [125.5, 36], [124.5, 36], [124.5, 35]]]
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def square(**properties):
    return feature({"type": "Polygon", "coordinates": SQUARE}, **properties)


def page_with(*layers, base=build_map):
    made = base()
    for layer in layers:
        layer.add_to(made)
    return made


def policy_of(page):
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    return dict(part.split(" ", 1) for part in html.unescape(policy).split("; "))
