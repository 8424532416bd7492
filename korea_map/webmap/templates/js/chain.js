/* How a name came about: its chain, what of it is reconstructed, and the sources that say so. */
"use strict";

koreaMap.define("chain", ["citations", "dom", "i18n"], (citations, dom, i18n) => {
  const { element } = dom;

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

  /** A text in which Cyrillic letters say what they are. */
  function inCyrillic(text) {
    return text.split(/([\u0400-\u04ff]+)/).map((part, index) =>
      (index % 2 ? element("span", { lang: "ru" }, part) : part));
  }

  /** The links of a chain, from the characters to the spelling; `langs` by their kind. */
  function links(steps, langs) {
    const list = element("ol", { class: "chain" });
    for (const step of steps) {
      list.append(element("li", {},
        element("span", { class: "link", lang: langs[step.kind], dir: "auto" },
          marked(step.text, step.irregular ?? [])),
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
      rule ? element("small", { class: "block" }, inCyrillic(i18n.text("card.chain.rule", rule)), " ",
        sourced(rule.source, sources)) : null,
    ];
  }

  /** A text with its sources by their short names, each a link to the list of sources. */
  function sourced(pieces, sources) {
    return citations.inShort(pieces, sources).map((piece) => (typeof piece === "string" ? piece
      : element("cite", {}, element("a", { href: `#source-${piece.key}` }, piece.shown))));
  }

  return { links, marked, reconstructed, sourced };
});
