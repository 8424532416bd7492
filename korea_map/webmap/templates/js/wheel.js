/* A map within a page must not take the page's scrolling away: not from the wheel, not from a finger. */
"use strict";

koreaMap.define("wheel", ["i18n"], (i18n) => {
  const PAUSE_MS = 500;
  const HINT_MS = 1500;

  /** Say over the map for a moment how it is moved. */
  function tell(hint, key) {
    if (!hint) return;
    hint.dataset.t = key;
    hint.textContent = i18n.text(key);
    hint.hidden = false;
    clearTimeout(hint.timer);
    hint.timer = setTimeout(() => { hint.hidden = true; }, HINT_MS);
  }

  /** Whether a finger on the map may be meant for the page, or for one that holds it. */
  function hasWay(embedded) {
    return embedded || document.documentElement.scrollHeight > innerHeight + 1;
  }

  /** One finger scrolls the page, where it can be scrolled; two move the map. */
  function yieldFinger(map, embedded, hint) {
    const container = map.getContainer();
    if (!map.dragging.enabled()) return;
    const look = () => container.classList.toggle("yielding", hasWay(embedded));
    new ResizeObserver(look).observe(document.body);
    window.addEventListener("resize", look);
    look();
    container.addEventListener("pointerdown", ({ pointerType }) => {
      if (pointerType === "touch" && look()) map.dragging.disable();
      else map.dragging.enable();
    }, { capture: true });
    /* The browser takes a finger away from the page that it scrolls. */
    container.addEventListener("pointercancel", ({ pointerType }) => {
      if (pointerType === "touch" && !map.dragging.enabled()) tell(hint, "map.touch");
    }, { capture: true });
  }

  /** Zoom with the wheel only after a click where embedded, and never in mid-scroll. */
  function yieldWheel(map, embedded, hint) {
    let scrolled = 0;
    let awake = !embedded;
    const container = map.getContainer();
    window.addEventListener("scroll", () => { scrolled = performance.now(); }, { passive: true });
    const set = () => (awake ? map.scrollWheelZoom.enable() : map.scrollWheelZoom.disable());
    set();
    container.addEventListener("wheel", (event) => {
      if (awake && performance.now() - scrolled < PAUSE_MS) event.stopPropagation();
      else if (!awake) tell(hint, "map.wheel");
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

  function tame(map, embedded, hint) {
    yieldWheel(map, embedded, hint);
    yieldFinger(map, embedded, hint);
    if (!embedded) return;
    /* Leaflet gives the map the focus at a click; what holds the page must not scroll for it. */
    const container = map.getContainer();
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
  }

  return { tame };
});
