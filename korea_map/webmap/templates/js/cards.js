/* Opening and closing a place: its card, what is shown for it, and where the focus goes. */
"use strict";

koreaMap.define("cards", ["card", "dom", "i18n", "rivals", "scroller", "state"], (
  card, dom, i18n, rivals, scroller, state,
) => {
  function create(page) {
    const { map, data, known, store } = page;
    const { scene, stage, card: box } = page.nodes;
    let returnTo = null;

    /** A state in which the list of the open place is shown, whatever lists were. */
    function admit(asked) {
      const point = page.point(asked.place);
      if (!point || asked.show.includes(point.plan)) return asked;
      return { ...asked, show: state.switched(known.plans, asked.show, point.plan, true) };
    }

    function place(id) {
      const { show } = admit({ show: store.get().show, place: id });
      const added = show === store.get().show ? null : page.point(id).plan;
      store.change({ place: id, show });
      if (added) {
        page.announce(i18n.text("live.shown", { plan: i18n.text(`plan.${added}.title`) }));
      }
      box.querySelector("h2").focus({ preventScroll: true });
    }

    /** Open the card of a point; the focus will come back to `from`. */
    function open(id, from = null) {
      returnTo = from ?? document.activeElement;
      place(id);
      if (page.camera.sheet()) page.camera.comeBack();
    }

    /** Open a place that may be out of sight: the map comes into view. */
    function summon(id, from) {
      open(id, from);
      page.camera.comeBack();
    }

    function close() {
      const target = returnTo?.getClientRects().length ? returnTo
        : page.view.node(store.get().place);
      store.change({ place: null });
      target?.focus({ preventScroll: true });
      if (target && !scene.contains(target)) scroller.bring(target);
      returnTo = null;
    }

    /** Show one rival of the open place, or all of them again. */
    function compare(id) {
      const { place: open, rival } = store.get();
      const point = page.point(open);
      store.change({ rival: rival === id ? null : id });
      if (rival === id) {
        page.camera.refit(point);
        return;
      }
      page.camera.reveal([point, data.places[id]]);
      if (page.camera.sheet()) page.camera.comeBack();
      const chosen = point.rivals.filter((other) => other.id === id);
      page.announce(rivals.said({ rivals: chosen }, data.places).join(" "));
    }

    function show(now, before) {
      const point = page.point(now.place);
      stage.classList.toggle("with-card", Boolean(point));
      scene.classList.toggle("with-card", Boolean(point));
      if (!point) {
        box.hidden = true;
        dom.fill(box);
        return;
      }
      /* What is pressed in the card keeps its place and the focus. */
      if (before && ["place", "step", "language"].every((name) => before[name] === now[name])) {
        card.choose(box, now.rival);
        return;
      }
      card.show(box, point, data, {
        step: now.step,
        onClose: close,
        onZoom: () => map.setView([point.lat, point.lon], 9, { animate: !page.still() }),
        onOther: place,
        onRival: compare,
      });
      box.scrollTop = 0;
      card.choose(box, now.rival);
    }

    return { admit, close, open, show, summon };
  }

  return { create };
});
