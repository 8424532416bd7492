/* What the reader does: clicks, switches, keys. Everything ends in a change of state. */
"use strict";

koreaMap.define("events", ["i18n", "keys", "light", "state", "translate"], (
  i18n, keys, light, state, translate,
) => {
  const node = (id) => document.getElementById(id);

  function press(id, act) {
    node(id)?.addEventListener("click", act);
  }

  function clicks(page) {
    document.addEventListener("click", (event) => {
      const open = event.target.closest("[data-open]");
      if (open) page.cards.summon(open.dataset.open, open);
      const link = event.target.closest("a[href^='#']");
      if (link && page.embedded && !link.hash.startsWith("#source-")) {
        /* The address of a page in `srcdoc` is that of the page around it. */
        event.preventDefault();
        page.frame.visit(link.getAttribute("href").slice(1));
      }
      const tongue = event.target.closest("[data-lang]");
      if (tongue) {
        translate.speak(tongue.dataset.lang, page);
        page.store.change({ lang: tongue.dataset.lang });
      }
    });
    /* A heading that takes the focus after a click needs no ring; after a key it does. */
    for (const [kind, on] of [["pointerdown", true], ["keydown", false]]) {
      document.addEventListener(kind, () => {
        document.documentElement.classList.toggle("by-pointer", on);
      }, { capture: true });
    }
  }

  function switches({ announce, known, store }) {
    const now = () => store.get();
    const turns = {
      show(plan, on) {
        store.change({ show: state.switched(known.plans, now().show, plan, on) });
        announce(i18n.text(on ? "live.shown" : "live.hidden", { plan: i18n.text(`plan.${plan}.title`) }));
      },
      unit: (unit) => store.change({ unit }),
      miles: (miles) => store.change({ miles }),
      view(view) {
        const { show } = state.initial();
        /* A step shows what it is about; beside one another stand the two plans. */
        store.change(now().step === null ? { view } : { view, step: null, show, rivals: false });
      },
      rivals: (value, on) => store.change({ rivals: on }),
    };
    document.addEventListener("change", ({ target }) => {
      if (Object.hasOwn(turns, target.name ?? "")) turns[target.name](target.value, target.checked);
    });
  }

  function steps({ cards, finder, nodes, store, walk }) {
    document.addEventListener("keydown", (event) => {
      const { find, place, step } = store.get();
      const way = keys.way(event, nodes?.scene);
      if (event.key === "Escape" && place) cards.close();
      else if (event.key === "Escape" && find) finder.close();
      else if (event.key === "Escape" && step !== null) walk.leave();
      else if (way && step !== null) {
        event.preventDefault();
        walk.turn(way);
      }
    });
    document.querySelector(".skip[href='#start-walk']")?.addEventListener("click", (event) => {
      if (store.get().step === null) return;
      event.preventDefault();
      node("walk-title").focus();
    });
    press("start-walk", () => walk.goTo(1));
    press("walk-next", () => walk.turn(1, false));
    press("walk-back", () => walk.turn(-1, false));
    press("walk-leave", walk.leave);
  }

  /** Hear all that the reader does on a page. */
  function listen(page) {
    clicks(page);
    switches(page);
    steps(page);
    press("show-full", () => {
      page.frame.leave();
      const title = document.querySelector("h1");
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    });
    light.listen();
    page.links.listen();
  }

  return { listen };
});
