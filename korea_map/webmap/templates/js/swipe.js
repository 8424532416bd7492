/* A finger that wipes over the words of a step turns it. */
"use strict";

koreaMap.define("swipe", [], () => {
  const FAR_PX = 44;
  const LEVEL = 2;

  /** Which way a finger wiped that moved so far: 1 on, -1 back, 0 neither. */
  function way(across, down) {
    if (Math.abs(across) < FAR_PX || Math.abs(across) < LEVEL * Math.abs(down)) return 0;
    return across < 0 ? 1 : -1;
  }

  /** Hear fingers on a node; `turn` is told which way one wiped. */
  function listen(node, turn) {
    let from = null;
    node.addEventListener("touchstart", ({ touches }) => {
      from = touches.length === 1 ? touches[0] : null;
    }, { passive: true });
    node.addEventListener("touchend", ({ changedTouches: [to] }) => {
      const turned = from && way(to.clientX - from.clientX, to.clientY - from.clientY);
      from = null;
      if (turned) turn(turned);
    }, { passive: true });
  }

  return { listen, way };
});
