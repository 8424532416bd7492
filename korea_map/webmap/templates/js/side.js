/* Two maps beside one another, each with its plans, that move as one. */
"use strict";

koreaMap.define("side", ["mapview", "view", "wheel"], (mapview, view, wheel) => {
  function create(page) {
    const { map, data, known } = page;
    const { stage } = page.nodes;
    const [first] = known.plans;
    let second = null;

    function follow(other) {
      let busy = false;
      const lead = (leader, led) => () => {
        if (busy || !stage.classList.contains("side")) return;
        busy = true;
        view.put(led, { centre: leader.getCenter(), zoom: leader.getZoom() });
        busy = false;
      };
      map.on("move zoomend", lead(map, other));
      other.on("move zoomend", lead(other, map));
    }

    function open() {
      const other = L.map("map-side-map", {
        ...map.options, zoomControl: false, attributionControl: false, zoomAnimation: false,
      });
      view.put(other, { centre: map.getCenter(), zoom: map.getZoom() });
      second = mapview.create(other, data, {
        plans: known.plans.filter((plan) => plan !== first), onOpen: page.cards.open,
        obstacles: page.obstacles,
      });
      wheel.tame(other, page.embedded, null);
      follow(other);
      second.wake();
    }

    /** Show the second map or put it away. */
    function turn(on) {
      stage.classList.toggle("side", on);
      document.getElementById("map-side").hidden = !on;
      if (on && !second) open();
      page.view.only(on ? [first] : known.plans);
      page.camera.measure();
      page.camera.confine();
      if (second && on) {
        resize();
        second.map.options.minZoom = map.getMinZoom();
        view.put(second.map, { centre: map.getCenter(), zoom: map.getZoom() });
      }
    }

    function resize() {
      second?.map.invalidateSize({ animate: false });
    }

    function update(now) {
      if (second && now.view === "side") second.update(now);
    }

    return { resize, second: () => second, turn, update };
  }

  return { create };
});
