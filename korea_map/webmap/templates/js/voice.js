/* Zones and marks for the keyboard and for those who hear the page. */
"use strict";

koreaMap.define("voice", ["certainty", "i18n", "titles"], (certainty, i18n, titles) => {
  /** What is said of a point; of a zone, with its radius in force. */
  function describe(point, plan, { metres, units }) {
    const values = {
      written: point.toponym,
      title: titles.meant(point),
      plan: [i18n.text(`plan.${point.plan}.title`), point.territory
        ? i18n.text(`ground.${point.territory}.name`) : null].filter(Boolean).join(", "),
      certainty: certainty.word(point),
    };
    if (plan.readings === null) return i18n.text("zone.label.point", values);
    const length = i18n.length(metres[plan.id], units[plan.id]);
    const radius = i18n.text("zone.radius", { length });
    return i18n.text("zone.label", { ...values, radius });
  }

  /** Make what is drawn for a point a button. */
  function give(node, point, label, onPress) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", label);
    node.dataset.point = point.id;
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      onPress(point.id, node);
    });
  }

  return { describe, give };
});
