/* What a key means: a step of the walk, a move of a slider, or nothing of ours. */
"use strict";

koreaMap.define("keys", [], () => {
  const FORTH = { ArrowRight: 1, ArrowLeft: -1 };
  const MORE = { ...FORTH, ArrowUp: 1, ArrowDown: -1 };
  /* What has a use of its own for the arrow keys. */
  const TAKEN = "input, textarea, select, .leaflet-container, .scroller";

  function combined(event) {
    return event.altKey || event.ctrlKey || event.metaKey;
  }

  /** By how many steps the walk goes on: 1, -1 or 0. */
  function way(event) {
    if (combined(event) || event.target.closest(TAKEN)) return 0;
    return FORTH[event.key] ?? 0;
  }

  /** By how many of its steps a slider moves: ten, one with the shift key, or 0. */
  function nudge(event) {
    if (combined(event)) return 0;
    return (MORE[event.key] ?? 0) * (event.shiftKey ? 1 : 10);
  }

  return { nudge, way };
});
