/* What the map has in view: the ground that is meant, clear of all that lies over the map. */
"use strict";

koreaMap.define("camera", ["basemap", "leeway", "scroller", "view"], (basemap, leeway, scroller, view) => {
  const { EDGE_PX, laid } = leeway;
  /* Round a place that is shown by itself; at its top lie the tools of the map. */
  const ABOUT = { left: 100, right: 40, top: 60, foot: 24 };
  const NEAREST = 7;

  function create(page) {
    const { map, data, nodes, home, still, store } = page;
    /* Where the map rests: {bounds, room} that were asked for, or a view {at, centre, zoom} of the
       reader's, `at` being what a link says of it. */
    let rest = { bounds: home, room: "" };
    /* The view that was last asked of the map, until the reader moves it. */
    let aim = null;
    /* Whether what the map does now is our doing. */
    let ours = false;
    let due = null;
    /* Whether a place is shown by itself, until its card is closed. */
    let revealed = false;
    /* Places that are kept in view, until the reader moves the map. */
    let kept = null;

    function quietly(act) {
      const before = ours;
      ours = true;
      act();
      ours = before;
    }

    /** The size of the card where it is a sheet along the foot of the window. */
    function sheet() {
      return laid(nodes.card, "fixed") ?? (nodes.historian && laid(nodes.historian, "fixed"));
    }

    /** The same of whatever is one: the card lies over a town. */
    function anySheet() {
      return sheet() ?? laid(nodes.town, "fixed");
    }

    /** The same of a town that lies over the map, with where it lies there. */
    function townOver() {
      const size = laid(nodes.town, "absolute");
      if (!size) return null;
      const [box, frame] = [nodes.town, map.getContainer()].map((one) => one.getBoundingClientRect());
      return { ...size, left: box.left - frame.left, top: box.top - frame.top };
    }

    function room() {
      const free = {
        top: EDGE_PX,
        ...leeway.of({
          size: map.getSize(), card: laid(nodes.card, "absolute"),
          walk: laid(nodes.walk, "absolute"), town: townOver(), sheet: anySheet(),
          windowHeight: innerHeight,
        }),
      };
      return { ...free, right: Math.max(free.right, page.staging?.reserve() ?? 0) };
    }

    /** Let the map know its size, which it does not look up by itself. */
    function measure() {
      const { clientWidth, clientHeight } = map.getContainer();
      const { x, y } = map.getSize();
      if (clientWidth === x && clientHeight === y) return;
      quietly(() => map.invalidateSize({ animate: false }));
    }

    function go(asked, animate) {
      const target = view.within(map, asked);
      aim = target;
      cancelAnimationFrame(due);
      due = null;
      if (!animate || still()) {
        quietly(() => view.put(map, target));
        return;
      }
      /* Of several views that are asked for at once, the last. */
      due = requestAnimationFrame(() => {
        due = null;
        quietly(() => view.glide(map, target));
        if (!view.gliding(map)) quietly(() => view.settle(map, target));
      });
    }

    /** What the address says of the view: nothing, where a link without it gives the same. */
    function tell(at, wait) {
      store.note({ at });
      page.links?.remember(wait);
    }

    function fit(bounds, animate = true) {
      measure();
      rest = { bounds, room: JSON.stringify(room()) };
      tell(null);
      if (!map.getSize().x || !map.getSize().y) return;
      go(view.of(map, bounds, room()), animate);
    }

    /** Look where a link says: [lat, lon, zoom]. */
    function look(at, animate = true) {
      measure();
      rest = { at, centre: L.latLng(at[0], at[1]), zoom: at[2] };
      tell(at);
      go(rest, animate);
    }

    /** Go back to where the map rests. */
    function back(animate = true) {
      if (rest.bounds) fit(rest.bounds, animate);
      else go(rest, animate);
    }

    /** Bring places {lat, lon} into the part of the map over which nothing lies. */
    function reveal(places, animate = true) {
      measure();
      revealed = true;
      const free = room();
      const about = {
        left: Math.max(ABOUT.left, free.left), right: Math.max(ABOUT.right, free.right),
        top: Math.max(ABOUT.top, free.top), foot: free.foot + ABOUT.foot,
      };
      const near = rest.bounds ? view.of(map, rest.bounds, free).zoom : rest.zoom;
      const bounds = places.map(({ lat, lon }) => [lat, lon]);
      go(view.of(map, bounds, about, Math.max(near, NEAREST)), animate);
    }

    /** What is shown of a point where its card leaves little of the map: its rivals with it. */
    function family(point) {
      return [point, ...point.rivals.map((rival) => data.places[rival.id]).filter(Boolean)];
    }

    /** Make room again after the card of a point came or went, unless the reader moved the map. */
    function refit(point, animate = true) {
      const before = revealed;
      revealed = false;
      measure();
      if (sheet()) reveal(family(point), animate);
      else if (kept) reveal(kept, animate);
      else if (before || (rest.bounds && rest.room !== JSON.stringify(room()))) back(animate);
    }

    /** Keep places {lat, lon} in view, or none of them any longer. */
    function keep(places, animate = true) {
      kept = places;
      refit(page.point(store.get().place), animate);
      if (places && anySheet()) comeBack();
    }

    /** Bring the map into the window: its top, where it is taller than the window is. */
    function comeBack() {
      const block = nodes.scene.offsetHeight > innerHeight || anySheet() ? "start" : "nearest";
      scroller.bring(nodes.scene, { block, behavior: still() ? "auto" : "smooth" });
    }

    function confine() {
      quietly(() => basemap.confine(map, data.basemap));
    }

    /** Keep the view when the map's box changes, and tell `onResize` of it. */
    function watch(onResize) {
      let last = map.getSize();
      new ResizeObserver(() => {
        const box = map.getContainer();
        if (box.clientWidth === last.x && box.clientHeight === last.y) return;
        const hidden = last.x === 0;
        measure();
        confine();
        last = map.getSize();
        const point = page.point(store.get().place);
        if (!hidden && (kept || (point && revealed))) refit(point, false);
        else back(false);
        onResize();
      }).observe(map.getContainer());
    }

    map.on("moveend", () => {
      /* The end of a glide that another is about to follow tells nothing of the reader. */
      if (ours || due !== null || view.gliding(map)) return;
      if (aim && view.isAt(map, aim)) {
        quietly(() => view.settle(map, aim));
        return;
      }
      aim = kept = null;
      rest = { at: view.told(map), centre: map.getCenter(), zoom: map.getZoom() };
      tell(rest.at, true);
    });

    return {
      comeBack, confine, family, fit, keep, look, measure, refit, reveal, sheet, watch,
      /** The whole ground, from the start or at a press of the button. */
      home: (animate = true) => fit(home, animate),
      /** Whether the map is where a reader took it. */
      taken: () => Boolean(rest.at),
    };
  }

  return { create };
});
