/* The page on paper: what the reader set is said there, and drawn in the figure. */
"use strict";

koreaMap.define("handout", [
  "certainty", "citations", "dom", "figures", "geodesic", "i18n", "radii", "titles",
], (certainty, citations, dom, figures, geodesic, i18n, radii, titles) => {
  const VERTICES = 96;
  const root = document.documentElement;

  /** Northing on the globe of the web's maps, in degrees of longitude. */
  function mercator(lat) {
    return Math.asinh(Math.tan(lat * Math.PI / 180)) * 180 / Math.PI;
  }

  /** A zone as path data in a panel of the figure, which begins at a corner of the ground. */
  function outline(point, metres, { left, top, scale }) {
    const places = geodesic.circle(point.lat, point.lon, metres, VERTICES).map(([lat, lon]) => [
      ((lon - left) * scale).toFixed(1),
      ((mercator(Number(top)) - mercator(lat)) * scale).toFixed(1),
    ]);
    return `M${places.map((place) => place.join(" ")).join("L")}z`;
  }

  /** The plans whose radius is another than the document says. */
  function tried(data, now) {
    return data.plans.filter(({ id }) => radii.isTried(now, id));
  }

  /** What the reader set, in sentences: step, radius, open place. */
  function sentences({ data, point, steps }, now) {
    const told = [];
    if (now.step !== null) {
      const title = i18n.text(`step.${steps[now.step - 1].id}.title`);
      told.push(i18n.text("print.step", { step: now.step, count: steps.length, title }));
    }
    for (const plan of tried(data, now)) {
      const { metres, unit } = radii.stated(plan, now.miles);
      told.push(i18n.text("print.radius", {
        plan: i18n.text(`plan.${plan.id}.title`),
        length: i18n.length(now.metres[plan.id], now.units[plan.id]),
        stated: i18n.length(metres, unit),
        shares: figures.sentence(figures.of(data, plan.id, now.metres[plan.id]).spans),
      }));
    }
    const open = point(now.place);
    if (open) {
      told.push(i18n.text("print.place", {
        written: open.toponym, title: titles.meant(open), certainty: certainty.word(open),
      }));
      told.push(citations.inShort(open.evidence, data.sources)
        .map((piece) => piece.shown ?? piece).join(""));
    }
    return told;
  }

  /** Draw the zones of the figure at the radii in force, told in the reader's language. */
  function redraw({ data, point }, now, built) {
    const frame = document.querySelector(".drawing")?.dataset;
    for (const path of dom.all(".drawing [data-zone]")) {
      const { id, plan } = point(path.dataset.zone);
      if (!built.has(id)) built.set(id, path.getAttribute("d"));
      const metres = now.metres[plan];
      path.setAttribute("d", metres === data.plan[plan].built_m ? built.get(id)
        : outline(point(id), metres, frame));
    }
    for (const tint of dom.all(".drawing [data-tint]")) {
      tint.setAttribute("d", dom.all("[data-zone]", tint.parentElement)
        .map((path) => path.getAttribute("d")).join("") || "M0 0");
    }
    for (const name of dom.all(".drawing [data-called]")) {
      name.textContent = titles.meant(point(name.dataset.called));
    }
    const other = tried(data, now).map(({ id }) => id);
    for (const { id } of data.plans) {
      const head = `plan.${id}.${other.includes(id) ? "title" : "figure"}`;
      for (const line of dom.all(`.drawing [data-t="plan.${id}.figure"]`)) {
        dom.write(line, i18n.text(head));
      }
    }
    for (const id of other) {
      const applied = i18n.text("whatif.applied", {
        length: i18n.length(now.metres[id], now.units[id]),
      });
      for (const line of dom.all(`.drawing [data-live="figures-${id}"]`)) {
        line.textContent = `${applied}: ${figures.plain(figures.of(data, id, now.metres[id]).spans)}`;
      }
    }
  }

  /** Prepare the page whenever it is printed, and set the buttons to work. */
  function attach(page) {
    const built = new Map();
    window.addEventListener("beforeprint", () => {
      const now = page.store.derived();
      dom.fill(document.getElementById("printed"), sentences(page, now).map((text) =>
        dom.element("p", {}, dom.rich(text))));
      redraw(page, now, built);
    });
    window.addEventListener("afterprint", () => {
      root.classList.remove("print-table");
      page.store.change({});
    });
    document.addEventListener("click", ({ target }) => {
      const act = target.closest("[data-act]")?.dataset.act;
      if (act !== "print" && act !== "print-table") return;
      root.classList.toggle("print-table", act === "print-table");
      window.print();
    });
  }

  return { attach, outline };
});
