/* How sure an identification is: what it is called, and whether it is in doubt. */
"use strict";

koreaMap.define("certainty", ["i18n"], (i18n) => {
  /** The judgement of a point; `none` where no place was identified. */
  function of(point) {
    return point.certainty ?? "none";
  }

  function isDoubtful(point) {
    return !["certain", "none"].includes(of(point));
  }

  function word(point) {
    return i18n.text(`certainty.${of(point)}`);
  }

  return { isDoubtful, of, word };
});
