/* The names on a map: measured, placed by labels.js, drawn as text. */
"use strict";

koreaMap.define("naming", ["certainty", "dom", "i18n", "labels", "titles"], (certainty, dom, i18n, labels, titles) => {
  const { element } = dom;
  const AT_MOST = 150;
  /* From the top of a line to its foot, as a part of its letters' size. */
  const ASCENT = 0.9;
  /* Names of the ground give way to those of points, but these not to one another. */
  const WEIGHTS = { city: 1, half: 0.8 };
  /* What is named as a whole may have its name anywhere near the middle. */
  const ROAMING = ["half"];
  /* where there is no room for all names, those in doubt are kept */
  const DOUBT_FIRST = { uncertain: 9, "less-certain": 6 };

  function metresPerPixel(lat, zoom) {
    return (40075016.7 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom);
  }

  /** What names keep off a centre, in px: small zones and points have a larger mark. */
  function clearance({ readings, small }) {
    return readings === null || small ? 6 : 4;
  }

  function nameLabel(point) {
    const [title, lang] = titles.today(point);
    return element("div", { class: `name name-${point.plan}`, dir: "ltr" },
      element("span", { class: "written", lang: point.toponym_lang, dir: "auto" }, point.toponym,
        certainty.sign(point) && element("span", { class: "sign" }, ` ${certainty.sign(point)}`)),
      title === point.toponym ? null : element("span", { class: "title", lang, dir: "auto" }, title));
  }

  /**
   * Names for one map; `onPick` is told the point whose name is clicked, `obstacles` gives the
   * boxes in which no name may lie, `onResize` hears that letters have another size.
   */
  function create(map, pane, data, { onPick, obstacles, onResize }) {
    const sizes = new Map();
    let language = null;

    /* Letters that the reader makes larger or sets wider are measured anew. */
    const ruler = element("div", { class: "ruler", "aria-hidden": "true" }, "Mm");
    map.getContainer().append(ruler);
    let ruled = ruler.offsetWidth;
    new ResizeObserver(() => {
      if (ruler.offsetWidth === ruled) return;
      ruled = ruler.offsetWidth;
      sizes.clear();
      onResize();
    }).observe(ruler);

    function measure(items) {
      const unknown = items.filter((item) => !sizes.has(item.key));
      const trial = [];
      for (const item of unknown) {
        for (const form of item.variants) {
          const node = item.make();
          node.classList.add(form, "trial");
          pane.append(node);
          trial.push([item.key, form, node]);
        }
      }
      for (const [key, form, node] of trial) {
        const list = sizes.get(key) ?? [];
        list.push({ form, width: node.offsetWidth, height: node.offsetHeight });
        sizes.set(key, list);
      }
      for (const [, , node] of trial) node.remove();
    }

    function pointItems(points, metres) {
      const seen = new Set();
      const items = [];
      const clear = new Map();
      for (const { place_id: place, plan } of points) {
        clear.set(place, Math.max(clear.get(place) ?? 0, clearance(data.plan[plan])));
      }
      for (const point of points) {
        if (items.length === AT_MOST) break;
        const key = point.place_id ?? `${point.lat},${point.lon}`;
        if (seen.has(key)) continue;
        seen.add(key);
        items.push({
          id: point.id, key: `${point.id}`, lat: point.lat, lon: point.lon,
          weight: DOUBT_FIRST[point.certainty] ?? 4, must: point.certainty === "uncertain",
          size: clear.get(point.place_id), costs: { line: 0, stack: 0.8, short: 4 },
          metres: metres[point.plan], variants: ["line", "stack", "short"],
          make: () => nameLabel(point), pick: point.id,
        });
      }
      return items;
    }

    function rivalItems(lines, { place: open, rival: chosen }) {
      return lines.map(({ point, rival, place }) => ({
        id: `${point.id}/${rival.id}`, key: `rival/${point.id}/${rival.id}`, lat: place.lat,
        lon: place.lon, size: 5, costs: { line: 0, stack: 0.6 },
        ...(chosen && point.id === open && rival.id === chosen
          ? { weight: 12, must: true } : { weight: 2 }),
        variants: ["line", "stack"],
        make: () => element("div", { class: "name rival-name" },
          element("span", { class: "written" }, titles.place(place)),
          element("span", { class: "title" }, i18n.distance(rival.km))),
      }));
    }

    /** What the step of the walk marks, with what it says of it. */
    function markItems({ step }) {
      const { id, mark } = data.steps[step - 1] ?? {};
      if (!mark) return [];
      return [{
        id: "mark", key: `mark/${id}`, lat: mark.lat, lon: mark.lon, size: 11, weight: 12, must: true,
        costs: { line: 0, stack: 0.3 }, variants: ["line", "stack"],
        make: () => element("div", { class: "name rival-name mark-name" },
          element("span", { class: "written" }, titles.place(mark)),
          element("span", { class: "title" }, i18n.text(`step.${id}.mark`))),
      }];
    }

    /** Names of the ground; a city where a point is shown has that point's name. */
    function baseItems(points, { step }) {
      const named = new Set(points.map((point) => point.place_id)).add(data.steps[step - 1]?.mark?.id);
      return data.basemap.names.filter(({ key }) => !named.has(key)).map((entry) => ({
        id: `base/${entry.key}`, key: `base/${entry.key}`, lat: entry.lat, lon: entry.lon,
        weight: WEIGHTS[entry.kind] ?? 0.5, size: 0, costs: { line: 0 }, variants: ["line"],
        ...(ROAMING.includes(entry.kind) ? { roams: true } : { fixed: { across: entry.side ?? 0 } }),
        minZoom: entry.min_zoom,
        make: () => element("div", { class: `name base-name base-${entry.kind}` },
          entry.kind === "city" ? element("i") : null, element("span", { class: "written" },
            entry.kind === "river" ? entry.text : i18n.text(`ground.${entry.key}.label`))),
      }));
    }

    /* Where the names of the first map stand, until the first names are drawn. */
    let first = new Map(dom.all(".first-map [data-first]", map.getContainer())
      .filter((node) => node.checkVisibility()).map((node) => [node.dataset.first, node.dataset]));

    /** Where a name stands on the first map, in pixels from its point. */
    function standing(id) {
      const at = first.get(id);
      if (!at) return null;
      const letter = Number.parseFloat(getComputedStyle(ruler).fontSize);
      return {
        form: at.form, side: Number(at.side), away: at.away * letter, up: (at.up - ASCENT) * letter,
      };
    }

    function draw(points, rivals, state) {
      if (state.language !== language) {
        sizes.clear();
        language = state.language;
      }
      const view = map.getBounds();
      const within = (item) => view.contains([item.lat, item.lon]);
      const zoom = map.getZoom();
      const items = [
        ...pointItems(points.filter(within), state.metres),
        ...rivalItems(rivals, state).filter(within),
        ...markItems(state),
        ...baseItems(points, state).filter((item) => within(item) && zoom >= (item.minZoom ?? 0)),
      ];
      pane.replaceChildren();
      measure(items);
      for (const item of items) {
        const at = map.latLngToContainerPoint([item.lat, item.lon]);
        item.x = at.x;
        item.y = at.y;
        item.reach = item.metres ? item.metres / metresPerPixel(item.lat, zoom) : 0;
        item.stands = item.pick ? standing(item.pick) : null;
        item.forms = sizes.get(item.key).map((size) => ({ ...size, cost: item.costs[size.form] }));
      }
      const size = map.getSize();
      const frame = { left: 2, top: 2, right: size.x - 2, bottom: size.y - 2 };
      const placed = labels.place(items, frame, obstacles(map));
      const fragment = document.createDocumentFragment();
      for (const item of items) {
        const spot = placed.get(item.id);
        if (!spot) continue;
        const node = item.make();
        node.classList.add(spot.form.form);
        if (spot.across < 0) node.classList.add("leftward");
        const corner = map.containerPointToLayerPoint([spot.area.left, spot.area.top]);
        L.DomUtil.setPosition(node, corner.round());
        if (item.pick) {
          node.dataset.point = item.pick;
          node.addEventListener("click", () => onPick(item.pick));
        }
        fragment.append(node);
      }
      pane.replaceChildren(fragment);
      first = new Map();
    }

    return { draw };
  }

  return { create };
});
