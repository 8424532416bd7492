/* The one state of the page, and who is told when it changes. It is the state of a link (see
   state.js), and `moving`: whether a slider is being moved, so that what is drawn may be drawn
   more roughly, and the address waits; and `rival`: which one of the open place is shown. */
"use strict";

koreaMap.define("store", ["i18n", "radii", "state"], (i18n, radii, state) => {
  /** A store that begins with a state; `draw(now, before)` is told of each change. */
  function create(first, plans, draw) {
    let kept = { moving: false, rival: null, ...first };
    let drawn = null;

    /** The state with what follows from it: radii in force, unit (`chosen`, if it was), language. */
    function derived() {
      const unit = state.unitOf(kept);
      return {
        ...kept, unit, chosen: kept.unit, ...radii.inForce(plans, { ...kept, unit }),
        language: i18n.current(),
      };
    }

    /** Change what the next drawing will show. */
    function note(patch) {
      const other = Object.hasOwn(patch, "place") && patch.place !== kept.place;
      kept = { ...kept, ...(other ? { rival: null } : {}), ...patch };
    }

    function change(patch) {
      note(patch);
      const now = derived();
      draw(now, drawn);
      drawn = now;
    }

    return { change, derived, get: () => kept, note };
  }

  return { create };
});
