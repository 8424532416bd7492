"""The page in a real browser: what it shows at first, how plans are compared, how it keeps."""

import pytest
from hosts import write_host
from told import (
    MARKED,
    PLANS,
    WIDE,
    ZONED,
    beyond,
    boxes,
    content,
    covered,
    drawn,
    expected_shares,
    label,
    lay_out,
    located,
    near,
    points,
    say,
    shares,
    spans,
    unnamed,
)

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (1024, 768), (768, 1024), (360, 740)]


def test_the_first_glance_has_every_plan_with_zones_and_its_figures(visit):
    tab = visit()
    for plan in ZONED:
        assert drawn(tab, plan) == len(located(plan))
        expected = expected_shares(covered().loc[plan])
        assert shares(tab, plan) == [near(share) for share in expected]
        assert tab.locator(f"[data-beyond={plan}]").inner_text() == beyond(plan)
        assert tab.locator(f".plan-{plan} .sentence").inner_text() == say(f"plan.{plan}.sentence")
    assert say("coverage.measure") in tab.locator(".glance").inner_text()
    assert tab.locator(".mark").count() == 0
    legend = tab.locator("#legend").inner_text()
    for plan in PLANS:
        assert say(f"plan.{plan}.title") in legend


@pytest.mark.parametrize("tag", sorted(content().languages))
def test_least_most_and_certain_names_alone_stand_at_the_bars(visit, tag):
    language = content().language(tag)
    tab = visit(tail=f"?lang={tag}", size=(360, 740))
    glance = " ".join(tab.locator(".glance").inner_text().split())
    assert language.text("coverage.measure") in glance
    for plan in ZONED:
        assert language.text(f"plan.{plan}.short") in glance
        for side, one in spans(plan).items():
            row = tab.locator(f"[data-bar={plan}-{side}]")
            told = [language.percent(one.least), language.most(one)]
            told += [] if one.certain is None else [language.percent(one.certain)]
            for part in told:
                assert part in row.inner_text()
            if told[1]:
                assert language.text("coverage.key.most") in glance


def test_the_bars_are_solid_to_the_least_hatched_to_the_most_and_ticked_at_the_certain(visit):
    tab = visit()
    for plan in ZONED:
        for side, one in spans(plan).items():
            bar = f"[data-bar={plan}-{side}]"
            track, fill, more = boxes(
                tab, *(f"{bar} .{part}" for part in ("track", "fill", "more"))
            )
            whole = track[2] - track[0]
            assert (fill[2] - track[0]) / whole == pytest.approx(one.least, abs=0.005)
            assert (more[2] - track[0]) / whole == pytest.approx(one.most, abs=0.005)
            if one.certain is not None:
                tick = tab.locator(f"{bar} .bar .firm").last.get_attribute("x1")
                assert float(tick.rstrip("%")) == pytest.approx(100 * one.certain, abs=0.02)
            assert tab.evaluate(
                """(bar) => {
                    const { fill } = getComputedStyle(document.querySelector(`${bar} .more`));
                    const [, id] = /url\\("?#([\\w-]+)"?\\)/.exec(fill) ?? [];
                    return id === undefined ? null : document.getElementById(id)?.nodeName ?? null;
                }""",
                bar,
            ) == ("pattern" if any(content().open_points[plan].values()) else None)


def test_side_by_side_the_figures_are_told_with_their_condition(visit):
    tab = visit(tail="#view=side")
    english = content().language("en")
    for plan in ZONED:
        (title,) = tab.locator(f".side-title:has([data-live=side-{plan}])").all_inner_texts()
        assert english.shares(spans(plan)) in title
        assert english.alone(spans(plan)) in title


def test_the_figures_follow_a_radius_that_is_tried(visit):
    tab = visit(tail=f"#radius={WIDE}:20km")
    tried = content().spans(WIDE, 20_000)
    english = content().language("en")
    for side, one in tried.items():
        row = " ".join(tab.locator(f"[data-bar={WIDE}-{side}]").inner_text().split())
        for part in (english.percent(one.least), english.most(one)):
            assert part in row
    assert english.shares(tried) == tab.locator(f"[data-live=side-{WIDE}]").first.text_content()


