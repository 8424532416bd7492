/* What a plan covers at a radius: shares of each side, areas of other lands, and how it is told. */
"use strict";

koreaMap.define("figures", ["coverage", "i18n", "radii"], (coverage, i18n, radii) => {
  /* Less than this is not said: the coast is not known to it. */
  const LEAST_KM2 = 0.5;

  /** Shares of the land of each side and km2 of each land, for a plan at a radius. */
  function of(data, plan, metres) {
    const values = coverage.at(data.coverage.curve[plan], metres);
    const shares = {};
    for (const side of data.sides) {
      shares[side] = values[`${side}_km2`] / data.coverage.lands[side];
    }
    const areas = {};
    for (const land of [...data.sides, ...data.beyond, "sea", "outside", "union"]) {
      areas[land] = values[`${land}_km2`];
    }
    return { areas, shares };
  }

  /** Neighbours that some plan reaches at its own radius: of these it is told of every plan. */
  function reached(data, miles) {
    const plans = data.plans.filter((plan) => plan.readings !== null);
    const covered = plans.map((plan) => of(data, plan.id, radii.stated(plan, miles).metres).areas);
    return data.beyond.filter((land) => covered.some((areas) => areas[land] >= LEAST_KM2));
  }

  /** What is said of land beyond the sides; of those `told`, too, that there is none. */
  function beyond(data, areas, told) {
    const parts = data.beyond.flatMap((land) => {
      const of = i18n.text(`ground.${land}.of`);
      if (areas[land] >= LEAST_KM2) {
        return [i18n.text("coverage.beyond", { area: i18n.area(areas[land]), of })];
      }
      return told.includes(land) ? [i18n.text("coverage.beyond.none", { of })] : [];
    });
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

  /** Shares in a line: South 59%, North 24%. */
  function line(shares) {
    return Object.entries(shares).map(([id, share]) =>
      i18n.text("coverage.side", { side: side(id).name, share: i18n.percent(share) }))
      .join(i18n.text("list.join"));
  }

  /** Shares in a sentence: 59% of the South, 24% of the North. */
  function sentence(shares) {
    return Object.entries(shares).map(([id, share]) =>
      i18n.text("coverage.of", { of: side(id).of, share: i18n.percent(share) }))
      .join(i18n.text("list.join"));
  }

  return { beyond, line, of, reached, sentence, side };
});
