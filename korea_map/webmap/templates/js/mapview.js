/* One Leaflet map of the page: zones, points, rivals and labels of the plans it is given. */
"use strict";

koreaMap.mapview = (() => {
  const CANVAS_FROM = 400;
  const SMALL_PX = 12;
  const { element } = koreaMap.dom;
  const i18n = koreaMap.i18n;

  function create(map, data, { plans, onOpen }) {
    const located = data.points.filter((point) => point.lat !== null);
    const zonePlans = data.plans.filter((plan) => plan.radius_m !== null);
    const zoneCount = located.filter((point) => zonePlans.some((plan) => plan.id === point.plan))
      .length;
    const many = zoneCount > CANVAS_FROM;
    const vertices = many ? 60 : 180;
    const shapes = new Map();
    const groups = new Map();
    const radii = Object.fromEntries(zonePlans.map((plan) => [plan.id, plan.built_m]));
    let current = null;
    let awake = false;
    let wanted = plans;

    koreaMap.basemap.draw(map, data.basemap);
    const canvas = many ? koreaMap.hatch.canvas({ padding: 0.1 }) : null;
    const rivals = L.layerGroup().addTo(map);
    map.createPane("rivals").style.zIndex = 590;
    const rivalLines = L.svg({ pane: "rivals", padding: 0.5 });
    const labelPane = map.createPane("names");
    labelPane.style.zIndex = 640;
    labelPane.classList.add("leaflet-zoom-hide");
    labelPane.setAttribute("aria-hidden", "true");

    function describe(point) {
      const plan = data.plan[point.plan];
      const values = {
        written: point.toponym,
        title: i18n.current() === "ko" && point.hangul ? point.hangul.split("|")[0] : point.title,
        plan: i18n.text(`plan.${point.plan}`),
        territory: i18n.text(`territory.${point.territory}`),
        certainty: i18n.text(`certainty.${point.certainty ?? "none"}`),
      };
      if (plan.radius_m === null) return i18n.text("zone.label.point", values);
      const metres = current ? current.metres[point.plan] : plan.radius_m;
      const radius = i18n.text("zone.radius", {
        length: i18n.length(metres, current ? current.units[point.plan] : "km"),
      });
      return i18n.text("zone.label", { ...values, radius });
    }

    /** Make a zone a button for the keyboard and for those who hear the page. */
    function operable(node, point) {
      if (!awake || !node) return;
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", describe(point));
      node.dataset.point = point.id;
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        onOpen(point.id, node);
      });
    }

    function colour(name) {
      return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    }

    function zoneStyle(point) {
      const className = `zone zone-${point.plan} ${point.certainty ?? "none"}`;
      if (!many) return { className };
      const tint = colour(point.plan === "unc" ? "unc" : "cpv");
      const dash = { certain: null, "less-certain": "7 5", uncertain: "1.5 5" }[point.certainty];
      return {
        color: tint, weight: 1, opacity: Math.max(0.15, Math.sqrt(100 / zoneCount)),
        dashArray: dash, fillOpacity: 0,
      };
    }

    /**
     * The ground under all zones of a plan at once, as it was built: a thousand tints on one
     * another would be a blot, and slow.
     */
    function ground(plan) {
      const rings = data.grounds[plan.id].map((polygon) => polygon.map((text) =>
        koreaMap.polyline.decode(text)));
      const tint = colour(plan.id === "unc" ? "unc" : "cpv");
      return L.polygon(rings, {
        renderer: canvas, interactive: false, stroke: false, fillColor: tint,
        fillOpacity: plan.id === "unc" ? 0.13 : 0.3, hatch: plan.id === "unc",
      });
    }

    /** The zone as it was built; at another radius, computed here. */
    function ringOf(point, metres) {
      return metres === data.plan[point.plan].built_m
        ? koreaMap.polyline.decode(point.zone, 5)
        : koreaMap.geodesic.circle(point.lat, point.lon, metres, vertices);
    }

    function zone(point, plan) {
      const ring = ringOf(point, plan.built_m);
      const pane = `plan-${plan.id}`;
      const renderer = canvas ?? groups.get(plan.id).renderer;
      const polygon = L.polygon(ring, {
        renderer, pane: many ? "overlayPane" : pane, smoothFactor: many ? 1.5 : 0.2, ...zoneStyle(point),
      });
      const parts = [polygon];
      polygon.on("click", () => onOpen(point.id, polygon.getElement?.() ?? null));
      if (!many) {
        polygon.on("add", () => operable(polygon.getElement(), point));
        const centre = [point.lat, point.lon];
        const marks = { renderer, pane, interactive: false };
        parts.push(L.circleMarker(centre, {
          ...marks, radius: plan.id === "unc" ? 2.5 : 4, className: `dot dot-${plan.id}`,
        }));
        if (plan.id !== "unc") {
          const hit = L.circleMarker(centre, {
            renderer, pane, radius: SMALL_PX + 1, className: "hit",
          });
          hit.on("click", () => onOpen(point.id, polygon.getElement()));
          parts.push(hit);
        }
      }
      return { point, polygon, parts };
    }

    function mark(point, plan) {
      const marker = L.marker([point.lat, point.lon], {
        pane: `plan-${plan.id}`, keyboard: false, alt: "",
        icon: L.divIcon({
          className: `mark mark-${plan.id}`, iconSize: [26, 26], html: element("span"),
        }),
      });
      marker.on("add", () => operable(marker.getElement(), point));
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
      const shape = plan.radius_m === null ? mark(point, plan) : zone(point, plan);
      shapes.set(point.id, shape);
      for (const part of shape.parts) groups.get(plan.id).addLayer(part);
    }

    function shown(plan) {
      return wanted.includes(plan) && current !== null && current.show.includes(plan);
    }

    function drawRivals() {
      rivals.clearLayers();
      if (!current) return [];
      const lines = [];
      for (const point of located) {
        const asked = current.place === point.id
          || (current.rivals && point.certainty !== "certain" && shown(point.plan));
        if (!asked || !wanted.includes(point.plan)) continue;
        for (const rival of point.rivals) {
          const place = data.places[rival.id];
          if (!place) continue;
          const ends = [[point.lat, point.lon], [place.lat, place.lon]];
          L.polyline(ends, {
            renderer: rivalLines, pane: "rivals", interactive: false, className: "rival-line",
          }).addTo(rivals);
          L.circleMarker(ends[1], {
            renderer: rivalLines, pane: "rivals", interactive: false, radius: 4,
            className: "rival-dot",
          }).addTo(rivals);
          lines.push({ point, rival, place });
        }
      }
      return lines;
    }

    let rivalItems = [];
    const naming = koreaMap.naming.create(map, labelPane, data, (id) => {
      onOpen(id, shapes.get(id)?.polygon?.getElement?.() ?? shapes.get(id)?.marker?.getElement());
    });

    function name() {
      if (!awake || !current) return;
      const visible = located.filter((point) => shown(point.plan));
      naming.draw(visible, rivalItems, current);
    }

    function resize(metres) {
      for (const [plan, shape] of grounds) {
        if (metres[plan] === data.plan[plan].built_m) groups.get(plan).addLayer(shape);
        else groups.get(plan).removeLayer(shape);
      }
      for (const { point, polygon } of shapes.values()) {
        if (!polygon || radii[point.plan] === metres[point.plan]) continue;
        polygon.setLatLngs(ringOf(point, metres[point.plan]));
      }
      Object.assign(radii, metres);
    }

    /** Bring the map to a state: {show, metres, units, place, rivals}. */
    function update(state) {
      resize(state.metres);
      const before = current;
      current = state;
      for (const [plan, group] of groups) {
        if (shown(plan) && !map.hasLayer(group)) group.addTo(map);
        if (!shown(plan) && map.hasLayer(group)) group.remove();
      }
      rivalItems = drawRivals();
      for (const { point, polygon, marker } of shapes.values()) {
        const node = polygon?.getElement?.() ?? marker?.getElement();
        if (!node || !awake) continue;
        node.classList.toggle("selected", point.id === state.place);
        node.setAttribute("aria-label", describe(point));
      }
      const same = before && before.show === state.show && before.place === state.place
        && before.rivals === state.rivals && before.language === state.language;
      if (!same) name();
    }

    /** Which of the shown plans this map draws. */
    function only(list) {
      wanted = list;
    }

    map.on("moveend resize", name);

    /** Give zones their names and their voice, once they are drawn. */
    function wake() {
      awake = true;
      for (const { point, polygon, marker } of shapes.values()) {
        operable(polygon?.getElement?.() ?? marker?.getElement(), point);
      }
      name();
    }

    return {
      map, name, only, update, wake,
      element: (id) => shapes.get(id)?.polygon?.getElement?.()
        ?? shapes.get(id)?.marker?.getElement() ?? null,
      vertices: (id) => shapes.get(id).polygon.getLatLngs()[0].map(({ lat, lng }) => [lat, lng]),
      many,
    };
  }

  return { create };
})();
