/* What a place is called, for readers of the language that is used. */
"use strict";

koreaMap.define("titles", ["facts", "i18n"], (facts, i18n) => {
  function inHangul() {
    return i18n.current() === facts.HANGUL;
  }

  /** The name of today and its language tag. */
  function today(point) {
    const hangul = inHangul() && point.today?.hangul;
    return hangul ? [hangul, facts.HANGUL] : [point.title, "ko-Latn"];
  }

  /** The name that the document meant. */
  function meant(point) {
    return inHangul() && point.hangul ? point.hangul.split("|")[0] : point.title;
  }

  /** The name of a place that is no point of a list. */
  function place({ hangul, title }) {
    return inHangul() && hangul ? hangul : title;
  }

  return { meant, place, today };
});
