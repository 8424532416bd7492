/* Zones and marks of one map: how each is drawn, and drawn anew at another radius. */
"use strict";

koreaMap.define("zones", ["certainty", "geodesic", "symbols", "tint"], (
  certainty, geodesic, symbols, tint,
) => {
  const TARGET_PX = 13;
  /* Below Leaflet's own panes, so that what is added to the map lies on top and has the mouse. */
  const PANE = 350;
  /* Vertices of a zone at rest and while its radius is moved. */
  const VERTICES = { rest: 360, moving: 72 };

  /**
   * Shapes for located points, in a group for each plan. `onDraw(node, point)` is told of each
   * that has come to the screen, `onOpen(id, node)` of each that is clicked.
   */
  function create(map, data, located, { onDraw, onOpen }) {
    const zonePlans = data.plans.filter((plan) => plan.readings !== null);
    const shapes = new Map();
    const groups = new Map();
    const drawn = { __proto__: null };
    for (const plan of zonePlans) drawn[plan.id] = plan.built_m;
    const rough = new Set();
    let fine = true;

    /** What stands for a point on the screen; null where nothing does. */
    function node(id) {
      const shape = shapes.get(id);
      return shape?.polygon?.getElement?.() ?? shape?.marker?.getElement() ?? null;
    }

    function ringOf({ lat, lon }, metres) {
      return geodesic.circle(lat, lon, metres, fine ? VERTICES.rest : VERTICES.moving);
    }

    function zone(point, plan) {
      const pane = `plan-${plan.id}`;
      const { renderer } = groups.get(plan.id);
      const polygon = L.polygon(ringOf(point, plan.built_m), {
        renderer, pane, smoothFactor: 0.2, className: `zone zone-${point.plan} ${certainty.of(point)}`,
      });
      const parts = [polygon];
      polygon.on("click", () => onOpen(point.id, polygon.getElement()));
      polygon.on("add", () => onDraw(polygon.getElement(), point));
      const centre = [point.lat, point.lon];
      parts.push(symbols.mark(centre, {
        renderer, pane, interactive: false, path: plan.centre, className: `dot dot-${plan.id}`,
      }));
      /* What is small needs a wider target than it is itself. */
      if (plan.small) {
        const target = L.circleMarker(centre, {
          renderer, pane, radius: TARGET_PX, className: "hit",
        });
        target.on("click", () => onOpen(point.id, polygon.getElement()));
        target.on("add", () => { target.getElement().dataset.over = point.id; });
        parts.push(target);
      }
      return { point, polygon, parts };
    }

    function mark(point, plan) {
      const marker = L.marker([point.lat, point.lon], {
        pane: `plan-${plan.id}`, keyboard: false, alt: "",
        icon: L.divIcon({
          className: `mark mark-${plan.id}`, iconSize: [26, 26], html: symbols.icon(plan.symbol),
        }),
      });
      marker.on("add", () => onDraw(marker.getElement(), point));
      marker.on("click", () => onOpen(point.id, marker.getElement()));
      return { point, marker, parts: [marker] };
    }

    data.plans.forEach((plan, index) => {
      const pane = map.createPane(`plan-${plan.id}`);
      pane.style.zIndex = PANE + index;
      const group = L.layerGroup();
      group.renderer = tint.renderer({ pane: `plan-${plan.id}`, padding: 0.4 });
      group.zones = [];
      groups.set(plan.id, group);
      if (plan.readings === null) return;
      group.tint = tint.inSvg(group, `tinted tinted-${plan.id}`);
    });
    for (const point of located) {
      const plan = data.plan[point.plan];
      const shape = plan.readings === null ? mark(point, plan) : zone(point, plan);
      shapes.set(point.id, shape);
      const group = groups.get(plan.id);
      if (shape.polygon) group.zones.push(shape.polygon);
      for (const part of shape.parts) group.addLayer(part);
    }
    for (const group of groups.values()) group.tint?.draw();

    /** Draw the zones of each plan at a radius in metres, roughly while it is being moved. */
    function resize(metres, moving = false) {
      const again = fine !== !moving;
      fine = !moving;
      for (const plan of zonePlans) {
        if (drawn[plan.id] === metres[plan.id] && !(again && rough.has(plan.id))) continue;
        if (moving) rough.add(plan.id);
        else rough.delete(plan.id);
        drawn[plan.id] = metres[plan.id];
        for (const { point, polygon } of shapes.values()) {
          if (point.plan === plan.id && polygon) polygon.setLatLngs(ringOf(point, metres[plan.id]));
        }
        groups.get(plan.id).tint.draw();
      }
    }

    /** Put the plans on the map, or take them off, as `shown(plan)` says. */
    function only(shown) {
      for (const [plan, group] of groups) {
        if (shown(plan) === map.hasLayer(group)) continue;
        if (shown(plan)) group.addTo(map);
        else group.remove();
        group.tint?.draw();
      }
    }

    return {
      node, only, resize,
      vertices: (id) => shapes.get(id).polygon.getLatLngs()[0].map(({ lat, lng }) => [lat, lng]),
    };
  }

  return { create };
});
