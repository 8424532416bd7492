/* The panel: figures and bars, sliders and switches, as the state has them. */
"use strict";

koreaMap.define("panel", ["dom", "figures", "i18n", "state", "units"], (
  dom, figures, i18n, state, units,
) => {
  const { all } = dom;

  function bars(plan, shares, beyond) {
    for (const side of Object.keys(shares)) {
      const node = document.querySelector(`[data-bar="${plan}-${side}"]`);
      if (!node) continue;
      node.querySelector(".fill").setAttribute("width", (100 * shares[side]).toFixed(2));
      node.querySelector(".figure").textContent = i18n.percent(shares[side]);
    }
    const line = document.querySelector(`[data-beyond="${plan}"]`);
    if (line) line.textContent = beyond;
  }

  /** What is said of a plan over the maps, side by side and where a radius is tried. */
  function titles(now, plan, shares, beyond) {
    const metres = now.metres[plan];
    const asked = Math.abs(metres - now.stated[plan]) >= 1;
    for (const node of all(`[data-whatif="${plan}"]`)) {
      node.hidden = !asked;
      node.textContent = asked
        ? i18n.text("whatif.applied", { length: i18n.length(metres, now.units[plan]) }) : "";
    }
    for (const node of all(`[data-live="side-${plan}"], [data-shares="${plan}"]`)) {
      node.textContent = figures.line(shares);
    }
    for (const node of all(`[data-live="beyond-${plan}"]`)) node.textContent = beyond;
  }

  function slide(now, plan, shares) {
    const slider = document.getElementById(`radius-${plan}`);
    if (!slider) return;
    const metres = now.metres[plan];
    const value = units.inUnit(metres, now.unit);
    /* A slider that the reader holds keeps the place to which it was drawn. */
    const step = units.step(now.unit);
    if (document.activeElement !== slider || Math.abs(slider.value - value) > 0.51 * step) {
      slider.max = String(units.end(now.unit));
      slider.step = String(step);
      slider.value = String(value);
    }
    const words = i18n.text("whatif.value", {
      length: i18n.length(metres, now.units[plan]), shares: figures.sentence(shares),
    });
    slider.setAttribute("aria-valuetext", words);
    document.getElementById(`value-${plan}`).textContent = words;
  }

  function switches(now, data) {
    for (const input of all("input[name=show]")) input.checked = now.show.includes(input.value);
    for (const name of ["unit", "miles", "view"]) {
      for (const input of all(`input[name=${name}]`)) input.checked = input.value === now[name];
    }
    for (const input of all("input[name=rivals]")) input.checked = now.rivals;
    const reset = document.getElementById("reset");
    if (reset) reset.hidden = Object.keys(now.radius).length === 0
      && now.miles === data.miles && now.unit === state.initial().unit;
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
    switches(now, data);
  }

  return { figures: (...given) => figures.of(...given).shares, update };
});
