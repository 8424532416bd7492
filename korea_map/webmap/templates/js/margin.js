/* What stands beside the ground, at the right of a map: rings for the points that have no place,
   and a loupe through which one zone is seen large. */
"use strict";

koreaMap.define("margin", ["dom", "geodesic", "i18n", "titles"], (dom, geodesic, i18n, titles) => {
  const { shape } = dom;
  const PANE = 385;
  const EDGE_PX = 12;
  const RING_PX = 8;
  const IN_A_ROW = 4;
  const STEP_PX = 22;
  const LINE = 1.25;
  /* Of the loupe: its size in a large and in a small map, and how much of it the zone takes. */
  const LOUPE_PX = { large: 78, small: 46 };
  const SMALL_MAP_PX = 560;
  const FILLED = 0.66;
  const VERTICES = 72;

  function pathOf(points) {
    const corners = points.map((corner) => corner.map((part) => part.toFixed(2)).join(" "));
    return `M${corners.join("L")}Z`;
  }

  function create(page) {
    const { data, map } = page;
    const pane = map.createPane("margin");
    pane.style.zIndex = PANE;
    const sheet = shape("svg", { class: "margin", "aria-hidden": "true", focusable: "false" });
    pane.append(sheet);
    let shown = null;

    function small() {
      return map.getSize().x < SMALL_MAP_PX;
    }

    function letter() {
      return Number.parseFloat(getComputedStyle(sheet).fontSize) || 13;
    }

    /** The plans of a step with points that have no place: how many, and what is said of them. */
    function gaps({ gaps: wanted, show = [] }) {
      if (!wanted) return [];
      const words = (key, values) => i18n.text(key, values).split(/(?<=[,，、،])\s*/);
      return show.flatMap((id) => {
        const lists = Object.values(data.plan[id].lists);
        const unnamed = lists.reduce((sum, list) => sum + list.unnamed, 0);
        const rowed = data.points.filter((point) => point.plan === id && point.lat === null);
        /* In a small map the colour of the rings says it, and the words of the step. */
        const name = i18n.text(`plan.${id}.short`);
        const plan = small() ? [] : [`${name}:`];
        return [
          unnamed ? { id, count: unnamed, lines: [...plan, ...words("gap.unnamed", { count: unnamed })] } : null,
          ...rowed.map((point) => ({
            id, count: 1, lines: [...plan, ...words("gap.unplaced", { written: point.toponym })],
          })),
        ].filter(Boolean);
      });
    }

    function text(line, x, y) {
      return shape("text", { class: "margin-box", x, y, "text-anchor": "end" }, line);
    }

    function width(line) {
      const node = text(line, 0, 0);
      sheet.append(node);
      const length = node.getComputedTextLength();
      node.remove();
      return Math.ceil(length);
    }

    /** Rings in rows from the right edge, with their words below; returns where the next begin. */
    function rings({ id, count, lines }, right, top) {
      const size = letter();
      const group = shape("g", { class: "margin-box" });
      for (let index = 0; index < count; index += 1) {
        const column = index % IN_A_ROW;
        const row = Math.floor(index / IN_A_ROW);
        group.append(shape("circle", {
          class: `gap ghost-${id}`, r: RING_PX, cx: right - RING_PX - column * STEP_PX,
          cy: top + RING_PX + row * STEP_PX,
        }));
      }
      const foot = top + Math.ceil(count / IN_A_ROW) * STEP_PX;
      lines.forEach((line, index) => group.append(text(line, right, foot + size * (LINE * index + 1))));
      sheet.append(group);
      return foot + size * LINE * (lines.length + 1);
    }

    function radius() {
      return small() ? LOUPE_PX.small : LOUPE_PX.large;
    }

    /** The ground and one zone, so large that the zone fills most of a disc. */
    function loupe(id, { metres }, right, top) {
      const point = page.point(id);
      const wide = radius();
      const [southWest, northEast] = data.basemap.bounds.map((corner) => map.project(corner, 0));
      const [across, down] = data.basemap.size;
      const onSheet = ([lat, lon]) => {
        const at = map.project([lat, lon], 0);
        return [(at.x - southWest.x) / (northEast.x - southWest.x) * across,
          (at.y - northEast.y) / (southWest.y - northEast.y) * down];
      };
      const [x, y] = onSheet([point.lat, point.lon]);
      const ring = geodesic.circle(point.lat, point.lon, metres[point.plan], VERTICES).map(onSheet);
      const scale = FILLED * wide / Math.max(...ring.map(([east]) => east - x));
      const outline = pathOf(ring.map(([east, south]) => [(east - x) * scale, (south - y) * scale]));
      const centre = [right - wide, top + wide];
      const from = map.latLngToContainerPoint([point.lat, point.lon]);
      const size = letter();
      const away = Math.hypot(centre[0] - from.x, centre[1] - from.y) || 1;
      const edge = centre.map((part, index) => part - (part - [from.x, from.y][index]) * wide / away);
      sheet.append(
        shape("path", { class: "loupe-line", d: `M${from.x} ${from.y}L${edge.join(" ")}` }),
        shape("g", { transform: `translate(${centre.join(" ")})` },
          shape("clipPath", { id: "loupe-edge" }, shape("circle", { r: wide })),
          shape("circle", { class: "loupe-sea", r: wide }),
          shape("g", { "clip-path": "url(#loupe-edge)" },
            shape("g", { transform: `scale(${scale}) translate(${-x} ${-y})` }, shape("use", { href: "#ground" })),
            shape("path", { class: `tinted tinted-${point.plan}`, d: outline }),
            shape("path", { class: `loupe-zone ghost-${point.plan}`, d: outline }),
            shape("circle", { class: `dot dot-${point.plan}`, r: 2.5 })),
          shape("circle", { class: "loupe-rim margin-box", r: wide }),
          ...[titles.today(point)[0], i18n.length(metres[point.plan], page.store.derived().units[point.plan])]
            .map((line, index) => text(line, wide, wide + size * (LINE * (index + 1))))),
      );
    }

    function draw() {
      sheet.replaceChildren();
      if (!shown) return;
      const { step, now } = shown;
      const { x, y } = map.getSize();
      L.DomUtil.setPosition(sheet, map.containerPointToLayerPoint([0, 0]));
      sheet.setAttribute("width", x);
      sheet.setAttribute("height", y);
      let top = y * (small() ? 0.2 : 0.3);
      for (const gap of gaps(step)) top = rings(gap, x - EDGE_PX, top);
      if (step.loupe && page.point(step.loupe)) loupe(step.loupe, now, x - EDGE_PX, top);
    }

    /** Show what a step has beside the ground; nothing where there is no step. */
    function show(step, now) {
      shown = step && (step.gaps || step.loupe) ? { step, now } : null;
      draw();
    }

    map.on("move zoom viewreset resize", draw);

    return {
      show,
      /** How much of the map's right the present step wants for it, in pixels. */
      reserve() {
        const step = page.steps[page.store.get().step - 1] ?? {};
        const lines = gaps(step).flatMap((gap) => gap.lines);
        return Math.max(step.loupe ? EDGE_PX + 2 * radius() : 0,
          step.gaps ? EDGE_PX + Math.max(IN_A_ROW * STEP_PX, ...lines.map(width)) : 0);
      },
    };
  }

  return { create };
});
