/* What the reader sees as a link: #step=3, #present, #show=wide,narrow&place=wide-05&radius=wide:25mi,
   #at=38.1234,127.5678,7.25 (latitude, longitude, zoom). */
"use strict";

koreaMap.define("state", ["i18n", "units"], (i18n, units) => {
  const NUMBER = /^-?\d{1,3}(?:\.\d{1,9})?$/;
  /* What a link says to mean the document as it is, on a page that opens with something else. */
  const DOCUMENT = "#view=over";
  /* What may stand in a link without a value. */
  const FLAG = "present";
  const COUNT = /^[1-9]\d*$/;
  /* Letters of a town's name or id. */
  const LONGEST = 80;
  let first = { show: [], unit: "km", miles: "statute", reach: 0, opens: "" };

  /**
   * What the document has: plans shown, unit, what a mile is; how far a radius goes; and the
   * link that is meant where an address has none, if the page opens with something else.
   */
  function assume(start) {
    first = start;
  }

  function initial() {
    return {
      step: null, show: first.show, place: null, find: null, radius: { __proto__: null }, unit: null,
      miles: first.miles,
      view: "over", rivals: false, present: false, at: null, lang: null,
    };
  }

  /** The unit in which a state counts: none is chosen at the start. */
  function unitOf({ unit }) {
    return unit ?? first.unit;
  }

  /** Plans shown once one of them is switched, in the document's order. */
  function switched(plans, show, plan, on) {
    return plans.filter((entry) => (entry === plan ? on : show.includes(entry)));
  }

  /* Each of these reads the whole of a value, or gives null where any part of it is wrong. */

  function readStep(text, steps) {
    if (steps.includes(text)) return steps.indexOf(text) + 1;
    return COUNT.test(text) && Number(text) <= steps.length ? Number(text) : null;
  }

  function readShow(text, plans) {
    if (text === "") return [];
    const wanted = text.split(",");
    if (wanted.some((plan) => !plans.includes(plan))) return null;
    return new Set(wanted).size === wanted.length
      ? plans.filter((plan) => wanted.includes(plan)) : null;
  }

  /** One length for all plans, 10km, or one for each of some: wide:25mi,small:3km. */
  function readRadius(text, plans) {
    const limited = (length) => {
      const metres = units.read(length);
      return metres === null ? null : Math.min(first.reach, metres);
    };
    const alone = limited(text);
    if (alone !== null) return { __proto__: null, ...Object.fromEntries(plans.map((plan) => [plan, alone])) };
    const radius = { __proto__: null };
    for (const part of text.split(",")) {
      const [plan, length, ...more] = part.split(":");
      const metres = length === undefined || more.length ? null : limited(length);
      if (metres === null || !plans.includes(plan) || plan in radius) return null;
      radius[plan] = metres;
    }
    return radius;
  }

  function readAt(text, { bounds: [[south, west], [north, east]], zooms: [least, most] }) {
    const parts = text.split(",");
    if (parts.length !== 3 || parts.some((part) => !NUMBER.test(part))) return null;
    const [lat, lon, zoom] = parts.map(Number);
    const within = lat >= south && lat <= north && lon >= west && lon <= east
      && zoom >= least && zoom <= most;
    return within ? [lat, lon, zoom] : null;
  }

  function readFind(text) {
    const name = text.trim();
    return name && name.length <= LONGEST ? name : null;
  }

  function oneOf(...values) {
    return (text) => (values.includes(text) ? text : null);
  }

  /** Whether a fragment says what to show, and does not name a part of the page. */
  function isState(hash) {
    return hash.includes("=") || hash.replace(/^#/, "") === FLAG;
  }

  /** State of a link; what is unknown or malformed is left as at the start. */
  function parse(hash, known) {
    const state = initial();
    const asked = hash.replace(/^#/, "");
    const query = new URLSearchParams(isState(hash) ? asked : first.opens);
    const tags = i18n.languages();
    const readers = {
      lang: (text) => tags.find((tag) => tag.toLowerCase() === text.toLowerCase()) ?? null,
      step: (text) => readStep(text, known.steps),
      show: (text) => readShow(text, known.plans),
      place: oneOf(...known.points),
      find: readFind,
      radius: (text) => readRadius(text, known.zonePlans),
      unit: (text) => (units.known(text) ? text : null),
      miles: oneOf("statute", "nautical"),
      view: oneOf("over", ...(known.plans.length > 1 ? ["side"] : [])),
      rivals: (text) => (text === "1" ? true : null),
      present: (text) => (["", "1"].includes(text) && known.steps.length ? true : null),
      at: (text) => readAt(text, known),
    };
    for (const [name, read] of Object.entries(readers)) {
      /* What is said twice is not said. */
      const said = query.getAll(name);
      const value = said.length === 1 ? read(said[0]) : null;
      if (value !== null) state[name] = value;
    }
    /* Before a class the walk begins at its first step, but not for one that is not there. */
    if (state.present && !query.has("step")) state.step = 1;
    state.present = state.present && state.step !== null;
    /* A step tells what the documents say, on one map. */
    if (state.step) Object.assign(state, { radius: initial().radius, view: "over" });
    return state;
  }

  /** Whether a state in a step of the walk is as the step has it, or the reader went beyond. */
  function isOwn({ step, radius, show, rivals, view }, known) {
    const stop = known?.stops?.[step - 1];
    if (!stop) return true;
    return view === "over" && Object.keys(radius).length === 0 && rivals === (stop.rivals === "yes")
      && show.length === stop.show.length && show.every((plan) => stop.show.includes(plan));
  }

  /** The shortest link that restores a state. `known` is as `parse` has it. */
  function format(state, known) {
    const link = write(isOwn(state, known) ? state : { ...state, step: null, present: false });
    if (!first.opens) return link;
    return link === write(parse("", known)) ? "" : link || DOCUMENT;
  }

  function write(state) {
    const start = initial();
    const parts = [];
    const link = () => {
      if (state.find) parts.push(`find=${encodeURIComponent(state.find)}`);
      if (state.at) parts.push(`at=${state.at.join(",")}`);
      if (state.lang) parts.push(`lang=${state.lang}`);
      return parts.length ? `#${parts.join("&")}` : "";
    };
    if (state.step) {
      if (state.present) parts.push(FLAG);
      parts.push(`step=${state.step}`);
      if (state.place) parts.push(`place=${state.place}`);
      if (state.miles !== start.miles) parts.push(`miles=${state.miles}`);
      return link();
    }
    if (state.show.join() !== start.show.join()) parts.push(`show=${state.show.join(",")}`);
    if (state.place) parts.push(`place=${state.place}`);
    const radii = Object.entries(state.radius).map(([plan, metres]) =>
      `${plan}:${units.write(metres, unitOf(state))}`);
    if (radii.length) parts.push(`radius=${radii.join(",")}`);
    if (state.unit) parts.push(`unit=${state.unit}`);
    if (state.miles !== start.miles) parts.push(`miles=${state.miles}`);
    if (state.view !== start.view) parts.push(`view=${state.view}`);
    if (state.rivals) parts.push("rivals=1");
    return link();
  }

  return { assume, format, initial, isState, parse, switched, unitOf };
});
