/* The one state of the page, and who is told when it changes. */
"use strict";

koreaMap.define("store", ["i18n", "radii"], (i18n, radii) => {
  /** A store that begins with a state; `draw(now, before)` is told of each change. */
  function create(first, plans, draw) {
    let state = first;
    let drawn = null;

    /** The state with what follows from it: radii in force, language. */
    function derived() {
      return { ...state, ...radii.inForce(plans, state), language: i18n.current() };
    }

    /** Change what the next drawing will show. */
    function note(patch) {
      state = { ...state, ...patch };
    }

    function change(patch) {
      note(patch);
      const now = derived();
      draw(now, drawn);
      drawn = now;
    }

    return { change, derived, get: () => state, note };
  }

  return { create };
});
