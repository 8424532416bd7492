/* How many settlements lie within the zones of each plan: as settlements.py has it. */
"use strict";

koreaMap.define("settled", ["dom", "i18n"], (dom, i18n) => {
  const NEAR_M = 0.01;

  function within({ steps, exact }, metres, step) {
    const stated = exact.find(([radius]) => Math.abs(radius - metres) < NEAR_M);
    if (stated) return stated[1];
    const last = Math.floor(metres / step + 1e-6);
    return steps.split(",").slice(0, last + 1).reduce((sum, count) => sum + Number(count), 0);
  }

  /** What is said of all plans with zones; nothing where there is nothing to count. */
  function tell({ count, plans, said, step_m: step }, metres) {
    const ids = Object.keys(plans);
    if (!count || !ids.length) return "";
    const told = ids.map((plan) => {
      const inside = within(plans[plan], metres[plan], step);
      const figures = i18n.text("find.aside", { one: inside, other: i18n.percent(inside / count) });
      const called = i18n.text(`plan.${plan}.short`);
      return `${called} ${figures}`;
    });
    return i18n.text(said, { count, plans: told.join(i18n.text("list.join")) });
  }

  function update({ metres }, data) {
    for (const node of dom.all("[data-settled]")) dom.write(node, tell(data.settled, metres));
  }

  return { tell, update };
});
