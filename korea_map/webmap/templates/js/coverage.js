/* Coverage of land at any radius, read from the curve that the build computed. */
"use strict";

koreaMap.coverage = (() => {
  /** Values of every column of the curve at a radius in metres, linear between nodes. */
  function at(curve, radius) {
    const nodes = curve.radius_m;
    const last = nodes.length - 1;
    let upper = nodes.findIndex((node) => node >= radius);
    if (upper < 0) upper = last;
    const lower = Math.max(0, nodes[upper] === radius ? upper : upper - 1);
    const width = nodes[upper] - nodes[lower];
    const weight = width === 0 ? 0 : Math.min(1, (radius - nodes[lower]) / width);
    const values = {};
    for (const [name, column] of Object.entries(curve)) {
      values[name] = column[lower] + weight * (column[upper] - column[lower]);
    }
    return values;
  }

  return { at };
})();
