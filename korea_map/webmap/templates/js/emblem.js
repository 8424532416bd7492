/* One zone of each plan inside the other, to one scale: the page's emblem, and a key of the map. */
"use strict";

koreaMap.define("emblem", ["dom", "i18n"], (dom, i18n) => {
  const WIDEST = 50;

  /** How many times the area of the smallest zone the largest has, to two digits; null if none. */
  function ratio(radii) {
    const least = Math.min(...radii);
    if (!(least > 0)) return null;
    return Number(((Math.max(...radii) / least) ** 2).toPrecision(2));
  }

  /** Draw every emblem of the page with the radii in force {plan: metres}. */
  function update({ metres }) {
    const radii = Object.values(metres);
    const widest = Math.max(...radii, 1);
    const times = ratio(radii);
    for (const node of dom.all("[data-emblem]")) {
      for (const disc of dom.all("[data-disc]", node)) {
        dom.give(disc, "r", ((WIDEST * metres[disc.dataset.disc]) / widest).toFixed(2));
      }
      const words = times === null ? "" : i18n.text("emblem.ratio", { ratio: times });
      dom.write(node.querySelector("b"), words);
      dom.give(node, "aria-label", times === null ? i18n.text("emblem.none")
        : i18n.text("emblem.label", { ratio: times }));
    }
  }

  return { ratio, update };
});