def test_what_does_not_change_is_not_written_anew(visit):
    tab = visit()
    written = tab.evaluate(
        """async () => {
            const seen = [];
            const watch = new MutationObserver((records) => seen.push(...records));
            for (const part of document.querySelectorAll(".glance, .side-title, .about, .drawn")) {
                watch.observe(part, {
                    subtree: true, childList: true, characterData: true, attributes: true,
                });
            }
            koreaMap.page.change({ rivals: true });
            koreaMap.page.change({ rivals: false });
            await new Promise((done) => setTimeout(done));
            return seen.length;
        }"""
    )
    assert written == 0


def test_a_plan_that_reaches_no_neighbour_says_that_it_covers_nothing_there(visit):
    tab = visit(tail=f"#radius={WIDE}:0km")
    assert tab.locator(f"[data-beyond={WIDE}]").inner_text() == beyond(WIDE, 0)
    assert beyond(WIDE, 0) != beyond(WIDE)


def test_the_names_of_the_zones_stand_on_the_map(visit):
    names = set(visit().locator("#map_korea .name .written").all_inner_texts())
    first = located(*ZONED).drop_duplicates("place_id")
    told = [label(point) for _, point in first.iterrows()]
    assert len(names.intersection(told)) > 0.8 * len(told)


def test_names_on_the_map_do_not_touch(visit):
    places = located(*ZONED)["place_id"].nunique()
    for size in SIZES:
        boxes = visit(size=size).evaluate(
            """() => [
                ...document.querySelectorAll("#map_korea .name:not(.base-name)")
            ].map((node) => {
                const box = node.getBoundingClientRect();
                return [node.textContent, box.left, box.top, box.right, box.bottom];
            })"""
        )
        assert len(boxes) >= 0.65 * places, size
        for i, (name, *a) in enumerate(boxes):
            for other, *b in boxes[i + 1 :]:
                apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
                assert apart, f"{name} touches {other} at {size}"


def test_switches_show_and_hide_each_list(visit):
    tab = visit()
    for plan in ZONED:
        box = tab.locator(f"input[name=show][value='{plan}']")
        box.uncheck()
        assert drawn(tab, plan) == 0
        box.check()
        assert drawn(tab, plan) == len(located(plan))
    for plan in MARKED:
        tab.locator(f"input[name=show][value='{plan}']").check()
        assert tab.locator(f"#map_korea .mark-{plan}").count() == len(located(plan))


def test_the_table_has_every_point_and_the_empty_places(visit):
    tab = lay_out(visit())
    assert tab.locator(".places tr[data-row]").count() == len(points())
    assert tab.locator(".places tr.unnamed").count() == unnamed().sum()
    for name, point in points()[points()["geometry"].isna()].iterrows():
        row = tab.locator(f"tr[data-row='{name}']").inner_text()
        assert point["toponym"] in row
        assert say("table.nowhere") in row


def test_side_by_side_shows_the_first_plan_and_the_others_and_moves_as_one(visit):
    tab = visit()
    tab.locator("input[name=view][value=side]").check(force=True)
    for plan in ZONED:
        first = plan == PLANS[0]
        assert drawn(tab, plan) == (len(located(plan)) if first else 0)
        assert drawn(tab, plan, "#map-side") == (0 if first else len(located(plan)))
    tab.evaluate("koreaMap.page.view.map.setView([36, 128], 8, {animate: false})")
    other = tab.evaluate(
        "[koreaMap.page.second().map.getZoom(), koreaMap.page.second().map.getCenter().lat]"
    )
    assert other == pytest.approx([8, 36], abs=0.01)
    tab.locator("input[name=view][value=over]").check(force=True)
    for plan in ZONED:
        assert drawn(tab, plan) == len(located(plan))


def test_a_zone_opens_once_however_often_the_maps_were_set_side_by_side(visit):
    tab = visit()
    for view in ("side", "over", "side", "over", "side"):
        tab.locator(f"input[name=view][value={view}]").check(force=True)
    zone = tab.locator("#map-side path.zone").first
    zone.focus()
    tab.evaluate(
        """() => {
            const { focus } = HTMLElement.prototype;
            window.opened = 0;
            HTMLElement.prototype.focus = function count(...options) {
                window.opened += this.id === "card-title";
                focus.apply(this, options);
            };
        }"""
    )
    tab.keyboard.press("Enter")
    assert tab.locator("#card h2").is_visible()
    assert tab.evaluate("window.opened") == 1


