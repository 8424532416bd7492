/* The radii in force: what the reader chose, or what the document says. */
"use strict";

koreaMap.define("radii", [], () => {
  /** The radius of a plan as its document states it: metres, and the unit to tell it in. */
  function stated(plan, miles) {
    const [metres, unit] = plan.readings[""] ?? plan.readings[miles];
    return { metres, unit };
  }

  /** Of every plan with zones: metres, metres as the document states them, unit to tell them in. */
  function inForce(plans, { radius, unit, miles }) {
    const metres = { __proto__: null };
    const documented = { __proto__: null };
    const told = { __proto__: null };
    for (const plan of plans) {
      if (plan.readings === null) continue;
      const own = stated(plan, miles);
      const chosen = radius[plan.id];
      documented[plan.id] = own.metres;
      metres[plan.id] = chosen ?? own.metres;
      told[plan.id] = chosen === undefined ? own.unit : unit;
    }
    return { metres, stated: documented, units: told };
  }

  /** Whether a plan has another radius than its document gives it. */
  function isTried({ metres, stated: documented }, plan) {
    return Math.abs(metres[plan] - documented[plan]) >= 1;
  }

  return { inForce, isTried, stated };
});
