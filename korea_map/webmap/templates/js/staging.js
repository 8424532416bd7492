/* What a step of the walk draws on the map beside the plans: ghosts of other zones, a river over
   all else, a place that is marked, what has no place, a zone through a loupe. */
"use strict";

koreaMap.define("staging", ["geodesic", "margin", "radii", "symbols"], (
  geodesic, margin, radii, symbols,
) => {
  /* Below the plans; names and lines lie above. */
  const PANE = { ghosts: 345, over: 375 };
  const VERTICES = 180;
  const MARK_PX = 9;
  /* What a step changes of the map, and what else it follows. */
  const FOLLOWS = ["step", "miles", "language", "view"];

  function create(page) {
    const { data, map, nodes, steps } = page;
    const groups = {};
    const looks = {};
    for (const [name, index] of Object.entries(PANE)) {
      map.createPane(name).style.zIndex = index;
      groups[name] = L.layerGroup().addTo(map);
      looks[name] = {
        interactive: false, pane: name, renderer: L.svg({ pane: name, padding: 0.5 }),
      };
    }
    const beside = margin.create(page);
    let before = null;
    let staged = false;

    function add(name, layer) {
      groups[name].addLayer(layer);
    }

    function ghosts(plan, miles) {
      const options = looks.ghosts;
      for (const { lat, lon } of data.points.filter((point) => point.plan === plan.id && point.lat !== null)) {
        const className = `ghost ghost-${plan.id}`;
        if (plan.readings === null) {
          add("ghosts", symbols.mark([lat, lon], { ...options, path: plan.symbol, className }));
        } else {
          const ring = geodesic.circle(lat, lon, radii.stated(plan, miles).metres, VERTICES);
          add("ghosts", L.polygon(ring, { ...options, className }));
        }
      }
    }

    function stage({ ghosts: pale = [], trace, mark }, { miles }) {
      for (const id of pale) ghosts(data.plan[id], miles);
      if (trace) add("over", L.polyline(trace, { ...looks.over, className: "trace" }));
      if (mark) {
        add("over", L.circleMarker([mark.lat, mark.lon], {
          ...looks.over, radius: MARK_PX, className: "marked",
        }));
      }
    }

    function point(step) {
      const wanted = new Set(step?.points ?? []);
      nodes.stage.classList.toggle("pointing", wanted.size > 0);
      for (const { id, lat } of data.points) {
        if (lat !== null) page.view.node(id)?.classList.toggle("pointed", wanted.has(id));
      }
    }

    /** Bring the map to the step of a state. */
    function update(now) {
      const step = now.step === null ? null : steps[now.step - 1];
      if (!step && !staged) return;
      if (!before || FOLLOWS.some((name) => before[name] !== now[name])) {
        for (const group of Object.values(groups)) group.clearLayers();
        if (step) stage(step, now);
        beside.show(step, now);
        point(step);
      }
      before = now;
      staged = step !== null;
    }

    return {
      update, wake: () => point(steps[before?.step - 1]),
      reserve: beside.reserve,
    };
  }

  return { create };
});
