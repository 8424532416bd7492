/* The sliders of what-if: moved by pointer or keys, or set by their marks. */
"use strict";

koreaMap.define("sliders", ["dom", "i18n", "keys", "units"], (dom, i18n, keys, units) => {
  function listen({ announce, data, known, store }) {
    /* The slider that a pointer holds, and where it was last, until the next frame. */
    let held = null;
    let due = null;

    function choose(plan, metres, moving = false) {
      store.change({ radius: { __proto__: null, ...store.get().radius, [plan]: metres }, moving });
    }

    function metresOf(slider) {
      return units.inMetres(Number(slider.value), store.derived().unit);
    }

    /** Draw where the slider is: once a frame, however often it says that it moved. */
    function draw(moving) {
      cancelAnimationFrame(due);
      if (due !== null) choose(held.dataset.plan, metresOf(held), moving);
      else if (store.get().moving && !moving) store.change({ moving });
      due = null;
    }

    function end() {
      if (held === null) return;
      draw(false);
      held = null;
    }

    document.addEventListener("input", ({ target }) => {
      if (!target.dataset.plan) return;
      if (held !== target) choose(target.dataset.plan, metresOf(target));
      else due ??= requestAnimationFrame(() => draw(true));
    });
    for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, end);
    for (const slider of dom.all("input[type=range][data-plan]")) {
      slider.addEventListener("pointerdown", () => { held = slider; });
      for (const kind of ["change", "blur"]) slider.addEventListener(kind, end);
      slider.addEventListener("keydown", (event) => {
        const move = keys.nudge(event);
        if (!move) return;
        event.preventDefault();
        const { unit } = store.derived();
        slider.value = (Number(slider.value) + move * units.step(unit)).toFixed(units.digits(unit));
        for (const kind of ["input", "change"]) {
          slider.dispatchEvent(new Event(kind, { bubbles: true }));
        }
      });
    }
    for (const button of dom.all(".marks [data-metres]")) {
      const metres = Number(button.dataset.metres);
      const plan = button.dataset.for;
      button.style.setProperty("--at", (metres / data.slider.reach_m).toFixed(4));
      button.addEventListener("click", () => {
        choose(plan, metres);
        /* A slider tells its value by itself while it has the focus; here a button has it. */
        announce(i18n.text("live.radius", {
          plan: i18n.text(`plan.${plan}.title`),
          value: document.getElementById(`radius-${plan}`).getAttribute("aria-valuetext"),
        }));
      });
    }
    document.getElementById("reset")?.addEventListener("click", () => {
      store.change({ radius: { __proto__: null }, miles: data.miles, unit: null });
      document.getElementById(`radius-${known.zonePlans[0]}`)?.focus({ preventScroll: true });
    });
  }

  return { listen };
});
