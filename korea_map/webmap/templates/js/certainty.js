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

  /** What stands after a name in doubt; nothing after others. */
  function sign(point) {
    return isDoubtful(point) ? i18n.text(`certainty.${of(point)}.sign`) : "";
  }

  return { isDoubtful, of, sign, word };
});
