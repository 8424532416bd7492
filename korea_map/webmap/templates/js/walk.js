/* The guided walk: which step shows what, and the box that tells it. */
"use strict";

koreaMap.define("walk", ["dom", "i18n", "state"], (dom, i18n, state) => {
  /** What a step changes of the state; null where there is no such step. */
  function arrive(steps, step, plans) {
    const stop = steps[step - 1];
    if (!stop) return null;
    return {
      step, show: plans.filter((plan) => stop.show.includes(plan)), place: null, radius: {},
      rivals: Boolean(stop.rivals), view: "over",
    };
  }

  function create(page) {
    const { known, nodes, steps, store } = page;
    const node = (id) => document.getElementById(id);

    function show(now) {
      nodes.walk.hidden = now.step === null;
      document.body.classList.toggle("walking", now.step !== null);
      if (now.step === null) return;
      const count = steps.length;
      node("walk-count").textContent = i18n.text("walk.count", { step: now.step, count });
      const { id } = steps[now.step - 1];
      node("walk-title").textContent = i18n.text(`step.${id}.title`);
      dom.fill(node("walk-text"), dom.rich(i18n.text(`step.${id}.text`)));
      /* Not `disabled`: a button that is pressed must not lose the focus by it. */
      for (const [id, end] of [["walk-back", 1], ["walk-next", count]]) {
        node(id).setAttribute("aria-disabled", String(now.step === end));
      }
    }

    /** The ground of the present step, or the whole where there is none. */
    function bounds() {
      return steps[store.get().step - 1]?.bounds ?? page.home;
    }

    function goTo(step, focus = true) {
      const patch = arrive(steps, step, known.plans);
      if (!patch) return;
      store.change(patch);
      page.camera.fit(bounds());
      page.camera.comeBack();
      if (focus) node("walk-title").focus({ preventScroll: true });
    }

    /** The next step (1) or the one before (-1). */
    function turn(way, focus = true) {
      if (store.get().step !== null) goTo(store.get().step + way, focus);
    }

    function leave() {
      store.change({ step: null, show: state.initial().show, rivals: false, place: null });
      page.camera.home();
      node("start-walk")?.focus({ preventScroll: true });
    }

    return { bounds, goTo, leave, show, turn };
  }

  return { arrive, create };
});
