/* Scrolling within the page's own window: `scrollIntoView` would move a page that holds it too. */
"use strict";

koreaMap.define("scroller", [], () => {
  /** How far a box must move down to stand between two heights. */
  function gap({ top, bottom }, from, to, block) {
    if (block === "start" || top < from || bottom - top > to - from) return top - from;
    return Math.max(0, bottom - to);
  }

  function scrolls(node) {
    return node.scrollHeight > node.clientHeight
      && ["auto", "scroll"].includes(getComputedStyle(node).overflowY);
  }

  /**
   * Bring a part of the page into view, at the top with `block: "start"`. What is far off is laid
   * out only when it comes near, and may then lie elsewhere: the way there is corrected.
   */
  function bring(node, { block = "nearest", behavior = "auto", margin = 0 } = {}, corrections = 10) {
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
      if (!scrolls(box)) continue;
      const { top, bottom } = box.getBoundingClientRect();
      box.scrollTop += gap(node.getBoundingClientRect(), top, bottom, block);
    }
    const by = Math.ceil(gap(node.getBoundingClientRect(), margin, innerHeight, block));
    if (!by) return;
    const far = Math.abs(by) > innerHeight;
    window.scrollBy({ top: by, behavior: far ? "instant" : behavior });
    if (far && corrections) {
      requestAnimationFrame(() => bring(node, { block, behavior, margin }, corrections - 1));
    }
  }

  return { bring };
});
