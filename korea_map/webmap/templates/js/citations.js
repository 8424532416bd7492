/* Texts that cite sources: pieces that are text, or [key, locus] of a source. */
"use strict";

koreaMap.define("citations", [], () => {
  /** The text as the tables have it. */
  function plain(pieces) {
    return pieces.map((piece) =>
      (typeof piece === "string" ? piece : `${piece[0]}[${piece[1]}]`)).join("");
  }

  /** The text with each source written out in full. */
  function inFull(pieces, sources) {
    return pieces.map((piece) => {
      if (typeof piece === "string") return piece;
      const [key, locus] = piece;
      return [sources[key].text.slice(0, sources[key].reference).replace(/\.$/, ""), locus === "text" ? "" : locus]
        .filter(Boolean).join(", ");
    }).join("");
  }

  /**
   * The pieces with each source by its short name, as {key, source, shown}; one that was just named
   * is not named again.
   */
  function inShort(pieces, sources) {
    return pieces.map((piece, index) => {
      if (typeof piece === "string") return piece;
      const source = sources[piece[0]];
      const before = pieces[index - 1];
      const said = typeof before === "string" && before.trimEnd().endsWith(source.short);
      const words = [said ? "" : source.short, piece[1] === "text" ? "" : piece[1]];
      return { key: piece[0], source, shown: `(${words.filter(Boolean).join(", ") || source.short})` };
    });
  }

  return { inFull, inShort, plain };
});
