/* The fixed words of the page in the reader's language. */
"use strict";

koreaMap.define("translate", ["dom", "doubts", "figures", "i18n"], (
  dom, doubts, figures, i18n,
) => {
  const { all, fill, rich } = dom;

  function valuesOf(node) {
    return JSON.parse(node.dataset.tValues ?? "{}");
  }

  /** Put every fixed text of a part into the current language. */
  function part(root = document) {
    for (const node of all("[data-t]", root)) {
      const told = i18n.marked(node.dataset.t, valuesOf(node));
      if (node instanceof SVGElement) node.textContent = i18n.plain(told);
      else fill(node, rich(told));
    }
    for (const node of all("[data-area]", root)) {
      node.textContent = i18n.area(Number(node.dataset.area));
    }
    for (const node of all("[data-at]", root)) {
      const [lat, lon] = node.dataset.at.split(" ");
      node.textContent = i18n.text("coordinates.cell", { lat, lon });
    }
    for (const node of all("[data-date]", root)) node.textContent = i18n.date(node.dataset.date);
    for (const node of all("[data-least]", root)) {
      const { least, most } = node.dataset;
      node.textContent = figures.span({ least: Number(least), most: Number(most) });
    }
    for (const node of all("[data-coasts]", root)) {
      const figures = i18n.sharesApart(node.dataset.coasts.split(" ").map(Number));
      node.textContent = i18n.text("coverage.coasts", { figures });
    }
    for (const node of all("[data-certain]", root)) {
      const share = i18n.percent(Number(node.dataset.certain));
      node.textContent = i18n.text("coverage.certain", { figures: share });
    }
    for (const node of all("[data-side]", root)) {
      node.textContent = figures.side(node.dataset.side).name;
    }
    for (const node of all("[data-t-label]", root)) {
      node.setAttribute("aria-label", i18n.text(node.dataset.tLabel, valuesOf(node)));
    }
  }

  let labelled = null;

  /** What the table says of itself and of its buttons. */
  function table(data) {
    const same = i18n.current() === (labelled ?? data.lang);
    labelled = i18n.current();
    for (const button of all(`.places [data-open]${same ? ":not([aria-label])" : ""}`)) {
      const written = button.parentElement.querySelector("em").textContent;
      button.setAttribute("aria-label", i18n.text("table.open", { written }));
    }
    const foreign = document.getElementById("written-in");
    if (foreign) {
      foreign.hidden = i18n.current() === data.written;
      foreign.textContent = i18n.text("table.written-in", { language: i18n.languageName(data.written) });
    }
  }

  /** Put the page into the current language; what was built in it is left as it is. */
  function whole({ data, nodes }) {
    const root = document.documentElement;
    if (root.lang !== i18n.current()) {
      root.lang = i18n.current();
      document.title = i18n.text("document-title");
      /* What the browser has not read to its end waits for `below`. */
      if (document.readyState !== "loading") part();
      else for (const root of all("body > :not(.handout, .document)")) part(root);
    } else part(nodes.stage);
    doubts.show(data);
    if (document.readyState !== "loading") table(data);
    for (const button of all("[data-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lang === i18n.current()));
    }
  }

  function speak(tag, page) {
    i18n.use(tag);
    whole(page);
  }

  /** Put what stands below the map into the current language, once it is there. */
  function below(data) {
    if (i18n.current() !== data.lang) {
      for (const root of all(".handout, .document")) part(root);
    }
    table(data);
  }

  return { below, part, speak, whole };
});
