/* The card of one place: how it is written, why it is where it is, what else it could be. */
"use strict";

koreaMap.define("card", ["certainty", "citations", "clipboard", "dom", "i18n", "summary", "titles"], (
  certainty, citations, clipboard, dom, i18n, summary, titles,
) => {
  const { element, fill } = dom;
  const { tags } = titles;

  /** A word with the letters marked that no rule gives. */
  function marked(text, spans) {
    const letters = [...text];
    const nodes = [];
    let from = 0;
    for (const [start, end] of spans) {
      if (start > from) nodes.push(letters.slice(from, start).join(""));
      nodes.push(element("mark", {}, letters.slice(start, end).join("")));
      from = end;
    }
    nodes.push(letters.slice(from).join(""));
    return nodes;
  }

  function chain(steps) {
    const list = element("ol", { class: "chain" });
    for (const step of steps) {
      list.append(element("li", {},
        element("span", { class: "link", lang: step.lang, dir: "auto" },
          marked(step.text, step.irregular)),
        element("small", {}, i18n.text(`system.${step.kind}`))));
    }
    return list;
  }

  /** What is not in the document of a chain: spellings that are worked out, and by which habit. */
  function reconstructed(steps, { rules, sources }) {
    const unseen = steps.some((step) => step.kind === "cyrillic");
    const rule = rules[steps.find((step) => step.rule !== undefined)?.rule];
    return [
      unseen ? element("small", { class: "block" }, i18n.text("card.chain.unseen")) : null,
      rule ? element("small", { class: "block" }, i18n.text("card.chain.rule", rule), " ",
        sourced(rule.source, sources)) : null,
    ];
  }

  /** A link to the card; of a file on a disk only the name says where to look. */
  function link(point) {
    const page = location.protocol.startsWith("http")
      ? location.origin + location.pathname : location.pathname.split("/").pop();
    return `${page}#place=${point.id}`;
  }

  function citation(point, data) {
    const text = i18n.text("card.cite.text", {
      written: point.toponym, title: point.title,
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

  /** A text with its sources by their short names. */
  function sourced(pieces, sources) {
    return citations.inShort(pieces, sources).map((piece) => (typeof piece === "string" ? piece
      : element("cite", { title: piece.source.text }, piece.shown)));
  }

  function written(hangul, hanja) {
    return [[hangul, tags.hangul], [hanja, tags.hanja]].flatMap(([text, lang]) =>
      (text ? text.split("|") : []).flatMap((form) => [" ", element("span", { lang, dir: "auto" }, form)]));
  }

  function names(point) {
    return [
      element("span", { lang: tags.title, class: "strong", dir: "auto" }, point.title),
      ...written(point.today?.hangul, point.today?.hanja),
    ];
  }

  function rivalList(point, data) {
    if (!point.rivals.length) return [i18n.text("card.rivals.none")];
    return [element("ul", {}, point.rivals.map((rival) => {
      const place = data.places[rival.id];
      if (!place) return element("li", { dir: "auto" }, rival.id);
      return element("li", {},
        element("span", { lang: tags.hanja }, (place.hanja ?? "").replace("|", " ")), " ",
        element("span", { lang: tags.title, dir: "auto" }, place.title), " ",
        element("span", { lang: tags.hangul }, place.hangul ?? ""), ", ", i18n.distance(rival.km));
    }))];
  }

  /** Fill the card for a point. `onOther` opens the same place in another list. */
  function show(node, point, data, { onClose, onZoom, onOther }) {
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
    const others = data.points.filter((other) =>
      other !== point && other.place_id && other.place_id === point.place_id);
    const irregular = point.chain.some((step) => step.irregular.length);
    const tolerance = point.tolerance_km
      ? [", ", i18n.text("card.tolerance", { distance: i18n.distance(point.tolerance_km) })] : [];
    fill(node, close, heading,
      element("p", { class: "from" },
        element("span", { class: `key key-${point.plan}`, "aria-hidden": "true" }),
        [i18n.text(`plan.${point.plan}.title`), point.territory
          ? i18n.text(`ground.${point.territory}.within`) : null, i18n.date(plan.date),
        i18n.text(`status.${plan.status}`)]
          .filter(Boolean).join(", ")),
      element("dl", {},
        row("card.today", names(point)),
        point.hangul && point.hangul !== point.today?.hangul
          ? row("card.meant", written(point.hangul, point.hanja)) : [],
        point.chain.length > 1
          ? row("card.chain", chain(point.chain),
            irregular ? element("small", { class: "block" }, i18n.text("card.chain.irregular")) : null,
            ...reconstructed(point.chain, data))
          : [],
        row("card.where", i18n.coordinates(point.lat, point.lon), tolerance,
          element("small", { class: "block" }, i18n.text("card.source", {
            source: [point.geo_source, point.geo_id].filter(Boolean).join(" "),
          }))),
        row("card.evidence",
          data.written === i18n.current() ? [] : element("p", { class: "summary" }, summary.of(point, data)),
          element("span", { lang: data.written, dir: "auto" }, sourced(point.evidence, data.sources))),
        row("card.rivals", rivalList(point, data)),
        row("card.source.document", element("span", { dir: "auto" }, sourced(point.citation, data.sources))),
        others.length ? row("card.also", others.map((other) => {
          const button = element("button", { type: "button", class: "link-button" },
            `${other.toponym} (${i18n.text(`plan.${other.plan}.title`)})`);
          button.addEventListener("click", () => onOther(other.id));
          return button;
        })) : [],
        row("card.cite", cite, copyButton(cite))),
      element("p", { class: "actions" }, zoom));
    node.hidden = false;
  }

  return { chain, citation, marked, show, sourced };
});
