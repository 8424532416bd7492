/* The map stays in sight while a slider is used, where the two are not beside one another: as a
   strip along the top of the window, and in its own place again when the reader turns away. */
"use strict";

koreaMap.define("trying", [], () => {
  /* The least part of the window's height that a map must have to be of use. */
  const LEAST = 0.4;
  const GAP_PX = 8;

  function listen({ nodes: { stage } }) {
    const part = document.querySelector(".whatif");
    if (!part) return;
    const maps = stage.querySelector(".maps");
    const box = (node) => node.getBoundingClientRect();
    let on = false;

    function begin(slider) {
      if (on) return;
      const { top, bottom } = box(maps);
      const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
      if (seen >= LEAST * innerHeight) return;
      on = true;
      /* The page keeps its length: the slider stays below the finger. */
      stage.style.minHeight = `${stage.offsetHeight}px`;
      document.documentElement.classList.add("trying");
      const hidden = box(maps).bottom + GAP_PX - box(slider.closest(".slider")).top;
      if (hidden > 0) scrollBy({ top: -hidden, behavior: "instant" });
    }

    function end() {
      if (!on) return;
      on = false;
      document.documentElement.classList.remove("trying");
      stage.style.minHeight = "";
    }

    function used(target) {
      return target.closest?.(".slider") ? target : null;
    }

    for (const kind of ["focusin", "input", "click"]) {
      part.addEventListener(kind, ({ target }) => {
        const by = kind !== "focusin" || target.matches(":focus-visible");
        if (by && used(target)) begin(target);
      });
    }
    part.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !part.contains(relatedTarget) && !stage.contains(relatedTarget)) end();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!part.contains(target) && !maps.contains(target)) end();
    });
    /* By scrolling on, too. */
    new IntersectionObserver(([{ isIntersecting }]) => { if (!isIntersecting) end(); },
      { rootMargin: "-42% 0px 0px" }).observe(part);
    matchMedia("(max-width: 56rem)").addEventListener("change", end);
  }

  return { listen };
});
