/* The doubtful points with their rivals, always in sight. */
"use strict";

koreaMap.define("doubts", ["certainty", "dom", "rivals", "titles"], (certainty, dom, rivals, titles) => {
  const { element, fill } = dom;
  const AT_ONCE = 100;

  /** Points with a zone whose place is not certain, each place once. */
  function among(data) {
    const seen = new Set();
    return data.points.filter((point) => {
      if (point.lat === null || !certainty.isDoubtful(point)) return false;
      if (seen.has(point.place_id) || data.plan[point.plan].readings === null) return false;
      seen.add(point.place_id);
      return true;
    });
  }

  function item(point, data) {
    const others = rivals.said(point, data.places);
    const open = element("button", { type: "button", class: "link-button", "data-open": point.id },
      element("em", { lang: point.toponym_lang, dir: "auto" }, point.toponym),
      ` ${certainty.sign(point)}`);
    return element("li", { class: point.certainty },
      open, " ",
      element("span", { class: `certainty ${point.certainty}` }, certainty.word(point)), " ",
      element("span", {}, titles.today(point)[0]),
      others.length ? element("small", {}, others.join("; ")) : null);
  }

  let turn = 0;

  /** List them, a long list part by part, so that the page answers in between. */
  function show(data) {
    const list = document.getElementById("doubts");
    if (!list) return;
    const all = among(data);
    turn += 1;
    const own = turn;
    const add = () => {
      if (own !== turn) return;
      const next = all.splice(0, AT_ONCE).map((point) => item(point, data));
      list.append(...next);
      if (all.length) setTimeout(add);
    };
    fill(list);
    add();
  }

  return { among, show };
});
