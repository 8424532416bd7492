/* The ground under every map of the page: drawn by the build, once, and laid under Leaflet. */
"use strict";

koreaMap.define("basemap", ["view", "dom"], (view, dom) => {
  /** The drawing of the ground: what the map was first shown with, or another view of it. */
  function sheet(container) {
    return container.querySelector(".ground")
      ?? dom.shape("svg", { class: "ground" }, dom.shape("use", { href: "#ground" }));
  }

  /** Lay the ground under a map. */
  function draw(map, base) {
    map.createPane("base").style.zIndex = 250;
    const svg = sheet(map.getContainer());
    svg.setAttribute("viewBox", `0 0 ${base.size.join(" ")}`);
    svg.setAttribute("preserveAspectRatio", "none");
    L.svgOverlay(svg, base.bounds, { pane: "base" }).addTo(map);
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
