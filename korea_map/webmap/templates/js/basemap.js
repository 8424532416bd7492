/* Land, rivers and lines; the same on every map of the page. */
"use strict";

koreaMap.define("basemap", ["polyline", "view"], (polyline, view) => {
  /** Draw the base of a map and keep the reader within it. */
  function draw(map, base) {
    map.createPane("base").style.zIndex = 250;
    const renderer = L.svg({ pane: "base", padding: 0.6 });
    const quiet = { renderer, pane: "base", interactive: false, bubblingMouseEvents: true };
    for (const { home, rings: polygons } of base.land) {
      const rings = polygons.map((parts) => parts.map((part) => polyline.decode(part)));
      L.polygon(rings, { ...quiet, className: home ? "land home" : "land", smoothFactor: 0.6 })
        .addTo(map);
    }
    const line = (text, className) =>
      L.polyline(polyline.decode(text), { ...quiet, className, fill: false, smoothFactor: 0.8 }).addTo(map);
    for (const part of base.rivers) line(part, "river");
    for (const { lines, style } of base.lines) {
      for (const part of lines) line(part, `ground-line ${style}`);
    }
  }

  /**
   * No zoom shows the edge of the drawn land. The least zoom is set without a word to the map:
   * it would begin to zoom by itself, and swallow the view that is asked for next.
   */
  function confine(map, base) {
    const bounds = L.latLngBounds(base.bounds);
    const size = map.getSize();
    if (size.x && size.y) {
      map.options.minZoom = map.getBoundsZoom(bounds, true);
      const now = { centre: map.getCenter(), zoom: map.getZoom() };
      const kept = view.within(map, now, bounds);
      if (!view.isAt(map, kept)) view.put(map, kept);
    }
    map.options.maxBoundsViscosity = 1;
    if (!map.options.maxBounds) map.setMaxBounds(bounds);
  }

  return { draw, confine };
});
