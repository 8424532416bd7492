/* What the reader does: clicks, switches, sliders, keys. Everything ends in a change of state. */
"use strict";

koreaMap.define("events", ["dom", "i18n", "keys", "state", "translate", "units"], (
  dom, i18n, keys, state, translate, units,
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
      if (link && page.embedded) {
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
      if (!target.dataset.plan) return;
      announce(i18n.text("live.radius", {
        plan: i18n.text(`plan.${target.dataset.plan}.title`),
        value: target.getAttribute("aria-valuetext"),
      }));
    });
  }

  function sliders({ data, known, store }) {
    const choose = (plan, metres) =>
      store.change({ radius: { ...store.get().radius, [plan]: metres } });
    document.addEventListener("input", ({ target }) => {
      const { plan } = target.dataset;
      if (plan) choose(plan, units.inMetres(Number(target.value), store.get().unit));
    });
    for (const slider of dom.all("input[type=range]")) {
      slider.addEventListener("keydown", (event) => {
        const move = keys.nudge(event);
        if (!move) return;
        event.preventDefault();
        const { unit } = store.get();
        slider.value = (Number(slider.value) + move * units.step(unit)).toFixed(units.digits(unit));
        for (const kind of ["input", "change"]) {
          slider.dispatchEvent(new Event(kind, { bubbles: true }));
        }
      });
    }
    for (const button of dom.all(".marks [data-metres]")) {
      const metres = Number(button.dataset.metres);
      button.style.setProperty("--at", (metres / data.slider.reach_m).toFixed(4));
      button.addEventListener("click", () => choose(button.dataset.for, metres));
    }
    press("reset", () => {
      store.change({ radius: {}, miles: data.miles, unit: state.initial().unit });
      node(`radius-${known.zonePlans[0]}`)?.focus({ preventScroll: true });
    });
  }

  function steps({ cards, store, walk }) {
    document.addEventListener("keydown", (event) => {
      const { place, step } = store.get();
      if (event.key === "Escape" && place) cards.close();
      else if (event.key === "Escape" && step !== null) walk.leave();
      else if (keys.way(event)) walk.turn(keys.way(event));
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
    sliders(page);
    steps(page);
    press("show-full", () => {
      page.frame.leave();
      const title = document.querySelector("h1");
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    });
    window.addEventListener("hashchange", page.links.follow);
  }

  return { listen };
});
