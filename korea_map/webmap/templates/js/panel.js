/* The panel: figures and bars, sliders and switches, as the state has them. */
"use strict";

koreaMap.define("panel", ["dom", "figures", "i18n", "radii", "units"], (dom, figures, i18n, radii, units) => {
  const { all, give, write } = dom;

  function hide(node, hidden) {
    if (node.hidden !== hidden) node.hidden = hidden;
  }

  /* As the build writes it: 23.94%. */
  function part(share) {
    return `${(100 * share).toFixed(2)}%`;
  }

  function bar(node, span) {
    give(node.querySelector(".fill"), "width", part(span.least));
    give(node.querySelector(".more"), "x", part(span.least));
    give(node.querySelector(".more"), "width", part(span.most - span.least));
    if (span.certain !== null) {
      for (const line of all(".bar .firm", node)) {
        give(line, "x1", part(span.certain));
        give(line, "x2", part(span.certain));
      }
      write(node.querySelector(".certain-share"), i18n.percent(span.certain));
    }
    const figure = node.querySelector(".figure");
    write(figure, i18n.roughly(span.least, "near"));
    write(figure.nextElementSibling, i18n.roughly(span.least));
    const most = node.querySelector(".most");
    if (most) {
      const open = figures.isOpen(span);
      hide(most, !open);
      const told = open ? i18n.text("coverage.most", { most: i18n.percent(span.most) }) : "";
      write(node.querySelector(".most-share"), told);
    }
  }

  function bars(plan, spans, beyond, coasts) {
    for (const side of Object.keys(spans)) {
      for (const node of all(`[data-bar="${plan}-${side}"]`)) {
        bar(node, spans[side]);
        const other = node.querySelector(".coasts");
        if (other) write(other, coasts(side));
      }
    }
    for (const line of all(`[data-beyond="${plan}"]`)) write(line, beyond);
  }

  /** What is said of a plan beside its bars, over the maps and in the figure. */
  function titles(now, plan, spans) {
    const metres = now.metres[plan];
    const asked = radii.isTried(now, plan);
    for (const node of all(`[data-stated="${plan}"]`)) hide(node, asked);
    for (const node of all(`[data-whatif="${plan}"]`)) {
      hide(node, !asked);
      write(node, asked
        ? i18n.text("whatif.applied", { length: i18n.length(metres, now.units[plan]) }) : "");
    }
    const live = {
      side: figures.line, figures: figures.plain, condition: figures.condition, alone: figures.alone,
    };
    for (const [name, tell] of Object.entries(live)) {
      const nodes = all(`[data-live="${name}-${plan}"]`);
      if (!nodes.length) continue;
      const told = tell(spans);
      for (const node of nodes) write(node, told);
    }
  }

  function slide(now, plan, spans) {
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
      length: i18n.length(metres, now.chosen ?? now.units[plan]), shares: figures.sentence(spans),
    });
    give(slider, "aria-valuetext", words);
    write(document.getElementById(`value-${plan}`), words);
  }

  function switches(now) {
    for (const input of all("input[name=show]")) input.checked = now.show.includes(input.value);
    for (const name of ["unit", "miles", "view"]) {
      for (const input of all(`input[name=${name}]`)) input.checked = input.value === now[name];
    }
    for (const input of all("input[name=rivals]")) input.checked = now.rivals;
    const reset = document.getElementById("reset");
    if (reset) reset.hidden = !Object.keys(now.metres).some((plan) => radii.isTried(now, plan));
  }

  /** Bring everything of the panel to a state. */
  function update(now, data) {
    const reached = figures.reached(data, now.miles);
    for (const plan of Object.keys(now.metres)) {
      const { areas, spans } = figures.of(data, plan, now.metres[plan]);
      const own = data.plans.find(({ id }) => id === plan);
      /* Zones that grow are as stated at their end alone. */
      const isStated = Math.abs(now.metres[plan] - radii.stated(own, now.miles).metres) < 1;
      const coasts = (side) => (isStated ? figures.coasts(data.coverage, own, now.miles, side) : "");
      bars(plan, spans, figures.beyond(data, areas, reached), coasts);
      titles(now, plan, spans);
      slide(now, plan, spans);
    }
    const apart = all(".bars .coasts").some((node) => node.textContent);
    for (const key of all(".of-key.coasts")) hide(key, !apart);
    switches(now);
  }

  return { figures: (...given) => figures.of(...given).shares, update };
});
