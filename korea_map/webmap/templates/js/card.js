/* The card of one place: how it is written, why it is where it is, what else it could be. */
"use strict";

koreaMap.define("card", [
  "certainty", "chain", "citations", "clipboard", "dom", "i18n", "summary", "symbols", "titles",
], (
  certainty, chain, citations, clipboard, dom, i18n, summary, symbols, titles,
) => {
  const { element, fill } = dom;
  const { tags } = titles;

  /** A link to the card; of a file on a disk only the name says where to look. */
  function link(point) {
    const page = location.protocol.startsWith("http")
      ? location.origin + location.pathname : location.pathname.split("/").pop();
    return `${page}#place=${point.id}`;
  }

  function citation(point, data) {
    const text = i18n.text("card.cite.text", {
      written: point.toponym, title: point.title ?? i18n.text("certainty.none"),
      coordinates: i18n.coordinates(point.lat, point.lon),
      certainty: certainty.word(point),
      map: data.citation, key: point.id,
    });
    const source = i18n.text("card.cite.source", {
      source: citations.inFull(point.citation, data.sources), link: link(point),
    });
    return `${text} ${source}`;
  }

  function copyButton(source) {
    const button = element("button", { type: "button", class: "small" }, i18n.text("card.cite.copy"));
    button.addEventListener("click", () => clipboard.copy(source, button));
    return button;
  }

  function row(term, ...content) {
    return [element("dt", {}, i18n.text(term)), element("dd", {}, ...content)];
  }

  function written(hangul, hanja) {
    return [[hangul, tags.hangul], [hanja, tags.hanja]].flatMap(([text, lang]) =>
      (text ? text.split("|") : []).flatMap((form) => [" ", element("span", { lang, dir: "auto" }, form)]));
  }

  function names(point) {
    return point.title === null ? [i18n.text("certainty.none")] : [
      element("span", { lang: tags.title, class: "strong", dir: "auto" }, point.title),
      ...written(point.today?.hangul, point.today?.hanja),
    ];
  }

  function button(words, press, more = {}) {
    const node = element("button", { type: "button", class: "link-button", ...more }, words);
    node.addEventListener("click", press);
    return node;
  }

  /** The lists in which a place stands, each with the way to its card there. */
  function alsoIn(placeId, point, data, onOther) {
    return data.points.filter((other) => other !== point && other.lat !== null && other.place_id
      && other.place_id === placeId).map((other) => button([
      element("span", { lang: other.toponym_lang, dir: "auto" }, other.toponym),
      " (", i18n.text(`plan.${other.plan}.title`), ")",
    ], () => onOther(other.id)));
  }

  /** The name of a rival, in the reader's script first. */
  function called(place) {
    const forms = [[place.title, tags.title], ...[[place.hangul, tags.hangul],
      [place.hanja, tags.hanja]].filter(([text]) => text)];
    const [, first] = titles.named(place);
    forms.sort(([, a], [, b]) => (b === first) - (a === first));
    return forms.flatMap(([text, lang], index) => [index ? " " : "", element("span",
      { lang, dir: "auto" }, text.replaceAll("|", " "))]);
  }

  function rivalList(point, data, { onOther, onRival }) {
    if (!point.rivals.length) return [i18n.text("card.rivals.none")];
    return [element("ul", {}, point.rivals.map((rival) => {
      const place = data.places[rival.id];
      if (!place) return element("li", { dir: "auto" }, rival.id);
      return element("li", {},
        button(called(place), () => onRival(rival.id),
          { "data-rival": rival.id, "aria-pressed": "false" }),
        ", ", i18n.distance(rival.km),
        element("span", { class: "block", "data-about": rival.id, hidden: true },
          i18n.coordinates(place.lat, place.lon),
          alsoIn(rival.id, point, data, onOther).flatMap((link) => [" · ", link])));
    }))];
  }

  /** Mark the rival that is shown, if any, and tell more of it. */
  function choose(node, id) {
    for (const rival of dom.all("[data-rival]", node)) {
      rival.setAttribute("aria-pressed", String(rival.dataset.rival === id));
    }
    for (const more of dom.all("[data-about]", node)) more.hidden = more.dataset.about !== id;
  }

  /**
   * Fill the card for a point. `onOther` opens a place in another list, `onRival` shows what it
   * might be instead; `step` is the one of the walk that waits until the card is closed.
   */
  function show(node, point, data, { step, onClose, onZoom, onOther, onRival }) {
    const plan = data.plan[point.plan];
    const close = element("button", {
      type: "button", class: "close", "aria-label": i18n.text("card.close"),
    }, "×");
    close.addEventListener("click", onClose);
    const zoom = element("button", { type: "button", class: "small" }, i18n.text("card.zoom"));
    zoom.addEventListener("click", onZoom);
    const heading = element("h2", { id: "card-title", tabindex: "-1" },
      element("em", { lang: point.toponym_lang, dir: "auto" }, point.toponym), " ",
      element("span", { class: `certainty ${certainty.of(point)}` }, certainty.word(point)));
    const cite = element("p", { class: "citation", tabindex: "0", dir: "auto" }, citation(point, data));
    const others = alsoIn(point.place_id, point, data, onOther);
    const irregular = point.chain.some((step) => step.irregular);
    const tolerance = point.tolerance_km
      ? [", ", i18n.text("card.tolerance", { distance: i18n.distance(point.tolerance_km) })] : [];
    const toStep = step === null ? null
      : button(i18n.text("card.step", { step }), onClose, { class: "link-button to-step" });
    fill(node, close, toStep, heading,
      element("p", { class: "from" },
        symbols.key(point.plan),
        [i18n.text(`plan.${point.plan}.title`), point.territory
          ? i18n.text(`ground.${point.territory}.within`) : null, i18n.date(plan.date),
        i18n.text(`status.${plan.status}`)]
          .filter(Boolean).join(", ")),
      element("dl", {},
        row("card.today", names(point)),
        point.hangul && point.hangul !== point.today?.hangul
          ? row("card.meant", written(point.hangul, point.hanja)) : [],
        point.chain.length > 1
          ? row("card.chain", chain.links(point.chain, data.link_langs),
            irregular ? element("small", { class: "block" }, i18n.text("card.chain.irregular")) : null,
            ...chain.reconstructed(point.chain, data))
          : [],
        row("card.where", i18n.coordinates(point.lat, point.lon), tolerance,
          point.geo_source === null ? null
            : element("small", { class: "block" }, i18n.text("card.source", {
              source: [point.geo_source, point.geo_id].filter(Boolean).join(" "),
            }))),
        row("card.evidence",
          data.written === i18n.current() ? [] : element("p", { class: "summary" }, summary.of(point, data)),
          element("span", { lang: data.written, dir: "auto" }, chain.sourced(point.evidence, data.sources))),
        row("card.rivals", rivalList(point, data, { onOther, onRival })),
        row("card.source.document", element("span", { dir: "auto" }, chain.sourced(point.citation, data.sources))),
        others.length ? row("card.also", others) : [],
        row("card.cite", cite, copyButton(cite))),
      element("p", { class: "actions" }, zoom));
    node.hidden = false;
  }

  return { choose, citation, show };
});
