/* What the scripts still know of this one document and of Korea. No other file names a plan,
   a step, a country or a language of its names: each of these is to come with the data. */
"use strict";

koreaMap.define("facts", ["units"], (units) => {
  const HOME = [[33.1, 123.8], [43.0, 130.9]];

  /* What each step of the walk shows; its words are in the messages. */
  const STEPS = [
    { show: ["unc", "cpv"], bounds: HOME },
    { show: ["unc"], bounds: HOME },
    { show: ["unc"], bounds: HOME },
    { show: ["cpv"], bounds: HOME },
    { show: ["unc"], bounds: [[39.5, 123.4], [42.0, 129.0]] },
    { show: ["unc", "cpv"], bounds: HOME, rivals: true },
    { show: ["march-1952"], bounds: HOME },
    { show: ["armistice-1953", "unc", "cpv"], bounds: HOME },
    { show: ["unc", "cpv"], bounds: HOME },
  ];

  /* Plans that are shown before the reader chooses. */
  const START = ["unc", "cpv"];
  /* The plan on the first map where two stand side by side. */
  const FIRST = "unc";
  /* The list that the walk compares with the plans that have zones. */
  const LATER = "armistice-1953";
  /* The widest radius that a reader may try. */
  const WIDEST_M = units.inMetres(60, "mi");

  const SIDES = ["south", "north"];
  /* Land beyond the border; of the first it is said, too, that there is none of it. */
  const NEIGHBOURS = ["china", "russia"];
  const COUNTRIES = ["KP", "KR"];
  /* The language whose readers know the places by their names in hangul. */
  const HANGUL = "ko";

  /* Wide zones overlap: a light tint and a mere centre. Small ones need a mark that is seen
     from afar, and a wider target (px) than they are themselves. */
  const WIDE = { tint: "unc", fill: 0.13, hatch: true, dot: 2.5, hit: null, clear: 4 };
  const SMALL = { tint: "cpv", fill: 0.3, hatch: false, dot: 4, hit: 13, clear: 6 };

  /** How a plan is drawn: `clear` is what its names keep off the centre, in px. */
  function style(plan) {
    return plan === "unc" ? WIDE : SMALL;
  }

  return {
    COUNTRIES, FIRST, HANGUL, HOME, LATER, NEIGHBOURS, SIDES, START, STEPS, WIDEST_M, style,
  };
});
