/* Zones and marks of one map: how each is drawn, and drawn anew at another radius. */
"use strict";

koreaMap.define("zones", ["certainty", "geodesic", "hatch", "polyline", "symbols"], (
  certainty, geodesic, hatch, polyline, symbols,
) => {
  const CANVAS_FROM = 400;
  const TARGET_PX = 13;
  const DASHES = { certain: null, "less-certain": "7 5", uncertain: "1.5 5" };

  function colour(plan) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--plan-${plan}`).trim();
  }

  /**
   * Shapes for located points, in a group for each plan. `onDraw(node, point)` is told of each
   * that has come to the screen, `onOpen(id, node)` of each that is clicked.
   */
  function create(map, data, located, { onDraw, onOpen }) {
    const zonePlans = data.plans.filter((plan) => plan.readings !== null);
    const count = located.filter((point) => data.plan[point.plan].readings !== null).length;
    const many = count > CANVAS_FROM;
    const vertices = many ? 60 : 180;
    const canvas = many ? hatch.canvas({ padding: 0.1 }) : null;
    const shapes = new Map();
    const groups = new Map();
    const drawn = Object.fromEntries(zonePlans.map((plan) => [plan.id, plan.built_m]));

    /** What stands for a point on the screen; null where nothing does. */
    function node(id) {
      const shape = shapes.get(id);
      return shape?.polygon?.getElement?.() ?? shape?.marker?.getElement() ?? null;
    }

    function outline(point) {
      const className = `zone zone-${point.plan} ${certainty.of(point)}`;
      if (!many) return { className };
      return {
        color: colour(point.plan), weight: 1,
        opacity: Math.max(0.15, Math.sqrt(100 / count)),
        dashArray: DASHES[point.certainty], fillOpacity: 0,
      };
    }

    /**
     * The ground under all zones of a plan at once, as it was built: a thousand tints on one
     * another would be a blot, and slow.
     */
    function ground(plan) {
      const rings = data.grounds[plan.id].map((polygon) => polygon.map((text) =>
        polyline.decode(text)));
      return L.polygon(rings, {
        renderer: canvas, interactive: false, stroke: false, fillColor: colour(plan.id),
        fillOpacity: plan.tint, hatch: plan.hatch,
      });
    }

    /** The zone as it was built; at another radius, computed here. */
    function ringOf(point, metres) {
      return metres === data.plan[point.plan].built_m
        ? polyline.decode(point.zone, 5)
        : geodesic.circle(point.lat, point.lon, metres, vertices);
    }

    function zone(point, plan) {
      const pane = `plan-${plan.id}`;
      const renderer = canvas ?? groups.get(plan.id).renderer;
      const polygon = L.polygon(ringOf(point, plan.built_m), {
        renderer, pane: many ? "overlayPane" : pane, smoothFactor: many ? 1.5 : 0.2,
        ...outline(point),
      });
      const parts = [polygon];
      polygon.on("click", () => onOpen(point.id, polygon.getElement?.() ?? null));
      if (!many) {
        polygon.on("add", () => onDraw(polygon.getElement(), point));
        const centre = [point.lat, point.lon];
        parts.push(symbols.mark(centre, {
          renderer, pane, interactive: false, path: plan.symbol, className: `dot dot-${plan.id}`,
        }));
        /* What is small needs a wider target than it is itself. */
        if (plan.small) {
          const target = L.circleMarker(centre, {
            renderer, pane, radius: TARGET_PX, className: "hit",
          });
          target.on("click", () => onOpen(point.id, polygon.getElement()));
          parts.push(target);
        }
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
      pane.style.zIndex = 410 + index;
      const group = L.layerGroup();
      group.renderer = many ? null : L.svg({ pane: `plan-${plan.id}`, padding: 0.4 });
      groups.set(plan.id, group);
    });
    const grounds = new Map(many ? zonePlans.map((plan) => [plan.id, ground(plan)]) : []);
    for (const [plan, shape] of grounds) groups.get(plan).addLayer(shape);
    for (const point of located) {
      const plan = data.plan[point.plan];
      const shape = plan.readings === null ? mark(point, plan) : zone(point, plan);
      shapes.set(point.id, shape);
      for (const part of shape.parts) groups.get(plan.id).addLayer(part);
    }

    /** Draw the zones of each plan at a radius in metres. */
    function resize(metres) {
      for (const [plan, shape] of grounds) {
        if (metres[plan] === data.plan[plan].built_m) groups.get(plan).addLayer(shape);
        else groups.get(plan).removeLayer(shape);
      }
      for (const { point, polygon } of shapes.values()) {
        if (!polygon || drawn[point.plan] === metres[point.plan]) continue;
        polygon.setLatLngs(ringOf(point, metres[point.plan]));
      }
      Object.assign(drawn, metres);
    }

    /** Put the plans on the map, or take them off, as `shown(plan)` says. */
    function only(shown) {
      for (const [plan, group] of groups) {
        if (shown(plan) && !map.hasLayer(group)) group.addTo(map);
        if (!shown(plan) && map.hasLayer(group)) group.remove();
      }
    }

    return {
      many, node, only, resize,
      vertices: (id) => shapes.get(id).polygon.getLatLngs()[0].map(({ lat, lng }) => [lat, lng]),
    };
  }

  return { create };
});
