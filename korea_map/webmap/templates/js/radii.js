/* The radii in force: what the reader chose, or what the document says. */
"use strict";

koreaMap.define("radii", ["units"], (units) => {
  /** Of every plan with zones: metres, metres as the document states them, unit to tell them in. */
  function inForce(plans, { radius, unit, miles }) {
    const metres = {};
    const stated = {};
    const told = {};
    for (const plan of plans) {
      if (plan.radius_m === null) continue;
      const chosen = radius[plan.id];
      stated[plan.id] = miles === "nautical" ? plan.radius_nautical_m : plan.radius_m;
      metres[plan.id] = chosen ?? stated[plan.id];
      told[plan.id] = chosen === undefined ? units.stated(plan.unit, miles) : unit;
    }
    return { metres, stated, units: told };
  }

  return { inForce };
});
