/* What a plan covers at a radius: how much of each side at least, at most and with the certain
   names alone, areas of other lands, and how it is told. As spans.py and language.py have it. */
"use strict";

koreaMap.define("figures", ["coverage", "i18n", "radii"], (coverage, i18n, radii) => {
  /* Less than this is not said: the coast is not known to it. */
  const LEAST_KM2 = 0.5;

  /** The area of a zone, in km2. */
  function disc(metres) {
    return Math.PI * (metres / 1000) ** 2;
  }

  /** Spans of the land of each side, their least alone, and km2 of each land, at a radius. */
  function of(data, plan, metres) {
    const { certain, curve, lands, open } = data.coverage;
    const values = coverage.at(curve[plan], metres);
    const firm = certain[plan] ? coverage.at(certain[plan], metres) : null;
    const one = disc(metres);
    const spans = { __proto__: null };
    const shares = { __proto__: null };
    for (const side of data.sides) {
      const column = `${side}_km2`;
      const least = (values[column] ?? 0) / lands[side];
      const most = Math.min(1, least + open[plan][side] * one / lands[side]);
      spans[side] = { least, most, certain: firm && (firm[column] ?? 0) / lands[side] };
      shares[side] = least;
    }
    const areas = { __proto__: null };
    for (const land of [...data.sides, ...data.beyond, "sea", "outside", "union"]) {
      areas[land] = values[`${land}_km2`] ?? 0;
    }
    return { areas, shares, spans };
  }

  /** Neighbours that some plan reaches at its own radius: of these it is told of every plan. */
  function reached(data, miles) {
    const plans = data.plans.filter((plan) => plan.readings !== null);
    const covered = plans.map((plan) => of(data, plan.id, radii.stated(plan, miles).metres).areas);
    return data.beyond.filter((land) => covered.some((areas) => areas[land] >= LEAST_KM2));
  }

  /** What is said of land beyond the sides; of those `told`, too, that there is none. */
  function beyond(data, areas, told) {
    const of = (land) => i18n.text(`ground.${land}.of`);
    const touched = data.beyond.filter((land) => areas[land] >= LEAST_KM2);
    const parts = [];
    if (touched.length) {
      const listed = touched.map((land) =>
        i18n.text("coverage.beyond.part", { area: i18n.area(areas[land]), of: of(land) }));
      parts.push(i18n.text("coverage.beyond", { parts: listed.join(i18n.text("list.join")) }));
      if (i18n.has("coverage.meant")) parts.push(i18n.text("coverage.meant"));
    }
    for (const land of data.beyond) {
      if (!touched.includes(land) && told.includes(land)) {
        parts.push(i18n.text("coverage.beyond.none", { of: of(land) }));
      }
    }
    if (areas.outside >= LEAST_KM2) {
      parts.push(i18n.text("coverage.outside", { area: i18n.area(areas.outside) }));
    }
    return parts.join(" ");
  }

  /** What a side is called, and what a share of it is a share of. */
  function side(id) {
    return i18n.has(`ground.${id}.name`)
      ? { name: i18n.text(`ground.${id}.name`), of: i18n.text(`ground.${id}.of`) }
      : { name: i18n.text("coverage.all"), of: i18n.text("coverage.all.of") };
  }

  /** How much at least and at most; one figure where both are told the same. */
  function span({ least, most }, so) {
    const told = i18n.roughly(least, so);
    return isOpen({ least, most })
      ? i18n.text("coverage.range", { least: told, most: i18n.percent(most) }) : told;
  }

  function isOpen({ least, most }) {
    return i18n.percent(least) !== i18n.percent(most);
  }

  function list(shares, key, name) {
    return Object.entries(shares)
      .map(([id, share]) => i18n.text(key, { [name]: side(id)[name === "side" ? "name" : "of"], share }))
      .join(i18n.text("list.join"));
  }

  function each(spans, tell) {
    return Object.fromEntries(Object.entries(spans).map(([id, one]) => [id, tell(one)]));
  }

  function withCondition(spans, figures) {
    return Object.values(spans).some(isOpen) ? i18n.text("coverage.if", { figures }) : figures;
  }

  /** Shares in a line without their condition: South 59%, North 24% to at most 72%. */
  function plain(spans) {
    return list(each(spans, (one) => span(one, "near")), "coverage.side", "side");
  }

  /** The same with the condition under which the most holds. */
  function line(spans) {
    return withCondition(spans, plain(spans));
  }

  /** Shares in a sentence: 59% of the South, 24% to at most 72% of the North, if … */
  function sentence(spans) {
    return withCondition(spans, list(each(spans, span), "coverage.of", "of"));
  }

  /** A small share on two coastlines, for a plan as its document states it; empty otherwise. */
  function coasts({ coasts: known }, { id, readings }, miles, side) {
    const two = known[id][readings[""] ? "" : miles]?.[side];
    return two ? i18n.text("coverage.coasts", { figures: i18n.sharesApart(two) }) : "";
  }

  /** Shares with the certain names alone; empty where all are certain. */
  function alone(spans) {
    if (Object.values(spans).every(({ certain }) => certain === null)) return "";
    const figures = list(each(spans, ({ certain }) => i18n.percent(certain)), "coverage.side", "side");
    return i18n.text("coverage.certain", { figures });
  }

  /** The condition that belongs to a plain line. */
  function condition(spans) {
    return Object.values(spans).some(isOpen) ? i18n.text("coverage.condition") : "";
  }

  return {
    alone, beyond, coasts, condition, disc, isOpen, line, of, plain, reached, sentence, side, span,
  };
});
