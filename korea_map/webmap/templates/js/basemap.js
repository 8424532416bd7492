/* Land, rivers, the two lines; the same on every map of the page. */
"use strict";

koreaMap.define("basemap", ["facts", "polyline"], (facts, polyline) => {
  /** Draw the base of a map and keep the reader within it. */
  function draw(map, base) {
    map.createPane("base").style.zIndex = 250;
    const renderer = L.svg({ pane: "base", padding: 0.6 });
    const quiet = { renderer, pane: "base", interactive: false, bubblingMouseEvents: true };
    for (const [country, polygons] of Object.entries(base.land)) {
      const korean = facts.COUNTRIES.includes(country);
      const rings = polygons.map((parts) => parts.map((part) => polyline.decode(part)));
      L.polygon(rings, { ...quiet, className: korean ? "land korea" : "land", smoothFactor: 0.6 })
        .addTo(map);
    }
    const line = (text, className) =>
      L.polyline(polyline.decode(text), { ...quiet, className, fill: false, smoothFactor: 0.8 }).addTo(map);
    for (const river of base.rivers) for (const part of river.lines) line(part, "river");
    for (const part of base.parallel_38) line(part, "parallel");
    for (const part of base.line_1953) line(part, "line-1953");
  }

  /** No zoom shows the edge of the drawn land. */
  function confine(map, base) {
    const bounds = L.latLngBounds(base.bounds);
    map.setMaxBounds(bounds);
    map.options.maxBoundsViscosity = 1;
    const size = map.getSize();
    if (size.x && size.y) map.setMinZoom(map.getBoundsZoom(bounds, true));
  }

  return { draw, confine };
});
