/* What belongs together lights up together: a point on the map, its name, its button in a list.
   Each carries the id of its point as `data-point`; what stands for a place, those of its points. */
"use strict";

koreaMap.define("light", ["dom"], (dom) => {
  const PARTS = "[data-point]";
  let lit = null;

  function toggle(id, on) {
    for (const one of id.split(" ")) {
      for (const part of dom.all(`[data-point~="${CSS.escape(one)}"]`)) part.classList.toggle("lit", on);
    }
  }

  /** Light up all parts of a point, by its id, and nothing else; null for nothing at all. */
  function up(id) {
    if (id === lit) return;
    if (lit !== null) toggle(lit, false);
    lit = id;
    if (lit !== null) toggle(lit, true);
  }

  function idOf(target) {
    return target?.closest?.(PARTS)?.dataset.point ?? null;
  }

  /** Light up what the reader points at or has the focus on. */
  function listen() {
    for (const kind of ["pointerover", "focusin"]) {
      document.addEventListener(kind, ({ target }) => up(idOf(target)));
    }
    /* What is left behind for nothing: the pointer leaves the window, the focus the page. */
    document.documentElement.addEventListener("pointerleave", () => up(null));
    document.addEventListener("focusout", ({ relatedTarget }) => up(idOf(relatedTarget)));
  }

  return { listen, up };
});
