/* The walk before a class: the map over the whole screen, the step in large letters below it. */
"use strict";

koreaMap.define("present", ["i18n", "keys"], (i18n, keys) => {
  const root = document.documentElement;

  function create(page) {
    const { nodes, store } = page;
    /* What is out of reach while the map has the screen. */
    let put = [];
    let full = false;

    function blacken(on) {
      root.classList.toggle("black", on);
      if (on) page.announce(i18n.text("present.black"));
    }

    /** Everything that neither holds the scene nor is in it. */
    function others() {
      const found = [];
      for (let node = nodes.scene; node !== document.body; node = node.parentElement) {
        found.push(...[...node.parentElement.children].filter((other) => other !== node));
      }
      return found.filter((node) => !["SCRIPT", "STYLE"].includes(node.tagName) && !node.inert);
    }

    function turn(on) {
      root.classList.toggle("presenting", on);
      for (const node of put) node.inert = false;
      put = on ? others() : [];
      for (const node of put) node.inert = true;
      if (!on) {
        blacken(false);
        if (full && document.fullscreenElement) document.exitFullscreen();
        full = false;
      }
      page.camera.measure();
    }

    /** Follow the state. */
    function show({ present }) {
      if (root.classList.contains("presenting") !== present) turn(present);
    }

    /** Present from the present step, or from the first; over the whole screen where that is allowed. */
    function start() {
      store.change({ present: true });
      page.walk.goTo(store.get().step ?? 1);
      root.requestFullscreen?.().then(() => { full = true; }, () => {});
    }

    function onKey(event) {
      if (!store.get().present) return;
      const act = keys.presented(event);
      if (act === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (root.classList.contains("black")) blacken(false);
      else if (act === "black") blacken(true);
      else if (act === "answer") page.asking.answer();
      else if (act === "end") page.walk.leave();
      else page.walk.turn(act);
    }

    function listen() {
      document.addEventListener("keydown", onKey, { capture: true });
      document.getElementById("start-present")?.addEventListener("click", start);
      document.addEventListener("click", () => blacken(false), { capture: true });
      /* Esc leaves the full screen without a word to the page. */
      document.addEventListener("fullscreenchange", () => {
        if (full && !document.fullscreenElement && store.get().present) page.walk.leave();
      });
    }

    return { listen, show };
  }

  return { create };
});
