/* What a plan covers at a radius: shares of each half, areas beyond the border. */
"use strict";

koreaMap.define("figures", ["coverage", "facts"], (coverage, facts) => {
  /* Less than this is not said: the coast is not known to it. */
  const LEAST_KM2 = 0.5;

  /** Share of the land of each side and km2 of each neighbour, for a plan at a radius. */
  function of(data, plan, metres) {
    const values = coverage.at(data.coverage.curve[plan], metres);
    const shares = {};
    for (const side of facts.SIDES) {
      const land = `land_${side}_km2`;
      shares[side] = values[land] / data.coverage[land];
    }
    for (const land of facts.NEIGHBOURS) shares[land] = values[`${land}_km2`];
    return shares;
  }

  /** Neighbours of which enough is covered to be told. */
  function beyond(shares) {
    return facts.NEIGHBOURS.filter((land) => shares[land] >= LEAST_KM2);
  }

  return { beyond, of };
});
