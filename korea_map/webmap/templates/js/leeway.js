/* What lies over a map, and how much of the map it leaves. */
"use strict";

koreaMap.define("leeway", [], () => {
  const EDGE_PX = 12;

  /**
   * Pixels to keep free left, right and at the foot of a map of a size {x, y}. What lies over the
   * map is {width, height}, null where it does not: a narrow `card` takes from the right, a
   * narrow `walk` from the left, a wide one from the foot; a narrow `town` from its side, a wide one
   * from the top or the foot, at most half of the map. A `sheet` lies along the foot of the window, which is so many pixels high.
   */
  function of({ size, card = null, walk = null, town = null, sheet = null, windowHeight }) {
    const room = { left: EDGE_PX, right: EDGE_PX, foot: EDGE_PX };
    if (town && town.width < size.x / 2) room[town.left < size.x / 2 ? "left" : "right"] = town.width + 24;
    else if (town && town.top < size.y / 3) room.top = Math.min(size.y / 2, town.top + town.height + EDGE_PX);
    else if (town) room.foot = Math.min(size.y / 2, size.y - town.top + EDGE_PX);
    if (card && card.width < size.x / 2) room.right = card.width + 24;
    if (walk && walk.width < size.x / 2) room.left = Math.max(room.left, walk.width + 24);
    else if (walk) room.foot = walk.height + 20;
    if (sheet) room.foot = Math.max(EDGE_PX, size.y - windowHeight + sheet.height + EDGE_PX);
    return room;
  }

  /** The size of a node that is placed in a way, e.g. "absolute"; null for any other. */
  function laid(node, position) {
    /* In a frame all that comes up stands beside the map. */
    if (document.documentElement.classList.contains("embed")) return null;
    if (node.offsetWidth === 0 || getComputedStyle(node).position !== position) return null;
    return { width: node.offsetWidth, height: node.offsetHeight };
  }

  return { EDGE_PX, laid, of };
});
