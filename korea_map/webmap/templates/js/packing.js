/* The data block as the program works with it: see packing.py, which packs it. */
"use strict";

koreaMap.define("packing", [], () => {
  /** The same, in which every record has what was put there and nothing else: no name of the data
      finds what all objects of the language have. */
  function bare(value) {
    for (const one of Object.values(value)) {
      if (typeof one === "object" && one) bare(one);
    }
    return Array.isArray(value) ? value : Object.setPrototypeOf(value, null);
  }

  function record(names, values) {
    const made = { __proto__: null };
    names.forEach((name, at) => { made[name] = values[at]; });
    return made;
  }

  function texts(keys, values) {
    const all = Object.entries(record(keys, values));
    return Object.fromEntries(all.filter(([, text]) => text !== null));
  }

  function each(group, change) {
    return Object.fromEntries(Object.entries(group).map(([name, one]) => [name, change(one)]));
  }

  /** The data of a page, every point a record, every language its texts by their keys. */
  function unpack({ messages, points, coverage: { radius_m: radii, ...coverage }, ...data }) {
    const curves = (group) => each(group, (curve) => ({ radius_m: radii, ...curve }));
    return bare({
      ...data,
      plan: record(data.plans.map(({ id }) => id), data.plans),
      messages: each(messages.texts, (values) => texts(messages.keys, values)),
      points: points.rows.map((row) => record(points.fields, row)),
      coverage: {
        ...coverage, curve: curves(coverage.curve), certain: curves(coverage.certain),
      },
    });
  }

  return { unpack };
});
