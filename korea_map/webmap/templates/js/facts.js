/* What sentences may say of the document, by name; shares and areas by the mile that is meant. */
"use strict";

koreaMap.define("facts", ["figures", "radii"], (figures, radii) => {
  /* The facts of a side: P.H.share is the least, P.H.most, P.H.certain. */
  function share(span, which) {
    if (which === "share") return span.least;
    return which === "most" ? span.most : span.certain ?? span.least;
  }

  /** Facts of a document: `create(data)(name, miles)` gives [kind, value, unit] or nothing. */
  function create(data) {
    return (name, miles) => {
      const fact = Object.hasOwn(data.facts, name) ? data.facts[name] : undefined;
      if (!fact || !["share", "area"].includes(fact[0]) || miles === data.miles) return fact;
      const [plan, ...rest] = name.split(".");
      /* P.at.Q.H.share is that of P with the radius of Q. */
      const other = rest[0] === "at" ? rest.splice(0, 2)[1] : plan;
      const [ground, which] = rest;
      const metres = radii.stated(data.plan[other], miles).metres;
      const { areas, spans } = figures.of(data, plan, metres);
      const area = () => (ground === "zone" ? figures.disc(metres) : areas[ground]);
      const value = fact[0] === "share" ? share(spans[ground], which) : area();
      return value === undefined ? fact : [fact[0], value];
    };
  }

  return { create };
});
