/* The panel: figures and bars, sliders and switches, as the state has them. */
"use strict";

koreaMap.define("panel", ["dom", "facts", "figures", "i18n", "state", "units"], (
  dom, facts, figures, i18n, state, units,
) => {
  const { all } = dom;

  /** What is said of land beyond the border: of the first neighbour always, of others if any. */
  function beyond(shares) {
    const told = figures.beyond(shares);
    return facts.NEIGHBOURS.flatMap((land, index) => {
      if (told.includes(land)) {
        return [i18n.text(`coverage.${land}`, { area: i18n.area(shares[land]) })];
      }
      return index === 0 ? [i18n.text(`coverage.${land}.none`)] : [];
    }).join(" ");
  }

  function percents(shares) {
    return Object.fromEntries(facts.SIDES.map((side) => [side, i18n.percent(shares[side])]));
  }

  function bars(plan, shares) {
    for (const side of facts.SIDES) {
      const node = document.querySelector(`[data-bar="${plan}-${side}"]`);
      if (!node) continue;
      node.querySelector(".fill").setAttribute("width", (100 * shares[side]).toFixed(2));
      node.querySelector(".figure").textContent = i18n.percent(shares[side]);
    }
    const line = document.querySelector(`[data-beyond="${plan}"]`);
    if (line) line.textContent = beyond(shares);
  }

  /** What is said of a plan over the maps, side by side and where a radius is tried. */
  function titles(now, plan, shares) {
    const metres = now.metres[plan];
    const asked = Math.abs(metres - now.stated[plan]) >= 1;
    for (const node of all(`[data-whatif="${plan}"]`)) {
      node.hidden = !asked;
      node.textContent = asked
        ? i18n.text("whatif.applied", { length: i18n.length(metres, now.units[plan]) }) : "";
    }
    for (const node of all(`[data-live="side-${plan}"]`)) {
      node.textContent = i18n.text("figure.summary", percents(shares));
    }
    const [land] = facts.NEIGHBOURS;
    for (const node of all(`[data-live="${land}-${plan}"]`)) {
      node.textContent = figures.beyond(shares).includes(land)
        ? i18n.text(`coverage.${land}`, { area: i18n.area(shares[land]) }) : "";
    }
  }

  function slide(now, plan, shares) {
    const slider = document.getElementById(`radius-${plan}`);
    if (!slider) return;
    const metres = now.metres[plan];
    const value = units.inUnit(metres, now.unit);
    /* A slider that the reader holds keeps the place to which it was drawn. */
    if (document.activeElement !== slider || Math.abs(slider.value - value) > 0.51) {
      slider.max = String(Math.round(units.inUnit(facts.WIDEST_M, now.unit) * 10) / 10);
      slider.value = String(value);
    }
    const words = i18n.text("whatif.value", {
      length: i18n.length(metres, now.units[plan]), ...percents(shares),
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
    document.getElementById("reset").hidden = Object.keys(now.radius).length === 0
      && now.miles === data.miles && now.unit === state.initial().unit;
    for (const mark of all(".marks [data-metres]")) {
      const share = Number(mark.dataset.metres) / facts.WIDEST_M;
      mark.style.setProperty("--at", share.toFixed(4));
    }
  }

  /** Bring everything of the panel to a state. */
  function update(now, data) {
    for (const plan of Object.keys(now.metres)) {
      const shares = figures.of(data, plan, now.metres[plan]);
      bars(plan, shares);
      titles(now, plan, shares);
      slide(now, plan, shares);
    }
    switches(now, data);
  }

  return { beyond, figures: figures.of, update };
});
