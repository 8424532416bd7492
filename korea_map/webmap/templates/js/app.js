/* The page at work: one state, drawn by map, panel, card and walk. */
"use strict";

koreaMap.define("app", [
  "asking", "attempts", "bring", "camera", "cards", "controls", "downloads", "emblem", "events", "facts",
  "finder", "frame", "growing", "handout", "historian", "i18n", "links", "mapview", "moments",
  "names", "packing", "panel", "present", "references", "scroller", "settled", "side",
  "sliders", "stage", "staging", "state", "store", "swipe", "take", "translate", "trying",
  "units", "walk", "wheel",
], (
  asking, attempts, bring, camera, cards, controls, downloads, emblem, events, facts, finder,
  frame, growing, handout, historian, i18n, links, mapview, moments, names, packing, panel,
  present, references, scroller, settled, side, sliders, stage, staging, state, store, swipe,
  take, translate, trying, units, walk, wheel,
) => {
  const PATIENCE_MS = 500;

  /* What the rooms share, as `page`:
       map, view         the first map, and what is drawn on it
       data, point(id)   the data block, with `plan` by its id; a point of it, if there is one
       known             what a link may name: steps, plans, zonePlans, points; bounds, zooms
       steps, home       the stops of the walk; bounds of all that is shown
       nodes             scene, and in it stage, card, walk, historian, town
       embedded          whether another page holds this one
       still()           whether the reader wants nothing to glide
       announce(text)    say something to those who hear the page
       obstacles(map)    boxes of what lies over a map
       store, camera, asking, cards, finder, frame, growing, links, present, side, staging, walk
                         the rooms at work on this page */
  function prepare(map) {
    const data = packing.unpack(JSON.parse(document.getElementById("korea-map-data").textContent));
    const reduced = matchMedia("(prefers-reduced-motion: reduce)");
    const node = (id) => document.getElementById(id);
    const byId = new Map(data.points.map((point) => [point.id, point]));
    const nodes = {
      scene: document.querySelector(".scene"), stage: document.querySelector(".stage"),
      card: node("card"), walk: node("walk"), historian: node("historian"), town: node("town"),
    };
    return {
      map, data, nodes, steps: data.steps, home: data.view,
      point: (id) => byId.get(id),
      known: {
        steps: data.steps.map((step) => step.id), stops: data.steps, plans: data.plans.map((plan) => plan.id),
        zonePlans: data.plans.filter((plan) => plan.readings !== null).map((plan) => plan.id),
        points: data.points.filter((point) => point.lat !== null).map((point) => point.id),
        bounds: data.basemap.bounds, zooms: [0, map.getMaxZoom()],
      },
      embedded: window.self !== window.top
        || document.documentElement.classList.contains("embed"),
      still: () => reduced.matches,
      announce(text) { node("live").textContent = text; },
      obstacles: (which) => stage.obstacles(which, nodes.scene),
    };
  }

  /** The state to begin with: that of the link; a step brings what it shows. */
  function begin({ known, steps }) {
    const asked = state.parse(location.hash, known);
    if (asked.step === null) return asked;
    const { show, rivals } = walk.arrive(steps, asked.step, known.plans);
    return { ...asked, show, rivals };
  }

  /** Bring the page from what it showed `before`, if anything, to what it is to show now. */
  function draw(page, now, before) {
    const changed = (...names) => !before || names.some((name) => before[name] !== now[name]);
    attempts.each([
      () => {
        if (before ? !changed("view") : now.view !== "side") return;
        page.side.turn(now.view === "side");
        if (before || !now.at) page.camera.home(false);
        else page.camera.look(now.at, false);
      },
      () => panel.update(now, page.data),
      () => settled.update(now, page.data),
      () => emblem.update(now),
      () => moments.update(now),
      () => page.frame.update(now),
      () => page.present.show(now),
      () => { if (changed("place", "rival", "step", "language")) page.cards.show(now, before); },
      () => {
        if (changed("step", "language", "miles")) page.walk.show(now);
        else if (changed("doubt")) page.asking.mark(now);
      },
      () => { if (changed("find", "place", "step", "view")) stage.tidyLegend(page.nodes.stage, now); },
      () => { if (before && changed("place")) page.camera.refit(page.point(now.place)); },
      () => page.view.update(now),
      () => page.staging.update(now),
      () => page.side.update(now),
      () => page.finder.show(now),
      () => { if (!page.store.get().moving) page.links.remember(); },
    ]);
  }

  /** What stands below the map, which the browser reads after the scripts. */
  function finish(page, ready) {
    const { data, store: { change, derived, get } } = page;
    translate.below(data);
    downloads.attach(page);
    take.attach(page);
    handout.attach(page);
    moments.attach(page);
    moments.update(derived());
    page.frame.update(derived());
    ready({
      change, data, derived, fit: page.camera.fit, goTo: page.walk.goTo, second: page.side.second,
      state: get, view: page.view,
    });
    if (["#points", "#matrix"].includes(location.hash)) {
      const part = document.querySelector(location.hash);
      if (part) scroller.bring(part, { block: "start" });
    }
  }

  /** All that a click on a zone need not wait for. */
  function furnish(page, on, ready) {
    if (!on()) return;
    const { data, map, nodes } = page;
    controls.add(page);
    translate.whole(page);
    document.documentElement.classList.remove("translating");
    wheel.tame(map, page.embedded, document.getElementById("wheel-hint"));
    events.listen(page);
    page.present.listen();
    swipe.listen(nodes.walk, (way) => page.walk.turn(way, false));
    sliders.listen(page);
    trying.listen(page);
    references.listen(page);
    names.listen(page);
    bring.listen(page);
    historian.listen(page);
    page.store.change({});
    page.view.wake();
    page.staging.wake();
    const { place, step } = page.store.get();
    if (place !== null) page.camera.refit(page.point(place), false);
    if (page.camera.sheet() || step !== null) page.camera.comeBack();
    if (page.view.many) page.announce(i18n.text("map.many", { count: data.points.length }));
    page.camera.watch(() => {
      stage.tidyLegend(nodes.stage, page.store.get());
      page.side.resize();
    });
    const end = () => finish(page, ready);
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", end);
    else end();
  }

  /**
   * Draw the page on a map; `on()` is told of each part and says whether to go on, `ready` is given
   * what a host page or a test may use.
   */
  function start(map, options, on, ready) {
    if (!on()) return;
    const query = new URLSearchParams(location.search);
    const page = prepare(map);
    const { data, known } = page;
    units.load(data.units, data.slider);
    i18n.load(data.messages, data.lang);
    const fact = facts.create(data);
    i18n.know((name) => fact(name, page.store?.get().miles ?? data.miles));
    state.assume({
      miles: data.miles, unit: data.slider.unit, reach: data.slider.reach_m,
      show: known.zonePlans.length ? known.zonePlans : known.plans, opens: options.opens ?? "",
    });
    const first = begin(page);
    i18n.use(first.lang ?? query.get("lang")
      ?? i18n.choose(options.lang ? [options.lang] : navigator.languages));
    page.store = store.create(first, data.plans, (now, before) => draw(page, now, before));
    page.camera = camera.create(page);
    const rooms = { asking, cards, finder, frame, growing, links, present, side, staging, walk };
    for (const [name, room] of Object.entries(rooms)) {
      page[name] = room.create(page);
    }
    page.store.note(page.cards.admit(first));
    page.frame.update(page.store.derived());
    page.camera.confine();
    page.present.show(page.store.derived());
    page.walk.show(page.store.derived());
    page.camera.fit(page.walk.bounds(), false);
    if (first.at) page.camera.look(first.at, false);
    page.view = mapview.create(map, data, {
      plans: known.plans, onOpen: page.cards.open, obstacles: page.obstacles,
    });
    page.view.update(page.store.derived());
    page.staging.update(page.store.derived());
    /* A page that is not shown has no frames: the clock then furnishes it. */
    let furnished = false;
    const once = () => {
      if (furnished) return;
      furnished = true;
      furnish(page, on, ready);
    };
    on();
    requestAnimationFrame(() => setTimeout(once));
    setTimeout(once, PATIENCE_MS);
  }

  return { start };
});
