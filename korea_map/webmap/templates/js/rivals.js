/* What a place may be mistaken for: which of it is drawn, and how. */
"use strict";

koreaMap.define("rivals", ["certainty", "i18n", "titles"], (certainty, i18n, titles) => {
  /**
   * Rivals {point, rival, place} that a state asks for: of the open place, of the name that a step
   * looks into, and of every doubtful point of the plans that are shown. `drawn(plan)` says whether
   * the map has a plan at all.
   */
  function asked(points, places, { doubt, place, rivals, show }, drawn) {
    return points.filter((point) => {
      if (!drawn(point.plan)) return false;
      const doubtful = rivals && certainty.isDoubtful(point) && show.includes(point.plan);
      return doubtful || place === point.id || doubt === point.id;
    }).flatMap((point) => point.rivals
      .filter((rival) => places[rival.id])
      .map((rival) => ({ point, rival, place: places[rival.id] })));
  }

  /** What is said of the rivals of a point that are known places, one sentence each. */
  function said({ rivals }, places) {
    return rivals.filter(({ id }) => places[id]).map(({ id, km }) => i18n.text("doubt.rival", {
      title: titles.place(places[id]), distance: i18n.distance(km),
    }));
  }

  /** A layer of a map that draws rivals as lines from the point to each. */
  function create(map) {
    const group = L.layerGroup().addTo(map);
    map.createPane("rivals").style.zIndex = 380;
    const quiet = {
      renderer: L.svg({ pane: "rivals", padding: 0.5 }), pane: "rivals", interactive: false,
    };

    /** Draw a list; of the open place, the `chosen` rival before the others. */
    function draw(list, { place: open, rival: chosen }) {
      group.clearLayers();
      for (const { point, rival, place } of list) {
        const ends = [[point.lat, point.lon], [place.lat, place.lon]];
        const mark = !chosen ? "" : point.id === open && rival.id === chosen ? " chosen" : " other";
        L.polyline(ends, { ...quiet, className: `rival-line${mark}` }).addTo(group);
        L.circleMarker(ends[1], {
          ...quiet, radius: mark === " chosen" ? 6 : 4, className: `rival-dot${mark}`,
        }).addTo(group);
      }
    }

    return { draw };
  }

  return { asked, create, said };
});
