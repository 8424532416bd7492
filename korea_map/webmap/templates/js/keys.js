/* What a key means: a step of the walk, a move of a slider, or nothing of ours. */
"use strict";

koreaMap.define("keys", [], () => {
  const FORTH = { ArrowRight: 1, ArrowLeft: -1 };
  const MORE = { ...FORTH, ArrowUp: 1, ArrowDown: -1 };
  /* What a presenter's clicker sends; elsewhere on the page it scrolls. */
  const CLICKED = { PageDown: 1, PageUp: -1 };
  /* What has a use of its own for the arrow keys. */
  const TAKEN = "input, textarea, select, .leaflet-container, .scroller";
  const TYPED = "input, textarea, select, .card";

  function combined(event) {
    return event.altKey || event.ctrlKey || event.metaKey;
  }

  /** By how many steps the walk goes on: 1, -1 or 0; a clicker's keys count within the `scene`. */
  function way(event, scene = null) {
    const { key, target } = event;
    if (combined(event)) return 0;
    if (Object.hasOwn(CLICKED, key)) {
      const here = scene !== null && scene.contains(target) && !target.closest(TYPED);
      return here ? CLICKED[key] : 0;
    }
    return target.closest(TAKEN) ? 0 : FORTH[key] ?? 0;
  }

  /** By how many of its steps a slider moves: ten, one with the shift key, or 0. */
  function nudge(event) {
    if (combined(event)) return 0;
    return (MORE[event.key] ?? 0) * (event.shiftKey ? 1 : 10);
  }

  /**
   * What a key means before a class: 1 or -1 to turn, "black", "answer", "end", or null. A
   * clicker sends PageUp and PageDown, and for the black screen B or a full stop.
   */
  function presented(event) {
    if (combined(event) || event.target.closest("input, textarea, select")) return null;
    const { key } = event;
    if (key === "b" || key === "B" || key === ".") return "black";
    if (key === "a" || key === "A") return "answer";
    if (key === "Escape") return event.target.closest(".card") ? null : "end";
    return CLICKED[key] ?? FORTH[key] ?? null;
  }

  return { nudge, presented, way };
});
