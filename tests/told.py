"""What the tables of this document say, and what a page shows of it, for tests of the page.

The tests hold the one against the other, so that an edit of the tables breaks none of them.
"""

import csv
import json
import re
from functools import cache
from pathlib import Path

import pytest

import korea_map
from korea_map.gazetteer import split_list
from korea_map.webmap.content import read_content

DATA = Path(__file__).resolve().parent.parent / "data"
MILE_M = 1609.344


BOXES = """
(selectors) => selectors.map((selector) => {
  const node = document.querySelector(selector);
  if (!node?.checkVisibility()) return null;
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return [left, top, right, bottom];
})
"""


def lay_out(tab):
    """Lay out what lies below the first screen too, which has no text to read before it comes near.

    Returns the page.
    """
    tab.evaluate(
        "document.querySelectorAll('.document > section')"
        ".forEach((part) => { part.style.contentVisibility = 'visible'; })"
    )
    return tab


def boxes(tab, *selectors):
    """Left, top, right and bottom of parts, in one look: the page may be scrolling.

    None for a part that is not shown.
    """
    return tab.evaluate(BOXES, selectors)


def meet(a, b, by=0.0):
    """Whether two boxes lie over one another, by more than so much."""
    return a[0] < b[2] - by and b[0] < a[2] - by and a[1] < b[3] - by and b[1] < a[3] - by


def data_of(page):
    """What the data block of a page holds, as `describe_page` has it."""
    (block,) = re.findall(r'id="korea-map-data">(.*?)</script>', page, re.DOTALL)
    data = json.loads(block)
    keys, radii = data["messages"]["keys"], data["coverage"].pop("radius_m")
    data["messages"] = {
        tag: {key: text for key, text in zip(keys, texts, strict=True) if text is not None}
        for tag, texts in data["messages"]["texts"].items()
    }
    fields = data["points"]["fields"]
    data["points"] = [dict(zip(fields, row, strict=True)) for row in data["points"]["rows"]]
    for curves in (data["coverage"]["curve"], data["coverage"]["certain"]):
        for curve in curves.values():
            curve["radius_m"] = radii
    return data


@cache
def content():
    """The records, as every page of the tests is made of them."""
    return read_content()


def say(key, tag=None, **values):
    """Return a text of the page without the stars about the document's own words."""
    return content().language(tag).text(key, **values).replace("*", "")


def rows(table):
    """Return the rows of a table of the document; none where it has no such table."""
    path = DATA / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLANS = [row["id"] for row in rows("plans")]
ZONED = [row["id"] for row in rows("plans") if row["kind"] == "zones"]
MARKED = [row["id"] for row in rows("plans") if row["kind"] == "points"]
STEPS = [
    (number, row["id"], [plan for plan in PLANS if plan in row["show"].split("|")])
    for number, row in enumerate(rows("steps"), 1)
]
WIDE = ZONED[0]


@cache
def points():
    """Every row of the gazetteer with its plan, in the order of the page."""
    plans = korea_map.read_proposals()["plan"]
    frame = korea_map.read_gazetteer()
    frame["plan"] = frame["list"].map(plans)
    frame["rivals"] = [split_list(cell) for cell in frame["rivals"].fillna("")]
    lists = [
        one.id for plan in content().dataset.plans for one in content().lists_of(plan).values()
    ]
    frame["order"] = frame["list"].map(lists.index)
    return frame.sort_values(["order", "position"]).set_index("id", drop=False)


def located(*plans):
    """The points of plans that have a position; of all plans where none is named."""
    frame = points()
    return frame[frame["geometry"].notna() & frame["plan"].isin(plans or PLANS)]


def unnamed():
    """How many points are claimed of each list that have no row."""
    listed = points().groupby("list").size()
    claimed = korea_map.read_proposals()["points_claimed"]
    return (claimed - listed.reindex(claimed.index, fill_value=0)).clip(lower=0)


def doubtful():
    """A point of a zone whose place is not certain, with rivals; without one there is no test."""
    frame = located(*ZONED)
    found = frame[(frame["certainty"] != "certain") & (frame["rivals"].map(len) > 0)]
    if found.empty:
        pytest.skip("every place is certain, or has no rival")
    order = found.sort_values("certainty", ascending=False, kind="stable")
    return order.iloc[0]


def label(point):
    """How a name is written on the map."""
    return " ".join(
        filter(None, [point["toponym"], content().language(None).sign(point["certainty"])])
    )


@cache
def covered(**options):
    """The coverage of each plan as a whole, by its id."""
    table = korea_map.coverage(**options)
    return table[table["list"] == "both"].set_index("plan")


def beyond(plan, radius_m=None):
    """The sentence on land beyond the halves: what is covered, or that nothing is."""
    lands = content().dataset.beyond
    own = covered()
    told = [land for land in lands if own[f"{land}_km2"].max() >= 0.5]
    areas = {
        land: own.loc[plan][f"{land}_km2"] if radius_m is None else 0
        for land in (*lands, "outside")
    }
    return content().language(None).beyond(areas, lands, told)


# what a page shows


def spans(plan):
    """How much a plan covers of each side at its stated radius."""
    return content().spans(plan, content().radii[plan].built_m)


def drawn(tab, plan, part="#map_korea"):
    """How many zones of a plan are drawn on a map."""
    return tab.locator(f"{part} path.zone-{plan}").count()


def shares(tab, plan):
    """The figures beside the bars of a plan, in percent."""
    texts = tab.locator(f".plan-{plan} .bars .figure").all_inner_texts()
    return [float(re.sub(r"[^\d.]", "", text)) for text in texts]


def expected_shares(row):
    """The shares of a row of coverage in the order of the page, in percent."""
    return [100 * row[f"{side}_share"] for side in content().dataset.sides]


def near(share):
    """A figure that is rounded as the page does it."""
    return pytest.approx(share, abs=0.051 if share < 1 else 0.51)
