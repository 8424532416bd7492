/* The mark of the town that was found, with lines to the nearest point of each plan. */
"use strict";

koreaMap.define("townmark", ["dom"], (dom) => {
  const PANE = "town";

  function create(map) {
    const group = L.layerGroup().addTo(map);
    map.createPane(PANE).style.zIndex = 385;
    const quiet = { renderer: L.svg({ pane: PANE, padding: 0.5 }), pane: PANE, interactive: false };

    /** Mark a town by its name, and the points {lat, lon}; nothing for null. */
    function draw(town, name, points) {
      group.clearLayers();
      if (!town) return;
      for (const { lat, lon } of points) {
        L.polyline([[town.lat, town.lon], [lat, lon]], { ...quiet, className: "town-line" }).addTo(group);
      }
      const drawn = [dom.element("span", { class: "town-dot" }),
        dom.element("span", { class: "town-name", dir: "auto" }, name)];
      L.marker([town.lat, town.lon], {
        pane: PANE, interactive: false, keyboard: false, alt: "",
        icon: L.divIcon({ className: "town-mark", iconSize: [0, 0], html: dom.element("div", { "aria-hidden": "true" }, ...drawn) }),
      }).addTo(group);
    }

    return { draw };
  }

  return { create };
});
