/* Coverage of land at any radius, read from the curve that the build computed. */
"use strict";

koreaMap.define("coverage", [], () => {
  /** Values of every column at a radius in metres: between nodes they grow with its square. */
  function at(curve, radius) {
    const nodes = curve.radius_m;
    const last = nodes.length - 1;
    let upper = nodes.findIndex((node) => node >= radius);
    if (upper < 0) upper = last;
    const lower = Math.max(0, nodes[upper] === radius ? upper : upper - 1);
    const width = nodes[upper] ** 2 - nodes[lower] ** 2;
    const weight = width === 0 ? 0 : Math.min(1, (radius ** 2 - nodes[lower] ** 2) / width);
    const values = { __proto__: null };
    for (const [name, column] of Object.entries(curve)) {
      values[name] = column[lower] + weight * (column[upper] - column[lower]);
    }
    return values;
  }

  return { at };
});
