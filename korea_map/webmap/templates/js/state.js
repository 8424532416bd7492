/* What the reader sees as a link: #step=3, #show=unc,cpv&place=unc-north-05&radius=unc:25mi */
"use strict";

koreaMap.state = (() => {
  const UNITS = ["mi", "nmi", "km"];
  const LIMIT_M = 60 * 1609.344;

  let builtFor = "statute";

  /** What a mile was taken for when the page was built. */
  function assume(miles) {
    builtFor = miles;
  }

  function initial() {
    return {
      step: null, show: ["unc", "cpv"], place: null, radius: {}, unit: "mi", miles: builtFor,
      view: "over", rivals: false, lang: null,
    };
  }

  function readRadius(text, plans, inMetres) {
    const radius = {};
    for (const part of text.split(",")) {
      const match = /^(?:([\w-]+):)?(\d+(?:\.\d+)?)(mi|nmi|km)$/.exec(part);
      if (!match) continue;
      const metres = Math.min(LIMIT_M, inMetres(Number(match[2]), match[3]));
      for (const plan of match[1] ? [match[1]] : plans) {
        if (plans.includes(plan)) radius[plan] = metres;
      }
    }
    return radius;
  }

  /** State of a link; what is unknown or malformed is left as at the start. */
  function parse(hash, known) {
    const state = initial();
    const query = new URLSearchParams(hash.replace(/^#/, ""));
    if (koreaMap.i18n.languages().includes(query.get("lang"))) state.lang = query.get("lang");
    const step = Number(query.get("step"));
    if (Number.isInteger(step) && step >= 1 && step <= known.steps) state.step = step;
    if (query.has("show")) {
      const wanted = query.get("show");
      const show = known.plans.filter((plan) => wanted.split(",").includes(plan));
      if (show.length || wanted === "") state.show = show;
    }
    if (known.points.includes(query.get("place"))) state.place = query.get("place");
    if (query.has("radius")) {
      state.radius = readRadius(query.get("radius"), known.zonePlans, koreaMap.i18n.inMetres);
    }
    if (UNITS.includes(query.get("unit"))) state.unit = query.get("unit");
    if (["statute", "nautical"].includes(query.get("miles"))) state.miles = query.get("miles");
    if (query.get("view") === "side") state.view = "side";
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
    const radii = Object.entries(state.radius).map(([plan, metres]) => {
      const value = Number(koreaMap.i18n.inUnit(metres, state.unit).toFixed(3));
      return `${plan}:${value}${state.unit}`;
    });
    if (radii.length) parts.push(`radius=${radii.join(",")}`);
    if (state.unit !== start.unit) parts.push(`unit=${state.unit}`);
    if (state.miles !== start.miles) parts.push(`miles=${state.miles}`);
    if (state.view !== start.view) parts.push(`view=${state.view}`);
    if (state.rivals) parts.push("rivals=1");
    return link();
  }

  return { assume, format, initial, parse };
})();
