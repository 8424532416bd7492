/* Opening and closing a place: its card, and where the focus goes. */
"use strict";

koreaMap.define("cards", ["card", "dom", "scroller", "state"], (card, dom, scroller, state) => {
  function create(page) {
    const { map, data, known, store } = page;
    const { stage, card: box } = page.nodes;
    let returnTo = null;

    /** A place that is opened is shown, whatever lists were. */
    function showing(id) {
      return state.switched(known.plans, store.get().show, page.point(id).plan, true);
    }

    function focusTitle() {
      box.querySelector("h2").focus({ preventScroll: true });
    }

    /** Open the card of a point; the focus will come back to `from`. */
    function open(id, from = null) {
      returnTo = from ?? document.activeElement;
      store.change({ place: id });
      focusTitle();
      if (page.camera.sheet()) page.camera.comeBack();
    }

    /** Open a place that may be out of sight: its list is shown, the map comes into view. */
    function summon(id, from) {
      open(id, from);
      if (!store.get().show.includes(page.point(id).plan)) store.change({ show: showing(id) });
      page.camera.comeBack();
    }

    function close() {
      const target = returnTo?.getClientRects().length ? returnTo
        : page.view.node(store.get().place);
      store.change({ place: null });
      target?.focus({ preventScroll: true });
      if (target && !stage.contains(target)) scroller.bring(target);
      returnTo = null;
    }

    function show(now) {
      const point = page.point(now.place);
      stage.classList.toggle("with-card", Boolean(point));
      if (!point) {
        box.hidden = true;
        dom.fill(box);
        return;
      }
      card.show(box, point, data, {
        onClose: close,
        onZoom: () => map.setView([point.lat, point.lon], 9, { animate: !page.still() }),
        onOther: (id) => {
          store.change({ place: id, show: showing(id) });
          focusTitle();
        },
      });
    }

    return { close, open, show, summon };
  }

  return { create };
});
