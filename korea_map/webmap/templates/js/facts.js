/* What sentences may say of the document, by name; shares and areas by the mile that is meant. */
"use strict";

koreaMap.define("facts", ["figures", "radii"], (figures, radii) => {
  /** Facts of a document: `create(data)(name, miles)` gives [kind, value, unit] or nothing. */
  function create(data) {
    return (name, miles) => {
      const fact = Object.hasOwn(data.facts, name) ? data.facts[name] : undefined;
      if (!fact || !["share", "area"].includes(fact[0]) || miles === data.miles) return fact;
      const [plan, ground] = name.split(".");
      const metres = radii.stated(data.plan[plan], miles).metres;
      const { areas, shares } = figures.of(data, plan, metres);
      const value = fact[0] === "share" ? shares[ground] : areas[ground];
      return value === undefined ? fact : [fact[0], value];
    };
  }

  return { create };
});
