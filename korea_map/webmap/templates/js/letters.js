/* One chain letter by letter: what is spelled together stands in one column, and lights up in turn. */
"use strict";

koreaMap.define("letters", ["chain", "dom", "i18n"], (chain, dom, i18n) => {
  const { element } = dom;
  const TURN_MS = 700;

  /** The links of a chain as rows; `cells` are the spans of each link that answer to one another. */
  function table(point, cells, langs) {
    const most = Math.max(1, ...cells.map((spans) => spans.length));
    const rows = point.chain.map((link, row) => {
      const spans = cells[row].length ? cells[row] : [[0, link.text.length]];
      return element("tr", {},
        element("th", { scope: "row" }, i18n.text(`system.${link.kind}`)),
        spans.map(([start, end], column) => {
          const odd = (link.irregular ?? []).some(([from, to]) => from < end && to > start);
          const text = link.text.slice(start, end);
          return element("td", {
            lang: langs[link.kind], dir: "auto", colspan: spans.length === 1 ? most : null,
            "data-turn": spans.length === 1 ? null : column,
          }, odd ? element("mark", {}, text) : text);
        }));
    });
    return element("table", { class: "letters" }, element("tbody", {}, rows));
  }

  /** Light up one column after the other, and then none. */
  function play(node, still) {
    const columns = Math.max(0, ...dom.all("[data-turn]", node).map((cell) => cell.dataset.turn)) + 1;
    let turn = -1;
    const next = () => {
      turn += 1;
      const on = turn < columns && !still;
      for (const cell of dom.all("[data-turn]", node)) {
        cell.classList.toggle("turn", on && Number(cell.dataset.turn) === turn);
      }
      if (on && node.isConnected) setTimeout(next, TURN_MS);
    };
    next();
  }

  /** All that a step tells of a chain. */
  function tell({ point: id, cells }, { data, point, still }) {
    const named = point(id);
    if (!named) return [];
    const node = table(named, cells, data.link_langs);
    const again = element("button", { type: "button", class: "small" }, i18n.text("walk.letters"));
    again.addEventListener("click", () => play(node, false));
    play(node, still());
    return [
      node,
      ...chain.reconstructed(named.chain, data).filter(Boolean).slice(0, 1),
      cells.some((spans) => spans.length) ? element("p", { class: "actions" }, again) : null,
    ];
  }

  return { tell };
});
