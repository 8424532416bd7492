/* What a place is called, for readers of the language that is used. */
"use strict";

koreaMap.define("titles", ["i18n"], (i18n) => {
  const HAN = ["Hani", "Hans", "Hant", "Jpan"];
  /* The names of the ground are in one language, in three scripts. */
  const tags = { title: "ko-Latn", hangul: "ko", hanja: "ko-Hani" };

  /** The name in the script of the language, and its tag; in Latin letters for all others. */
  function inScript({ title, hangul, hanja }) {
    const script = i18n.script();
    if (script === "Kore" && hangul) return [hangul.split("|")[0], tags.hangul];
    if (HAN.includes(script) && hanja) return [hanja.split("|")[0], tags.hanja];
    return [title, tags.title];
  }

  /** The name of today and its language tag. */
  function today({ title, today: names }) {
    return inScript({ title, hangul: names?.hangul, hanja: names?.hanja });
  }

  /** The name that the document meant. */
  function meant(point) {
    return inScript(point)[0];
  }

  /** The name of a place that is no point of a list. */
  function place(names) {
    return inScript(names)[0];
  }

  return { meant, named: inScript, place, tags, today };
});
