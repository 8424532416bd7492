/* What the reader sees as a link: #step=3, #show=wide,narrow&place=wide-05&radius=wide:25mi */
"use strict";

koreaMap.define("state", ["i18n", "units"], (i18n, units) => {
  let first = { show: [], unit: "km", miles: "statute", reach: 0 };

  /** What the page begins with: plans shown, unit, what a mile is; and how far a radius goes. */
  function assume(start) {
    first = start;
  }

  function initial() {
    return {
      step: null, show: first.show, place: null, radius: {}, unit: first.unit, miles: first.miles,
      view: "over", rivals: false, lang: null,
    };
  }

  /** Plans shown once one of them is switched, in the document's order. */
  function switched(plans, show, plan, on) {
    return plans.filter((entry) => (entry === plan ? on : show.includes(entry)));
  }

  function readRadius(text, plans) {
    const radius = {};
    for (const part of text.split(",")) {
      const match = /^(?:([\w-]+):)?([^:]+)$/.exec(part);
      const metres = match && units.read(match[2]);
      if (!match || metres === null) continue;
      for (const plan of match[1] ? [match[1]] : plans) {
        if (plans.includes(plan)) radius[plan] = Math.min(first.reach, metres);
      }
    }
    return radius;
  }

  /** State of a link; what is unknown or malformed is left as at the start. */
  function parse(hash, known) {
    const state = initial();
    const query = new URLSearchParams(hash.replace(/^#/, ""));
    const lang = String(query.get("lang")).toLowerCase();
    state.lang = i18n.languages().find((tag) => tag.toLowerCase() === lang) ?? null;
    const asked = query.get("step");
    const step = known.steps.includes(asked) ? known.steps.indexOf(asked) + 1 : Number(asked);
    if (Number.isInteger(step) && step >= 1 && step <= known.steps.length) state.step = step;
    if (query.has("show")) {
      const wanted = query.get("show");
      const show = known.plans.filter((plan) => wanted.split(",").includes(plan));
      if (show.length || wanted === "") state.show = show;
    }
    if (known.points.includes(query.get("place"))) state.place = query.get("place");
    if (query.has("radius")) {
      state.radius = readRadius(query.get("radius"), known.zonePlans);
    }
    if (units.known(query.get("unit"))) state.unit = query.get("unit");
    if (["statute", "nautical"].includes(query.get("miles"))) state.miles = query.get("miles");
    if (query.get("view") === "side" && known.plans.length > 1) state.view = "side";
    if (query.get("rivals") === "1") state.rivals = true;
    /* A step tells what the documents say, on one map. */
    if (state.step) Object.assign(state, { radius: {}, view: "over" });
    return state;
  }

  /** The shortest link that restores a state. */
  function format(state) {
    const start = initial();
    const parts = [];
    const link = () => {
      if (state.lang) parts.push(`lang=${state.lang}`);
      return parts.length ? `#${parts.join("&")}` : "";
    };
    if (state.step) {
      parts.push(`step=${state.step}`);
      if (state.place) parts.push(`place=${state.place}`);
      return link();
    }
    if (state.show.join() !== start.show.join()) parts.push(`show=${state.show.join(",")}`);
    if (state.place) parts.push(`place=${state.place}`);
    const radii = Object.entries(state.radius).map(([plan, metres]) =>
      `${plan}:${units.write(metres, state.unit)}`);
    if (radii.length) parts.push(`radius=${radii.join(",")}`);
    if (state.unit !== start.unit) parts.push(`unit=${state.unit}`);
    if (state.miles !== start.miles) parts.push(`miles=${state.miles}`);
    if (state.view !== start.view) parts.push(`view=${state.view}`);
    if (state.rivals) parts.push("rivals=1");
    return link();
  }

  return { assume, format, initial, parse, switched };
});
