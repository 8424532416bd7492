/* The evidence of a point piece by piece. */
"use strict";

koreaMap.define("pieces", [], () => {
  const CITED = "\ufffc";

  /** Texts that cite sources, sentence by sentence, each with its citations. */
  function sentences(evidence, lang) {
    const cited = evidence.filter((piece) => typeof piece !== "string");
    const text = evidence.map((piece) => (typeof piece === "string" ? piece : CITED)).join("");
    const told = [];
    for (const { segment } of new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)) {
      /* A citation behind the full stop belongs to what stands before it. */
      if (told.length && !/[\p{L}\p{N}]/u.test(segment)) told.push(told.pop() + segment);
      else told.push(segment);
    }
    return told.map((one) => one.trim().split(CITED).flatMap((part, index) =>
      (index ? [cited.shift(), part] : [part])).filter((part) => part !== ""));
  }

  /** Whether a sentence weighs the evidence instead of giving any, by the `words` for that. */
  function weighs(sentence, words) {
    const text = sentence.filter((part) => typeof part === "string").join("").toLowerCase();
    return words.some((word) => text.includes(word.toLowerCase()));
  }

  return { sentences, weighs };
});
