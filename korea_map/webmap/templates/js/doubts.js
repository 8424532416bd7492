/* The doubtful points with their rivals, always in sight. */
"use strict";

koreaMap.define("doubts", ["certainty", "dom", "i18n", "titles"], (certainty, dom, i18n, titles) => {
  const { element, fill } = dom;

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
    const rivals = point.rivals.filter((rival) => data.places[rival.id]).map((rival) =>
      i18n.text("doubt.rival", {
        title: titles.place(data.places[rival.id]), distance: i18n.distance(rival.km),
      }));
    const open = element("button", { type: "button", class: "link-button", "data-open": point.id },
      element("em", { lang: point.toponym_lang, dir: "auto" }, point.toponym),
      ` ${certainty.sign(point)}`);
    return element("li", { class: point.certainty },
      open, " ",
      element("span", { class: `certainty ${point.certainty}` }, certainty.word(point)), " ",
      element("span", {}, titles.today(point)[0]),
      rivals.length ? element("small", {}, rivals.join("; ")) : null);
  }

  function show(data) {
    const list = document.getElementById("doubts");
    if (list) fill(list, among(data).map((point) => item(point, data)));
  }

  return { among, show };
});
