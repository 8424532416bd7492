/* A map within a page must not take the page's scrolling away. */
"use strict";

koreaMap.define("wheel", [], () => {
  const PAUSE_MS = 500;

  /** Zoom with the wheel only after a click where embedded, and never in mid-scroll. */
  function tame(map, embedded, hint) {
    let scrolled = 0;
    let awake = !embedded;
    const container = map.getContainer();
    window.addEventListener("scroll", () => { scrolled = performance.now(); }, { passive: true });
    const set = () => (awake ? map.scrollWheelZoom.enable() : map.scrollWheelZoom.disable());
    set();
    container.addEventListener("wheel", (event) => {
      if (awake && performance.now() - scrolled < PAUSE_MS) event.stopPropagation();
      else if (!awake && hint) {
        hint.hidden = false;
        clearTimeout(hint.timer);
        hint.timer = setTimeout(() => { hint.hidden = true; }, 1500);
      }
    }, { capture: true, passive: true });
    if (!embedded) return;
    container.addEventListener("pointerdown", () => {
      awake = true;
      if (hint) hint.hidden = true;
      set();
    });
    document.addEventListener("pointerdown", (event) => {
      if (container.contains(event.target)) return;
      awake = false;
      set();
    });
  }

  return { tame };
});
