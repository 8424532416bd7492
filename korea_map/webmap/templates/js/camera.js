/* What the map has in view: the ground that is meant, clear of all that lies over the map. */
"use strict";

koreaMap.define("camera", ["basemap", "scroller"], (basemap, scroller) => {
  const EDGE_PX = 12;
  const GLIDE_S = 0.6;

  /**
   * Pixels to keep free left, right and at the foot of a map of a size {x, y}. What lies over the
   * map is {width, height}, null where it does not: a narrow `card` takes from the right, a
   * narrow `walk` from the left, a wide one from the foot. A `sheet` lies along the foot of the
   * window, which is so many pixels high.
   */
  function margins({ size, card = null, walk = null, sheet = null, windowHeight }) {
    const room = { left: EDGE_PX, right: EDGE_PX, foot: EDGE_PX };
    if (card && card.width < size.x / 2) room.right = card.width + 24;
    if (walk && walk.width < size.x / 2) room.left = walk.width + 24;
    else if (walk) room.foot = walk.height + 20;
    if (sheet) room.foot = Math.max(EDGE_PX, size.y - windowHeight + sheet.height + EDGE_PX);
    return room;
  }

  /** The size of a node that is placed in a way, e.g. "absolute"; null for any other. */
  function laid(node, position) {
    /* In a frame all that comes up stands beside the map. */
    if (document.documentElement.classList.contains("embed")) return null;
    if (node.hidden || getComputedStyle(node).position !== position) return null;
    return { width: node.offsetWidth, height: node.offsetHeight };
  }

  function create({ map, data, nodes, home, still }) {
    /* What was fitted last, until the reader moves the map. */
    let fitted = null;
    let revealed = false;

    /** The size of the card where it is a sheet along the foot of the window. */
    function sheet() {
      return laid(nodes.card, "fixed");
    }

    function room() {
      return margins({
        size: map.getSize(), card: laid(nodes.card, "absolute"), walk: laid(nodes.walk, "absolute"),
        sheet: sheet(), windowHeight: innerHeight,
      });
    }

    function fit(bounds, animate = true) {
      const size = map.getSize();
      if (!size.x || !size.y) return;
      const { left, right, foot } = room();
      fitted = { bounds, room: JSON.stringify({ left, right, foot }) };
      map.fitBounds(bounds, {
        paddingTopLeft: [left, EDGE_PX], paddingBottomRight: [right, foot],
        animate: animate && !still(), duration: GLIDE_S,
      });
    }

    /** Bring a place, and what it is mistaken for, into the strip above the sheet. */
    function reveal(point) {
      const others = point.rivals.map((rival) => data.places[rival.id]).filter(Boolean);
      map.fitBounds([point, ...others].map(({ lat, lon }) => [lat, lon]), {
        paddingTopLeft: [100, 60], paddingBottomRight: [40, room().foot + 24],
        maxZoom: Math.max(map.getZoom(), 7), animate: !still(), duration: GLIDE_S,
      });
    }

    /** Make room again after the card of a point came or went, unless the reader moved the map. */
    function refit(point) {
      const before = revealed;
      revealed = sheet() !== null;
      if (revealed) reveal(point);
      else if (fitted && (before || fitted.room !== JSON.stringify(room()))) fit(fitted.bounds);
    }

    /** Bring the map into the window: its top, where it is taller than the window is. */
    function comeBack() {
      const block = nodes.stage.offsetHeight > innerHeight || sheet() ? "start" : "nearest";
      scroller.bring(nodes.stage, { block, behavior: still() ? "auto" : "smooth" });
    }

    function confine() {
      basemap.confine(map, data.basemap);
    }

    function forget() {
      fitted = null;
    }

    /**
     * Keep the view when the map's box changes, and tell `onResize` of it. `now()` gives the
     * bounds for a map that was hidden until then, and the open point.
     */
    function watch(now, onResize) {
      let last = map.getSize();
      new ResizeObserver(() => {
        const box = map.getContainer();
        if (box.clientWidth === last.x && box.clientHeight === last.y) return;
        const hidden = last.x === 0;
        map.invalidateSize({ animate: false });
        last = map.getSize();
        confine();
        const { bounds, point } = now();
        if (hidden) fit(bounds, false);
        else if (sheet()) reveal(point);
        else if (fitted) fit(fitted.bounds, false);
        else if (point) map.panInside(point, { padding: [EDGE_PX, EDGE_PX], animate: false });
        onResize();
      }).observe(map.getContainer());
    }

    map.on("dragstart", forget);
    map.getContainer().addEventListener("wheel", forget, { passive: true });

    return {
      comeBack, confine, fit, forget, refit, sheet, watch,
      /** The whole ground, from the start or at a press of the button. */
      home: (animate = true) => fit(home, animate),
    };
  }

  return { create, margins };
});
