/* The evidence in short, for readers of another language than the one it is written in. */
"use strict";

koreaMap.define("summary", ["i18n"], (i18n) => {
  const WRITTEN = ["hanja", "cyrillic", "russian", "latin"];

  function reading(chain) {
    const link = chain.find((one) => !WRITTEN.includes(one.kind));
    return link ? i18n.text("summary.reading", {
      system: i18n.text(`system.${link.kind}`), reading: link.text,
    }) : null;
  }

  /** Whether the spelling follows the rules; only a chain that was worked out can tell. */
  function letters(chain) {
    if (!chain.some((one) => ["cyrillic", "russian"].includes(one.kind))) return null;
    const count = chain.reduce((sum, one) =>
      sum + (one.irregular ?? []).reduce((all, [start, end]) => all + end - start, 0), 0);
    return i18n.text(count ? "summary.irregular" : "summary.regular", { count });
  }

  function cited(pieces, sources) {
    const names = pieces.filter((piece) => typeof piece !== "string").map(([key]) => sources[key].short);
    return names.length ? i18n.text("summary.cited", {
      sources: [...new Set(names)].join(i18n.text("list.join")),
    }) : null;
  }

  /** Reading, letters and sources of a point, in sentences. */
  function of(point, data) {
    return [reading(point.chain), letters(point.chain), cited(point.evidence, data.sources)]
      .filter(Boolean).join(" ");
  }

  return { of };
});