def test_no_edge_of_the_drawn_land_comes_into_sight(visit):
    for size in [(1440, 900), (2560, 1440), (360, 740)]:
        tab = visit(size=size)
        seen, bounds = tab.evaluate(
            """() => {
                const { map } = koreaMap.page.view;
                map.setZoom(0, { animate: false });
                map.panBy([-5000, -5000], { animate: false });
                const box = map.getBounds();
                return [
                    [[box.getSouth(), box.getWest()], [box.getNorth(), box.getEast()]],
                    koreaMap.page.data.basemap.bounds,
                ];
            }"""
        )
        for at_edge, edge, outward in zip(seen, bounds, (-1, 1), strict=True):
            assert all(outward * (a - b) < 0.5 for a, b in zip(at_edge, edge, strict=True)), size


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_light_of_the_room(visit, scheme):
    tab = visit(color_scheme=scheme)
    channels = tab.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (max(channels) < 64) == (scheme == "dark")


@pytest.mark.parametrize("plan", sorted(set(located()["plan"])))
def test_a_key_and_what_it_stands_for_have_one_colour(visit, plan):
    """Also where the reader's system forces its own colours, which keys and marks keep."""
    for options in ({}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        tab = visit(tail=f"#show={plan}", **options)
        colours = tab.evaluate(
            """(plan) => {
                const wanted = document.createElement("i");
                wanted.style.setProperty("forced-color-adjust", "none");
                wanted.style.setProperty("color", `var(--plan-${plan})`);
                document.body.append(wanted);
                const key = getComputedStyle(document.querySelector(`#key-${plan}`));
                const shape = document.querySelector(
                    `#map_korea path.zone-${plan}, #map_korea .mark-${plan} path`);
                const drawn = getComputedStyle(shape);
                const colour = getComputedStyle(wanted).color;
                return [
                    [key.fill, key.stroke].includes(colour),
                    [drawn.stroke, drawn.fill].includes(colour), drawn.forcedColorAdjust,
                ];
            }""",
            plan,
        )
        assert colours[:2] == [True, True], options
        assert colours[2] == "none" or "forced_colors" not in options


def test_in_a_sandboxed_frame_it_works_and_leaves_the_wheel_to_the_lesson(visit, site):
    tab = visit(site / "lesson_demo.html", size=(1024, 768), wait=False)
    frame = tab.frame_locator("iframe")
    frame.locator(f"#map_korea path.zone-{WIDE}").first.wait_for(state="attached")
    assert frame.locator(f"#map_korea path.zone-{WIDE}").count() == len(located(WIDE))
    assert frame.locator(".lead").is_hidden()
    inner = next(frame for frame in tab.frames if "korea_map.html" in frame.url)
    zoom = inner.evaluate("koreaMap.page.view.map.getZoom()")
    tab.mouse.move(700, 600)
    tab.mouse.wheel(0, 300)
    tab.wait_for_timeout(300)
    assert inner.evaluate("koreaMap.page.view.map.getZoom()") == zoom
    inner.evaluate("koreaMap.page.change({ show: [] })")
    assert frame.locator(f"#map_korea path.zone-{WIDE}").count() == 0
    sandbox = tab.locator("iframe").get_attribute("sandbox")
    assert sandbox.split() == ["allow-scripts", "allow-downloads"]


def test_a_hidden_tab_shown_later_draws_right(visit, site, tmp_path):
    uri = (site / "korea_map.html").as_uri()
    host = write_host(
        tmp_path / "tabs.html",
        f'<div id="tab" hidden><iframe src="{uri}" width="900" height="600"></iframe></div>',
    )
    tab = visit(host, wait=False)
    inner = next(frame for frame in tab.frames if "korea_map.html" in frame.url)
    # by the clock: a frame that is not shown draws no frames to wait by
    inner.wait_for_function("() => window.koreaMap?.page !== undefined", polling=100)
    tab.evaluate("document.getElementById('tab').hidden = false")
    inner.wait_for_function("() => koreaMap.page.view.map.getSize().x > 300", polling=100)
    tab.wait_for_timeout(200)
    assert inner.evaluate(
        "koreaMap.page.view.map.getBounds().pad(0.01).contains(koreaMap.page.data.view)"
    )
