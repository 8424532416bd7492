/* Zones and points of one map where there are more than SVG can move: a layer for each plan. */
"use strict";

koreaMap.define("crowd", ["crowdlayer", "hatch"], (crowdlayer, hatch) => {
  /* Below Leaflet's own panes, so that what is added to the map lies on top and has the mouse. */
  const PANE = 350;

  /** As `zones.create`, but that no point has a node of its own. */
  function create(map, data, located, { onOpen }) {
    map.createPane("crowd").style.zIndex = PANE;
    const renderer = hatch.canvas({ padding: 0.1, pane: "crowd" });
    const layers = new Map();
    let above = null;
    let chosen = null;
    let stands = null;
    for (const plan of data.plans) {
      const points = located.filter((point) => point.plan === plan.id);
      const layer = crowdlayer.create(points, plan, { renderer, pane: "crowd" });
      layer.on("click", ({ layerPoint }) => {
        const point = layer.find(layerPoint);
        if (point) onOpen(point.id, null);
      });
      layers.set(plan.id, layer);
    }

    function resize(metres, moving = false) {
      for (const [plan, layer] of layers) {
        const wanted = metres[plan];
        if (wanted === undefined || (layer.metres === wanted && layer.moving === moving)) continue;
        layer.size(wanted, moving);
        if (stands && chosen.plan === plan) stands.setLatLngs(layer.ring(chosen));
      }
    }

    function only(shown) {
      const changed = [...layers].filter(([plan, layer]) => shown(plan) !== map.hasLayer(layer));
      for (const [plan, layer] of changed) {
        if (shown(plan)) layer.addTo(map);
        else layer.remove();
      }
      if (!changed.length) return;
      for (const layer of layers.values()) if (map.hasLayer(layer)) layer.bringToFront();
    }

    /** Draw one point so that it stands out, by itself: the others are not drawn anew. */
    function pick(id) {
      chosen = located.find((point) => point.id === id);
      stands?.remove();
      stands = null;
      const layer = layers.get(chosen?.plan);
      if (!layer || !map.hasLayer(layer)) return;
      above ??= L.svg({ padding: 0.4, pane: "crowd" });
      stands = layer.form(chosen, { renderer: above, weight: 3 }).addTo(map);
    }

    return {
      node: () => null, only, pick, resize,
      vertices(id) {
        const point = located.find((one) => one.id === id);
        return layers.get(point.plan).ring(point);
      },
    };
  }

  return { create };
});
