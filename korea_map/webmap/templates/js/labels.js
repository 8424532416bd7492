/* Where labels go: beside their point, never on one another. */
"use strict";

koreaMap.define("labels", [], () => {
  const GAP = 4;
  /* What it costs to lie over the zone of another point. */
  const CROSSING = 1.3;
  /* What it costs a name that must be there to stand nearer to another point than to its own,
     or to lie over another; a name that may be left out does neither. */
  const NEARER = 12;
  const COVERING = 15;
  /* What it is worth that a name stays where it stands. */
  const KEPT = 6;
  /* [horizontal, vertical, cost]: 1 is right of or below the point. */
  const POSITIONS = [
    [1, 0, 0], [-1, 0, 1], [1, -1, 1.5], [1, 1, 1.5], [-1, -1, 2], [-1, 1, 2], [0, -1, 2], [0, 1, 2],
  ];
  /* Farther off, for a name that must be there: [.., .., cost, how many times as far]. */
  const FARTHER = [2, 3].flatMap((far) =>
    POSITIONS.map(([across, down, cost]) => [across, down, cost + 4 * far, far]));

  /* For a name that may stand anywhere near: in halves of its width and whole heights. */
  const NEARBY = [-2, -1, 0, 1, 2].flatMap((down) => [-0.6, 0, 0.6].map((across) =>
    [across, down, Math.hypot(across, down)])).sort((a, b) => a[2] - b[2]);

  function box(item, form, [across, down, , far = 1, given = null]) {
    const { width, height } = form;
    if (given) {
      const left = given.side > 0 ? item.x + given.away : item.x - given.away - width;
      const top = item.y + given.up;
      return { left, top, right: left + width, bottom: top + height };
    }
    if (item.roams) {
      const left = item.x + (across - 1) * width / 2;
      const top = item.y + (down - 0.5) * height;
      return { left, top, right: left + width, bottom: top + height };
    }
    const reach = (item.size + GAP) * far;
    const left = across === 0 ? item.x - width / 2
      : across > 0 ? item.x + (down ? reach * 0.5 : reach) : item.x - width - (down ? reach * 0.5 : reach);
    const top = down === 0 ? item.y - height / 2
      : down > 0 ? item.y + reach * 0.6 : item.y - height - reach * 0.6;
    return { left, top, right: left + width, bottom: top + height };
  }

  function meet(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function inside(a, frame) {
    return a.left >= frame.left && a.top >= frame.top && a.right <= frame.right
      && a.bottom <= frame.bottom;
  }

  /** How far a point is from a box, squared. */
  function distance2(a, { x, y }) {
    const across = Math.max(a.left - x, 0, x - a.right);
    const down = Math.max(a.top - y, 0, y - a.bottom);
    return across * across + down * down;
  }

  function touches(a, disc) {
    return distance2(a, disc) < disc.reach * disc.reach;
  }

  function positions(item, form) {
    if (item.fixed) return [[item.fixed.across, 0, 0]];
    if (item.roams) return NEARBY;
    const usual = item.must ? [...POSITIONS, ...FARTHER] : POSITIONS;
    const { stands } = item;
    /* Where a name stands already it stays, if it can. */
    return stands && stands.form === form.form ? [[stands.side, 0, -KEPT, 1, stands], ...usual] : usual;
  }

  function attempt(items, order, frame, { obstacles, dots, discs }) {
    const taken = [];
    const placed = new Map();
    let total = 0;
    for (const index of order) {
      const item = items[index];
      let best = null;
      for (const form of item.forms) {
        for (const position of positions(item, form)) {
          let cost = form.cost + position[2];
          if (best && cost >= best.cost) continue;
          const area = box(item, form, position);
          cost += CROSSING * discs.filter((disc) => disc.owner !== item.id && touches(area, disc)).length;
          if (best && cost >= best.cost) continue;
          if (!inside(area, frame)) continue;
          if (taken.some((other) => meet(area, other))) continue;
          if (obstacles.some((other) => meet(area, other))) continue;
          const covered = dots.filter((dot) => dot.owner !== item.id && meet(area, dot)).length;
          if (covered && !item.must) continue;
          cost += COVERING * covered;
          if (!item.fixed && !item.roams) {
            const own = distance2(area, item);
            const astray = dots.some((dot) => dot.owner !== item.id && distance2(area, dot) < own);
            if (astray && !item.must) continue;
            if (astray) cost += NEARER;
          }
          if (best && cost >= best.cost) continue;
          best = { cost, area, form, across: position[0] };
        }
      }
      if (best) {
        taken.push(best.area);
        placed.set(item.id, best);
        total += best.cost * item.weight;
      } else {
        total += 40 * item.weight;
      }
    }
    return { placed, total };
  }

  /**
   * Boxes for items {id, x, y, size, reach, weight, must, forms: [{form, width, height, cost}],
   * fixed, roams, stands}, where size is the dot's and reach the zone's radius in pixels. Several orders are tried and
   * the one kept that leaves least out; an item that finds no room is absent. One that must be
   * there is looked a place for farther off as well, and over other points.
   */
  function place(items, frame, obstacles = []) {
    const dots = items.filter((item) => !item.fixed && !item.roams).map((item) => ({
      owner: item.id, x: item.x, y: item.y, left: item.x - item.size, right: item.x + item.size,
      top: item.y - item.size, bottom: item.y + item.size,
    }));
    const discs = items.filter((item) => item.reach > 0)
      .map((item) => ({ owner: item.id, x: item.x, y: item.y, reach: item.reach }));
    const indexes = items.map((item, index) => index);
    const heavyFirst = (a, b) => items[b].weight - items[a].weight;
    const orders = [
      (a, b) => items[a].y - items[b].y,
      (a, b) => items[b].y - items[a].y,
      (a, b) => items[a].x - items[b].x,
      (a, b) => items[b].x - items[a].x,
    ].map((rule) => [...indexes].sort((a, b) => heavyFirst(a, b) || rule(a, b)));
    let best = null;
    for (const order of items.length > 120 ? orders.slice(0, 1) : orders) {
      const result = attempt(items, order, frame, { obstacles, dots, discs });
      if (!best || result.total < best.total) best = result;
    }
    return best.placed;
  }

  return { place };
});
