/* What lies over the maps: boxes that hide names, and the legend that gives way. */
"use strict";

koreaMap.define("stage", ["dom"], (dom) => {
  const NARROW_PX = 900;

  /** Boxes, in pixels of a map, of all that lies over it. */
  function obstacles(map, stage) {
    const frame = map.getContainer().getBoundingClientRect();
    const within = dom.all(".over, .leaflet-control, .side-title, .margin-box, .town-name", stage);
    return [...within, ...dom.all(".frame-start")]
      .filter((node) => node.checkVisibility())
      .map((node) => node.getBoundingClientRect())
      .map((box) => ({
        left: box.left - frame.left, right: box.right - frame.left,
        top: box.top - frame.top, bottom: box.bottom - frame.top,
      }));
  }

  /** Open the legend where there is room for it and nothing else needs that room. */
  function tidyLegend(stage, { find, place, step, view }) {
    const crowded = find !== null || place !== null || step !== null || view === "side";
    stage.querySelector("#legend").open = !crowded && stage.clientWidth >= NARROW_PX;
  }

  return { obstacles, tidyLegend };
});
