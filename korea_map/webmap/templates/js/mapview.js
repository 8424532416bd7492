/* One Leaflet map of the page: zones, points, rivals and labels of the plans it is given. */
"use strict";

koreaMap.define("mapview", ["basemap", "crowd", "dom", "naming", "rivals", "voice", "zones"], (
  basemap, crowd, dom, naming, rivals, voice, zones,
) => {
  /* What of a state decides which zones, rivals and names there are. */
  const SHOWN = ["show", "step", "place", "rival", "rivals", "doubt", "view", "language"];

  /**
   * Draw on a map the plans that are listed. `onOpen(id, node)` is told which point is asked
   * for, `obstacles(map)` gives the boxes in which no name may lie.
   */
  function create(map, data, { plans, onOpen, obstacles }) {
    const located = data.points.filter((point) => point.lat !== null);
    let current = null;
    let awake = false;
    let wanted = plans;
    let asked = [];

    basemap.draw(map, data.basemap);
    for (const drawn of dom.all(".first-map > :not(.first-names)", map.getContainer())) drawn.remove();
    const lines = rivals.create(map);
    const pane = map.createPane("names");
    pane.style.zIndex = 390;
    pane.classList.add("leaflet-zoom-hide");
    pane.setAttribute("aria-hidden", "true");

    function describe(point) {
      return voice.describe(point, data.plan[point.plan], current);
    }

    function speak(node, point) {
      if (awake && current && node) voice.give(node, point, describe(point), onOpen);
    }

    const draw = data.crowded ? crowd.create : zones.create;
    const shapes = draw(map, data, located, { onDraw: speak, onOpen });
    const names = naming.create(map, pane, data, {
      onPick: (id) => onOpen(id, shapes.node(id)), obstacles, onResize: () => name(),
    });

    function drawn(plan) {
      return wanted.includes(plan);
    }

    function shown(plan) {
      return drawn(plan) && current !== null && current.show.includes(plan);
    }

    function name() {
      if (!awake || !current) return;
      names.draw(located.filter((point) => shown(point.plan)), asked, current);
    }

    function label() {
      for (const point of located) {
        const node = shapes.node(point.id);
        if (!node) continue;
        node.classList.toggle("selected", point.id === current.place);
        dom.give(node, "aria-label", describe(point));
      }
    }

    /** Bring the map to a state: {show, metres, units, place, rivals, language, moving}. */
    function update(state) {
      shapes.resize(state.metres, state.moving);
      const before = current;
      current = state;
      shapes.only(shown);
      const same = before && SHOWN.every((part) => before[part] === state[part]);
      if (!same) {
        shapes.pick?.(state.place);
        asked = rivals.asked(located, data.places, state, drawn);
        lines.draw(asked, state);
      }
      /* What is said of a zone waits for the radius to come to rest. */
      if (awake && !state.moving) label();
      if (!same) name();
    }

    /** Which of the shown plans this map draws. */
    function only(list) {
      wanted = list;
    }

    /** Give zones their names and their voice, once they are drawn. */
    function wake() {
      awake = true;
      for (const point of located) speak(shapes.node(point.id), point);
      if (current) label();
      name();
      for (const first of dom.all(".first-map", map.getContainer())) first.remove();
    }

    map.on("moveend resize", name);

    return {
      map, many: data.crowded, name, node: shapes.node, only, update, vertices: shapes.vertices, wake,
    };
  }

  return { create };
});
