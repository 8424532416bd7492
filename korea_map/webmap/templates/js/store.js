/* The one state of the page, and who is told when it changes. It is the state of a link (see
   state.js), and `moving`: whether a slider is being moved, so that what is drawn may be drawn
   more roughly, and the address waits; `rival`: which one of the open place is shown; `doubt`: the
   name of a step that is looked into; and `growing`: the radii of plans whose zones are on their way to their size. */
"use strict";

koreaMap.define("store", ["i18n", "radii", "state"], (i18n, radii, state) => {
  /** A store that begins with a state; `draw(now, before)` is told of each change. */
  function create(first, plans, draw) {
    let kept = { moving: false, rival: null, doubt: null, growing: null, ...first };
    let drawn = null;

    /** The state with what follows from it: radii in force, unit (`chosen`, if it was), language. */
    function derived() {
      const unit = state.unitOf(kept);
      const inForce = radii.inForce(plans, { ...kept, unit });
      /* Zones that grow are as the document has them, on their way. */
      for (const part of ["metres", "stated"]) Object.assign(inForce[part], kept.growing);
      return {
        ...kept, unit, chosen: kept.unit, ...inForce, language: i18n.current(),
        moving: kept.moving || kept.growing !== null,
      };
    }

    /** Change what the next drawing will show. */
    function note(patch) {
      const other = Object.hasOwn(patch, "place") && patch.place !== kept.place;
      const stepped = Object.hasOwn(patch, "step") && patch.step !== kept.step;
      kept = {
        ...kept, ...(other ? { rival: null } : {}), ...(stepped ? { doubt: null } : {}), ...patch,
      };
    }

    /** Change the state, and draw it. Whatever is asked for, zones are at once as they are to be. */
    function change(patch) {
      note({ growing: null, ...patch });
      const now = derived();
      draw(now, drawn);
      drawn = now;
    }

    return { change, derived, get: () => kept, note };
  }

  return { create };
});
