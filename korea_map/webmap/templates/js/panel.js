/* The panel: figures and bars, sliders and switches, as the state has them. */
"use strict";

koreaMap.define("panel", ["dom", "figures", "i18n", "units"], (dom, figures, i18n, units) => {
  const { all } = dom;

  function bars(plan, shares, beyond) {
    for (const side of Object.keys(shares)) {
      const node = document.querySelector(`[data-bar="${plan}-${side}"]`);
      if (!node) continue;
      dom.give(node.querySelector(".fill"), "width", (100 * shares[side]).toFixed(2));
      dom.write(node.querySelector(".figure"), i18n.percent(shares[side]));
    }
    const line = document.querySelector(`[data-beyond="${plan}"]`);
    if (line) dom.write(line, beyond);
  }

  /** Whether a plan has another radius than its document gives it. */
  function isTried({ metres, stated }, plan) {
    return Math.abs(metres[plan] - stated[plan]) >= 1;
  }

  /** What is said of a plan over the maps, side by side and where a radius is tried. */
  function titles(now, plan, shares, beyond) {
    const metres = now.metres[plan];
    const asked = isTried(now, plan);
    for (const node of all(`[data-whatif="${plan}"]`)) {
      if (node.hidden === asked) node.hidden = !asked;
      dom.write(node, asked
        ? i18n.text("whatif.applied", { length: i18n.length(metres, now.units[plan]) }) : "");
    }
    for (const node of all(`[data-live="side-${plan}"], [data-shares="${plan}"]`)) {
      dom.write(node, figures.line(shares));
    }
    for (const node of all(`[data-live="beyond-${plan}"]`)) dom.write(node, beyond);
  }

  function slide(now, plan, shares) {
    const slider = document.getElementById(`radius-${plan}`);
    if (!slider) return;
    const metres = now.metres[plan];
    const value = units.inUnit(metres, now.unit);
    /* A slider that the reader holds keeps the place to which it was drawn. */
    const step = units.step(now.unit);
    if (document.activeElement !== slider || Math.abs(slider.value - value) > 0.51 * step) {
      dom.give(slider, "max", String(units.end(now.unit)));
      dom.give(slider, "step", String(step));
      slider.value = String(value);
    }
    const words = i18n.text("whatif.value", {
      length: i18n.length(metres, now.chosen ?? now.units[plan]), shares: figures.sentence(shares),
    });
    dom.give(slider, "aria-valuetext", words);
    dom.write(document.getElementById(`value-${plan}`), words);
  }

  function switches(now) {
    for (const input of all("input[name=show]")) input.checked = now.show.includes(input.value);
    for (const name of ["unit", "miles", "view"]) {
      for (const input of all(`input[name=${name}]`)) input.checked = input.value === now[name];
    }
    for (const input of all("input[name=rivals]")) input.checked = now.rivals;
    const reset = document.getElementById("reset");
    if (reset) reset.hidden = !Object.keys(now.metres).some((plan) => isTried(now, plan));
  }

  /** Bring everything of the panel to a state. */
  function update(now, data) {
    const reached = figures.reached(data, now.miles);
    for (const plan of Object.keys(now.metres)) {
      const { areas, shares } = figures.of(data, plan, now.metres[plan]);
      const beyond = figures.beyond(data, areas, reached);
      bars(plan, shares, beyond);
      titles(now, plan, shares, beyond);
      slide(now, plan, shares);
    }
    switches(now);
  }

  return { figures: (...given) => figures.of(...given).shares, update };
});
