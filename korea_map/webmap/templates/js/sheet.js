/* What is said around a view that is taken along or printed: what is set, what the marks mean,
   and where the view is found again. */
"use strict";

koreaMap.define("sheet", [
  "certainty", "citations", "dom", "figures", "i18n", "links", "radii", "state", "symbols", "titles",
], (certainty, citations, dom, figures, i18n, links, radii, state, symbols, titles) => {
  const { element } = dom;

  /** What the reader set, in sentences: step, with all of its `words`, radius, open place. */
  function sentences({ data, point, steps }, now, words = false) {
    const told = [];
    if (now.step !== null) {
      const { id } = steps[now.step - 1];
      const title = i18n.text(`step.${id}.title`);
      told.push(i18n.marked("print.step", { step: now.step, count: steps.length, title }));
      const more = words ? [`step.${id}.text`, `step.${id}.answer`].filter(i18n.has) : [];
      told.push(...more.map((key) => i18n.marked(key)));
    }
    for (const plan of data.plans.filter(({ id }) => radii.isTried(now, id))) {
      const { metres, unit } = radii.stated(plan, now.miles);
      told.push(i18n.marked("print.radius", {
        plan: i18n.text(`plan.${plan.id}.title`),
        length: i18n.length(now.metres[plan.id], now.units[plan.id]),
        stated: i18n.length(metres, unit),
        shares: figures.sentence(figures.of(data, plan.id, now.metres[plan.id]).spans),
      }));
    }
    const open = point(now.place);
    if (open) {
      told.push(i18n.marked("print.place", {
        written: open.toponym, title: titles.meant(open), certainty: certainty.word(open),
      }));
      told.push(i18n.kept(citations.inShort(open.evidence, data.sources)
        .map((piece) => piece.shown ?? piece).join("")));
    }
    return told;
  }

  function ring(name) {
    return dom.shape("svg", { class: "key", viewBox: "-10 -10 20 20" },
      dom.shape("path", { class: name, d: "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z" }));
  }

  function plan(data, id, now) {
    const name = (key) => i18n.text(`plan.${id}.${key}`);
    if (data.plan[id].readings === null) return name("title");
    const shares = figures.line(figures.of(data, id, now.metres[id]).spans);
    if (!radii.isTried(now, id)) {
      /* where the document does not say which mile, the drawing does */
      const which = Object.hasOwn(data.plan[id].readings, now.miles) ? i18n.text(`miles.${now.miles}`, {
        length: i18n.text("unit.km.short", { value: (now.metres[id] / 1000).toFixed(1) }),
      }) : null;
      return [which ? `${name("figure")} (${which})` : name("figure"), shares].join(". ");
    }
    const length = i18n.length(now.metres[id], now.units[id]);
    return `${name("title")}. ${i18n.text("whatif.applied", { length })}. ${shares}`;
  }

  /** A line for each mark on the map: the plans with the radii in force, outlines, lines. */
  function keys({ data }, now) {
    const item = (...parts) => element("li", {}, parts.flatMap((part) => [part, " "]));
    const drawn = data.points.filter((point) => now.show.includes(point.plan) && point.lat !== null);
    const zoned = drawn.filter((point) => data.plan[point.plan].readings !== null);
    return element("ul", { class: "keys" },
      now.show.map((id) => item(symbols.key(id), plan(data, id, now))),
      ["certain", "less-certain", "uncertain"]
        .map((sure) => zoned.find((point) => certainty.of(point) === sure)).filter(Boolean)
        .map((point) => item(
          ring(`zone zone-${point.plan} ${certainty.of(point)}`), certainty.sign(point), certainty.word(point))),
      document.querySelector("path.rival-dot") ? item(ring("rival-dot"), i18n.text("legend.rival")) : null,
      i18n.has("figure.lines") ? item(i18n.text("figure.lines")) : null);
  }

  /** Where a view is found again: where the page is published, or else its name. */
  function link({ known, data, store }) {
    const now = store.get();
    const lang = now.lang ?? (i18n.current() === data.lang ? null : i18n.current());
    return links.address() + state.format({ ...now, lang }, known);
  }

  /** Link and day of what is taken along. */
  function found(page) {
    const day = new Date();
    const date = i18n.date([day.getFullYear(), day.getMonth() + 1, day.getDate()]
      .map((part) => String(part).padStart(2, "0")).join("-"));
    return i18n.text("take.found", { link: link(page), date });
  }

  /** Whether the page shows anything but what it opens with. */
  function asked({ known, store }) {
    return state.format({ ...store.get(), lang: null }, known) !== "";
  }

  return { asked, found, keys, link, sentences };
});
