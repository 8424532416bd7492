/* The guided walk: which step shows what, and the box that tells it. */
"use strict";

koreaMap.define("walk", ["dom", "i18n", "state"], (dom, i18n, state) => {
  /** What a step changes of the state; null where there is no such step. */
  function arrive(steps, step, plans) {
    const stop = steps[step - 1];
    if (!stop) return null;
    return {
      step, show: plans.filter((plan) => stop.show.includes(plan)), place: null, find: null,
      radius: { __proto__: null },
      rivals: stop.rivals === "yes", view: "over",
    };
  }

  /** Texts to be heard one after the other, each as a sentence. */
  function spoken(texts) {
    return texts.map((text) => i18n.plain(text).trim())
      .map((text) => (/[.!?。？！…]$/.test(text) ? text : `${text}.`)).join(" ");
  }

  function create(page) {
    const { known, nodes, steps, store } = page;
    const node = (id) => document.getElementById(id);

    function show(now) {
      nodes.walk.hidden = now.step === null;
      document.body.classList.toggle("walking", now.step !== null);
      if (now.step === null) return;
      const count = steps.length;
      const words = wording(now.step);
      node("walk-count").textContent = words.count;
      dom.fill(node("walk-title"), dom.rich(words.title));
      dom.fill(node("walk-text"), dom.rich(words.text));
      page.asking.show(now);
      /* Not `disabled`: a button that is pressed must not lose the focus by it. */
      for (const [id, end] of [["walk-back", 1], ["walk-next", count]]) {
        node(id).setAttribute("aria-disabled", String(now.step === end));
      }
    }

    function wording(step) {
      const { id } = steps[step - 1];
      return {
        count: i18n.text("walk.count", { step, count: steps.length }),
        title: i18n.marked(`step.${id}.title`), text: i18n.marked(`step.${id}.text`),
      };
    }

    /** The ground of the present step, or the whole where there is none. */
    function bounds() {
      return steps[store.get().step - 1]?.bounds ?? page.home;
    }

    /** Show what the present step is about. */
    function look() {
      page.camera.fit(bounds());
    }

    /** Go to a step; who hears the page is told of it by the focus on its title, or in words. */
    function goTo(step, focus = true) {
      const patch = arrive(steps, step, known.plans);
      if (!patch) return;
      store.change(patch);
      look();
      page.camera.comeBack();
      page.growing.start();
      if (focus || store.get().present) node("walk-title").focus({ preventScroll: true });
      else page.announce(spoken(Object.values(wording(step))));
    }

    /** The next step (1) or the one before (-1). */
    function turn(way, focus = true) {
      if (store.get().step !== null) goTo(store.get().step + way, focus);
    }

    function leave() {
      store.change({
        step: null, show: state.initial().show, rivals: false, place: null, present: false,
      });
      page.camera.home();
      node("start-walk")?.focus({ preventScroll: true });
    }

    return { bounds, goTo, leave, look, show, turn };
  }

  return { arrive, create, spoken };
});
