/* The page at work: one state, drawn by map, panel, card and walk. */
"use strict";

koreaMap.start = (map, options = {}) => {
  const { all, element, fill, rich } = koreaMap.dom;
  const i18n = koreaMap.i18n;
  const source = document.getElementById("korea-map-data");
  const data = JSON.parse(source.textContent);
  data.plan = Object.fromEntries(data.plans.map((plan) => [plan.id, plan]));
  const zonePlans = data.plans.filter((plan) => plan.radius_m !== null).map((plan) => plan.id);
  const known = {
    steps: koreaMap.walk.STEPS.length, plans: data.plans.map((plan) => plan.id), zonePlans,
    points: data.points.filter((point) => point.lat !== null).map((point) => point.id),
  };
  const query = new URLSearchParams(location.search);
  const framed = window.self !== window.top;
  const embedded = framed || query.has("embed");
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  const stage = document.querySelector(".stage");
  const cardNode = document.getElementById("card");
  const walkNode = document.getElementById("walk");
  const live = document.getElementById("live");

  i18n.load(data.messages);
  koreaMap.state.assume(data.miles);

  let state = koreaMap.state.parse(location.hash, known);
  i18n.use(state.lang ?? query.get("lang")
    ?? i18n.choose(options.lang ? [options.lang] : navigator.languages));
  let returnTo = null;
  let second = null;
  let written = location.hash;
  let fitted = null;

  function announce(text) {
    live.textContent = text;
  }

  /** Radii in force: what the reader chose, or what the document says. */
  function derived() {
    const metres = {};
    const stated = {};
    const units = {};
    for (const id of zonePlans) {
      const plan = data.plan[id];
      stated[id] = state.miles === "nautical" ? plan.radius_nautical_m : plan.radius_m;
      metres[id] = state.radius[id] ?? stated[id];
      const own = plan.unit === "mile" ? (state.miles === "nautical" ? "nmi" : "mi") : "km";
      units[id] = state.radius[id] === undefined ? own : state.unit;
    }
    return { ...state, metres, stated, units, language: i18n.current(), obstacles };
  }

  /** Boxes of what lies over a map, so that no name hides beneath. */
  function obstacles(which) {
    const frame = which.getContainer().getBoundingClientRect();
    return all(".over, .leaflet-control, .side-title", stage).filter((node) => node.offsetParent)
      .map((node) => node.getBoundingClientRect())
      .map((box) => ({
        left: box.left - frame.left, right: box.right - frame.left,
        top: box.top - frame.top, bottom: box.bottom - frame.top,
      }));
  }

  function remember() {
    const hash = koreaMap.state.format(state);
    const elsewhere = written !== "" && !written.includes("=");
    if (hash === written || (hash === "" && elsewhere)) return;
    written = hash;
    try {
      history.replaceState(null, "", hash || location.pathname + location.search);
    } catch {
      /* A sandboxed page has no history of its own: the link is simply not written. */
    }
  }

  let view = null;

  /** What lies over the map at one side, or along its foot, takes that much of it away. */
  function margins() {
    const room = { left: 12, right: 12, foot: 12 };
    const size = map.getSize();
    const lies = (node) => !node.hidden && getComputedStyle(node).position === "absolute";
    if (lies(cardNode) && cardNode.offsetWidth < size.x / 2) room.right = cardNode.offsetWidth + 24;
    if (lies(walkNode) && walkNode.offsetWidth < size.x / 2) room.left = walkNode.offsetWidth + 24;
    else if (lies(walkNode)) room.foot = walkNode.offsetHeight + 20;
    if (sheet()) room.foot = Math.max(12, size.y - innerHeight + cardNode.offsetHeight + 12);
    return room;
  }

  /** Whether the card is a sheet along the foot of the window. */
  function sheet() {
    return !cardNode.hidden && getComputedStyle(cardNode).position === "fixed";
  }

  function fit(bounds, animate = true) {
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const room = margins();
    fitted = { bounds, room: JSON.stringify(room) };
    map.fitBounds(bounds, {
      paddingTopLeft: [room.left, 12], paddingBottomRight: [room.right, room.foot],
      animate: animate && !reduced.matches, duration: 0.6,
    });
  }

  /** Bring a place, and what it is mistaken for, into the strip above the sheet. */
  function reveal() {
    const point = data.points.find((entry) => entry.id === state.place);
    const others = point.rivals.map((rival) => data.places[rival.id]).filter(Boolean);
    const room = margins();
    map.fitBounds([point, ...others].map(({ lat, lon }) => [lat, lon]), {
      paddingTopLeft: [100, 60], paddingBottomRight: [40, room.foot + 24],
      maxZoom: Math.max(map.getZoom(), 7), animate: !reduced.matches, duration: 0.6,
    });
  }

  let revealed = false;

  /** Make room again after a card came or went, unless the reader has moved the map. */
  function refit() {
    const before = revealed;
    revealed = sheet();
    if (revealed) reveal();
    else if (fitted && (before || fitted.room !== JSON.stringify(margins()))) fit(fitted.bounds);
  }

  /** Bring the map into the window: its top, where it is taller than the window is. */
  function comeBack() {
    const block = stage.offsetHeight > innerHeight || sheet() ? "start" : "nearest";
    stage.scrollIntoView({ block, behavior: reduced.matches ? "auto" : "smooth" });
  }

  /** The legend gives way where something else needs its room. */
  function tidyLegend() {
    const crowded = state.place !== null || state.step !== null || state.view === "side";
    const small = stage.clientWidth < 900;
    document.getElementById("legend").open = !crowded && !small;
  }

  function openPlace(id, from = null) {
    returnTo = from ?? document.activeElement;
    change({ place: id });
    cardNode.querySelector("h2").focus({ preventScroll: true });
    if (sheet()) comeBack();
  }

  function closePlace() {
    const target = returnTo?.isConnected ? returnTo : view.element(state.place);
    change({ place: null });
    target?.focus({ preventScroll: stage.contains(target) });
    returnTo = null;
  }

  function showCard() {
    const point = data.points.find((entry) => entry.id === state.place);
    stage.classList.toggle("with-card", Boolean(point));
    if (!point) {
      cardNode.hidden = true;
      fill(cardNode);
      return;
    }
    koreaMap.card.show(cardNode, point, data, {
      onClose: closePlace,
      onZoom: () => map.setView([point.lat, point.lon], 9, { animate: !reduced.matches }),
      onOther: (id) => {
        const { plan } = data.points.find((other) => other.id === id);
        change({ place: id, show: known.plans.filter((entry) => entry === plan || state.show.includes(entry)) });
        cardNode.querySelector("h2").focus({ preventScroll: true });
      },
    });
  }

  function walkValues() {
    const values = {};
    for (const plan of zonePlans) {
      const shares = koreaMap.panel.figures(data, plan, derived().stated[plan]);
      values[`${plan}_south`] = i18n.percent(shares.south);
      values[`${plan}_north`] = i18n.percent(shares.north);
      values[`${plan}_china`] = i18n.area(shares.china);
    }
    const early = new Set(data.points.filter((point) => zonePlans.includes(point.plan))
      .map((point) => point.place_id));
    values.shared = i18n.number(data.points.filter((point) =>
      point.plan === "armistice-1953" && early.has(point.place_id)).length);
    return values;
  }

  function showWalk() {
    walkNode.hidden = state.step === null;
    document.body.classList.toggle("walking", state.step !== null);
    if (state.step === null) return;
    const count = known.steps;
    document.getElementById("walk-count").textContent =
      i18n.text("walk.count", { step: state.step, count });
    document.getElementById("walk-title").textContent = i18n.text(`walk.${state.step}.title`);
    fill(document.getElementById("walk-text"), rich(i18n.text(`walk.${state.step}.text`, walkValues())));
    /* Not `disabled`: a button that is pressed must not lose the focus by it. */
    for (const [id, end] of [["walk-back", 1], ["walk-next", count]]) {
      document.getElementById(id).setAttribute("aria-disabled", String(state.step === end));
    }
  }

  function goTo(step, focus = true) {
    if (step < 1 || step > known.steps) return;
    const stop = koreaMap.walk.STEPS[step - 1];
    change({
      step, show: known.plans.filter((plan) => stop.show.includes(plan)), place: null, radius: {},
      rivals: Boolean(stop.rivals), view: "over",
    });
    fit(stop.bounds);
    comeBack();
    if (focus) document.getElementById("walk-title").focus({ preventScroll: true });
  }

  function leave() {
    const start = koreaMap.state.initial();
    change({ step: null, show: start.show, rivals: false, place: null });
    fit(koreaMap.walk.KOREA);
    document.getElementById("start-walk")?.focus({ preventScroll: true });
  }

  function side(on) {
    stage.classList.toggle("side", on);
    document.getElementById("map-side").hidden = !on;
    if (on && !second) {
      const other = L.map("map-side-map", {
        ...map.options, zoomControl: false, attributionControl: false, zoomAnimation: false,
      });
      other.setView(map.getCenter(), map.getZoom());
      second = koreaMap.mapview.create(other, data, {
        plans: known.plans.filter((plan) => plan !== "unc"), onOpen: openPlace,
      });
      koreaMap.wheel.tame(other, embedded, null);
      let busy = false;
      const follow = (leader, led) => () => {
        if (busy || !stage.classList.contains("side")) return;
        busy = true;
        led.setView(leader.getCenter(), leader.getZoom(), { animate: false });
        busy = false;
      };
      map.on("move zoomend", follow(map, other));
      other.on("move zoomend", follow(other, map));
    }
    if (on) second.wake();
    view.only(on ? ["unc"] : known.plans);
    map.invalidateSize({ animate: false });
    koreaMap.basemap.confine(map, data.basemap);
    if (second && on) {
      second.map.invalidateSize({ animate: false });
      second.map.setMinZoom(map.getMinZoom());
      second.map.setView(map.getCenter(), map.getZoom(), { animate: false });
    }
  }

  function draw(before) {
    const now = derived();
    if (before ? before.view !== state.view : state.view === "side") {
      side(state.view === "side");
      fit(koreaMap.walk.KOREA, false);
    }
    koreaMap.panel.update(now, data);
    if (!before || before.place !== state.place || before.language !== now.language) showCard();
    if (!before || before.step !== state.step || before.language !== now.language
      || before.miles !== state.miles) showWalk();
    if (!before || before.place !== state.place || before.step !== state.step
      || before.view !== state.view) tidyLegend();
    if (before && before.place !== state.place) refit();
    view.update(now);
    if (second && state.view === "side") second.update(now);
    remember();
    return now;
  }

  let drawn = null;
  function change(patch) {
    state = { ...state, ...patch };
    drawn = draw(drawn);
  }

  /** Put the page into the current language; what was built in it is left as it is. */
  function translate() {
    const root = document.documentElement;
    if (root.lang !== i18n.current()) {
      root.lang = i18n.current();
      document.title = i18n.text("document-title");
      koreaMap.panel.translate();
    } else koreaMap.panel.translate(stage);
    koreaMap.panel.doubts(data);
    for (const button of all("[data-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lang === i18n.current()));
    }
    for (const node of all("[data-date]")) node.textContent = i18n.date(node.dataset.date);
    for (const node of all("[data-number]")) {
      node.textContent = i18n.number(Number(node.dataset.number), 1);
    }
  }

  function speak(tag) {
    i18n.use(tag);
    translate();
  }

  function controls() {
    map.zoomControl?.remove();
    const bar = L.control({ position: "topleft" });
    bar.onAdd = () => {
      const box = element("div", { class: "leaflet-bar pad" });
      const add = (name, sign, act) => {
        const button = element("button", {
          type: "button", class: `pad-${name.replace(".", "-")}`, "data-t-label": `control.${name}`,
        }, element("span", { "aria-hidden": "true" }, sign));
        button.addEventListener("click", () => {
          fitted = null;
          act();
        });
        box.append(button);
      };
      const animate = () => ({ animate: !reduced.matches });
      add("zoom.in", "+", () => map.zoomIn(0.5, animate()));
      add("zoom.out", "−", () => map.zoomOut(0.5, animate()));
      add("pan.up", "↑", () => map.panBy([0, -120], animate()));
      add("pan.left", "←", () => map.panBy([-120, 0], animate()));
      add("home", "◎", () => fit(koreaMap.walk.KOREA));
      add("pan.right", "→", () => map.panBy([120, 0], animate()));
      add("pan.down", "↓", () => map.panBy([0, 120], animate()));
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    bar.addTo(map);
    L.control.scale({ position: "bottomleft", maxWidth: 110 }).addTo(map);
  }

  function listen() {
    document.addEventListener("click", (event) => {
      const open = event.target.closest("[data-open]");
      if (open) {
        const id = open.dataset.open;
        const plan = data.points.find((point) => point.id === id).plan;
        openPlace(id, open);
        if (!state.show.includes(plan)) change({ show: known.plans.filter((entry) => entry === plan || state.show.includes(entry)) });
        comeBack();
      }
      if (event.target.closest("[data-act=print]")) window.print();
      const tongue = event.target.closest("[data-lang]");
      if (tongue) {
        speak(tongue.dataset.lang);
        change({ lang: tongue.dataset.lang });
      }
    });
    document.addEventListener("change", (event) => {
      const { name, value, checked } = event.target;
      if (name === "show") {
        change({ show: known.plans.filter((plan) => (plan === value ? checked : state.show.includes(plan))) });
        announce(i18n.text(checked ? "live.shown" : "live.hidden", { plan: i18n.text(`plan.${value}`) }));
      }
      if (name === "unit") change({ unit: value });
      if (name === "miles") change({ miles: value });
      if (name === "view") {
        const { show } = koreaMap.state.initial();
        /* A step shows what it is about; beside one another stand the two plans. */
        change(state.step === null ? { view: value } : { view: value, step: null, show, rivals: false });
      }
      if (name === "rivals") change({ rivals: checked });
      if (event.target.dataset.plan) {
        announce(i18n.text("live.radius", {
          plan: i18n.text(`plan.${event.target.dataset.plan}`),
          value: event.target.getAttribute("aria-valuetext"),
        }));
      }
    });
    document.addEventListener("input", (event) => {
      const { plan } = event.target.dataset;
      if (!plan) return;
      const metres = i18n.inMetres(Number(event.target.value), state.unit);
      change({ radius: { ...state.radius, [plan]: metres } });
    });
    for (const slider of all("input[type=range]")) {
      slider.addEventListener("keydown", (event) => {
        const ways = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
        const way = ways[event.key];
        if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const value = Number(slider.value) + way * (event.shiftKey ? 0.1 : 1);
        slider.value = value.toFixed(1);
        for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
      });
    }
    for (const button of all(".marks [data-metres]")) {
      button.addEventListener("click", () => {
        change({ radius: { ...state.radius, [button.dataset.for]: Number(button.dataset.metres) } });
      });
    }
    /* A heading that takes the focus after a click needs no ring; after a key it does. */
    for (const [kind, on] of [["pointerdown", true], ["keydown", false]]) {
      document.addEventListener(kind, () => {
        document.documentElement.classList.toggle("by-pointer", on);
      }, { capture: true });
    }
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && state.place) closePlace();
      else if (event.key === "Escape" && state.step !== null) leave();
      const typing = event.target.closest("input, textarea, select, .leaflet-container, .scroller");
      if (state.step === null || typing || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowRight") goTo(state.step + 1);
      if (event.key === "ArrowLeft") goTo(state.step - 1);
    });
    const press = (id, act) => document.getElementById(id)?.addEventListener("click", act);
    press("start-walk", () => goTo(1));
    press("walk-next", () => goTo(state.step + 1, false));
    press("walk-back", () => goTo(state.step - 1, false));
    press("walk-leave", leave);
    press("reset", () => {
      change({ radius: {}, miles: data.miles, unit: "mi" });
      document.getElementById(`radius-${zonePlans[0]}`).focus({ preventScroll: true });
    });
    press("show-full", () => {
      document.documentElement.classList.remove("embed");
      map.invalidateSize();
      const title = document.querySelector("h1");
      title.tabIndex = -1;
      title.focus();
    });
    window.addEventListener("hashchange", () => {
      const elsewhere = location.hash !== "" && !location.hash.includes("=");
      if (location.hash === written || elsewhere) return;
      written = location.hash;
      const next = koreaMap.state.parse(location.hash, known);
      if (next.lang) speak(next.lang);
      else next.lang = state.lang;
      state = { ...state, lang: next.lang };
      if (next.step) goTo(next.step, false);
      else change(next);
      if (next.step && next.place) change({ place: next.place });
    });
  }

  map.on("dragstart", () => { fitted = null; });
  map.getContainer().addEventListener("wheel", () => { fitted = null; }, { passive: true });
  /** What stands below the map, which the browser reads after the map is drawn. */
  function finish() {
    const below = all(".handout, .document");
    if (i18n.current() !== data.lang) for (const part of below) koreaMap.panel.translate(part);
    const press = (id, act) => document.getElementById(id).addEventListener("click", act);
    const status = document.getElementById("download-status");
    const text = document.getElementById("download-text");
    const { offer, geojson, csv, copy } = koreaMap.downloads;
    press("download-geojson", () => offer(
      geojson(data, derived()), "application/geo+json", "korea_map.geojson", status, text));
    press("download-csv", () => offer(csv(data, derived()), "text/csv", "korea_map.csv", status, text));
    press("copy-embed", (event) => copy(document.getElementById("embed-code"), event.currentTarget));
    document.documentElement.classList.remove("starting");
    if (location.hash === "#points") document.getElementById("points").scrollIntoView();
    koreaMap.page = {
      change, data, fit, goTo, state: () => state, derived, view, second: () => second,
    };
  }

  if (query.has("embed")) document.documentElement.classList.add("embed");
  const stop = state.step === null ? null : koreaMap.walk.STEPS[state.step - 1];
  if (stop) {
    state = {
      ...state, show: known.plans.filter((plan) => stop.show.includes(plan)),
      rivals: Boolean(stop.rivals),
    };
  }
  /* Land and zones first, and the view before them, so that each is drawn once and soon. */
  koreaMap.basemap.confine(map, data.basemap);
  showWalk();
  fit(stop ? stop.bounds : koreaMap.walk.KOREA, false);
  view = koreaMap.mapview.create(map, data, { plans: known.plans, onOpen: openPlace });
  view.update(derived());

  /** All that the first drawing need not wait for. */
  function furnish() {
    controls();
    translate();
    koreaMap.wheel.tame(map, embedded, document.getElementById("wheel-hint"));
    listen();
    drawn = draw(null);
    view.wake();
    if (state.place) {
      refit();
      if (sheet()) comeBack();
    }
    if (view.many) announce(i18n.text("map.many", { count: data.points.length }));
    watchSize();
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", finish);
    else finish();
  }

  function watchSize() {
    let lastSize = map.getSize();
    new ResizeObserver(() => {
      const box = map.getContainer();
      if (box.clientWidth === lastSize.x && box.clientHeight === lastSize.y) return;
      const hidden = lastSize.x === 0;
      map.invalidateSize({ animate: false });
      lastSize = map.getSize();
      koreaMap.basemap.confine(map, data.basemap);
      const current = state.step === null ? null : koreaMap.walk.STEPS[state.step - 1];
      if (hidden) fit(current ? current.bounds : koreaMap.walk.KOREA, false);
      else if (sheet()) reveal();
      else if (fitted) fit(fitted.bounds, false);
      tidyLegend();
      if (second) second.map.invalidateSize({ animate: false });
    }).observe(map.getContainer());
  }

  /* A page that is not shown has no frames: the clock then furnishes it. */
  let furnished = false;
  const once = () => {
    if (furnished) return;
    furnished = true;
    furnish();
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 500);
};
