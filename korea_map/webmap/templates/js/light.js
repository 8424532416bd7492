/* What belongs together lights up together: a point on the map, its name, its button in a list.
   Each carries the id of its point as `data-point`; what several points share, the ids of all. */
"use strict";

koreaMap.define("light", ["dom"], (dom) => {
  /* What lies over a small zone, to be hit more easily, is no part that lights up. */
  const PARTS = "[data-point], [data-over]";
  let lit = "";

  function toggle(ids, on) {
    for (const id of ids.split(" ").filter(Boolean)) {
      for (const part of dom.all(`[data-point~="${CSS.escape(id)}"]`)) {
        part.classList.toggle("lit", on);
      }
    }
  }

  /** Light up all parts of points, by their ids, and nothing else; null for nothing at all. */
  function up(given) {
    const ids = given ?? "";
    if (ids === lit) return;
    toggle(lit, false);
    lit = ids;
    toggle(lit, true);
  }

  function idOf(target) {
    const { point, over } = target?.closest?.(PARTS)?.dataset ?? {};
    return point ?? over ?? null;
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
